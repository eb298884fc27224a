"""The order in which quotes are reviewed, with the probability of each: at random, by doubt, or by effect on the map.

Each mode gives every quote a size; :mod:`voc.sampling` makes the order of the sizes and has the probabilities. A part
of each size is the same for all (as Zrnic & Candès 2024 mix with uniform sampling): no quote is out of reach, and a
tagger that is sure and wrong is found out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np

from voc.errors import VocError, did_you_mean
from voc.review.frame import Array, Bools, Frame, frame
from voc.review.openings import openings
from voc.review.stakes import stakes
from voc.review.trust import trusted
from voc.sampling import CERTAIN, Row, numbers

__all__ = ["BATCH", "QUEUES", "draw", "frame", "second", "sizes", "taken_for_certain"]

# A draw has so many quotes: what they show makes the sizes of the next.
BATCH = 50
# Which part of a quote's size is the same for all.
_FLOOR = 0.1
# Which part of the rest goes, at most, to numbers that are not corrected yet.
_OPENING = 0.5

# What a person chooses from: label and help.
QUEUES: Mapping[str, tuple[str, str]] = {
    "effect": (
        "What matters to the map",
        "Quotes first of stages that are not corrected yet, then those whose tags are doubtful and weigh much in the "
        "published numbers: narrowest intervals soonest.",
    ),
    "uncertain": ("Doubtful tags", "Quotes first whose tags the taggers are least sure of: best for teaching."),
    "random": ("Random", "All quotes alike: tells how often the tags are right."),
    "second": ("Second coding, blind", "Quotes that somebody else has judged, without showing how."),
}


def _alike(one: Frame) -> Array:
    return np.ones(len(one.ids))


def _doubt(one: Frame) -> Array:
    """The probability that the stage or the sentiment is wrong, as if they were so independently."""
    return np.asarray(1 - one.stage_right * one.sentiment_right)


def _effect(one: Frame) -> Array:
    """What is at stake, and until each number is corrected what brings it there."""
    worth = stakes(one)
    wanted = openings(one, worth)
    share = min(_OPENING, float(wanted.sum()) / BATCH)
    return (1 - share) * _even(worth) + share * _even(wanted)


def _even(worth: Array) -> Array:
    """The same with the mean 1, where there is any."""
    return worth / worth.mean() if worth.any() else worth


_WORTH: Mapping[str, Callable[[Frame], Array]] = {"random": _alike, "uncertain": _doubt, "effect": _effect}


def sizes(mode: str, one: Frame) -> Array:
    """The size of each quote, above 0, 1 in the mean; raises ``VocError`` for a mode that there is not."""
    if mode not in _WORTH:
        raise VocError(f"no queue {mode!r}; {did_you_mean(mode, list(_WORTH))}")
    worth = _WORTH[mode](trusted(one))
    mean = worth.mean() if len(worth) else 0.0
    return np.asarray((1 - _FLOOR) * worth / mean + _FLOOR) if mean > 0 else np.ones(len(worth))


def draw(
    ids: Sequence[str],
    size: Array,
    *,
    seed: int,
    judged: Collection[str],
    certain: Collection[str] = (),
    count: int = BATCH,
) -> tuple[Row, ...]:
    """The next ``count`` quotes that nobody has judged, in their order, and between them those that somebody has.

    Empty where all are judged. ``size`` has one number above 0 for each id. ``certain`` are the judged quotes that are
    no sample, since taggers learned from them (:func:`taken_for_certain`): they stand first.
    """
    known, sure = (_among(ids, some) for some in ({*judged, *certain}, set(certain)))
    turn = np.where(sure, 0.0, _numbers(tuple(ids), seed) / size)
    order = np.argsort(turn, kind="stable")
    fresh = np.flatnonzero(~known[order])
    if not len(fresh):
        return ()
    whole = len(fresh) <= count
    stop = len(order) if whole else int(fresh[count])
    # All that is left: then each quote is reached for sure.
    until = 1 / float(size.min()) if whole else float(turn[order[stop]])
    rate = np.where(sure, CERTAIN, size * until)
    return tuple(
        Row(ids[place], float(rate[place]), "known" if known[place] else "open") for place in order[:stop].tolist()
    )


def _among(ids: Sequence[str], some: set[str]) -> Bools:
    return np.fromiter((quote_id in some for quote_id in ids), dtype=np.bool_, count=len(ids))


def taken_for_certain(earlier: Sequence[Row]) -> frozenset[str]:
    """What an earlier draw of the same seed took for certain: all draws of a seed have to take the same."""
    return frozenset(row.quote_id for row in earlier if row.rate >= CERTAIN)


@lru_cache(maxsize=4)
def _numbers(ids: tuple[str, ...], seed: int) -> Array:
    """They stay from draw to draw."""
    return numbers(ids, seed)


def second(
    judged: Sequence[str], mine: Collection[str], *, seed: int, coder: str, count: int = BATCH
) -> tuple[Row, ...]:
    """For blind second coding: quotes that others judged, all alike, in an order of the coder's own.

    ``rate`` is the probability among those that others judged.
    """
    # Other numbers than the study's: what was reviewed first is not to be second-coded first.
    return draw(judged, np.ones(len(judged)), seed=_own(seed, coder), judged=mine, count=count)


def _own(seed: int, coder: str) -> int:
    return int(numbers([f"second coding by {coder}"], seed)[0] * 2**32)
