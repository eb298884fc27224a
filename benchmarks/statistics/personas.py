"""Three kinds of people planted among answers with gaps: are they found, and are people without kinds left alone?

The grouping is that of the map's personas (:func:`voc.journey.groups.grouped`): seven numbers and two choices a person,
a third of them unknown. The whole step, from quotes and tags on, is :mod:`benchmarks.statistics.kinds`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
from sklearn.metrics import adjusted_rand_score

from benchmarks.statistics import kinds
from benchmarks.statistics.people import Array
from benchmarks.statistics.table import Row
from voc.journey._kpod import Known
from voc.journey.groups import grouped

STUDIES, LEAST, NUMBERS, OPTIONS = 20, 5, 7, (3, 5)
_UNKNOWN = 0.3


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """Planted groups found, and none where there are none."""
    studies = STUDIES // 5 if given.quick else STUDIES
    for people in (60, 120):
        likeness, three = [], []
        for seed in range(studies):
            draw = np.random.default_rng(seed)
            kind, columns = planted(draw, people)
            found = grouped(*table(columns, draw), least=LEAST, seed=seed)
            likeness.append(0.0 if found.labels is None else float(adjusted_rand_score(kind, found.labels)))
            three.append(found.groups == 3)
        beside = {"three groups found": float(np.mean(three)), "least": float(np.min(likeness))}
        yield Row(f"3 planted groups, {people} people, Rand", studies, float(np.mean(likeness)), (0.8, None), beside)
    for name, trend in (("no groups", 0.0), ("a trend, but no groups", 1.0)):
        refused = []
        for seed in range(studies):
            draw = np.random.default_rng(1000 + seed)
            refused.append(grouped(*table(alike(draw, 120, trend), draw), least=LEAST, seed=seed).labels is None)
        yield Row(f"{name}, refused", studies, float(np.mean(refused)), (0.95, None))
    yield from kinds.rows(given)


def planted(draw: np.random.Generator, people: int) -> tuple[np.ndarray, list[Array]]:
    """Each kind is higher in some numbers and lower in others, and four of five choose as their kind does."""
    kind = draw.integers(0, 3, people)
    columns = [draw.permutation([-1.5, 0, 1.5])[kind] + draw.standard_normal(people) for _ in range(NUMBERS)]
    for options in OPTIONS:
        chosen = np.where(draw.random(people) < 0.8, kind, draw.integers(0, options, people))
        columns.append(np.eye(options)[chosen])
    return kind, columns


def alike(draw: np.random.Generator, people: int, trend: float) -> list[Array]:
    """People of one kind; with a trend some are more of everything than others."""
    more = trend * draw.standard_normal(people)
    columns = [more + draw.standard_normal(people) for _ in range(NUMBERS)]
    for options in OPTIONS:
        step = np.clip(np.round(more + draw.standard_normal(people)).astype(int) + options // 2, 0, options - 1)
        columns.append(np.eye(options)[step])
    return columns


def table(columns: list[Array], draw: np.random.Generator) -> tuple[Known, list[slice]]:
    """Variables of variance 1 with gaps."""
    values, masks, variables, at = [], [], [], 0
    for column in columns:
        block = np.asarray(column, dtype=float).reshape(len(column), -1)
        has = (draw.random(len(block)) > _UNKNOWN)[:, None]
        block = (block - block[has[:, 0]].mean(axis=0)) * has
        values.append(block / np.sqrt((block**2).sum() / has.sum()))
        masks.append(np.repeat(has, block.shape[1], axis=1).astype(float))
        variables.append(slice(at, at + block.shape[1]))
        at += block.shape[1]
    return Known(np.hstack(values), np.hstack(masks)), variables
