"""What there is to learn from, and what is learned: plain arrays, whatever they stand for.

A tagger's evidence is a logit for each label. What is learned is one linear step behind it::

    evidence' = scale · evidence + bias + vectors · weightsᵀ

With scale 1, bias 0 and weights 0 it is the tagger that was there before. A prototype that moves is such a step, too:
the cosine to it is linear in the text's unit vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """What was learned: ``scale``, ``bias`` (labels,) and ``weights`` (labels, width)."""

    scale: float
    bias: Array
    weights: Array

    @classmethod
    def none(cls, labels: int, width: int) -> Step:
        """The step that changes nothing."""
        return cls(1.0, np.zeros(labels), np.zeros((labels, width)))

    @classmethod
    def mixed(cls, steps: Sequence[Step], shares: Sequence[float]) -> Step:
        """The mean of several steps, weighted by shares that sum to 1."""
        pairs = list(zip(shares, steps, strict=True))
        return cls(
            sum(share * step.scale for share, step in pairs),
            np.sum([share * step.bias for share, step in pairs], axis=0),
            np.sum([share * step.weights for share, step in pairs], axis=0),
        )

    def __call__(self, evidence: Array, vectors: Array) -> Array:
        """Adjust evidence (texts, labels) of texts with unit vectors (texts, width)."""
        return np.asarray(self.scale * evidence + self.bias + vectors @ self.weights.T)


@dataclass(frozen=True)
class Lesson:
    """Corrected texts of one kind of tag.

    ``evidence`` (n, labels): log odds of each label, against "none of these" where that is an answer. ``vectors``
    (n, width), unit length; width 0 without an encoder. ``targets`` (n, labels): what the person said; a row of
    nothing is "none of these". ``groups`` (n,): whose text it is, as a number. ``prototypes`` (labels, width) and
    ``pull``, what a cosine to one counts in the evidence; ``None`` and 0 where the evidence has none. ``single``: a
    text has one label at most, and the labels compete; ``nothing``: so does "none of these", since the person said
    that, too. ``weights`` (n,): how much each text counts when ways to learn are compared.
    """

    evidence: Array
    vectors: Array
    targets: Flags
    groups: Rows
    single: bool
    weights: Array
    prototypes: Array | None = None
    pull: float = 0.0
    nothing: bool = False

    def take(self, rows: Rows | Flags) -> Lesson:
        """The lesson of some of its texts."""
        picked = {name: getattr(self, name)[rows] for name in ("evidence", "vectors", "targets", "groups", "weights")}
        return replace(self, **picked)

    def adjusted(self, step: Step) -> Lesson:
        """The same texts with the evidence that a step makes of theirs."""
        return replace(self, evidence=step(self.evidence, self.vectors))

    @property
    def given(self) -> Flags:
        """What the evidence alone says, (n, labels): the likeliest label, or each that is likelier than not."""
        if not self.single:
            return np.asarray(self.evidence > 0)
        best = self.evidence.argmax(axis=1)
        return np.asarray(np.arange(self.evidence.shape[1]) == best[:, None])

    @property
    def taught(self) -> Flags:
        """Labels that the corrections speak of, (labels,): given by the person, or taken away by her."""
        return np.asarray(self.targets.any(axis=0) | self.given.any(axis=0))


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
