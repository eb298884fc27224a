"""Pain points: which they are, how severe, and how sure their order is.

A quote speaks of a pain if it has the pain facet, or a negative valence and no delight facet; what is told of
somebody else (hearsay) does not count. Pains are themes of such quotes at one stage.

* prevalence = people who raised it / people who could have;
* intensity = mean over those people of the mean |valence| of their negative quotes on it, 0 where they have none;
* severity = prevalence × intensity.

Rank intervals, P(top 3) and ties come from the resamples of :mod:`voc.journey.resample`. Method: ``method.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voc.journey.resample import Array, interval, weighted_means

# Two pains are tied unless one is the more severe in this share of the resamples.
_TELLS_APART = 0.95


@dataclass(frozen=True, slots=True)
class Ranked:
    """One theme's numbers; see :class:`voc.journey.model.PainPoint`."""

    theme: int
    severity: float
    severity_low: float
    severity_high: float
    share_low: float
    share_high: float
    intensity: float
    n: int
    rank_low: int
    rank_high: int
    p_top3: float
    tied: tuple[int, ...]


def hurts(quotes: pd.DataFrame, facets: dict[str, set[str]]) -> pd.Series[bool]:
    """Which quotes speak of a pain: mask over ``quotes`` (needs ``quote_id`` and ``sentiment``)."""
    ids = quotes["quote_id"]
    pain, delight = ids.isin(facets.get("pain", set())), ids.isin(facets.get("delight", set()))
    hearsay = ids.isin(facets.get("hearsay", set()))
    return (pain | ((quotes["sentiment"] == "negative") & ~delight)) & ~hearsay


def intensities(quotes: pd.DataFrame, themes: Sequence[Sequence[str]], people: Sequence[str]) -> Array:
    """How strongly each person put each theme: array (people, themes) in [0, 1], NaN where she did not raise it."""
    table = np.full((len(people), len(themes)), np.nan)
    rows = {person: row for row, person in enumerate(people)}
    known = quotes.set_index("quote_id")
    for column, ids in enumerate(themes):
        said = known.loc[list(ids)]
        negative = said["valence"].where(said["valence"] < 0).abs()
        for person, strength in negative.groupby(said["person"]).mean().fillna(0.0).items():
            table[rows[str(person)], column] = strength
    return table


def rank(strengths: Array, drawn: Array) -> list[Ranked]:
    """Rank themes by severity, most severe first; positions in ``tied`` are ranks, from 1.

    ``strengths`` is (people who could have raised a pain, themes) as :func:`intensities` gives it.
    """
    people, themes = strengths.shape
    if themes == 0:
        return []
    raised = (~np.isnan(strengths)).astype(np.float64)
    share, strength = raised.mean(axis=0), np.nanmean(strengths, axis=0)
    shares = drawn @ raised / people
    severities = np.nan_to_num(shares * weighted_means(strengths, drawn), nan=0.0)
    low, high = interval(severities)
    share_low, share_high = interval(shares)
    order = sorted(range(themes), key=lambda theme: (-share[theme] * strength[theme], theme))
    # Rank of each theme in each resample; equal severities keep the order of the point estimates.
    tried = severities[:, order]
    ranks = np.argsort(np.argsort(-tried, axis=1, kind="stable"), axis=1, kind="stable") + 1
    rank_low = np.percentile(ranks, 2.5, axis=0, method="lower")
    rank_high = np.percentile(ranks, 97.5, axis=0, method="higher")
    result = []
    for place, theme in enumerate(order):
        mine = tried[:, [place]]
        above = (mine > tried).mean(axis=0) + (mine == tried).mean(axis=0) / 2
        tied = tuple(
            other + 1 for other in range(themes) if other != place and 1 - _TELLS_APART < above[other] < _TELLS_APART
        )
        result.append(
            Ranked(
                theme,
                float(share[theme] * strength[theme]),
                float(low[theme]),
                float(high[theme]),
                float(share_low[theme]),
                float(share_high[theme]),
                float(strength[theme]),
                int(raised[:, theme].sum()),
                min(int(rank_low[place]), place + 1),
                max(int(rank_high[place]), place + 1),
                float((ranks[:, place] <= 3).mean()),
                tied,
            )
        )
    return result
