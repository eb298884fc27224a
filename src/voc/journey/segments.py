"""Differences between groups of participants: stage scores and pain prevalences, by attribute.

Each group of an attribute is compared with the others who have the attribute (of two groups, the first with the
second): the mean stage score of its people, and the share of them who raised each pain. p is by permutation over
people (:mod:`voc.journey.permute`), q by Benjamini & Hochberg over all comparisons of all attributes; only what has
q ≤ 0.05 is called a difference. The interval of a score is that of the cluster bootstrap, that of a share Newcombe's.
Method: ``method.md``, "Segments and waves".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voc.journey._material import Material
from voc.journey.cuts import Cut, cut
from voc.journey.expanded import expanded
from voc.journey.findings import EVERYONE_ELSE, Difference, Estimate, Group, GroupScore, Segment
from voc.journey.model import PainPoint
from voc.journey.permute import Mask, adjusted, p_of_means, p_of_shares
from voc.journey.resample import Array, weighted_means
from voc.journey.scores import scores
from voc.journey.shares import newcombe

_LEVEL = 0.05


@dataclass(frozen=True)
class Measure:
    """What is compared: a number by person (0 or 1 for ``pain``), NaN where she has none, and the quotes behind it."""

    name: str
    stage: str
    pain_rank: int | None
    values: Array
    quote_ids: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """One group against the others by one measure."""

    attribute: str
    group: str
    against: str
    inside: Mask
    outside: Mask
    measure: Measure
    p: float


def segments(material: Material, pains: Sequence[PainPoint]) -> list[Segment]:
    """Every attribute of the participants with its groups, and where these differ."""
    measures = [*_stage_measures(material), *(_pain_measure(material, pain) for pain in pains)]
    kinds = material.scale_kinds
    cuts = {str(name): cut(str(name), material.who[name], kinds.get(str(name))) for name in material.who.columns}
    made = [one for name, found in cuts.items() for one in _comparisons(material, name, found, measures)]
    rates = adjusted(np.array([one.p for one in made]))
    found = [
        (one.attribute, _difference(material, one, float(q))) for one, q in zip(made, rates, strict=True) if q <= _LEVEL
    ]
    return [
        _segment(
            material,
            name,
            cuts[name],
            sum(one.attribute == name for one in made),
            [difference for attribute, difference in found if attribute == name],
        )
        for name in cuts
    ]


def _stage_measures(material: Material) -> list[Measure]:
    said = material.customers
    return [
        Measure("emotion", code.name, None, 100 * material.stage_means[:, column], tuple(said["quote_id"][rows]))
        for column, code in enumerate(material.book.stages)
        if (rows := said["stage"] == code.name).any()
    ]


def _pain_measure(material: Material, pain: PainPoint) -> Measure:
    return Measure("pain", pain.stage, pain.rank, material.raised(pain.quote_ids).astype(np.float64), pain.quote_ids)


def _comparisons(material: Material, name: str, found: Cut, measures: Sequence[Measure]) -> list[Comparison]:
    """Every group against its rest by every measure that enough people of both have."""
    least, groups = material.study.min_participants, list(found.groups)
    pair = len(groups) == 2 and not (found.groups[groups[0]] & found.groups[groups[1]]).any()
    made = []
    for group in groups[:1] if pair else groups:
        inside, outside = found.groups[group], found.known & ~found.groups[group]
        for measure in measures:
            has = ~np.isnan(measure.values)
            if min((inside & has).sum(), (outside & has).sum()) >= max(least, 2):
                p = _p(measure, inside, found.known & has, material.study.seed)
                against = groups[1] if pair else EVERYONE_ELSE
                made.append(Comparison(name, group, against, inside & has, outside & has, measure, p))
    return made


def _p(measure: Measure, inside: Mask, known: Mask, seed: int) -> float:
    values, mask = measure.values[known], inside[known]
    p = p_of_shares(values > 0, mask) if measure.name == "pain" else p_of_means(values, mask, seed=seed)
    return 1.0 if p is None else p


def _difference(material: Material, one: Comparison, q: float) -> Difference:
    """What survived, with its interval and the quotes of the group."""
    sides = np.stack([np.where(side, one.measure.values, np.nan) for side in (one.inside, one.outside)], axis=1)
    here, there = (float(mean) for mean in np.nanmean(sides, axis=0))
    n, rest = int(one.inside.sum()), int(one.outside.sum())
    pain = one.measure.name == "pain"
    if pain:
        low, high = newcombe(here, n, there, rest)
    else:
        replicates = weighted_means(sides, material.drawn)
        gap = np.array([here - there])
        ends = expanded(gap, replicates[:, [0]] - replicates[:, [1]], np.array([min(n, rest)]), least=-200, most=200)
        low, high = (float(end[0]) for end in ends)
    # Where fewer of the group raised a pain, the quotes of the others are the evidence.
    speakers = one.outside if pain and here < there else one.inside
    digits = 4 if pain else 1
    return Difference(
        group=one.group,
        against=one.against,
        measure=one.measure.name,
        stage=one.measure.stage,
        pain_rank=one.measure.pain_rank,
        inside=_round(here, digits),
        outside=_round(there, digits),
        difference=Estimate(_round(here - there, digits), _round(low, digits), _round(high, digits)),
        n_inside=n,
        n_outside=rest,
        p=round(one.p, 5),
        q=round(q, 5),
        quote_ids=material.said_by(one.measure.quote_ids, speakers),
    )


def _segment(material: Material, name: str, found: Cut, compared: int, differences: list[Difference]) -> Segment:
    least = material.study.min_participants
    groups = tuple(_group(material, group, mask, found) for group, mask in found.groups.items())
    reason = found.reason
    if reason is None and all(group.reason for group in groups):
        reason = f"refused: no two groups of at least {least} people"
    elif reason is None and not compared:
        reason = f"refused: no stage and no pain of which {least} people on both sides could speak"
    found_first = sorted(differences, key=lambda one: (one.q, one.p, one.group, one.stage))
    return Segment(name, int(found.known.sum()), len(found.known), groups, compared, tuple(found_first), reason)


def _group(material: Material, name: str, mask: Mask, found: Cut) -> Group:
    least, n = max(material.study.min_participants, 2), int(mask.sum())
    reason = None
    if n < least:
        reason = f"too small: {n} of the {least} people that a group needs"
    elif (found.known & ~mask).sum() < least:
        reason = f"nobody to compare with: fewer than {least} others have this attribute"
    stages = [code.name for code in material.book.stages]
    told = _scores(material.stage_means, stages, mask, material.drawn, least)
    emotion = {stage: told[stage].score if stage in told else None for stage in stages}
    places = {stage: _scores(*cells, mask, material.drawn, least) for stage, cells in material.touchpoint_means.items()}
    return Group(name, n, reason, emotion, told, {stage: found for stage, found in places.items() if found})


def _scores(means: Array, cells: Sequence[str], group: Mask, drawn: Array, least: int) -> dict[str, GroupScore]:
    """The score of a group in each cell that enough of it spoke of: ``means`` (people, cells), in [-1, 1]."""
    inside = means[group]
    n = (~np.isnan(inside)).sum(axis=0)
    return {
        cell: GroupScore(one.score, one.low, one.high, int(n[column]))
        for column, (cell, one) in enumerate(zip(cells, scores(inside, drawn[:, group], least=least), strict=True))
        if one.score is not None
    }


def _round(value: float, digits: int) -> float:
    return round(float(value), digits) + 0.0
