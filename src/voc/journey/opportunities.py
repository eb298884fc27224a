"""Opportunities: each ranked pain as one backlog row, with the opportunity score of Ulwick (2005).

score = importance + max(importance − satisfaction, 0), each input on 0 … 10, the score on 0 … 20. Ulwick asks people
to rate both; what people said is not a rating, so that stands in for it: importance = 10 × the share of the people who
spoke of the stage that raised the pain, satisfaction = 10 × the share of them whose words there were good on the whole
(mean valence above 0). Their intervals are Wilson's, as of all shares of people: where all of six people raise a pain,
resamples of the six would give the importance 10 … 10. The score is the larger of the importance and of
2 × importance − satisfaction, and so are the ends of its interval; that of the latter is made of the two
(:mod:`voc.journey.combined`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from voc.journey._material import Material
from voc.journey.combined import combined, together
from voc.journey.findings import Estimate
from voc.journey.model import Opportunity, PainPoint
from voc.journey.portraits import Backstage
from voc.journey.resample import Array
from voc.journey.shares import wilson

_SHOWN = 5
Ulwick = tuple[Estimate, Estimate, Estimate]


def opportunities(material: Material, pains: Sequence[PainPoint], lanes: Sequence[Backstage]) -> list[Opportunity]:
    """The backlog, in the order of the pains."""
    inside = {lane.stage: lane for lane in lanes}
    inputs = np.stack([_inputs(material, pain) for pain in pains], axis=1) if pains else np.zeros((0, 0, 2))
    scored = zip(pains, ulwick(inputs), (~np.isnan(inputs[..., 0])).sum(axis=0), strict=True)
    return [
        _opportunity(material, pain, numbers, int(people), inside.get(pain.stage)) for pain, numbers, people in scored
    ]


def _inputs(material: Material, pain: PainPoint) -> Array:
    """Importance and satisfaction by person, 0 or 10: array (people, 2), NaN for who did not speak of the stage."""
    raised = material.raised(pain.quote_ids)
    means = material.stage_means[:, [code.name for code in material.book.stages].index(pain.stage)]
    spoke = ~np.isnan(means) | raised
    both = np.column_stack([raised, np.nan_to_num(means) > 0])
    return np.where(spoke[:, None], 10.0 * both, np.nan)


def _opportunity(
    material: Material, pain: PainPoint, numbers: Ulwick, people: int, lane: Backstage | None
) -> Opportunity:
    importance, satisfaction, score = numbers
    staff = material.internal.get(pain.stage)
    return Opportunity(
        rank=pain.rank,
        problem=pain.label,
        stage=pain.stage,
        touchpoint=pain.touchpoint,
        n=pain.prevalence.n,
        of=pain.prevalence.of,
        severity=pain.severity,
        internal_quote_ids=staff.quote_ids[:_SHOWN] if staff else (),
        quote_ids=pain.quote_ids,
        importance=importance,
        satisfaction=satisfaction,
        score=score,
        of_stage=people,
        owner=_owner(lane),
    )


def _owner(lane: Backstage | None) -> str | None:
    """The role that staff name most at the stage, if they do so more than once: a proposal for the team to settle."""
    named = [actor.name for actor in lane.actors if actor.kind == "role" and actor.n_quotes > 1] if lane else []
    return named[0] if named else None


def ulwick(inputs: Array) -> list[Ulwick]:
    """Importance, satisfaction and score of each pain: ``inputs`` is (people, pains, 2), NaN for who is not of a stage.

    >>> rows = np.array([[[10.0, 0]], [[10, 0]], [[0, 10]], [[0, 0]]])
    >>> [one.value for one in ulwick(rows)[0]]
    [5.0, 2.5, 7.5]
    """
    return [_scored(inputs[~np.isnan(inputs[:, pain, 0]), pain]) for pain in range(inputs.shape[1])]


def _scored(rows: Array) -> Ulwick:
    """The numbers of one pain by what the people of its stage say, 0 or 10: array (people, 2)."""
    people = len(rows)
    values = rows.mean(axis=0)
    low, high = (10 * end for end in wilson(rows.sum(axis=0) / 10, people))
    alike = together(rows[:, 0], rows[:, 1])
    lead = combined(np.array([2.0, -1.0]), values, low, high, np.array([[1.0, alike], [alike, 1.0]]))
    pairs = zip((values[0], low[0], high[0]), lead, strict=True)
    score = tuple(min(max(float(wanted), end), 20.0) for wanted, end in pairs)
    told = [*zip(values, low, high, strict=True), score]
    importance, satisfaction, whole = (_estimate(*numbers, alone=people < 2) for numbers in told)
    return importance, satisfaction, whole


def _estimate(value: float, low: float, high: float, *, alone: bool) -> Estimate:
    value, low, high = (round(float(number), 2) + 0.0 for number in (value, low, high))
    return Estimate(value, None, None) if alone else Estimate(value, low, high)
