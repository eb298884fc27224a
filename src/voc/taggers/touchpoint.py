"""The touchpoints that a quote speaks of: any number, each judged for itself, and the one it goes on about."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voc.codebook import Codebook
from voc.taggers import _context, _match
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._match import NONE

THRESHOLD = 0.5


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each touchpoint that a quote's own words, or those around it, speak for."""
    if not book.touchpoints:
        return
    shape = _match.profiles(book.touchpoints, book)
    similarity = _match.Similarity([words.lemmas for words in texts.words], shape)
    hits = _match.cue_hits(texts.words, shape)
    total = _match.weigh(texts.words, similarity, hits)
    own = 1 / (1 + np.exp(NONE - total))
    around = _context.in_context(total, _context.links(texts.quotes))
    by = f"cue:{book.title}@{book.digest}"
    for row, quote in enumerate(texts.quotes):
        for code in np.flatnonzero((own[row] >= THRESHOLD) | (around[row] >= THRESHOLD)):
            cue = _match.strongest(hits[row], int(code))
            similar = "similar words" if own[row, code] >= THRESHOLD else "said around it"
            yield Tag(
                quote.quote_id,
                "touchpoint",
                book.touchpoints[code].name,
                by,
                confidence=float(max(own[row, code], around[row, code])),
                start=cue.start if cue else None,
                end=cue.end if cue else None,
                reason=quote.text[cue.start : cue.end] if cue else similar,
            )


TAGGER = Tagger("touchpoint", "touchpoints", ("touchpoint",), tag)
