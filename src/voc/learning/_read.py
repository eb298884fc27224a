"""Texts as a tagger reads them, each for itself or among the texts nearest in meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

# How many neighbours count, at most one for so many texts, so that in a small study they are still near. On the sets
# that this was chosen on (``benchmarks/quality/teach.py``) 5 and 20 neighbours were as good.
_NEIGHBOURS, _TEXTS_EACH = 10, 20
_BLOCK = 512


@dataclass(frozen=True)
class Read:
    """``evidence`` (texts, labels), log odds, and unit ``vectors`` (texts, width); width 0 without an encoder."""

    evidence: Array
    vectors: Array

    def among(self, share: float) -> Read:
        """Evidence and vectors of which the neighbours' mean makes up a share: what is near is of one kind mostly.

        This is one round of label propagation (Zhu & Ghahramani 2002), here of all that a linear step can read.
        """
        if not share or not self._nearest.size:
            return self
        return Read(self._mixed(self.evidence, share), self._mixed(self.vectors, share))

    def _mixed(self, values: Array, share: float) -> Array:
        # Column by column: all at once would be ten times the vectors in memory.
        around = sum(values[column] for column in self._nearest.T) / self._nearest.shape[1]
        return np.asarray((1 - share) * values + share * around)

    @cached_property
    def _nearest(self) -> Rows:
        """The rows of each text's nearest others by cosine, (texts, neighbours)."""
        count = min(_NEIGHBOURS, len(self.vectors) // _TEXTS_EACH) if self.vectors.shape[1] else 0
        if not count:
            return np.zeros((len(self.vectors), 0), dtype=np.int64)
        vectors, blocks = self.vectors.astype(np.float32), []
        for start in range(0, len(vectors), _BLOCK):
            alike = vectors[start : start + _BLOCK] @ vectors.T
            own = np.arange(len(alike))
            alike[own, start + own] = -np.inf
            blocks.append(np.argpartition(-alike, count - 1, axis=1)[:, :count])
        return np.concatenate(blocks)
