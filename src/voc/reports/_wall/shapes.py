"""What a drawing is made of; the template only writes it down. Units are pixels of 1/96 inch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voc.reports._measure import LINE, wrap
from voc.reports._text import is_rtl, one_line, short


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``look`` is its class in the style."""

    x: float
    y: float
    width: float
    height: float
    look: str
    round: float = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A line or an area."""

    d: str
    look: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, from its left end, or its right one where it runs from right to left."""

    x: float
    y: float
    size: float
    text: str
    look: str
    anchor: str = "start"
    rtl: bool = False


Shape = Box | Path | Line


@dataclass(frozen=True, slots=True)
class Note:
    """A text of a cell: how large, how it looks, on how many lines at most; ``mark`` stands before it.

    One that belongs to a marked text is ``indented`` like it.
    """

    text: str
    size: float = 12
    look: str = "ink"
    most: int = 5
    mark: str = ""
    mark_look: str = ""
    gap: float = 5
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The notes of a cell laid out: their shapes, from the top of the cell, and how high they are together."""

    shapes: tuple[Shape, ...]
    height: float


_MARK, _MARK_HEIGHT = 24, 18
# Sans-serif faces of drawing programs are wider than the one that texts are measured by, bold ones more.
WIDER, _BOLD = 1.13, 1.2


class Cuts:
    """Texts that had to be cut: they stand in full at the foot of the drawing, by their numbers."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def number(self, text: str) -> int:
        """The number of a text."""
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text) + 1


def laid_out(notes: Sequence[Note], x: float, width: float, cuts: Cuts) -> Cell:
    """The notes below each other in a column that begins at ``x`` and is ``width`` wide."""
    shapes: list[Shape] = []
    y = 0.0
    for note in notes:
        indent = _MARK if note.mark or note.indented else 0
        wider = _BOLD if note.look in ("strong", "title", "stage") else WIDER
        lines = _lines(note, (width - indent) / note.size / wider, cuts)
        top = y
        if note.mark:
            shapes.append(Box(x, y, 18, 17, note.mark_look, 3))
            shapes.append(Line(x + 9, y + 12.5, 10.5, note.mark, f"{note.mark_look}-text", "middle"))
        for text in lines:
            y += note.size * LINE
            rtl = is_rtl(text)
            at = x + width if rtl else x + indent
            shapes.append(Line(at, y - note.size * 0.28, note.size, text, note.look, "start", rtl))
        y = max(y, top + _MARK_HEIGHT if note.mark else y) + note.gap
    return Cell(tuple(shapes), y)


def _lines(note: Note, room: float, cuts: Cuts) -> list[str]:
    """The lines of a note; one that is too long ends in a sign and the number under which it stands in full."""
    text = one_line(note.text)
    # Four letters an em are more than any lines hold: what is longer need not be wrapped to know that it is cut.
    enough = int(4 * room * note.most) + 20
    lines = wrap(short(text, enough), room)
    if len(lines) <= note.most and len(text) <= enough:
        return lines
    tail = f" … ({cuts.number(text)})"
    kept = lines[: note.most]
    while kept[-1] and len(wrap(kept[-1] + tail, room)) > 1:
        kept[-1] = kept[-1][:-1]
    return [*kept[:-1], kept[-1].rstrip() + tail]
