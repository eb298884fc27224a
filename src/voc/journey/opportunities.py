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
Ulwick = tuple[Estimate, Estimate, Estimate]


def opportunities(material: Material, pains: Sequence[PainPoint], lanes: Sequence[Backstage]) -> list[Opportunity]:
    """The backlog, in the order of the pains."""
    inside = {lane.stage: lane for lane in lanes}
    inputs = np.stack([_inputs(material, pain) for pain in pains], axis=1) if pains else np.zeros((0, 0, 2))
    scored = zip(pains, ulwick(inputs, material.drawn), (~np.isnan(inputs[..., 0])).sum(axis=0), strict=True)
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


def ulwick(inputs: Array, drawn: Array) -> list[Ulwick]:
    """Importance, satisfaction and score of each pain: ``inputs`` is (people, pains, 2), NaN for who is not of a stage.

    >>> from voc.journey.resample import weights
    >>> rows = np.array([[[10.0, 0]], [[10, 0]], [[0, 10]], [[0, 0]]])
    >>> [one.value for one in ulwick(rows, weights(4, 200, 0))[0]]
    [5.0, 2.5, 7.5]
    """
    people, pains, _ = inputs.shape
    if not pains:
        return []
    replicates = weighted_means(inputs.reshape(people, -1), drawn).reshape(len(drawn), pains, 2)
    low, high = interval(_scored(replicates).reshape(len(drawn), -1))
    ends = np.stack([low, high], axis=1).reshape(pains, 3, 2)
    alone = (~np.isnan(inputs[..., 0])).sum(axis=0) < 2
    return [
        (_estimate(mean[0], edge[0], one), _estimate(mean[1], edge[1], one), _estimate(mean[2], edge[2], one))
        for mean, edge, one in zip(_scored(np.nanmean(inputs, axis=0)), ends, alone, strict=True)
    ]


def _estimate(value: float, ends: Array, alone: bool) -> Estimate:
    low, high = (None, None) if alone else (round(float(end), 2) for end in ends)
    return Estimate(round(float(value), 2), low, high)


def _scored(inputs: Array) -> Array:
    """The two inputs and the score beside them, along the last axis."""
    wanted, content = inputs[..., 0], inputs[..., 1]
    return np.stack([wanted, content, wanted + np.maximum(wanted - content, 0.0)], axis=-1)
