"""A KoboToolbox workbook: submissions, a repeat group in a sheet of its own, and one within that."""

from __future__ import annotations

from pathlib import Path

from made._office import workbook

FIRST, SECOND = "6d2c4a50-0000-4000-8000-00000000000a", "6d2c4a50-0000-4000-8000-00000000000b"
MAIN = (
    ("start", "plan", "why_here", "_id", "_uuid", "_submission_time", "_validation_status", "_index"),
    ("2026-06-01T08:00:00", "basic", "The app sent me here.", 71, FIRST, "2026-06-01 08:10:00", None, 1),
    ("2026-06-01T09:00:00", "plus", None, 72, SECOND, "2026-06-01 09:10:00", None, 2),
)
CALLS = (
    ("topic", "what_was_said", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"),
    ("bill", "They promised to call back on Monday and did not.", 1, "Contacts 2026", 1, FIRST),
    ("bill", "The second call was cut after ten minutes.", 2, "Contacts 2026", 1, FIRST),
    ("move", "Somebody finally understood what I wanted.", 3, "Contacts 2026", 2, SECOND),
)
PEOPLE = (
    ("how_they_were", "_index", "_parent_table_name", "_parent_index"),
    ("The first man was rude, then he apologised.", 1, "calls", 2),
    ("Very patient with my questions.", 2, "calls", 3),
)


def make(folder: Path) -> None:
    sheets = {"Contacts 2026": MAIN, "calls": CALLS, "people": PEOPLE}
    (folder / "contacts.xlsx").write_bytes(workbook(sheets))
