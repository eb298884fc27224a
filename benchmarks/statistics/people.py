"""Invented participants: how they feel, how much they talk, and what they say.

Four populations, all on [-1, 1] and rounded as lexicons and people do: feelings spread evenly; most of them negative;
two camps; and one in seven who feels the opposite of all others. Who is unhappy talks more: 1 to 30 quotes each, most
people few.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

KINDS = ("even", "negative", "two camps", "rare opposites")
_MOST_QUOTES = 30
_NOISE = 0.4


@dataclass(frozen=True)
class Talk:
    """What the people of several studies said: ``quotes`` (studies, people, 30), of which ``said`` were said."""

    quotes: Array
    said: npt.NDArray[np.bool_]

    @property
    def means(self) -> Array:
        """The mean of each person's quotes: (studies, people)."""
        return np.asarray((self.quotes * self.said).sum(axis=2) / self.said.sum(axis=2))


def feelings(draw: np.random.Generator, kind: str, shape: tuple[int, int]) -> Array:
    """How each person feels on the whole."""
    if kind == "even":
        return draw.uniform(-1, 1, shape)
    if kind == "negative":
        return 2 * draw.beta(1, 3, shape) - 1
    if kind == "two camps":
        return np.where(draw.random(shape) < 0.3, 0.7, -0.6)
    return np.where(draw.random(shape) < 1 / 7, draw.uniform(0.3, 0.9, shape), draw.uniform(-0.8, -0.3, shape))


def talk(draw: np.random.Generator, kind: str, studies: int, people: int) -> Talk:
    """What the people of some studies say."""
    felt = feelings(draw, kind, (studies, people))
    quotes = felt[:, :, None] + draw.normal(0, _NOISE, (studies, people, _MOST_QUOTES))
    number = np.minimum(draw.geometric(np.where(felt < 0, 0.1, 0.4)), _MOST_QUOTES)
    return Talk(np.clip(quotes, -1, 1).round(1), np.arange(_MOST_QUOTES) < number[:, :, None])


def truth(kind: str) -> float:
    """The mean over all people there are."""
    draw = np.random.default_rng(99)
    return float(np.mean([talk(draw, kind, 2000, 100).means.mean() for _ in range(4)]))
