"""What is at stake with a quote: how much its review is expected to matter to the published numbers of a map.

Of a corrected number, the variance that drawing adds is Σ d² (1 - π) / π over its quotes, d = y - λ f: what the quote
brings into the number by people, less what the tagger says and is relied on (``voc.journey.correction``). For a number
of reviews Σ π it is least where π is proportional to √E d² (Neyman 1934; Zrnic & Candès 2024, "active inference").

E d² comes from the probability of each label. Into a participant-first mean of level R, a quote of the cell brings
w (v - R), w being one over (its person's quotes there × people there): few quotes of a person weigh more each. With
b the probability that it is in the cell, E y = b w (E v - R) and E y² = b w² E (v - R)²; that holds as well for a quote
tagged as another stage, which may belong here. λ is the one with the least expected variance.

The numbers are each stage's score, portion of pains and portion of all quotes. Their variances are added with one over
the standard error that each has, which makes the mean width of the intervals least, not that of the widest; a score
counts by half, as its scale is twice as long.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voc.review.frame import UNJUDGED, Array, Frame, Integers

# What is not seen to be wrong is so as often as the stage is seen, taken for so many quotes.
_PRIOR = 10.0
_LEAST_SHARE = 0.02
_TINY = 1e-12
# (1 - π) / π, where a third of the quotes are reviewed: at which the standard errors are taken.
_ODDS = 2.0


@dataclass(frozen=True)
class _Cells:
    """One number for each stage. Arrays (quotes, stages), or (quotes, 1) where all stages share it.

    ``weight`` is w; ``inside`` and ``value`` are what the tagger says; ``belongs``, ``mean`` and ``square`` are the
    probability to be in the cell, and of the true value the expectation and that of its square; ``scale`` is the
    length of the number's scale.
    """

    weight: Array
    inside: Array
    value: Array
    belongs: Array
    mean: Array
    square: Array
    scale: float

    def stakes(self, person: Integers, people: int) -> Array:
        """E d² of each quote over all stages, each divided by its standard error and scale: array (quotes,)."""
        said = _level(self.weight * self.inside, self.value)
        level = _level(self.weight * self.belongs, self.mean)
        f = self.weight * self.inside * (self.value - said)
        y = self.weight * self.belongs * (self.mean - level)
        square = self.weight**2 * self.belongs * (self.square - 2 * level * self.mean + level**2)
        relied = np.clip((f * y).sum(axis=0) / np.maximum((f**2).sum(axis=0), _TINY), 0, 1)
        left = square - 2 * relied * f * y + relied**2 * f**2
        by_people = np.stack([np.bincount(person, one, people) for one in y.T], axis=1)
        error = np.sqrt((by_people**2).sum(axis=0) + _ODDS * left.sum(axis=0))
        return np.asarray(left @ (1 / np.maximum(error, _TINY))) / self.scale


def stakes(frame: Frame) -> Array:
    """√E d² of each quote over all published numbers: at least 0; 0 for what staff say."""
    own = np.flatnonzero(frame.person >= 0)
    total = np.zeros(len(frame.ids))
    if len(own):
        total[own] = _of_customers(frame.of(own))
    return np.sqrt(total)


def _of_customers(frame: Frame) -> Array:
    inside = (frame.said.stage[:, None] == np.arange(frame.stages)).astype(np.float64)
    count = np.stack([np.bincount(frame.person, one, frame.people) for one in inside.T], axis=1)
    there = (count > 0).sum(axis=0)
    shown = there >= frame.least
    inside, count, there = inside[:, shown], count[:, shown], there[shown]
    belongs = _belongs(frame)[:, shown]
    weight = 1 / (np.maximum(count, 1)[frame.person] * np.maximum(there, 1))
    said = np.bincount(frame.person, minlength=frame.people)
    alike = (1 / (said[frame.person] * (said > 0).sum()))[:, None]
    ones = np.ones_like(belongs)
    numbers = (
        _Cells(weight, inside, *_valence(frame, belongs), scale=2.0),
        _Cells(weight, inside, *_pain(frame, belongs), scale=1.0),
        _Cells(alike, ones, inside, ones, belongs, belongs, scale=1.0),
    )
    return np.asarray(sum(one.stakes(frame.person, frame.people) for one in numbers))


def _level(weight: Array, value: Array) -> Array:
    """The weighted mean of each column; 0 where nothing weighs."""
    return np.asarray((weight * value).sum(axis=0) / np.maximum(weight.sum(axis=0), _TINY))


def _belongs(frame: Frame) -> Array:
    """The probability of each quote to belong to each stage: array (quotes, stages).

    What is not its own stage's is spread over the others and over none: as they are frequent, and as people judged
    the quotes of that tag.
    """
    none = frame.stages
    said = np.where(frame.said.stage < 0, none, frame.said.stage)
    share = np.maximum(np.bincount(said, minlength=none + 1) / max(len(said), 1), _LEAST_SHARE)
    seen = np.tile(_PRIOR * share, (none + 1, 1))
    judged = frame.true.stage != UNJUDGED
    true = np.where(frame.true.stage < 0, none, frame.true.stage)
    np.add.at(seen, (said[judged], true[judged]), 1.0)
    np.fill_diagonal(seen, 0.0)
    other = seen / seen.sum(axis=1, keepdims=True)
    chance = (1 - frame.stage_right)[:, None] * other[said]
    chance[np.arange(len(said)), said] = frame.stage_right
    return np.asarray(chance[:, :none])


def _valence(frame: Frame, belongs: Array) -> tuple[Array, Array, Array, Array]:
    """The tagger's valence, the probability of the cells, and the true valence's mean and mean square.

    A person who gives the tagger's label gives its figure; else that label's usual one (``voc.journey.valued``).
    """
    valence, label = np.nan_to_num(frame.valence), frame.said.sentiment
    groups = [valence[label == one] for one in range(3)]
    usual = np.array([group.mean() if len(group) else place - 1.0 for place, group in enumerate(groups)])
    chance = np.repeat((1 - frame.sentiment_right)[:, None] / 2, 3, axis=1)
    figure = np.tile(usual, (len(valence), 1))
    rows = np.flatnonzero(label >= 0)
    chance[rows, label[rows]] = frame.sentiment_right[rows]
    figure[rows, label[rows]] = valence[rows]
    mean, square = ((chance * figure**power).sum(axis=1)[:, None] for power in (1, 2))
    return valence[:, None], belongs, mean, square


def _pain(frame: Frame, belongs: Array) -> tuple[Array, Array, Array, Array]:
    """The same of pains, 1 and 0."""
    pain = frame.said.pain.astype(np.float64)[:, None]
    chance = np.where(pain > 0, frame.pain_right[:, None], 1 - frame.pain_right[:, None])
    return pain, belongs, chance, chance
