"""The touchpoints that a quote speaks of: any number, each judged for itself, and the one it goes on about.

Each sentence and clause of a quote is judged alone: "checkout was easy but the courier was late" gives two rows, each
with its own words and, where an encoder reads, its own valence as ``value``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voc.codebook import Codebook
from voc.taggers import _context, _match
from voc.taggers._base import Tag, Tagger, Texts, by
from voc.taggers._match import NONE
from voc.taggers.sentiment import moods

THRESHOLD = 0.5


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each touchpoint that a part's own words, or those around it, speak for."""
    if not book.touchpoints:
        return
    parts = texts.parts
    fit = _match.fit(parts, book.touchpoints, book)
    own = 1 / (1 + np.exp(NONE - fit.own))
    around = _context.in_context(fit.own, _context.touchpoint_links(parts.quotes))
    who = by(texts, book, "touchpoint")
    pairs = [(int(row), int(code)) for row, code in np.argwhere((own >= THRESHOLD) | (around >= THRESHOLD))]
    cues = [_match.strongest(fit.hits[row], code) for row, code in pairs]
    means = [pair for pair, cue in zip(pairs, cues, strict=True) if cue is None and own[pair] >= THRESHOLD]
    carried = dict(zip(means, fit.carrying(parts, [row for row, _ in means], [code for _, code in means]), strict=True))
    values = None if parts.meaning is None else moods(parts)[0]
    for (row, code), cue in zip(pairs, cues, strict=True):
        yield Tag.at(
            parts.quotes[row],
            "touchpoint",
            book.touchpoints[code].name,
            who,
            (cue.start, cue.end) if cue else carried.get((row, code)),
            confidence=float(max(own[row, code], around[row, code])),
            value=None if values is None else float(values[row]),
            otherwise=fit.why if own[row, code] >= THRESHOLD else "said around it",
        ).moved(parts.quotes[row].start)


TAGGER = Tagger("touchpoint", "touchpoints", ("touchpoint",), tag)
