"""The stage of the journey that a quote is about: one at most, or an abstention with its reason.

Evidence is what the quote says, what it answers and what the same person says around it
(:mod:`voc.taggers._context`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voc.codebook import Codebook
from voc.quotes import Quote
from voc.taggers import _context, _match
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._match import NONE, Array, Hit

THRESHOLD = 0.4


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a stage row for every quote, and the stage that its question asked about."""
    shape = _match.profiles(book.stages, book)
    similarity = _match.Similarity([words.lemmas for words in texts.words], shape)
    hits = _match.cue_hits(texts.words, shape)
    own = _match.weigh(texts.words, similarity, hits)
    questions = list(texts.questions.values())
    asked = dict(
        zip(texts.questions, _match.weigh(questions, similarity, _match.cue_hits(questions, shape)), strict=True)
    )
    posed = [None if quote.question is None else asked[quote.question] for quote in texts.quotes]
    chances = _context.in_context(own, _context.links(texts.quotes), posed)
    by = f"cue:{book.title}@{book.digest}"
    alone = _match.softmax_with_none(own, NONE)
    for row, quote in enumerate(texts.quotes):
        yield _judged(quote, book, chances[row], alone[row], hits[row], by)
    for quote in (*texts.quotes, *texts.unsaid):
        if quote.question is not None:
            yield from _asked(quote, book, asked[quote.question], by)


def _judged(quote: Quote, book: Codebook, chances: Array, alone: Array, hits: Sequence[Hit], by: str) -> Tag:
    """The stage row of one quote; ``alone`` are its chances by its own words."""
    best = int(chances.argmax())
    chance = float(chances[best])
    name = book.stages[best].name
    if chance < THRESHOLD:
        likely = f"no stage is likely enough: {name} at {chance:.2f}"
        return Tag(quote.quote_id, "stage", None, by, confidence=chance, reason=likely)
    cue = _match.strongest(hits, best)
    if cue is None:
        reason = "similar words" if alone[best] >= THRESHOLD else "said around it"
        return Tag(quote.quote_id, "stage", name, by, confidence=chance, reason=reason)
    words = quote.text[cue.start : cue.end]
    return Tag(quote.quote_id, "stage", name, by, confidence=chance, start=cue.start, end=cue.end, reason=words)


def _asked(quote: Quote, book: Codebook, asked: Array, by: str) -> Iterator[Tag]:
    """Say which stage a question asks about, if it is clear: what tells "nobody raised it" from "not asked"."""
    chances = _match.softmax_with_none(asked[None, :], NONE)[0]
    best = int(chances.argmax())
    if chances[best] >= THRESHOLD:
        yield Tag(quote.quote_id, "asked", book.stages[best].name, by, confidence=float(chances[best]))


TAGGER = Tagger("stage", "stages", ("stage", "asked"), tag)
