"""A simulated researcher: studies of people drawn from a set, and what the map says after so many reviews.

The set is all the people there are; a study asks some of them. So a corrected interval, which is about the people who
could have been asked, can be held against the truth: what people said of the whole set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.review.sets import Population
from voc.journey._uncorrected import too_few
from voc.journey.correction import Drawn, Estimate, mean
from voc.review.frame import UNJUDGED, Array, Bools, Frame, Integers, Side
from voc.review.queue import QUEUES, draw, sizes
from voc.sampling import Draw, inclusion

# A draw has so many quotes; what they show makes the order of the next.
BATCH = 50
# A queue that nobody can have: the one by effect, told where the taggers are wrong.
TOLD = "told"
_SURE = 0.99


@dataclass(frozen=True)
class Cell:
    """A number of the map: which quotes are in it, with their values, by taggers and by people."""

    name: str
    said: tuple[Bools, Array]
    true: tuple[Bools, Array]
    least: float = 0.0
    of_all: bool = False


@dataclass(frozen=True)
class Sampled:
    """A study: the quotes of some people, as taggers see them and as people do."""

    frame: Frame
    true: Side
    cells: tuple[Cell, ...]

    def known(self, judged: Integers) -> Frame:
        """The frame with what people say of some quotes."""
        open_ = np.ones(len(self.frame.ids), dtype=np.bool_)
        open_[judged] = False
        sides = (np.where(open_, UNJUDGED, getattr(self.true, name)) for name in ("stage", "sentiment", "pain"))
        return replace(self.frame, true=Side(*sides))

    def told(self, known: Frame) -> Frame:
        """The frame with tags that are as sure as they are right, each as people say."""
        said, true = known.said, self.true
        stage, sentiment, pain = (
            # Of a kind that people do not judge nobody can be told.
            np.where(getattr(said, kind) == getattr(true, kind), _SURE, 1 - _SURE)
            if (getattr(true, kind) != UNJUDGED).any()
            else getattr(known, f"{kind}_right")
            for kind in ("stage", "sentiment", "pain")
        )
        return replace(known, stage_right=stage, sentiment_right=sentiment, pain_right=pain)


def study(population: Population, people: int, draw_people: np.random.Generator) -> Sampled:
    """Ask so many people of the population, with replacement."""
    chosen = draw_people.integers(0, population.frame.people, people)
    own = [population.of_person[person] for person in chosen]
    rows = np.concatenate(own)
    person = np.repeat(np.arange(people), [len(one) for one in own])
    frame = population.frame.of(rows, person, people)
    return Sampled(frame, population.true.of(rows), tuple(cells(population, frame, rows)))


def cells(population: Population, frame: Frame, rows: Integers) -> Iterator[Cell]:
    """The numbers of the map: scores and portions of pains by stage, and portions of the stages."""
    stage, everything = population.stage[rows], np.ones(len(rows), dtype=np.bool_)
    for number in range(frame.stages):
        said, true = frame.said.stage == number, stage == number
        if population.valence is not None and population.sentiment is not None:
            felt, pained = population.valence[rows], population.sentiment[rows] == 0
            yield Cell(f"score {number}", (said & ~np.isnan(frame.valence), frame.valence), (true, felt), least=-1.0)
            yield Cell(f"pain {number}", (said, frame.said.pain.astype(float)), (true, pained.astype(float)))
        if population.staged:
            yield Cell(
                f"portion {number}", (everything, said.astype(float)), (everything, true.astype(float)), of_all=True
            )


def plain(cell: tuple[Bools, Array], person: Integers, people: int) -> float | None:
    """The participant-first mean of a cell, every quote known; missing where nobody is in it."""
    inside, values = cell
    count = np.bincount(person, inside, people)
    total = np.bincount(person, np.where(inside, values, 0.0), people)
    there = count > 0
    return float((total[there] / count[there]).mean()) if there.any() else None


def corrected(cell: Cell, drawn: Drawn) -> Estimate | None:
    """The number as the map has it after the reviews; missing where it is not corrected yet."""
    inside = [np.where(cell.of_all, values > 0, told) for told, values in (cell.said, cell.true)]
    got = drawn.reviewed & (inside[0] | inside[1])
    people = len(np.unique(drawn.person[got]))
    if too_few(int(got.sum()), people):
        return None
    weight = 1 / np.maximum(np.bincount(drawn.person, cell.said[0], drawn.people), 1)[drawn.person]
    said, true = ((weight * told, values) for told, values in (cell.said, cell.true))
    found = mean(said, true, drawn)
    unlike = (inside[0] != inside[1]) | (inside[0] & inside[1] & (cell.said[1] != cell.true[1]))
    alike = not (drawn.reviewed & unlike).any()
    return None if found is None else found.within(cell.least, 1.0, people, alike=alike)


def reviewed(one: Sampled, mode: str, steps: Sequence[int], seed: int) -> Iterator[Drawn]:
    """What is known after so many reviews of a queue, step by step; each batch knows what the last has shown."""
    place = {quote_id: number for number, quote_id in enumerate(one.frame.ids)}
    judged: set[str] = set()
    draws: list[Draw] = []
    for number in range(max(steps)):
        if number in steps:
            yield _drawn(one.frame, place, draws, judged)
        if number % BATCH == 0:
            known = one.known(np.array([place[quote_id] for quote_id in judged], dtype=np.int64))
            size = sizes(mode, known) if mode in QUEUES else sizes("effect", one.told(known))
            rows = draw(known.ids, size, seed=seed, judged=judged, count=BATCH)
            draws.append(Draw(seed, list(rows)))
            waiting = iter([at for at, row in enumerate(rows) if row.state == "open"])
        at = next(waiting)
        row = draws[-1].rows[at]
        draws[-1].rows[at] = replace(row, state="done")
        judged.add(row.quote_id)
    yield _drawn(one.frame, place, draws, judged)


def _drawn(frame: Frame, place: Mapping[str, int], draws: Sequence[Draw], judged: set[str]) -> Drawn:
    found = inclusion(draws, judged)
    probability = np.full(len(place), np.nan)
    probability[[place[quote_id] for quote_id in found]] = list(found.values())
    return Drawn(probability, frame.person, frame.people)
