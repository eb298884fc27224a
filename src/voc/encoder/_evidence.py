"""Which words carried a judgement: what each token adds, summed by word, the strongest word of each text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from voc.encoder._outputs import Array, Span

Ints = np.ndarray[Any, np.dtype[np.int64]]

# A neighbouring word belongs to the evidence if it adds at least this share of what the strongest word adds.
_ALSO = 0.5
_REACH = 2


@dataclass(frozen=True)
class Tokens:
    """The tokens of many texts in one row: id, the text each is of, and its place there."""

    ids: Ints
    owner: Ints
    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, encodings: Sequence[Any], owner: Ints | None = None) -> Tokens:
        """Lay out the encodings of the tokenizer; ``owner`` says which text each is of, if not its own."""
        lengths = np.array([len(encoding.ids) for encoding in encodings], dtype=np.int64)
        total = int(lengths.sum())
        texts = np.arange(len(encodings)) if owner is None else owner
        places = np.fromiter(
            (edge for encoding in encodings for place in encoding.offsets for edge in place), np.int64, 2 * total
        ).reshape(-1, 2)
        ids = np.fromiter((number for encoding in encodings for number in encoding.ids), np.int64, total)
        return cls(ids, np.repeat(texts, lengths), places[:, 0], places[:, 1])


def strongest(tokens: Tokens, adds: Array, is_word: np.ndarray[Any, Any], count: int) -> list[Span | None]:
    """The word of each text that adds most, with its strong neighbours: ``count`` places, or ``None``.

    ``adds`` is what each token adds; ``is_word`` says of each id whether it has a letter or digit. Tokens side by side
    without a space are one word.
    """
    real = tokens.ends > tokens.starts
    if not real.any():
        return [None] * count
    starts, ends, owner, adds = tokens.starts[real], tokens.ends[real], tokens.owner[real], adds[real]
    letters = is_word[tokens.ids[real]]
    opens = np.ones(len(starts), dtype=bool)
    opens[1:] = (owner[1:] != owner[:-1]) | (starts[1:] != ends[:-1])
    first = np.flatnonzero(opens)
    sums = np.add.reduceat(adds, first)
    begin = np.minimum.reduceat(np.where(letters, starts, np.iinfo(np.int64).max), first)
    end = np.maximum.reduceat(np.where(letters, ends, -1), first)
    text = owner[first]
    sums = np.where(end >= 0, sums, -np.inf)
    order = np.lexsort((-sums, text))
    best = order[np.flatnonzero(np.r_[True, text[order][1:] != text[order][:-1]])]
    found: list[Span | None] = [None] * count
    low, high = _reached(sums, text, best)
    for word, left, right in zip(best.tolist(), low.tolist(), high.tolist(), strict=True):
        if end[word] >= 0:
            found[int(text[word])] = (int(begin[left]), int(end[right]))
    return found


def _reached(sums: Array, text: Ints, best: Ints) -> tuple[Ints, Ints]:
    """From each best word out to neighbours of the same text that add enough, ``_REACH`` words at most each way."""
    least = _ALSO * sums[best]
    low, high = best.copy(), best.copy()
    for edge, step in ((low, -1), (high, 1)):
        open_ = least > 0
        for _ in range(_REACH):
            following = np.clip(edge + step, 0, len(sums) - 1)
            open_ = open_ & (following != edge) & (text[following] == text[best]) & (sums[following] >= least)
            edge[open_] = following[open_]
    return low, high


def word_ids(tokenizer: Any) -> np.ndarray[Any, Any]:
    """Of each id of a tokenizer, whether its piece has a letter or a digit: (vocabulary,)."""
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    letters = np.zeros(max(vocabulary.values()) + 1, dtype=bool)
    for piece, number in vocabulary.items():
        letters[number] = any(sign.isalnum() for sign in piece) and not piece.startswith("[")
    return letters
