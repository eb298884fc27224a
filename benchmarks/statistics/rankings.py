"""Rankings that people made of what hurts, set against how many people raise it by our reading: Spearman's ρ.

Ours reads each study by a codebook that has people's own categories and nothing else, as touchpoints; a category's rank
is by the people who raise it. Beside it what is found without a codebook: our themes, k-means on TF-IDF and BERTopic,
each theme counted for the category whose words are nearest to its middle. Nothing was tuned on these studies. In
brackets the 95 % interval of ρ over categories (Bonett & Wright 2000).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from benchmarks.statistics import discover
from benchmarks.statistics.studies import Ranked, studies
from benchmarks.statistics.table import Row
from voc import quotes
from voc.codebook import Codebook
from voc.taggers import tag_quotes

_NOTE = (
    "ρ over categories. k-means and BERTopic know no categories: theirs is how far a ranking can be read off what they "
    "find. BERTopic with the embeddings that it takes by default (all-MiniLM-L6-v2) and its default settings."
)


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """One row a study."""
    if given.data is None:
        yield Row("rankings made by people", 0, None, note="Needs --data FOLDER.")
        return
    for study in studies(given.data):
        beside: dict[str, float | str] = {}
        ours = counts(study.people, study.names, by_codebook(study, given.tier))
        beside["of it"] = rho(ours, study.ranks)
        for name, labels in discover.labels(study, given).items():
            beside[name] = rho(counts(study.people, study.names, labels), study.ranks)
        cases = f"{study.title}, {len(study.names)} categories"
        yield Row(cases, len(study.texts), spearman(ours, study.ranks), beside=beside, note=_NOTE)


def by_codebook(study: Ranked, tier: str) -> list[set[str]]:
    """The categories of each text."""
    touchpoints = [
        {"name": f"c{number}", "label": name, "meaning": meaning}
        for number, (name, meaning) in enumerate(study.meanings.items())
    ]
    stage = {"name": "all", "meaning": study.title}
    book = Codebook.model_validate({"title": study.title, "stage": [stage], "touchpoint": touchpoints})
    table = quotes.complete(pd.DataFrame({"text": study.texts, "participant": study.people}))
    tags = tag_quotes(table.assign(lang="en"), book, tagger=tier)
    said = tags[(tags["kind"] == "touchpoint") & tags["label"].notna()]
    place = dict(zip(table["quote_id"], range(len(table)), strict=True))
    found: list[set[str]] = [set() for _ in study.texts]
    for quote_id, label in zip(said["quote_id"], said["label"], strict=True):
        found[place[quote_id]].add(study.names[int(str(label)[1:])])
    return found


def counts(people: Sequence[str], names: Sequence[str], labels: Sequence[set[str]]) -> list[int]:
    """How many people raise each category."""
    return [len({person for person, said in zip(people, labels, strict=True) if name in said}) for name in names]


def spearman(found: Sequence[float], ranks: Sequence[float]) -> float | None:
    """ρ; missing where one side is all alike."""
    if len(set(found)) < 2:
        return None
    return float(spearmanr(found, ranks).statistic)


def rho(found: Sequence[float], ranks: Sequence[float]) -> str:
    """ρ with its interval."""
    value = spearman(found, ranks)
    if value is None:
        return "–"
    if len(ranks) < 5 or abs(value) == 1:
        return f"{value:.2f}"
    half = 1.96 * np.sqrt((1 + value**2 / 2) / (len(ranks) - 3))
    low, high = np.tanh(np.arctanh(value) - half), np.tanh(np.arctanh(value) + half)
    return f"{value:.2f} [{low:.2f}, {high:.2f}]"
