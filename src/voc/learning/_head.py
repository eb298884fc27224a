"""A head behind the evidence, learned from a few texts.

A regression learned from sixteen texts a label knows less than the codebook does. So the head starts from the evidence:
it is the maximum a posteriori estimate under a normal prior of weights around 0, and moves the evidence only as far as
the corrections agree.
"""

from __future__ import annotations

import numpy as np

from voc.learning._lesson import Flags, Lesson, Step
from voc.learning._read import Array

# What a codebook says of labels is surer than it is right: of evidence counted half, a head learns more. Chosen with
# the prior precision of the bias on the sets of ``benchmarks/quality/teach.py`` that are there for that.
_SCALE, _BIAS = 0.5, 0.1
# More directions of the vectors, and more rounds, made no difference.
_DIRECTIONS, _ROUNDS = 100, 30


def head(lesson: Lesson, strength: float, near: float = 0.0) -> Step:
    """Bias and weights that fit the corrections best, the weights held to 0 by ``strength`` (prior precision).

    ``near`` is the share that a text's nearest have in what is read of it. Labels that no correction speaks of get
    neither bias nor weights. Where a person never said "none of these", the labels are weighed against each other
    alone.
    """
    from scipy.optimize import minimize

    texts = lesson.study.among(near)
    left, size, right = np.linalg.svd(texts.vectors[lesson.rows], full_matrices=False)
    kept = np.flatnonzero(size > 1e-6)[:_DIRECTIONS]
    features, offset = left[:, kept] * size[kept], _SCALE * texts.evidence[lesson.rows]
    targets, free = lesson.targets.astype(float), lesson.taught.astype(float)
    if lesson.nothing:
        offset, targets = _with_none(offset, lesson.targets)
        free = np.append(free, 1.0)

    def loss(numbers: Array) -> tuple[float, Array]:
        bias, weights = _parts(numbers, len(free))
        lost, off = surprise_of(offset + bias + features @ weights.T, targets, free, single=lesson.single)
        total = float(lost.sum()) + (_BIAS * (bias**2).sum() + strength * (weights**2).sum()) / 2
        slope = np.hstack([(off.sum(axis=0) + _BIAS * bias)[:, None], off.T @ features + strength * weights])
        return total, (free[:, None] * slope).ravel()

    start = np.zeros(len(free) * (1 + len(kept)))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    bias, weights = _parts(np.asarray(found.x), len(free))
    if lesson.nothing:
        bias, weights = bias[:-1] - bias[-1], weights[:-1] - weights[-1]
    return Step(_SCALE, bias, weights @ right[kept], near)


def _parts(numbers: Array, labels: int) -> tuple[Array, Array]:
    """Bias (labels,) and weights (labels, directions) in one row of numbers."""
    table = numbers.reshape(labels, -1)
    return table[:, 0], table[:, 1:]


def _with_none(evidence: Array, targets: Flags) -> tuple[Array, Array]:
    """Let "none of these" compete as one more label, whose log odds are 0."""
    unsaid = ~targets.any(axis=1, keepdims=True)
    return np.hstack([evidence, np.zeros_like(unsaid, dtype=float)]), np.hstack([targets, unsaid]).astype(float)


def surprise_of(logits: Array, targets: Array, counts: Array, *, single: bool) -> tuple[Array, Array]:
    """Negative log likelihood of each text (n,) and its slope (n, labels).

    The labels compete, or each that counts is judged for itself.
    """
    if single:
        whole = np.logaddexp.reduce(logits, axis=1)
        return whole - (targets * logits).sum(axis=1), np.exp(logits - whole[:, None]) - targets
    lost = counts * (np.logaddexp(0, logits) - targets * logits)
    return lost.sum(axis=1), counts * (1 / (1 + np.exp(-logits)) - targets)


def surprise(evidence: Array, lesson: Lesson) -> Array:
    """How surprised one with this evidence (n, labels) is by what the person said: negative log likelihood, (n,)."""
    targets = lesson.targets.astype(float)
    if lesson.nothing:
        evidence, targets = _with_none(evidence, lesson.targets)
    return surprise_of(evidence, targets, np.ones(targets.shape[1]), single=lesson.single)[0]
