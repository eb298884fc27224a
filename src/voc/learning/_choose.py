"""Which way to learn is chosen on corrections that the way has not seen, whole people at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from voc.learning._head import head, surprise
from voc.learning._lesson import Flags, Lesson, Step, folds
from voc.learning._read import Array

_FOLDS = 5
# A way with a smaller share is not told.
_SHOWN = 0.1
AS_BEFORE = "as before"


@dataclass(frozen=True)
class Way:
    """A way to learn: a head held back by ``strength``, its texts read with a share ``near`` of their nearest."""

    strength: float
    near: float

    @property
    def name(self) -> str:
        """Its name for people."""
        return f"head {self.strength:g}" + (" among the nearest" if self.near else "")

    def learn(self, lesson: Lesson) -> Step:
        """What this way learns from a lesson."""
        return head(lesson, self.strength, self.near)


# The more careful stand first; of equals the first is taken.
WAYS = tuple(Way(strength, near) for near, strength in product((0.0, 0.5), (3.0, 1.0, 0.3, 0.1, 0.03)))


@dataclass(frozen=True)
class Tried:
    """What each way learned without each fold, and what it makes of that fold's evidence, (n, labels)."""

    lesson: Lesson
    held_out: list[Flags]
    steps: Mapping[Way, list[Step]]
    told: Mapping[Way, Array]

    @classmethod
    def of(cls, lesson: Lesson, seed: int) -> Tried:
        """Try all ways on each four fifths of the people."""
        held_out = folds(lesson.groups, _FOLDS, seed)
        steps = {way: [way.learn(lesson.take(~out)) for out in held_out] for way in WAYS}
        told = {way: np.zeros(lesson.targets.shape) for way in WAYS}
        for way, (number, out) in product(WAYS, enumerate(held_out)):
            told[way][out] = lesson.told(steps[way][number])[out]
        return cls(lesson, held_out, steps, told)


@dataclass(frozen=True)
class Chosen:
    """The ways to learn that are mixed.

    ``surprise``: each way's mean at texts it had not seen (nats a text); ``shares`` in the mixture; ``told``: what it
    makes of those texts' evidence, (n, labels).
    """

    surprise: dict[str, float]
    shares: dict[Way, float]
    told: Array

    @property
    def how(self) -> str:
        """The ways that count most, for people."""
        most = sorted(self.shares.items(), key=lambda pair: -pair[1])[:2]
        return ", ".join(f"{way.name} {share:.0%}" for way, share in most if share >= _SHOWN)

    def mixed(self, steps: Mapping[Way, Step]) -> Step:
        """What the ways learned, as one step."""
        return Step.mixed([steps[way] for way in self.shares], list(self.shares.values()))


def choose(tried: Tried, among: Flags) -> Chosen:
    """Mix ways by how surprised they are at some of the texts (n,), each by what was learned without it.

    Surprise is log loss: it tells small differences that a count of right labels cannot. Whether the nearest are heard
    is decided by the best way. The ways are mixed, since a few corrections seldom tell which is best (stacking by
    pseudo-likelihood, with as many nats to a factor e as there are folds: texts of one fold are judged by the same
    step).
    """
    lesson = tried.lesson.take(among)
    means = {way: float(surprise(told[among], lesson).mean()) for way, told in tried.told.items()}
    best = min(means, key=lambda way: means[way])
    raised = {
        way: float(np.exp((means[best] - mean) * len(lesson.rows) / _FOLDS))
        for way, mean in means.items()
        if way.near == best.near
    }
    shares = {way: one / sum(raised.values()) for way, one in raised.items()}
    before = float(surprise(lesson.told(lesson.none), lesson).mean())
    names = {AS_BEFORE: before} | {way.name: mean for way, mean in means.items()}
    return Chosen(names, shares, np.sum([share * tried.told[way][among] for way, share in shares.items()], axis=0))
