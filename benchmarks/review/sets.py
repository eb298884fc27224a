"""Texts of which people said to which stage they belong and how they feel, beside what our taggers say.

Whoever wrote a text is a person: a participant of a usability session, a customer in a chat, the author of a review.
Where a set has no valence or no stages by people, only the other is measured. No text was trained on with its label
(``training/data.py``); sentences of the clothing reviews and chats were among those that larger models labelled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.quality import sets as labelled
from training import data as training
from voc import quotes as quotes_table
from voc.codebook import Codebook
from voc.review.frame import Array, Frame, Integers, Side, frame
from voc.study import Study
from voc.taggers import tag_quotes
from voc.tags import SENTIMENTS

_PARTS = {
    "query": ("Query inputs and elements useful", "Query process clear", "Query process complex"),
    "table": ("Data table features useful",),
    "metadata": (
        "Metadata content clear and useful", "Metadata content not useful or confusing", "Search feature simple",
    ),
    "export": ("Export (meta)data useful", "Simple export"),
    "plots": ("Visualization useful", "Plot design complex"),
    "words": (
        "Home tab elements useful", "Wording not clear", "Event concept and approach not clear",
        "Additional explanation",
    ),
    "tasks": ("Navigation complex", "Task sequence complex", "Search information process complex"),
}  # fmt: skip
_FEELING = {"positive": "positive", "pain": "negative", "request": "neutral"}
_SMALL_TALK = ("openinggreeting", "closinggreeting", "thankyou", "confirmation", "rejection", "")
_CHATS = ("finance", "insurance", "software")
_REVIEWS = 4000
_ONE_STAGE = Codebook.model_validate({"title": "All of it", "stage": [{"name": "use", "meaning": "Using a thing."}]})
# Stars of shorter reviews were trained on.
_LONG = 260


@dataclass(frozen=True)
class Population:
    """All the texts of a set: what taggers say (``frame``) and what people say.

    ``stage`` is a number, -1 for none; ``sentiment`` is a place in ``voc.tags.SENTIMENTS``, ``valence`` is in [-1, 1];
    both are missing where the set does not tell.
    """

    name: str
    frame: Frame
    stage: Integers
    sentiment: Integers | None
    valence: Array | None
    staged: bool

    @cached_property
    def of_person(self) -> list[Integers]:
        """The rows of each person."""
        order = np.argsort(self.frame.person, kind="stable")
        return np.split(order, np.cumsum(np.bincount(self.frame.person))[:-1])

    @property
    def true(self) -> Side:
        """What people say; of what the set does not tell, nothing."""
        nothing = self.frame.true
        stage = self.stage if self.staged else nothing.stage
        if self.sentiment is None:
            return Side(stage, nothing.sentiment, nothing.pain)
        return Side(stage, self.sentiment, (self.sentiment == 0).astype(np.int64))

    def told(self) -> str:
        """Its size, and how often the taggers are right."""
        right = f", stage right {np.mean(self.frame.said.stage == self.stage):.2f}" if self.staged else ""
        if self.sentiment is not None:
            right += f", sentiment right {np.mean(self.sentiment == self.frame.said.sentiment):.2f}"
        return f"{len(self.stage)} texts of {self.frame.people} people, {self.frame.stages} stages{right}"


def populations(data: Path, tier: str, wanted: Collection[str]) -> Iterator[Population]:
    """Those sets of which the files are there."""
    for make in (sessions, chats, clothing, complaints, products, tweets):
        if make.__name__ not in wanted:
            continue
        try:
            rows, book = make(data)
        except FileNotFoundError:
            continue
        yield _tagged(make.__name__, rows, book, tier)


def sessions(data: Path) -> tuple[pd.DataFrame, Codebook]:
    """Usability sessions (SERDIF): highlights with the researchers' tags; some tags are of no part of the tool."""
    table = pd.read_csv(data / "transcripts_serdif_usability" / "coded_quotes.csv", dtype=str)
    table = table.drop_duplicates(["document", "content"])
    part = {tag: name for name, tags in _PARTS.items() for tag in tags}
    rows = pd.DataFrame(
        {
            "text": table["content"],
            "participant": table["document"],
            "stage": table["tag"].map(part),
            "sentiment": table["valence_hint"].map(_FEELING),
        }
    )
    return rows, labelled.codebook("usability")


def chats(data: Path) -> tuple[pd.DataFrame, Codebook]:
    """Chats with a service desk (MultiDoGO): what customers want."""
    book = labelled.codebook("desk")
    table = pd.read_csv(data / "multidogo" / "multidogo_customer_turns.csv", dtype=str, keep_default_na=False)
    table = table[(table["split"] != "train") & table["domain"].isin(_CHATS)]
    table = table[~table["intent"].isin(_SMALL_TALK) & (table["utterance"] != "")]
    names = {one.name for one in book.stages}
    stage = table["intent"].where(table["intent"].isin(names))
    rows = {"text": table["utterance"], "participant": table["conversation_id"], "stage": stage}
    return pd.DataFrame(rows), book


def clothing(data: Path) -> tuple[pd.DataFrame, Codebook]:
    """Reviews of clothes: the department, and what the stars say; each by somebody else."""
    book = labelled.codebook("clothing")
    table = pd.read_csv(data / "womens_clothing_reviews" / "reviews.csv", dtype=str)
    table = table[table["department_name"].isin([one.name for one in book.stages])]
    table = table[table["review_text"].str.len() >= _LONG]
    table = table.sample(_REVIEWS, random_state=0)
    feeling = pd.cut(table["rating"].astype(int), [0, 2, 3, 5], labels=list(SENTIMENTS)).astype(str)
    rows = {"text": table["review_text"], "stage": table["department_name"], "sentiment": feeling}
    return pd.DataFrame(rows).assign(participant=[f"r{place}" for place in range(len(table))]), book


def complaints(data: Path) -> tuple[pd.DataFrame, Codebook]:
    """Complaints about banks (CFPB): the issue that each consumer chose; each by somebody else."""
    book = labelled.codebook("cfpb")
    found = labelled.stages(data, "cfpb", book)
    stage = [book.stages[place].name for place in found.gold]
    people = [f"c{place}" for place in range(len(stage))]
    return pd.DataFrame({"text": found.texts, "participant": people, "stage": stage}), book


def products(data: Path) -> tuple[pd.DataFrame, Codebook]:
    """Sentences of product reviews: the mean of twenty raters' valences; one stage for all."""
    table = pd.read_csv(data / "vader_groundtruth" / "amazon.csv")[:: training.FOLD]
    person = table["id"].str.split("_").str[0]
    rows = {"text": table["text"], "participant": person, "valence": table["mean_sentiment"] / 4}
    return pd.DataFrame(rows), _ONE_STAGE


def tweets(data: Path) -> tuple[pd.DataFrame, Codebook]:
    """Tweets (SemEval-2017): the sentiment by raters; one stage for all, each by somebody else."""
    table = pd.read_csv(data / "tweeteval_sentiment" / "sentiment_val.csv", keep_default_na=False)
    rows = {"text": table["text"], "sentiment": table["label"]}
    return pd.DataFrame(rows).assign(participant=[f"t{place}" for place in range(len(table))]), _ONE_STAGE


def _tagged(name: str, rows: pd.DataFrame, book: Codebook, tier: str) -> Population:
    quotes = quotes_table.complete(rows[["text", "participant"]]).assign(lang="en")
    seen = frame(quotes, tag_quotes(quotes, book, tagger=tier), book, Study())
    rows = rows.set_axis(quotes["quote_id"], axis=0).loc[list(seen.ids)]
    if "stage" in rows:
        stage = pd.Index([one.name for one in book.stages]).get_indexer(pd.Index(rows["stage"]))
    else:
        # One stage for all, and nobody doubts it.
        stage = np.zeros(len(rows), dtype=np.int64)
        seen = _sure_of_stage(seen)
    return Population(name, seen, stage.astype(np.int64), *_feeling(rows, seen), "stage" in rows)


def _sure_of_stage(seen: Frame) -> Frame:
    said = replace(seen.said, stage=np.zeros_like(seen.said.stage))
    return replace(seen, said=said, stage_right=np.ones_like(seen.stage_right))


def _feeling(rows: pd.DataFrame, seen: Frame) -> tuple[Integers | None, Array | None]:
    """What people say, as the map takes it: a label has the tagger's own figure, or its usual one for that label."""
    if "valence" in rows:
        value = rows["valence"].to_numpy(dtype=np.float64)
        return labelled.poles(value).astype(np.int64), value
    if "sentiment" not in rows:
        return None, None
    given = pd.Index(SENTIMENTS).get_indexer(pd.Index(rows["sentiment"])).astype(np.int64)
    usual = np.array([np.nanmean(seen.valence[seen.said.sentiment == label]) for label in range(3)])
    return given, np.where(given == seen.said.sentiment, seen.valence, usual[given])
