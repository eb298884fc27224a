"""Qualtrics' TSV is UTF-16; its workbook holds the same three header rows."""

from __future__ import annotations

from pathlib import Path

from made._office import workbook

_ROWS = (
    ("StartDate", "RecordedDate", "Status", "Finished", "ResponseId", "Q1", "Q2"),
    (
        "Start Date",
        "Recorded Date",
        "Response Type",
        "Finished",
        "Response ID",
        "How did it go?",
        "Why, in your own words?",
    ),
    tuple(
        f'{{"ImportId":"{name}"}}'
        for name in ("startDate", "recordedDate", "status", "finished", "_recordId", "QID1", "QID2_TEXT")
    ),
    ("2026-01-01 10:00:00", "2026-01-01 10:05:00", "0", "1", "R_a1", "1", "La cerradura se quedó atascada."),
    ("2026-01-02 10:00:00", "2026-01-02 10:05:00", "1", "1", "R_a2", "2", "just trying"),
    ("2026-01-03 10:00:00", "2026-01-03 10:05:00", "0", "0", "R_a3", "2", "Café and Wi-Fi were good"),
)


def make(folder: Path) -> None:
    quoted = ["\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in _ROWS]
    (folder / "answers.tsv").write_bytes("\r\n".join(quoted).encode("utf-16"))
    (folder / "answers.xlsx").write_bytes(workbook({"Sheet0": _ROWS}))
