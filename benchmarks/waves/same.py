"""A/A: people of one survey cut at random into two waves. Nothing changed; how much is said to have?"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

import numpy as np

from benchmarks.statistics.table import Row
from benchmarks.waves.studies import Mask, Surveyed, chosen, surveys

SPLITS = 200
WAVES = 4
CHANGED = {"moved", "new", "gone", "explained by a changed mix of sources"}
_NOTE = (
    "Of cells with a verdict (stages, touchpoints, pains), those that are not within noise; beside it the share of "
    "splits in which any cell is, how many cells have a verdict, and how many of their 95 % intervals hold 0."
)
_TRENDS = "Of cells that four waves give a trend, those that are not within noise; beside it of splits with any."


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """Each survey, with 60 people a wave and with all; then four waves of 60."""
    splits = SPLITS // 10 if given.quick else SPLITS
    for survey in surveys(given.data, given.tier):
        everyone = survey.everyone
        for n in (60, int(everyone.sum()) // 2):
            yield _changes(survey, everyone, n, splits)
        yield _trends(survey, everyone, 60, splits)


def _changes(survey: Surveyed, everyone: Mask, n: int, splits: int) -> Row:
    draw = np.random.default_rng(0)
    found: Counter[str | None] = Counter()
    any_one, held = 0, []
    for split in range(splits):
        made = survey.changes(*chosen(draw, everyone, n), seed=split)
        verdicts = Counter(one.verdict for one in made)
        found += verdicts
        any_one += any(verdicts[name] for name in CHANGED)
        gaps = [one.difference for one in made if one.difference is not None]
        held += [gap.low <= 0 <= gap.high for gap in gaps if gap.low is not None and gap.high is not None]
    told = sum(count for name, count in found.items() if name is not None)
    share = sum(found[name] for name in CHANGED) / max(told, 1)
    beside = {"any cell": any_one / splits, "cells": str(round(told / splits)), "hold 0": float(np.mean(held))}
    return Row(f"A/A {survey.title}, {n} people a wave", splits, share, (None, 0.05), beside, _NOTE)


def _trends(survey: Surveyed, everyone: Mask, n: int, splits: int) -> Row:
    draw, found, any_one = np.random.default_rng(0), [], 0
    for _ in range(splits):
        made = survey.trends(chosen(draw, everyone, n, WAVES))
        called = [one.direction != "within noise" for one in made if one.direction is not None]
        found, any_one = found + called, any_one + any(called)
    beside = {"any cell": any_one / splits, "cells": str(round(len(found) / splits))}
    name = f"A/A trends, {survey.title}, {WAVES} waves of {n}"
    return Row(name, splits, float(np.mean(found)), (None, 0.05), beside, _TRENDS)
