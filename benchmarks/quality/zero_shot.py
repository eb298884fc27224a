"""Stages of codebooks never seen before: who finds them, and who knows that a text belongs to none.

The tagger's matcher is run over a whole set at once, as over a study: it widens its profiles from the texts. A quarter
of the texts are CLINC150's out-of-scope ones, which no stage fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from benchmarks.quality import intervals, sets
from benchmarks.quality.bench import Bench
from benchmarks.quality.intervals import Array, Bools, Figure, one_hot
from benchmarks.quality.readers import Remembering, say
from benchmarks.quality.table import Row
from voc.codebook import Code, Codebook
from voc.quotes import complete
from voc.taggers import Texts, _match
from voc.taggers._base import Meaning
from voc.taggers.stage import THRESHOLD

# Texts of a set at most, and texts of none for each of them.
TEXTS, OUTSIDE = 1500, 1 / 3
BAR, BAR_ECE = 0.08, 0.05
_WHOLE = (
    "The stage tagger's judgement of each text by itself: cues, words and meanings. Under frozen MiniLM its vectors "
    "stand in for ours in the same tagger."
)
_ALONE = "The nearest prototype: the mean of the meaning and up to two examples, the same for every encoder."
_GAIN = "Macro-F1 of the whole tagger less that of frozen MiniLM's prototypes, over the same texts."
_SEEN = " Of CLINC150 the test split: its intents, not these texts, are among the training pairs."


@dataclass(frozen=True)
class Study:
    """A set as a study: its texts and those of no stage, with the right stage (-1: none)."""

    name: str
    book: Codebook
    texts: Texts
    right: np.ndarray
    inside: Bools

    def chances(self, reader: Remembering | None) -> Array:
        """The tagger's probabilities of the stages, (texts, stages)."""
        meaning = None
        if reader is not None:
            meaning = Meaning(reader, reader.encode([quote.text for quote in self.texts.quotes]), {})
        fit = _match.fit(replace(self.texts, meaning=meaning), self.book.stages, self.book)
        return _match.softmax_with_none(fit.own, _match.NONE)

    def near(self, reader: Remembering) -> Array:
        """Cosines to the prototypes, (texts, stages)."""
        texts = [quote.text for quote in self.texts.quotes]
        return reader.encode(texts).vectors @ prototypes(self.book.stages, reader).T

    def guessed(self, scores: Array) -> Bools:
        """The best stage of each text that has one, as rows of true and false."""
        return one_hot(scores[self.inside].argmax(axis=1), len(self.book.stages))

    @property
    def gold(self) -> Bools:
        """The right stages of the texts that have one."""
        return one_hot(self.right[self.inside], len(self.book.stages))


def prototypes(codes: tuple[Code, ...], reader: Remembering) -> Array:
    """The mean of the vectors of a meaning and up to two examples, of unit length."""
    rows = [reader.encode([f"{code.title}: {code.meaning}", *code.examples[:2]]).vectors.mean(axis=0) for code in codes]
    return np.stack([row / np.linalg.norm(row) for row in rows])


def study(bench: Bench, name: str) -> Study:
    """Draw a set and texts of none, and read their words."""
    book = sets.codebook(name)
    given = bench.some(sets.stages(bench.data, name, book), TEXTS)
    none = bench.some(sets.outside(bench.data), round(len(given.texts) * OUTSIDE))
    say(f"    words of {name}")
    table = complete(pd.DataFrame({"text": [*given.texts, *none.texts]}))
    right = np.concatenate([given.gold, none.gold])
    return Study(name, book, Texts.of(table), right, right >= 0)


def rows(bench: Bench) -> Iterator[Row]:
    """All measures for each set."""
    for name in sets.STAGES:
        made = study(bench, name)
        readers = {key: system.reader for key, system in bench.systems.items() if system.reader is not None}
        whole = {key: made.chances(reader) for key, reader in {**readers, "cues": None}.items()}
        alone = {key: made.near(reader) for key, reader in readers.items()}
        yield from _found(made, whole, alone)
        yield from _sure(made, whole)


def _found(made: Study, whole: dict[str, Array], alone: dict[str, Array]) -> Iterator[Row]:
    """Which stage: forced to choose, over the texts that have one."""
    count, gold, seen = int(made.inside.sum()), made.gold, _SEEN if made.name == "clinc" else ""

    def f1(scores: dict[str, Array]) -> dict[str, Figure | None]:
        return {key: intervals.macro_f1(gold, made.guessed(one)) for key, one in scores.items()}

    size = len(made.book.stages)
    yield Row(f"{made.name}, {size} stages: macro-F1, whole tagger", count, f1(whole), note=_WHOLE + seen)
    yield Row(f"{made.name}: macro-F1, prototypes alone", count, f1(alone), note=_ALONE)
    if "frozen" in alone:
        base = made.guessed(alone["frozen"])
        gains = {key: intervals.gain(gold, made.guessed(one), base) for key, one in whole.items()}
        bar = None if seen else BAR
        yield Row(f"{made.name}: gain over frozen prototypes", count, gains, bar, note=_GAIN, difference=True)
    right = {key: intervals.mean((gold & made.guessed(one)).any(axis=1)) for key, one in whole.items()}
    yield Row(f"{made.name}: accuracy, whole tagger", count, right)


def _sure(made: Study, whole: dict[str, Array]) -> Iterator[Row]:
    """Whether to say one at all."""
    best = {key: (one.argmax(axis=1), one.max(axis=1)) for key, one in whole.items()}
    tagged = {key: sure >= THRESHOLD for key, (_, sure) in best.items()}
    right = {key: code == made.right for key, (code, _) in best.items()}
    inside, outside = int(made.inside.sum()), int((~made.inside).sum())
    cells = {key: intervals.mean(one[made.inside]) for key, one in tagged.items()}
    yield Row(f"{made.name}: texts tagged", inside, cells)
    cells = {key: intervals.mean(right[key][one & made.inside]) for key, one in tagged.items()}
    yield Row(f"{made.name}: right among them", inside, cells)
    cells = {key: intervals.mean(one[~made.inside]) for key, one in tagged.items()}
    yield Row(f"{made.name}: texts of no stage, wrongly tagged", outside, cells, low=True)
    cells = {key: intervals.ece(sure, right[key]) for key, (_, sure) in best.items()}
    yield Row(f"{made.name}: ECE, with texts of no stage", inside + outside, cells, BAR_ECE, low=True)
