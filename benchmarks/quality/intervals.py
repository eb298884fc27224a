"""Figures with their bootstrap 95 % intervals, over the measures of :mod:`voc.evaluation.metrics`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.evaluation import metrics

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]
RESAMPLES, SEED = 1000, 0


@dataclass(frozen=True)
class Figure:
    """A measured value and the interval it lies in."""

    value: float
    low: float
    high: float


def of_sums(parts: npt.ArrayLike, measure: Callable[[Array], Array]) -> Figure:
    """A measure of column sums of ``parts`` (cases, columns), cases drawn again and again."""
    parts = np.asarray(parts, dtype=np.float64)
    low, high = metrics.interval(measure(metrics.resampled_sums(parts, RESAMPLES, SEED)))
    return Figure(float(measure(parts.sum(axis=0))), float(low), float(high))


def pearson(given: npt.ArrayLike, gold: npt.ArrayLike) -> Figure:
    """Pearson's r."""
    pair = np.asarray(given, dtype=np.float64), np.asarray(gold, dtype=np.float64)
    return of_sums(metrics.moments(*pair), metrics.r_of_moments)


def mean(values: npt.ArrayLike) -> Figure:
    """The mean of values; of true and false, a share."""
    values = np.asarray(values, dtype=np.float64)
    parts = np.column_stack([values, np.ones(len(values))])
    return of_sums(parts, lambda sums: metrics.ratio(sums[..., 0], sums[..., 1]))


def _counts(gold: Bools, given: Bools) -> Bools:
    return np.hstack([gold & given, given & ~gold, gold & ~given])


def _macro_f1(sums: Array) -> Array:
    return metrics.macro(metrics.f1(*np.split(sums, 3, axis=-1)))


def macro_f1(gold: Bools, given: Bools) -> Figure:
    """Mean F1 of the labels, (cases, labels) each."""
    return of_sums(_counts(gold, given), _macro_f1)


def gain(gold: Bools, given: Bools, base: Bools) -> Figure:
    """By how much macro-F1 is higher than that of a baseline; both over the same cases."""
    both = np.hstack([_counts(gold, given), _counts(gold, base)])

    def difference(sums: Array) -> Array:
        ours, theirs = np.split(sums, 2, axis=-1)
        return _macro_f1(ours) - _macro_f1(theirs)

    return of_sums(both, difference)


def macro_recall(gold: Bools, given: Bools) -> Figure:
    """Mean recall of the labels, (cases, labels) each."""

    def measure(sums: Array) -> Array:
        return metrics.macro(metrics.ratio(*np.split(sums, 2, axis=-1)))

    return of_sums(np.hstack([gold & given, gold]), measure)


def ece(confidence: npt.ArrayLike, right: npt.ArrayLike) -> Figure:
    """Expected calibration error over ten bins of equal width (see ``metrics.calibration_error``).

    n_b · |share right - mean confidence| of a bin is the size of its sum of (right - confidence).
    """
    sure, hit = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    place = np.searchsorted(metrics.equal_width(), sure, side="left")
    parts = np.column_stack([np.eye(metrics.BINS)[place] * (hit - sure)[:, None], np.ones(len(sure))])
    return of_sums(parts, lambda sums: metrics.ratio(np.abs(sums[..., :-1]).sum(axis=-1), sums[..., -1]))


def auc(score: npt.ArrayLike, positive: Bools) -> Figure:
    """How often a positive case scores above a negative one, ties half (area under the ROC curve)."""
    _, place = np.unique(np.asarray(score), return_inverse=True)
    draw = np.random.default_rng(SEED)

    def of(rows: Ints) -> float:
        up = np.bincount(place[rows], weights=positive[rows], minlength=place.max() + 1)
        down = np.bincount(place[rows], weights=~positive[rows], minlength=place.max() + 1)
        below = np.cumsum(down) - down / 2
        return float(metrics.ratio((up * below).sum(), up.sum() * down.sum()))

    replicates = np.array([of(draw.integers(0, len(place), len(place))) for _ in range(RESAMPLES)])
    low, high = metrics.interval(replicates)
    return Figure(of(np.arange(len(place))), float(low), float(high))


def one_hot(labels: npt.ArrayLike, size: int) -> Bools:
    """Positions as rows of true and false; -1 is a row without a true."""
    return np.asarray(labels)[:, None] == np.arange(size)
