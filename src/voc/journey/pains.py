"""Pain points: which they are, how severe, and how sure their order is.

A quote speaks of a pain if it has the pain facet, or a negative valence and no delight facet; what is told of
somebody else (hearsay) does not count. Pains are themes of such quotes at one stage.

* prevalence = people who raised it / people who could have;
* intensity = mean over those people of the mean |valence| of their negative quotes on it. Whoever put it in plain words
  ("the courier never came") has none that can be measured; unknown is not 0, so she counts with the mean of the
  others who raised it, or, where it has none at all, with the mean over all pains;
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
_UNKNOWN = -1.0


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
    """How strongly each person put each theme: array (people, themes) in [0, 1], NaN where she did not raise it.

    Where nobody's words can be measured at all, everyone counts 1: severity is then the prevalence.
    """
    table = np.full((len(people), len(themes)), np.nan)
    rows = {person: row for row, person in enumerate(people)}
    known = quotes.set_index("quote_id")
    for column, ids in enumerate(themes):
        said = known.loc[list(ids)]
        negative = said["valence"].where(said["valence"] < 0).abs()
        measured = negative.groupby(said["person"]).mean()
        own = measured.fillna(measured.mean())
        for person, strength in own.items():
            table[rows[str(person)], column] = _UNKNOWN if np.isnan(strength) else strength
    measurable = table[table >= 0]
    return np.where(table == _UNKNOWN, measurable.mean() if len(measurable) else 1.0, table)


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
    places = _places(severities[:, order])
    return [
        Ranked(
            theme,
            float(share[theme] * strength[theme]),
            float(low[theme]),
            float(high[theme]),
            float(share_low[theme]),
            float(share_high[theme]),
            float(strength[theme]),
            int(raised[:, theme].sum()),
            *place,
        )
        for theme, place in zip(order, places, strict=True)
    ]


def _places(severities: Array) -> list[tuple[int, int, float, tuple[int, ...]]]:
    """Rank interval, chance of the top 3 and ties of each theme: columns are themes, most severe first.

    Among equals in a resample each may be the first or the last: both ends count for the interval, and the chance
    of the top 3 is shared.
    """
    from scipy.stats import rankdata

    best, worst = (rankdata(-severities, method=method, axis=1) for method in ("min", "max"))
    low = np.percentile(best, 2.5, axis=0, method="lower")
    high = np.percentile(worst, 97.5, axis=0, method="higher")
    top3 = np.clip((4 - best) / (worst - best + 1), 0, 1).mean(axis=0)
    result = []
    for place in range(severities.shape[1]):
        mine = severities[:, [place]]
        above = (mine > severities).mean(axis=0) + (mine == severities).mean(axis=0) / 2
        tied = tuple(
            other + 1
            for other, chance in enumerate(above)
            if other != place and 1 - _TELLS_APART < chance < _TELLS_APART
        )
        result.append((min(int(low[place]), place + 1), max(int(high[place]), place + 1), float(top3[place]), tied))
    return result
