"""The cluster bootstrap that all intervals and ranks of a map come from.

People are drawn with replacement, never quotes (Field & Welsh 2007, cluster bootstrap): a talkative participant or
one long thread cannot narrow an interval. One matrix of weights serves the whole map, so that cells, shares and
ranks move together from resample to resample.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def weights(people: int, resamples: int, seed: int) -> Array:
    """How often each person is drawn in each resample: array (resamples, people), rows sum to ``people``."""
    if people == 0:
        return np.zeros((resamples, 0))
    drawn = np.random.default_rng(seed).multinomial(people, np.full(people, 1 / people), size=resamples)
    return drawn.astype(np.float64)


def weighted_means(values: Array, drawn: Array) -> Array:
    """The mean of each column over the people drawn, in every resample: array (resamples, columns).

    ``values`` is (people, columns), NaN where a person has none. A resample that draws nobody with a value is NaN.
    """
    present = ~np.isnan(values)
    total = drawn @ np.where(present, values, 0.0)
    count = drawn @ present.astype(np.float64)
    return np.asarray(np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0))


def interval(replicates: Array, level: float = 0.95) -> tuple[Array, Array]:
    """The percentile interval of each column; NaN replicates do not count."""
    tail = 100 * (1 - level) / 2
    empty = np.isnan(replicates).all(axis=0)
    filled = np.where(empty, 0.0, replicates)
    low, high = np.nanpercentile(filled, [tail, 100 - tail], axis=0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)
