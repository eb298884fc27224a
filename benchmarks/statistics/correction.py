"""Corrected numbers while the tagger is wrong on three quotes of ten, in one direction more than in the other.

The tagger misses half of the pains and of the bad feelings and makes some up; 40 to 160 of the quotes are reviewed, the
doubtful more often. Beside the coverage that of the tags alone, and the width as a share of that of the reviewed quotes
alone (Horvitz & Thompson 1952).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.statistics.people import Array
from benchmarks.statistics.table import Row
from voc.journey.correction import Drawn, Estimate, mean, share

STUDIES = 1000
CASES = ((60, 80), (60, 160), (200, 160))
_MISSED, _MADE_UP, _PAINS = 0.55, 0.15, 0.35


@dataclass(frozen=True)
class Reviewed:
    """Quotes of one study: who said each, whether it is a pain, what the tagger says, and which were reviewed."""

    person: np.ndarray
    pain: Array
    tag: Array
    drawn: Drawn

    @property
    def weight(self) -> Array:
        """One over the person's number of quotes: each person counts once."""
        return np.asarray(1 / np.bincount(self.person)[self.person])


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """One row a number, people and reviewed quotes."""
    studies = STUDIES // 10 if given.quick else STUDIES
    for people, reviewed in CASES:
        yield from coverage(people, reviewed, studies)


def coverage(people: int, reviewed: int, studies: int) -> Iterator[Row]:
    """How often mean and share hold what they are over all people there are."""
    truth = [study(np.random.default_rng(10**6 + seed), 400, 10) for seed in range(50)]
    true = {name: float(np.mean([numbers(one, one.pain)[name] for one in truth])) for name in ("mean", "share")}
    held: dict[str, list[bool]] = {"mean": [], "share": []}
    naive: dict[str, list[bool]] = {"mean": [], "share": []}
    width: dict[str, list[float]] = {"mean": [], "share": []}
    for seed in range(studies):
        one = study(np.random.default_rng(seed), people, reviewed)
        for name, (found, alone) in estimates(one).items():
            if found is None or alone is None:
                continue
            held[name].append(found.low <= true[name] <= found.high)
            width[name].append((found.high - found.low) / (alone.high - alone.low))
            tagged = numbers(one, one.tag)[name]
            spread = np.sqrt(tagged * (1 - tagged) / people)
            naive[name].append(abs(tagged - true[name]) <= 2 * spread)
    title = {"mean": "portion of the quotes that are pains, person by person", "share": "share of people with a pain"}
    for name in held:
        what = f"{title[name]}, {people} people, about {reviewed} quotes reviewed"
        beside = {"tags alone": float(np.mean(naive[name])), "width / reviewed alone": float(np.median(width[name]))}
        yield Row(what, len(held[name]), float(np.mean(held[name])), (0.93, 0.97), beside)


def study(draw: np.random.Generator, people: int, reviewed: int) -> Reviewed:
    """What people say and what the tagger makes of it; some people have many pains, most few."""
    person = np.repeat(np.arange(people), np.minimum(draw.geometric(0.2, people), 30))
    leaning = draw.beta(1.2, 1.2 * (1 - _PAINS) / _PAINS, people)
    pain = draw.random(len(person)) < leaning[person]
    wrong = draw.random(len(person)) < np.where(pain, _MISSED, _MADE_UP)
    tag = pain ^ wrong
    doubt = np.clip(draw.normal(np.where(wrong, 0.6, 0.4), 0.2), 0.1, 1)
    probability = np.clip(reviewed * doubt / doubt.sum(), 0.005, 1)
    taken = draw.random(len(person)) < probability
    drawn = Drawn(np.where(taken, probability, np.nan), person, people)
    return Reviewed(person, pain.astype(float), tag.astype(float), drawn)


def numbers(one: Reviewed, value: Array) -> dict[str, float]:
    """The mean over people of the mean of their quotes, and the share of people with any."""
    return {
        "mean": float((one.weight * value).sum() / one.weight.sum()),
        "share": float((np.bincount(one.person, value) > 0).mean()),
    }


def estimates(one: Reviewed) -> dict[str, tuple[Estimate | None, Estimate | None]]:
    """Corrected, and by the reviewed quotes alone."""
    ones, none = np.ones(len(one.person)), np.zeros(len(one.person))
    true = (one.weight, one.pain)
    return {
        "mean": (mean((one.weight, one.tag), true, one.drawn), mean((none, none), true, one.drawn)),
        "share": (
            share((one.tag, ones), (one.pain, ones), one.drawn, everyone=True),
            share((none, none), (one.pain, ones), one.drawn, everyone=True),
        ),
    }
