"""How far a tag is to be trusted, learned from the quotes that people have judged so far.

A tagger's probability was calibrated on other texts. Those that people judged show what it is worth here: it is mapped
by a logistic line, logit p' = a + b logit p (Platt 1999), which starts at a = 0, b = 1 and moves by what is seen, as
with a normal prior around these. It only makes the order of the queue better: the correction does not hang on it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from voc.review.frame import UNJUDGED, Array, Bools, Frame

# One over the variance of the prior.
_PRIOR = 1.0
_NEARLY = 0.01
_STEPS = 15


def trusted(frame: Frame) -> Frame:
    """The frame with the probabilities that its judged quotes teach."""
    said, true = frame.said, frame.true
    none = said.stage < 0
    stage = _learned(frame.stage_right, said.stage == true.stage, true.stage != UNJUDGED, none)
    feeling = true.sentiment != UNJUDGED
    sentiment = _learned(frame.sentiment_right, said.sentiment == true.sentiment, feeling, np.zeros_like(none))
    pain = _learned(frame.pain_right, said.pain == true.pain, true.pain != UNJUDGED, said.pain > 0)
    return replace(frame, stage_right=stage, sentiment_right=sentiment, pain_right=pain)


def _learned(sure: Array, right: Bools, judged: Bools, other: Bools) -> Array:
    """The probabilities of a kind of tag; those ``other`` and the rest have lines of their own."""
    made = sure.copy()
    for part in (other, ~other):
        seen = part & judged
        if seen.any():
            made[part] = _line(_logit(sure[seen]), right[seen], _logit(sure[part]))
    return made


def _line(x: Array, right: Bools, at: Array) -> Array:
    """Fit the line on ``x`` by Newton's steps, and give the probabilities ``at``."""
    design, start = np.column_stack([np.ones_like(x), x]), np.array([0.0, 1.0])
    line = start
    for _ in range(_STEPS):
        chance = _chance(design @ line)
        slope = design.T @ (right - chance) - _PRIOR * (line - start)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + _PRIOR * np.eye(2)
        line = line + np.linalg.solve(curve, slope)
    return _chance(line[0] + line[1] * at)


def _logit(chance: Array) -> Array:
    inside = np.clip(chance, _NEARLY, 1 - _NEARLY)
    return np.asarray(np.log(inside / (1 - inside)))


def _chance(logit: Array) -> Array:
    from scipy.special import expit

    return np.asarray(expit(logit))
