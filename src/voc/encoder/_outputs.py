"""What an encoder gives for each text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]

# The labels of GoEmotions (Demszky et al. 2020), in the order of the network's outputs.
# fmt: off
EMOTIONS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire",
    "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy",
    "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral",
)
# fmt: on
FACETS = ("pain", "delight", "need")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The outputs for ``n`` texts, in their order.

    ``vectors`` (n, width), unit length; ``valence`` (n,), about [-1, 1]; ``sentiment`` (n, 3), probabilities of
    negative, neutral, positive; ``emotions`` (n, 28), a probability each; ``facets`` (n, 3), probabilities, the rest to
    1 that it is none of them; ``carried``: the words that moved the valence most to its side, ``None`` for a text
    without words.
    """

    vectors: Array
    valence: Array
    sentiment: Array
    emotions: Array
    facets: Array
    carried: tuple[Span | None, ...]

    def take(self, rows: Sequence[int]) -> Encoded:
        """The outputs of some rows, in the order given."""
        where = list(rows)
        return Encoded(
            self.vectors[where],
            self.valence[where],
            self.sentiment[where],
            self.emotions[where],
            self.facets[where],
            tuple(self.carried[row] for row in where),
        )

    @classmethod
    def joined(cls, parts: Sequence[Encoded]) -> Encoded:
        """Several outputs one after the other; at least one."""
        return cls(
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.valence for part in parts]),
            np.concatenate([part.sentiment for part in parts]),
            np.concatenate([part.emotions for part in parts]),
            np.concatenate([part.facets for part in parts]),
            tuple(place for part in parts for place in part.carried),
        )
