"""Emotion scores of cells: participant-first means with cluster-bootstrap intervals.

Formula: the valence of a person in a cell is the mean of her quotes' valences there; the score of the cell is the
mean over its people, times 100, on -100 … +100. Method: ``method.md``, "Emotion score of a cell".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from voc.journey.model import Score
from voc.journey.resample import Array, interval, weighted_means

NO_SCORE = Score(None, None, None)


def by_person(quotes: pd.DataFrame, people: Sequence[str], cells: Mapping[str, Sequence[str]]) -> Array:
    """The mean valence of each person in each cell: array (people, cells), NaN where she said nothing there.

    ``quotes`` needs ``quote_id``, ``person`` and ``valence``; ``cells`` maps a cell to the ids of its quotes.
    """
    table = np.full((len(people), len(cells)), np.nan)
    rows = {person: row for row, person in enumerate(people)}
    known = quotes.set_index("quote_id")
    for column, ids in enumerate(cells.values()):
        means = known.loc[list(ids)].groupby("person")["valence"].mean()
        for person, mean in means.items():
            table[rows[str(person)], column] = mean
    return table


def scores(means: Array, drawn: Array, *, least: int) -> list[Score]:
    """Score each column of :func:`by_person`.

    Below ``least`` people there is no score (too few to show); one person alone never has an interval.

    >>> from voc.journey.resample import weights
    >>> scores(np.array([[1.0], [0.0], [0.5]]), weights(3, 2000, 0), least=3)
    [Score(score=50.0, low=0.0, high=100.0)]
    >>> scores(np.array([[1.0], [0.0]]), weights(2, 2000, 0), least=3)
    [Score(score=None, low=None, high=None)]
    """
    low, high = interval(weighted_means(means, drawn))
    result = []
    for column in range(means.shape[1]):
        people = means[~np.isnan(means[:, column]), column]
        if len(people) < least or len(people) == 0:
            result.append(NO_SCORE)
            continue
        alone = len(people) < 2
        result.append(
            Score(
                _hundred(float(people.mean())),
                None if alone else _hundred(float(low[column])),
                None if alone else _hundred(float(high[column])),
            )
        )
    return result


def _hundred(value: float) -> float:
    """To -100 … +100 with one decimal; never -0.0."""
    return round(100 * value, 1) + 0.0
