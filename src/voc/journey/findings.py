"""Records of what compares: groups of people, moments of truth, expectations, figures, sources, drivers.

Like those of :mod:`voc.journey.model`: scores on -100 … +100, shares in [0, 1], missing is ``None`` and a reason in
words stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voc.journey.estimates import Estimate as Estimate


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The emotion of the ``n`` people of a group who spoke, -100 … +100, with its 95 % interval."""

    score: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Group:
    """People who share a value of an attribute; ``reason`` says why they are compared with nobody, if so.

    ``emotion`` is their score by stage, missing where fewer than the study's minimum of them spoke. ``scores`` are
    those there are, with their intervals; ``touchpoints`` the same by stage and touchpoint there.
    """

    name: str
    n: int
    reason: str | None
    emotion: Mapping[str, float | None]
    scores: Mapping[str, GroupScore] = field(default_factory=dict)
    touchpoints: Mapping[str, Mapping[str, GroupScore]] = field(default_factory=dict)


# What is left out of a score besides single sources.
KIND_OF_SOURCE = "kind of source"
# What a group is compared with where there are more than two.
EVERYONE_ELSE = "everyone else"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is told apart: a group's value against that of the others who have the attribute.

    ``measure`` is ``emotion`` (points of -100 … +100) or ``pain`` (share in [0, 1], of the pain with this rank); ``p``
    is by permutation over people, ``q`` its false discovery rate over all comparisons of the map.
    """

    group: str
    against: str
    measure: str
    stage: str
    pain_rank: int | None
    inside: float
    outside: float
    difference: Estimate
    n_inside: int
    n_outside: int
    p: float
    q: float
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """An attribute of the participants, its groups, and where they differ.

    ``compared`` counts the comparisons made; those not among ``differences`` are within noise. ``reason`` says why
    nothing was compared, if so.
    """

    attribute: str
    n: int
    of: int
    groups: tuple[Group, ...]
    compared: int
    differences: tuple[Difference, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Driver:
    """An outcome with and without a theme.

    ``difference`` = mean of those who raised it − mean of those who did not; ``impact`` = overall mean − mean without
    those who raised it. ``q`` is the false discovery rate of the difference over all themes and outcomes; ``clear``
    where it is at most 0.05. ``reason`` stands where there are too few people for either.
    """

    theme: str
    kind: str
    stage: str
    rank: int
    n_raised: int
    n_not: int
    raised: float | None
    not_raised: float | None
    difference: Estimate | None
    impact: Estimate | None
    q: float | None
    clear: bool
    reason: str | None
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeDrivers:
    """An outcome (NPS, CSAT …) on its scale ``low`` … ``high`` by theme, the theme that costs most first.

    ``missing`` says how many gave none ("no answer of 31 of 40 people"), ``reason`` why no theme is weighed, if so.
    """

    outcome: str
    kind: str
    low: float
    high: float
    mean: Estimate | None
    n: int
    of: int
    missing: str | None
    themes: tuple[Driver, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class OutcomeLink:
    """How a touchpoint goes with an outcome: ``association`` is r in [-1, 1].

    ``change`` is the mean of all less the mean without those who spoke of it.
    """

    outcome: str
    n: int
    association: Estimate | None
    change: Estimate | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A touchpoint at a stage as a moment of truth; ``weight`` = reach × intensity (× |r| where known).

    ``peak`` is ``high`` or ``low`` at the best and the worst touchpoint of the journey, ``p_peak`` the share of
    resamples in which it is that one; ``end`` marks those of the last stage (Kahneman's peak-end rule).
    """

    rank: int
    stage: str
    touchpoint: str
    label: str
    reach_n: int
    reach_of: int
    reach: Estimate
    intensity: float
    emotion: Estimate
    outcome: OutcomeLink | None
    weight: Estimate
    peak: str | None
    p_peak: float | None
    end: bool
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectationPair:
    """An expectation and what came of it, of one person at one stage; ``gap`` = 100 × (outcome − expectation)."""

    participant: str
    gap: float
    expectation_quote_id: str
    outcome_quote_id: str


@dataclass(frozen=True, slots=True)
class ExpectationGap:
    """Expectations against reality at a stage: ``gap`` is the mean over people, -200 … +200, below 0 a let-down.

    ``n_expectations`` are the expectations stated by ``of`` people; ``same_breath`` of them tell the outcome in the
    same quote, so that the two valences cannot be told apart. ``reason`` stands where no mean is given.
    """

    stage: str
    gap: Estimate | None
    n: int
    of: int
    n_expectations: int
    same_breath: int
    pairs: tuple[ExpectationPair, ...]
    reason: str | None

    @property
    def typical(self) -> ExpectationPair | None:
        """The pair whose gap is nearest to the mean; where there is none, the middle one."""
        if not self.pairs:
            return None
        middle = self.gap.value if self.gap else self.pairs[len(self.pairs) // 2].gap
        return min(self.pairs, key=lambda pair: abs(pair.gap - middle))


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure of the business at a stage; ``verdict`` is ``bad`` or ``fine``, else missing, and ``why`` says why."""

    metric: str
    step: str
    value: float
    unit: str | None
    period: str | None
    segment: str | None
    source: str
    locator: str
    verdict: str | None
    why: str
    funnel: str | None = None


# The place of a figure that counts support tickets: one ticket counts at each stage that it speaks of.
OF_TICKETS = "its tickets that were tagged with this stage"


@dataclass(frozen=True, slots=True)
class KpiPoint:
    """One value of a figure: when, and where it stands."""

    period: str | None
    value: float
    locator: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure of the business at a stage over time, the oldest value first; ``unit`` as in ``figures.csv``.

    ``change`` is the last value less the one before, missing where there is one; ``towards`` says whether that is
    ``better`` or ``worse``, where the study's target or the metric's words say which way is good, and, of counts, where
    it is more than two Poisson counts differ by alone. ``verdict`` and ``why`` are of the last value, as in
    :class:`FigureCell`.
    """

    stage: str
    step: str
    metric: str
    unit: str | None
    segment: str | None
    source: str
    funnel: str | None
    points: tuple[KpiPoint, ...]
    change: float | None
    towards: str | None
    verdict: str | None
    why: str


@dataclass(frozen=True, slots=True)
class SayDo:
    """What people say at a stage next to what the figures do: one of the three verdicts, or a reason for none."""

    stage: str
    verdict: str | None
    reason: str
    figures: tuple[FigureCell, ...]
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The score of a cell without a source or a kind of sources; ``reason`` where too few people are left."""

    left_out: str
    kind: str
    score: float | None
    n: int
    flips: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class SourceMix:
    """How far a cell's score hangs on single sources. ``open_sign``: its own interval holds 0 already."""

    stage: str
    touchpoint: str | None
    score: float
    n: int
    open_sign: bool
    flips: tuple[str, ...]
    stands_on: tuple[str, ...]
    without: tuple[Without, ...]
