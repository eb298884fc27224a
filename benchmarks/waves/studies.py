"""Public surveys as studies of one wave or two, tagged by the codebook for software, cut into waves at will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

import voc
from voc import encoder
from voc.codebook import Codebook
from voc.journey._material import Material
from voc.journey._places import Place, Said, Side, places
from voc.journey.changes import changes, pair
from voc.journey.model import Score
from voc.journey.pain_points import points
from voc.journey.trends import Course, trends
from voc.journey.valued import valued
from voc.journey.wave_records import Change, Trend
from voc.journey.waves import cell, emotions
from voc.study import Study
from voc.tags import decided

Mask = npt.NDArray[np.bool_]
_JUPYTER = {
    "Jupyter 2015": "jupyter_ux_2015/open_ended_themes.csv",
    "Jupyter 2020": "jupyter_survey_2020/open_ended.csv",
}


@dataclass(frozen=True)
class Surveyed:
    """A survey with its tags, and what is followed in it; themes are those of all its quotes."""

    title: str
    material: Material

    @cached_property
    def said(self) -> Said:
        """All that people said."""
        return Said.of(self.material)

    @cached_property
    def places(self) -> list[Place]:
        """Stages, touchpoints and pains."""
        return list(places(self.material, points(self.material, "pain").found))

    @property
    def everyone(self) -> Mask:
        """Who said anything: (people,)."""
        there = np.zeros(self.said.people, dtype=bool)
        there[self.said.person] = True
        return there

    def changes(self, before: Mask, after: Mask, *, said: Said | None = None, seed: int = 0) -> list[Change]:
        """What changed between some people, (people,), and some others."""
        sides, scores = self._sides([before, after], said or self.said)
        least = self.material.study.min_participants
        pairs = [
            pair(place, sides[0], sides[1], (scores[0][i], scores[1][i]), least=least, seed=seed)
            for i, place in enumerate(self.places)
        ]
        return changes(pairs, self.material.drawn)

    def trends(self, waves: Sequence[Mask]) -> list[Trend]:
        """Where it is heading over some waves of people."""
        sides, scores = self._sides(waves, self.said)
        least = self.material.study.min_participants
        both = list(zip(sides, scores, strict=True))
        courses = [
            Course(place, sides, [cell(place, side, one[i], least, None).value for side, one in both])
            for i, place in enumerate(self.places)
        ]
        return trends(courses, self.material.drawn)

    def _sides(self, waves: Sequence[Mask], said: Said) -> tuple[list[Side], list[list[Score | None]]]:
        sides = [Side(f"wave {number}", said, people[said.person]) for number, people in enumerate(waves, 1)]
        return sides, [emotions(self.material, side, self.places) for side in sides]


def surveys(data: Path, tier: str) -> Iterator[Surveyed]:
    """The surveys that are cut at random."""
    table = pd.read_csv(data / "r_community_survey" / "open_ended.csv", dtype=str)
    yield tagged("R 2018", r_survey(table, "2018"), tier)
    for title, name in _JUPYTER.items():
        yield tagged(title, pd.read_csv(data / name, dtype=str).assign(source=title), tier)


def r_survey(table: pd.DataFrame, *years: str) -> pd.DataFrame:
    """The English answers of some years; the year is the wave."""
    rows = table[(table["lang"] == "en") & table["year"].isin(years) & table["text"].notna()]
    return rows.assign(source="R " + rows["year"], wave=rows["year"])


def tagged(title: str, rows: pd.DataFrame, tier: str, resamples: int = 200) -> Surveyed:
    """A survey as voc tags and groups it."""
    given = rows.rename(columns={"respondent": "participant"}).dropna(subset=["text"]).reset_index(drop=True)
    given["quote_id"] = [f"{number:016x}" for number in range(len(given))]
    given = given.assign(source_kind="survey", locator=[f"row {number}" for number in range(len(given))], lang="en")
    quotes = voc.quotes.complete(given, where=title)
    book = Codebook.load("software")
    tags = decided(valued(voc.tag(quotes, book, tagger=tier)))
    study = Study(resamples=resamples)
    return Surveyed(title, Material(quotes, tags, book, study, None, meaning=encoder.meanings))


def chosen(draw: np.random.Generator, among: Mask, n: int, waves: int = 2) -> list[Mask]:
    """Waves of ``n`` people each, drawn at random from those of a mask: masks (people,)."""
    order = draw.permutation(np.flatnonzero(among))
    made = [np.zeros(len(among), dtype=bool) for _ in range(waves)]
    for wave, mask in enumerate(made):
        mask[order[wave * n : (wave + 1) * n]] = True
    return made
