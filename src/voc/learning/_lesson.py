"""What there is to learn from, and what is learned: plain arrays, whatever they stand for.

A tagger's evidence is a logit for each label. What is learned is one linear step behind it::

    evidence' = scale · evidence + bias + vectors · weightsᵀ

where of evidence and vectors a share ``near`` is the mean of the text's nearest in the study
(:mod:`voc.learning._read`). With scale 1, and all else 0, it is the tagger that was there before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from voc.learning._read import Array, Read, Rows

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Step:
    """What was learned: ``scale``, ``bias`` (labels,), ``weights`` (labels, width) and ``near`` in [0, 1)."""

    scale: float
    bias: Array
    weights: Array
    near: float = 0.0

    @classmethod
    def none(cls, labels: int, width: int) -> Step:
        """The step that changes nothing."""
        return cls(1.0, np.zeros(labels), np.zeros((labels, width)))

    @classmethod
    def mixed(cls, steps: Sequence[Step], shares: Sequence[float]) -> Step:
        """The mean of several steps of one ``near``, weighted by shares that sum to 1."""
        pairs = list(zip(shares, steps, strict=True))
        return cls(
            sum(share * step.scale for share, step in pairs),
            np.sum([share * step.bias for share, step in pairs], axis=0),
            np.sum([share * step.weights for share, step in pairs], axis=0),
            steps[0].near,
        )

    def sharper(self, times: float) -> Step:
        """The step whose evidence is so many times this one's."""
        return replace(self, scale=times * self.scale, bias=times * self.bias, weights=times * self.weights)

    def __call__(self, read: Read) -> Array:
        """The adjusted evidence (texts, labels)."""
        texts = read.among(self.near)
        return np.asarray(self.scale * texts.evidence + self.bias + texts.vectors @ self.weights.T)


@dataclass(frozen=True)
class Lesson:
    """Corrected texts of one kind of tag.

    ``study`` are all texts, corrected or not; ``rows`` (n,) are the corrected ones. The evidence is log odds of each
    label, against "none of these" where that is an answer. ``targets`` (n, labels): what the person said; a row of
    nothing is "none of these". ``groups`` (n,): whose text it is, as a number. ``single``: a text has one label at
    most, and the labels compete; ``nothing``: so does "none of these", since the person said that, too.
    """

    study: Read
    rows: Rows
    targets: Flags
    groups: Rows
    single: bool
    nothing: bool = False

    def take(self, some: Rows | Flags) -> Lesson:
        """The lesson of some of its texts."""
        return replace(self, rows=self.rows[some], targets=self.targets[some], groups=self.groups[some])

    def told(self, step: Step) -> Array:
        """What a step makes of the evidence of the corrected texts, (n, labels)."""
        return step(self.study)[self.rows]

    @property
    def none(self) -> Step:
        """The step that changes nothing here."""
        return Step.none(self.targets.shape[1], self.study.vectors.shape[1])

    @property
    def taught(self) -> Flags:
        """Labels that the corrections speak of, (labels,): given by the person, or taken away by her."""
        evidence = self.study.evidence[self.rows]
        best = evidence.argmax(axis=1)[:, None] == np.arange(evidence.shape[1])
        given = best if self.single else evidence > 0
        return np.asarray(self.targets.any(axis=0) | given.any(axis=0))


def folds(groups: Rows, count: int, seed: int) -> list[Flags]:
    """Masks of the texts that are held out in turn: all of one group together, the folds about as large.

    Fewer folds where there are fewer groups. Deterministic for a seed.
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = np.random.default_rng(seed).permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    filled = np.zeros(min(count, len(names)))
    where = np.zeros(len(names), dtype=int)
    for name in order:
        where[name] = filled.argmin()
        filled[where[name]] += sizes[name]
    place = where[np.searchsorted(names, groups)]
    return [place == fold for fold in range(len(filled))]


def numbered(names: Sequence[str]) -> Rows:
    """Names as numbers, equal ones the same."""
    return np.unique(np.array(names, dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)
