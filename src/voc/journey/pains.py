"""Pain points: which they are, how severe, and how sure their order is.

A quote speaks of a pain if it has the pain facet, or a negative valence and no delight facet; what is told of
somebody else (hearsay) does not count. Pains are themes of such quotes at one stage.

* prevalence = people who raised it / people who could have;
* intensity = mean over those people of the mean |valence| of their negative quotes on it. Whoever put it in plain words
  ("the courier never came") has none that can be measured; unknown is not 0, so she counts with the mean of the
  others who raised it, or, where it has none at all, with the mean over all pains;
* severity = prevalence × intensity.

Two pains are told apart by the paired t test over people (Student 1908), and tied where it cannot tell them. Of a pain
the rank is from 1 + the number of pains that are surely more severe to the number of all less those that are surely
less so (Mogstad, Romano, Shaikh & Wilhelm 2024, "Inference for ranks", here without their correction for the number of
pains). Percentiles of resampled ranks are narrower, and missed the true rank of one pain in seven where many are nearly
alike (``python -m benchmarks.statistics --only ranks``). P(top 3) comes from the resamples of
:mod:`voc.journey.resample`, whose people are drawn once for the whole map. Method: ``method.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc.journey.resample import Array, mean_interval
from voc.journey.shares import wilson

# Of pairs that are alike, so many are told apart by chance: 2.5 % either way.
_TELLS_APART = 0.975
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
    return _speaks(quotes, facets, of="pain", against="delight", sentiment="negative")


def pleases(quotes: pd.DataFrame, facets: dict[str, set[str]]) -> pd.Series[bool]:
    """Which quotes speak of a delight: the delight facet, or a positive valence and no pain facet."""
    return _speaks(quotes, facets, of="delight", against="pain", sentiment="positive")


def _speaks(
    quotes: pd.DataFrame, facets: dict[str, set[str]], *, of: str, against: str, sentiment: str
) -> pd.Series[bool]:
    ids = quotes["quote_id"]
    said, other, hearsay = (ids.isin(facets.get(facet, set())) for facet in (of, against, "hearsay"))
    return (said | ((quotes["sentiment"] == sentiment) & ~other)) & ~hearsay


def intensities(
    quotes: pd.DataFrame, themes: Sequence[Sequence[str]], people: Sequence[str], *, side: int = -1
) -> Array:
    """How strongly each person put each theme: array (people, themes) in [0, 1], NaN where she did not raise it.

    ``side`` is -1 for pains and +1 for delights: the sign of the valences that count. Where nobody's words can be
    measured at all, everyone counts 1: severity is then the prevalence.
    """
    valence = side * quotes["valence"].to_numpy(dtype=np.float64, na_value=np.nan)
    told = quotes.assign(
        strength=np.where(valence > 0, valence, np.nan), place=pd.Index(people).get_indexer(pd.Index(quotes["person"]))
    )
    known = told.set_index("quote_id")[["strength", "place"]]
    table = np.full((len(people), len(themes)), np.nan)
    for column, ids in enumerate(themes):
        measured = known.loc[list(ids)].groupby("place")["strength"].mean()
        table[measured.index, column] = measured.fillna(measured.mean()).fillna(_UNKNOWN)
    measurable = table[table >= 0]
    return np.where(table == _UNKNOWN, measurable.mean() if len(measurable) else 1.0, table)


def rank(strengths: Array, drawn: Array) -> list[Ranked]:
    """Rank themes by severity, most severe first; positions in ``tied`` are ranks, from 1.

    ``strengths`` is (people who could have raised a pain, themes) as :func:`intensities` gives it.
    """
    people, themes = strengths.shape
    if themes == 0:
        return []
    raised = (~np.isnan(strengths)).sum(axis=0)
    felt = np.nan_to_num(strengths)
    severity = felt.mean(axis=0)
    low, high = mean_interval(felt, drawn, least=0.0, most=1.0)
    share_low, share_high = wilson(raised.astype(np.float64), people)
    order = sorted(range(themes), key=lambda theme: (-severity[theme], theme))
    above = _more_severe(felt[:, order])
    top3 = _top3(drawn @ felt[:, order])
    return [
        Ranked(
            theme,
            float(severity[theme]),
            float(low[theme]),
            float(high[theme]),
            float(share_low[theme]),
            float(share_high[theme]),
            float(severity[theme] * people / raised[theme]),
            int(raised[theme]),
            rank_low=1 + int(above[:, place].sum()),
            rank_high=themes - int(above[place].sum()),
            p_top3=float(top3[place]),
            tied=tuple(int(other) + 1 for other in np.flatnonzero(~above[place] & ~above[:, place]) if other != place),
        )
        for place, theme in enumerate(order)
    ]


def _more_severe(felt: Array) -> npt.NDArray[np.bool_]:
    """Which theme is surely more severe than which: array (themes, themes), by the paired t test over people.

    ``felt`` is (people, themes): how strongly each person put each theme, 0 where she did not raise it.
    """
    from scipy.special import stdtrit

    people, themes = felt.shape
    if people < 2:
        return np.zeros((themes, themes), dtype=bool)
    spread = np.cov(felt, rowvar=False).reshape(themes, themes)
    own = np.diag(spread)
    error = np.sqrt(np.maximum(own[:, None] + own - 2 * spread, 0) / people)
    lead = felt.mean(axis=0)[:, None] - felt.mean(axis=0)
    # What is left of a difference of equals by rounding is none.
    return np.asarray((lead > 1e-12) & (lead > stdtrit(people - 1, _TELLS_APART) * error))


def _top3(severities: Array) -> Array:
    """The chance of each theme to be among the three most severe, by resample; equals share it."""
    from scipy.stats import rankdata

    best, worst = (rankdata(-severities, method=method, axis=1) for method in ("min", "max"))
    return np.asarray(np.clip((4 - best) / (worst - best + 1), 0, 1).mean(axis=0))
