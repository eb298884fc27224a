"""Grids of coloured cells: emotion by stage and group, and who spoke of what. Each cell has its number in it."""

from __future__ import annotations

from collections.abc import Sequence

from voc.journey.findings import Segment
from voc.journey.model import Journey
from voc.reports._cells import signed
from voc.reports._charts.figure import LINE, Figure, centred, label
from voc.reports._facts import counted, coverage
from voc.reports._measure import wrap
from voc.reports._text import one_line, short
from voc.reports._wall.drawing import Drawing
from voc.reports._wall.shapes import WIDER, Box, Shape

_SIDE, _WIDE, _HIGH, _HEAD = 230.0, 104.0, 38.0, 3
"""Pixels of the names, width and height of a cell; lines of a head."""
_STEPS = 4
"""Shades on each side of 0."""

Cell = tuple[str, str]
"""What a cell says, and its look."""


def segments(journey: Journey) -> list[Figure]:
    """A heat map for each attribute of the people; all share one scale of colours."""
    values = (value for one in journey.segments for group in one.groups for value in group.emotion.values())
    end = max((abs(value) for value in values if value is not None), default=0) or 1
    return [_segment(one, journey, end) for one in journey.segments if one.groups]


def _segment(segment: Segment, journey: Journey, end: float) -> Figure:
    heads = [one_line(stage.label) for stage in journey.stages]
    names = [f"{one_line(group.name)} ({group.n})" for group in segment.groups]
    values = [[group.emotion.get(stage.id) for stage in journey.stages] for group in segment.groups]
    cells = [[(signed(value), _shade(value, end)) for value in row] for row in values]
    apart = f"{len(segment.differences)} of {counted(segment.compared, 'comparison')}"
    return _figure(
        f"Emotion by {one_line(segment.attribute)}",
        f"Score, −100 … +100; in brackets people of the group; a dash: too few. Told apart from noise: {apart}.",
        heads,
        names,
        cells,
    )


def people(journey: Journey) -> list[Figure]:
    """One: people by stage and kind of source."""
    head, rows = coverage(journey)
    kinds, stages = head[1:], rows[:-1]
    if not kinds or not stages:
        return []
    of = rows[-1][1:]
    most = max((int(n) for row in stages for n in row[1:]), default=0) or 1
    cells = [
        [(str(row[1 + place]) if row[1 + place] else "–", _depth(int(row[1 + place]), most)) for row in stages]
        for place in range(len(kinds))
    ]
    names = [f"{one_line(kind)} ({n})" for kind, n in zip(kinds, of, strict=True)]
    says = "People by stage and kind of source; in brackets all people of the kind; a dash: nobody."
    return [_figure("Who spoke of what", says, [str(row[0]) for row in stages], names, cells)]


def _shade(value: float | None, end: float) -> str:
    """The look of a score: blue above 0, orange below, the deeper the farther from it."""
    if value is None:
        return "cell-none"
    step = round(abs(value) / end * _STEPS)
    return "cell-0" if step == 0 else f"cell-{'good' if value > 0 else 'bad'}-{step}"


def _depth(n: int, most: int) -> str:
    return "cell-none" if n == 0 else f"cell-good-{max(1, round(n / most * _STEPS))}"


def _figure(
    title: str, says: str, heads: Sequence[str], names: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> Figure:
    said = "; ".join(
        f"{name}: {', '.join(f'{head} {cell[0]}' for head, cell in zip(heads, row, strict=True))}"
        for name, row in zip(names, cells, strict=True)
    )
    rows = tuple((name, *(cell[0] for cell in row)) for name, row in zip(names, cells, strict=True))
    return Figure(title, says, f"Grid. {said}.", _drawing(heads, names, cells), ("", *heads), rows)


def _drawing(heads: Sequence[str], names: Sequence[str], cells: Sequence[Sequence[Cell]]) -> Drawing:
    shapes: list[Shape] = []
    tops = [wrap(short(head, 200), (_WIDE - 10) / 11.5 / WIDER) for head in heads]
    tops = [lines if len(lines) <= _HEAD else [*lines[: _HEAD - 1], f"{lines[_HEAD - 1][:-2]} …"] for lines in tops]
    top = max(map(len, tops), default=1) * 11.5 * LINE + 12
    for place, lines in enumerate(tops):
        shapes += centred(lines, _SIDE + (place + 0.5) * _WIDE, top - 8, 11.5)
    for down, (name, row) in enumerate(zip(names, cells, strict=True)):
        y = top + down * _HIGH
        shapes += label(name, _SIDE - 12, y + _HIGH / 2, _SIDE - 20, end=True)
        for place, (said, look) in enumerate(row):
            x = _SIDE + place * _WIDE
            shapes.append(Box(x + 1, y + 1, _WIDE - 2, _HIGH - 2, look, 2))
            shapes += centred([said], x + _WIDE / 2, y + _HIGH / 2 + 4.5, 13, f"{look}-text")
    return Drawing(_SIDE + len(heads) * _WIDE + 4, top + len(names) * _HIGH + 6, tuple(shapes))
