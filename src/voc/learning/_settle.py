"""How sure a learned step is to be, and how likely "none of these": what corrections say of that, and what not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from voc.learning._head import surprise
from voc.learning._lesson import Flags, Lesson, Step
from voc.learning._read import Array

# The steps in which a step is made sharper, and how near to as sure as before is near enough.
_SHARPER, _CLOSE = 1.1, 1e-3
# Prior precision of how much likelier any label is than it was before. Chosen among 1 to 100 on CLINC150 with a third
# of its texts out of scope: at 1 every third text out of scope was given a label more, at 100 none and few of the rest.
_ANY = 20.0
# How many texts a label that no correction gives is trusted to be right in.
_TRUSTED = 4


def settle(step: Step, told: Array, lesson: Lesson) -> Step:
    """The step made as sharp and as ready to say "none of these" as it should be.

    ``told`` (n, labels) is the evidence of the lesson's texts by steps that had not seen them. Probabilities are made
    true by it (temperature scaling, Guo et al. 2017), but the tagger stays at least as sure of the study's texts as
    before: people correct the hard ones. Where nobody said "none of these", it is as likely in the study as before,
    but for the texts that the tagger had none for and the person had.
    """
    before = lesson.study.evidence
    times = _temperature(told, lesson)
    sharp = step.sharper(times)
    while True:
        after = sharp(lesson.study)
        shift = _shift(before, after) if lesson.single and not lesson.nothing else 0.0
        if _sureness(after + shift, single=lesson.single) >= _sureness(before, single=lesson.single) - _CLOSE:
            break
        times, sharp = _SHARPER * times, sharp.sharper(_SHARPER)
    if lesson.single and not lesson.nothing:
        shift += _any(times * told + shift)
    bias = sharp.bias + shift
    unnamed = np.logical_not(lesson.targets.any(axis=0))
    if lesson.single and unnamed.any():
        bias += unnamed * _unnamed(before, sharp(lesson.study) + shift, unnamed, lesson)
    return replace(sharp, bias=bias)


def least_surprise(evidence: Array, lesson: Lesson) -> float:
    """The mean surprise at a lesson (nats a text) of one with this evidence (n, labels), as sharp as is best for it."""
    return float(surprise(_temperature(evidence, lesson) * evidence, lesson).mean())


def _temperature(evidence: Array, lesson: Lesson) -> float:
    """How many times the evidence has to be taken for the least surprise; towards 1 by a normal prior of its log."""
    from scipy.optimize import minimize_scalar

    def lost(log: float) -> float:
        return float(surprise(np.exp(log) * evidence, lesson).sum() + log**2 / 2)

    return float(np.exp(minimize_scalar(lost, bounds=(-2, 2), method="bounded").x))


def _sureness(evidence: Array, *, single: bool) -> float:
    """The mean probability of what is likeliest, one of the labels or none, or of each label's yes or no."""
    chances = np.exp(-np.logaddexp(0, -np.abs(evidence)))
    if single:
        top = np.maximum(evidence.max(axis=1), 0)
        chances = np.exp(top - np.logaddexp(0, np.logaddexp.reduce(evidence, axis=1)))
    return float(chances.mean())


def _shift(before: Array, after: Array) -> float:
    """What makes "none of these" as likely on average as before when it is added to evidence, (n, labels) both."""
    from scipy.optimize import brentq
    from scipy.special import expit

    some, now = (np.logaddexp.reduce(evidence, axis=1) for evidence in (before, after))
    share = float(expit(-some).mean())
    return float(brentq(lambda shift: share - float(expit(-now - shift).mean()), -100, 100))


def _unnamed(before: Array, after: Array, labels: Flags, lesson: Lesson) -> float:
    """What, added to the evidence of ``labels``, gives them on average the part of the study that they keep; 0 or more.

    A label that was the likeliest, likelier than none, in ``k`` texts of which corrections say another keeps
    ``4 / (4 + k)`` of its part: as if it had been right for certain in four texts before.
    """
    from scipy.optimize import brentq

    corrected = before[lesson.rows]
    told = corrected[corrected.max(axis=1) > 0]
    wrong = np.bincount(told.argmax(axis=1), minlength=len(labels))[labels]
    keeps = float((_parts(before)[labels] * _TRUSTED / (_TRUSTED + wrong)).sum())

    def lacks(shift: float) -> float:
        return keeps - float(_parts(after + labels * shift)[labels].sum())

    return float(brentq(lacks, 0, 100)) if lacks(0) > 0 else 0.0


def _parts(evidence: Array) -> Array:
    """The mean probability of each label, (labels,), where they and "none of these" compete."""
    whole = np.logaddexp(0, np.logaddexp.reduce(evidence, axis=1))
    return np.asarray(np.exp(evidence - whole[:, None]).mean(axis=0))


def _any(evidence: Array) -> float:
    """How much more evidence for any label fits texts best that all have one, (n, labels)."""
    from scipy.optimize import minimize_scalar

    some = np.logaddexp.reduce(evidence, axis=1)

    def lost(shift: float) -> float:
        return float(np.logaddexp(0, -some - shift).sum() + _ANY * shift**2 / 2)

    return float(minimize_scalar(lost, bounds=(0, 10), method="bounded").x)
