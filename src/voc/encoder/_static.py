"""The fast tier: vectors of tokens and pairs of tokens, and two small layers over each three in a row; NumPy alone.

The vector of a text is the sum of its tokens' vectors, so it knows no order; the heads see pairs and windows of tokens,
so that "not good" differs from "good". Distilled from the accurate tier by ``training/distil_fast.py``.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from voc.encoder._evidence import Ints, Tokens, strongest, word_ids
from voc.encoder._heads import Heads, softmax
from voc.encoder._outputs import EMOTIONS, FACETS, Array, Encoded, Progress, Span
from voc.errors import VocError
from voc.models import manifest

_LENGTH = 512
# Pairs of tokens share 2^15 vectors by a multiplicative hash; ``training/distil_fast.py`` has the same.
_PAIR_BITS = 15
# Texts a batch: few enough for the processor's cache.
_BATCH = 256


@dataclass(frozen=True)
class Static:
    """The tables, mapped into memory, and the small layers."""

    tier: ClassVar[str] = "fast"
    by: str
    heads: Heads
    _tokenizer: Any
    _is_word: np.ndarray[Any, Any]
    _tables: dict[str, np.ndarray[Any, Any]]

    @classmethod
    def open(cls) -> Static:
        """Check the files and map them."""
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise VocError("the encoder needs tokenizers: pip install tokenizers; without: --tagger cues") from error
        model = manifest()["voc-fast"]
        folder = model.check()
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(_LENGTH)
        return cls(model.by, Heads.load(folder / "heads.json"), tokenizer, word_ids(tokenizer), _tables(folder))

    def encode(self, texts: list[str], *, progress: Progress = lambda done, total: None) -> Encoded:
        """Run the tables and layers, a batch at a time."""
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        parts = []
        # NumPy and the tokenizer let other threads run while they work.
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            for done, part in enumerate(pool.map(self._encode, batches), 1):
                parts.append(part)
                progress(min(done * _BATCH, len(texts)), len(texts))
        return Encoded.joined(parts or [self._encode([])])

    def vectors(self, texts: list[str]) -> Array:
        """The vectors of :meth:`encode` without all else, in a fifth of the time: (n, width)."""
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)] or [[]]
        return np.concatenate([self._vectors(*self._ids(batch), len(batch)) for batch in batches])

    def carrying(self, texts: list[str], directions: Array) -> list[Span | None]:
        """A vector is the sum of its tokens', so each token's share of the similarity is exact."""
        found: list[Span | None] = []
        for start in range(0, len(texts), _BATCH):
            part = texts[start : start + _BATCH]
            tokens = self._tokens(part)
            adds = np.einsum("tw,tw->t", self._rows("words", tokens.ids), directions[start:][tokens.owner])
            found += strongest(tokens, adds, self._is_word, len(part))
        return found

    def _tokens(self, texts: list[str]) -> Tokens:
        return Tokens.of(self._tokenizer.encode_batch(texts, add_special_tokens=False))

    def _ids(self, texts: list[str]) -> tuple[Ints, Ints]:
        """The ids of :meth:`_tokens` and the text each is of: a quarter sooner without places in the text."""
        given = [one.ids for one in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        owner = np.repeat(np.arange(len(given)), [len(ids) for ids in given])
        return np.fromiter(chain.from_iterable(given), np.int64, len(owner)), owner

    def _rows(self, name: str, places: np.ndarray[Any, Any]) -> Array:
        """Some rows of one of the tables: (places, width)."""
        table, scale = self._tables[name], self._tables[f"{name}_scale"]
        return np.asarray(table[places] * scale[places].astype(np.float32))

    def _encode(self, texts: list[str]) -> Encoded:
        tokens, count = self._tokens(texts), len(texts)
        seen, given = self._weighted(self._layers(tokens), tokens.owner, count), len(EMOTIONS)
        heads = _summed(seen, tokens.owner, count) @ self._tables["heads_weight"].T + self._tables["heads_bias"]
        side = np.where(heads[:, 0] >= 0, 1, -1).astype(np.float32)[tokens.owner]
        adds = seen @ self._tables["heads_weight"][0] * side
        return Encoded(
            self._vectors(tokens.ids, tokens.owner, count),
            heads[:, 0],
            softmax(heads[:, 1:4]),
            1 / (1 + np.exp(-heads[:, 4 : 4 + given])),
            softmax(heads[:, 4 + given :])[:, : len(FACETS)],
            tuple(strongest(tokens, adds, self._is_word, count)),
        )

    def _vectors(self, ids: Ints, owner: Ints, count: int) -> Array:
        """The sum of each text's word vectors, of length 1; each word of the batch is read once."""
        from scipy.sparse import csr_array

        distinct, place = np.unique(ids, return_inverse=True)
        first = np.searchsorted(owner, np.arange(count + 1))
        said = csr_array((np.ones(len(ids), dtype=np.float32), place, first), (count, len(distinct)))
        vectors = said @ self._rows("words", distinct)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))

    def _layers(self, tokens: Tokens) -> Array:
        """What the two layers make of each token and its neighbours: (tokens, layer)."""
        seen = self._rows("mood", tokens.ids) + self._rows("pairs", _hashed(tokens))
        first = _gelu(_windows(seen, tokens.owner) @ self._tables["first_weight"] + self._tables["first_bias"])
        second = _windows(first, tokens.owner) @ self._tables["second_weight"] + self._tables["second_bias"]
        return first + _gelu(second)

    def _weighted(self, seen: Array, owner: np.ndarray[Any, Any], count: int) -> Array:
        """Each token's features times how much it counts; the sum over a text is what the heads read."""
        looks = np.exp(np.minimum(seen @ self._tables["look_weight"].T + self._tables["look_bias"], 30.0))
        share = looks / np.maximum(_summed(looks, owner, count), 1e-9)[owner]
        return np.asarray(np.repeat(share, seen.shape[1] // share.shape[1], axis=1) * seen)


def _tables(folder: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Every array of the folder by name; the large ones stay on the disk until they are read."""
    return {path.stem: np.load(path, mmap_mode="r", allow_pickle=False) for path in sorted(folder.glob("*.npy"))}


def _hashed(tokens: Tokens) -> np.ndarray[Any, Any]:
    """The place of each token with the one before it in its text (0 before the first) among the pairs: (tokens,)."""
    before = np.zeros(len(tokens.ids), dtype=np.uint32)
    before[1:] = tokens.ids[:-1] * (tokens.owner[1:] == tokens.owner[:-1])
    mixed = (before * np.uint32(0x9E3779B1) + tokens.ids.astype(np.uint32)) * np.uint32(0x85EBCA6B)
    return mixed >> np.uint32(32 - _PAIR_BITS)


def _windows(values: Array, owner: np.ndarray[Any, Any]) -> Array:
    """Each token with the one before and the one after it in its text, side by side: (tokens, 3 × width)."""
    width = values.shape[1]
    wide = np.zeros((len(values), 3 * width), dtype=np.float32)
    wide[:, width : 2 * width] = values
    same = (owner[1:] == owner[:-1])[:, None]
    wide[1:, :width] = values[:-1] * same
    wide[:-1, 2 * width :] = values[1:] * same
    return wide


def _summed(values: Array, owner: np.ndarray[Any, Any], count: int) -> Array:
    """Sums over the tokens of each text; tokens of one text stand in a row: (count, width)."""
    total = np.zeros((count, values.shape[1]), dtype=np.float32)
    if len(owner):
        first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        total[owner[first]] = np.add.reduceat(values, first, axis=0)
    return total


def _gelu(values: Array) -> Array:
    """The tanh form of GELU (Hendrycks & Gimpel 2016)."""
    # Products, since NumPy's power takes ten times as long; in place, since new arrays take half of the time.
    made = values * values
    made *= np.float32(0.7978846 * 0.044715)
    made += np.float32(0.7978846)
    made *= values
    np.tanh(made, out=made)
    made += np.float32(1)
    made *= values
    made *= np.float32(0.5)
    return made
