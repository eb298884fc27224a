"""Whether the whole persona step finds planted kinds of people, and refuses where there are none.

Invented people tell one pain, feel at three stages, mention a channel and own a boat; quotes and tags are made of them,
so that the whole step is measured. Of three kinds, each person says what is usual for her kind with a stated chance;
without kinds all is by chance, and with a trend some are only more content with everything than others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from benchmarks.statistics.table import Row
from voc import quotes, tags
from voc.codebook import Codebook
from voc.journey._material import Material
from voc.journey.model import PainPoint, Share
from voc.journey.personas import personas
from voc.study import Study

STAGES, CHANNELS, BOATS = ("booking", "trip", "return"), ("app", "shop", "telephone"), ("Canoe", "Yacht", "Ferry")
PEOPLE = (40, 200)
STUDIES = 100


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """One row a kind of study and number of people."""
    studies = STUDIES // 10 if given.quick else STUDIES
    for people in PEOPLE:
        for sure in (0.9, 0.7):
            yield planted(people, sure, studies)
        for trend, name in ((0.0, "nothing"), (0.4, "a trend")):
            found = [personas(*study(seed, people, 0.0, trend)[:2]) for seed in range(studies)]
            refused = float(np.mean([one.refused is not None for one in found]))
            beside = {"stability": float(np.mean([one.basis.stability or 0.0 for one in found]))}
            yield Row(f"whole step, {name}, {people} people: refused", studies, refused, (0.95, None), beside)


def planted(people: int, sure: float, studies: int) -> Row:
    """How well three kinds are found; a study without personas counts as a Rand index of 0."""
    agreed, threes, refused = [], 0, 0
    for seed in range(studies):
        material, pains, kind = study(seed, people, sure, 0.0)
        found = personas(material, pains).found
        threes += len(found) == 3
        refused += not found
        whose = {material.speakers[i]: place for place, one in enumerate(found) for i in one.quote_ids}
        known = [int(person[1:]) for person in whose]
        agreed.append(float(adjusted_rand_score(kind[known], list(whose.values()))) if found else 0.0)
    beside = {"three found": threes / studies, "refused": refused / studies, "least": float(np.min(agreed))}
    bar = (0.8, None) if sure == 0.9 else (None, None)
    name = f"whole step, 3 kinds, {100 * sure:.0f} % sure, {people} people: Rand"
    return Row(name, studies, float(np.mean(agreed)), bar, beside)


def study(seed: int, people: int, sure: float, trend: float) -> tuple[Material, list[PainPoint], np.ndarray]:
    """A study's material, its pains (one a stage), and the kind of each person."""
    draw = np.random.default_rng(seed)
    kind, more = draw.integers(0, 3, people), trend * draw.standard_normal(people)
    usual = [np.where(draw.random(people) < sure, kind, draw.integers(0, 3, people)) for _ in range(3)]
    mood = (0.4 * (np.arange(3) != kind[:, None]) if sure else np.zeros((people, 3))) + more[:, None]
    felt = np.clip(mood + 0.3 * draw.standard_normal((people, 3)), -1, 1)
    said, judged = [], []
    for person in range(people):
        labels = [("facet", "pain"), ("channel", CHANNELS[usual[1][person]])]
        told = [(STAGES[usual[0][person]], -0.6, labels)]
        told += [(stage, float(value), []) for stage, value in zip(STAGES, felt[person], strict=True)]
        for stage, value, also in told:
            name = f"q{len(said):05d}"
            said.append(_quote(name, f"P{person:03d}"))
            judged += _tags(name, stage, value, also)
    names = [f"P{person:03d}" for person in range(people)]
    who = pd.DataFrame({"participant": names, "Boat": [BOATS[one] for one in usual[2]]})
    who["Town"] = np.where(draw.random(people) < 0.8, np.array(["Oar", "Bay"])[draw.integers(0, 2, people)], None)
    made = Material(quotes.frame(said), tags.frame(judged), _book(), Study(resamples=200, seed=seed), who)
    return made, [_pain(made, rank, stage) for rank, stage in enumerate(STAGES, 1)], kind


def _quote(name: str, person: str) -> dict[str, object]:
    place = {"source": "talks.txt", "source_sha256": "0" * 64, "source_kind": "interview", "locator": name}
    words = {"quote_id": name, "text": "The oar broke.", "start": 0, "end": 14}
    return place | words | {"participant": person, "role": "participant"}


def _tags(name: str, stage: str, value: float, labels: list[tuple[str, str]]) -> list[dict[str, object]]:
    side = "negative" if value < -0.05 else "positive" if value > 0.05 else "neutral"
    rows: list[dict[str, object]] = [{"kind": kind, "label": label} for kind, label in [("stage", stage), *labels]]
    rows.append({"kind": "sentiment", "label": side, "value": value})
    return [{"quote_id": name, "by": "model:invented@1", "confidence": 0.9} | row for row in rows]


def _book() -> Codebook:
    return Codebook.model_validate({"title": "Boats", "stage": [{"name": name, "meaning": name} for name in STAGES]})


def _pain(material: Material, rank: int, stage: str) -> PainPoint:
    said = material.customers
    ids = tuple(said["quote_id"][said["quote_id"].isin(material.facets["pain"]) & (said["stage"] == stage)])
    share = Share(0.3, None, None, len(ids), len(material.people))
    return PainPoint(rank, 1, 3, 1.0, (), stage, stage, None, 0.1, None, None, share, 0.5, 1, ids, ids[0])
