"""What runs a network here: the tiers, each text read once a run, and the frozen MiniLM."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from voc import encoder
from voc.encoder import EMOTIONS, FACETS, Array, Encoded, Encoder, Heads
from voc.encoder.batches import by_length, padded

MODELS = Path(__file__).parents[2] / "models"
FOLDERS = {"accurate": MODELS / "encoder", "fast": MODELS / "fast"}
# As many tokens as sentence-transformers gives all-MiniLM-L6-v2.
LENGTH = 256
# Tokens a batch.
TOKENS = 2048
_AT_ONCE = 512


def say(text: str) -> None:
    """Tell how far it is, apart from the table."""
    print(text, file=sys.stderr, flush=True)


def tier(name: str) -> Encoder | None:
    """A tier of ours, or none where its files are not there."""
    return encoder.load(name) if FOLDERS[name].is_dir() else None


@dataclass
class Remembering:
    """An encoder that reads each text once, however many measures ask for it."""

    inner: Any
    title: str
    _place: dict[str, int] = field(default_factory=dict)
    _known: list[Encoded] = field(default_factory=list)

    @property
    def tier(self) -> str:
        """As the encoder's."""
        return str(self.inner.tier)

    @property
    def by(self) -> str:
        """As the encoder's."""
        return str(self.inner.by)

    @property
    def heads(self) -> Heads:
        """As the encoder's."""
        return self.inner.heads

    def encode(self, texts: list[str], *, progress: Callable[[int, int], None] = lambda done, total: None) -> Encoded:
        """Read what is new, remember it, and give all."""
        new = [text for text in dict.fromkeys(texts) if text not in self._place]
        if len(new) >= _AT_ONCE:
            say(f"    {self.title} reads {len(new):,} texts")
        for start in range(0, len(new), 8 * _AT_ONCE):
            part = new[start : start + 8 * _AT_ONCE]
            read = self.inner.encode(part)
            self._place |= {text: number for number, text in enumerate(part, len(self._place))}
            self._known.append(read)
        if len(self._known) > 1:
            self._known = [Encoded.joined(self._known)]
        if not texts:
            return self.inner.encode([])
        return self._known[0].take([self._place[text] for text in texts])

    def carrying(self, texts: list[str], directions: Array) -> list[tuple[int, int] | None]:
        """As the encoder's."""
        return self.inner.carrying(texts, directions)


class Frozen:
    """all-MiniLM-L6-v2 as it is published, exported to ONNX with an output ``vector``: vectors alone."""

    tier, by = "accurate", "model:all-MiniLM-L6-v2"

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LENGTH)
        self._width = next(one.shape[1] for one in self._session.get_outputs() if one.name == "vector")

    def encode(self, texts: list[str]) -> Encoded:
        """Vectors of unit length; the other outputs are empty of meaning."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        vectors = np.zeros((len(texts), self._width), dtype=np.float32)
        for rows in by_length([len(one) for one in ids], TOKENS):
            tokens, mask = padded([ids[row] for row in rows])
            (vectors[rows],) = self._session.run(["vector"], {"input_ids": tokens, "attention_mask": mask})
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        n = len(texts)
        empty = [np.zeros((n, *size), dtype=np.float32) for size in ((), (3,), (len(EMOTIONS),), (len(FACETS),))]
        return Encoded(vectors, *empty, (None,) * n)
