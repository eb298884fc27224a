"""The touchpoints that a quote speaks of: any number, each judged for itself."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voc.codebook import Codebook
from voc.taggers import _match
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers.stage import NONE, WEIGHTS

THRESHOLD = 0.5


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each touchpoint whose own evidence outweighs "none of these"."""
    if not book.touchpoints:
        return
    shape = _match.profiles(book.touchpoints, book)
    lemmas = [words.lemmas for words in texts.words]
    hits = _match.cue_hits(texts.words, shape)
    total = _match.evidence(
        _match.Similarity(lemmas, shape)(lemmas), _match.cue_weights(hits, len(shape)), WEIGHTS
    )
    chances = 1 / (1 + np.exp(NONE - total))
    by = f"cue:{book.title}@{book.digest}"
    for row, quote in enumerate(texts.quotes.itertuples()):
        for code in np.flatnonzero(chances[row] >= THRESHOLD):
            cue = max((hit for hit in hits[row] if hit.code == code), key=lambda hit: hit.weight, default=None)
            yield Tag(
                quote.quote_id,
                "touchpoint",
                book.touchpoints[code].name,
                by,
                confidence=float(chances[row, code]),
                start=cue.start if cue else None,
                end=cue.end if cue else None,
                reason=quote.text[cue.start : cue.end] if cue else "similar words",
            )


TAGGER = Tagger("touchpoint", "touchpoints", ("touchpoint",), tag)
