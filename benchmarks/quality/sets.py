"""The labelled sets that figures are measured on: texts and what people said of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from training import data as training
from voc.codebook import Codebook

HERE = Path(__file__).parent
CODEBOOKS = HERE.parent / "codebooks"
VALENCE = ("amazon", "movies", "nyt", "tweets")
SENTIMENTS = ("negative", "neutral", "positive")
# Codebooks of intents: the set's file, its columns of text and label, and the split that was not trained on (all, if
# none of the set was).
STAGES = {
    "banking10": ("banking77/banking77.csv", "text", "intent", None),
    "cfpb": ("cfpb_complaints/complaints.csv", "consumer_complaint_narrative", "issue", None),
    "bitext": ("bitext_support/bitext_support.csv", "instruction", "category", None),
    "clinc": ("clinc150/clinc150.csv", "text", "intent", "test"),
}
# What other sets call a pain, a delight or a need.
_PAIN, _DELIGHT, _NEED = range(3)
_FACETS = {
    "app_reviews_google_play": (
        "app_reviews_google_play/reviews_unbalanced_4000.csv",
        ("review", "label"),
        {"bug report": _PAIN, "feature request": _NEED},
    ),
    "va_research_quotes": (
        "va_research_quotes/quotes.csv",
        ("quote", "finding_valence_hint"),
        {"pain": _PAIN, "positive": _DELIGHT, "request": _NEED},
    ),
    "transcripts_serdif_usability": (
        "transcripts_serdif_usability/coded_quotes.csv",
        ("content", "valence_hint"),
        {"pain": _PAIN, "positive": _DELIGHT, "request": _NEED},
    ),
}
# A mean of the raters beyond this is not neutral: half a point of their four, as VADER's authors have it.
POLE = 0.125
_GLAD = ("joy", "optimism")


@dataclass(frozen=True)
class Labelled:
    """Texts and their gold: numbers, positions of labels, or rows of true and false."""

    name: str
    texts: list[str]
    gold: np.ndarray[Any, Any]

    def only(self, kept: np.ndarray[Any, Any]) -> Labelled:
        """The rows whose numbers are given, or for which ``kept`` is true."""
        rows = np.arange(len(self.texts))[kept]
        return Labelled(self.name, [self.texts[row] for row in rows], self.gold[rows])

    def drawn(self, most: int) -> Labelled:
        """At most so many, drawn with a fixed seed."""
        if len(self.texts) <= most:
            return self
        return self.only(np.sort(np.random.default_rng(0).choice(len(self.texts), most, replace=False)))


def _table(data: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(data / name, keep_default_na=False)


def valence(data: Path) -> list[Labelled]:
    """The held-out fifth of VADER's ground truth: means of human raters in [-1, 1]."""
    rows = training.vader(data, test=True)
    parts = {name: [row for row in rows if row.origin.endswith(f"/{name}")] for name in VALENCE}
    return [
        Labelled(name, [row.text for row in part], np.array([row.valence for row in part]))
        for name, part in parts.items()
    ]


def poles(means: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Positions in ``SENTIMENTS`` of means of human raters."""
    return np.where(means > POLE, 2, np.where(means < -POLE, 0, 1))


def rated(data: Path) -> Labelled:
    """The held-out product reviews by positions in ``SENTIMENTS``."""
    reviews = valence(data)[0]
    return Labelled("amazon held-out", reviews.texts, poles(reviews.gold))


def emotions(data: Path, split: str) -> Labelled:
    """GoEmotions: true and false, (texts, 28)."""
    rows = training.goemotions(data, split)
    gold = np.zeros((len(rows), len(training.EMOTIONS)), dtype=np.bool_)
    for number, row in enumerate(rows):
        gold[number, list(row.emotions or ())] = True
    return Labelled(f"goemotions {split}", [row.text for row in rows], gold)


def tweets(data: Path) -> Labelled:
    """The validation tweets of TweetEval: positions in ``SENTIMENTS``."""
    table = _table(data, "tweeteval_sentiment/sentiment_val.csv")
    return Labelled("tweeteval_sentiment_val", list(table["text"]), table["label"].map(SENTIMENTS.index).to_numpy())


def good_or_bad(data: Path) -> list[Labelled]:
    """Texts that are good (true) or not: five stars against fewer; joy and optimism against anger and sadness."""
    foods, moods = _table(data, "amazon_fine_foods/reviews.csv"), _table(data, "tweeteval_emotion/emotion.csv")
    return [
        Labelled("amazon_fine_foods great/other", list(foods["review"]), (foods["score"] == "great").to_numpy()),
        Labelled("tweeteval_emotion glad/not", list(moods["text"]), moods["label"].isin(_GLAD).to_numpy()),
    ]


def facets(data: Path) -> Iterator[Labelled]:
    """Pain 0, delight 1, need 2: answers by what a survey asked; other sets by their labels."""
    held_out = training.surveys(data, test=True)
    for name in ("r_community_survey", "jupyter_ux_2015"):
        rows = [row for row in held_out if row.origin == name]
        yield Labelled(f"{name} held-out", [row.text for row in rows], np.array([row.facet for row in rows]))
    for name, (path, (text, label), named) in _FACETS.items():
        table = _table(data, path)
        table = table[table[label].isin(list(named)) & (table[text] != "")].drop_duplicates(text)
        yield Labelled(name, list(table[text].astype(str)), table[label].map(named).to_numpy())


def answers(data: Path) -> Labelled:
    """The answers held out and as many comments without emotion: pain 0, delight 1, need 2, none of them -1."""
    asked = [part for part in facets(data) if part.name.endswith("held-out")]
    gold = np.concatenate([part.gold for part in asked])
    comments = emotions(data, "test")
    plain = comments.only(comments.gold[:, training.EMOTIONS.index("neutral")] & (comments.gold.sum(axis=1) == 1))
    plain = plain.drawn(len(gold))
    texts = [text for part in (*asked, plain) for text in part.texts]
    return Labelled("answers and plain comments", texts, np.concatenate([gold, np.full(len(plain.texts), -1)]))


def stages(data: Path, name: str, book: Codebook) -> Labelled:
    """Texts of one set, each once, with the positions of their stages in the codebook."""
    path, text, label, split = STAGES[name]
    table = _table(data, path)
    if split is not None:
        table = table[table["split"] == split]
    stage = table[label]
    groups = tomllib.loads((CODEBOOKS / "groups.toml").read_text(encoding="utf-8")).get(name)
    if groups is not None:
        stage = stage.map({intent: group for group, intents in groups.items() for intent in intents})
    rows = pd.DataFrame({"text": table[text].astype(str), "stage": stage}).dropna()
    rows = rows[rows["text"].str.strip() != ""].drop_duplicates("text")
    names = [one.name for one in book.stages]
    return Labelled(name, list(rows["text"]), rows["stage"].map(names.index).to_numpy())


def outside(data: Path) -> Labelled:
    """CLINC150's texts that belong to no intent: -1 each."""
    table = _table(data, STAGES["clinc"][0])
    texts = list(table.loc[table["intent"] == "oos", "text"].astype(str).drop_duplicates())
    return Labelled("clinc oos", texts, np.full(len(texts), -1))


def checklist() -> list[dict[str, Any]]:
    """The cases of ``checklist.toml``; its header says what they hold."""
    cases: list[dict[str, Any]] = tomllib.loads((HERE / "checklist.toml").read_text(encoding="utf-8"))["case"]
    return cases


def codebook(name: str) -> Codebook:
    """A codebook of the benchmarks."""
    return Codebook.load(CODEBOOKS / f"{name}.toml")


def evaluated(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Every text that a figure here is measured on, by set; the words of the codebooks too."""
    for one in (*valence(data), emotions(data, "dev"), emotions(data, "test"), tweets(data), *good_or_bad(data)):
        yield one.name, one.texts
    for one in facets(data):
        yield one.name, one.texts
    for name in STAGES:
        book = codebook(name)
        yield name, stages(data, name, book).texts
        yield f"{name} codebook", [text for stage in book.stages for text in (stage.meaning, *stage.examples)]
    yield "clinc oos", outside(data).texts
    yield "check list", [case["text"] for case in checklist()]
