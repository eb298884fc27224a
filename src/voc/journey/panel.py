"""Agreement of any number of coders, of whom each judged some of the units: pure functions from counts to numbers.

``given[i, k]`` counts the coders who gave unit i the label k. Of units that one coder alone labelled AC1 takes how
frequent the labels are, and nothing else is taken. What is not defined is NaN.
"""

from __future__ import annotations

import numpy as np

from voc.journey.agreement import not_zero, ratio
from voc.journey.resample import Array

_BEFORE = 4  # figures before those of the labels


def parts(given: Array) -> Array:
    """What both measures are made of, to be summed over units: counts (units, K) to array (units, 4 + 2 K).

    Of a unit that r ≥ 2 coders labelled: 1; the share a of pairs of them who agree, Σ_k r_k (r_k − 1) / (r (r − 1));
    r a; and, from the fifth on, r_k of each label. Of one that r ≥ 1 labelled: 1 (the fourth), and last each r_k / r.
    """
    r = given.sum(axis=-1, keepdims=True)
    paired, there = np.float64(r >= 2), np.float64(r >= 1)
    agreed = np.nan_to_num(ratio((given * (given - 1)).sum(axis=-1, keepdims=True), r * (r - 1)))
    shares = np.nan_to_num(ratio(given, r))
    return np.concatenate([paired, agreed, agreed * r, there, given * paired, shares], axis=-1)


def alpha(sums: Array) -> Array:
    """Krippendorff's alpha for nominal data (Krippendorff 2011), of sums of :func:`parts` (last axis).

    α = 1 − D_o / D_e: D_o = 1 − Σ_i r_i a_i / n with n all labels given to units of two coders or more,
    D_e = 1 − Σ_k n_k (n_k − 1) / (n (n − 1)). NaN where one label alone was given.
    """
    count = sums[..., _BEFORE : _BEFORE + _labels(sums)]
    n = count.sum(axis=-1)
    expected = 1 - ratio((count * (count - 1)).sum(axis=-1), n * (n - 1))
    return 1 - ratio(1 - ratio(sums[..., 2], n), not_zero(expected))


def ac1(sums: Array) -> Array:
    """Gwet's AC1 of several coders (Gwet 2008), of sums of :func:`parts` (last axis).

    (p_a − p_e) / (1 − p_e): p_a the mean share of agreeing pairs, p_e = Σ_k π_k (1 − π_k) / (K − 1), π_k the mean share
    of label k over all units that somebody labelled. NaN for a single label.
    """
    labels = _labels(sums)
    if labels < 2:
        return np.full(sums.shape[:-1], np.nan)
    mean = ratio(sums[..., _BEFORE + labels :], sums[..., 3, None])
    chance = (mean * (1 - mean)).sum(axis=-1) / (labels - 1)
    return ratio(ratio(sums[..., 1], sums[..., 0]) - chance, 1 - chance)


def undefined(sums: Array) -> str | None:
    """Why α is not defined for sums of :func:`parts`, if it is not."""
    if not sums[0]:
        return "no quote that two or more labelled"
    given = int((sums[_BEFORE : _BEFORE + _labels(sums)] > 0).sum())
    return "all gave one and the same label throughout" if given < 2 else None


def _labels(sums: Array) -> int:
    return int(sums.shape[-1] - _BEFORE) // 2
