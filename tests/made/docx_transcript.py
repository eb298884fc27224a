"""Word documents: paragraphs, and a table."""

from __future__ import annotations

from pathlib import Path

from made._office import document

PARAGRAPHS = (
    "Interview 7, kitchen table",
    "Moderator: How did you order the kitchen?",
    "Tess: On the website, with the planner.",
    "It lost my drawing, so I drew it again.",
    "Moderator: And the delivery?",
    "Tess: They forgot the sink.",
)
ROWS = (
    ("Time", "Speaker", "Text"),
    ("00:00:04", "Moderator", "How did you order the kitchen?"),
    ("00:00:09", "Tess", "On the website, with the planner."),
    ("00:00:15", "Moderator", "And the delivery?"),
    ("00:00:19", "Tess", "They forgot the sink. Nobody called me back."),
)


def make(folder: Path) -> None:
    (folder / "paragraphs.docx").write_bytes(document(PARAGRAPHS))
    (folder / "table.docx").write_bytes(document((), ROWS))
