"""The 28 labels of GoEmotions on its test split."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.quality import intervals, sets
from benchmarks.quality.bench import Bench
from benchmarks.quality.intervals import Array
from benchmarks.quality.systems import System
from benchmarks.quality.table import Row
from training.thresholds import best_threshold

BAR = 0.52
_NOTE = "For each label the threshold by GoEmotions' dev split (training/thresholds.py)."
_SHIPPED = "With the thresholds in heads.json."


def rows(bench: Bench) -> Iterator[Row]:
    """Macro-F1 with thresholds from dev, and with those that are shipped."""
    dev, test = (bench.some(sets.emotions(bench.data, split)) for split in ("dev", "test"))
    least = {key: thresholds(system, dev) for key, system in bench.systems.items()}
    able = {key: bench.systems[key] for key, limits in least.items() if limits is not None}
    cells = {key: intervals.macro_f1(test.gold, one.emotions(test.texts) >= least[key]) for key, one in able.items()}
    name = "macro-F1, 28 labels"
    yield Row(f"{test.name}: {name}", len(test.texts), cells, BAR, note=_NOTE)
    yield bench.row(f"{name}, as shipped", test, "said", _said, note=_SHIPPED)


def _said(given: Any, gold: Any) -> intervals.Figure:
    return intervals.macro_f1(gold, given[0])


def thresholds(system: System, dev: sets.Labelled) -> Array | None:
    """For each label the least probability at which it is said."""
    chances = system.emotions(dev.texts)
    return None if chances is None else np.array(list(map(best_threshold, chances.T, dev.gold.T)))
