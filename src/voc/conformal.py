"""Sets of labels that hold the right one at a stated rate: split conformal prediction on what people judged.

Scores are 1 less the probability of the right label (LAC: Sadinle, Lei & Wasserman 2019); a set takes every label whose
score is no higher than a quantile of the scores of judged quotes. Quotes of one person are no independent witnesses, so
people are what is counted (HCP: Lee, Barber & Willett 2023, "Distribution-free inference with hierarchical data"): each
person has the same weight, spread over her quotes, and one person who is yet to come counts as infinitely strange. The
set of a quote of somebody new then holds its label with at least the stated probability, whatever the tagger is worth,
if those who were judged are a random part of all.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from voc.errors import VocError

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def strangeness(chances: Array, right: Bools) -> Array:
    """How strange what people said is, in [0, 1], (quotes,): 1 less the probability of the least likely right label.

    ``chances`` (quotes, labels); ``right`` the same shape, at least one label a quote.
    """
    return np.asarray(np.where(right, 1 - chances, 0.0).max(axis=1))


def limit(scores: Array, people: Sequence[Hashable], coverage: float, *, what: str = "quotes") -> float:
    """The highest score that a label of a set may have, in [0, 1].

    The smallest s such that people's mean share of scores ≤ s is at least (1 + 1 / n) coverage, n people. Raises
    ``VocError`` for a coverage outside (0, 1) and for fewer people than coverage / (1 - coverage), when no finite one
    exists.
    """
    if not 0 < coverage < 1:
        raise VocError(f"a coverage of {coverage:g} cannot be had; give one between 0 and 1, like 0.9")
    _, place, counts = np.unique([str(one) for one in people], return_inverse=True, return_counts=True)
    least = math.ceil(coverage / (1 - coverage) - 1e-9)
    if len(counts) < least:
        raise VocError(
            f"{what}: judged by people for {len(counts)} participants; sets that hold the right one for {coverage:.0%} "
            f"need at least {least}"
        )
    order = np.argsort(scores, kind="stable")
    share = np.cumsum(1 / counts[place][order]) / (len(counts) + 1)
    reached = np.searchsorted(share, coverage - 1e-12)
    return float(scores[order][reached])


def sets(chances: Array, highest: float) -> Bools:
    """Which labels are in the set of each quote, (quotes, labels); it may be empty where no label is likely."""
    return np.asarray(1 - chances <= highest + 1e-12)
