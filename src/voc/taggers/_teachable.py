"""What a researcher's corrections can change: the evidence of a kind of tag, and how its tagger decides by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.codebook import Code, Codebook
from voc.learning import Read
from voc.taggers import _context, _match, stage, touchpoint
from voc.taggers._base import Evidence, Texts
from voc.taggers._match import NONE
from voc.taggers.sentiment import moods
from voc.tags import SENTIMENTS

TEACHABLE = ("stage", "touchpoint", "sentiment")
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Teachable:
    """One kind of tag of a study's quotes.

    ``quotes`` are whole quotes as they are read, ``read`` what the tagger judges, quotes or their clauses; ``decide``
    turns evidence of those into what it says of each quote, (quotes, labels). ``single``: a quote has one label at
    most; ``nothing``: none is an answer.
    """

    labels: tuple[str, ...]
    quotes: Read
    read: Read
    decide: Callable[[Evidence], Flags]
    single: bool
    nothing: bool = True


def teachable(kind: str, texts: Texts, book: Codebook) -> Teachable | None:
    """A kind of tag of texts that nothing was learned for yet; ``None`` where the study has none of it."""
    if kind == "stage":
        return _stage(texts, book)
    if kind == "touchpoint":
        return _touchpoint(texts, book) if book.touchpoints else None
    return _sentiment(texts) if texts.meaning is not None else None


def _stage(texts: Texts, book: Codebook) -> Teachable:
    fit = _match.fit(texts, book.stages, book)
    posed = [None if quote.question is None else fit.asked[quote.question] for quote in texts.quotes]
    links = _context.links(texts.quotes)

    def decide(evidence: Evidence) -> Flags:
        chances = _context.in_context(NONE + evidence, links, posed)
        likeliest = chances.argmax(axis=1)[:, None] == np.arange(chances.shape[1])
        return np.asarray(likeliest & (chances >= stage.THRESHOLD))

    read = Read(fit.own - NONE, texts.vectors)
    return Teachable(_names(book.stages), read, read, decide, single=True)


def _touchpoint(texts: Texts, book: Codebook) -> Teachable:
    parts = texts.parts
    fit, links = _match.fit(parts, book.touchpoints, book), _context.touchpoint_links(parts.quotes)
    place = {quote.quote_id: row for row, quote in enumerate(texts.quotes)}
    of = np.array([place[part.quote_id] for part in parts.quotes], dtype=np.int64)

    def decide(evidence: Evidence) -> Flags:
        around = _context.in_context(NONE + evidence, links)
        spoken = (1 / (1 + np.exp(-evidence)) >= touchpoint.THRESHOLD) | (around >= touchpoint.THRESHOLD)
        said = np.zeros((len(place), evidence.shape[1]), dtype=bool)
        np.logical_or.at(said, of, spoken)
        return said

    quotes = Read(_match.fit(texts, book.touchpoints, book).own - NONE, texts.vectors)
    read = Read(fit.own - NONE, parts.vectors)
    return Teachable(_names(book.touchpoints), quotes, read, decide, single=False)


def _names(codes: Sequence[Code]) -> tuple[str, ...]:
    return tuple(code.name for code in codes)


def _sentiment(texts: Texts) -> Teachable:
    logits = np.log(np.maximum(moods(texts)[1], 1e-6)).astype(float)

    def decide(evidence: Evidence) -> Flags:
        return np.asarray(evidence.argmax(axis=1)[:, None] == np.arange(3))

    read = Read(logits, texts.vectors)
    return Teachable(SENTIMENTS, read, read, decide, single=True, nothing=False)
