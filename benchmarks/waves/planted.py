"""A stage made 20 points worse in one of two waves of the same survey: how often is it told, and is anything else?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.statistics.table import Row
from benchmarks.waves.same import CHANGED
from benchmarks.waves.studies import Mask, Surveyed, chosen, surveys
from voc.journey._places import Place, Said, Side

PEOPLE, SHIFT, SPLITS = 60, 0.2, 200
_NOTE = (
    "60 people a wave who spoke of the stage, every valence there 0.2 lower (not below −1) in the second. Beside it: "
    "the standard deviation between people in points, what a t test of this stage alone finds at 5 %, the share of "
    "other stages called changed, and what is found of any 60 people a wave, of whom so many (n) speak of the stage."
)


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """Every stage of every survey of which enough people spoke."""
    splits = SPLITS // 10 if given.quick else SPLITS
    for survey in surveys(given.data, given.tier):
        for number, place in enumerate(survey.places):
            if place.family == "stage" and (spoke := _spoke(survey, place)).sum() >= 2 * PEOPLE:
                yield _row(survey, number, place, spoke, splits)


def _spoke(survey: Surveyed, place: Place) -> Mask:
    spoke = np.zeros(survey.said.people, dtype=bool)
    spoke[survey.said.person[place.rows]] = True
    return spoke


def _worse(survey: Surveyed, place: Place, wave: Mask) -> Said:
    """What people said, with the stage made worse for those of a wave."""
    values = survey.said.values.copy()
    rows = place.rows[wave[survey.said.person[place.rows]]]
    values[rows] = np.maximum(values[rows] - SHIFT, -1.0)
    return replace(survey.said, values=values)


def _row(survey: Surveyed, number: int, place: Place, spoke: Mask, splits: int) -> Row:
    from scipy.stats import ttest_ind

    draw = np.random.default_rng(0)
    others = [i for i, one in enumerate(survey.places) if one.family == "stage" and i != number]
    found, alone, strays, spreads = 0, 0, [], []
    for split in range(splits):
        before, after = chosen(draw, spoke, PEOPLE)
        said = _worse(survey, place, after)
        made = survey.changes(before, after, said=said, seed=split)
        found += made[number].verdict == "moved"
        strays += [made[i].verdict in CHANGED for i in others if made[i].verdict is not None]
        means = [Side("", said, wave[said.person]).values(place)[wave] for wave in (before, after)]
        spreads.append(100 * float(np.nanstd(means[0], ddof=1)))
        alone += ttest_ind(*means, equal_var=False, nan_policy="omit").pvalue <= 0.05
    beside = {"spread": float(np.mean(spreads)), "t test": alone / splits, "others": float(np.mean(strays))}
    beside |= _of_any(survey, number, place, spoke, max(splits // 4, 5))
    return Row(f"−20 points, {survey.title}, {place.stage}", splits, found / splits, (0.9, None), beside, _NOTE)


def _of_any(survey: Surveyed, number: int, place: Place, spoke: Mask, splits: int) -> dict[str, float | str]:
    """The same for 60 people a wave whoever they are."""
    draw, found, n = np.random.default_rng(1), 0, []
    for split in range(splits):
        before, after = chosen(draw, survey.everyone, PEOPLE)
        made = survey.changes(before, after, said=_worse(survey, place, after), seed=split)
        found += made[number].verdict == "moved"
        n.append(int(spoke[after].sum()))
    return {"of any 60": found / splits, "n": str(round(float(np.mean(n))))}
