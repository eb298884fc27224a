"""A/A: people handed at random to segments or waves differ in nothing; how often is something called a difference?

What the studies are of is invented, the comparison is that of the map (:func:`voc.journey.segments.segments`): stage
scores and pains, three attributes of two, three and five groups. A wave is an attribute of two groups.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.statistics.people import Array, feelings
from benchmarks.statistics.table import Row
from voc.journey.resample import weights
from voc.journey.segments import segments
from voc.study import Study

STAGES, PAINS = 6, 10
# So many that a rate of 5 % is known to about one point; a power to ten.
STUDIES, POWER = 2000, 100
ATTRIBUTES = {"segments": {"plan": 2, "region": 3, "job": 5}, "waves": {"wave": 2}}


@dataclass(frozen=True)
class Said:
    """As much of a map's material as comparing needs: ``stage_means`` (people, stages), ``pained`` (people, pains)."""

    stage_means: Array
    pained: np.ndarray[Any, Any]
    who: pd.DataFrame
    study: Study

    @cached_property
    def drawn(self) -> Array:
        """The resamples."""
        return weights(len(self.who), self.study.resamples, 0)

    @property
    def book(self) -> SimpleNamespace:
        """The stages."""
        return SimpleNamespace(stages=[SimpleNamespace(name=f"s{column}") for column in range(STAGES)])

    @property
    def customers(self) -> pd.DataFrame:
        """One quote a stage, so that each counts as spoken of."""
        names = [code.name for code in self.book.stages]
        return pd.DataFrame({"quote_id": names, "stage": names})

    @property
    def touchpoint_means(self) -> dict[str, Any]:
        """There are none."""
        return {}

    @property
    def scale_kinds(self) -> dict[str, str]:
        """No attribute is a scale."""
        return {}

    def raised(self, ids: Iterable[str]) -> np.ndarray[Any, Any]:
        """Who raised a pain; its only quote has its number."""
        return np.asarray(self.pained[:, int(next(iter(ids)))])

    def said_by(self, ids: Iterable[str], among: object) -> tuple[str, ...]:
        """No quotes: none is shown."""
        return ()


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """Without any difference, and with one planted."""
    studies, planted = (count // 10 if given.quick else count for count in (STUDIES, POWER))
    for what, attributes in ATTRIBUTES.items():
        for people in (30, 120):
            found = [differences(study, people, attributes, 0.0) for study in range(studies)]
            share = float(np.mean([count > 0 for count in found]))
            beside = {"0.4 planted at a stage, found": power(planted, people, attributes)}
            note = "Of studies without any difference, those in which at least one is called one (all comparisons)."
            yield Row(f"A/A {what}, {people} people", studies, share, (None, 0.05), beside, note)


def power(studies: int, people: int, attributes: dict[str, int]) -> float:
    """How often a difference of 0.4 (40 points) between the first group and the others is found."""
    return float(np.mean([differences(study, people, attributes, 0.4) > 0 for study in range(studies)]))


def differences(seed: int, people: int, attributes: dict[str, int], gap: float) -> int:
    """How many differences are called; ``gap`` raises the first group of the first attribute at the first stage."""
    draw = np.random.default_rng(seed)
    who = pd.DataFrame({name: draw.integers(0, groups, people).astype(str) for name, groups in attributes.items()})
    means = feelings(draw, "negative", (people, STAGES))
    means[draw.random(means.shape) < 0.4] = np.nan
    means[:, 0] += gap * (who.iloc[:, 0] == "0").to_numpy()
    said = Said(means, draw.random((people, PAINS)) < draw.uniform(0.05, 0.5, PAINS), who, Study(resamples=200))
    pains = [SimpleNamespace(stage="s0", rank=number + 1, quote_ids=(str(number),)) for number in range(PAINS)]
    return sum(len(segment.differences) for segment in segments(said, pains))  # type: ignore[arg-type]
