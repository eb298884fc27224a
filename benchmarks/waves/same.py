"""A/A: people of one survey cut at random into two waves. Nothing changed; how much is said to have?"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

import numpy as np

from benchmarks.statistics.table import Row
from benchmarks.waves.studies import Surveyed, chosen, surveys

SPLITS = 200
CHANGED = {"moved", "new", "gone", "explained by a changed mix of sources"}
_NOTE = (
    "Of cells with a verdict (stages, touchpoints, pains), those that are not within noise; beside it the share of "
    "splits in which any cell is, and how many cells have a verdict."
)


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """Each survey, with 60 people a wave and with all."""
    splits = SPLITS // 10 if given.quick else SPLITS
    for survey in surveys(given.data, given.tier):
        spoke = _spoke(survey)
        for n in (60, int(spoke.sum()) // 2):
            yield _row(survey, n, splits)


def _spoke(survey: Surveyed) -> np.ndarray:
    there = np.zeros(survey.said.people, dtype=bool)
    there[survey.said.person] = True
    return there


def _row(survey: Surveyed, n: int, splits: int) -> Row:
    draw, spoke = np.random.default_rng(0), _spoke(survey)
    found: Counter[str | None] = Counter()
    any_one = 0
    for split in range(splits):
        verdicts = Counter(one.verdict for one in survey.changes(*chosen(draw, spoke, n), seed=split))
        found += verdicts
        any_one += any(verdicts[name] for name in CHANGED)
    told = sum(count for name, count in found.items() if name is not None)
    beside = {"any cell": any_one / splits, "cells": str(round(told / splits))}
    share = sum(found[name] for name in CHANGED) / max(told, 1)
    return Row(f"A/A {survey.title}, {n} people a wave", splits, share, (None, 0.05), beside, _NOTE)
