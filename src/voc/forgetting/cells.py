"""The numbers of a map by the cell they stand in, to say which of them a change moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voc.journey.model import Journey, Score


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that is another one now: people, quotes and score before and after; ``None`` where it is not there."""

    cell: str
    before: tuple[int, int, float | None] | None
    after: tuple[int, int, float | None] | None

    def told(self) -> str:
        """The change in one line."""
        return f"{self.cell}: {_told(self.before)} → {_told(self.after)}"


def cells(journey: Journey) -> dict[str, list[Any]]:
    """People, quotes and score of each stage, touchpoint, lane and pain, by what a person calls it."""
    return {name: [people, quotes, score] for name, people, quotes, score in _all(journey)}


def _all(journey: Journey) -> Iterator[tuple[str, int | None, int | None, float | None]]:
    labels = {stage.id: stage.label for stage in journey.stages}
    for stage in journey.stages:
        yield stage.label, stage.n_participants, stage.n_quotes, _score(stage.emotion)
        for cell in stage.touchpoints:
            yield f"{stage.label} · {cell.label}", cell.n_participants, cell.n_quotes, _score(cell.emotion)
        lanes = (stage.goals, stage.actions, stage.questions, stage.motivations, stage.needs, stage.expectations)
        for lane in (*stage.channels, *lanes, stage.delights, stage.pains):
            yield f"{stage.label} · {lane.label}", lane.n_participants, lane.n_quotes, None
    for kind, points in (("pain", journey.pain_points), ("delight", journey.delight_points)):
        for point in points:
            name = f"{labels.get(point.stage, point.stage)} · {kind}: {point.label}"
            yield name, point.prevalence.n, len(point.quote_ids), round(100 * point.severity, 1)
    for outcome in journey.outcomes:
        yield outcome.name, outcome.n, 0, round(outcome.value, 1)


def _score(score: Score) -> float | None:
    return None if score.score is None else round(score.score, 1)


def changed(before: Mapping[str, list[Any]], after: Mapping[str, list[Any]]) -> list[Changed]:
    """The cells whose numbers differ, in the order of the map before, then the new ones."""
    names = [*before, *(name for name in after if name not in before)]
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return [Changed(name, _record(old), _record(new)) for name, old, new in pairs if old != new]


def _record(values: list[Any] | None) -> tuple[int, int, float | None] | None:
    return None if values is None else (values[0], values[1], values[2])


def _told(values: tuple[int, int, float | None] | None) -> str:
    if values is None:
        return "not there"
    people, quotes, score = values
    said = f"{people} {'person' if people == 1 else 'people'}" + (f", {quotes} quotes" if quotes else "")
    return said if score is None else f"{said}, {score:+g}"
