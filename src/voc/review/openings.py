"""Which quotes bring numbers to their first correction: those of stages of which too few are reviewed.

A number of which fewer than ten quotes are reviewed is not corrected at all: nothing is known of its error, whatever
its weight. Rare stages get there late where their quotes are drawn as often as others. So each stage that is short of
reviews asks for as many as are missing, of its tagged quotes that nobody has judged, by what is at stake with them
(``voc.review.stakes``); where those do not suffice, of all others too, by the squared probability that they belong to
it. A stage that lacks few asks for each of them more urgently, by one over the root of their number: it is done sooner.
All together ask for no more than is missing: the rest of a draw goes by what is at stake.
"""

from __future__ import annotations

import numpy as np

from voc.journey._uncorrected import LEAST_QUOTES
from voc.review.frame import UNJUDGED, Array, Bools, Frame
from voc.review.stakes import belongs

# In units of the mean stake: what is left of a quote that is sure.
_LEAST_STAKE = 0.2


def openings(frame: Frame, worth: Array) -> Array:
    """How much of a review is asked for of each quote, at least 0, in sum the number of those missing.

    All 0 where no published number is short of reviews, or no quote is left. ``worth`` is what is at stake with each
    quote, at least 0.
    """
    sides = (frame.true.stage, frame.true.sentiment, frame.true.pain)
    judged = np.logical_or.reduce([side != UNJUDGED for side in sides])
    free = (frame.person >= 0) & ~judged
    stake = worth / worth.mean() + _LEAST_STAKE if worth.any() else np.ones(len(worth))
    chance = belongs(frame)
    wanted, lacking = np.zeros(len(frame.ids)), 0
    for stage in range(frame.stages):
        said = (frame.said.stage == stage) & (frame.person >= 0)
        missing = LEAST_QUOTES - int((judged & (said | (frame.true.stage == stage))).sum())
        if missing > 0 and len(np.unique(frame.person[said])) >= frame.least:
            lacking += missing
            wanted += _asked(missing, stake * _likely(said, free, chance[stage], missing))
    return wanted * (lacking / wanted.sum()) if wanted.any() else wanted


def _likely(said: Bools, free: Bools, chance: Array, missing: int) -> Array:
    """How likely each quote that nobody has judged counts for the stage."""
    here = free & said
    return np.asarray(np.where(here, 1.0, 0.0 if here.sum() >= missing else free * chance**2))


def _asked(missing: int, weight: Array) -> Array:
    total = float(weight.sum())
    return np.minimum(missing * weight / total, 1.0) / np.sqrt(missing) if total > 0 else weight
