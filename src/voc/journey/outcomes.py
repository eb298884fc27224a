"""Scores that people gave in closed questions. NPS (Reichheld 2003) = % promoters (9–10) − % detractors (0–6)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voc.journey.model import Outcome
from voc.journey.resample import mean_interval, weights


def nps(participants: pd.DataFrame, *, resamples: int, seed: int, least: int = 1) -> list[Outcome]:
    """The net promoter score over everyone who answered, with a bootstrap interval; none below ``least`` people.

    >>> people = pd.DataFrame({"NPS": ["10", "9", "7", "0", None]})
    >>> nps(people, resamples=500, seed=0)[0].value
    25.0
    """
    if "NPS" not in participants:
        return []
    people = participants[participants["role"] == "participant"] if "role" in participants else participants
    answers = pd.to_numeric(people["NPS"], errors="coerce")
    # Exports write "no answer" as 11, 99 or -99.
    given = answers[answers.between(0, 10)].to_numpy(dtype=np.float64)
    if len(given) < max(least, 1):
        return []
    worth = (100.0 * (given >= 9) - 100.0 * (given <= 6))[:, None]
    low, high = mean_interval(worth, weights(len(given), resamples, seed), least=-100.0, most=100.0)
    alone = len(given) < 2
    return [
        Outcome(
            "NPS",
            round(float(worth.mean()), 1),
            None if alone else round(float(low[0]), 1),
            None if alone else round(float(high[0]), 1),
            len(given),
        )
    ]
