"""Bootstrap intervals of any number over few people, made as wide as few people need.

A bootstrap of n people spreads too little, by √(n/(n-1)), and knows no t distribution: of 5 people against 40, its 95 %
intervals of a difference hold the truth 88 % of the time. Each end is put farther from the estimate, by
t₀.₉₇₅(n-1) / z₀.₉₇₅ · √(n/(n-1)) (after Hesterberg 2015, "What teachers should know about the bootstrap", section 3.4),
as :func:`voc.journey.resample.mean_interval` does for means.
"""

from __future__ import annotations

import numpy as np

from voc.journey.resample import Array, interval


def expanded(
    value: Array, replicates: Array, people: Array, *, least: float = -np.inf, most: float = np.inf
) -> tuple[Array, Array]:
    """The 95 % interval of each column, within ``least`` … ``most``.

    ``value`` (columns,) is the estimate, ``replicates`` (resamples, columns) its resamples, of which NaN do not count,
    ``people`` (columns,) how many it rests on: of two groups compared, the smaller. A column of NaN alone, or over
    fewer than two people, has NaN for both ends.

    >>> column = np.linspace(0.0, 1.0, 1001)[:, None]
    >>> ends = expanded(np.array([0.5]), column, np.array([5.0]))
    >>> [round(float(end[0]), 2) for end in ends]  # 0.5 ± 0.475 · 2.776 / 1.96 · √(5/4)
    [-0.25, 1.25]
    """
    from scipy.special import stdtrit

    n = np.maximum(people, 2)
    factor = stdtrit(n - 1, 0.975) / stdtrit(np.inf, 0.975) * np.sqrt(n / (n - 1))
    low, high = interval(replicates)
    ends = (np.clip(value + factor * (end - value), least, most) for end in (low, high))
    low, high = (np.where(people < 2, np.nan, end) for end in ends)
    return low, high
