"""The live effect of people's judgements on the map: computed beside, so that judging never waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from voc.journey.model import Journey, PainPoint, Score, Stage

_PAINS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A stage's emotion score on -100 … 100 with its 95 % interval, and what it rests on."""

    score: float | None
    low: float | None
    high: float | None
    n_quotes: int | None
    n_participants: int | None


@dataclass(frozen=True, slots=True)
class StageEffect:
    """A stage by the machines alone and with people's judgements."""

    id: str
    label: str
    before: Figure
    after: Figure
    change: float | None


@dataclass(frozen=True, slots=True)
class Pain:
    """One of the top pains: ``n`` of ``of`` people."""

    rank: int
    label: str
    stage: str
    severity: float
    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two maps: of the machines alone, and with people's judgements; ``correction`` says what these did."""

    stages: Sequence[StageEffect]
    pains: Mapping[Literal["before", "after"], Sequence[Pain]]
    correction: str


def compared(before: Journey, after: Journey) -> Compared:
    """Compare two maps of one codebook."""
    old = {stage.id: stage for stage in before.stages}
    return Compared(
        [_stage(old[stage.id], stage) for stage in after.stages if stage.id in old],
        {"before": _pains(before), "after": _pains(after)},
        str(after.settings.get("correction", "")),
    )


def _stage(before: Stage, after: Stage) -> StageEffect:
    a, b = before.emotion.score, after.emotion.score
    change = None if a is None or b is None else b - a
    return StageEffect(after.id, after.label, _figure(before), _figure(after), change)


def _figure(stage: Stage) -> Figure:
    score: Score = stage.emotion
    return Figure(score.score, score.low, score.high, stage.n_quotes, stage.n_participants)


def _pains(journey: Journey) -> list[Pain]:
    return [_pain(pain) for pain in journey.pain_points[:_PAINS]]


def _pain(pain: PainPoint) -> Pain:
    return Pain(pain.rank, pain.label, pain.stage, pain.severity, pain.prevalence.n, pain.prevalence.of)


@dataclass(frozen=True, slots=True)
class EffectNow:
    """What is known of the effect now: ``behind`` acts came since it was computed."""

    state: Literal["ready", "computing", "failed"]
    message: str | None
    behind: int
    at: str | None
    stages: Sequence[StageEffect] = ()
    pains: Mapping[Literal["before", "after"], Sequence[Pain]] = field(
        default_factory=lambda: {"before": (), "after": ()}
    )
    correction: str = ""
