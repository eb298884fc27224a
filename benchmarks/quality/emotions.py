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

BAR = 0.52
_TRIED = np.linspace(0.02, 0.9, 45)
_NOTE = "For each label the threshold that is best on GoEmotions' dev split."
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
    """For each label the least probability that makes its F1 highest."""
    chances, gold = system.emotions(dev.texts), dev.gold
    if chances is None:
        return None
    said = chances[None] >= _TRIED[:, None, None]
    hits = (said & gold).sum(axis=1)
    f1 = 2 * hits / np.maximum(said.sum(axis=1) + gold.sum(axis=0), 1)
    return _TRIED[f1.argmax(axis=0)]
