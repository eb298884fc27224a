"""Sentiment and emotions by a checkpoint that classifies sequences."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voc.codebook import Codebook
from voc.encoder import Array
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._checkpoint import _labels
from voc.taggers._checkpoint._network import Network
from voc.tags import SENTIMENTS

# The least probability at which an emotion is said, be they judged one by one or against each other.
_SAID = 0.5


def sentiment(network: Network) -> Tagger:
    """One row a quote. The value is the mean of the labels' places on [-1, 1] weighted by their probabilities.

    The label is the likeliest of negative, neutral and positive, the confidence its probability as the checkpoint has
    it. A value on the other side than the label is 0, as with our own encoder.
    """
    places = np.array(_labels.valences(network.checkpoint.labels), dtype=np.float32)
    of_side = np.stack([np.sign(places) == side for side in (-1, 0, 1)], axis=1).astype(np.float32)
    title = f"sentiment by {network.checkpoint.name}"

    def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
        chances = softmax(_judged(network, texts, title))
        sides = chances @ of_side
        best = sides.argmax(axis=1)
        values = np.clip(chances @ places, -1, 1)
        values = np.where((best - 1) * values < 0, 0, values)
        for row, quote in enumerate(texts.quotes):
            sure = min(float(sides[row, best[row]]), 1.0)
            label, value = SENTIMENTS[best[row]], float(values[row])
            yield Tag(quote.quote_id, "sentiment", label, network.by, value=value, confidence=sure)

    return Tagger("checkpoint sentiment", title, ("sentiment",), tag)


def emotion(network: Network) -> Tagger:
    """A row for each emotion that is likely; its value is its place in ``emotions.toml``, missing where it has none."""
    names = [_labels.emotion(label) for label in network.checkpoint.labels]
    title = f"emotions by {network.checkpoint.name}"

    def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
        logits = _judged(network, texts, title)
        chances = 1 / (1 + np.exp(-logits)) if network.checkpoint.is_multi else softmax(logits)
        for row, quote in enumerate(texts.quotes):
            for column in (chances[row] >= _SAID).nonzero()[0]:
                name = names[column]
                if name is not None:
                    sure, value = float(chances[row, column]), _labels.valence_of(name)
                    yield Tag(quote.quote_id, "emotion", name, network.by, value=value, confidence=sure)

    return Tagger("checkpoint emotion", title, ("emotion",), tag)


def softmax(logits: Array) -> Array:
    """Probabilities of labels that exclude each other: (texts, labels)."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def _judged(network: Network, texts: Texts, title: str) -> Array:
    """The logits of each quote; words that several quotes share are read once."""
    distinct = list(dict.fromkeys(quote.text for quote in texts.quotes))
    place = {text: number for number, text in enumerate(distinct)}
    logits = network.logits(distinct, progress=lambda done, total: texts.progress(title, done, total))
    return logits[[place[quote.text] for quote in texts.quotes]]
