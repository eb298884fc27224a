"""What a tagger is, the texts it is given, and the tag it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

import pandas as pd

from voc.codebook import Codebook
from voc.encoder import Array, Encoded, Encoder
from voc.language import Words, words_of
from voc.quotes import Quote, evidence, records


@dataclass(frozen=True)
class Meaning:
    """What the encoder read: its outputs for each quote, and the vector of each distinct question."""

    encoder: Encoder
    quotes: Encoded
    questions: dict[str, Array]


@dataclass(frozen=True)
class Texts:
    """The quotes to be tagged and the words of each, and of each distinct question.

    ``unsaid`` are a participant's excluded rows: no evidence, but they show what was asked. ``meaning`` is what the
    encoder made of it all, where one is used.
    """

    quotes: tuple[Quote, ...]
    words: tuple[Words, ...]
    questions: dict[str, Words]
    unsaid: tuple[Quote, ...] = ()
    meaning: Meaning | None = None

    @classmethod
    def of(
        cls,
        table: pd.DataFrame,
        *,
        encoder: Encoder | None = None,
        progress: Callable[[str, int, int], None] = lambda name, done, total: None,
    ) -> Texts:
        """Run the spaCy pipeline and the encoder over texts and questions once, for all taggers."""
        quotes = tuple(records(evidence(table)))
        unsaid = tuple(records(table[table["excluded"].notna() & (table["role"] == "participant")]))
        questions = sorted({quote.question for quote in (*quotes, *unsaid) if quote.question is not None})
        texts = [*(quote.text for quote in quotes), *(what_is_asked(question) for question in questions)]
        words = []
        for done, item in enumerate(words_of(texts), 1):
            words.append(item)
            if done % 256 == 0:
                progress("words", done, len(texts))
        asked = dict(zip(questions, words[len(quotes) :], strict=True))
        meaning = None if encoder is None else _meaning(encoder, quotes, questions, progress)
        return cls(quotes, tuple(words[: len(quotes)]), asked, unsaid, meaning)


def _meaning(
    encoder: Encoder, quotes: Sequence[Quote], questions: Sequence[str], progress: Callable[[str, int, int], None]
) -> Meaning:
    """Encode quotes and questions; texts that several quotes share are encoded once."""
    texts = [quote.text for quote in quotes]
    distinct = list(dict.fromkeys(texts))
    place = {text: number for number, text in enumerate(distinct)}
    read = encoder.encode(distinct, progress=lambda done, total: progress("meaning", done, total))
    posed = encoder.encode([what_is_asked(question) for question in questions]).vectors
    return Meaning(encoder, read.take([place[text] for text in texts]), dict(zip(questions, posed, strict=True)))


def by(texts: Texts, book: Codebook) -> str:
    """Who judges by a codebook: ``cue:<codebook>@<hash>``, or the encoder's name with the codebook's hash behind it."""
    if texts.meaning is None:
        return f"cue:{book.title}@{book.digest}"
    return f"{texts.meaning.encoder.by}+{book.digest}"


def what_is_asked(question: str) -> str:
    """The last question in what an interviewer says before an answer; all of it if she asks none.

    >>> what_is_asked("Right. I had the same bike. So how was the delivery?")
    'So how was the delivery?'
    >>> what_is_asked("Anything else")
    'Anything else'
    """
    asked = [part for part in re.split(r"(?<=[.!?])\s+", question) if part.endswith("?")]
    return asked[-1] if asked else question


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

    @classmethod
    def at(
        cls,
        quote: Quote,
        kind: str,
        label: str,
        by: str,
        place: tuple[int, int] | None,
        *,
        confidence: float | None = None,
        value: float | None = None,
        otherwise: str | None = None,
    ) -> Tag:
        """A tag with the words of the quote that carried it, or a reason where there are none."""
        start, end = place or (None, None)
        reason = quote.text[start:end] if place else otherwise
        return cls(quote.quote_id, kind, label, by, value, confidence, start, end, reason)

    def as_dict(self) -> dict[str, Any]:
        """The row as a mapping."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Tagger:
    """A tagger: its name, what it is in words, the kinds of tag it makes, and how.

    ``encoder`` says what it needs of the encoder: ``"with"`` one, ``"without"`` one (it stands in for the other), or
    ``"either"``.
    """

    name: str
    title: str
    kinds: tuple[str, ...]
    tag: Callable[[Texts, Codebook], Iterable[Tag]]
    encoder: Literal["with", "without", "either"] = "either"
