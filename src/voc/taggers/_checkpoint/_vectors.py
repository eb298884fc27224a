"""Stage and touchpoint by the vectors of a sentence encoder, in place of those of our own encoder.

The vectors of many encoders all point the same way: unrelated sentences have a cosine of .7 and more, where the weights
of the built-in taggers were fitted on an encoder for which it is about 0. So the mean of everyday sentences is taken
off. With all-MiniLM-L6-v2 that changed macro-F1 by meaning alone from .883 to .882 (Bitext) and from .751 to .761
(Banking77); with a direction added that all its vectors share, no stage at all was likely enough, and with the mean
taken off as many as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np

from voc.codebook import Codebook
from voc.encoder import EMOTIONS, FACETS, Array, Encoded, Encoder, Heads
from voc.encoder._evidence import Tokens, strongest
from voc.encoder._outputs import Progress, Span
from voc.taggers import stage, touchpoint
from voc.taggers._base import Meaning, Tag, Tagger, Texts, meaning_of
from voc.taggers._checkpoint._network import Batch, Network
from voc.tags import SENTIMENTS

# Sentences about as many things as there are, written for this: where unrelated meanings have their middle.
_EVERYDAY = (
    "The train was late again this morning.",
    "I would like a cup of tea, please.",
    "Her brother plays the violin.",
    "We paid too much for the repair.",
    "The password has to be changed every month.",
    "Nobody answered the phone.",
    "It rained all weekend in the mountains.",
    "The new manager starts on Monday.",
    "Thank you so much for your help!",
    "This soup needs more salt.",
    "He asked where the nearest station was.",
    "The screen goes black after the update.",
    "My daughter learned to ride a bike.",
    "The contract ends in March.",
    "They painted the kitchen yellow.",
    "I could not find the right size.",
    "The doctor told him to rest.",
    "Our team lost in the last minute.",
    "The parcel was left with a neighbour.",
    "That film was far too long.",
    "Please send me the invoice by mail.",
    "The garden is full of roses.",
    "I never know which button to press.",
    "The museum is closed on Tuesdays.",
)
# Heads that give nothing: no weight for VADER, and all else missing.
_NAN = np.float32("nan")
_NO_HEADS = Heads(
    valence=np.array([_NAN, 0, _NAN], dtype=np.float32),
    sentiment=np.array([[_NAN] * 4 + [0, _NAN]] * len(SENTIMENTS), dtype=np.float32),
    emotions=np.full(len(EMOTIONS), _NAN),
    emotion_scale=np.full(2, _NAN),
    facets=np.full(len(FACETS), _NAN),
    facet_scale=np.full(2, _NAN),
)
# Longer texts are not searched for the words that count, where that takes a run of the network for each word.
_MOST_WORDS = 64


@dataclass
class Borrowed:
    """A sentence encoder as an :class:`~voc.encoder.Encoder`: its vectors, and whatever else ours gives, if any.

    Where ours does not read, all but the vectors is missing (NaN).
    """

    tier: ClassVar[str] = "accurate"
    network: Network
    ours: Encoder | None

    @property
    def by(self) -> str:
        """The checkpoint's name in tags."""
        return self.network.by

    @property
    def heads(self) -> Heads:
        """Ours, or such as give nothing."""
        return _NO_HEADS if self.ours is None else self.ours.heads

    @cached_property
    def centre(self) -> Array:
        """The mean of everyday sentences: (width,)."""
        return np.asarray(self._raw(list(_EVERYDAY)).mean(axis=0), dtype=np.float32)

    def encode(self, texts: list[str], *, progress: Progress = lambda done, total: None) -> Encoded:
        """Vectors of unit length about the centre, beside what ours reads."""
        read = _missing(len(texts)) if self.ours is None else self.ours.encode(texts)
        return replace(read, vectors=self.vectors(texts, progress))

    def vectors(self, texts: list[str], progress: Progress = lambda done, total: None) -> Array:
        """Vectors of unit length about the centre: (texts, width)."""
        return _unit(self._raw(texts, progress) - self.centre)

    def carrying(self, texts: list[str], directions: Array) -> list[Span | None]:
        """The words that bring a text nearest to a direction of its own.

        Where vectors are means, each token's share is exact, of a long text in one window; else each word is left out
        in turn.
        """
        if self.network.checkpoint.takes_first:
            return [self._without_each(text, way) for text, way in zip(texts, directions, strict=True)]
        found: list[Span | None] = [None] * len(texts)
        for batch in self.network.run(texts, None, lambda done, total: None):
            hidden = batch.output.last_hidden_state.numpy()
            for row, places, tokens, length in zip(batch.rows, batch.offsets, hidden, batch.lengths, strict=True):
                own = tokens[: int(length)]
                away = own / max(float(np.linalg.norm(own.mean(axis=0))), 1e-9) - self.centre
                found[row] = found[row] or _strongest(texts[row], places[: len(own)], away @ directions[row])
        return found

    def _without_each(self, text: str, direction: Array) -> Span | None:
        """Occlusion: the words without which a text is farthest from a direction."""
        places = [match.span() for match in re.finditer(r"\w+(?:['’]\w+)*", text)]
        if not 1 < len(places) <= _MOST_WORDS:
            return places[0] if len(places) == 1 else None
        near = self.vectors([text, *(text[:start] + text[end:] for start, end in places)]) @ direction
        return _strongest(text, places, near[0] - near[1:])

    def _raw(self, texts: list[str], progress: Progress = lambda done, total: None) -> Array:
        """Vectors of unit length as the checkpoint has them: (texts, width)."""
        width = int(self.network.width)
        parts = ((batch, self._pooled(batch)) for batch in self.network.run(texts, None, progress))
        return _unit(self.network.averaged(len(texts), width, parts))

    def _pooled(self, batch: Batch) -> Array:
        """One vector a window: the first token's, or the mean of all."""
        hidden = batch.output.last_hidden_state
        if self.network.checkpoint.takes_first:
            return np.asarray(hidden[:, 0].numpy())
        mask = batch.mask.unsqueeze(-1)
        return np.asarray(((hidden * mask).sum(1) / mask.sum(1)).numpy())


def taggers(network: Network) -> list[Tagger]:
    """The taggers of stage and touchpoint with the checkpoint's vectors in place of ours; quotes are read once."""
    name = network.checkpoint.name
    read: list[tuple[Texts, Texts]] = []

    def lent(texts: Texts) -> Texts:
        if not read or read[0][0] is not texts:
            # Anew, without what corrections taught: that was learned in other vectors.
            anew = replace(texts, meaning=_meaning(network, texts), fitter=None, learned=None)
            read[:] = [(texts, anew)]
        return read[0][1]

    def stages(texts: Texts, book: Codebook) -> Iterator[Tag]:
        yield from stage.tag(lent(texts), book)

    def touchpoints(texts: Texts, book: Codebook) -> Iterator[Tag]:
        yield from touchpoint.tag(lent(texts), book)

    return [
        Tagger("checkpoint stage", f"stages by {name}", stage.TAGGER.kinds, stages),
        Tagger("checkpoint touchpoint", f"touchpoints by {name}", touchpoint.TAGGER.kinds, touchpoints),
    ]


def _meaning(network: Network, texts: Texts) -> Meaning:
    """What the checkpoint reads of quotes and questions, and what ours has read of them."""
    title = f"meaning by {network.checkpoint.name}"
    alone = Borrowed(network, None)
    read = meaning_of(
        alone, texts.quotes, list(texts.questions), lambda name, done, total: texts.progress(title, done, total)
    )
    if texts.meaning is None:
        return read
    both = replace(texts.meaning.quotes, vectors=read.quotes.vectors)
    return Meaning(Borrowed(network, texts.meaning.encoder), both, read.questions)


def _missing(count: int) -> Encoded:
    """Outputs that nobody has read."""
    flat = np.full(count, np.nan, dtype=np.float32)
    sentiment, emotions, facets = (np.tile(flat[:, None], len(names)) for names in (SENTIMENTS, EMOTIONS, FACETS))
    return Encoded(flat[:, None], flat, sentiment, emotions, facets, (None,) * count)


def _strongest(text: str, places: Sequence[Span], adds: Array) -> Span | None:
    """The words of one text that add most."""
    starts, ends = np.array(places, dtype=np.int64).reshape(-1, 2).T
    is_word = np.array([any(sign.isalnum() for sign in text[start:end]) for start, end in places], dtype=bool)
    count = len(places)
    return strongest(Tokens(np.arange(count), np.zeros(count, dtype=np.int64), starts, ends), adds, is_word, 1)[0]


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)
