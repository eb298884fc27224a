"""What is compared: each gives what it can of valence, sentiment, emotions and facets, and ``None`` for the rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from benchmarks.quality import sets
from benchmarks.quality.intervals import Array, Bools
from benchmarks.quality.readers import Frozen, Remembering, say, tier
from training import data as training
from voc.encoder import EMOTIONS, FACETS
from voc.language import words_of
from voc.taggers import facets as facet_cues
from voc.taggers import vader
from voc.taggers._poles import label

# Rows that a head on frozen vectors is trained on, for each task: more change little and take long.
FROZEN_ROWS = 20_000
# Inverse regularisation of the baselines' heads, the usual choice for sparse and for unit vectors of this size.
TFIDF_C, FROZEN_C, ALPHA = 4.0, 10.0, 1.0

Labels = tuple[np.ndarray[Any, Any], Array]


class System:
    """One that gives nothing."""

    reader: Remembering | None = None

    def valence(self, texts: list[str]) -> Array | None:
        """A number a text, the higher the better."""
        return None

    def sentiment(self, texts: list[str]) -> Labels | None:
        """Positions in negative, neutral, positive, and the confidence of each."""
        return None

    def emotions(self, texts: list[str]) -> Array | None:
        """Probabilities, (texts, 28)."""
        return None

    def said(self, texts: list[str]) -> tuple[Bools, Array] | None:
        """Emotions that it says as it is shipped, and the confidence of each, (texts, 28)."""
        return None

    def facet(self, texts: list[str]) -> np.ndarray[Any, Any] | None:
        """Positions in pain, delight, need: the likeliest."""
        return None

    def facets(self, texts: list[str]) -> tuple[Bools, Array | None] | None:
        """Pain, delight, need: those it says as it is shipped, (texts, 3), and the confidence of each."""
        return None


class Ours(System):
    """A tier of the encoder with its calibrated heads."""

    def __init__(self, reader: Remembering) -> None:
        self.reader = reader

    def _moods(self, texts: list[str]) -> tuple[Array, Array]:
        heads = self.reader.heads
        lexicon = np.array([vader.valence(text) for text in texts], dtype=np.float32) if heads.needs_lexicon else None
        return heads.moods(self.reader.encode(texts), lexicon)

    def valence(self, texts: list[str]) -> Array:
        return self._moods(texts)[0]

    def sentiment(self, texts: list[str]) -> Labels:
        return _likeliest(self._moods(texts)[1])

    def emotions(self, texts: list[str]) -> Array:
        return self.reader.encode(texts).emotions

    def said(self, texts: list[str]) -> tuple[Bools, Array]:
        read = self.reader.encode(texts)
        return read.emotions >= self.reader.heads.emotions, self.reader.heads.emotion_chances(read)

    def facet(self, texts: list[str]) -> np.ndarray[Any, Any]:
        return self.reader.encode(texts).facets.argmax(axis=1)

    def facets(self, texts: list[str]) -> tuple[Bools, Array]:
        read = self.reader.encode(texts)
        return read.facets >= self.reader.heads.facets, self.reader.heads.facet_chances(read)


class Vader(System):
    """VADER as its authors ship it; the confidence is our tagger's."""

    def valence(self, texts: list[str]) -> Array:
        return np.array([vader.valence(text) for text in texts])

    def sentiment(self, texts: list[str]) -> Labels:
        values = self.valence(texts)
        labels = [sets.SENTIMENTS.index(label(value)) for value in values]
        return np.array(labels), np.array([vader.confidence(value) for value in values])


class Cues(System):
    """``--tagger cues``: patterns and similar words, no model."""

    def facets(self, texts: list[str]) -> tuple[Bools, None]:
        found = [facet_cues.find(text, words) for text, words in zip(texts, words_of(texts), strict=True)]
        return np.array([[facet in one for facet in FACETS] for one in found]), None


class Learned(System):
    """Ridge and logistic regression on features, trained on the rows that ours was trained on."""

    def __init__(self, title: str, features: Callable[[], Any], data: Path, c: float, most: int | None) -> None:
        self.title, self._features, self._data, self._c, self._most = title, features, data, c, most

    def _fit(self, head: BaseEstimator, target: Callable[[training.Row], Any]) -> Any:
        """A head fitted on the rows that have a target."""
        pairs = [(row.text, what) for row in rows_of(self._data) if (what := target(row)) is not None]
        pairs = pairs[: self._most]
        say(f"    {self.title} learns from {len(pairs):,} rows")
        texts, targets = zip(*pairs, strict=True)
        return make_pipeline(self._features(), head).fit(texts, np.array(targets))

    @cached_property
    def _valence(self) -> Any:
        return self._fit(Ridge(ALPHA), lambda row: row.valence)

    @cached_property
    def _sentiment(self) -> Any:
        named = moods_of_emotions(self._data)
        return self._fit(self._logistic(), lambda row: mood(row, named))

    @cached_property
    def _emotions(self) -> Any:
        each = LogisticRegression(C=self._c, solver="liblinear")
        return self._fit(OneVsRestClassifier(each), lambda row: _flags(row.emotions))

    @cached_property
    def _facets(self) -> Any:
        return self._fit(self._logistic(), lambda row: None if row.facet == len(FACETS) else row.facet)

    def _logistic(self) -> LogisticRegression:
        return LogisticRegression(C=self._c, max_iter=500)

    def valence(self, texts: list[str]) -> Array:
        return self._valence.predict(texts)

    def sentiment(self, texts: list[str]) -> Labels:
        return _likeliest(self._sentiment.predict_proba(texts))

    def emotions(self, texts: list[str]) -> Array:
        return self._emotions.predict_proba(texts)

    def facet(self, texts: list[str]) -> np.ndarray[Any, Any]:
        return self._facets.predict(texts)


def _flags(emotions: tuple[int, ...] | None) -> list[int] | None:
    return None if emotions is None else [int(number in emotions) for number in range(len(EMOTIONS))]


def _likeliest(chances: Array) -> Labels:
    return chances.argmax(axis=1), chances.max(axis=1)


@cache
def rows_of(data: Path) -> list[training.Row]:
    """The rows that ours is trained on, read once; in random order, so that the first ones are a fair part."""
    say("  training rows")
    rows = training.training_rows(data)[0]
    return [rows[number] for number in np.random.default_rng(0).permutation(len(rows))]


@cache
def _trained_on(data: Path) -> frozenset[str]:
    return frozenset(training.normalised(row.text) for row in rows_of(data))


def is_trained_on(text: str, data: Path) -> bool:
    """Whether a training row has the same letters and digits."""
    return training.normalised(text) in _trained_on(data)


@cache
def moods_of_emotions(data: Path) -> dict[str, int]:
    """Each emotion's sentiment, as the authors of GoEmotions group them; the ambiguous ones have none."""
    table = sets._table(data, "goemotions/goemotions.csv")
    table = table[~table["emotions"].str.contains("|", regex=False)].drop_duplicates("emotions")
    pairs = zip(table["emotions"], table["sentiment_group"], strict=True)
    return {name: sets.SENTIMENTS.index(group) for name, group in pairs if group in sets.SENTIMENTS}


def mood(row: training.Row, named: dict[str, int]) -> int | None:
    """The sentiment that a training row teaches ours: of rated sentences, and of comments with emotions of one side."""
    if row.valence is not None:
        return int(sets.poles(np.array(row.valence))) if row.origin.startswith("vader") else None
    sides = {named.get(EMOTIONS[number]) for number in row.emotions or ()}
    return sides.pop() if len(sides) == 1 else None


def present(data: Path, base: Path | None, rows: int | None) -> tuple[dict[str, System], dict[str, str]]:
    """Everything that can be compared here, and what is not there and why."""
    found: dict[str, System] = {}
    absent: dict[str, str] = {}
    for name in ("accurate", "fast"):
        reader = tier(name)
        if reader is None:
            absent[name] = f"ours {name}: not there (no models/{'encoder' if name == 'accurate' else name})"
        else:
            found[name] = Ours(Remembering(reader, f"ours {name}"))
    found |= {"cues": Cues(), "vader": Vader()}
    most = None if rows is None else 10 * rows
    found["tfidf"] = Learned("TF-IDF", _tfidf, data, TFIDF_C, most)
    if base is None:
        absent["frozen"] = "frozen MiniLM: not there (give its folder with --base)"
    else:
        found["frozen"] = _frozen(base, data, most or FROZEN_ROWS)
    return found, absent


def _frozen(base: Path, data: Path, most: int) -> Learned:
    reader = Remembering(Frozen(base), "frozen MiniLM")

    def features() -> FunctionTransformer:
        return FunctionTransformer(lambda texts: reader.encode(list(texts)).vectors)

    made = Learned("frozen MiniLM", features, data, FROZEN_C, most)
    made.reader = reader
    return made


def _tfidf() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
