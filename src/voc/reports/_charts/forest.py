"""The forest plot of pains: how severe each is, with its interval, and which ranks it may have."""

from __future__ import annotations

from voc.journey.model import Journey, PainPoint
from voc.reports._cells import share
from voc.reports._charts.figure import Figure, label, ticks
from voc.reports._facts import labels
from voc.reports._wall.drawing import Drawing
from voc.reports._wall.shapes import Box, Line, Path, Shape

_MOST = 20
_ROW, _TOP, _LABELS, _PLOT, _NOTES = 40.0, 34.0, 300.0, 420.0, 200.0


def figures(journey: Journey) -> list[Figure]:
    """One, where there are pains: the first of them in rank order."""
    pains = journey.pain_points[:_MOST]
    if not pains:
        return []
    stages = labels(journey)
    names = [f"{one.rank}. {one.label} · {stages.get(one.stage, one.stage)}" for one in pains]
    first = f"The first {len(pains)} of {len(journey.pain_points)}. " if len(pains) < len(journey.pain_points) else ""
    rows = tuple(
        (str(one.rank), _ranks(one), one.label, stages.get(one.stage, one.stage), _severity(one), share(one.prevalence))
        for one in pains
    )
    said = "; ".join(f"{name}: {row[4]}" for name, row in zip(names, rows, strict=True))
    return [
        Figure(
            "Pain points by severity",
            f"{first}Severity = share of people × intensity, with its 95 % interval; the ranks a pain may have.",
            f"Squares on lines, one a pain point. {said}.",
            _drawing(pains, names),
            ("Rank", "Ranks", "Pain point", "Stage", "Severity [95 %]", "People"),
            rows,
        )
    ]


def _drawing(pains: tuple[PainPoint, ...], names: list[str]) -> Drawing:
    end = max((one.severity_high or one.severity for one in pains), default=0.0) or 1.0
    shapes: list[Shape] = []
    height = _TOP + len(pains) * _ROW
    for tick in ticks(end):
        x = _LABELS + tick / end * _PLOT
        shapes.append(Path(f"M{x:.1f} {_TOP - 6:.1f}V{height:.1f}", "rule" if tick else "zero"))
        shapes.append(Line(x, _TOP - 14, 11, f"{tick:g}", "soft", "middle"))
    for number, (one, name) in enumerate(zip(pains, names, strict=True)):
        y = _TOP + (number + 0.5) * _ROW
        at = [_LABELS + value / end * _PLOT for value in (one.severity, *_ends(one))]
        shapes += label(name, _LABELS - 12, y, _LABELS - 20, end=True)
        shapes.append(
            Path(f"M{at[1]:.1f} {y:.1f}H{at[2]:.1f}M{at[1]:.1f} {y - 4:.1f}v8M{at[2]:.1f} {y - 4:.1f}v8", "whisker")
        )
        shapes.append(Box(at[0] - 6, y - 6, 12, 12, "dot-bad"))
        people = f"{one.prevalence.n} of {one.prevalence.of}, rank {_ranks(one)}"
        shapes.append(Line(_LABELS + _PLOT + 16, y + 4, 12, people, "soft"))
    return Drawing(_LABELS + _PLOT + _NOTES, height + 8, tuple(shapes))


def _ends(pain: PainPoint) -> tuple[float, float]:
    """Both ends of the interval; the severity itself where there is none."""
    low, high = pain.severity_low, pain.severity_high
    return pain.severity if low is None else low, pain.severity if high is None else high


def _ranks(pain: PainPoint) -> str:
    return str(pain.rank) if pain.rank_low == pain.rank_high else f"{pain.rank_low}–{pain.rank_high}"


def _severity(pain: PainPoint) -> str:
    low, high = pain.severity_low, pain.severity_high
    return f"{pain.severity:.3f}" + ("" if low is None or high is None else f" [{low:.3f}, {high:.3f}]")
