"""Texts to the outputs of a loaded checkpoint.

A text longer than the network takes is read in windows, each with the whole hypothesis where there is one; the windows'
outputs are averaged by their lengths.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from voc.encoder import Array
from voc.encoder._outputs import Progress, Span
from voc.encoder.batches import by_length
from voc.errors import VocError
from voc.taggers._checkpoint._kind import Checkpoint

# Texts cut into tokens at once, and tokens run at once, padding included.
_CHUNK, _BATCH = 2048, 4096


@dataclass(frozen=True)
class Batch:
    """Some windows run together: the row of the text each belongs to, token places, mask (torch) and output (torch)."""

    rows: list[int]
    offsets: list[list[Span]]
    mask: Any
    output: Any

    @property
    def lengths(self) -> Array:
        """Tokens of each window."""
        return np.asarray(self.mask.sum(1).numpy(), dtype=np.float32)


@dataclass(frozen=True)
class Network:
    """A loaded checkpoint; ``by`` is its name in tags."""

    by: str
    checkpoint: Checkpoint
    _model: Any
    _tokenizer: Any

    def logits(
        self,
        texts: Sequence[str],
        hypotheses: Sequence[str] | None = None,
        *,
        progress: Progress = lambda done, total: None,
    ) -> Array:
        """The outputs of a classifier for each text, or pair of text and hypothesis: array (texts, labels)."""
        labels = len(self.checkpoint.labels)
        return self.averaged(
            len(texts),
            labels,
            ((batch, batch.output.logits.numpy()) for batch in self.run(texts, hypotheses, progress)),
        )

    def averaged(self, count: int, width: int, parts: Iterator[tuple[Batch, Array]]) -> Array:
        """The mean over each text's windows, weighted by length: array (count, width)."""
        total, weights = np.zeros((count, width), dtype=np.float32), np.zeros((count, 1), dtype=np.float32)
        for batch, values in parts:
            lengths = batch.lengths[:, None]
            np.add.at(total, batch.rows, values * lengths)
            np.add.at(weights, batch.rows, lengths)
        if not np.isfinite(total).all():
            raise VocError(f"{self.checkpoint.folder}: its outputs are not numbers (NaN); the weights are damaged")
        return np.asarray(total / np.maximum(weights, 1), dtype=np.float32)

    def run(self, texts: Sequence[str], hypotheses: Sequence[str] | None, progress: Progress) -> Iterator[Batch]:
        """Run the network over windows of like length together."""
        import torch

        done = 0
        for first in range(0, len(texts), _CHUNK):
            given = self._cut(texts[first : first + _CHUNK], hypotheses and hypotheses[first : first + _CHUNK])
            owners, offsets = given.pop("overflow_to_sample_mapping"), given.pop("offset_mapping")
            kept = {name: value for name, value in given.items() if name in self._takes}
            for rows in by_length([len(ids) for ids in given["input_ids"]], _BATCH):
                picked = {name: [value[row] for row in rows] for name, value in kept.items()}
                padded = self._tokenizer.pad(picked, return_tensors="pt")
                with torch.inference_mode():
                    output = self._model(**padded)
                yield Batch(
                    [first + owners[r] for r in rows], [offsets[r] for r in rows], padded["attention_mask"], output
                )
                done += len(rows)
                progress(min(done, len(texts)), len(texts))

    def _cut(self, texts: Sequence[str], hypotheses: Sequence[str] | None) -> dict[str, list[Any]]:
        """Texts as windows of tokens."""
        return dict(
            self._tokenizer(
                list(texts),
                None if hypotheses is None else list(hypotheses),
                truncation=True if hypotheses is None else "only_first",
                max_length=self.checkpoint.limit,
                return_attention_mask=True,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
            )
        )

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self._model.config.hidden_size)

    @property
    def _takes(self) -> set[str]:
        return set(inspect.signature(self._model.forward).parameters)

    def shortened(self, text: str, tokens: int) -> str:
        """The beginning of a text, at most so many tokens; all of it where it is no longer."""
        places = self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        return text if len(places) <= tokens else text[: places[tokens - 1][1]]
