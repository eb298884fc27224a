"""Emotion scores of cells: participant-first means with cluster-bootstrap intervals.

Formula: the valence of a person in a cell is the mean of her quotes' valences there; the score of the cell is the
mean over its people, times 100, on -100 … +100. Interval: :func:`voc.journey.resample.mean_interval`. Method:
``method.md``, "Emotion score of a cell".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from voc.journey.model import Score
from voc.journey.resample import Array, mean_interval

NO_SCORE = Score(None, None, None)


def by_person(quotes: pd.DataFrame, people: Sequence[str], cells: Mapping[str, Sequence[str]]) -> Array:
    """The mean valence of each person in each cell: array (people, cells), NaN where she said nothing there.

    ``quotes`` needs ``quote_id``, ``person`` and ``valence``; ``cells`` maps a cell to the ids of its quotes.
    """
    place = pd.Index(people).get_indexer(pd.Index(quotes["person"]))
    row = pd.Index(quotes["quote_id"])
    valence = quotes["valence"].to_numpy(dtype=np.float64, na_value=np.nan)
    table = np.full((len(people), len(cells)), np.nan)
    for column, ids in enumerate(cells.values()):
        rows = row.get_indexer(pd.Index(list(ids), dtype=row.dtype))
        if (rows < 0).any():
            raise KeyError(f"a cell has quotes that are not in the table: {ids[int(np.argmin(rows))]!r}")
        table[:, column] = person_means(place[rows], valence[rows], len(people))
    return table


def person_means(person: NDArray[np.int64], values: Array, people: int) -> Array:
    """The mean of each person's values, (people,), of arrays (quotes,); NaN values do not count.

    >>> person_means(np.array([0, 0, 1, 1]), np.array([1.0, 0.0, np.nan, 0.5]), 3)
    array([0.5, 0.5, nan])
    """
    known = ~np.isnan(values)
    said = np.bincount(person[known], minlength=people)
    total = np.bincount(person[known], weights=values[known], minlength=people)
    return np.asarray(np.divide(total, said, out=np.full(people, np.nan), where=said > 0))


def scores(means: Array, drawn: Array, *, least: int) -> list[Score]:
    """Score each column of :func:`by_person`.

    Below ``least`` people there is no score (too few to show); one person alone never has an interval.

    >>> from voc.journey.resample import weights
    >>> scores(np.array([[0.2], [0.3], [0.5], [0.4]]), weights(4, 2000, 0), least=3)[0].score
    35.0
    >>> scores(np.array([[1.0], [0.0]]), weights(2, 2000, 0), least=3)
    [Score(score=None, low=None, high=None, correction=None)]
    """
    people = (~np.isnan(means)).sum(axis=0)
    shown = np.flatnonzero(people >= max(least, 1))
    # A cell that is not shown needs no interval: on a large study most are.
    low, high = mean_interval(means[:, shown], drawn, least=-1.0, most=1.0)
    result = [NO_SCORE] * means.shape[1]
    for place, column in enumerate(shown):
        mean = _hundred(float(np.nanmean(means[:, column])))
        ends = (None, None) if people[column] < 2 else (_hundred(float(low[place])), _hundred(float(high[place])))
        result[column] = Score(mean, *ends)
    return result


def _hundred(value: float) -> float:
    """To -100 … +100 with one decimal; never -0.0."""
    return round(100 * value, 1) + 0.0
