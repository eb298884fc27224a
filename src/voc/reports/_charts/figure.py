"""A chart in a page: its drawing, what it shows in words, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from voc.reports._measure import wrap
from voc.reports._text import is_rtl, short
from voc.reports._wall.drawing import Drawing
from voc.reports._wall.shapes import WIDER, Line

_LETTERS = 400
"""Letters of a label that are wrapped; the table has all."""
LINE = 1.25
"""Height of a line in letter sizes."""


@dataclass(frozen=True, slots=True)
class Figure:
    """``words`` tell what is drawn to those who cannot see it; ``head`` and ``rows`` are the numbers behind it."""

    title: str
    says: str
    words: str
    drawing: Drawing
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def label(
    text: str, x: float, y: float, width: float, *, most: int = 2, size: float = 12, end: bool = False
) -> list[Line]:
    """A text around the height ``y`` on at most ``most`` lines; it runs from ``x``, or up to it where ``end``."""
    lines = wrap(short(text, _LETTERS), width / size / WIDER)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-2].rstrip()} …"]
    top = y - (len(lines) - 1) * size * LINE / 2 + size * 0.35
    # From right to left a line begins at its right end.
    anchor = ("start" if is_rtl(text) else "end") if end else "start"
    return [
        Line(x, top + n * size * LINE, size, line, "ink", anchor, is_rtl(text) and end) for n, line in enumerate(lines)
    ]


def ticks(reach: float, *, whole: bool = False) -> list[float]:
    """Round numbers from 0 to ``reach``, which is above 0, three to six of them; ``whole`` where only those make sense.

    >>> ticks(0.05), ticks(13, whole=True)
    ([0.0, 0.02, 0.04], [0.0, 5.0, 10.0])
    """
    power = 10.0 ** floor(log10(reach / 4))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= reach / 4)
    step = max(step, 1.0) if whole else step
    return [round(n * step, 12) for n in range(int(reach / step + 1e-9) + 1)]


def centred(lines: Sequence[str], x: float, y: float, size: float, look: str = "ink") -> list[Line]:
    """Lines below each other whose middle stands at ``x``, the last of them at ``y``."""
    return [Line(x, y - (len(lines) - 1 - n) * size * LINE, size, line, look, "middle") for n, line in enumerate(lines)]
