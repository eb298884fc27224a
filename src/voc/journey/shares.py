"""Shares of people: n of N with a cluster-bootstrap interval."""

from __future__ import annotations

import numpy as np

from voc.journey.model import Share
from voc.journey.resample import Array, interval, weighted_means


def share(did: Array, could: Array, drawn: Array, *, least: int) -> Share | None:
    """The share of those who could that did, over people; missing below ``least`` people who could.

    ``did`` and ``could`` are 0/1 by person, ``drawn`` the resamples (resamples, people).

    >>> from voc.journey.resample import weights
    >>> share(np.array([1, 0, 0, 0]), np.array([1, 1, 1, 0]), weights(4, 500, 0), least=3).n
    1
    """
    of = int(could.sum())
    if of < max(least, 1):
        return None
    values = np.where(could > 0, did.astype(np.float64), np.nan)[:, None]
    low, high = interval(weighted_means(values, drawn))
    n = int((did * could).sum())
    alone = of < 2
    return Share(
        round(n / of, 4),
        None if alone else round(float(low[0]), 4),
        None if alone else round(float(high[0]), 4),
        n,
        of,
    )
