"""Whether people fall into groups, and into how many; refused where the data do not support it.

For 2 … 6 groups the share of the (known) variation that a grouping explains is set against the same share in
references without groups (:mod:`voc.journey._homogeneous`), in standard deviations of these; the largest over the
numbers of groups is compared with the largest of each reference, so that trying five numbers is paid for. Accepted
is the number that stands out most among those that are stable (each group's Jaccard at least 0.75; Hennig 2007), have
enough people in each group, and that fewer than one reference in twenty would reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from voc._shown import percent
from voc.journey._homogeneous import reference
from voc.journey._kpod import Known, Labels, centres_of, cluster, squares, stability
from voc.journey.resample import Array

STABLE = 0.75
_MOST = 6
_REFERENCES = 39
_RESAMPLES = 50
_STARTS = 6
_CHANCE = 0.05
# The stability of so many references stands beside that of the data.
_CALM = 5
# So many people are looked at for the number of groups; all are then put to the nearest one.
_LOOKED_AT = 600


@dataclass(frozen=True, slots=True)
class Grouping:
    """The labels (missing if refused, with the reason), and what they rest on.

    ``stability`` is the least Jaccard over the groups of the best number tried, ``reference`` what data without groups
    reach, ``chance`` the share of these that look as much grouped.
    """

    labels: Labels | None
    groups: int
    stability: float | None
    reference: float | None
    chance: float | None
    refused: str | None


def grouped(table: Known, variables: Sequence[slice], *, least: int, seed: int) -> Grouping:
    """Group people, or say why not. ``variables`` are the columns of each variable, ``least`` the people in a group."""
    people = len(table.values)
    if people < 4 * least:
        return _no(f"{people} people of whom enough is known are too few; it takes {4 * least}")
    rng = np.random.default_rng(seed)
    looked = np.sort(rng.choice(people, min(people, _LOOKED_AT), replace=False))
    sample = Known(table.values[looked], table.mask[looked])
    if not (sample.values**2).sum():
        return _no("all people are alike in what is known of them")
    # The tables are small: several threads would wait for each other longer than they work.
    with threadpool_limits(1):
        tries = _tries(sample, variables, range(2, min(_MOST, people // least) + 1), rng)
    return _choose(table, sample, tries, least)


@dataclass(frozen=True, slots=True)
class _Try:
    """A number of groups that was tried; ``away`` in standard deviations of the references."""

    groups: int
    labels: Labels
    away: float
    chance: float
    stability: float
    reference: float


def _no(reason: str, best: _Try | None = None) -> Grouping:
    if best is None:
        return Grouping(None, 0, None, None, None, f"refused: {reason}")
    return Grouping(None, 0, best.stability, best.reference, best.chance, f"refused: {reason}")


def _labels(table: Known, groups: int, rng: np.random.Generator) -> tuple[Labels, float]:
    """A clustering of everyone, and the share of the variation it explains."""
    labels, left = cluster(table, groups, np.ones((1, len(table.values))), rng, starts=_STARTS)
    return labels[0], 1 - float(left[0]) / float((table.values**2).sum())


def _tries(table: Known, variables: Sequence[slice], numbers: range, rng: np.random.Generator) -> list[_Try]:
    """Every number of groups, the one that stands out most first."""
    found = [_labels(table, groups, rng) for groups in numbers]
    others = [reference(table, variables, rng) for _ in range(_REFERENCES)]
    theirs = np.array([[_labels(other, groups, rng)[1] for groups in numbers] for other in others])
    away, chance = _stands_out(np.array([share for _, share in found]), theirs)
    return sorted(
        (
            _Try(
                groups,
                labels,
                float(away[place]),
                float(chance[place]),
                float(stability(table, labels, groups, rng, resamples=_RESAMPLES).min()),
                _calm(others[:_CALM], groups, rng),
            )
            for place, (groups, (labels, _)) in enumerate(zip(numbers, found, strict=True))
        ),
        key=lambda tried: -tried.away,
    )


def _stands_out(mine: Array, theirs: Array) -> tuple[Array, Array]:
    """How far each number of groups stands out, and the share of data without groups that reach as far with any.

    ``mine`` is (numbers of groups), ``theirs`` (references, numbers of groups): shares of variation explained.
    """
    middle, spread = theirs.mean(axis=0), np.maximum(theirs.std(axis=0, ddof=1), 1e-9)
    away = (mine - middle) / spread
    most = ((theirs - middle) / spread).max(axis=1)
    return away, (1 + (most[:, None] >= away).sum(axis=0)) / (len(theirs) + 1)


def _calm(others: Sequence[Known], groups: int, rng: np.random.Generator) -> float:
    """The mean stability that data without groups reach with as many groups."""
    labelled = [(other, _labels(other, groups, rng)[0]) for other in others]
    return float(np.mean([stability(other, of, groups, rng, resamples=20).min() for other, of in labelled]))


def _choose(table: Known, sample: Known, tries: Sequence[_Try], least: int) -> Grouping:
    """The number of groups that stands out most among those that hold."""
    for tried in tries:
        if tried.chance <= _CHANCE and tried.stability >= STABLE:
            labels = _nearest(table, sample, tried.labels, tried.groups)
            if np.bincount(labels, minlength=tried.groups).min() >= least:
                return Grouping(labels, tried.groups, tried.stability, tried.reference, tried.chance, None)
    best = tries[0]
    if best.chance > _CHANCE:
        reason = f"data without groups look as much grouped in {percent(best.chance)} of cases"
    elif best.stability < STABLE:
        reason = (
            f"another sample of the same people would give other groups (overlap {best.stability:.2f}, not {STABLE})"
        )
    else:
        reason = f"a group would have fewer than {least} people"
    return _no(reason, best)


def _nearest(table: Known, sample: Known, labels: Labels, groups: int) -> Labels:
    """Everyone put to the nearest group of the sample."""
    centres = centres_of(sample, labels[None], groups, np.ones((1, len(labels))))
    return np.asarray(squares(table, centres)[0].argmin(axis=0))
