"""Meltwater's older export: tabs and UTF-16, a headline for articles only, and the network under "Source"."""

from __future__ import annotations

import codecs
from pathlib import Path

ROWS = (
    (
        "Date", "Headline", "URL", "Opening Text", "Hit Sentence", "Source", "Influencer", "Country", "Subregion",
        "Language", "Reach", "Desktop Reach", "Mobile Reach", "AVE", "Sentiment", "Key Phrases", "Input Name", "Keywords",
        "Tweet Id", "Twitter Screen Name",
    ),
    (
        "23-May-2026 09:41PM", "", "http://twitter.com/seafan/statuses/1", "", "@northline two hours in the rain, thanks a lot",
        "Twitter", "@seafan", "Unknown", "", "English", "80", "", "", "0.7", "Negative", "rain", "Northline", "northline",
        '"1790000000000000001"', "seafan",
    ),
    (
        "24-May-2026 08:00AM", "Fähre fällt aus", "http://zeitung.example/1", "Die Nachtfähre fällt am Sonntag aus.",
        "fällt am Sonntag aus", "Küstenzeitung", "", "Germany", "Schleswig-Holstein", "German", "9000", "4000", "5000",
        "83", "Negative", "Nachtfähre", "Northline", "northline", "", "",
    ),
)  # fmt: skip


def make(folder: Path) -> None:
    text = "".join("\t".join(row) + "\r\n" for row in ROWS)
    (folder / "mentions.csv").write_bytes(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))
