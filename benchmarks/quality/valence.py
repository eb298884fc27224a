"""Valence against the means of human raters, on sentences that were never trained on."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.quality import intervals, sets
from benchmarks.quality.bench import Bench
from benchmarks.quality.table import Row

BARS = {"amazon": 0.80, "movies": 0.80, "nyt": 0.70, "tweets": 0.89}
_NOTE = "The fifth of VADER's ground truth whose index is 0 mod 5. VADER's own authors made this set and tuned on it."


def rows(bench: Bench) -> Iterator[Row]:
    """Pearson's r for each part of the ground truth."""
    for part in map(bench.some, sets.valence(bench.data)):
        yield bench.row("Pearson r", part, "valence", intervals.pearson, bar=BARS[part.name], note=_NOTE)
