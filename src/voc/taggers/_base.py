"""What a tagger is, the texts it is given, and the tag it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from voc.codebook import Codebook
from voc.language import pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: lemma in lower case, offsets and Penn tag; punctuation is left out."""

    lemmas: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Take what taggers need of a spaCy document; the document itself is let go."""
        kept = [token for token in doc if not (token.is_space or token.is_punct)]
        return cls(
            tuple(token.lemma_.lower() for token in kept),
            tuple(token.idx for token in kept),
            tuple(token.idx + len(token) for token in kept),
            tuple(token.tag_ for token in kept),
        )

    def find(self, phrase: tuple[str, ...]) -> tuple[int, int] | None:
        """The offsets of the first place where these lemmas stand in a row."""
        size = len(phrase)
        for index in range(len(self.lemmas) - size + 1):
            if self.lemmas[index : index + size] == phrase:
                return self.starts[index], self.ends[index + size - 1]
        return None


@dataclass(frozen=True)
class Texts:
    """The quotes to be tagged and the words of each, and of each distinct question."""

    quotes: pd.DataFrame
    words: tuple[Words, ...]
    questions: dict[str, Words]

    @classmethod
    def of(
        cls, quotes: pd.DataFrame, *, progress: Callable[[int, int], None] = lambda done, total: None
    ) -> Texts:
        """Run the spaCy pipeline over texts and questions once, for all taggers."""
        questions = sorted(quotes["question"].dropna().unique())
        texts = [*quotes["text"], *questions]
        words = []
        for done, item in enumerate(words_of(texts), 1):
            words.append(item)
            if done % 256 == 0:
                progress(done, len(texts))
        return cls(quotes, tuple(words[: len(quotes)]), dict(zip(questions, words[len(quotes) :], strict=True)))


def words_of(texts: Iterable[str]) -> Iterable[Words]:
    """The words of each text."""
    nlp = pipeline()
    with nlp.select_pipes(disable=["voc_sentences"]):
        for doc in nlp.pipe(texts, batch_size=128):
            yield Words.of(doc)


@dataclass(frozen=True, slots=True)
class Tag:
    """One row of the tags table; see :mod:`voc.tags`."""

    quote_id: str
    kind: str
    label: str | None
    by: str
    value: float | None = None
    confidence: float | None = None
    start: int | None = None
    end: int | None = None
    reason: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The row as a mapping."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Tagger:
    """A tagger: its name, what it is in words, the kinds of tag it makes, and how."""

    name: str
    title: str
    kinds: tuple[str, ...]
    tag: Callable[[Texts, Codebook], Iterable[Tag]]
