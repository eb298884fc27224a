"""The waves of a map in words: a table of every stage and pain by wave, what changed, and where it is heading."""

from __future__ import annotations

from collections.abc import Iterator

from voc.journey.model import Journey
from voc.journey.wave_records import Change, Trend, WaveCell
from voc.reports import _facts
from voc.reports._cells import estimate, rate
from voc.reports._text import beside, one_line, percent, short
from voc.reports._words import Finding, rows_of

Row = tuple[str, ...]


def table(journey: Journey) -> list[Row]:
    """A row for people, for each stage and for each pain; a column for its name and for each wave.

    A wave may lack a cell: a shared map does not show those of too few people.
    """
    stages = [stage.id for stage in journey.stages]
    found: dict[tuple[int, int], dict[int, WaveCell]] = {}
    for number, wave in enumerate(journey.waves):
        for one in wave.cells:
            if one.measure == "pain" or one.touchpoint is None:
                found.setdefault((one.pain_rank or 0, stages.index(one.stage)), {})[number] = one
    rows: list[Row] = [("people who said something", *(_facts.number(wave.n_participants) for wave in journey.waves))]
    for _, cells in sorted(found.items()):
        told = (value(cells[number]) if number in cells else "–" for number in range(len(journey.waves)))
        rows.append((what(next(iter(cells.values())), journey), *told))
    return rows


def waves(journey: Journey) -> list[Finding]:
    """The table, and what changed as another; nothing where the map has no waves."""
    if not journey.waves:
        return []
    names = [one_line(wave.name) for wave in journey.waves]
    lines = [*changes(journey), *trends(journey)] or ["nothing changed beyond noise"]
    return [
        Finding("Waves", basis(journey), ("Where", *names), (3, *(2.0 for _ in names)), rows_of(table(journey))),
        Finding("Between waves", "", ("What changed",), (10,), rows_of((line,) for line in lines)),
    ]


def basis(journey: Journey) -> str:
    """What the numbers of the table count: a wave has nobody who was asked and said nothing, the whole map has."""
    heard = "Emotion with its 95 % interval. Pains as people who raised them, of those who said something in the wave"
    could = {pain.prevalence.of for pain in journey.pain_points}
    if not could:
        return f"{heard}."
    return f"{heard}; the map's own shares are of all {max(could):,} who said something or were asked."


def what(cell: WaveCell | Trend, journey: Journey) -> str:
    """The name of a stage, of a touchpoint with its stage, or of a pain."""
    stages = {stage.id: stage.label for stage in journey.stages}
    stage = stages.get(cell.stage, cell.stage)
    if cell.measure == "pain":
        return f"pain {cell.pain_rank}, {beside(short(cell.label, 60))} ({stage})"
    return stage if cell.touchpoint is None else f"{stage}, {beside(short(cell.label, 60))}"


def value(cell: WaveCell) -> str:
    """The number of a cell with its interval and people, or why there is none."""
    if cell.value is None:
        return cell.reason or "–"
    if cell.measure == "pain":
        return f"{cell.n} of {cell.of} ({percent(cell.value.value)})"
    return f"{estimate(cell.value)}, {_facts.counted(cell.n, 'person', 'people')}"


def changes(journey: Journey) -> Iterator[str]:
    """A line for each change, then one for all that other sources explain from one wave to the next, for one reason."""
    mixed: dict[tuple[str, str, str], list[str]] = {}
    for wave in journey.waves:
        for cell in wave.cells:
            change = cell.change
            if change is None or change.verdict in (None, "within noise"):
                continue
            if change.verdict in ("moved", "new", "gone"):
                yield f"{what(cell, journey)}, {change.before} → {wave.name}: {_told(change)}"
            else:
                mixed.setdefault((change.before, wave.name, change.reason or ""), []).append(what(cell, journey))
    for (before, after, reason), names in mixed.items():
        yield f"{before} → {after}: explained by a changed mix of sources ({reason}): {'; '.join(names)}"


def _told(change: Change) -> str:
    by_emotion = change.compared == "emotion"
    gap = f"{'emotion' if by_emotion else 'people'} {estimate(change.told, times=1 if by_emotion else 100)} points"
    gap += f" {change.reason}" if change.hidden else ""
    return f"{change.verdict}, {gap}" + _rate(change.q)


def _rate(q: float | None) -> str:
    return "" if q is None else f", q {rate(q, '= ')}"


def trends(journey: Journey) -> Iterator[str]:
    """A line for each trend that is not within noise."""
    for trend in journey.trends:
        if trend.direction in ("rising", "falling"):
            times = 1 if trend.measure == "emotion" else 100
            slope = f"{estimate(trend.slope, times=times)} points a wave"
            yield f"{what(trend, journey)}: {trend.direction}, {slope}" + _rate(trend.q)
