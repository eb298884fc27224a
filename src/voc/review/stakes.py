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
counts by half, as its scale is twice as long. Where people judge stages alone, reviews correct no score and no pain,
and these are not at stake; so with each kind of tag of which they have judged nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voc.review.frame import UNJUDGED, Array, Frame

# What is not seen to be wrong is so as often as the stage is seen, taken for so many quotes.
_PRIOR = 10.0
_LEAST_SHARE = 0.02
# Of as many, how often what a tagger abstained from is of the stage that it found likeliest, besides.
_LIKELIEST = 0.7
_TINY = 1e-12
# (1 - π) / π, where a third of the quotes are reviewed: at which the standard errors are taken.
_ODDS = 2.0


@dataclass(frozen=True)
class _Valued:
    """What each quote brings in where it belongs: by the tagger, and what people are expected to say (and squared)."""

    said: Array
    mean: Array
    square: Array


def stakes(frame: Frame) -> Array:
    """√E d² of each quote over all published numbers: at least 0; 0 for what staff say."""
    own = np.flatnonzero(frame.person >= 0)
    total = np.zeros(len(frame.ids))
    if len(own):
        total[own] = _of_customers(frame.of(own))
    # What cannot vary comes out a hair below 0 at times.
    return np.sqrt(np.maximum(total, 0.0))


def _of_customers(frame: Frame) -> Array:
    valence, pain, inside_by_people = _valence(frame), _pain(frame), belongs(frame)
    scores, pains, portions = _corrected_by_reviews(frame)
    everything = np.ones(len(frame.ids))
    of_all = _weight(frame, everything)
    total = np.zeros(len(frame.ids))
    for stage in range(frame.stages):
        inside = (frame.said.stage == stage).astype(np.float64)
        weight = _weight(frame, inside)
        if weight is None or of_all is None:
            continue
        chance = inside_by_people[stage]
        is_here = _Valued(inside, chance, chance)
        if scores:
            total += _expected(frame, weight, inside, chance, valence) / 2
        if pains:
            total += _expected(frame, weight, inside, chance, pain)
        if portions:
            total += _expected(frame, of_all, everything, everything, is_here)
    return total


def _corrected_by_reviews(frame: Frame) -> tuple[bool, bool, bool]:
    """Whether scores, portions of pains and portions of stages are, by the kinds that people judge; at first all."""
    true = frame.true
    scores, pains, portions = (bool((side != UNJUDGED).any()) for side in (true.sentiment, true.pain, true.stage))
    return (scores, pains, portions) if scores or pains or portions else (True, True, True)


def _weight(frame: Frame, inside: Array) -> Array | None:
    """One over (its person's quotes in the cell, at least 1, × people in the cell); missing where it is not shown."""
    count = np.bincount(frame.person, inside, frame.people)
    there = int((count > 0).sum())
    return None if there < frame.least else (1 / (np.maximum(count, 1) * there))[frame.person]


def _expected(frame: Frame, weight: Array, inside: Array, belongs: Array, value: _Valued) -> Array:
    """E d² of each quote, divided by the standard error of the number."""
    f = weight * inside * (value.said - _level(weight * inside, value.said))
    level = _level(weight * belongs, value.mean)
    here = weight * belongs
    y = here * (value.mean - level)
    square = weight * here * (value.square - 2 * level * value.mean + level**2)
    relied = min(max(float(f @ y) / max(float(f @ f), _TINY), 0.0), 1.0)
    left = square - 2 * relied * f * y + relied**2 * f**2
    by_person = np.bincount(frame.person, y, frame.people)
    error = np.sqrt(by_person @ by_person + _ODDS * left.sum())
    return np.asarray(left / max(float(error), _TINY))


def _level(weight: Array, value: Array) -> float:
    """The weighted mean; 0 where nothing weighs."""
    return float(weight @ value) / max(float(weight.sum()), _TINY)


def belongs(frame: Frame) -> Array:
    """The probability of each quote to belong to each stage: array (stages, quotes).

    What is not its own stage's is spread over the others and over none: as they are frequent, and as people judged
    the quotes of that tag. Of quotes without a stage, each stage that was the likeliest makes a tag of its own.
    """
    none = frame.stages
    said = np.where(frame.said.stage < 0, none, frame.said.stage)
    share = np.maximum(np.bincount(said, minlength=none + 1) / max(len(said), 1), _LEAST_SHARE)
    near = np.where((said == none) & (frame.likely >= 0), none + 1 + frame.likely, said)
    seen = np.tile(_PRIOR * share, (none + 1 + none, 1))
    seen[none + 1 :, :none] += _PRIOR * _LIKELIEST * np.eye(none)
    judged = frame.true.stage != UNJUDGED
    true = np.where(frame.true.stage < 0, none, frame.true.stage)
    np.add.at(seen, (near[judged], true[judged]), 1.0)
    np.fill_diagonal(seen, 0.0)
    seen[none + 1 :, none] = 0.0
    other = seen / seen.sum(axis=1, keepdims=True)
    chance = (1 - frame.stage_right) * other.T[:, near]
    chance[said, np.arange(len(said))] = frame.stage_right
    return np.asarray(chance[:none])


def _valence(frame: Frame) -> _Valued:
    """A person who gives the tagger's sentiment gives its valence; else that of hers which is usual.

    So it is where people give no figure (``voc.journey.valued``).
    """
    valence, label = np.nan_to_num(frame.valence), frame.said.sentiment
    mean, square = np.zeros(len(valence)), np.zeros(len(valence))
    for one in range(3):
        own = label == one
        usual = float(valence[own].mean()) if own.any() else one - 1.0
        chance = np.where(own, frame.sentiment_right, (1 - frame.sentiment_right) / 2)
        figure = np.where(own, valence, usual)
        mean += chance * figure
        square += chance * figure**2
    return _Valued(valence, mean, square)


def _pain(frame: Frame) -> _Valued:
    """A pain is 1, what is none 0."""
    pain = frame.said.pain.astype(np.float64)
    chance = np.where(pain > 0, frame.pain_right, 1 - frame.pain_right)
    return _Valued(pain, chance, chance)
