"""The wall map as shapes: a head, columns of stages, rows, the emotion curve, and at the foot what had to be cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voc.journey.model import Journey, Stage
from voc.reports._cells import signed
from voc.reports._curve import HEIGHT, Curve, curve, limit, steps
from voc.reports._facts import draft, rests_on
from voc.reports._measure import wrap
from voc.reports._text import is_rtl, one_line, short
from voc.reports._wall.rows import AFTER, BEFORE, Row
from voc.reports._wall.shapes import WIDER, Box, Cuts, Line, Note, Path, Shape, laid_out

A3 = (1587.0, 1123.0)
"""Landscape, in pixels."""
ON_A_PAGE = (8, 4, 2, 1)
"""How many stages may stand beside each other on a page."""
_SMALLEST = 0.6
"""The least scale of a drawing on its page: letters of 5 points."""
_MARGIN, _SIDE, _PAD, _LEAST, _NARROW = 34.0, 128.0, 9.0, 168.0, 120.0
_READABLE = 1000
_WORD = 80
_WIDER = (1.0, 1.1, 1.2, 1.3, 1.4)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of that size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def scale(self) -> float:
        """How large it is drawn on a page."""
        return min(A3[0] / self.width, (A3[1] - 2) / self.height)


def whole(journey: Journey) -> Drawing:
    """All stages beside each other; the drawing is as wide as they need."""
    return _draw(journey, journey.stages, "")


def pages(journey: Journey) -> list[Drawing]:
    """The map on pages, on one axis: as many stages on each as can be read there, and as few pages as that takes."""
    for most in (most for most in ON_A_PAGE if most < 2 * max(len(journey.stages), 1)):
        made = _pages(journey, most)
        if all(one.scale >= _SMALLEST for one in made):
            break
    return made


def _pages(journey: Journey, most: int) -> list[Drawing]:
    stages = journey.stages
    parts = [stages[start : start + most] for start in range(0, len(stages), most)] or [()]
    if len(parts) == 1:
        return [_draw(journey, stages, "")]
    return [_draw(journey, part, _which(part, len(stages))) for part in parts]


def _which(part: Sequence[Stage], of: int) -> str:
    first, last = part[0].order, part[-1].order
    return f"Stage {first} of {of}" if first == last else f"Stages {first}–{last} of {of}"


def curve_alone(journey: Journey) -> Drawing:
    """The emotion curve under the names of the stages, as wide as they need."""
    width, cuts = max(1000.0, 2 * _MARGIN + _SIDE + len(journey.stages) * _NARROW), Cuts()
    column = (width - 2 * _MARGIN - _SIDE) / max(len(journey.stages), 1)
    shapes, y = _stage_names(journey.stages, column, 8, [], cuts)
    shapes, y = _emotion(journey, journey.stages, column, y, shapes)
    shapes, y = _foot(cuts, width, y, shapes)
    return Drawing(width, round(y + 8, 1), tuple(shapes))


def _draw(journey: Journey, stages: Sequence[Stage], which: str) -> Drawing:
    """The drawing at the least width at which it is no higher than its page would be, or at the greatest."""
    least = max(A3[0], 2 * _MARGIN + _SIDE + len(stages) * _LEAST)
    for wider in _WIDER:
        drawing = _at(least * wider, journey, stages, which)
        if drawing.height <= drawing.width * A3[1] / A3[0]:
            break
    return drawing


def _at(width: float, journey: Journey, stages: Sequence[Stage], which: str) -> Drawing:
    column = (width - 2 * _MARGIN - _SIDE) / max(len(stages), 1)
    cuts = Cuts()
    shapes, y = _head(journey, width, which, cuts)
    shapes, y = _stage_names(stages, column, y, shapes, cuts)
    for row in BEFORE:
        shapes, y = _row(row, journey, stages, column, y, shapes, cuts)
    shapes, y = _emotion(journey, stages, column, y, shapes)
    for row in AFTER:
        shapes, y = _row(row, journey, stages, column, y, shapes, cuts)
    shapes, y = _foot(cuts, width, y, shapes)
    return Drawing(width, round(y + _MARGIN, 1), tuple(shapes))


def _head(journey: Journey, width: float, which: str, cuts: Cuts) -> tuple[list[Shape], float]:
    about = " · ".join(filter(None, [which, rests_on(journey), draft(journey)]))
    title = one_line(journey.title) or "Journey map"
    cell = laid_out(
        [Note(title, 30, "title", 2, gap=4), Note(about, 13, "soft", 3)], _MARGIN, width - 2 * _MARGIN, cuts
    )
    return _moved(cell.shapes, _MARGIN), _MARGIN + cell.height + 8


def _stage_names(
    stages: Sequence[Stage], column: float, y: float, shapes: list[Shape], cuts: Cuts
) -> tuple[list[Shape], float]:
    """A chevron for each stage, as high as the longest name needs."""
    cells = [
        laid_out(
            [Note(f"{stage.order}  {stage.label}", 14, "stage", 4, gap=0)], _left(n, column) + 16, column - 34, cuts
        )
        for n, stage in enumerate(stages)
    ]
    high = max((cell.height for cell in cells), default=20) + 18
    for number, cell in enumerate(cells):
        x, tip, long, half = _left(number, column) - 2, 12, column - 14, high / 2
        d = f"M{x:.1f} {y:.1f}h{long:.1f}l{tip} {half:.1f}l-{tip} {half:.1f}h-{long:.1f}"
        d += "z" if number == 0 else f"l{tip} -{half:.1f}z"
        shapes += [Path(d, "chevron"), *_moved(cell.shapes, y + (high - cell.height) / 2)]
    return shapes, y + high + 4


def _row(
    row: Row, journey: Journey, stages: Sequence[Stage], column: float, y: float, shapes: list[Shape], cuts: Cuts
) -> tuple[list[Shape], float]:
    """A row as high as its highest cell; one that is empty at every stage is left out."""
    notes = [row.notes(stage, journey) for stage in stages]
    if not any(notes):
        return shapes, y
    name = laid_out(
        [Note(row.name, 13, "strong", 3, gap=1), Note(row.about, 10.5, "soft", 4)], _MARGIN, _SIDE - 14, cuts
    )
    cells = [
        laid_out(some or [Note("–", 12, "soft")], _left(number, column) + _PAD, column - 2 * _PAD, cuts)
        for number, some in enumerate(notes)
    ]
    high = max(cell.height for cell in (name, *cells)) + 10
    right = _left(len(stages), column)
    shapes.append(Path(f"M{_MARGIN} {y:.1f}H{right:.1f}", "rule"))
    for cell in (name, *cells):
        shapes += _moved(cell.shapes, y + 7)
    return shapes, y + high


def _emotion(
    journey: Journey, stages: Sequence[Stage], column: float, y: float, shapes: list[Shape]
) -> tuple[list[Shape], float]:
    """The curve with its band on the axis that all pages share."""
    end = limit([stage.emotion for stage in journey.stages])
    drawn = curve([stage.emotion for stage in stages], end=end)
    left, width = _left(0, column), len(stages) * column
    half = HEIGHT / 2
    shapes += [
        Path(f"M{_MARGIN} {y:.1f}H{left + width:.1f}", "rule"),
        Box(left, y, width, half, "above"),
        Box(left, y + half, width, half, "below"),
        Line(_MARGIN, y + 20, 13, "Emotion", "strong"),
    ]
    for tick in drawn.ticks:
        look = "zero" if tick.value == 0 else "rule"
        shapes.append(Path(f"M{left:.1f} {y + tick.y:.1f}h{width:.1f}", look))
        words = f"{signed(tick.value)}  ({steps(tick.value)})"
        shapes.append(Line(left - 8, y + tick.y + 4, 11, words, "ink" if tick.value == 0 else "soft", "end"))
    shapes += _curve(drawn, stages, left, width, y)
    return shapes, y + HEIGHT


def _curve(drawn: Curve, stages: Sequence[Stage], left: float, width: float, y: float) -> list[Shape]:
    at = [left + point.x / 100 * width for point in drawn.points]
    found: list[Shape] = []
    for first, last in _runs([point.low for point in drawn.points]):
        top = " ".join(f"{at[n]:.1f} {y + (drawn.points[n].high or 0):.1f}" for n in range(first, last + 1))
        back = " ".join(f"{at[n]:.1f} {y + (drawn.points[n].low or 0):.1f}" for n in range(last, first - 1, -1))
        found.append(Path(f"M{top} {back}z", "band"))
    for first, last in _runs([point.y for point in drawn.points]):
        found.append(
            Path(
                "M" + " ".join(f"{at[n]:.1f} {y + (drawn.points[n].y or 0):.1f}" for n in range(first, last + 1)),
                "curve",
            )
        )
    for x, point, stage in zip(at, drawn.points, stages, strict=True):
        if point.y is None:
            found.append(Line(x, y + HEIGHT / 2 - 6, 11, stage.empty_reason or "no score", "soft", "middle"))
            continue
        if point.low is not None and point.high is not None:
            found.append(Path(f"M{x:.1f} {y + point.low:.1f}V{y + point.high:.1f}", "whisker"))
        here = y + point.y
        shape = (
            f"M{x - 6:.1f} {here - 6:.1f}h12v12h-12z"
            if point.side == "bad"
            else (f"M{x - 6.5:.1f} {here:.1f}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0z")
        )
        found.append(Path(shape, f"dot-{point.side}"))
        found.append(Line(x + 12, here + (19 if point.below else -8), 16, signed(stage.emotion.score), "number"))
    return found


def _runs(values: Sequence[float | None]) -> list[tuple[int, int]]:
    """The first and last place of each run of two or more neighbours that have a value."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for place, value in enumerate([*values, None]):
        if value is not None:
            start = place if start is None else start
        else:
            if start is not None and place - start > 1:
                runs.append((start, place - 1))
            start = None
    return runs


def _foot(cuts: Cuts, width: float, y: float, shapes: list[Shape]) -> tuple[list[Shape], float]:
    """What had to be cut, in full; of what nobody could read on a wall, the beginning."""
    if not cuts.texts:
        return shapes, y
    shapes.append(Path(f"M{_MARGIN} {y:.1f}H{width - _MARGIN:.1f}", "rule"))
    y += 8
    for number, text in enumerate(cuts.texts, 1):
        for line in wrap(f"({number}) {_readable(text)}", (width - 2 * _MARGIN) / 10.5 / WIDER):
            y += 10.5 * 1.25
            rtl = is_rtl(text)
            shapes.append(Line(width - _MARGIN if rtl else _MARGIN, y, 10.5, line, "soft", "start", rtl))
    return shapes, y + 6


def _readable(text: str) -> str:
    """A text as somebody at a wall reads it: without the rest of endless words, and with the place of the whole.

    >>> _readable("a call of the courier"), _readable("W" * 10_000).lstrip("W")
    ('a call of the courier', ' … (10,000 letters), whole in journey.html')
    """
    words = (
        word if len(word) <= _WORD else f"{word[: _WORD // 2]} … ({len(word):,} letters)" for word in text.split(" ")
    )
    told = short(" ".join(words), _READABLE)
    return told if told == text else f"{told}, whole in journey.html"


def _left(number: int, column: float) -> float:
    return _MARGIN + _SIDE + number * column


def _moved(shapes: Sequence[Shape], down: float) -> list[Shape]:
    return [shape if isinstance(shape, Path) else replace(shape, y=shape.y + down) for shape in shapes]
