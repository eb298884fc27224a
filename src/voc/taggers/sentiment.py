"""Valence and sentiment of a quote by the encoder, with the words that moved it most.

The value in [-1, 1] estimates what twenty people would give on average, as they did for VADER's ground truth, which the
encoder was trained on; the label is the likeliest of negative, neutral and positive, and the confidence its
calibrated probability. VADER's score is one of the inputs where the encoder's card says so.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voc.codebook import Codebook
from voc.encoder import Array
from voc.taggers._base import Tag, Tagger, Texts
from voc.tags import SENTIMENTS


def moods(texts: Texts) -> tuple[Array, Array]:
    """Valence, (quotes,), and probabilities of negative, neutral and positive, (quotes, 3), by the encoder."""
    if texts.meaning is None:
        raise ValueError("no encoder has read these texts")
    heads = texts.meaning.encoder.heads
    values, chances = heads.moods(texts.meaning.quotes, texts.lexicon if heads.needs_lexicon else None)
    if texts.learned is None or "sentiment" not in texts.learned.kinds:
        return values, chances
    return _taught(texts, values, chances)


def _taught(texts: Texts, values: Array, chances: Array) -> tuple[Array, Array]:
    """The same with what was learned; again, a value on the other side than the likeliest class is 0."""
    logits = texts.taught("sentiment", np.log(np.maximum(chances, 1e-6)).astype(float))
    learned = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
    side = learned.argmax(axis=1) - 1
    return np.where(side * values < 0, 0, values).astype(np.float32), learned.astype(np.float32)


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield one row a quote."""
    meaning = texts.meaning
    if meaning is None:
        return
    values, chances = moods(texts)
    for quote, value, chance, place in zip(texts.quotes, values, chances, meaning.quotes.carried, strict=True):
        best = int(chance.argmax())
        yield Tag.at(
            quote,
            "sentiment",
            SENTIMENTS[best],
            texts.by(meaning.encoder.by, "sentiment"),
            place,
            confidence=float(chance[best]),
            value=float(value),
        )


TAGGER = Tagger("sentiment", "sentiment", ("sentiment",), tag, encoder="with")
