"""Is it worth it to go on? How much the intervals of the published numbers would still shrink by more reviews.

What reviewing can take away is the variance that drawing adds; what is left is that people differ, and only more
people help. Both are estimated from the quotes reviewed so far (:func:`voc.journey.correction.narrowed`): each stands
for 1 / π like it, and m more reviews raise all probabilities to min(1, c π), with Σ min(1, c π) / π = n + m over them.
Numbers: each stage's emotion score, and the portion of pains in what people say there, as far as they are corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from voc import tags as tags_table
from voc.codebook import Codebook
from voc.journey._material import Material
from voc.journey._reviewed import Reviewed, Weighted
from voc.journey.correction import Drawn, mean, narrowed
from voc.journey.model import Correction, Stage
from voc.journey.stages import stage_of
from voc.journey.valued import valued
from voc.study import Study

MORE = (25, 50, 100, 200, 400)
# What a person does in a few minutes: if so many more reviews take less than this part off the width, it is enough.
_A_SITTING = 100
_HARDLY = 0.05
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Step:
    """After so many ``more`` reviews the 95 % interval would be so wide."""

    more: int
    width: float


@dataclass(frozen=True, slots=True)
class CellWorth:
    """A number's interval: of a stage's score in points of −100 … +100, of its portion of pains as a share."""

    what: Literal["score", "pain"]
    stage: str
    label: str
    width: float
    curve: tuple[Step, ...]
    floor: float


@dataclass(frozen=True, slots=True)
class Worth:
    """``now``, ``curve`` and ``floor`` are mean widths of the stages' scores; ``floor`` is with everything reviewed.

    They are missing, with the ``reason``, where no score is corrected yet. ``said`` is one sentence.
    """

    reviews: int
    now: float | None
    curve: tuple[Step, ...]
    floor: float | None
    said: str
    reason: str | None
    cells: tuple[CellWorth, ...]


def worth(
    quotes: pd.DataFrame,
    tags: pd.DataFrame,
    book: Codebook,
    study: Study,
    participants: pd.DataFrame | None = None,
    *,
    more: Sequence[int] = MORE,
) -> Worth:
    """How wide the intervals are and would be; ``tags`` are taggers' and people's, with their probabilities."""
    given = valued(tags_table.check(tags))
    material = Material(quotes, tags_table.decided(given), book, study, participants)
    reviewed = Reviewed(material, given)
    stages = reviewed.corrected([stage_of(material, order, code) for order, code in enumerate(book.stages, 1)])
    cells = tuple(_cells(reviewed, stages, more))
    drawn = reviewed.emotion.drawn
    count = int(drawn.reviewed.sum())
    scores = [cell for cell in cells if cell.what == "score"]
    if not scores:
        why = reviewed.sentence(stages).removeprefix("uncorrected: ")
        return Worth(count, None, (), None, f"Nothing can be said yet: {why}.", why, cells)
    now, floor = (float(np.mean([getattr(cell, name) for cell in scores])) for name in ("width", "floor"))
    curve = tuple(
        Step(each.more, float(np.mean([cell.curve[place].width for cell in scores])))
        for place, each in enumerate(scores[0].curve)
    )
    return Worth(count, now, curve, floor, _said(now, curve, floor, len(drawn.reviewed) - count), None, cells)


def _cells(reviewed: Reviewed, stages: Sequence[Stage], more: Sequence[int]) -> Iterator[CellWorth]:
    for stage in stages:
        width = _width(stage.emotion.correction)
        if width is not None:
            drawn, pairs = reviewed.emotion.drawn, reviewed.valences(stage.id)
            yield _cell("score", stage, width, pairs, drawn, more)
        portion = stage.portions.get("pain")
        width = None if portion is None else _width(portion.correction)
        if width is not None:
            yield _cell("pain", stage, width, reviewed.told(stage.id, "pain"), reviewed.facets.drawn, more)


def _width(told: Correction | None) -> float | None:
    if told is None or told.low is None or told.high is None:
        return None
    return told.high - told.low


def _cell(
    what: Literal["score", "pain"],
    stage: Stage,
    width: float,
    pairs: tuple[Weighted, Weighted],
    drawn: Drawn,
    more: Sequence[int],
) -> CellWorth:
    found = mean(*pairs, drawn)
    left = int((~drawn.reviewed).sum())

    def after(number: int) -> float:
        return width if found is None else width * narrowed(*pairs, drawn, found, times(drawn, number))

    curve = tuple(Step(each, after(each)) for each in (*(one for one in more if one < left), left) if each)
    return CellWorth(what, stage.id, stage.label, width, curve, curve[-1].width if curve else width)


def times(drawn: Drawn, more: int) -> float:
    """By what the probabilities grow if so many more are reviewed in the same way, at most until all are certain."""
    pi = drawn.probability[drawn.reviewed]
    wanted = len(pi) + more

    def expected(growth: float) -> float:
        return float((np.minimum(1.0, growth * pi) / pi).sum())

    low, high = 1.0, 1.0 / float(pi.min())
    if wanted >= expected(high):
        return high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if expected(middle) < wanted else (low, middle)
    return high


def _said(now: float, curve: Sequence[Step], floor: float, left: int) -> str:
    if not left:
        return "Everything is reviewed: only more people would narrow the intervals."
    step = min(curve, key=lambda one: abs(one.more - _A_SITTING))
    ends = f"from ±{now / 2:.1f} to ±{step.width / 2:.1f} points"
    change = f"{step.more} more reviews would narrow the stages' intervals {ends}"
    rest = f"with everything reviewed they would be ±{floor / 2:.1f}"
    if step.width > (1 - _HARDLY) * now:
        return f"It is hardly worth it any more: {change}, and {rest}; more people would do more."
    return f"{change}; {rest}."
