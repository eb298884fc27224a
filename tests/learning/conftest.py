"""Planted lessons: texts that are words of few topics, read by an encoder that is a seeded random projection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from voc.learning import Lesson, Read, Whole

WIDTH, LABELS = 24, 3


@pytest.fixture(scope="session")
def planted() -> Callable[..., tuple[Lesson, Whole, Any]]:
    """A lesson of ``count`` texts, all texts it is of, and the right labels of all.

    Each label has a direction. The evidence sees it through prototypes that are ``off`` the mark; with ``noise`` the
    labels that the person gives are drawn without looking.
    """

    def make(seed: int, count: int = 60, *, off: float = 1.5, noise: bool = False, nothing: float = 0.0) -> Any:
        draw = np.random.default_rng(seed)
        true = _unit(draw.normal(size=(LABELS + 1, WIDTH)))
        total = 4 * count
        right = draw.integers(LABELS, size=total)
        right[draw.random(total) < nothing] = LABELS
        vectors = _unit(true[right] + 1.5 * _unit(draw.normal(size=(total, WIDTH))))
        prototypes = _unit(true[:LABELS] + off * _unit(draw.normal(size=(LABELS, WIDTH))))
        evidence = 6 * vectors @ prototypes.T - 1
        said = draw.permutation(right) if noise else right
        targets = np.eye(LABELS + 1, dtype=bool)[:, :LABELS][said]
        read, rows = Read(evidence, vectors), np.arange(count)
        lesson = Lesson(read, rows, targets[:count], rows // 2, True, bool(nothing))
        return lesson, Whole(read, rows, likeliest), np.eye(LABELS + 1, dtype=bool)[:, :LABELS][right]

    return make


def _unit(vectors: Any) -> Any:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def likeliest(evidence: Any) -> Any:
    """The likeliest label, or none where all are unlikely."""
    return (evidence.argmax(axis=1)[:, None] == np.arange(evidence.shape[1])) & (evidence > -0.5)
