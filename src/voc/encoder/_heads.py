"""What turns a network's outputs into what may be shown: calibrated on data that the network was not trained on.

The numbers lie in ``heads.json`` beside each network; ``training/calibrate.py`` fits them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voc.encoder._outputs import Array, Encoded


@dataclass(frozen=True)
class Heads:
    """Weights and thresholds.

    ``valence``: of the network's valence, of VADER's, and a constant. ``sentiment`` (3, 8): of the logarithms of the
    network's three probabilities, the two valences, their sizes and a constant, for each class. ``emotions`` and
    ``facets``: the least probability at which each is said. ``emotion_scale`` and ``facet_scale``: slope and constant
    on the logit.
    """

    valence: Array
    sentiment: Array
    emotions: Array
    emotion_scale: Array
    facets: Array
    facet_scale: Array

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Read ``heads.json``."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: np.array(values, dtype=np.float32) for name, values in data.items()})

    @property
    def needs_lexicon(self) -> bool:
        """Whether VADER's valence has any weight."""
        return bool(self.valence[1] or self.sentiment[:, (4, 6)].any())

    def moods(self, read: Encoded, lexicon: Array | None = None) -> tuple[Array, Array]:
        """Valence in [-1, 1], (n,), and probabilities of negative, neutral, positive, (n, 3).

        ``lexicon`` is VADER's compound score of each text, (n,). A valence on the other side than the likeliest class
        is 0: what is called negative never counts as a good word.
        """
        count = len(read.valence)
        other = np.zeros(count, dtype=np.float32) if lexicon is None else lexicon
        values, one = np.column_stack([read.valence, other]), np.ones((count, 1), dtype=np.float32)
        features = np.hstack([np.log(np.maximum(read.sentiment, 1e-6)), values, np.abs(values), one])
        logits = features @ self.sentiment.T
        chances = softmax(logits)
        value = np.clip(np.hstack([values, one]) @ self.valence, -1, 1)
        side = chances.argmax(axis=1) - 1
        return np.where(side * value < 0, 0, value).astype(np.float32), chances.astype(np.float32)

    def emotion_chances(self, read: Encoded) -> Array:
        """Calibrated probability of each emotion: (n, 28)."""
        return _scaled(read.emotions, self.emotion_scale)

    def facet_chances(self, read: Encoded) -> Array:
        """Calibrated probability of each facet: (n, 3)."""
        return _scaled(read.facets, self.facet_scale)


def softmax(logits: Array) -> Array:
    """Probabilities that sum to 1 along the rows; no rows give none."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _scaled(chances: Array, scale: Array) -> Array:
    """Platt scaling: slope and constant on the logit."""
    kept = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.asarray(1 / (1 + np.exp(-(scale[0] * np.log(kept / (1 - kept)) + scale[1]))), dtype=np.float32)
