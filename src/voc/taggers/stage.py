"""The stage of the journey that a quote is about: one at most, or an abstention with its reason.

Evidence is what the quote says, what it answers and what the same person says around it
(:mod:`voc.taggers._context`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voc.codebook import Codebook
from voc.taggers import _context, _match
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._match import NONE, Array, Hit

THRESHOLD = 0.4


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a stage row for every quote, and the stage that its question asked about."""
    shape = _match.profiles(book.stages, book)
    lemmas = [words.lemmas for words in texts.words]
    similarity = _match.Similarity(lemmas, shape)
    hits = _match.cue_hits(texts.words, shape)
    own = _match.evidence(similarity(lemmas), _match.cue_weights(hits, len(shape)))

    questions = list(texts.questions)
    asked_hits = _match.cue_hits(list(texts.questions.values()), shape)
    asked = _match.evidence(
        similarity([words.lemmas for words in texts.questions.values()]),
        _match.cue_weights(asked_hits, len(shape)),
    )
    row_of = {question: row for row, question in enumerate(questions)}
    asked_of = [row_of.get(quote.question or "") for quote in texts.quotes]
    chances = _context.in_context(
        own, _context.links(texts.quotes), [asked[row] if row is not None else None for row in asked_of]
    )

    by = f"cue:{book.title}@{book.digest}"
    yield from _stages(texts, book, chances, hits, by)
    yield from _asked(texts, book, row_of, asked, by)


def _stages(texts: Texts, book: Codebook, chances: Array, hits: Sequence[Sequence[Hit]], by: str) -> Iterator[Tag]:
    for row, quote in enumerate(texts.quotes):
        best = int(chances[row].argmax())
        chance = float(chances[row, best])
        if chance < THRESHOLD:
            likely = f"no stage is likely enough: {book.stages[best].name} at {chance:.2f}"
            yield Tag(quote.quote_id, "stage", None, by, confidence=chance, reason=likely)
            continue
        cue = max((hit for hit in hits[row] if hit.code == best), key=lambda hit: hit.weight, default=None)
        yield Tag(
            quote.quote_id,
            "stage",
            book.stages[best].name,
            by,
            confidence=chance,
            start=cue.start if cue else None,
            end=cue.end if cue else None,
            reason=quote.text[cue.start : cue.end] if cue else "similar words",
        )


def _asked(texts: Texts, book: Codebook, row_of: dict[str, int], asked: Array, by: str) -> Iterator[Tag]:
    """Say which stage a question asks about, if it is clear: what tells "nobody raised it" from "not asked"."""
    if not row_of:
        return
    chances = _match.softmax_with_none(asked, NONE)
    for quote in texts.quotes:
        row = row_of.get(quote.question or "")
        if row is not None and chances[row].max() >= THRESHOLD:
            best = int(chances[row].argmax())
            yield Tag(quote.quote_id, "asked", book.stages[best].name, by, confidence=float(chances[row, best]))


TAGGER = Tagger("stage", "stages", ("stage", "asked"), tag)
