"""A difference between two sides among like sources only: what is left when the mix of sources is held as it was.

A side that has more tickets and fewer interviews than the other, or a survey with other questions, can differ although
nobody feels otherwise. So people are compared within each kind of source, and within each question of a survey where
both sides share some, and the differences are averaged with the weights n₁n₂ / (n₁ + n₂) of Cochran (1954) and of
Mantel & Haenszel (1959); what is on one side alone does not count. Direct standardisation, as in Kitagawa (1955), but
steadier where a stratum has few people. The interval is by bootstrap over people, who may speak in several.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voc.journey._places import Place, Side
from voc.journey.expanded import expanded
from voc.journey.findings import Estimate
from voc.journey.resample import Array, weighted_means


def strata(before: Side, after: Side) -> NDArray[np.str_]:
    """The stratum of each quote, (quotes,): its question if both sides share questions, else its kind of source."""
    said = before.said
    shared = np.intersect1d(said.question[before.inside], said.question[after.inside])
    return said.question if np.char.startswith(shared, "survey: ").any() else said.kind


def like_for_like(place: Place, before: Side, after: Side, drawn: Array, *, spoke: bool) -> Estimate | str | None:
    """After − before among like sources, in the unit of the place; a reason where the sides share none.

    ``spoke`` compares how many spoke of the place, in [0, 1], in place of their emotion. ``None`` where there is only
    one stratum, so that the whole difference is like for like already.
    """
    stratum = strata(before, after)
    names = np.unique(stratum[before.inside | after.inside])
    if len(names) < 2:
        return None
    made = [[_values(place, side, stratum == name, spoke) for name in names] for side in (before, after)]
    values, later = (np.column_stack(columns) for columns in made)
    n, m = ((~np.isnan(side)).sum(axis=0) for side in (values, later))
    weight = n * m / np.maximum(n + m, 1)
    if not weight.any():
        return "no kind of source and no question is on both sides"
    gap = _weighted(_means(later, m) - _means(values, n), weight)
    replicates = weighted_means(later, drawn) - weighted_means(values, drawn)
    people = min(int((~np.isnan(side[:, weight > 0])).any(axis=1).sum()) for side in (values, later))
    times, digits = (1.0, 4) if spoke or place.measure == "pain" else (100.0, 1)
    most = 1.0 if times == 1.0 else 2.0
    ends = expanded(gap[0], _weighted(replicates, weight), np.array([people]), least=-most, most=most)
    low, high = (None if np.isnan(end[0]) else round(times * float(end[0]), digits) + 0.0 for end in ends)
    return Estimate(round(times * float(gap[0, 0]), digits) + 0.0, low, high)


def _means(values: Array, n: NDArray[np.int64]) -> Array:
    """The mean of each stratum as one row: (1, strata), 0 where it has nobody."""
    return np.asarray(np.nansum(values, axis=0, keepdims=True) / np.maximum(n, 1))


def _weighted(gaps: Array, weight: Array) -> Array:
    """The weighted mean of each row's strata, (rows,) as (rows, 1); what is missing does not count."""
    there = np.where(np.isnan(gaps), 0.0, weight)
    return np.asarray((np.nan_to_num(gaps) * there).sum(axis=1) / np.maximum(there.sum(axis=1), 1e-12))[:, None]


def _values(place: Place, side: Side, inside: NDArray[np.bool_], spoke: bool) -> Array:
    """The place's measure by person within a stratum, (people,), as :meth:`Side.values`."""
    part = Side(side.name, side.said, side.inside & inside)
    return part.spoke(place) if spoke else part.values(place)
