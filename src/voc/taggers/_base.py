"""What a tagger is, the texts it is given, and the tag it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from voc.codebook import Codebook
from voc.language import Words, words_of
from voc.quotes import Quote, evidence, records


@dataclass(frozen=True)
class Texts:
    """The quotes to be tagged and the words of each, and of each distinct question.

    ``unsaid`` are a participant's excluded rows: no evidence, but they show what was asked.
    """

    quotes: tuple[Quote, ...]
    words: tuple[Words, ...]
    questions: dict[str, Words]
    unsaid: tuple[Quote, ...] = ()

    @classmethod
    def of(cls, table: pd.DataFrame, *, progress: Callable[[int, int], None] = lambda done, total: None) -> Texts:
        """Run the spaCy pipeline over texts and questions once, for all taggers."""
        quotes = tuple(records(evidence(table)))
        unsaid = tuple(records(table[table["excluded"].notna() & (table["role"] == "participant")]))
        questions = sorted({quote.question for quote in (*quotes, *unsaid) if quote.question is not None})
        texts = [*(quote.text for quote in quotes), *(what_is_asked(question) for question in questions)]
        words = []
        for done, item in enumerate(words_of(texts), 1):
            words.append(item)
            if done % 256 == 0:
                progress(done, len(texts))
        asked = dict(zip(questions, words[len(quotes) :], strict=True))
        return cls(quotes, tuple(words[: len(quotes)]), asked, unsaid)


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
