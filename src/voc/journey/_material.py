"""The evidence of a study with its tags beside it, and its people: computed once, read by every measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from voc import quotes as quotes_table
from voc.codebook import Codebook
from voc.journey._answers import Answer, answers
from voc.journey.model import Lane
from voc.journey.pains import hurts, pleases
from voc.journey.resample import Array, weights
from voc.journey.scores import by_person
from voc.study import Study
from voc.theme_file import ThemeFile

# Vectors of texts, (texts, width), by what they mean.
Meaning = Callable[[Sequence[str]], NDArray[np.float32]]

_MIDDLE = {"negative": -0.5, "neutral": 0.0, "positive": 0.5}
# What the reading itself says of a person.
_READING = ["source", "source_kind", "role", "asked"]
# What has fewer words ("the app") says little where its question does not stand beside it.
_SENTENCE = 4
_SAYS_NOTHING = ("empty answer", "filler", "no words")


def attributes_of(participants: pd.DataFrame) -> pd.DataFrame:
    """What is known of people, by participant: the columns that say something of anybody."""
    rows = participants.dropna(subset=["participant"]).set_index("participant").drop(columns=_READING, errors="ignore")
    return rows.replace("", pd.NA).dropna(axis="columns", how="all")


@dataclass(frozen=True)
class Material:
    """The evidence with its tags beside it, and the people, computed once and read by every measure."""

    quotes: pd.DataFrame
    tags: pd.DataFrame
    book: Codebook
    study: Study
    participants: pd.DataFrame | None
    attributes: pd.DataFrame | None = None
    figures: pd.DataFrame | None = None
    told: ThemeFile | None = None
    meaning: Meaning | None = None

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """Kept quotes with ``person``, ``stage``, ``stage_confidence``, ``valence`` and ``sentiment``."""
        kept = quotes_table.evidence(self.quotes).reset_index(drop=True)
        stage = self._single("stage")
        sentiment = self._single("sentiment")
        ids = kept["quote_id"]
        # Nobody named: each answer or post counts as one person, since two are hardly by the same.
        anonymous = "somebody: " + kept["source"] + ", " + kept["locator"]
        label = ids.map(sentiment["label"])
        # People say "negative" without a figure; then the middle of that side of the scale stands for it.
        value = ids.map(sentiment["value"]).astype("float64").fillna(label.map(_MIDDLE).astype("float64"))
        return kept.assign(
            person=kept["participant"].where(kept["participant"].notna(), anonymous),
            stage=ids.map(stage["label"]),
            stage_confidence=ids.map(stage["confidence"]).astype("float64"),
            stage_by=ids.map(stage["by"]),
            sentiment=label,
            valence=value,
        )

    def _single(self, kind: str) -> pd.DataFrame:
        return self.tags[self.tags["kind"] == kind].set_index("quote_id")

    @cached_property
    def customers(self) -> pd.DataFrame:
        """The evidence of participants."""
        return self.evidence[self.evidence["role"] == "participant"]

    @cached_property
    def staff(self) -> pd.DataFrame:
        """The evidence of staff, for the internal lane."""
        return self.evidence[self.evidence["role"] == "staff"]

    @cached_property
    def people(self) -> list[str]:
        """Everyone who could have raised something: who said anything, and who was asked and did not."""
        said = set(self.customers["person"].unique())
        if self.participants is None:
            return sorted(said)
        # Whoever only wrote what is no answer was asked; whoever wrote in another language was not understood.
        unsaid = self.quotes["excluded"].isin(_SAYS_NOTHING)
        heard = set(self.quotes.loc[~unsaid, "participant"].dropna())
        could = self.participants
        if {"role", "asked"} <= set(could.columns):
            could = could[(could["role"] == "participant") & could["asked"].astype(bool)]
        silent = set(could["participant"].dropna().astype(str)) - heard
        return sorted(said | silent)

    @cached_property
    def drawn(self) -> Array:
        """The weights of every resample."""
        return weights(len(self.people), self.study.resamples, self.study.seed)

    @cached_property
    def who(self) -> pd.DataFrame:
        """The attributes of everyone in :attr:`people`, one row a person; what is empty or unknown is missing."""
        if self.participants is None:
            return pd.DataFrame(index=self.people)
        known = attributes_of(self.participants.drop_duplicates("participant")).reindex(self.people)
        return known.dropna(axis="columns", how="all")

    @cached_property
    def scale_kinds(self) -> dict[str, str]:
        """The kind of the scale on which each attribute was answered, where the reading knows it."""
        if self.attributes is None:
            return {}
        return dict(zip(self.attributes["attribute"], self.attributes["kind"], strict=True))

    @cached_property
    def answers(self) -> list[Answer]:
        """The outcomes that people gave in closed questions, by person."""
        return answers(self.who, self.attributes)

    @cached_property
    def stage_means(self) -> Array:
        """The mean valence of each person at each stage: array (people, stages), NaN where she said nothing there."""
        said = self.customers
        ids = {code.name: list(said["quote_id"][said["stage"] == code.name]) for code in self.book.stages}
        return by_person(said, self.people, ids)

    @cached_property
    def touchpoint_means(self) -> dict[str, tuple[Array, list[str]]]:
        """The same by touchpoint, stage by stage: array (people, touchpoints) and the touchpoints' names."""
        made = {}
        for code in self.book.stages:
            said = self.customers[self.customers["stage"] == code.name]
            at = self.touchpoints_at(code.name)
            cells = {name: list(said["quote_id"][said["quote_id"].isin(ids)]) for name, ids in at.items()}
            made[code.name] = (by_person(said, self.people, cells), list(cells))
        return made

    @cached_property
    def speakers(self) -> dict[str, str]:
        """Who said each of the customers' quotes."""
        return dict(zip(self.customers["quote_id"].tolist(), self.customers["person"].tolist(), strict=True))

    def raised(self, quote_ids: Iterable[str]) -> NDArray[np.bool_]:
        """Who said one of these quotes: mask over :attr:`people`."""
        return self.among({self.speakers.get(quote_id) for quote_id in quote_ids})

    def among(self, persons: Iterable[str | None]) -> NDArray[np.bool_]:
        """Who is one of these: mask over :attr:`people`."""
        known = set(persons)
        return np.fromiter((person in known for person in self.people), dtype=bool, count=len(self.people))

    def said_by(self, quote_ids: Iterable[str], among: NDArray[np.bool_]) -> tuple[str, ...]:
        """Those of the quotes that the people of a mask said, in their order."""
        people = {self.people[row] for row in np.flatnonzero(among)}
        return tuple(quote_id for quote_id in quote_ids if self.speakers.get(quote_id) in people)

    def labels(self, kind: str) -> dict[str, set[str]]:
        """The ids of the quotes that carry each label of a kind."""
        rows = self.tags[(self.tags["kind"] == kind) & self.tags["label"].notna()]
        return {str(label): set(ids.tolist()) for label, ids in rows.groupby("label")["quote_id"]}

    @cached_property
    def facets(self) -> dict[str, set[str]]:
        """Quote ids by facet."""
        return self.labels("facet")

    @cached_property
    def touchpoints(self) -> dict[str, set[str]]:
        """Quote ids by touchpoint."""
        return self.labels("touchpoint")

    def touchpoints_at(self, stage: str) -> dict[str, set[str]]:
        """Quote ids by the touchpoints that the codebook puts at a stage (one without stages stands at all)."""
        return {
            code.name: self.touchpoints[code.name]
            for code in self.book.touchpoints
            if code.name in self.touchpoints and (not code.stages or stage in code.stages)
        }

    @cached_property
    def channels(self) -> dict[str, set[str]]:
        """Quote ids by channel mentioned."""
        return self.labels("channel")

    @cached_property
    def asked(self) -> set[str]:
        """The stages that some question asked about."""
        return set(self.labels("asked"))

    @cached_property
    def pain_mask(self) -> pd.Series[bool]:
        """Which of the customers' quotes speak of a pain."""
        return hurts(self.customers, self.facets)

    @cached_property
    def delight_mask(self) -> pd.Series[bool]:
        """Which of the customers' quotes speak of a delight."""
        return pleases(self.customers, self.facets)

    @cached_property
    def internal(self) -> dict[str, Lane]:
        """What staff said, by stage."""
        by_stage = {code.name: self.staff[self.staff["stage"] == code.name] for code in self.book.stages}
        return {name: lane_of("internal", "Behind the scenes", rows) for name, rows in by_stage.items() if len(rows)}


def telling(rows: pd.DataFrame, by: str = "stage_confidence") -> tuple[str, ...]:
    """Ids with the surest quote of each person first, then everyone's second, and so on; scraps after sentences.

    ``by`` is the column that is largest for the first.
    """
    # Sorted without pandas: a map asks this of hundreds of cells, most of them of a few quotes.
    ids, people = rows["quote_id"].tolist(), rows["person"].tolist()
    scraps = [len(text.split()) < _SENTENCE for text in rows["text"].tolist()]
    unsure = (-rows[by].to_numpy(dtype=np.float64, na_value=-np.inf)).tolist()
    turns: Counter[str] = Counter()
    taken: list[tuple[int, str]] = []
    for _, _, quote_id, person in sorted(zip(scraps, unsure, ids, people, strict=True)):
        taken.append((turns[person], quote_id))
        turns[person] += 1
    return tuple(quote_id for _, quote_id in sorted(taken, key=itemgetter(0)))


def lane_of(name: str, label: str, rows: pd.DataFrame) -> Lane:
    return Lane(name, label, len(rows), int(rows["person"].nunique()), telling(rows))
