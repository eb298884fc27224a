"""Agreement of two coders, corrected for chance: pure functions from counts to numbers.

All take counts with the table in the last axes, so that every resample of a bootstrap is one more leading entry:
``table[…, i, j]`` counts the units to which the first coder gave label i and the second label j. All are 1 for perfect
agreement and about 0 for what chance gives; below 0 is worse than chance. What is not defined is NaN: κ and α where
only one label was ever given, since then nothing tells agreement from habit.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from voc.journey.resample import Array, interval, weights

# Numbers drawn at a time: bounds the memory of a bootstrap to some 100 MB whatever the size of the tables.
_DRAWN_AT_ONCE = 4_000_000


def observed(table: Array) -> Array:
    """Share of units on which the coders agree, in [0, 1]; NaN for no unit."""
    return ratio(np.trace(table, axis1=-2, axis2=-1), table.sum(axis=(-2, -1)))


def kappa(table: Array) -> Array:
    """Cohen's kappa (Cohen 1960): κ = (p_o − p_e) / (1 − p_e), p_e = Σ_k p_k. p_.k, each coder with her own habits."""
    n = table.sum(axis=(-2, -1))
    rows, columns = ratio(table.sum(axis=-1), n[..., None]), ratio(table.sum(axis=-2), n[..., None])
    chance = (rows * columns).sum(axis=-1)
    return ratio(observed(table) - chance, not_zero(1 - chance))


def alpha(table: Array) -> Array:
    """Krippendorff's alpha for nominal data (Krippendorff 2011): α = 1 − D_o / D_e.

    D_o = 1 − p_o; D_e is the chance that two of all 2n labels given, drawn without replacement, differ:
    1 − Σ_k n_k (n_k − 1) / (2n (2n − 1)), n_k the labels k given by both. Only units that both labelled count.
    """
    given = table.sum(axis=-1) + table.sum(axis=-2)
    total = given.sum(axis=-1)
    expected = 1 - ratio((given * (given - 1)).sum(axis=-1), total * (total - 1))
    return 1 - ratio(1 - observed(table), not_zero(expected))


def ac1(table: Array) -> Array:
    """Gwet's AC1 (Gwet 2008): (p_o − p_e) / (1 − p_e), p_e = Σ_k π_k (1 − π_k) / (K − 1).

    π_k is the mean of the two coders' shares of label k, K the number of labels. Unlike κ it does not fall where one
    label is frequent and both agree on it. NaN for a single label.
    """
    n = table.sum(axis=(-2, -1))
    mean = ratio(table.sum(axis=-1) + table.sum(axis=-2), 2 * n[..., None])
    labels = table.shape[-1]
    if labels < 2:
        return np.full_like(n, np.nan)
    chance = (mean * (1 - mean)).sum(axis=-1) / (labels - 1)
    return ratio(observed(table) - chance, 1 - chance)


def moments(a: Array, b: Array) -> Array:
    """What interval α is made of, to be summed over units: array (units, 4) of 1, (a − b)², a + b, a² + b²."""
    return np.stack([np.ones_like(a), (a - b) ** 2, a + b, a * a + b * b], axis=-1)


def interval_alpha(sums: Array) -> Array:
    """Krippendorff's alpha for numbers (interval data): α = 1 − D_o / D_e, of sums of :func:`moments` (last axis).

    D_o is the mean of (a − b)², D_e that of all pairs of the 2n numbers: twice their variance (2n − 1 below).
    """
    n, apart, total, squares = np.moveaxis(sums, -1, 0)
    expected = 2 * ratio(squares - ratio(total**2, 2 * n), 2 * n - 1)
    return 1 - ratio(ratio(apart, n), not_zero(expected))


def bootstrap(
    parts: Array, clusters: npt.NDArray[np.intp], measure: Callable[[Array], Array], *, resamples: int, seed: int
) -> tuple[Array, Array]:
    """The 95 % percentile interval of a measure of sums, NaN for fewer than two clusters.

    ``parts`` (units, …) is summed over the units; whole clusters 0 … k − 1 (a participant's quotes) are drawn with
    replacement, as many as there are. A resample in which the measure is not defined does not count.
    """
    shape = parts.shape[1:]
    flat = parts.reshape(len(parts), math.prod(shape))
    count = int(clusters.max(initial=-1)) + 1
    sums = np.zeros((count, flat.shape[1]))
    np.add.at(sums, clusters, flat)
    if count < 2:
        empty = np.full(np.shape(measure(parts.sum(axis=0))), np.nan)
        return empty, empty
    size = max(1, _DRAWN_AT_ONCE // count)
    drawn = []
    for block, begin in enumerate(range(0, resamples, size)):
        times = weights(count, min(size, resamples - begin), seed + block)
        drawn.append(measure((times @ sums).reshape(-1, *shape)))
    return interval(np.concatenate(drawn))


def ratio(part: npt.ArrayLike, whole: npt.ArrayLike) -> Array:
    """The quotient; NaN where the whole is 0."""
    part, whole = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    empty = np.full(np.broadcast(part, whole).shape, np.nan)
    return np.asarray(np.divide(part, whole, out=empty, where=whole != 0))


def not_zero(values: Array) -> Array:
    """What only rounding keeps from 0 is 0."""
    return np.where(np.abs(values) < 1e-12, 0.0, values)
