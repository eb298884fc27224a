"""The emotion curve as coordinates: scores in, positions out; the template only draws them.

x is in per cent of the width, so that the curve stays under its columns at any width; y is in pixels from the top.
The line runs straight from score to score: a spline would invent emotion between the stages. It breaks where a
stage has no score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voc.journey.model import Score

HEIGHT = 250
"""Pixels."""
PAD = 20
"""Pixels above the highest and below the lowest tick."""
STEEP = 40
"""Pixels that the line rises to the next stage from which on it would cross a number above its point."""
TOP = 100.0
"""A score is on -TOP … +TOP."""
STEPS = (20.0, 50.0, TOP)
"""Where the axis may end, in score units."""


@dataclass(frozen=True, slots=True)
class Point:
    """A stage on the curve; ``y``, ``low`` and ``high`` are missing where the score or its interval is.

    ``side`` is ``"good"`` or ``"bad"`` where the whole interval lies on one side of 0, else ``"unsure"``. The number
    stands ``below`` its point where the line rises so steeply from it that it would cross the number above.
    """

    x: float
    y: float | None
    low: float | None
    high: float | None
    side: str
    below: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis: its value in score units and where it stands."""

    value: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """All that is drawn. ``width`` is that of one stage in per cent; paths are in a box of 100 × HEIGHT."""

    limit: float
    height: int
    width: float
    zero: float
    points: tuple[Point, ...]
    lines: tuple[str, ...]
    bands: tuple[str, ...]
    ticks: tuple[Tick, ...]


def limit(scores: Sequence[Score]) -> float:
    """The end of the symmetric axis: the least step that holds every score and interval.

    >>> limit([Score(5.0, -6.0, 13.0)]), limit([Score(5.0, -26.0, 13.0)]), limit([Score(None, None, None)])
    (20.0, 50.0, 20.0)
    """
    reach = max(
        (abs(value) for score in scores for value in (score.score, score.low, score.high) if value is not None),
        default=0.0,
    )
    return next((step for step in STEPS if reach <= step), TOP)


def side(score: Score) -> str:
    """Which side of 0 the whole interval lies on: ``"good"``, ``"bad"``, or ``"unsure"``.

    >>> side(Score(5.0, 1.0, 9.0)), side(Score(-5.0, -9.0, -1.0)), side(Score(5.0, -1.0, 9.0))
    ('good', 'bad', 'unsure')
    """
    if score.low is not None and score.low > 0:
        return "good"
    if score.high is not None and score.high < 0:
        return "bad"
    return "unsure"


def steps(value: float | None) -> str:
    """A score on the scale of -2 … +2 that journey-mapping tools use; a dash where it is missing.

    >>> steps(25.0), steps(-100.0), steps(0.2), steps(None)
    ('+0.5', '−2.0', '0.0', '–')
    """
    if value is None:
        return "–"
    rounded = round(value / TOP * 2, 1)
    return "0.0" if rounded == 0 else f"{rounded:+.1f}".replace("-", "−")


def curve(scores: Sequence[Score], *, end: float | None = None) -> Curve:
    """Place the scores of the stages, in their order; ``end`` is that of the axis, where curves share one.

    >>> drawn = curve([Score(0.0, -20.0, 20.0), Score(None, None, None)])
    >>> drawn.points[0].x, drawn.points[0].y, drawn.lines
    (25.0, 125.0, ())
    """
    end, width = limit(scores) if end is None else end, 100 / max(len(scores), 1)

    def y(value: float | None) -> float | None:
        return None if value is None else round(HEIGHT / 2 - value / end * (HEIGHT / 2 - PAD), 1)

    def point(place: int, score: Score) -> Point:
        here, after = y(score.score), y(scores[place + 1].score) if place + 1 < len(scores) else None
        steep = here is not None and after is not None and here - after > STEEP
        x = round((place + 0.5) * width, 3)
        return Point(x, here, y(score.low), y(score.high), side(score), steep)

    points = tuple(point(place, score) for place, score in enumerate(scores))
    return Curve(
        limit=end,
        height=HEIGHT,
        width=round(width, 3),
        zero=HEIGHT / 2,
        points=points,
        lines=_lines(points),
        bands=_bands(points),
        ticks=tuple(Tick(part * end, y(part * end) or 0.0) for part in (1, 0.5, 0, -0.5, -1)),
    )


def _lines(points: Sequence[Point]) -> tuple[str, ...]:
    """A path for each run of two or more neighbours with a score."""
    return tuple(_path(run) for run in _runs([(p.x, p.y) for p in points]))


def _bands(points: Sequence[Point]) -> tuple[str, ...]:
    """An area for each run of two or more neighbours with an interval: along the top, back along the bottom."""
    tops = _runs([(p.x, p.high) for p in points])
    bottoms = _runs([(p.x, p.low) for p in points])
    return tuple(f"{_path([*top, *reversed(low)])}Z" for top, low in zip(tops, bottoms, strict=True))


def _runs(places: Sequence[tuple[float, float | None]]) -> list[list[tuple[float, float]]]:
    """The runs of two or more neighbours that have a place."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in places:
        if y is None:
            runs.append([])
        else:
            runs[-1].append((x, y))
    return [run for run in runs if len(run) > 1]


def _path(corners: Sequence[tuple[float, float]]) -> str:
    """Straight lines through the corners.

    >>> _path([(0, 1.5), (50, 2)])
    'M0 1.5L50 2'
    """
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners)
