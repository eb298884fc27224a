"""Brandwatch's spreadsheet: lines about the report, a blank one, then the mentions; and no full text, only snippets."""

from __future__ import annotations

from pathlib import Path

from made._office import workbook

SHEET = (
    ("Report:", "Bulk Mentions Download", *[None] * 11),
    ("Brand:", "Northline Ferries", *[None] * 11),
    ("Label:", *[None] * 12),
    (None, *[None] * 12),
    (
        "Query Id", "Query Name", "Date", "Title", "Snippet", "Url", "Domain", "Page Type", "Language", "Author",
        "Thread Id", "Thread Entry Type", "Resource Id",
    ),
    (
        2001, "Northline", "2026-05-05 08:00:00", "Cabin review", "The cabin was spotless, the shower was not.",
        "https://forum.example/1", "forum.example", "forum", "en", "mirek", "t8", "reply", 9008,
    ),
    (
        2001, "Northline", "2026-05-05 09:00:00", None, None, "https://x.com/ann/status/3", "x.com", "twitter", "en",
        "ann", "t9", "post", 9009,
    ),
)  # fmt: skip


def make(folder: Path) -> None:
    (folder / "mentions.xlsx").write_bytes(workbook({"Mentions": SHEET}))
