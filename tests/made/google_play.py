"""Google Play Console writes UTF-16 with a byte-order mark; programs that fetch its reports sometimes lose the mark."""

from __future__ import annotations

import codecs
from pathlib import Path

HEADER = (
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,"
    "Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,"
    "Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,"
    "Developer Reply Text,Review Link\n"
)
LINK = "https://play.google.com/console/developers/55/app/77/user-feedback/review-details?reviewId={}&corpus=PUBLIC_REVIEWS"
MAY = (
    # Stars alone.
    "org.example.trams,310,3.1.0,en,panther,2026-05-02T07:12:44Z,1777705964000,2026-05-02T07:12:44Z,1777705964000,"
    "5,,,,,,\n"
    # A title, line ends in the text, a reply.
    "org.example.trams,310,3.1.0,en,oriole,2026-05-03T18:22:10Z,1777832530000,2026-05-03T18:22:10Z,1777832530000,"
    '2,Gone again,"My season ticket vanished after the update.\nI paid twice, ""just to be safe"".",'
    '2026-05-04T08:00:00Z,1777881600000,"Sorry! Please write to help@trams.example.",'
    + LINK.format("gp%3AAOqpTOFa1")
    + "\n"
    "org.example.trams,308,3.0.8,de,a52q,2026-05-05T10:00:00Z,1777975200000,2026-05-05T10:00:00Z,1777975200000,"
    '1,,"Die Karte lädt nicht, seit ich ein neues Telefon habe.",,,,' + LINK.format("gp%3AAOqpTOFb2") + "\n"
)
# The same person writes her review anew: it comes again in the next month's file.
JUNE = (
    "org.example.trams,311,3.1.1,en,oriole,2026-05-03T18:22:10Z,1777832530000,2026-06-01T06:00:00Z,1780293600000,"
    "5,,They gave the money back and the ticket is there again.,,,," + LINK.format("gp:AOqpTOFa1") + "\n"
)


def make(folder: Path) -> None:
    (folder / "reviews_org.example.trams_202605.csv").write_bytes(
        codecs.BOM_UTF16_LE + (HEADER + MAY).encode("utf-16-le")
    )
    (folder / "without_mark.csv").write_bytes((HEADER + MAY + JUNE).encode("utf-16-le"))
