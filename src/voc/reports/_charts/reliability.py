"""The reliability diagram: how often taggers were right at each confidence, by the quotes that people reviewed."""

from __future__ import annotations

from voc.journey.model import Calibration, ConfidenceBin, Journey
from voc.reports._charts.figure import Figure, centred
from voc.reports._facts import counted
from voc.reports._wall.drawing import Drawing
from voc.reports._wall.shapes import Box, Line, Path, Shape

_LEFT, _TOP, _SIZE, _RIGHT, _FOOT = 60.0, 20.0, 320.0, 40.0, 50.0
_MARK = 11.0
HEAD = ("Confidence", "Mean confidence", "Right [95 %]", "Tags", "People")


def figures(journey: Journey) -> list[Figure]:
    """One for each kind of tag that enough was reviewed of."""
    return [_figure(one) for one in journey.calibration if one.bins]


def _figure(one: Calibration) -> Figure:
    error = f"expected calibration error {one.ece:.3f}"
    rows = numbers(one)
    said = "; ".join(f"said with {row[1]}, right in {row[2]} of {row[3]} tags" for row in rows)
    of = f"{counted(one.n, 'tag')} on quotes of {counted(one.n_participants, 'person', 'people')}"
    return Figure(
        f"Confidence and truth: {one.kind}",
        f"By reviews in this study: {of}, {error}. Squares below the dashed line: surer than right; lines: 95 % "
        "intervals.",
        f"Reliability diagram, confidence against the share that is right; {error}. {said}.",
        _drawing(one.bins),
        HEAD,
        rows,
    )


def numbers(one: Calibration) -> tuple[tuple[str, ...], ...]:
    """A row a bin: its range and mean confidence, the share that is right, tags and people."""
    return tuple(map(_row, one.bins))


def _row(each: ConfidenceBin) -> tuple[str, ...]:
    right = f"{_in(each.right)} % [{_in(each.right_low)}, {_in(each.right_high)}]"
    sure = f"{_in(each.low)}–{_in(each.high)} %"
    return (sure, f"{_in(each.confidence)} %", right, f"{each.n:,}", f"{each.n_participants:,}")


def _in(share: float) -> str:
    return f"{100 * share:.0f}"


def _drawing(bins: tuple[ConfidenceBin, ...]) -> Drawing:
    shapes: list[Shape] = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        look = "rule" if tick else "zero"
        shapes.append(Path(f"M{_LEFT:.1f} {_y(tick):.1f}h{_SIZE}", look))
        shapes.append(Path(f"M{_x(tick):.1f} {_y(0):.1f}v-{_SIZE}", look))
        shapes.append(Line(_LEFT - 8, _y(tick) + 4, 11, f"{_in(tick)} %", "soft", "end"))
        shapes += centred([f"{_in(tick)} %"], _x(tick), _y(0) + 18, 11, "soft")
    shapes.append(Path(f"M{_x(0):.1f} {_y(0):.1f}L{_x(1):.1f} {_y(1):.1f}", "aim"))
    for each in bins:
        x, low, high = _x(each.confidence), _y(each.right_low), _y(each.right_high)
        shapes.append(
            Path(f"M{x:.1f} {low:.1f}V{high:.1f}M{x - 4:.1f} {low:.1f}h8M{x - 4:.1f} {high:.1f}h8", "whisker")
        )
    for each in bins:
        x, y = _x(each.confidence), _y(each.right)
        shapes.append(Box(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK, "dot-aim"))
    shapes += centred(["Confidence; up: share that people agree with"], _LEFT + _SIZE / 2, _y(0) + 38, 11, "soft")
    return Drawing(_LEFT + _SIZE + _RIGHT, _TOP + _SIZE + _FOOT, tuple(shapes))


def _x(share: float) -> float:
    return _LEFT + share * _SIZE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIZE
