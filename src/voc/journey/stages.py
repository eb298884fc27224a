"""The columns of the map: each stage with its score, touchpoints, channels and lanes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voc.codebook import Stage as StageCode
from voc.journey._material import Material, lane_of, telling
from voc.journey.model import Cell, Score, Share, Stage
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
}


def stage_of(material: Material, order: int, code: StageCode) -> Stage:
    """Put together the column of one stage; ``order`` counts from 1."""
    rows = material.customers[material.customers["stage"] == code.name]
    least = material.study.min_participants
    people = int(rows["person"].nunique())
    titles = {touch.name: touch.title for touch in material.book.touchpoints}
    at_stage = material.touchpoints_at(code.name)
    touching = {name: rows[rows["quote_id"].isin(ids)] for name, ids in at_stage.items()}
    touching = {name: said for name, said in touching.items() if len(said)}
    cells = {"": list(rows["quote_id"])} | {name: list(said["quote_id"]) for name, said in touching.items()}
    scored = scores(by_person(rows, material.people, cells), material.drawn, least=least)
    emotion: Score = scored[0]
    mentioned = {channel: rows[rows["quote_id"].isin(ids)] for channel, ids in sorted(material.channels.items())}
    lanes = {
        field: lane_of(facet, label, rows[rows["quote_id"].isin(material.facets.get(facet, set()))])
        for field, (facet, label) in _LANES.items()
    }
    return Stage(
        id=code.name,
        label=code.title,
        meaning=code.meaning,
        order=order,
        n_quotes=len(rows),
        n_participants=people,
        n_sources=int(rows["source"].nunique()),
        empty_reason=_empty_reason(people, least, code.name in material.asked),
        emotion=emotion,
        pained=_share(material, rows, rows[material.pain_mask.loc[rows.index]]),
        delighted=_share(material, rows, rows[rows["quote_id"].isin(material.facets.get("delight", set()))]),
        touchpoints=tuple(
            sorted(
                (
                    Cell(
                        name,
                        titles[name],
                        len(said),
                        int(said["person"].nunique()),
                        score,
                        telling(said),
                    )
                    for (name, said), score in zip(touching.items(), scored[1:], strict=True)
                ),
                key=lambda cell: -cell.n_participants,
            )
        ),
        channels=tuple(
            sorted(
                (lane_of(channel, channel, said) for channel, said in mentioned.items() if len(said)),
                key=lambda lane: -lane.n_participants,
            )
        ),
        quote_ids=telling(rows),
        **lanes,
    )


def _share(material: Material, rows: pd.DataFrame, some: pd.DataFrame) -> Share | None:
    """The share of the people of ``rows`` who said ``some``."""
    could, did = set(rows["person"]), set(some["person"])
    return share(
        np.array([person in did for person in material.people], dtype=np.float64),
        np.array([person in could for person in material.people], dtype=np.float64),
        material.drawn,
        least=material.study.min_participants,
    )


def _empty_reason(people: int, least: int, asked: bool) -> str | None:
    """Tell the three kinds of empty cell apart."""
    if people >= least:
        return None
    if people:
        return "too few people to show"
    return "asked, nobody raised it" if asked else "not asked"
