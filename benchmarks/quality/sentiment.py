"""Sentiment on sets that nobody here was trained on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.quality import intervals, sets
from benchmarks.quality.bench import Bench
from benchmarks.quality.intervals import Figure, one_hot
from benchmarks.quality.table import Row

BAR = 0.68
_SIDES = (
    "Where there are only two sides, the valence is judged, by the area under its ROC curve. womens_clothing_reviews "
    "is trained on and british_airways_reviews has no labels: neither is measured."
)


def rows(bench: Bench) -> Iterator[Row]:
    """Macro-recall of three classes; AUC of the valence where there are two."""
    for part, bar in ((sets.tweets(bench.data), BAR), (sets.rated(bench.data), None)):
        yield bench.row("macro-recall, 3 classes", bench.some(part), "sentiment", _recall, bar=bar)
    for part in map(bench.some, sets.good_or_bad(bench.data)):
        yield bench.row("AUC", part, "valence", intervals.auc, note=_SIDES)


def _recall(given: Any, gold: Any) -> Figure:
    return intervals.macro_recall(one_hot(gold, len(sets.SENTIMENTS)), one_hot(given[0], len(sets.SENTIMENTS)))
