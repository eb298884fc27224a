"""What is followed from wave to wave: the map's stages, touchpoints and pains, and what people said of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from voc.journey._material import Material, telling
from voc.journey.resample import Array
from voc.journey.scores import person_means
from voc.journey.wave_records import Measure

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


class Theme(Protocol):
    """As much of a pain as is followed; :class:`voc.journey.model.PainPoint` is one."""

    @property
    def rank(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def touchpoint(self) -> str | None: ...
    @property
    def quote_ids(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Place:
    """A stage, a touchpoint at a stage, or a pain; ``rows`` are its quotes, the most telling first."""

    measure: Measure
    stage: str
    touchpoint: str | None
    pain_rank: int | None
    label: str
    rows: Places

    @property
    def family(self) -> str:
        """What it is tested among: stages, touchpoints or pains."""
        return "pain" if self.measure == "pain" else "stage" if self.touchpoint is None else "touchpoint"


def places(material: Material, pains: Sequence[Theme]) -> Iterator[Place]:
    """Every stage with its touchpoints that somebody spoke of, in the order of the map, then the pains."""
    said = material.customers
    ids = said["quote_id"].to_numpy(dtype=object)
    row = pd.Series(np.arange(len(said)), index=ids)
    titles = {code.name: code.title for code in material.book.touchpoints}
    for code in material.book.stages:
        here = row[list(telling(said[said["stage"] == code.name]))].to_numpy()
        yield Place("emotion", code.name, None, None, code.title, here)
        for name, at in material.touchpoints_at(code.name).items():
            found = here[np.fromiter((quote_id in at for quote_id in ids[here]), dtype=bool, count=len(here))]
            if len(found):
                yield Place("emotion", code.name, name, None, titles[name], found)
    for pain in pains:
        yield Place("pain", pain.stage, pain.touchpoint, pain.rank, pain.label, row[list(pain.quote_ids)].to_numpy())


@dataclass(frozen=True)
class Said:
    """All that participants said, as arrays (quotes,): who (position in ``people``), in which tone, where, of what.

    ``values`` are valences in [-1, 1], NaN where unknown; ``kind`` is that of the source, and ``question`` the same,
    but the question where a survey asked one. ``ids`` and ``rows`` are the quotes themselves.
    """

    people: int
    person: Places
    values: Array
    kind: NDArray[np.str_]
    question: NDArray[np.str_]
    ids: NDArray[np.object_]
    rows: pd.DataFrame

    @classmethod
    def of(cls, material: Material) -> Said:
        said = material.customers
        kind = said["source_kind"].to_numpy(dtype=str)
        asked = said["question"].fillna("").str.lower().str.split().str.join(" ").to_numpy(dtype=str)
        survey = (kind == "survey") & (asked != "")
        return cls(
            people=len(material.people),
            person=pd.Index(material.people).get_indexer(pd.Index(said["person"])),
            values=said["valence"].to_numpy(dtype=np.float64, na_value=np.nan),
            kind=kind,
            question=np.where(survey, np.char.add("survey: ", asked), kind),
            ids=said["quote_id"].to_numpy(dtype=object),
            rows=said,
        )


@dataclass(frozen=True)
class Side:
    """One of the things compared: a wave, or one of two maps. ``inside`` (quotes,) says which quotes are of it."""

    name: str
    said: Said
    inside: Mask

    @cached_property
    def here(self) -> Mask:
        """Who said anything: (people,)."""
        there = np.zeros(self.said.people, dtype=bool)
        there[self.said.person[self.inside]] = True
        return there

    def rows(self, place: Place) -> Places:
        """The quotes of a place on this side, the most telling first."""
        return place.rows[self.inside[place.rows]]

    def spoke(self, place: Place) -> Array:
        """Who spoke of a place, (people,): 1, 0 for who said something else, NaN for who is not here."""
        told = np.where(self.here, 0.0, np.nan)
        told[self.said.person[self.rows(place)]] = 1.0
        return told

    def values(self, place: Place) -> Array:
        """The place's measure by person, (people,): her mean valence there, or 1 and 0 for the pain."""
        if place.measure == "pain":
            return self.spoke(place)
        rows = self.rows(place)
        return person_means(self.said.person[rows], self.said.values[rows], self.said.people)
