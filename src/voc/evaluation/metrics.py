"""The measures: pure functions from arrays to numbers. What is not defined (no case to divide by) is NaN, never 0."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

BINS = 10
# Numbers drawn at a time in a bootstrap: bounds its memory to some 100 MB whatever the size of the gold table.
_DRAWN_AT_ONCE = 4_000_000


def ratio(part: npt.ArrayLike, whole: npt.ArrayLike) -> Array:
    """``part / whole``, NaN where ``whole`` is 0; any shape."""
    part, whole = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    empty = np.full(np.broadcast(part, whole).shape, np.nan)
    return np.asarray(np.divide(part, whole, out=empty, where=whole != 0))


def precision(tp: Array, fp: Array) -> Array:
    """Share of the labels given that are right: tp / (tp + fp), in [0, 1] (van Rijsbergen 1979, ch. 7)."""
    return ratio(tp, tp + fp)


def recall(tp: Array, fn: Array) -> Array:
    """Share of the gold labels that were given: tp / (tp + fn), in [0, 1] (van Rijsbergen 1979, ch. 7)."""
    return ratio(tp, tp + fn)


def f1(tp: Array, fp: Array, fn: Array) -> Array:
    """Harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn), in [0, 1] (van Rijsbergen 1979, ch. 7).

    0 for a label that occurs and is never right; NaN for one that occurs on neither side.
    """
    return ratio(2 * tp, 2 * tp + fp + fn)


def macro(values: Array) -> Array:
    """Mean over the labels (last axis) that have a value: each label weighs the same (Sebastiani 2002, 7.1.1).

    Of F1 it is the mean of the labels' F1, as scikit-learn has it, not the F1 of mean precision and mean recall
    (Opitz & Burst 2019 on why the two differ).
    """
    there = ~np.isnan(values)
    return ratio(np.where(there, values, 0.0).sum(axis=-1), there.sum(axis=-1))


def micro_f1(tp: Array, fp: Array, fn: Array) -> Array:
    """F1 of the counts summed over the labels (last axis): each judgement weighs the same (Sebastiani 2002, 7.1.1)."""
    return f1(tp.sum(axis=-1), fp.sum(axis=-1), fn.sum(axis=-1))


def brier(confidence: Array, right: Bools) -> float:
    """Brier score: mean of (confidence - right)², in [0, 1], 0 best (Brier 1950). NaN for no case."""
    return float(np.mean((confidence - right) ** 2)) if len(confidence) else float("nan")


def equal_width(bins: int = BINS) -> Array:
    """The inner edges of bins of equal width over [0, 1]."""
    return np.linspace(0, 1, bins + 1)[1:-1]


def equal_mass(confidence: Array, bins: int = BINS) -> Array:
    """The inner edges of bins with as many cases each; equal confidences stay in one bin, so there may be fewer."""
    return np.unique(np.quantile(confidence, equal_width(bins))) if len(confidence) else np.array([])


def reliability(confidence: Array, right: Bools, inner: Array) -> tuple[Array, Array, Array]:
    """Cases, mean confidence and share right of each bin: three arrays of length ``len(inner) + 1``.

    Bins are open below and closed above, as in Guo et al. 2017. An empty bin has NaN for its mean and share.
    """
    place = np.searchsorted(inner, confidence, side="left")
    size = len(inner) + 1
    cases = np.bincount(place, minlength=size).astype(np.float64)
    sure = np.bincount(place, weights=confidence, minlength=size)
    hits = np.bincount(place, weights=right.astype(np.float64), minlength=size)
    return cases, ratio(sure, cases), ratio(hits, cases)


def calibration_error(cases: Array, confidence: Array, right: Array) -> float:
    """Expected calibration error of the bins of :func:`reliability`, in [0, 1], 0 best.

    ECE = Σ_b n_b / n · |share right_b - mean confidence_b| (Guo, Pleiss, Sun & Weinberger 2017, eq. 3). With few
    cases a bin it is biased upwards; bins of equal mass (Nixon et al. 2019) are less so. NaN for no case.
    """
    filled = cases > 0
    gaps = np.abs(right[filled] - confidence[filled])
    return float(ratio((cases[filled] * gaps).sum(), cases.sum()))


def pearson(x: Array, y: Array) -> float:
    """Pearson's r in [-1, 1]; NaN for fewer than two pairs or where one side is constant."""
    return _correlation("pearsonr", x, y)


def spearman(x: Array, y: Array) -> float:
    """Spearman's rho, the r of the ranks (ties share theirs), in [-1, 1]; NaN as for :func:`pearson`."""
    return _correlation("spearmanr", x, y)


def _correlation(name: str, x: Array, y: Array) -> float:
    from scipy import stats

    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(getattr(stats, name)(x, y).statistic)


def moments(x: Array, y: Array) -> Array:
    """What r is made of, to be summed over cases: array (cases, 6) of 1, x, y, x², y², xy.

    Both are centred and brought to unit spread first: r does not change, and its differences lose no digits.
    """
    x, y = _standard(x), _standard(y)
    return np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=-1)


def _standard(values: Array) -> Array:
    spread = float(values.std())
    return np.asarray((values - values.mean()) / (spread if spread > 0 else 1.0))


def r_of_moments(sums: Array) -> Array:
    """Pearson's r of sums of :func:`moments` (last axis); NaN where one side is constant."""
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    spread = np.clip(n * xx - x * x, 0, None) * np.clip(n * yy - y * y, 0, None)
    # A resample of equal values has no spread but what rounding leaves.
    real = spread > 1e-12 * n**4
    return np.asarray(np.clip(ratio(n * xy - x * y, np.where(real, np.sqrt(spread), 0.0)), -1, 1))


def by_cluster(parts: Array, clusters: npt.NDArray[np.intp]) -> Array:
    """Sum the rows of ``parts`` (cases, columns) over each cluster 0 … k-1: array (k, columns)."""
    sums = np.zeros((int(clusters.max(initial=-1)) + 1, parts.shape[1]))
    np.add.at(sums, clusters, parts)
    return sums


def resampled_sums(parts: Array, resamples: int, seed: int) -> Array:
    """Sum ``parts`` (clusters, columns) over clusters drawn with replacement: array (resamples, columns).

    The bootstrap of Efron 1979; of clusters, as Field & Welsh 2007. Equal rows are drawn as one, so that the work
    does not grow with the table, and rows are put in order, so that the result does not hang on theirs.
    """
    rows, counts = np.unique(parts, axis=0, return_counts=True)
    owner = np.repeat(np.arange(len(rows)), counts)
    draw = np.random.default_rng(seed)
    at_once = max(1, _DRAWN_AT_ONCE // max(1, len(owner)))
    sums = []
    for begin in range(0, resamples, at_once):
        size = min(at_once, resamples - begin)
        drawn = owner[draw.integers(0, len(owner), size=(size, len(owner)))]
        flat = (drawn + len(rows) * np.arange(size)[:, None]).ravel()
        weights = np.bincount(flat, minlength=size * len(rows)).reshape(size, len(rows))
        sums.append(weights.astype(np.float64) @ rows)
    return np.concatenate(sums)


def interval(replicates: Array, level: float = 0.95) -> tuple[Array, Array]:
    """The percentile interval over the resamples (first axis); NaN replicates do not count, all NaN gives NaN."""
    tail = 100 * (1 - level) / 2
    empty = np.isnan(replicates).all(axis=0)
    low, high = np.nanpercentile(np.where(empty, 0.0, replicates), [tail, 100 - tail], axis=0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)
