"""A spreadsheet with a cover sheet and titles above the header."""

from __future__ import annotations

from pathlib import Path

from made._office import workbook

SHEET = (
    ("Customer survey 2026", None, None, None),
    (None, None, None, None),
    ("Response ID", "Submitted at", "How would you rate the visit?", "What should we change?"),
    (40001998, "2026-03-01 10:00:00", 4, "Open on Sundays, please."),
    (40001999, "2026-03-02 11:00:00", 2, "The staff was kind but the queue never moved."),
    (40002000, "2026-03-03 12:00:00", 5, None),
)


def make(folder: Path) -> None:
    (folder / "sheet.xlsx").write_bytes(workbook({"Cover": [(None,)], "Answers": SHEET}))
