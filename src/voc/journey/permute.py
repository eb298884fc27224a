"""Tests by permutation over people, and the false discovery rate over many of them.

Whether two groups of people differ is asked of the labels: if they had nothing to do with what people said, any
other way to hand them out would do as well. The person is what is permuted, never the quote.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from voc.journey.resample import Array

Mask = npt.NDArray[np.bool_]

# A test stops once so many permutations were as extreme as the data; one that never gets there takes all of them.
_ENOUGH = 100
MOST = 20_000
# With so many people on both sides the permutation distribution is the normal one, to three digits.
MANY = 200
# Numbers in one chunk of permutations: 16 MB.
_CHUNK = 2_000_000


def p_of_means(values: Array, inside: Mask, *, seed: int, most: int = MOST) -> float | None:
    """Two-sided p of "the mean inside is that outside", for values (people,) and a mask of the same people.

    Statistic: Welch's t, which keeps the test right where the two groups spread differently (Chung & Romano 2013).
    p is by :func:`p_by_chance`. NaN values are left out; ``None`` with fewer than two people on a side.

    >>> p_of_means(np.array([1.0, 1, 1, 1, 0, 0, 0, 0]), np.arange(8) < 4, seed=0) < 0.05
    True
    """
    known = ~np.isnan(values)
    values, inside = values[known], inside[known]
    n = int(inside.sum())
    if min(n, len(values) - n) < 2:
        return None
    centred = values - values.mean()
    seen = float(_welch(centred, inside[None, :])[0])
    if min(n, len(values) - n) >= MANY:
        return p_of_normal(seen)
    return p_by_chance(
        seen,
        lambda draw, rows: _welch(centred, dealt(draw, rows, len(values), n)),
        width=len(values),
        seed=seed,
        most=most,
    )


def p_by_chance(
    seen: float, statistic: Callable[[np.random.Generator, int], Array], *, width: int, seed: int, most: int = MOST
) -> float:
    """How often a permutation's statistic is at least the one seen: exceedances / permutations.

    ``statistic`` gives those of so many permutations, drawn with a generator; ``width`` is how many numbers each
    takes. Stopped early where the answer is plain (Besag & Clifford 1991).
    """
    generator = np.random.default_rng(seed)
    step = max(1, min(1000, _CHUNK // width))
    done = beyond = 0
    while done < most:
        extreme = statistic(generator, min(step, most - done)) >= seen - 1e-9
        if beyond + extreme.sum() >= _ENOUGH:
            stop = int(np.flatnonzero(extreme)[_ENOUGH - beyond - 1]) + 1
            return _ENOUGH / (done + stop)
        beyond, done = beyond + int(extreme.sum()), done + len(extreme)
    return (beyond + 1) / (done + 1)


def p_of_normal(seen: float) -> float:
    """Two-sided p of a statistic that is standard normal, by its size."""
    from scipy.stats import norm

    return float(2 * norm.sf(seen))


def dealt(draw: np.random.Generator, rows: int, people: int, inside: int) -> Mask:
    """Permutations that put so many people inside: masks (rows, people)."""
    if not 0 < inside < people:
        return np.full((rows, people), inside > 0)
    drawn = draw.random((rows, people))
    return np.asarray(drawn <= np.partition(drawn, inside - 1, axis=1)[:, [inside - 1]])


def _welch(centred: Array, masks: Mask) -> Array:
    """|t| of each mask: array (masks,). Values have mean 0; a difference without any spread is infinite."""
    n = masks[0].sum()
    rest = len(centred) - n
    inside = masks.astype(np.float64)
    total, squares = inside @ centred, inside @ centred**2
    mean, other = total / n, -total / rest
    spread = np.maximum(squares - n * mean**2, 0) / (n - 1) / n
    spread += np.maximum((centred**2).sum() - squares - rest * other**2, 0) / (rest - 1) / rest
    gap = np.abs(mean - other)
    same = np.where(gap > 1e-12, np.inf, 0.0)
    return np.asarray(np.divide(gap, np.sqrt(spread), out=same, where=spread > 1e-15))


def p_of_shares(did: Mask, inside: Mask) -> float | None:
    """Two-sided p of "as large a share did it inside as outside", both over people.

    Every permutation is counted, none drawn: of yes and no they make Fisher's exact test (Fisher 1935). ``None`` with
    nobody on a side.

    >>> round(p_of_shares(np.arange(8) < 4, np.arange(8) < 4), 4)  # 2 of 70 ways
    0.0286
    """
    from scipy.stats import fisher_exact

    n, rest = int(inside.sum()), int((~inside).sum())
    if not n or not rest:
        return None
    here, there = int((did & inside).sum()), int((did & ~inside).sum())
    return float(fisher_exact([[here, n - here], [there, rest - there]]).pvalue)


def adjusted(p: Array) -> Array:
    """Benjamini & Hochberg (1995): q values; what has q ≤ 0.05 keeps the false share of all found below 5 %.

    >>> adjusted(np.array([0.01, 0.04, 0.03, 0.005])).tolist()
    [0.02, 0.04, 0.04, 0.02]
    """
    order = np.argsort(p, kind="stable")
    steps = p[order] * len(p) / np.arange(1, len(p) + 1)
    smallest = np.minimum.accumulate(steps[::-1])[::-1]
    result = np.empty(len(p))
    result[order] = np.minimum(smallest, 1.0)
    return result
