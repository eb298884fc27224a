"""k-means over the known entries alone (k-POD: Chi, Chi & Baraniuk 2016), many resamples at once, and its stability.

Unknown entries are neither filled in nor compared: a person's distance to a centre and the centre itself are over
what is known. Squares and labels are matrix products over all resamples and restarts together.

Stability is Hennig's (2007): people are resampled and clustered anew; of each group the mean over the resamples of its
best Jaccard overlap, |A ∩ B| / |A ∪ B|, among the people drawn. Below 0.6 there is no pattern, from 0.75 a stable one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.journey.resample import Array

Labels = npt.NDArray[np.int64]
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers of people: ``values`` (people, columns), 0 where unknown; ``mask`` 1 where known, else 0."""

    values: Array
    mask: Array


def cluster(table: Known, groups: int, drawn: Array, rng: np.random.Generator, *, starts: int) -> tuple[Labels, Array]:
    """The best of ``starts`` clusterings in each resample: labels (resamples, people) and squares left (resamples).

    ``drawn`` (resamples, people) says how often a person counts. Those who do not count are labelled all the same.
    """
    many = np.repeat(drawn, starts, axis=0)
    centres = _first(table, groups, many, rng)
    labels, left = _assign(table, centres, many)
    moving = np.arange(len(many))
    for _ in range(_ROUNDS):
        centres = centres_of(table, labels[moving], groups, many[moving])
        moved, left[moving] = _assign(table, centres, many[moving])
        changed = (moved != labels[moving]).any(axis=1)
        labels[moving] = moved
        # A clustering in which nobody moved stays as it is.
        moving = moving[changed]
        if not len(moving):
            break
    best = left.reshape(-1, starts).argmin(axis=1) + np.arange(len(drawn)) * starts
    return labels[best], left[best]


def squares(table: Known, centres: Array) -> Array:
    """Squared distances over known entries: array (resamples, groups, people)."""
    resamples, groups, columns = centres.shape
    flat = centres.reshape(-1, columns)
    apart = flat**2 @ table.mask.T - 2 * flat @ table.values.T + (table.values**2).sum(axis=1)
    return np.asarray(np.maximum(apart, 0.0).reshape(resamples, groups, -1))


def _assign(table: Known, centres: Array, drawn: Array) -> tuple[Labels, Array]:
    apart = squares(table, centres)
    return apart.argmin(axis=1), (apart.min(axis=1) * drawn).sum(axis=1)


def centres_of(table: Known, labels: Labels, groups: int, drawn: Array) -> Array:
    """The mean of what is known in each group; the mean of all (0) where nothing is."""
    inside = (labels[:, None, :] == np.arange(groups)[:, None]) * drawn[:, None, :]
    flat = inside.reshape(-1, drawn.shape[1])
    total, count = flat @ table.values, flat @ table.mask
    means = np.divide(total, count, out=np.zeros_like(total), where=count > 0)
    return np.asarray(means.reshape(len(drawn), groups, -1))


def _first(table: Known, groups: int, drawn: Array, rng: np.random.Generator) -> Array:
    """First centres as k-means++ draws them (Arthur & Vassilvitskii 2007)."""
    chance, nearest = drawn, np.full(drawn.shape, np.inf)
    chosen = np.empty((len(drawn), groups, table.values.shape[1]))
    for group in range(groups):
        edges = chance.cumsum(axis=1)
        aim = rng.random((len(drawn), 1)) * edges[:, -1:]
        picked = np.minimum((edges <= aim).sum(axis=1), drawn.shape[1] - 1)
        chosen[:, group] = table.values[picked]
        nearest = np.minimum(nearest, squares(table, chosen[:, group : group + 1])[:, 0])
        left = nearest * drawn
        chance = np.where(left.sum(axis=1, keepdims=True) > 0, left, drawn)
    return chosen


def jaccard(labels: Labels, again: Labels, drawn: Array, groups: int) -> Array:
    """The stability of each group: array (groups), in [0, 1].

    ``labels`` (people) is the clustering of all, ``again`` (resamples, people) those of the resamples.
    """
    present = (drawn > 0).astype(np.float64)
    inside = (labels[:, None] == np.arange(groups)).astype(np.float64)
    found = (again[:, None, :] == np.arange(groups)[:, None]) * present[:, None, :]
    both = found @ inside
    either = found.sum(axis=2)[:, :, None] + (present @ inside)[:, None, :] - both
    overlap = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    # A resample that drew nobody of a group says nothing of its stability.
    known = (present @ inside) > 0
    total = np.where(known, overlap.max(axis=1), 0.0).sum(axis=0)
    return np.asarray(total / np.maximum(known.sum(axis=0), 1))


def stability(table: Known, labels: Labels, groups: int, rng: np.random.Generator, *, resamples: int) -> Array:
    """The stability of each group under ``resamples`` bootstrap samples of people."""
    people = len(labels)
    drawn = rng.multinomial(people, np.full(people, 1 / people), size=resamples).astype(np.float64)
    again, _ = cluster(table, groups, drawn, rng, starts=2)
    return jaccard(labels, again, drawn, groups)
