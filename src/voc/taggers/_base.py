"""What a tagger is, the texts it is given, and the tag it makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc.clauses import Range, words_and_cuts
from voc.codebook import Code, Codebook
from voc.encoder import Array, Encoded, Encoder
from voc.language import Words, words_of
from voc.learning import Read, Version
from voc.quotes import Quote, evidence, records

if TYPE_CHECKING:
    from voc.taggers._match import Fit

Evidence = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Meaning:
    """What the encoder read: its outputs for each quote, and the vector of each distinct question."""

    encoder: Encoder
    quotes: Encoded
    questions: dict[str, Array]

    def of_parts(self, rows: Sequence[int], parts: Sequence[Quote]) -> Meaning:
        """The same for parts of quotes: part ``i`` is of quote ``rows[i]``; only what is cut is read anew."""
        times = Counter(rows)
        cut = [number for number, row in enumerate(rows) if times[row] > 1]
        anew = self.encoder.encode([parts[number].text for number in cut])
        both = Encoded.joined([self.quotes, anew])
        place = {number: len(self.quotes.carried) + order for order, number in enumerate(cut)}
        return replace(self, quotes=both.take([place.get(number, row) for number, row in enumerate(rows)]))


class Fitter(Protocol):
    """What can say how well texts fit codes, by itself."""

    @property
    def by(self) -> str:
        """Who judged, as it stands in tags: ``model:<name>@<hash>``."""

    def fit(self, texts: Texts, codes: Sequence[Code]) -> Fit:
        """Logits of texts and questions for each code; :data:`~voc.taggers._match.NONE` is that of no code."""


@dataclass(frozen=True)
class Texts:
    """The quotes to be tagged, the words of each and its parts (``cuts``), and the words of each distinct question.

    Those in another language than English stand ``apart``: what reads English is never run over them.
    ``unsaid`` are a participant's excluded rows: no evidence, but they show what was asked. ``meaning`` is what the
    encoder made of it all, where one is used. ``fitter`` compares texts with codes in place of cues, words and meaning.
    ``learned`` is what the researcher's corrections taught. ``progress`` is told how far a slow tagger is.
    """

    quotes: tuple[Quote, ...]
    words: tuple[Words, ...]
    cuts: tuple[tuple[Range, ...], ...]
    questions: dict[str, Words]
    unsaid: tuple[Quote, ...] = ()
    meaning: Meaning | None = None
    fitter: Fitter | None = None
    learned: Version | None = None
    apart: tuple[Quote, ...] = ()
    progress: Callable[[str, int, int], None] = field(default=lambda name, done, total: None, compare=False)

    @classmethod
    def of(
        cls,
        table: pd.DataFrame,
        *,
        encoder: Encoder | None = None,
        progress: Callable[[str, int, int], None] = lambda name, done, total: None,
    ) -> Texts:
        """Run the spaCy pipeline and the encoder over texts and questions once, for all taggers."""
        kept = records(evidence(table))
        quotes = tuple(quote for quote in kept if quote.lang in (None, "en"))
        apart = tuple(quote for quote in kept if quote.lang not in (None, "en"))
        unsaid = tuple(records(table[table["excluded"].notna() & (table["role"] == "participant")]))
        questions = sorted({quote.question for quote in (*quotes, *unsaid) if quote.question is not None})
        words, cuts = [], []
        for done, (item, ranges) in enumerate(words_and_cuts(quote.text for quote in quotes), 1):
            words.append(item)
            cuts.append(tuple(ranges))
            if done % 256 == 0:
                progress("words", done, len(quotes))
        asked = dict(zip(questions, words_of(what_is_asked(question) for question in questions), strict=True))
        meaning = None if encoder is None else meaning_of(encoder, quotes, questions, progress)
        return cls(quotes, tuple(words), tuple(cuts), asked, unsaid, meaning, apart=apart, progress=progress)

    @cached_property
    def parts(self) -> Texts:
        """The same with each quote cut into sentences and clauses, as quotes of their own with the same id.

        ``start`` and ``end`` of a part are its place in the quote's text. What is one sentence is itself.
        """
        places = [
            (row, start, end)
            for row, (quote, found) in enumerate(zip(self.quotes, self.cuts, strict=True))
            for start, end in (found if len(found) > 1 else [(0, len(quote.text))])
        ]
        quotes = [
            replace(self.quotes[row], text=self.quotes[row].text[start:end], start=start, end=end)
            for row, start, end in places
        ]
        words = [self.words[row].between(start, end) for row, start, end in places]
        meaning = None if self.meaning is None else self.meaning.of_parts([row for row, *_ in places], quotes)
        whole = tuple(((0, len(quote.text)),) for quote in quotes)
        return replace(self, quotes=tuple(quotes), words=tuple(words), cuts=whole, meaning=meaning)

    @cached_property
    def lexicon(self) -> Array:
        """VADER's valence of each quote, (quotes,): scored once for all taggers that read the encoder's sentiment."""
        from voc.taggers.vader import valence

        return np.array([valence(quote.text) for quote in self.quotes], dtype=np.float32)

    def taught(self, kind: str, evidence: Evidence) -> Evidence:
        """Evidence (quotes, labels), log odds, with what was learned of a kind of tag; as it is where nothing was."""
        if self.learned is None or kind not in self.learned.kinds:
            return evidence
        return self.learned.kinds[kind].step(Read(evidence, self.vectors))

    def towards(self, kind: str, prototypes: Array, pull: float) -> Array:
        """Where each label's evidence grows, (labels, width): to its prototype and to what was learned of it."""
        if self.learned is None or kind not in self.learned.kinds:
            return prototypes
        step = self.learned.kinds[kind].step
        return np.asarray(step.scale * prototypes + step.weights / pull, dtype=np.float32)

    @property
    def vectors(self) -> Evidence:
        """The vector of each quote, (quotes, width); width 0 without an encoder."""
        return np.zeros((len(self.quotes), 0)) if self.meaning is None else self.meaning.quotes.vectors.astype(float)

    def by(self, who: str, kind: str) -> str:
        """Who judges, and which learned version helped."""
        known = self.learned is not None and kind in self.learned.kinds
        return f"{who}+taught{self.learned.version}" if self.learned is not None and known else who


def meaning_of(
    encoder: Encoder, quotes: Sequence[Quote], questions: Sequence[str], progress: Callable[[str, int, int], None]
) -> Meaning:
    """Encode quotes and questions; texts that several quotes share are encoded once."""
    texts = [quote.text for quote in quotes]
    distinct = list(dict.fromkeys(texts))
    place = {text: number for number, text in enumerate(distinct)}
    read = encoder.encode(distinct, progress=lambda done, total: progress("meaning", done, total))
    posed = encoder.encode([what_is_asked(question) for question in questions]).vectors
    return Meaning(encoder, read.take([place[text] for text in texts]), dict(zip(questions, posed, strict=True)))


def by(texts: Texts, book: Codebook, kind: str) -> str:
    """Who judges by a codebook: ``cue:<codebook>@<hash>``, or the model's name with the codebook's hash behind it.

    ``+taught<n>`` behind that names the learned version that helped.
    """
    if texts.fitter is not None:
        return f"{texts.fitter.by}+{book.digest}"
    if texts.meaning is None:
        return texts.by(f"cue:{book.title}@{book.digest}", kind)
    return texts.by(f"{texts.meaning.encoder.by}+{book.digest}", kind)


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
    probability: float | None = None

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

    def moved(self, by: int) -> Tag:
        """The same tag of a part, with offsets in the whole text that the part begins ``by`` letters into."""
        if self.start is None or self.end is None:
            return self
        return replace(self, start=self.start + by, end=self.end + by)

    def as_dict(self) -> dict[str, Any]:
        """The row as a mapping."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Tagger:
    """A tagger: its name, what it is in words, the kinds of tag it makes, and how.

    ``encoder`` says what it needs of the encoder: ``"with"`` one, ``"without"`` one (it stands in for the other), or
    ``"either"``. ``language`` is that of the quotes it reads; others take the place only of one that reads the same.
    """

    name: str
    title: str
    kinds: tuple[str, ...]
    tag: Callable[[Texts, Codebook], Iterable[Tag]]
    encoder: Literal["with", "without", "either"] = "either"
    language: str = "en"
