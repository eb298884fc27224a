"""Curves that can be laid over that of everybody: personas, waves, groups that differ, and what people expected.

Groups of an attribute are offered only where they differ beyond noise: a curve beside a curve is read as a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voc.journey.model import Journey, Score
from voc.reports._curve import TOP, Curve, curve, limit

MOST = 5
"""So many can be told apart at once."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A curve under its ``key``: what ``kind`` it is, its name, over how many people, and its scores by stage."""

    key: str
    kind: str
    name: str
    n: int | None
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An overlay with its place on the axis that all curves share."""

    overlay: Overlay
    curve: Curve


_NONE = Score(None, None, None)


def overlays(journey: Journey) -> list[Overlay]:
    """Every curve there is a score for."""
    found = [*_expected(journey), *_personas(journey), *_waves(journey), *_groups(journey)]
    return [one for one in found if any(score.score is not None for score in one.scores)]


def drawn(journey: Journey, found: Sequence[Overlay]) -> tuple[Curve, list[Drawn]]:
    """The curve of everybody and the others, on an axis that holds them all."""
    whole = [stage.emotion for stage in journey.stages]
    points = [Score(score.score, None, None) for one in found for score in one.scores]
    end = limit([*whole, *points])
    return curve(whole, end=end), [Drawn(one, curve(one.scores, end=end)) for one in found]


def _expected(journey: Journey) -> Iterator[Overlay]:
    """What people expected: the score less the gap between what came of it and what they had expected."""
    gaps = {one.stage: one.gap for one in journey.expectations if one.gap is not None}
    scores = []
    for stage in journey.stages:
        gap, felt = gaps.get(stage.id), stage.emotion.score
        if gap is None or felt is None:
            scores.append(_NONE)
        else:
            scores.append(Score(max(-TOP, min(TOP, felt - gap.value)), None, None))
    yield Overlay("expected", "Expected", "What people expected (score − gap)", None, tuple(scores))


def _personas(journey: Journey) -> Iterator[Overlay]:
    for number, persona in enumerate(journey.personas, 1):
        path = {step.stage: Score(step.score, step.low, step.high) for step in persona.path}
        scores = tuple(path.get(stage.id, _NONE) for stage in journey.stages)
        yield Overlay(f"persona-{number}", "Persona", persona.label, persona.n, scores)


def _waves(journey: Journey) -> Iterator[Overlay]:
    for wave in journey.waves:
        of = {cell.stage: cell.value for cell in wave.cells if cell.measure == "emotion" and cell.touchpoint is None}
        values = [of.get(stage.id) for stage in journey.stages]
        scores = tuple(_NONE if one is None else Score(one.value, one.low, one.high) for one in values)
        yield Overlay(f"wave-{wave.order}", "Wave", wave.name, wave.n_participants, scores)


def _groups(journey: Journey) -> Iterator[Overlay]:
    for number, segment in enumerate(journey.segments, 1):
        if not segment.differences:
            continue
        for place, group in enumerate(segment.groups, 1):
            found = [group.scores.get(stage.id) for stage in journey.stages]
            scores = tuple(_NONE if one is None else Score(one.score, one.low, one.high) for one in found)
            yield Overlay(f"group-{number}-{place}", segment.attribute, group.name, group.n, scores)
