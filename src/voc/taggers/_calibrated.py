"""Evidence made true: what the texts nearest in the study say of the same thing counts, and how sure to be of it.

How far evidence can be trusted differs between codebooks and studies. What differs shows in the study itself, without
labels: where a codebook fits, texts that mean the same are given the same code, and one code is clearly ahead of the
others. So each text is judged beside its nearest ones:

1. what they are likely about is added to the evidence (one step of label propagation, Zhou et al. 2003);
2. a logistic regression on what :func:`_signs` sees gives the probability that the likeliest code is right
   (top-label calibration, Gupta & Ramdas 2022), and the evidence is moved until it says so; no order is changed.

The first raised macro-F1 on codebooks never seen by two points with an encoder. The regression is fitted over hundreds
of made-up studies with random shares of texts that belong to no code (``benchmarks/stage_calibration.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# How many texts vote, and of how many they are the nearest at most: beyond that an even part of the study is asked.
NEAREST, _ASKED, _AT_ONCE = 10, 4000, 1024
# Texts nearer than this are the same text, and no second witness.
_SAME = 0.9999
# More content words than this say no more about what a text is about.
_MANY = 8


class Calibration(NamedTuple):
    """``vote``: log odds that neighbours add who are all sure of a code; the others weigh :func:`_signs`."""

    vote: float
    ahead: float
    evidence: float
    words: float
    around: float
    near: float
    spread: float
    standing: float
    constant: float


# The last lines of ``python -m benchmarks.stage_calibration DATA [--tier …]``; votes are set where macro-F1 was best
# (without an encoder they cost on one set what they brought on another).
CALIBRATION = {
    None: Calibration(0.0, 0.725, -0.149, -0.065, 1.31, 3.649, -8.17, -0.395, 0.074),
    "accurate": Calibration(4.0, 0.518, -0.165, -0.564, 2.431, 4.767, -3.509, 0.252, -0.973),
    "fast": Calibration(4.0, 0.506, -0.17, -0.475, 2.474, 3.409, -1.196, 0.313, -0.736),
}


@dataclass(frozen=True)
class Neighbours:
    """The nearest other texts of each text in its study, (texts, nearest), and how near they are, cosines ≥ 0."""

    rows: npt.NDArray[np.int64]
    near: Array

    @classmethod
    def of(cls, vectors: Any) -> Neighbours:
        """Look among unit vectors (texts, width), dense or sparse."""
        count = vectors.shape[0]
        asked = np.unique(np.linspace(0, count - 1, min(count, _ASKED)).astype(np.int64))
        others = vectors[asked].T
        rows, near = [], []
        for begin in range(0, count, _AT_ONCE):
            part = vectors[begin : begin + _AT_ONCE] @ others
            cosines = np.asarray(part if isinstance(part, np.ndarray) else part.toarray(), dtype=np.float64)
            itself = asked == np.arange(begin, begin + len(cosines))[:, None]
            cosines = np.where(itself | (cosines > _SAME), -1.0, cosines)
            best = np.argpartition(-cosines, NEAREST, axis=1)[:, :NEAREST]
            rows.append(asked[best])
            near.append(np.maximum(np.take_along_axis(cosines, best, axis=1), 0.0))
        return cls(np.concatenate(rows), np.concatenate(near))

    def votes(self, own: Array) -> Array:
        """The mean probability of each code among a text's neighbours, nearer ones counting more: (texts, codes)."""
        raised = np.exp(own - np.maximum(own.max(axis=1, keepdims=True), 0))
        none = np.exp(-np.maximum(own.max(axis=1, keepdims=True), 0))
        chances = raised / (raised.sum(axis=1, keepdims=True) + none)
        total = self.near.sum(axis=1, keepdims=True)
        return np.asarray(np.einsum("tn,tnc->tc", self.near / np.maximum(total, 1e-9), chances[self.rows]))


def calibrated(own: Array, alike: Array, words: Array, vectors: Any, how: Calibration) -> Array:
    """Log odds of codes against none, (texts, codes), as the study bears them out.

    ``own`` are the log odds before, ``alike`` the cosines of texts to codes, ``words`` how many content words each
    text has, (texts,), ``vectors`` are those of the texts; there are more than :data:`NEAREST` texts.
    """
    around = Neighbours.of(vectors)
    voted = own + how.vote * around.votes(own)
    signs = _signs(voted, alike, words, around)
    return moved(voted, signs @ np.array(how[1:-1]) + how.constant)


def _signs(own: Array, alike: Array, words: Array, around: Neighbours) -> Array:
    """What tells whether the likeliest code is right, (texts, 7), in the order of :class:`Calibration`.

    Log odds of the likeliest code against the others; its evidence; the logarithm of the content words, eight at most;
    the mean log probability that the neighbours' likeliest codes have against the others; how near the neighbours are;
    how much the similarity to the likeliest code varies in the study; where this text's stands in it (in standard
    deviations from the mean).
    """
    rows = np.arange(len(own))
    best = own.argmax(axis=1)
    top = own[rows, best]
    rest = np.exp(own - top[:, None]).sum(axis=1) - 1
    fit = alike[rows, best]
    spread = fit.std()
    return np.column_stack(
        [
            -np.log(rest + 1e-3),
            top,
            np.log1p(np.minimum(words, _MANY)),
            -np.log1p(rest)[around.rows].mean(axis=1),
            around.near.mean(axis=1),
            np.full(len(own), spread),
            (fit - fit.mean()) / max(float(spread), 1e-6),
        ]
    )


def moved(own: Array, wanted: Array) -> Array:
    """Log odds of codes against none, moved until the likeliest code's probability has the logit ``wanted``, (texts,).

    To be less sure, all codes give way to none alike; to be surer, the likeliest alone is raised. Their order stays.
    """
    rows, best = np.arange(len(own)), own.argmax(axis=1)
    raised = np.exp(own - np.maximum(own.max(axis=1, keepdims=True), 0))
    none = np.exp(-np.maximum(own.max(axis=1), 0))
    top = raised[rows, best]
    rest = raised.sum(axis=1) - top
    chance = 1 / (1 + np.exp(-wanted))
    less = chance < top / (top + rest + none)
    # chance = e^t top / (e^t (top + rest) + none), solved for t; where it is to rise, the odds are set outright.
    room = np.where(less, top - chance * (top + rest), 1.0)
    shift = np.where(less, np.log(chance * none / room), 0.0)
    result = own + shift[:, None]
    result[rows, best] = np.where(less, result[rows, best], wanted + np.log(rest + none) - np.log(none))
    return result
