"""Shares of people: n of N with the score interval of Wilson (1927).

People are the unit and each does or does not, so the share is binomial and needs no resampling. The bootstrap gives
0 of 12 the interval 0 … 0, and held the true share in 77 % of simulated studies where 15 people were asked and one in
ten would say it; Wilson's held it in 95 %.
"""

from __future__ import annotations

import numpy as np

from voc.journey.combined import combined
from voc.journey.model import Share
from voc.journey.resample import Array

_Z = 1.959963984540054


def wilson(n: Array, of: float) -> tuple[Array, Array]:
    """The 95 % interval of shares ``n`` of ``of`` people, in [0, 1]; ``of`` at least 1.

    (p + z²/2N ± z √(p (1 − p) / N + z² / 4N²)) / (1 + z²/N)
    """
    p, square = n / of, _Z**2 / of
    middle = (p + square / 2) / (1 + square)
    half = _Z * np.sqrt(p * (1 - p) / of + square / (4 * of)) / (1 + square)
    # At none and at all the end is exact, whatever rounding makes of it.
    low = np.where(n == 0, 0.0, np.clip(middle - half, 0, 1))
    return np.asarray(low), np.asarray(np.where(n == of, 1.0, np.clip(middle + half, 0, 1)))


def share(did: Array, could: Array, *, least: int) -> Share | None:
    """The share of those who could that did, over people; missing below ``least`` people who could.

    ``did`` and ``could`` are 0/1 by person.

    >>> share(np.array([1, 0, 0, 0]), np.array([1, 1, 1, 0]), least=3)
    Share(share=0.3333, low=0.0615, high=0.7923, n=1, of=3, correction=None)
    """
    of = int(could.sum())
    if of < max(least, 1):
        return None
    n = int((did * could).sum())
    low, high = wilson(np.array(float(n)), of)
    alone = of < 2
    return Share(
        round(n / of, 4), None if alone else round(float(low), 4), None if alone else round(float(high), 4), n, of
    )


def newcombe(share: float, n: int, other: float, rest: int, *, together: float = 0.0) -> tuple[float, float]:
    """95 % interval of the difference of two shares of ``n`` and ``rest`` people (Newcombe 1998, method 10).

    Made of the two Wilson intervals, it holds at shares near 0 and in small groups, where a bootstrap cannot.
    ``together`` is the correlation of the two shares, where some people count in both
    (:func:`voc.journey.combined.together`).

    >>> [round(end, 4) for end in newcombe(56 / 70, 70, 48 / 80, 80)]  # example (a) of that paper
    [0.0524, 0.3339]
    """
    ends = [wilson(np.array(p * of), of) for p, of in ((share, n), (other, rest))]
    low, high = (np.array([float(end[side]) for end in ends]) for side in (0, 1))
    alike = np.array([[1.0, together], [together, 1.0]])
    return combined(np.array([1.0, -1.0]), np.array([share, other]), low, high, alike)[1:]
