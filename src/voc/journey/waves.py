"""The waves of a study: each place of the map in each wave, how it differs from the wave before, and its trend.

Stages, touchpoints and themes are those of the whole study: a pain is the same thing in every wave, because its quotes
were grouped together, whatever their wave. What could be raised in a wave counts over the people who said anything in
it. Emotions as on the map (:mod:`voc.journey.scores`), shares by Wilson.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from voc.journey._material import Material
from voc.journey._places import Place, Said, Side, Theme, places
from voc.journey.changes import changes, pair
from voc.journey.findings import Estimate
from voc.journey.model import Score
from voc.journey.resample import Array
from voc.journey.scores import scores
from voc.journey.shares import share
from voc.journey.trends import Course, trends
from voc.journey.wave_records import Change, Trend, Wave, WaveCell

_SHOWN = 5


def waves(
    material: Material, pains: Sequence[Theme], names: Sequence[str] = ()
) -> tuple[tuple[Wave, ...], tuple[Trend, ...]]:
    """Every wave that has quotes, in the order of ``names``, else of the study, and from three on the trends."""
    sides = sides_of(material, names)
    if not sides:
        return (), ()
    where = list(places(material, pains))
    found = [emotions(material, side, where) for side in sides]
    least, seed = material.study.min_participants, material.study.seed
    pairs = [
        pair(place, before, after, (found[w][i], found[w + 1][i]), least=least, seed=seed)
        for w, (before, after) in enumerate(pairwise(sides))
        for i, place in enumerate(where)
    ]
    changed = changes(pairs, material.drawn)
    cells = [
        [
            cell(place, side, score, least, changed[(w - 1) * len(where) + i] if w else None)
            for i, (place, score) in enumerate(zip(where, found[w], strict=True))
        ]
        for w, side in enumerate(sides)
    ]
    made = tuple(_wave(order, side, told) for order, (side, told) in enumerate(zip(sides, cells, strict=True), 1))
    return made, _trends(where, sides, cells, material.drawn)


def sides_of(material: Material, names: Sequence[str] = ()) -> list[Side]:
    """The waves that have quotes: those of ``names`` or of ``study.toml`` in that order, then others by name."""
    wave = material.customers["wave"]
    there = set(wave.dropna().unique())
    order = [name for name in names or material.study.wave_names if name in there]
    said = Said.of(material) if there else None
    every = [*order, *sorted(there - set(order))]
    return [Side(name, said, (wave == name).to_numpy()) for name in every if said is not None]


def emotions(material: Material, side: Side, where: Sequence[Place]) -> list[Score | None]:
    """The emotion of each place on a side, missing for pains."""
    columns = [i for i, place in enumerate(where) if place.measure == "emotion"]
    table = np.column_stack([side.values(where[i]) for i in columns])
    made = scores(table, material.drawn, least=material.study.min_participants)
    found: list[Score | None] = [None] * len(where)
    for i, score in zip(columns, made, strict=True):
        found[i] = score
    return found


def cell(place: Place, side: Side, score: Score | None, least: int, change: Change | None) -> WaveCell:
    """A place in one wave."""
    rows = side.rows(place)
    n, of = int(np.nansum(side.spoke(place))), int(side.here.sum())
    value = None
    if place.measure == "pain":
        told = share(np.nan_to_num(side.spoke(place)), side.here.astype(np.float64), least=least)
        value = None if told is None else Estimate(told.share, told.low, told.high)
    elif score is not None and score.score is not None:
        value = Estimate(score.score, score.low, score.high)
    reason = None
    if value is None:
        spoke = of if place.measure == "pain" else n
        reason = "nobody spoke of it" if not n else f"too few people to show: {spoke}, fewer than {least}"
    ids = side.said.ids[rows[:_SHOWN]]
    keys = (place.measure, place.stage, place.touchpoint, place.pain_rank, place.label)
    return WaveCell(*keys, value, n, of, len(rows), reason, change, tuple(str(one) for one in ids))


def _wave(order: int, side: Side, cells: Sequence[WaveCell]) -> Wave:
    rows = side.said.rows[side.inside]
    days = rows["timestamp"].dropna()
    kinds = rows.groupby("source_kind")["person"].nunique()
    return Wave(
        name=side.name,
        order=order,
        n_quotes=len(rows),
        n_participants=int(side.here.sum()),
        n_sources=int(rows["source"].nunique()),
        kinds={str(kind): int(n) for kind, n in kinds.items()},
        first=_day(days.min()),
        last=_day(days.max()),
        cells=tuple(cells),
    )


def _day(moment: pd.Timestamp) -> str | None:
    return None if pd.isna(moment) else f"{moment:%Y-%m-%d}"


def _trends(
    where: Sequence[Place], sides: Sequence[Side], cells: Sequence[Sequence[WaveCell]], drawn: Array
) -> tuple[Trend, ...]:
    if len(sides) < 3:
        return ()
    courses = [Course(place, sides, [row[i].value for row in cells]) for i, place in enumerate(where)]
    return tuple(trends(courses, drawn))
