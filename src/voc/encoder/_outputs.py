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

# A neighbouring word belongs to the evidence if it adds at least this share of what the strongest word adds.
_ALSO = 0.5

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The outputs for ``n`` texts, in their order.

    ``vectors`` (n, width), unit length; ``valence`` (n,), about [-1, 1]; ``sentiment`` (n, 3), probabilities of
    negative, neutral, positive; ``emotions`` (n, 28), a probability each; ``facets`` (n, 3), probabilities that sum
    to 1; ``carried``: the words that moved the valence most to its side, ``None`` for a text without words.
    """

    vectors: Array
    valence: Array
    sentiment: Array
    emotions: Array
    facets: Array
    carried: tuple[Span | None, ...]

    def take(self, rows: Sequence[int]) -> Encoded:
        """The outputs of some rows, in the order given."""
        picked = [getattr(self, name)[rows] for name in ("vectors", "valence", "sentiment", "emotions", "facets")]
        return Encoded(*picked, tuple(self.carried[row] for row in rows))


def strongest(text: str, offsets: Sequence[Span], adds: Array, positive: bool) -> Span | None:
    """The words that add most to one side of the valence: the strongest and its strong neighbours.

    ``offsets`` are the places of the tokens in the text, ``adds`` what each adds. Tokens of one word count together.

    >>> strongest("not good at all", [(0, 3), (4, 8), (9, 11), (12, 15)], np.float32([-1, -2, -0.1, -0.2]), False)
    (0, 8)
    """
    words: list[list[float]] = []
    for (start, end), value in zip(offsets, adds if positive else -adds, strict=True):
        if start == end or not any(sign.isalnum() for sign in text[start:end]):
            continue
        if words and words[-1][1] == start:
            words[-1][1:] = [end, words[-1][2] + float(value)]
        else:
            words.append([start, end, float(value)])
    if not words:
        return None
    best = max(range(len(words)), key=lambda index: words[index][2])
    least = _ALSO * words[best][2]
    first = last = best
    while least > 0 and first > 0 and words[first - 1][2] >= least:
        first -= 1
    while least > 0 and last + 1 < len(words) and words[last + 1][2] >= least:
        last += 1
    return int(words[first][0]), int(words[last][1])
