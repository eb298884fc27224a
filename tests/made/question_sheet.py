"""A workbook with a sheet for each person, as a team keeps the answers to its interview guide."""

from __future__ import annotations

from pathlib import Path

from made._office import workbook

_ASKED = ("What made you look for a new vet?", "How was the first call?", "What would you tell a friend?")
_SAID = {
    "Mara": ("Ours closed at five.", "They asked for my postcode before anything else.", "Take a book."),
    "Tomas": (
        "The old one shouted at the dog.",
        "Fine, a kind voice and a time the same day.",
        "Park behind the church.",
    ),
}


def make(folder: Path) -> None:
    """Write the files."""
    sheets = {name: [("Question", "Answer"), *zip(_ASKED, answers, strict=True)] for name, answers in _SAID.items()}
    (folder / "sheet_each.xlsx").write_bytes(workbook(sheets))
