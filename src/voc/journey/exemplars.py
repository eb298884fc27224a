"""Which quotes of a theme speak for it: they stand first, and the first is shown where there is room for one.

A quote is as telling as it is near to what all of them say and to the theme's name, as it is felt, and as it can be
read at a glance. A mention (:mod:`voc.journey.themes`) can be typical while its first sentence says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voc.journey._material import Meaning

_Floats = NDArray[np.float64]

# Chosen by reading what comes first on the sample map; half or twice as much changes few.
_NAME, _FELT, _LENGTH = 0.5, 0.5, 0.5
# Shorter ones say little without the question, longer ones are not read.
_SHORT, _LONG = 6, 25
# Of more quotes than these the most typical are looked at.
_MOST = 500
_WORD = re.compile(r"\w+")


def telling(texts: Sequence[str], strengths: Sequence[float], label: str, meaning: Meaning | None) -> list[int]:
    """Positions in ``texts``, the most telling first; those beyond the first 500 stay where they are, after them.

    ``strengths`` is how strongly each is felt, in [0, 1], 0 where unknown, below 0 if it hardly is. ``meaning`` gives
    an encoder's vectors, (texts, width); without one it counts which words of the label a text has.
    """
    some = texts[:_MOST]
    said = _near(some, label, meaning) if meaning is not None else _NAME * _words_of(some, label)
    length = np.array([len(text.split()) for text in some])
    unread = np.clip((_SHORT - length) / _SHORT, 0, 1) + np.clip((length - _LONG) / _LONG, 0, 1)
    scores = said + _FELT * np.asarray(strengths[:_MOST]) - _LENGTH * unread
    # Rounded, so that the same order comes out whatever the machine adds up in.
    return [*np.argsort(-scores.round(4), kind="stable").tolist(), *range(len(some), len(texts))]


def _near(texts: Sequence[str], label: str, meaning: Meaning) -> _Floats:
    """How near each text is to the middle of all of them and to the label: cosines, weighted."""
    vectors = _unit(np.asarray(meaning([*texts, label]), dtype=np.float64))
    said, named = vectors[:-1], vectors[-1]
    wanted: _Floats = _unit(said.mean(axis=0, keepdims=True))[0] + _NAME * named
    return np.asarray(said @ wanted)


def _unit(vectors: _Floats) -> _Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def _words_of(texts: Sequence[str], label: str) -> _Floats:
    """The share of the label's words that each text has."""
    wanted = set(_WORD.findall(label.lower()))
    return np.array([len(wanted & set(_WORD.findall(text.lower()))) / max(len(wanted), 1) for text in texts])
