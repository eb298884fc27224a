"""How many themes some of the people are expected to raise: the curve of saturation.

Exact over all orders in which people could be heard (rarefaction; Colwell, Mao & Chang 2004, eq. 4):
S(n) = Σ over themes of 1 − C(T − f, n) / C(T, n), with T people, f of whom raised the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

_POINTS = 200


def curve(raised: Sequence[int], people: int) -> list[tuple[int, float]]:
    """People heard and themes expected, from nobody to all; ``raised`` is how many people raised each theme."""
    step = max(1, people // _POINTS)
    return [(n, round(expected(raised, people, n), 4)) for n in [*range(0, people, step), people]]


def expected(raised: Sequence[int], people: int, heard: int) -> float:
    """How many themes ``heard`` of ``people`` raise, over all choices of them.

    >>> expected([1, 2], 2, 1), expected([1, 2], 2, 2)
    (1.5, 2.0)
    """
    ways = comb(people, heard)
    return sum(1 - comb(people - some, heard) / ways for some in raised)
