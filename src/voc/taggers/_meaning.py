"""How near the meaning of a text is to that of each code: cosine to a prototype made of what the codebook says.

The prototype of a code is the mean of up to three vectors: its title with its meaning, its cues, and the mean of its
examples. Prototypes are then drawn towards the study's own texts that fit them best (the same feedback as for words,
:mod:`voc.taggers._match`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voc.codebook import Code
from voc.encoder import Array, Encoder
from voc.taggers._base import Meaning, Texts
from voc.taggers._feedback import Lenders, drawn, lent

# Feedback: how heavily a code's texts count, and the least study it needs. Where one code has most of the texts, as in
# complaints, full weight draws all prototypes to it (macro-F1 .28 against .38 without feedback); a third keeps most of
# the gain elsewhere (``benchmarks/stage_quality.py``).
_WEIGHT, _LEAST = 0.3, 50


@dataclass(frozen=True)
class Alike:
    """Cosines of texts to codes, (texts, codes), and the prototypes, (codes, width), of what was ``read``."""

    quotes: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    questions: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    prototypes: Array
    read: Meaning

    @classmethod
    def to(cls, made: Array, read: Meaning) -> Alike:
        """Compare quotes and questions with prototypes."""
        asked = np.array(list(read.questions.values()), dtype=np.float32).reshape(-1, made.shape[1])
        return cls((read.quotes.vectors @ made.T).astype(np.float64), (asked @ made.T).astype(np.float64), made, read)

    def studied(self, lend: Lenders | None) -> Alike:
        """The same with the prototypes drawn towards the study's texts, where it is large enough."""
        vectors = self.read.quotes.vectors
        return self if len(vectors) < _LEAST else Alike.to(studied(self.prototypes, vectors, lend), self.read)


def alike(texts: Texts, codes: Sequence[Code]) -> Alike | None:
    """Compare quotes and questions with codes as the codebook has them; ``None`` where no encoder is used."""
    if texts.meaning is None:
        return None
    return Alike.to(prototypes(codes, texts.meaning.encoder), texts.meaning)


def prototypes(codes: Sequence[Code], encoder: Encoder) -> Array:
    """One unit vector a code: array (codes, width)."""
    pieces = [_pieces(code) for code in codes]
    flat = [text for parts in pieces for part in parts for text in part]
    vectors = iter(encoder.encode(flat).vectors)
    rows = [[_unit(np.mean([next(vectors) for _ in part], axis=0)) for part in parts] for parts in pieces]
    return np.stack([_unit(np.mean(parts, axis=0)) for parts in rows])


def _pieces(code: Code) -> list[list[str]]:
    """What a codebook says of a code: each part counts the same, however many sentences it has."""
    parts = [[f"{code.title}: {code.meaning}"], [", ".join(code.cues)] if code.cues else [], list(code.examples)]
    return [part for part in parts if part]


def studied(base: Array, texts: Array, lend: Lenders | None = None) -> Array:
    """Prototypes drawn towards the texts that lend to each, (codes, width).

    Where that is left open, to those nearest to each: however far a text is, some code is the nearest.
    """
    if lend is None:
        return np.asarray(drawn(base, texts, weight=_WEIGHT, least=-np.inf), dtype=np.float32)
    return np.asarray(lent(base, texts, lend, weight=_WEIGHT), dtype=np.float32)


def _unit(vector: Array) -> Array:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)
