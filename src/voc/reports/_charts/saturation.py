"""The saturation curve: how many of the map's pains so many people are expected to raise."""

from __future__ import annotations

from collections.abc import Sequence

from voc.journey.model import Journey
from voc.journey.rarefaction import curve
from voc.reports._charts.figure import Figure, ticks
from voc.reports._wall.drawing import Drawing
from voc.reports._wall.shapes import Line, Path, Shape

_NEARLY = 0.9
_LEFT, _TOP, _WIDTH, _HEIGHT = 60.0, 20.0, 640.0, 260.0
_ROWS = 12
"""Lines of the table."""

Points = Sequence[tuple[int, float]]


def figures(journey: Journey) -> list[Figure]:
    """One, where there are pains."""
    raised = [pain.prevalence.n for pain in journey.pain_points]
    if not raised:
        return []
    people = max(pain.prevalence.of for pain in journey.pain_points)
    points = curve(raised, people)
    nearly = next(n for n, themes in points if themes >= _NEARLY * len(raised))
    told = journey.saturation[0].sentence if journey.saturation else ""
    words = f"{nearly} of {people} people are expected to raise 90 % of the {len(raised)} pains of the map."
    some = [points[round(place * (len(points) - 1) / _ROWS)] for place in range(_ROWS + 1)]
    return [
        Figure(
            "Saturation",
            f"Pains that so many people are expected to raise, the mean over all orders. {told}".strip(),
            f"Rising curve of pains by people heard: {words}",
            _drawing(points, len(raised), nearly),
            ("People heard", "Pains raised, expected"),
            tuple((f"{n:,}", f"{themes:.1f}") for n, themes in dict(some).items()),
        )
    ]


def _drawing(points: Points, pains: int, nearly: int) -> Drawing:
    people = max(points[-1][0], 1)

    def x(n: float) -> float:
        return _LEFT + n / people * _WIDTH

    def y(themes: float) -> float:
        return _TOP + (1 - themes / pains) * _HEIGHT

    shapes: list[Shape] = []
    for themes in ticks(pains, whole=True):
        shapes.append(Path(f"M{_LEFT} {y(themes):.1f}h{_WIDTH}", "rule" if themes else "zero"))
        shapes.append(Line(_LEFT - 8, y(themes) + 4, 11, f"{themes:g}", "soft", "end"))
    for heard in ticks(people, whole=True):
        shapes.append(Line(x(heard), y(0) + 18, 11, f"{heard:,.0f}", "soft", "middle"))
    shapes.append(Path(f"M{x(nearly):.1f} {y(0):.1f}V{y(_NEARLY * pains):.1f}", "whisker"))
    shapes.append(Path("M" + " ".join(f"{x(n):.1f} {y(themes):.1f}" for n, themes in points), "curve"))
    late = nearly > people / 2
    note = Line(
        x(nearly) + (-8 if late else 8), y(0) - 10, 12, f"{nearly} people: 90 %", "ink", "end" if late else "start"
    )
    axis = Line(_LEFT + _WIDTH / 2, y(0) + 36, 11, "People heard; up: pains raised", "soft", "middle")
    return Drawing(_LEFT + _WIDTH + 40, y(0) + 46, (*shapes, note, axis))
