"""Agreement of the two maps that two coders' tags make of the same quotes: the scores by stage and the order of pains.

Difference of a stage's scores: B − A, with the interval of a bootstrap that draws the same people for both maps, since
the same people stand on both. Pains of the two maps are the same where they share at least a third of their quotes
(Jaccard 1912), each matched with one other so that the most is shared; their ranks are compared by Spearman's ρ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voc import quotes as quotes_table
from voc.codebook import Codebook
from voc.journey._material import Material
from voc.journey.model import Journey
from voc.journey.resample import Array, interval, weighted_means
from voc.journey.scores import by_person
from voc.journey.valued import valued
from voc.study import Study

_SAME = 1 / 3
_LEAST_PAINS = 3


@dataclass(frozen=True, slots=True)
class StageDifference:
    """A stage's score on both maps, -100 … +100, and B − A; ``reason`` where one of the maps has none."""

    stage: str
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SamePain:
    """A pain that stands on both maps: its ranks and labels, and the share of quotes in common."""

    rank_a: int
    rank_b: int
    label_a: str
    label_b: str
    overlap: float


@dataclass(frozen=True, slots=True)
class MapAgreement:
    """``rho`` is the rank correlation of the pains on both maps; ``reason`` why there is none, if so."""

    stages: tuple[StageDifference, ...]
    pains: tuple[SamePain, ...]
    pains_a: int
    pains_b: int
    rho: float | None
    reason: str | None


def compare_maps(
    quotes: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame, codebook: Codebook, *, resamples: int, seed: int
) -> MapAgreement:
    """Build both maps and compare them; ``a`` and ``b`` are tags tables of ``quotes``."""
    from voc.journey.build import build_journey

    # A person's word without a figure takes the tagger's, so that scales are not taken for judgements.
    both = valued(pd.concat([a, b], ignore_index=True))
    a, b = both.iloc[: len(a)], both.iloc[len(a) :]
    study = Study(resamples=max(200, resamples), seed=seed)
    sides = [Material(quotes_table.check(quotes), tags, codebook, study, None) for tags in (a, b)]
    maps = [build_journey(quotes, tags, codebook, study=study) for tags in (a, b)]
    pains = same_pains(*maps)
    rho, reason = _rank_correlation(pains)
    return MapAgreement(
        stages=_differences(sides, maps),
        pains=pains,
        pains_a=len(maps[0].pain_points),
        pains_b=len(maps[1].pain_points),
        rho=rho,
        reason=reason,
    )


def _differences(sides: list[Material], maps: list[Journey]) -> tuple[StageDifference, ...]:
    means = [_means(side) for side in sides]
    apart = weighted_means(means[1], sides[0].drawn) - weighted_means(means[0], sides[0].drawn)
    low, high = interval(100 * apart)
    rows = []
    for place, (one, other) in enumerate(zip(maps[0].stages, maps[1].stages, strict=True)):
        scores = (one.emotion.score, other.emotion.score)
        if scores[0] is None or scores[1] is None:
            why = "; ".join(
                f"{name}: {stage.empty_reason}" for name, stage in (("A", one), ("B", other)) if stage.empty_reason
            )
            rows.append(StageDifference(one.id, *scores, None, None, None, why))
            continue
        ends = (round(float(low[place]), 1) + 0.0, round(float(high[place]), 1) + 0.0)
        rows.append(StageDifference(one.id, *scores, round(scores[1] - scores[0], 1) + 0.0, *ends, None))
    return tuple(rows)


def _means(side: Material) -> Array:
    """The mean valence of each person at each stage: array (people, stages)."""
    said = side.customers
    cells = {code.name: list(said.loc[said["stage"] == code.name, "quote_id"]) for code in side.book.stages}
    return by_person(said, side.people, cells)


def same_pains(a: Journey, b: Journey) -> tuple[SamePain, ...]:
    """The pains that stand on both maps, in the order of the first."""
    left, right = ([set(pain.quote_ids) for pain in one.pain_points] for one in (a, b))
    return tuple(
        SamePain(
            a.pain_points[x].rank,
            b.pain_points[y].rank,
            a.pain_points[x].label,
            b.pain_points[y].label,
            round(overlap, 3),
        )
        for x, y, overlap in matched(left, right)
    )


def matched(left: Sequence[set[str]], right: Sequence[set[str]]) -> list[tuple[int, int, float]]:
    """Which sets of quotes are the same: their positions and the share in common, each matched with one other.

    >>> matched([{"a", "b"}, {"c"}], [{"c", "d"}, {"a", "b", "e"}])
    [(0, 1, 0.6666666666666666), (1, 0, 0.5)]
    """
    from scipy.optimize import linear_sum_assignment

    if not left or not right:
        return []
    overlap = np.array([[len(x & y) / max(len(x | y), 1) for y in right] for x in left])
    pairs = zip(*linear_sum_assignment(-overlap), strict=True)
    return [(int(x), int(y), float(overlap[x, y])) for x, y in pairs if overlap[x, y] >= _SAME]


def _rank_correlation(pains: tuple[SamePain, ...]) -> tuple[float | None, str | None]:
    from scipy.stats import spearmanr

    if len(pains) < _LEAST_PAINS:
        return None, f"refused: {len(pains)} pains stand on both maps, and an order takes {_LEAST_PAINS}"
    return round(float(spearmanr([p.rank_a for p in pains], [p.rank_b for p in pains]).statistic), 3), None
