"""The closed answers of people that say how it went (NPS, CSAT, effort, ratings, renewal), as numbers by person."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voc.journey.resample import Array

OUTCOMES = ("nps", "csat", "ces", "rating")
_NAMED = re.compile(r"nps|csat|ces", re.IGNORECASE)
_STAYED = re.compile(r"renew(s|al|ed)?|retained|stayed|churn(ed)?|cancel+ed", re.IGNORECASE)
_YES, _NO = {"yes", "true", "1", "y"}, {"no", "false", "0", "n"}
# The scales that tools use where nobody says one.
_USUAL = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0)}


@dataclass(frozen=True)
class Answer:
    """An outcome by person: ``worth`` is an array (people,), NaN where she gave none; ``low`` … ``high`` its range.

    NPS counts +100 for a promoter, 0 or -100, so that the mean is the score; the others stay on their own scale, a
    worded one on the place of its answers from 1, yes and no on 100 and 0.
    """

    name: str
    kind: str
    worth: Array
    low: float
    high: float

    @property
    def n(self) -> int:
        """How many people gave it."""
        return int((~np.isnan(self.worth)).sum())

    @property
    def span(self) -> float:
        """The most that two people's answers can differ by."""
        return self.high - self.low

    def missing(self) -> str | None:
        """Who gave none, in words; ``None`` where everybody did."""
        lacking = len(self.worth) - self.n
        return f"no answer of {lacking} of {len(self.worth)} people" if lacking else None


def is_outcome(name: str, kind: str | None) -> bool:
    """Whether an attribute says how it went, and not who somebody is."""
    return kind in OUTCOMES or bool(_NAMED.fullmatch(name) or _STAYED.fullmatch(name))


def answers(who: pd.DataFrame, scales: pd.DataFrame | None) -> list[Answer]:
    """The outcomes in a table of people, one row a person; ``scales`` says on which scale they were answered."""
    known = _by_name(scales)
    made = (_answer(str(name), who[name], known.get(str(name))) for name in who.columns)
    return [answer for answer in made if answer is not None and answer.n]


def _by_name(scales: pd.DataFrame | None) -> dict[str, pd.Series]:
    """The scale of each attribute, an outcome's before another of the same name."""
    if scales is None:
        return {}
    rows = [row for _, row in scales.iterrows()]
    return {str(row["attribute"]): row for row in sorted(rows, key=lambda row: row["kind"] in OUTCOMES)}


def _answer(name: str, cells: pd.Series, scale: pd.Series | None) -> Answer | None:
    if _STAYED.fullmatch(name):
        return _yes_or_no(name, cells)
    kind = str(scale["kind"]) if scale is not None else name.casefold()
    if kind not in OUTCOMES:
        return None
    levels = str(scale["levels"]).split(" | ") if scale is not None and pd.notna(scale["levels"]) else []
    if levels:
        places = cells.map({level: float(place) for place, level in enumerate(levels, 1)})
        return Answer(name, kind, np.asarray(places, dtype=np.float64), 1.0, float(len(levels)))
    low, high = (scale["low"], scale["high"]) if scale is not None else _USUAL[kind]
    figures = pd.to_numeric(cells, errors="coerce")
    # Exports write "no answer" as 11, 99 or -99.
    given: Array = figures.where(figures.between(low, high)).to_numpy(dtype=np.float64)
    if kind != "nps":
        return Answer(name, kind, given, float(low), float(high))
    worth: Array = np.where(np.isnan(given), np.nan, 100.0 * (given >= 9) - 100.0 * (given <= 6))
    return Answer(name, kind, worth, -100.0, 100.0)


def _yes_or_no(name: str, cells: pd.Series) -> Answer | None:
    words = cells.astype("str").str.strip().str.casefold()
    worth = np.where(words.isin(_YES), 100.0, np.where(words.isin(_NO), 0.0, np.nan))
    return Answer(name, "renewal", worth, 0.0, 100.0)
