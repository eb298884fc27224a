"""One kind of tag, or the valence, against gold: what is known of each unit, to the scores."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from voc.evaluation import metrics
from voc.evaluation.metrics import Array, Bools
from voc.evaluation.model import Bin, Calibration, KindScores, LabelScores, Score, ValenceScores


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How intervals are made."""

    resamples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Units:
    """The quotes that gold judged for a kind, one entry each.

    ``gold`` are the right labels, ``given`` the labels of the tags with their confidence (NaN if unknown), ``clusters``
    the number of the person.
    """

    gold: Sequence[tuple[str, ...]]
    given: Sequence[Mapping[str, float]]
    clusters: npt.NDArray[np.intp]


def kind_scores(kind: str, units: Units, *, single: bool, by: tuple[str, ...], draw: Bootstrap) -> KindScores:
    """Measure a kind; in a ``single`` one a quote has one label, and of several gold labels each is right."""
    expected = [_expected(*pair) for pair in zip(units.gold, units.given, strict=True)] if single else units.gold
    labels = sorted({label for sets in (expected, units.given) for one in sets for label in one})
    gold, given = _indicator(expected, labels), _indicator(units.given, labels)
    counts = np.hstack([gold & given, ~gold & given, gold & ~given]).astype(np.float64)
    tp, fp, fn = np.split(counts.sum(axis=0), 3)
    tagged, none = int(given.any(axis=1).sum()), int((~gold.any(axis=1)).sum())
    right = (gold == given).all(axis=1)
    of_label, macro, micro = _f1_scores(metrics.by_cluster(counts, units.clusters), draw)
    return KindScores(
        kind=kind,
        by=by,
        units=len(gold),
        none=none,
        tagged=tagged,
        abstained=len(gold) - tagged,
        accuracy=known(right.mean()) if single and len(gold) else None,
        selective_accuracy=known(metrics.ratio(tp.sum(), given.sum())),
        coverage=tagged / len(gold) if len(gold) else None,
        macro_f1=macro,
        micro_f1=micro,
        macro_recall=known(metrics.macro(metrics.recall(tp, fn))),
        labels=_label_scores(labels, tp, fp, fn, of_label),
        calibration=_calibration(units),
    )


def _expected(gold: tuple[str, ...], given: Collection[str]) -> tuple[str, ...]:
    """The one gold label a single tag is held to: the one it met, else the first that people named."""
    return tuple(label for label in gold if label in given)[:1] or gold[:1]


def _indicator(sets: Sequence[Iterable[str]], labels: Sequence[str]) -> Bools:
    """Which unit has which label: array (units, labels)."""
    place = {label: number for number, label in enumerate(labels)}
    rows = [(row, place[label]) for row, one in enumerate(sets) for label in one]
    table = np.zeros((len(sets), len(labels)), dtype=np.bool_)
    if rows:
        table[tuple(np.array(rows).T)] = True
    return table


def _f1_scores(parts: Array, draw: Bootstrap) -> tuple[list[Score], Score, Score]:
    """F1 of each label, macro and micro, from each cluster's counts (tp, fp, fn of every label)."""

    def measured(sums: Array) -> Array:
        tp, fp, fn = np.split(sums, 3, axis=-1)
        each = metrics.f1(tp, fp, fn)
        means = [metrics.macro(each), metrics.micro_f1(tp, fp, fn)]
        return np.concatenate([each, np.stack(means, axis=-1)], axis=-1)

    values = measured(parts.sum(axis=0))
    low = high = np.full(len(values), np.nan)
    if len(parts) > 1:
        low, high = metrics.interval(measured(metrics.resampled_sums(parts, draw.resamples, draw.seed)))
    *each, macro, micro = (Score(*map(known, row)) for row in zip(values, low, high, strict=True))
    return each, macro, micro


def _label_scores(
    labels: Sequence[str], tp: Array, fp: Array, fn: Array, of_label: Sequence[Score]
) -> tuple[LabelScores, ...]:
    rows = zip(labels, tp + fn, tp + fp, metrics.precision(tp, fp), metrics.recall(tp, fn), of_label, strict=True)
    return tuple(
        LabelScores(label, int(support), int(given), known(precise), known(found), f1)
        for label, support, given, precise, found, f1 in rows
    )


def _calibration(units: Units) -> Calibration:
    pairs = [
        (sure, label in gold)
        for gold, given in zip(units.gold, units.given, strict=True)
        for label, sure in given.items()
    ]
    told = [pair for pair in pairs if not math.isnan(pair[0])]
    sure = np.array([pair[0] for pair in told], dtype=np.float64)
    right = np.array([pair[1] for pair in told], dtype=np.bool_)
    inner = metrics.equal_width()
    table = metrics.reliability(sure, right, inner)
    mass = metrics.reliability(sure, right, metrics.equal_mass(sure))
    edges = [0.0, *map(float, inner), 1.0]
    bins = tuple(
        Bin(low, high, int(n), known(mean), known(share))
        for (low, high), n, mean, share in zip(pairwise(edges), *table, strict=True)
    )
    ece, other, brier = metrics.calibration_error(*table), metrics.calibration_error(*mass), metrics.brier(sure, right)
    return Calibration(len(told), len(pairs), known(ece), known(other), known(brier), bins)


def valence_scores(
    gold: Sequence[float], value: Sequence[float | None], clusters: npt.NDArray[np.intp], draw: Bootstrap
) -> ValenceScores:
    """Measure the value of sentiment rows by a gold number on any scale; ``None`` is a quote without a value."""
    there = np.array([one is not None for one in value], dtype=np.bool_)
    x = np.array(gold, dtype=np.float64)[there]
    y = np.array([one for one in value if one is not None], dtype=np.float64)
    low = high = math.nan
    _, owners = np.unique(clusters[there], return_inverse=True)
    if len(set(owners)) > 1:
        parts = metrics.by_cluster(metrics.moments(x, y), owners)
        replicates = metrics.r_of_moments(metrics.resampled_sums(parts, draw.resamples, draw.seed))
        low, high = (float(edge) for edge in metrics.interval(replicates))
    same_scale = len(x) > 0 and float(np.abs(gold).max()) <= 1
    return ValenceScores(
        units=len(x),
        missing=len(gold) - len(x),
        pearson=Score(known(metrics.pearson(x, y)), known(low), known(high)),
        spearman=known(metrics.spearman(x, y)),
        mean_absolute_error=known(np.abs(x - y).mean()) if same_scale else None,
    )


def known(value: float | Array) -> float | None:
    """A number as a plain one; NaN is unknown."""
    number = float(value)
    return None if math.isnan(number) else number
