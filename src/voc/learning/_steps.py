"""The ways to learn: prototypes that move towards the corrected texts, and a head behind the evidence.

A regression learned from sixteen texts a label knows less than the codebook does. So the head starts where the
prototypes are: it is the maximum a posteriori estimate under a normal prior that says "as before" (scale 1, no bias, no
weights beyond the prototypes'), and moves away from that only as far as the corrections agree.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from voc.learning._lesson import Array, Lesson, Step

# As many corrected texts weigh as much as what the codebook says of a label, and what share of that a text that was
# wrongly given to it pushes away. Chosen among 4 and 8, and 0.25 (``benchmarks/quality/teach.py``).
_CODEBOOK, _PUSH = 8, 0.25
# Prior precision of the logarithm of the scale and of the bias.
_SCALE, _BIAS = 1.0, 10.0
_ROUNDS = 100


def prototypes(lesson: Lesson) -> Step:
    """Move each label's prototype: a mean of the codebook's, n/(n + 8) of it that of its n corrected texts."""
    labels, width = lesson.targets.shape[1], lesson.vectors.shape[1]
    step = Step.none(labels, width)
    if lesson.prototypes is None:
        return step
    for label in np.flatnonzero(lesson.taught):
        before = lesson.prototypes[label].astype(float)
        own = lesson.vectors[lesson.targets[:, label]]
        wrong = lesson.vectors[lesson.given[:, label] & ~lesson.targets[:, label]]
        moved = (_CODEBOOK * before + len(own) * _mean(own)) / (len(own) + _CODEBOOK)
        moved = moved - _PUSH * len(wrong) / (len(wrong) + _CODEBOOK) * _mean(wrong)
        step.weights[label] = lesson.pull * (moved / max(float(np.linalg.norm(moved)), 1e-9) - before)
    return step


def _mean(vectors: Array) -> Array:
    """The mean direction, unit length; nothing of no vectors."""
    total = vectors.sum(axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9))


def head(lesson: Lesson, strength: float) -> Step:
    """Scale, bias and weights that fit the corrections best, held to the prototypes' by ``strength`` (precision).

    Labels that no correction speaks of keep what they have. Where a person never said "none of these", how likely
    that is was not taught: only the labels are weighed against each other, and the scale stays.
    """
    start = prototypes(lesson)
    fitted = _Fit(lesson, start, strength)
    from scipy.optimize import minimize

    found = minimize(fitted.loss, np.zeros(fitted.size), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    return fitted.step(np.asarray(found.x), start)


class _Fit:
    """The penalised likelihood of a head, in as few numbers as the texts can tell apart."""

    def __init__(self, lesson: Lesson, start: Step, strength: float) -> None:
        left, size, right = np.linalg.svd(lesson.vectors, full_matrices=False)
        kept = size > 1e-6
        self._features = left[:, kept] * size[kept]
        self._back = right[kept]
        self._single, self._strength = lesson.single, strength
        self._scaled = float(lesson.nothing or not lesson.single)
        self._evidence, self._offset = lesson.evidence, lesson.vectors @ start.weights.T
        self._targets, self._free = lesson.targets.astype(float), lesson.taught.astype(float)
        if lesson.single and lesson.nothing:
            self._add_none(~lesson.targets.any(axis=1))
        self._labels = self._evidence.shape[1]
        self.size = 1 + self._labels * (1 + self._features.shape[1])

    def _add_none(self, unsaid: Any) -> None:
        """Let "none of these" compete as one more label, whose log odds are 0."""
        column = np.zeros((len(unsaid), 1))
        self._evidence = np.hstack([self._evidence, column])
        self._offset = np.hstack([self._offset, column])
        self._targets = np.hstack([self._targets, unsaid[:, None].astype(float)])
        self._free = np.append(self._free, 1.0)

    def loss(self, numbers: Array) -> tuple[float, Array]:
        """Negative log likelihood with penalties, and its gradient."""
        scale, bias, weights = self._parts(numbers)
        logits = scale * self._evidence + bias + self._offset + self._features @ weights.T
        lost, off = _competing(logits, self._targets) if self._single else _apart(logits, self._targets, self._free)
        total = float(lost.sum())
        total += (_SCALE * numbers[0] ** 2 + _BIAS * (bias**2).sum() + self._strength * (weights**2).sum()) / 2
        steps = [
            [self._scaled * (scale * (off * self._evidence).sum() + _SCALE * numbers[0])],
            self._free * (off.sum(axis=0) + _BIAS * bias),
            (self._free[:, None] * (off.T @ self._features + self._strength * weights)).ravel(),
        ]
        return total, np.concatenate(steps)

    def _parts(self, numbers: Array) -> tuple[float, Array, Array]:
        bias = numbers[1 : 1 + self._labels]
        return float(np.exp(numbers[0])), bias, numbers[1 + self._labels :].reshape(self._labels, -1)

    def step(self, numbers: Array, start: Step) -> Step:
        """The numbers as a step; what was learned of "none of these" is taken off all labels."""
        scale, bias, weights = self._parts(numbers)
        full, labels = weights @ self._back, len(start.bias)
        if self._labels > labels:
            bias, full = bias[:labels] - bias[labels], full[:labels] - full[labels]
        return Step(scale, bias.copy(), start.weights + full)


def _competing(logits: Array, targets: Array) -> tuple[Array, Array]:
    """Loss (n,) and its slope (n, labels) where a text has one label."""
    whole = np.logaddexp.reduce(logits, axis=1)
    return whole - (targets * logits).sum(axis=1), np.exp(logits - whole[:, None]) - targets


def _apart(logits: Array, targets: Array, counts: Array) -> tuple[Array, Array]:
    """Loss (n,) and its slope (n, labels) where each label that counts is judged for itself."""
    lost = counts * (np.logaddexp(0, logits) - targets * logits)
    return lost.sum(axis=1), counts * (1 / (1 + np.exp(-logits)) - targets)


def surprise(lesson: Lesson, step: Step) -> Array:
    """How surprised an adjusted tagger is by what the person said of each text: negative log likelihood, (n,)."""
    logits, targets = step(lesson.evidence, lesson.vectors), lesson.targets.astype(float)
    if not lesson.single:
        return _apart(logits, targets, np.ones(len(step.bias)))[0]
    if lesson.nothing:
        logits = np.hstack([logits, np.zeros((len(logits), 1))])
        targets = np.hstack([targets, 1 - targets.sum(axis=1, keepdims=True)])
    return _competing(logits, targets)[0]
