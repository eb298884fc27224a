"""How true the taggers' confidences are in this very study: tags of reviewed quotes against what people said of them.

Of the tags given with a confidence near c a share c should be right. With w = 1 / π, π the probability with which a
quote was drawn for review, a bin's share that is right is Σ w right / Σ w, so that it stands for all quotes and not for
those that a queue prefers (Horvitz & Thompson 1952). Bins hold about as many tags each (Nixon et al. 2019), and
ECE = Σ_b W_b / W · |right_b − confidence_b| (Guo, Pleiss, Sun & Weinberger 2017, eq. 3), in [0, 1]; of few tags it is
too high. Intervals are Wilson's (1927) with as many cases as there are people who matter, (Σ_p W_p)² / Σ_p W_p² (Kish
1965): tags of one person are taken as one case, which is on the safe side.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc.journey.calibration_records import Calibration, ConfidenceBin
from voc.journey.correction import Drawn
from voc.journey.shares import wilson

Array = npt.NDArray[np.float64]

KINDS = ("stage", "touchpoint", "sentiment", "facet")
LEAST_TAGS, LEAST_PEOPLE = 30, 10
"""Fewer say nothing of a confidence."""
_IN_BIN, _MOST_BINS = 12, 10


@dataclass(frozen=True, slots=True)
class Judged:
    """Tags of a kind in quotes that people reviewed, one entry each.

    ``weight`` is 1 / π of the quote, ``person`` the number of who said it, ``by`` who gave the tag.
    """

    confidence: Array
    right: npt.NDArray[np.bool_]
    weight: Array
    person: npt.NDArray[np.int64]
    by: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, tags: pd.DataFrame, quote_ids: pd.Series[str], drawn: Drawn) -> Judged:
        """The taggers' tags that have a confidence; ``quote_ids`` are in the order of ``drawn``."""
        of_kind = tags[(tags["kind"] == kind) & tags["label"].notna()]
        human = of_kind["by"].str.startswith("human:", na=False)
        given = of_kind[~human & of_kind["confidence"].notna()].drop_duplicates(["quote_id", "label"])
        place = pd.Index(quote_ids.to_numpy(dtype=object)).get_indexer(
            pd.Index(given["quote_id"].to_numpy(dtype=object))
        )
        reviewed = (place >= 0) & drawn.reviewed[place]
        given, place = given[reviewed], place[reviewed]
        true = pd.MultiIndex.from_frame(of_kind.loc[human, ["quote_id", "label"]])
        return cls(
            given["confidence"].to_numpy(dtype=np.float64),
            pd.MultiIndex.from_frame(given[["quote_id", "label"]]).isin(true),
            drawn.weight[place],
            drawn.person[place],
            tuple(sorted(set(given["by"]))),
        )


def calibration(kind: str, judged: Judged) -> Calibration:
    """Measure a kind of tag."""
    n, people = len(judged.confidence), len(np.unique(judged.person))
    if n < LEAST_TAGS or people < LEAST_PEOPLE:
        least = f"{LEAST_TAGS} of {LEAST_PEOPLE} are needed"
        why = f"{n} tags of {people} people were reviewed with a known probability; {least}"
        return Calibration(kind, judged.by, n, people, None, (), why)
    edges = [0.0, *map(float, _inner(judged.confidence)), 1.0]
    place = np.searchsorted(edges[1:-1], judged.confidence, side="left")
    made = tuple(_bin(low, high, judged, place == number) for number, (low, high) in enumerate(pairwise(edges)))
    weights = np.bincount(place, judged.weight, len(made))
    ece = np.average([abs(one.right - one.confidence) for one in made], weights=weights)
    return Calibration(kind, judged.by, n, people, round(float(ece), 4), made, None)


def _inner(confidence: Array) -> Array:
    """The inner edges of bins with about as many tags each; equal confidences stay in one, so that none is empty."""
    bins = int(np.clip(len(confidence) // _IN_BIN, 1, _MOST_BINS))
    edges = np.unique(np.quantile(confidence, np.linspace(0, 1, bins + 1)[1:-1], method="lower"))
    return np.asarray(edges[edges < confidence.max()])


def _bin(low: float, high: float, judged: Judged, inside: npt.NDArray[np.bool_]) -> ConfidenceBin:
    weight = judged.weight[inside]
    confidence = np.average(judged.confidence[inside], weights=weight)
    right = float(np.average(judged.right[inside], weights=weight))
    of_person = np.bincount(judged.person[inside], weight)
    cases = float(of_person.sum() ** 2 / (of_person**2).sum())
    ends = wilson(np.array(right * cases), cases)
    numbers = (round(float(value), 4) for value in (confidence, right, *ends))
    return ConfidenceBin(round(low, 4), round(high, 4), int(inside.sum()), int((of_person > 0).sum()), *numbers)
