"""Pseudo-relevance feedback (Rocchio 1971): what a code is recognised by, drawn to the texts that fit it best."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

# Which texts lend to which code, (texts, codes).
Lenders = npt.NDArray[np.bool_]

_ROUNDS, _SHARE = 3, 0.7
# So many texts lend half of what many lend: what one or two say beside a thing ("nice to chat, bye") is chance.
_FEW = 5


def drawn(base: Any, texts: Any, *, weight: float, least: float) -> Any:
    """Unit vectors of codes drawn towards texts, (codes, width): in each of some rounds, from ``base`` anew.

    ``texts`` (texts, width) may be sparse. Of the texts nearest to a code, that share with the widest margin before
    the next code counts, ``weight`` times as much as the base; texts not nearer than ``least`` to any code do not.
    The order of ties is the study's order.
    """
    current = base
    for _ in range(_ROUNDS):
        near = np.asarray(texts @ current.T)
        best = near.argmax(axis=1)
        ordered = np.sort(near, axis=1)
        margin = ordered[:, -1] - (ordered[:, -2] if near.shape[1] > 1 else 0)
        rows = []
        for code in range(len(base)):
            own = np.flatnonzero((best == code) & (ordered[:, -1] > least))
            rows.append(own[np.argsort(-margin[own], kind="stable")][: math.ceil(len(own) * _SHARE)])
        current = _moved(base, texts, rows, [weight] * len(base))
    return current


def lent(base: Any, texts: Any, lend: Lenders, *, weight: float) -> Any:
    """Unit vectors of codes drawn towards the texts that lend to each, (codes, width); few texts weigh less."""
    rows = [np.flatnonzero(column) for column in lend.T]
    return _moved(base, texts, rows, [weight * len(own) / (len(own) + _FEW) for own in rows])


def _moved(base: Any, texts: Any, rows: list[Any], weights: list[float]) -> Any:
    """Each code's vector with the mean direction of its texts, weighed, as unit vectors."""
    moved = base.copy()
    for code, (own, weight) in enumerate(zip(rows, weights, strict=True)):
        if len(own):
            mean = np.asarray(texts[own].mean(axis=0)).ravel()
            moved[code] += weight * mean / np.linalg.norm(mean)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved / np.where(lengths > 0, lengths, 1)
