"""The touchpoints that a quote speaks of: any number, each judged for itself, and the one it goes on about."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voc.codebook import Codebook
from voc.taggers import _context, _match
from voc.taggers._base import Tag, Tagger, Texts, by
from voc.taggers._match import NONE

THRESHOLD = 0.5


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each touchpoint that a quote's own words, or those around it, speak for."""
    if not book.touchpoints:
        return
    fit = _match.fit(texts, book.touchpoints, book)
    own = 1 / (1 + np.exp(NONE - fit.own))
    around = _context.in_context(fit.own, _context.links(texts.quotes))
    who = by(texts, book)
    pairs = [(int(row), int(code)) for row, code in np.argwhere((own >= THRESHOLD) | (around >= THRESHOLD))]
    cues = [_match.strongest(fit.hits[row], code) for row, code in pairs]
    means = [pair for pair, cue in zip(pairs, cues, strict=True) if cue is None and own[pair] >= THRESHOLD]
    carried = dict(zip(means, fit.carrying(texts, [row for row, _ in means], [code for _, code in means]), strict=True))
    for (row, code), cue in zip(pairs, cues, strict=True):
        place = (cue.start, cue.end) if cue else carried.get((row, code))
        yield Tag.at(
            texts.quotes[row],
            "touchpoint",
            book.touchpoints[code].name,
            who,
            place,
            confidence=float(max(own[row, code], around[row, code])),
            otherwise="similar words" if own[row, code] >= THRESHOLD else "said around it",
        )


TAGGER = Tagger("touchpoint", "touchpoints", ("touchpoint",), tag)
