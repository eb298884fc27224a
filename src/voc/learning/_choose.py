"""Which way to learn is chosen on corrections that the way has not seen, whole people at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from voc.learning._lesson import Array, Flags, Lesson, Step, folds
from voc.learning._steps import head, prototypes, surprise

_FOLDS = 5
# A way with a smaller share is left out; one with a smaller than the second is not told.
_NOTHING, _SHOWN = 0.01, 0.1


@dataclass(frozen=True)
class Way:
    """A way to learn, and its name for people."""

    name: str
    learn: Callable[[Lesson], Step]


@dataclass(frozen=True)
class Chosen:
    """Each way's mean surprise at texts it had not seen (nats a text), and the share of each in what is learned."""

    surprise: dict[str, float]
    shares: dict[str, float]

    @property
    def best(self) -> str:
        """The way that was least surprised, the more careful of equals."""
        return min(self.surprise, key=lambda name: self.surprise[name])

    @property
    def how(self) -> str:
        """The ways that count most, for people."""
        most = sorted(self.shares.items(), key=lambda pair: -pair[1])[:2]
        return ", ".join(f"{name} {share:.0%}" for name, share in most if share >= _SHOWN)

    def learn(self, lesson: Lesson) -> Step:
        """What the ways learn from a lesson, mixed by their shares."""
        mixed = [(way.learn(lesson), self.shares[way.name]) for way in WAYS if self.shares[way.name] > _NOTHING]
        whole = sum(share for _, share in mixed)
        return Step.mixed([step for step, _ in mixed], [share / whole for _, share in mixed])


def _head(strength: float) -> Way:
    return Way(f"prototypes and head {strength:g}", lambda lesson: head(lesson, strength))


AS_BEFORE = Way("as before", lambda lesson: Step.none(lesson.targets.shape[1], lesson.vectors.shape[1]))
# The more careful stand first; of equals the first is taken. The number is how strongly the head is held back.
WAYS = (AS_BEFORE, Way("prototypes", prototypes), *map(_head, (3.0, 1.0, 0.3, 0.1, 0.03)))


def choose(lesson: Lesson, seed: int) -> Chosen:
    """Learn on four fifths of the people, be surprised by the rest; the less a way is surprised, the more it counts.

    Surprise is log loss: it tells small differences that a count of right labels cannot, and keeps probabilities true.
    The ways are mixed, since a few corrections seldom tell which is best (stacking by pseudo-likelihood, with as many
    nats to a factor e as there are folds: texts of one fold are judged by the same step).
    """
    held_out = folds(lesson.groups, _FOLDS, seed)
    means = {way.name: float(np.average(_unseen(lesson, way, held_out), weights=lesson.weights)) for way in WAYS}
    least = min(means.values())
    raised = {name: float(np.exp((least - mean) * len(lesson.targets) / _FOLDS)) for name, mean in means.items()}
    return Chosen(means, {name: one / sum(raised.values()) for name, one in raised.items()})


def _unseen(lesson: Lesson, way: Way, held_out: list[Flags]) -> Array:
    """The surprise at each text by what was learned from the other people's, (n,)."""
    lost = np.zeros(len(lesson.groups))
    for out in held_out:
        lost[out] = surprise(lesson.take(out), way.learn(lesson.take(~out)))
    return lost
