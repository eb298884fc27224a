"""A closed question: what a row says to it, on which scale."""

from __future__ import annotations

from dataclasses import dataclass, field

from voc.reading.scales import Scale, reduced
from voc.reading.surveys.choices import BOXES, Boxes
from voc.reading.surveys.several import apart
from voc.reading.tables.table import Row

# Between several answers to one question.
JOINT = "; "
# Answers to a closed question repeat; so many of them are known by heart.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed question: its columns, of which several are the options of one, and its scale.

    ``name`` is what the attribute is called: the question, or NPS.
    """

    name: str
    question: str
    columns: tuple[int, ...]
    scale: Scale
    options: tuple[str, ...] = ()
    boxes: Boxes = BOXES
    _seen: dict[str, str] = field(default_factory=dict, compare=False)

    def answer(self, row: Row) -> str:
        """What a row says to the question; ``""`` for nothing."""
        if self.options:
            chosen = zip(self.columns, self.options, strict=True)
            return JOINT.join(option for index, option in chosen if self.boxes.ticked(row[index]))
        cell = row[self.columns[0]]
        if not cell or self.scale.kind in ("choice", "ordinal"):
            return cell
        said = self._seen.get(cell)
        if said is None:
            said = _joined(cell, self.scale.levels) if self.scale.kind == "choices" else reduced(cell, self.scale)
            if len(self._seen) < _REMEMBERED:
                self._seen[cell] = said
        return said


def _joined(cell: str, levels: tuple[str, ...]) -> str:
    """Several answers in one cell, parted in one way."""
    if cell.startswith("/ "):
        return JOINT.join(part.strip() for part in cell[2:].split(" / ") if part.strip())
    if ";" in cell:
        return JOINT.join(part.strip() for part in cell.split(";") if part.strip())
    return JOINT.join(apart(cell, levels))
