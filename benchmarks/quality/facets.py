"""Pain, delight and need, against what a survey asked or a researcher noted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.quality import intervals, sets
from benchmarks.quality.bench import Bench
from benchmarks.quality.intervals import Figure, one_hot
from benchmarks.quality.table import Row
from voc.encoder import FACETS

_FORCED = "The likeliest of the three. The gold is what the question asked for, which an answer need not follow."
_SAID = (
    "What is said as shipped (thresholds in heads.json; whatever patterns match): none, one or more. The held-out "
    "answers and as many GoEmotions test comments without emotion, which should be given none."
)
_NOISY = {
    "app_reviews_google_play": "Bug report = pain, feature request = need; who labelled them is not documented.",
    "va_research_quotes": "The collector's hint on the finding, not on the quote; few delights and needs. Noisy.",
    "transcripts_serdif_usability": "The collector's grouping of usability tags; sentences are often neutral. Noisy.",
}


def rows(bench: Bench) -> Iterator[Row]:
    """Macro-F1 over the facets that a set has."""
    for part in map(bench.some, sets.facets(bench.data)):
        names = "/".join(FACETS[number] for number in sorted(set(part.gold.tolist())))
        yield bench.row(f"macro-F1, {names}", part, "facet", _forced, note=_NOISY.get(part.name, _FORCED))
    mixed = bench.some(sets.answers(bench.data))
    yield bench.row("macro-F1, as said", mixed, "facets", _said, note=_SAID)
    plain = mixed.only(mixed.gold < 0)
    yield bench.row("given any facet, those of none", plain, "facets", _any, low=True, note=_SAID)


def _forced(given: Any, gold: Any) -> Figure:
    right = one_hot(gold, len(FACETS))
    there = right.any(axis=0)
    return intervals.macro_f1(right[:, there], one_hot(given, len(FACETS))[:, there])


def _any(given: Any, gold: Any) -> Figure:
    return intervals.mean(given[0].any(axis=1))


def _said(given: Any, gold: Any) -> Figure:
    return intervals.macro_f1(one_hot(gold, len(FACETS)), given[0])
