"""How far a score hangs on one source: every cell again with each kind of source, and each source, left out.

A cell is a stage, or a touchpoint at a stage. Left out one at a time (leave-one-out, the jackknife over sources) are
the kinds of sources and, where there are at most 20, the sources themselves. What flips a score's sign is named; what
leaves too few people to score, too: the cell stands on that source. Scores are participant-first means as on the map.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc.journey._material import Material
from voc.journey.findings import KIND_OF_SOURCE, SourceMix, Without
from voc.journey.resample import Array
from voc.journey.scores import scores

Places = npt.NDArray[np.int64]
_FEW = 20


@dataclass(frozen=True)
class Cell:
    """A stage, or a touchpoint at it, with its quotes."""

    stage: str
    touchpoint: str | None
    rows: pd.DataFrame


def without(people: Places, sources: Places, valences: Array) -> tuple[Array, Array]:
    """The score of a cell without each source, and over how many people: arrays (sources,), NaN over nobody.

    ``people``, ``sources`` (numbers from 0) and ``valences`` are arrays (quotes,).

    >>> score, n = without(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([1.0, 0.0, -1.0]))
    >>> score.tolist(), n.tolist()  # without source 0: person 0 has 0, person 1 has -1
    ([-50.0, 100.0], [2.0, 1.0])
    """
    shape = (int(people.max()) + 1, int(sources.max()) + 1)
    total, count = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (people, sources), valences)
    np.add.at(count, (people, sources), 1.0)
    rest, left = total.sum(axis=1, keepdims=True) - total, count.sum(axis=1, keepdims=True) - count
    has = left > 0
    means = np.where(has, rest / np.where(has, left, 1.0), 0.0)
    n = has.sum(axis=0).astype(np.float64)
    return np.where(n > 0, 100 * means.sum(axis=0) / np.maximum(n, 1), np.nan), n


def source_mix(material: Material) -> list[SourceMix]:
    """Every cell that has a score, without each source; none where there is one source of one kind only."""
    said = material.customers
    kinds = ["source_kind"] + (["source"] if said["source"].nunique() <= _FEW else [])
    kinds = [kind for kind in kinds if said[kind].nunique() > 1]
    if not kinds:
        return []
    found = (_mix(material, cell, kinds) for cell in _cells(material))
    return [one for one in found if one is not None]


def _alone(material: Material) -> set[str]:
    """The sources that are the only one of their kind: without the kind is without them."""
    sources = material.customers.drop_duplicates("source")
    return set(sources["source"][~sources["source_kind"].duplicated(keep=False)])


def _cells(material: Material) -> Iterator[Cell]:
    said = material.customers[material.customers["valence"].notna()]
    for code in material.book.stages:
        rows = said[said["stage"] == code.name]
        yield Cell(code.name, None, rows)
        for name, ids in material.touchpoints_at(code.name).items():
            yield Cell(code.name, name, rows[rows["quote_id"].isin(ids)])


def _mix(material: Material, cell: Cell, kinds: list[str]) -> SourceMix | None:
    means = cell.rows.groupby("person")["valence"].mean().reindex(material.people).to_numpy(dtype=np.float64)
    (full,) = scores(means[:, None], material.drawn, least=material.study.min_participants)
    if full.score is None:
        return None
    least = material.study.min_participants
    every = (one for kind in kinds for one in _left_out(cell.rows, kind, full.score, least))
    alone = _alone(material) if "source_kind" in kinds else set()
    tried = tuple(one for one in every if one.kind != "source" or one.left_out not in alone)
    return SourceMix(
        stage=cell.stage,
        touchpoint=cell.touchpoint,
        score=full.score,
        n=int(cell.rows["person"].nunique()),
        open_sign=full.low is None or full.high is None or full.low <= 0 <= full.high,
        flips=tuple(one.left_out for one in tried if one.flips),
        stands_on=tuple(one.left_out for one in tried if one.score is None),
        without=tried,
    )


def _left_out(rows: pd.DataFrame, kind: str, full: float, least: int) -> Iterator[Without]:
    people, _ = pd.factorize(rows["person"])
    sources, names = pd.factorize(rows[kind], sort=True)
    told = KIND_OF_SOURCE if kind == "source_kind" else "source"
    for name, score, n in zip(names, *without(people, sources, rows["valence"].to_numpy()), strict=True):
        few = n < max(least, 1)
        value = None if few else round(float(score), 1) + 0.0
        # What is 0 as it is shown has no sign to turn.
        flips = value is not None and round(value) * round(full) < 0
        reason = f"without it {int(n)} people are left, fewer than {least}" if few else None
        yield Without(str(name), told, value, int(n), flips, reason)
