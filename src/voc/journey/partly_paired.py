"""Whether a number differs between two times, over people of whom some are there at both.

Who is there at both is her own comparison; who is there once counts, too. Statistic: that of Derrick, Russ, Toher &
White (2017, "Test statistics for the comparison of means for two samples that include both paired and independent
observations"), with unequal variances:

    t = (m₂ − m₁) / √(s₁²/n₁ + s₂²/n₂ − 2 c s₁₂ / (n₁ n₂))

with n₁ and n₂ people, c of them at both times and s₁₂ the covariance of their two values. Its distribution under "time
has nothing to do with it" comes from permutations: whoever is there twice swaps her two values or not, the others are
dealt to the two times anew. Where all who are there once are there at the same time, as in a study that grew, there is
nobody to deal: then it is Student's t with the people of the smaller time, less one, as degrees of freedom.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.journey.permute import MANY, MOST, dealt, p_by_chance, p_of_means, p_of_normal, p_of_shares
from voc.journey.resample import Array


def p_of_change(before: Array, after: Array, *, seed: int, most: int = MOST) -> float | None:
    """Two-sided p of "the mean after is that before", for values (people,), NaN for who is not there.

    Where nobody is there twice it is the test of :func:`~voc.journey.permute.p_of_means`, of zeros and ones Fisher's.
    ``None`` with fewer than two people at one of the times.

    >>> rng = np.random.default_rng(0); first = rng.normal(0, 1, 20)
    >>> p_of_change(first, first + rng.normal(0.3, 0.2, 20), seed=0) < 0.01  # everybody a little up
    True
    """
    once, again = ~np.isnan(before), ~np.isnan(after)
    if min(once.sum(), again.sum()) < 2:
        return None
    if not (once & again).any():
        there = once | again
        values = np.where(again, after, before)[there]
        if np.isin(values, (0.0, 1.0)).all():
            return p_of_shares(values > 0, again[there])
        return p_of_means(values, again[there], seed=seed, most=most)
    return _permuted(_Sample.of(before, after), seed, most)


@dataclass(frozen=True)
class _Sample:
    """Values less their common mean: ``first`` and ``second`` (people at both times,), ``alone`` (people at one,)."""

    first: Array
    second: Array
    alone: Array
    n_alone: tuple[int, int]

    @classmethod
    def of(cls, before: Array, after: Array) -> _Sample:
        once, again = ~np.isnan(before), ~np.isnan(after)
        both, only, later = once & again, once & ~again, again & ~once
        middle = np.concatenate([before[once], after[again]]).mean()
        alone = np.concatenate([before[only], after[later]])
        return cls(before[both] - middle, after[both] - middle, alone - middle, (int(only.sum()), int(later.sum())))

    @property
    def n(self) -> tuple[int, int]:
        """How many people there are at each time."""
        return len(self.first) + self.n_alone[0], len(self.first) + self.n_alone[1]

    def t(self, swapped: npt.NDArray[np.bool_], early: npt.NDArray[np.bool_]) -> Array:
        """|t| of each permutation: array (permutations,), of masks (permutations, people).

        ``swapped`` says who of those at both times swaps, ``early`` who of the others counts as before.
        """
        swap, deal = swapped.astype(np.float64), early.astype(np.float64)
        first, second, alone = self.first, self.second, self.alone
        gap, rise = swap @ (second - first), swap @ (second**2 - first**2)
        here, squares = deal @ alone, deal @ alone**2
        pair_sums = (first.sum() + gap, second.sum() - gap)
        sums = (pair_sums[0] + here, pair_sums[1] + alone.sum() - here)
        squared = ((first**2).sum() + rise + squares, (second**2).sum() - rise + (alone**2).sum() - squares)
        spread, means = np.zeros(len(swap)), []
        for n, total, square in zip(self.n, sums, squared, strict=True):
            means.append(total / n)
            spread += np.maximum(square - total**2 / n, 0) / (n - 1) / n
        c = len(first)
        together = (first @ second - pair_sums[0] * pair_sums[1] / c) / max(c - 1, 1)
        spread = np.maximum(spread - 2 * c * together / (self.n[0] * self.n[1]), 0)
        gap = np.abs(means[1] - means[0])
        same = np.where(gap > 1e-12, np.inf, 0.0)
        return np.asarray(np.divide(gap, np.sqrt(spread), out=same, where=spread > 1e-15))


def _permuted(sample: _Sample, seed: int, most: int) -> float:
    pairs, alone = len(sample.first), len(sample.alone)
    as_is = np.zeros((1, pairs), dtype=bool), (np.arange(alone) < sample.n_alone[0])[None, :]
    seen = float(sample.t(*as_is)[0])
    if alone and not min(sample.n_alone):
        from scipy.special import stdtr

        return float(2 * stdtr(min(sample.n) - 1, -seen))
    if min(sample.n) >= MANY:
        return p_of_normal(seen)

    def statistic(draw: np.random.Generator, rows: int) -> Array:
        return sample.t(draw.random((rows, pairs)) < 0.5, dealt(draw, rows, alone, sample.n_alone[0]))

    return p_by_chance(seen, statistic, width=pairs + alone, seed=seed, most=most)
