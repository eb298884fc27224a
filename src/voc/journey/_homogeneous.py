"""Data like the given ones, but without groups: the reference that a grouping has to beat.

One bell curve over all variables (Gaussian copula) with the correlations of the data; each variable keeps its own
values and its own gaps, which are dealt anew to the people. So a mere trend, such as some being more content with
everything, is in the reference, too, and is no grouping (Liu et al. 2008, SigClust; Hennig & Lin 2015).

A variable of several columns (a choice, shares that belong together) is dealt as a whole, ordered along the direction
that goes with the first principal component of everything.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from voc.journey._kpod import Known
from voc.journey.resample import Array


def reference(table: Known, variables: Sequence[slice], rng: np.random.Generator) -> Known:
    """One table without groups; ``variables`` are the columns of each variable."""
    scores = _scores(table, variables)
    known = np.column_stack([table.mask[:, columns.start] for columns in variables]) > 0
    latent = _latent(scores, known, rng)
    drawn = rng.standard_normal(scores.shape) @ _root(latent, known).T
    values = np.zeros_like(table.values)
    for column, block in enumerate(variables):
        rows = np.flatnonzero(known[:, column])
        givers = rows[_order(scores[rows, column], rng)]
        takers = rows[np.argsort(drawn[rows, column])]
        values[takers, block] = table.values[givers, block]
    return Known(values, table.mask)


def _order(values: Array, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Positions from least to most, equals in random order."""
    return np.lexsort((rng.random(len(values)), values))


def _scores(table: Known, variables: Sequence[slice]) -> Array:
    """Where each person stands along each variable: array (people, variables)."""
    direction = np.linalg.svd(table.values, full_matrices=False)[2][0]
    return np.column_stack([table.values[:, columns] @ direction[columns] for columns in variables])


def _latent(scores: Array, known: npt.NDArray[np.bool_], rng: np.random.Generator) -> Array:
    """Normal scores of each variable, 0 where unknown."""
    from scipy.special import ndtri

    latent = np.zeros_like(scores)
    for column in range(scores.shape[1]):
        rows = np.flatnonzero(known[:, column])
        ranked = rows[_order(scores[rows, column], rng)]
        latent[ranked, column] = ndtri((np.arange(len(rows)) + 0.5) / max(len(rows), 1))
    return latent


def _root(latent: Array, known: npt.NDArray[np.bool_]) -> Array:
    """A root of the correlation matrix of the variables, each pair over the people of whom both are known."""
    pairs = known.T.astype(np.float64) @ known
    together = np.clip(latent.T @ latent / np.maximum(pairs, 1.0), -1.0, 1.0)
    np.fill_diagonal(together, 1.0)
    worth, vectors = np.linalg.eigh(together)
    root = vectors * np.sqrt(np.maximum(worth, 0.0))
    return np.asarray(root / np.linalg.norm(root, axis=1, keepdims=True))
