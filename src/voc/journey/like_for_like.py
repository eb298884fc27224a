"""A difference between two sides among like sources only: what is left when the mix of sources is held as it was.

A side that has more tickets and fewer interviews than the other, or a survey with other questions, can differ although
nobody feels otherwise. So people are compared within each kind of source, and within each question of a survey where
both sides share some, and the differences are averaged with the weights n₁n₂ / (n₁ + n₂) of Cochran (1954) and of
Mantel & Haenszel (1959); what is on one side alone does not count. Direct standardisation, as in Kitagawa (1955), but
steadier where a stratum has few people. The interval is by bootstrap over people, who may speak in several.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voc.journey._places import Place, Side
from voc.journey.expanded import expanded
from voc.journey.findings import Estimate
from voc.journey.resample import Array, weighted_means
from voc.journey.stratified import p_of_strata, weighted_gap


@dataclass(frozen=True)
class Strata:
    """Two sides cut by like sources: of each stratum what was said before and after."""

    before: tuple[Side, ...]
    after: tuple[Side, ...]

    @classmethod
    def of(cls, before: Side, after: Side) -> Strata:
        """Cut by question where the sides share questions of a survey, else by kind of source."""
        said = before.said
        shared = np.intersect1d(said.question[before.inside], said.question[after.inside])
        stratum = said.question if np.char.startswith(shared, "survey: ").any() else said.kind
        masks = [stratum == name for name in np.unique(stratum[before.inside | after.inside])]
        sides = (tuple(Side(one.name, said, one.inside & mask) for mask in masks) for one in (before, after))
        return cls(*sides)

    def values(self, place: Place, *, spoke: bool) -> tuple[Array, Array]:
        """The place's measure by person and stratum, (people, strata) on both sides, as :meth:`Side.values`."""
        before, after = (
            np.column_stack([side.spoke(place) if spoke else side.values(place) for side in sides])
            for sides in (self.before, self.after)
        )
        return before, after


def like_for_like(place: Place, strata: Strata, drawn: Array, *, spoke: bool) -> Estimate | str | None:
    """After − before among like sources, in the unit of the place; a reason where the sides share none.

    ``spoke`` compares how many spoke of the place, in [0, 1], in place of their emotion. ``None`` where there is only
    one stratum, so that the whole difference is like for like already.
    """
    if len(strata.before) < 2:
        return None
    values, later = strata.values(place, spoke=spoke)
    n, m = ((~np.isnan(side)).sum(axis=0) for side in (values, later))
    weight = n * m / np.maximum(n + m, 1)
    if not weight.any():
        return "no kind of source and no question is on both sides"
    sums = tuple(np.nansum(side, axis=0, keepdims=True) for side in (values, later))
    gap = weighted_gap((sums[0], sums[1]), (n[None, :], m[None, :]))[0]
    replicates = weighted_means(later, drawn) - weighted_means(values, drawn)
    people = min(int((~np.isnan(side[:, weight > 0])).any(axis=1).sum()) for side in (values, later))
    times, digits = (1.0, 4) if spoke or place.measure == "pain" else (100.0, 1)
    most = 1.0 if times == 1.0 else 2.0
    ends = expanded(np.array([gap]), _weighted(replicates, weight), np.array([people]), least=-most, most=most)
    low, high = (None if np.isnan(end[0]) else round(times * float(end[0]), digits) + 0.0 for end in ends)
    return Estimate(round(times * float(gap), digits) + 0.0, low, high)


def p_like_for_like(place: Place, strata: Strata, *, spoke: bool, seed: int) -> float | None:
    """Test "no difference among like sources"; missing with one stratum, or too few people in shared ones."""
    return p_of_strata(*strata.values(place, spoke=spoke), seed=seed) if len(strata.before) > 1 else None


def _weighted(gaps: Array, weight: Array) -> Array:
    """The weighted mean of each row's strata, (rows,) as (rows, 1); what is missing does not count."""
    there = np.where(np.isnan(gaps), 0.0, weight)
    return np.asarray((np.nan_to_num(gaps) * there).sum(axis=1) / np.maximum(there.sum(axis=1), 1e-12))[:, None]
