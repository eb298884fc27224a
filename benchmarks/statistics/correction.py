"""Corrected numbers while the tagger is wrong on three quotes of ten, in one direction more than in the other.

The tagger misses half of the pains and makes some up; 80 or 160 of the quotes are reviewed, the doubtful more often.
People differ in how much of what they say is a pain, in several ways, as do the tagger's errors: nothing is to hang on
one. Beside the coverage that of the tags alone, the width, and it as a share of that of the reviewed quotes alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.statistics.people import Array
from benchmarks.statistics.table import Row
from voc.journey.correction import Drawn, Estimate, mean, share

STUDIES = 1000
CASES = ((60, 80), (60, 160), (200, 160))
# The other populations, each with fewer and with more people and quotes.
OTHER_CASES = ((60, 80), (200, 160))

Leaning = Callable[[np.random.Generator, Array, float], Array]


def spread_out(draw: np.random.Generator, quotes: Array, pains: float) -> Array:
    """Some people have many pains, most few."""
    return draw.beta(1.2, 1.2 * (1 - pains) / pains, len(quotes))


def all_alike(draw: np.random.Generator, quotes: Array, pains: float) -> Array:
    """Each quote of each person is as likely a pain as any other."""
    return np.full(len(quotes), pains)


def half_never(draw: np.random.Generator, quotes: Array, pains: float) -> Array:
    """Every other person has no pain at all, whatever she says."""
    some = draw.beta(4, 4 * (1 - 2 * pains) / (2 * pains), len(quotes))
    return np.where(draw.random(len(quotes)) < 0.5, 0.0, some)


def talkative_more(draw: np.random.Generator, quotes: Array, pains: float) -> Array:
    """Who says much complains of more of it."""
    return np.clip(spread_out(draw, quotes, pains) * np.where(quotes > 5, 1.3, 0.8), 0, 1)


@dataclass(frozen=True)
class Population:
    """How often a quote is a pain, how often the tagger misses one and makes one up, and how people differ."""

    title: str
    pains: float = 0.35
    missed: float = 0.55
    made_up: float = 0.15
    leaning: Leaning = spread_out


USUAL = Population("")
OTHERS = (
    Population("few pains", pains=0.08, missed=0.4, made_up=0.05),
    Population("many pains", pains=0.7, missed=0.3, made_up=0.3),
    Population("a good tagger", missed=0.2, made_up=0.1),
    Population("all people alike", pains=0.2, leaning=all_alike),
    Population("every other person has none", pains=0.3, leaning=half_never),
    Population("talkative people have more", leaning=talkative_more),
)


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
        yield from coverage(USUAL, people, reviewed, studies)
    for population in OTHERS:
        for people, reviewed in OTHER_CASES:
            yield from coverage(population, people, reviewed, studies)


def coverage(population: Population, people: int, reviewed: int, studies: int) -> Iterator[Row]:
    """How often mean and share hold what they are over all people there are."""
    truth = [study(np.random.default_rng(10**6 + seed), population, 4000, 10) for seed in range(25)]
    true = {name: float(np.mean([numbers(one, one.pain)[name] for one in truth])) for name in ("mean", "share")}
    held: dict[str, list[bool]] = {"mean": [], "share": []}
    naive: dict[str, list[bool]] = {"mean": [], "share": []}
    width: dict[str, list[float]] = {"mean": [], "share": []}
    against: dict[str, list[float]] = {"mean": [], "share": []}
    for seed in range(studies):
        one = study(np.random.default_rng(seed), population, people, reviewed)
        for name, (found, alone) in estimates(one).items():
            if found is None or alone is None:
                continue
            held[name].append(found.low <= true[name] <= found.high)
            width[name].append(found.high - found.low)
            against[name].append((found.high - found.low) / (alone.high - alone.low))
            tagged = numbers(one, one.tag)[name]
            spread = np.sqrt(tagged * (1 - tagged) / people)
            naive[name].append(abs(tagged - true[name]) <= 2 * spread)
    title = {"mean": "portion of the quotes that are pains, person by person", "share": "share of people with a pain"}
    for name in held:
        what = f"{title[name]}, {people} people, about {reviewed} quotes reviewed"
        what += f"; {population.title}" if population.title else ""
        beside = {
            "tags alone": float(np.mean(naive[name])),
            "width": float(np.median(width[name])),
            "width / reviewed alone": float(np.median(against[name])),
        }
        yield Row(what, len(held[name]), float(np.mean(held[name])), (0.93, 0.97), beside)


def study(draw: np.random.Generator, population: Population, people: int, reviewed: int) -> Reviewed:
    """What people say, what the tagger makes of it, and which of it people reviewed."""
    quotes = np.minimum(draw.geometric(0.2, people), 30)
    person = np.repeat(np.arange(people), quotes)
    leaning = population.leaning(draw, quotes, population.pains)
    pain = draw.random(len(person)) < leaning[person]
    wrong = draw.random(len(person)) < np.where(pain, population.missed, population.made_up)
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
    """Corrected, and by the reviewed quotes alone; as the map shows it, within 0 … 1."""
    ones, none = np.ones(len(one.person)), np.zeros(len(one.person))
    true = (one.weight, one.pain)
    made = {
        "mean": (mean((one.weight, one.tag), true, one.drawn), mean((none, none), true, one.drawn)),
        "share": (
            share((one.tag, ones), (one.pain, ones), one.drawn, everyone=True),
            share((none, ones), (one.pain, ones), one.drawn, everyone=True),
        ),
    }
    return {name: (shown(found, one), shown(alone, one)) for name, (found, alone) in made.items()}


def shown(found: Estimate | None, one: Reviewed) -> Estimate | None:
    """An estimate as a map has it: that no error was seen among few people is no certainty."""
    seen = one.drawn.reviewed
    people = len(np.unique(one.person[seen]))
    alike = bool((one.tag[seen] == one.pain[seen]).all())
    return None if found is None else found.within(0.0, 1.0, people, alike=alike)
