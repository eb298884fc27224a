"""How often the intervals of a share of people and of a severity hold the truth."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np

from benchmarks.statistics.table import Row
from voc.journey.resample import interval, mean_interval, weights
from voc.journey.shares import wilson

CASES = [(people, share) for people in (15, 40, 120) for share in (0.1, 0.3, 0.7)]
STUDIES, RESAMPLES = 2000, 1000


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """One row a share, one a severity."""
    studies = STUDIES // 10 if given.quick else STUDIES
    for people, share in CASES:
        draw = np.random.default_rng(people)
        drawn = weights(people, RESAMPLES, 0)
        raised = draw.random((people, studies)) < share
        count = raised.sum(axis=0).astype(float)
        boot = held(interval(drawn @ raised / people), share)
        note = "A share of so few people takes few values; its coverage jumps about 95 % from one to the next."
        ours = held(wilson(count, people), share)
        yield Row(f"share of {share:.0%} of {people} people", studies, ours, beside={"bootstrap": boot}, note=note)
        felt = raised * draw.beta(2, 2, raised.shape)
        true = share * 0.5
        shown = count >= 3
        low, high = mean_interval(felt, drawn, least=0.0, most=1.0)
        within = ((low <= true) & (true <= high))[shown]
        percentile = held(interval(drawn @ felt[:, shown] / people), true)
        name = f"severity of a pain that {share:.0%} of {people} people raise"
        note = "Of pains that are shown, which three people raised: of a rare one, those that were met too often."
        yield Row(name, int(shown.sum()), float(within.mean()), (0.93, None), {"percentile": percentile}, note)


def held(ends: tuple[np.ndarray, np.ndarray], true: float) -> float:
    """How often the truth lies within."""
    low, high = ends
    return float(((low <= true + 1e-9) & (true - 1e-9 <= high)).mean())
