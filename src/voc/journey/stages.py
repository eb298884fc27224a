"""The columns of the map: each stage with its score, touchpoints, channels and lanes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from voc.codebook import Stage as StageCode
from voc.journey._material import Material, lane_of, telling
from voc.journey.model import TOO_FEW, Cell, Lane, Score, Share, Stage
from voc.journey.portions import portions
from voc.journey.scores import by_person, scores
from voc.journey.shares import share

_LANES = {
    "goals": ("goal", "Goals"),
    "actions": ("action", "Actions"),
    "questions": ("question", "Questions"),
    "motivations": ("motivation", "Motivations"),
    "needs": ("need", "Needs"),
    "expectations": ("expectation", "Expectations"),
    "delights": ("delight", "Delights"),
    "pains": ("pain", "Pains"),
}


def stage_of(material: Material, order: int, code: StageCode) -> Stage:
    """Put together the column of one stage; ``order`` counts from 1."""
    rows = material.customers[material.customers["stage"] == code.name]
    people = int(rows["person"].nunique())
    emotion, touchpoints = _scored(material, rows, code)
    some = _with(rows, {facet: material.facets.get(facet, set()) for facet, _ in _LANES.values()})
    some["pain"] = rows[material.pain_mask.loc[rows.index]]
    return Stage(
        id=code.name,
        label=code.title,
        meaning=code.meaning,
        order=order,
        n_quotes=len(rows),
        n_participants=people,
        n_sources=int(rows["source"].nunique()),
        empty_reason=_empty_reason(people, emotion.score is not None, asked=code.name in material.asked),
        emotion=emotion,
        pained=_share(material, rows, some["pain"]),
        delighted=_share(material, rows, some["delight"]),
        touchpoints=touchpoints,
        channels=_channels(material, rows),
        quote_ids=telling(rows),
        portions=portions(material, code.name),
        arc=None if emotion.score is None else _arc(pd.concat([some["pain"], some["delight"]]), people),
        **{field: lane_of(facet, label, some[facet]) for field, (facet, label) in _LANES.items()},
    )


def _scored(material: Material, rows: pd.DataFrame, code: StageCode) -> tuple[Score, tuple[Cell, ...]]:
    """The emotion of the stage, and of each of its touchpoints, the most spoken of first."""
    titles = {touch.name: touch.title for touch in material.book.touchpoints}
    said = {name: some for name, some in _with(rows, material.touchpoints_at(code.name)).items() if len(some)}
    cells = {"": list(rows["quote_id"])} | {name: list(some["quote_id"]) for name, some in said.items()}
    means = by_person(rows, material.people, cells)
    emotion, *others = scores(means, material.drawn, least=material.study.min_participants)
    touchpoints = [
        Cell(name, titles[name], len(some), int(some["person"].nunique()), score, telling(some))
        for (name, some), score in zip(said.items(), others, strict=True)
    ]
    return emotion, tuple(sorted(touchpoints, key=lambda cell: -cell.n_participants))


def _arc(stirring: pd.DataFrame, people: int) -> float:
    """The dramatic arc of mapping tools: 1 where nobody tells of a pain or a delight, 5 where all do."""
    return round(1 + 4 * int(stirring["person"].nunique()) / people, 1)


def _channels(material: Material, rows: pd.DataFrame) -> tuple[Lane, ...]:
    """The channels mentioned, that of most people first."""
    said = _with(rows, dict(sorted(material.channels.items())))
    lanes = [lane_of(channel, channel, some) for channel, some in said.items() if len(some)]
    return tuple(sorted(lanes, key=lambda lane: -(lane.n_participants or 0)))


def _with(rows: pd.DataFrame, labels: Mapping[str, set[str]]) -> dict[str, pd.DataFrame]:
    """The rows that carry each label; the sets are of the whole study, and ``isin`` would turn each into a table."""
    ids = rows["quote_id"].tolist()
    return {
        label: rows[np.fromiter((i in of for i in ids), dtype=bool, count=len(ids))] for label, of in labels.items()
    }


def _share(material: Material, rows: pd.DataFrame, some: pd.DataFrame) -> Share | None:
    """The share of the people of ``rows`` who said ``some``."""
    return share(
        material.among(some["person"].unique()).astype(np.float64),
        material.among(rows["person"].unique()).astype(np.float64),
        least=material.study.min_participants,
    )


def _empty_reason(people: int, scored: bool, *, asked: bool) -> str | None:
    """Tell the three kinds of empty cell apart."""
    if scored:
        return None
    if people:
        return TOO_FEW
    return "asked, nobody raised it" if asked else "not asked"
