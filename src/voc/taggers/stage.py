"""The stage of the journey that a quote is about: one at most, or an abstention with its reason.

Evidence is what the quote says, what it answers and what the same person says around it
(:mod:`voc.taggers._context`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voc.codebook import Codebook
from voc.quotes import Quote
from voc.taggers import _context, _match
from voc.taggers._base import Tag, Tagger, Texts, by
from voc.taggers._match import NONE, Array
from voc.tags import unsure

# Low enough that the turn after one with a clear stage goes on with it (.47).
THRESHOLD = 0.45


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a stage row for every quote, and the stage that its question asked about."""
    fit = _match.fit(texts, book.stages, book)
    posed = [None if quote.question is None else fit.asked[quote.question] for quote in texts.quotes]
    chances = _context.in_context(fit.own, _context.links(texts.quotes), posed)
    alone = _match.softmax_with_none(fit.own, NONE)
    who = by(texts, book, "stage")
    best = chances.argmax(axis=1)
    cues = [_match.strongest(hits, int(code)) for hits, code in zip(fit.hits, best, strict=True)]
    rows = np.arange(len(best))
    told = (
        (chances[rows, best] >= THRESHOLD)
        & (alone[rows, best] >= THRESHOLD)
        & np.array([cue is None for cue in cues], dtype=bool)
    )
    means = np.flatnonzero(told).tolist()
    carried = dict(zip(means, fit.carrying(texts, means, best[means].tolist()), strict=True))
    for row, quote in enumerate(texts.quotes):
        chance, name = float(chances[row, best[row]]), book.stages[best[row]].name
        if chance < THRESHOLD:
            likely = unsure("no stage is likely enough", name, chance)
            yield Tag(quote.quote_id, "stage", None, who, confidence=chance, reason=likely)
            continue
        cue = cues[row]
        place = (cue.start, cue.end) if cue else carried.get(row)
        similar = fit.why if told[row] else "said around it"
        yield Tag.at(quote, "stage", name, who, place, confidence=chance, otherwise=similar)
    for quote in (*texts.quotes, *texts.unsaid):
        if quote.question is not None:
            yield from _asked(quote, book, fit.asked[quote.question], who)


def _asked(quote: Quote, book: Codebook, asked: Array, who: str) -> Iterator[Tag]:
    """Say which stage a question asks about, if it is clear: what tells "nobody raised it" from "not asked"."""
    chances = _match.softmax_with_none(asked[None, :], NONE)[0]
    best = int(chances.argmax())
    if chances[best] >= THRESHOLD:
        yield Tag(quote.quote_id, "asked", book.stages[best].name, who, confidence=float(chances[best]))


TAGGER = Tagger("stage", "stages", ("stage", "asked"), tag)
