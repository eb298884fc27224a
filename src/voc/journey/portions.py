"""Portions: how much of what the average person says is of one kind.

Formula: a person's portion is the number of her quotes of the kind over the number of those looked at; the portion is
the mean over people, in [0, 1]: the participant-first share of quotes. Unlike the share of people who say it at all, it
does not grow with how much they talk, and quotes drawn one by one can correct it (:mod:`voc.journey.correction`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from voc.journey._material import Material
from voc.journey.model import Portion
from voc.journey.resample import mean_interval


def portions(material: Material, stage: str) -> Mapping[str, Portion]:
    """The stage's part of all that people say, and the parts of pain and delight in what they say there.

    A portion of fewer people than the study's minimum is left out.
    """
    rows = material.customers
    here = rows["stage"] == stage
    delight = rows["quote_id"].isin(material.facets.get("delight", set()))
    parts = {"stage": (rows, here), "pain": (rows[here], material.pain_mask), "delight": (rows[here], delight)}
    means = np.full((len(material.people), len(parts)), np.nan)
    for column, (looked_at, kind) in enumerate(parts.values()):
        own = kind[looked_at.index].astype("float64").groupby(looked_at["person"]).mean()
        means[:, column] = own.reindex(pd.Index(material.people)).to_numpy(dtype=np.float64)
    people = (~np.isnan(means)).sum(axis=0)
    low, high = mean_interval(means, material.drawn, least=0.0, most=1.0)
    return {
        name: Portion(
            round(float(np.nanmean(means[:, column])), 4),
            None if people[column] < 2 else round(float(low[column]), 4),
            None if people[column] < 2 else round(float(high[column]), 4),
            int(people[column]),
        )
        for column, name in enumerate(parts)
        if people[column] >= max(material.study.min_participants, 1)
    }
