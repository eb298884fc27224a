"""How often a pain's rank interval holds its true rank, over all pains and for the pain for which it does least often.

Beside it the percentiles of the rank in the resamples.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
from scipy.stats import norm, rankdata

from benchmarks.statistics.people import Array
from benchmarks.statistics.table import Row
from voc.journey.pains import rank
from voc.journey.resample import weights

SHARES = {
    "8 pains far apart": np.linspace(0.6, 0.1, 8),
    "8 pains nearly alike": np.linspace(0.32, 0.28, 8),
    "15 pains, few large": 0.6 / np.arange(1, 16) ** 0.7,
    "15 pains nearly alike": np.linspace(0.2, 0.15, 15),
    "6 pains in pairs": np.array([0.5, 0.49, 0.3, 0.29, 0.12, 0.11]),
}
PEOPLE = (15, 40, 120)
STUDIES, RESAMPLES = 300, 400


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """One row a set of pains and number of people."""
    studies = STUDIES // 10 if given.quick else STUDIES
    for name, shares in SHARES.items():
        for people in PEOPLE:
            yield coverage(name, shares, people, studies)


def coverage(name: str, shares: Array, people: int, studies: int) -> Row:
    """Who raises one pain raises others, too."""
    draw = np.random.default_rng(people)
    strength = draw.uniform(0.3, 0.8, len(shares))
    true = rankdata(-shares * strength)
    drawn = weights(people, RESAMPLES, 0)
    held, plain, tops = (np.zeros((studies, len(shares))) for _ in range(3))
    for study in range(studies):
        strengths = raised(draw, shares, strength, people)
        seen = np.flatnonzero(~np.isnan(strengths).all(axis=0))
        for entry in rank(strengths[:, seen], drawn):
            theme = seen[entry.theme]
            # Pains that nobody raised are behind all that somebody did.
            held[study, theme] = entry.rank_low <= true[theme] <= entry.rank_high + len(shares) - len(seen)
            tops[study, theme] = entry.p_top3
        plain[study] = percentile(strengths, drawn, true)
        held[study, np.isnan(strengths).all(axis=0)] = np.nan
    by_pain = np.nanmean(held, axis=0)
    beside = {
        "least of any pain": float(by_pain.min()),
        "percentile of resampled ranks": float(plain.mean()),
        "its least": float(plain.mean(axis=0).min()),
        "P(top 3) of the true top 3": float(tops[:, true <= 3].mean()),
    }
    return Row(f"{name}, {people} people", studies * len(shares), float(np.nanmean(held)), (0.93, None), beside)


def raised(draw: np.random.Generator, shares: Array, strength: Array, people: int) -> Array:
    """How strongly each person put each pain, NaN where she did not."""
    ready = 0.44 * draw.normal(size=(people, 1)) + 0.9 * draw.normal(size=(people, len(shares)))
    said = np.clip(strength + draw.normal(0, 0.15, ready.shape), 0.05, 1)
    return np.where(norm.cdf(ready) < shares, said, np.nan)


def percentile(strengths: Array, drawn: Array, true: Array) -> Array:
    """Whether the middle 95 % of each pain's resampled ranks hold its true rank."""
    severities = drawn @ np.nan_to_num(strengths)
    best, worst = (rankdata(-severities, method=method, axis=1) for method in ("min", "max"))
    low = np.percentile(best, 2.5, axis=0, method="lower")
    high = np.percentile(worst, 97.5, axis=0, method="higher")
    return np.asarray((low <= true) & (true <= high), dtype=float)
