"""Pseudo-relevance feedback (Rocchio 1971): what a code is recognised by, drawn to the texts that fit it best."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_ROUNDS, _SHARE = 3, 0.7


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
        moved = base.copy()
        for code in range(len(base)):
            own = np.flatnonzero((best == code) & (ordered[:, -1] > least))
            own = own[np.argsort(-margin[own], kind="stable")][: math.ceil(len(own) * _SHARE)]
            if len(own):
                mean = np.asarray(texts[own].mean(axis=0)).ravel()
                moved[code] += weight * mean / np.linalg.norm(mean)
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        current = moved / np.where(lengths > 0, lengths, 1)
    return current
