"""Whether a confidence is how often one is right, on data that it was not fitted on (of stages: see zero_shot)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.quality import intervals, sets
from benchmarks.quality.bench import Bench
from benchmarks.quality.intervals import Figure, one_hot
from benchmarks.quality.table import Row
from voc.encoder import FACETS

BAR = 0.05
_SAID = "Over the labels that are said, with the thresholds in heads.json."
_NEUTRAL = "Neutral, the last, is no emotion and never said (voc.taggers.emotion)."


def rows(bench: Bench) -> Iterator[Row]:
    """Expected calibration error of sentiment, emotions and facets."""
    for part in (sets.tweets(bench.data), sets.rated(bench.data)):
        yield bench.row("ECE of sentiment", bench.some(part), "sentiment", _of_labels, bar=BAR, low=True)
    part = bench.some(sets.emotions(bench.data, "test"))
    yield bench.row("ECE of emotions", part, "said", _of_emotions, bar=BAR, low=True, note=f"{_SAID} {_NEUTRAL}")
    part = bench.some(sets.answers(bench.data))
    yield bench.row("ECE of facets", part, "facets", _of_facets, bar=BAR, low=True, note=_SAID)


def _of_labels(given: Any, gold: Any) -> Figure:
    return intervals.ece(given[1], given[0] == gold)


def _of_said(given: Any, gold: Any) -> Figure | None:
    said, sure = given
    return None if sure is None or not said.any() else intervals.ece(sure[said], gold[said])


def _of_emotions(given: Any, gold: Any) -> Figure | None:
    return _of_said((given[0][:, :-1], given[1][:, :-1]), gold[:, :-1])


def _of_facets(given: Any, gold: Any) -> Figure | None:
    return _of_said(given, one_hot(gold, len(FACETS)))
