"""What the queue knows of the quotes of a study: arrays with an entry for each quote that is evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc import tags as tags_table
from voc.codebook import Codebook
from voc.journey._material import Material
from voc.journey.valued import valued
from voc.study import Study

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# A tagger that gives no confidence may be as well right as wrong; what a person coded is right.
_UNKNOWN = 0.5
UNJUDGED = -2


@dataclass(frozen=True)
class Side:
    """What somebody says of each quote: numbers of stages and of sentiments, -1 for none, and whether it is a pain.

    Of people all is -2, ``UNJUDGED``, where none has judged it. Sentiments are places in ``voc.tags.SENTIMENTS``.
    """

    stage: Integers
    sentiment: Integers
    pain: Integers

    def of(self, rows: Integers) -> Side:
        """Some of the quotes."""
        return Side(self.stage[rows], self.sentiment[rows], self.pain[rows])


@dataclass(frozen=True)
class Frame:
    """The quotes as taggers see them (``said``), and what people have said of some (``true``).

    ``person`` is a number below ``people``, -1 for staff; ``stages`` is how many there are; ``valence`` is in [-1, 1],
    NaN where unknown; ``likely`` is the stage that a tagger who abstained found likeliest, -1 where it did not abstain
    or say. ``…_right`` is the probability in [0, 1] that the tag is what a person would say. Cells of fewer than
    ``least`` people are not published.
    """

    ids: tuple[str, ...]
    person: Integers
    people: int
    stages: int
    said: Side
    true: Side
    valence: Array
    likely: Integers
    stage_right: Array
    sentiment_right: Array
    pain_right: Array
    least: int

    def of(self, rows: Integers, person: Integers | None = None, people: int | None = None) -> Frame:
        """Some of the quotes; with ``person`` and ``people`` as said by these, for simulated studies."""
        return replace(
            self,
            ids=tuple(self.ids[row] for row in rows) if person is None else tuple(map(str, range(len(rows)))),
            person=self.person[rows] if person is None else person,
            people=self.people if people is None else people,
            said=self.said.of(rows),
            true=self.true.of(rows),
            valence=self.valence[rows],
            likely=self.likely[rows],
            stage_right=self.stage_right[rows],
            sentiment_right=self.sentiment_right[rows],
            pain_right=self.pain_right[rows],
        )

    def judged(self, people: pd.DataFrame, book: Codebook) -> Frame:
        """The same with what people say in a tags table: each quote and kind by the last of them."""
        rows = people[people["quote_id"].isin(set(self.ids))]
        if rows.empty:
            return self
        single = {kind: _labels(rows, kind, self.ids) for kind in tags_table.SINGLE_KINDS}
        facets = rows[rows["kind"] == "facet"]
        seen = pd.Index(self.ids).isin(set(facets["quote_id"]))
        hurt = pd.Index(self.ids).isin(set(facets.loc[facets["label"] == "pain", "quote_id"]))
        names = [code.name for code in book.stages]
        true = Side(
            _places(single["stage"], names),
            _places(single["sentiment"], tags_table.SENTIMENTS),
            np.where(seen, hurt.astype(np.int64), UNJUDGED),
        )
        return replace(self, true=true)


def frame(quotes: pd.DataFrame, tags: pd.DataFrame, book: Codebook, study: Study) -> Frame:
    """The frame of a study: its quotes table and what taggers and other programs' codings say of them."""
    material = Material(quotes, tags_table.decided(valued(tags)), book, study, None)
    rows = material.evidence
    person, names = pd.factorize(rows["person"].where(rows["role"] == "participant"))
    stage = pd.Index([code.name for code in book.stages]).get_indexer(pd.Index(rows["stage"]))
    sentiment = pd.Index(tags_table.SENTIMENTS).get_indexer(pd.Index(rows["sentiment"]))
    hurt = set(material.customers.loc[material.pain_mask, "quote_id"])
    pain = rows["quote_id"].isin(hurt).to_numpy(dtype=bool)
    stage_right, sentiment_right = (_right(rows, tags, kind) for kind in tags_table.SINGLE_KINDS)
    unjudged = np.full(len(rows), UNJUDGED, dtype=np.int64)
    return Frame(
        ids=tuple(rows["quote_id"]),
        person=person.astype(np.int64),
        people=len(names),
        stages=len(book.stages),
        said=Side(stage.astype(np.int64), sentiment.astype(np.int64), pain.astype(np.int64)),
        true=Side(unjudged, unjudged, unjudged),
        valence=rows["valence"].to_numpy(dtype=np.float64),
        likely=_likeliest(rows, tags, book),
        # A tagger that abstained says how likely the best of the stages was.
        stage_right=np.where(stage < 0, 1 - stage_right, stage_right),
        sentiment_right=sentiment_right,
        pain_right=_pain_right(rows, tags, pain, sentiment_right),
        least=max(study.min_participants, 2),
    )


def _labels(rows: pd.DataFrame, kind: str, ids: tuple[str, ...]) -> pd.Series[str]:
    """The label that the last person gave each quote: "" for none of these, missing where nobody judged."""
    some = rows[rows["kind"] == kind].drop_duplicates("quote_id", keep="last").set_index("quote_id")
    return some["label"].fillna("").reindex(list(ids))


def _places(labels: pd.Series[str], names: list[str] | tuple[str, ...]) -> Integers:
    place = pd.Index(names).get_indexer(pd.Index(labels))
    return np.where(labels.isna(), UNJUDGED, place).astype(np.int64)


def _right(rows: pd.DataFrame, tags: pd.DataFrame, kind: str, label: str | None = None) -> Array:
    """How sure each quote's tag of a kind is."""
    some = tags[(tags["kind"] == kind) & ((tags["label"] == label) if label else True)]
    some = some.drop_duplicates("quote_id", keep="last").set_index("quote_id")
    human = some["by"].str.startswith("human:", na=False)
    sure = some["confidence"].where(~human, 1.0).fillna(_UNKNOWN)
    return rows["quote_id"].map(sure).fillna(_UNKNOWN).to_numpy(dtype=np.float64)


def _likeliest(rows: pd.DataFrame, tags: pd.DataFrame, book: Codebook) -> Integers:
    unsaid = tags[(tags["kind"] == "stage") & tags["label"].isna()].drop_duplicates("quote_id", keep="last")
    names = tags_table.likeliest(unsaid.set_index("quote_id")["reason"]).reindex(rows["quote_id"])
    return pd.Index([code.name for code in book.stages]).get_indexer(pd.Index(names)).astype(np.int64)


def _pain_right(rows: pd.DataFrame, tags: pd.DataFrame, pain: Bools, sentiment_right: Array) -> Array:
    """Whoever speaks of a pain has the facet, or is negative; of the others half of the wrong ones may be."""
    has = rows["quote_id"].isin(tags.loc[(tags["kind"] == "facet") & (tags["label"] == "pain"), "quote_id"]).to_numpy()
    told = np.where(has, _right(rows, tags, "facet", "pain"), sentiment_right)
    return np.where(pain, told, 1 - (1 - sentiment_right) / 2)
