"""Whether a number differs between two times among like sources, over people who may speak in several of them.

The statistic is the difference of :mod:`voc.journey.like_for_like`. Its distribution under "time has nothing to do with
it" comes from permutations that leave the mix as it was: people are dealt to the two times anew among those who speak
in the same strata, and whoever is there twice swaps her two times or not (permutation within strata: Pesarin & Salmaso,
Permutation Tests for Complex Data, 2010, ch. 2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voc.journey.permute import MANY, MOST, Mask, dealt, p_by_chance, p_of_normal
from voc.journey.resample import Array

# Where the normal approximation is as far from a finding as this, nobody has to wait for the permutations.
_PLAIN = 0.3


def weighted_gap(sums: tuple[Array, Array], counts: tuple[Array, Array]) -> Array:
    """Σ w (mean after − mean before) / Σ w with w = n₁n₂ / (n₁ + n₂): (rows,) from sums and counts (rows, strata).

    >>> one, people = np.array([[1.0, 0.0]]), np.array([[2.0, 2.0]])
    >>> weighted_gap((one, one + 1), (people, people)).tolist()
    [0.5]
    """
    n, m = counts
    weight = n * m / np.maximum(n + m, 1)
    gap = sums[1] / np.maximum(m, 1) - sums[0] / np.maximum(n, 1)
    return np.asarray((gap * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-12))


def p_of_strata(before: Array, after: Array, *, seed: int, most: int = MOST) -> float | None:
    """Two-sided p of "among like sources after is as before", for values (people, strata), NaN for who is not there.

    ``None`` where the times share no stratum, or have fewer than two people in those they share.
    """
    shared = (~np.isnan(before)).any(axis=0) & (~np.isnan(after)).any(axis=0)
    values = before[:, shared], after[:, shared]
    there: tuple[Mask, Mask] = tuple((~np.isnan(one)).any(axis=1) for one in values)  # type: ignore[assignment]
    n = int(there[0].sum()), int(there[1].sum())
    if min(n) < 2:
        return None
    seen = abs(float(_gap(values, np.zeros((1, len(before)), dtype=bool))[0]))
    rough = p_of_normal(seen / max(_spread(values), 1e-12))
    if rough > _PLAIN or min(n) >= MANY:
        return rough
    deal = _Deal(values, there)

    def statistic(draw: np.random.Generator, rows: int) -> Array:
        return np.asarray(np.abs(_gap(values, deal.flips(draw, rows))))

    return p_by_chance(seen, statistic, width=len(before), seed=seed, most=most)


def _gap(values: tuple[Array, Array], flips: Mask) -> Array:
    """The difference where some people's two times are exchanged: (rows,) of masks (rows, people)."""
    known = [(~np.isnan(one)).astype(np.float64) for one in values]
    said = [np.nan_to_num(one) for one in values]
    flip = flips.astype(np.float64)
    more, other = flip @ (said[1] - said[0]), flip @ (known[1] - known[0])
    sums = said[0].sum(axis=0) + more, said[1].sum(axis=0) - more
    return weighted_gap(sums, (known[0].sum(axis=0) + other, known[1].sum(axis=0) - other))


def _spread(values: tuple[Array, Array]) -> float:
    """The standard error of the difference, by the influence of each person over all her strata and both times."""
    counts = [(~np.isnan(one)).sum(axis=0) for one in values]
    weight = counts[0] * counts[1] / np.maximum(counts[0] + counts[1], 1)
    weight = weight / max(weight.sum(), 1e-12)
    influence = np.zeros(len(values[0]))
    for sign, one, count in zip((-1, 1), values, counts, strict=True):
        centred = one - np.nansum(one, axis=0) / np.maximum(count, 1)
        influence += sign * (np.nan_to_num(centred) * weight / np.maximum(count, 1)).sum(axis=1)
    return float(np.sqrt((influence**2).sum()))


class _Deal:
    """Who may take whose place: people of one time by the strata that they speak in."""

    def __init__(self, values: tuple[Array, Array], there: tuple[Mask, Mask]) -> None:
        self.twice = np.flatnonzero(there[0] & there[1])
        self.later = there[1]
        once = np.flatnonzero(there[0] ^ there[1])
        spoken = ~np.isnan(values[0][once]) | ~np.isnan(values[1][once])
        _, group = np.unique(spoken, axis=0, return_inverse=True)
        self.groups: list[NDArray[np.int64]] = [
            once[group.ravel() == one] for one in range(int(group.max(initial=-1)) + 1)
        ]

    def flips(self, draw: np.random.Generator, rows: int) -> Mask:
        """Whose times are exchanged: (rows, people)."""
        flips = np.zeros((rows, len(self.later)), dtype=bool)
        flips[:, self.twice] = draw.random((rows, len(self.twice))) < 0.5
        for people in self.groups:
            later = self.later[people]
            flips[:, people] = dealt(draw, rows, len(people), int(later.sum())) != later
        return flips
