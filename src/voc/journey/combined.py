"""The interval of a sum or difference of numbers that have intervals of their own ("MOVER").

Zou & Donner (2008, "Construction of confidence limits about effect measures"): for Σ cᵢ mᵢ the lower end is

    Σ cᵢ mᵢ − √(Σᵢ Σⱼ cᵢ cⱼ rᵢⱼ dᵢ dⱼ),   dᵢ = mᵢ − lowᵢ where cᵢ > 0, else highᵢ − mᵢ

and the upper end the same with the other sides; rᵢⱼ is the correlation of two estimates. It keeps what the single
intervals know (few people, everybody alike, shares near 0) and needs no data but them.
"""

from __future__ import annotations

import math

import numpy as np

from voc.journey.resample import Array

_Z = 1.959963984540054


def combined(
    weights: Array, values: Array, low: Array, high: Array, alike: Array | None = None
) -> tuple[float, float, float]:
    """Σ cᵢ mᵢ with its 95 % interval; all arrays are (numbers,), ``alike`` (numbers, numbers) are correlations.

    >>> found = combined(np.array([-1.0, 1.0]), np.array([0.0, 10.0]), np.array([-3.0, 6.0]), np.array([3.0, 14.0]))
    >>> found  # 10 ± √(3² + 4²)
    (10.0, 5.0, 15.0)
    """
    between = np.eye(len(values)) if alike is None else alike
    value = float(weights @ values)

    def reach(down: Array, up: Array) -> float:
        far = np.where(weights > 0, down, up) * weights
        return math.sqrt(max(float(far @ between @ far), 0.0))

    below, above = values - low, high - values
    return value, value - reach(below, above), value + reach(above, below)


def p_of_interval(value: float, low: float, high: float) -> float:
    """Two-sided p of "it is 0" from a number's 95 % interval, taken for normal on the side of 0.

    >>> round(p_of_interval(10.0, 0.0, 20.0), 3), p_of_interval(0.0, -1.0, 1.0)
    (0.05, 1.0)
    """
    from scipy.stats import norm

    far = value - low if value > 0 else high - value
    if value == 0:
        return 1.0
    return float(2 * norm.sf(_Z * abs(value) / far)) if far > 0 else 0.0


def together(one: Array, other: Array) -> float:
    """The correlation of two means over people (people,), NaN for who has no value: r·c / √(n₁ n₂), c people in both.

    Fewer than three people in both tell nothing of r: then 0.

    >>> together(np.array([1.0, 2.0, 3.0, np.nan]), np.array([2.0, 4.0, 6.0, 1.0]))  # r = 1, 3 of 3 and 4 people
    0.8660254037844387
    """
    here, there = ~np.isnan(one), ~np.isnan(other)
    both = here & there
    if both.sum() < 3 or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return 0.0
    r = float(np.corrcoef(one[both], other[both])[0, 1])
    return r * int(both.sum()) / math.sqrt(int(here.sum()) * int(there.sum()))
