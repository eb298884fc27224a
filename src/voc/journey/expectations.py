"""Expectation and reality: what a person expected and what came of it, at the same stage.

An expectation is a quote with that facet. Its outcome is a quote of the same person at the same stage that tells a
pain, a delight or any feeling, and is no expectation, goal, question or hearsay. Of several, the one at the same
touchpoint, then in the same passage, then the same source, then the nearest after it, then the nearest before.

gap of a pair = 100 × (valence of the outcome − valence of the expectation), -200 … +200; of a stage: the mean over
people of the mean of each one's gaps, with a bootstrap over people. Below 0 reality fell short (the disconfirmation of
Oliver 1980). A quote that tells both in one breath has one valence: it is counted, and has no gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voc.journey._material import Material
from voc.journey.findings import Estimate, ExpectationGap, ExpectationPair
from voc.journey.resample import mean_interval

_NO_OUTCOME = ("expectation", "goal", "question", "hearsay")


@dataclass(frozen=True, slots=True)
class Said:
    """A quote with what pairs are made by; ``place`` counts the quotes as they were read."""

    place: int
    quote_id: str
    person: str
    source: str
    locator: str
    valence: float
    touchpoints: frozenset[str]


def expectations(material: Material) -> list[ExpectationGap]:
    """Every stage where somebody stated an expectation, in order."""
    rows = material.customers.reset_index(drop=True)
    expects = rows["quote_id"].isin(material.facets.get("expectation", set()))
    tells = _tells(material, rows)
    at = _touchpoints(material)
    made = []
    for code in material.book.stages:
        here = rows["stage"] == code.name
        if (here & expects).any():
            made.append(_stage(material, code.name, _said(rows[here & expects], at), _said(rows[here & tells], at)))
    return made


def _said(rows: pd.DataFrame, at: Mapping[str, set[str]]) -> list[Said]:
    columns = (rows[name] for name in ("quote_id", "person", "source", "locator", "valence"))
    return [
        Said(int(place), quote_id, person, source, locator, float(valence), frozenset(at.get(quote_id, ())))
        for place, quote_id, person, source, locator, valence in zip(rows.index, *columns, strict=True)
    ]


def _tells(material: Material, said: pd.DataFrame) -> pd.Series[bool]:
    """Which quotes tell how something went."""
    felt = said["sentiment"].isin(["negative", "positive"])
    for facet in ("pain", "delight"):
        felt |= said["quote_id"].isin(material.facets.get(facet, set()))
    for facet in _NO_OUTCOME:
        felt &= ~said["quote_id"].isin(material.facets.get(facet, set()))
    return felt & said["valence"].notna()


def _touchpoints(material: Material) -> dict[str, set[str]]:
    """The touchpoints of each quote."""
    at: dict[str, set[str]] = {}
    for name, ids in material.touchpoints.items():
        for quote_id in ids:
            at.setdefault(quote_id, set()).add(name)
    return at


def _stage(material: Material, name: str, expected: Sequence[Said], told: Sequence[Said]) -> ExpectationGap:
    outcomes: dict[str, list[Said]] = {}
    for one in told:
        outcomes.setdefault(one.person, []).append(one)
    breath = material.facets.get("pain", set()) | material.facets.get("delight", set())
    alone = [one for one in expected if one.person in outcomes and one.quote_id not in breath]
    pairs = [pair for one in alone if (pair := _pair(one, outcomes[one.person])) is not None]
    people = len({pair.participant for pair in pairs})
    least = max(material.study.min_participants, 2)
    do = "1 does" if people == 1 else f"{people or 'none'} do"
    few = f"refused: it takes {least} people who tell both what they expected and what came of it; {do}"
    return ExpectationGap(
        stage=name,
        gap=_gap(pairs, material) if people >= least else None,
        n=people,
        of=len({one.person for one in expected}),
        n_expectations=len(expected),
        same_breath=sum(one.quote_id in breath for one in expected),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.gap, pair.expectation_quote_id))),
        reason=few if people < least else None,
    )


def _pair(one: Said, told: Sequence[Said]) -> ExpectationPair | None:
    """The expectation with the outcome that is most likely of the same thing."""
    if np.isnan(one.valence):
        return None

    def far(other: Said) -> tuple[bool, bool, bool, bool, int]:
        distance = other.place - one.place
        passage = (other.source, other.locator) == (one.source, one.locator)
        elsewhere = one.touchpoints.isdisjoint(other.touchpoints)
        return elsewhere, not passage, other.source != one.source, distance < 0, abs(distance)

    best = min(told, key=far)
    gap = round(100 * (best.valence - one.valence), 1) + 0.0
    return ExpectationPair(one.person, gap, one.quote_id, best.quote_id)


def _gap(pairs: Sequence[ExpectationPair], material: Material) -> Estimate:
    table = pd.DataFrame([(pair.participant, pair.gap) for pair in pairs], columns=["person", "gap"])
    means = table.groupby("person")["gap"].mean().reindex(material.people).to_numpy(dtype=np.float64)
    ends = mean_interval(means[:, None], material.drawn, least=-200.0, most=200.0)
    return Estimate(*(round(float(number), 1) + 0.0 for number in (np.nanmean(means), *(end[0] for end in ends))))
