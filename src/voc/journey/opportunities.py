"""Opportunities: each ranked pain as one backlog row, with the opportunity score of Ulwick (2005).

score = importance + max(importance − satisfaction, 0), each input on 0 … 10, the score on 0 … 20. Ulwick asks people
to rate both; what people said is not a rating, so that stands in for it: importance = 10 × the share of the people who
spoke of the stage that raised the pain, satisfaction = 10 × the share of them whose words there were good on the whole
(mean valence above 0). Intervals resample people.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from voc.journey._material import Material
from voc.journey.findings import Estimate
from voc.journey.model import Opportunity, PainPoint
from voc.journey.portraits import Backstage
from voc.journey.resample import Array, interval, weighted_means

_SHOWN = 5


def opportunities(material: Material, pains: Sequence[PainPoint], lanes: Sequence[Backstage]) -> list[Opportunity]:
    """The backlog, in the order of the pains."""
    inside = {lane.stage: lane for lane in lanes}
    return [_opportunity(material, pain, inside.get(pain.stage)) for pain in pains]


def _opportunity(material: Material, pain: PainPoint, lane: Backstage | None) -> Opportunity:
    stages = [code.name for code in material.book.stages]
    raised = material.raised(pain.quote_ids)
    means = material.stage_means[:, stages.index(pain.stage)]
    spoke = ~np.isnan(means) | raised
    wanted = np.where(spoke, 10.0 * raised, np.nan)
    content = np.where(spoke, 10.0 * (np.nan_to_num(means) > 0), np.nan)
    importance, satisfaction, score = ulwick(np.column_stack([wanted, content]), material.drawn)
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
        of_stage=int(spoke.sum()),
        owner=_owner(lane),
    )


def _owner(lane: Backstage | None) -> str | None:
    """The role that staff name most at the stage, if they do so more than once: a proposal for the team to settle."""
    named = [actor.name for actor in lane.actors if actor.kind == "role" and actor.n_quotes > 1] if lane else []
    return named[0] if named else None


def ulwick(inputs: Array, drawn: Array) -> tuple[Estimate, Estimate, Estimate]:
    """Importance, satisfaction and score: ``inputs`` (people, 2) are both by person, NaN for who is not of the stage.

    >>> from voc.journey.resample import weights
    >>> rows = np.array([[10.0, 0], [10, 0], [0, 10], [0, 0]])
    >>> [one.value for one in ulwick(rows, weights(4, 200, 0))]
    [5.0, 2.5, 7.5]
    """
    replicates = weighted_means(inputs, drawn)
    means = np.nanmean(inputs, axis=0)
    table = np.column_stack([replicates, _score(replicates)])
    values = np.append(means, _score(means[None]))
    low, high = interval(table)
    alone = int((~np.isnan(inputs[:, 0])).sum()) < 2
    made = [
        Estimate(round(float(value), 2), *((None, None) if alone else (round(float(least), 2), round(float(most), 2))))
        for value, least, most in zip(values, low, high, strict=True)
    ]
    return made[0], made[1], made[2]


def _score(inputs: Array) -> Array:
    return np.asarray(inputs[:, 0] + np.maximum(inputs[:, 0] - inputs[:, 1], 0.0))
