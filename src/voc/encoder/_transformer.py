"""The accurate tier: an int8 transformer of six layers, run by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from voc.encoder._evidence import Tokens, strongest, word_ids
from voc.encoder._heads import Heads
from voc.encoder._outputs import Array, Encoded, Progress, Span
from voc.encoder.batches import by_length, padded
from voc.errors import VocError
from voc.models import manifest

# Longer texts are read in windows, and the windows' outputs averaged by their lengths.
_WINDOW = 192
# Tokens a batch, padding included: small enough for the processor's cache.
_BATCH = 1536
_NOTHING: Array = np.zeros(0, dtype=np.float32)
_NAMES = ("vector", "valence", "sentiment", "emotions", "facets", "words")


@dataclass(frozen=True)
class Transformer:
    """A loaded session with its tokenizer."""

    tier: ClassVar[str] = "accurate"
    by: str
    heads: Heads
    _session: Any
    _tokenizer: Any
    _is_word: np.ndarray[Any, Any]

    @classmethod
    def open(cls) -> Transformer:
        """Check the files and load them; ONNX Runtime maps the weights into memory."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise VocError(
                f"the encoder needs {error.name}: pip install onnxruntime tokenizers; without it: --tagger cues,vader"
            ) from error
        model = manifest()["voc-encoder"]
        folder = model.check()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Waiting threads that spin slow down everything else on the machine, themselves included.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(_WINDOW)
        return cls(model.by, Heads.load(folder / "heads.json"), session, tokenizer, word_ids(tokenizer))

    def encode(self, texts: list[str], *, progress: Progress = lambda done, total: None) -> Encoded:
        """Run the network; texts longer than ``_WINDOW`` tokens in windows."""
        encodings = self._tokenizer.encode_batch(texts)
        windows = [window for encoding in encodings for window in (encoding, *encoding.overflowing)]
        owner = np.repeat(np.arange(len(texts)), [1 + len(encoding.overflowing) for encoding in encodings])
        outputs, adds = self._run(windows, progress)
        lengths = np.array([len(window.ids) for window in windows], dtype=np.float32)
        merged = [_averaged(output, owner, lengths, len(texts)) for output in outputs]
        vectors, valence, sentiment, emotions, facets = merged
        norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        tokens = Tokens.of(windows, owner)
        side = np.where(valence >= 0, 1, -1).astype(np.float32)[tokens.owner]
        carried = strongest(tokens, np.concatenate([*adds, _NOTHING]) * side, self._is_word, len(texts))
        return Encoded(vectors / norms, valence, sentiment, emotions, facets, tuple(carried))

    def carrying(self, texts: list[str], directions: Array) -> list[Span | None]:
        """A vector is the mean of its tokens', so each token's share of the similarity is exact.

        Of a text longer than a window only the first is looked at.
        """
        encodings = self._tokenizer.encode_batch(texts)
        adds = [_NOTHING] * len(texts)
        for rows in by_length([len(encoding.ids) for encoding in encodings], _BATCH):
            ids, mask = padded([encodings[row].ids for row in rows])
            (tokens,) = self._session.run(["tokens"], {"input_ids": ids, "attention_mask": mask})
            for row, lines in zip(rows, tokens, strict=True):
                adds[row] = lines[: len(encodings[row].ids)] @ directions[row]
        return strongest(Tokens.of(encodings), np.concatenate([*adds, _NOTHING]), self._is_word, len(texts))

    def _run(self, windows: Sequence[Any], progress: Progress) -> tuple[list[Array], list[Array]]:
        """Every window's outputs, and what each of its tokens adds to the valence."""
        widths = {output.name: output.shape for output in self._session.get_outputs()}
        outputs: list[Array] = [np.zeros((len(windows), *widths[name][1:]), dtype=np.float32) for name in _NAMES[:-1]]
        words = [_NOTHING] * len(windows)
        done = 0
        for rows in by_length([len(window.ids) for window in windows], _BATCH):
            ids, mask = padded([windows[row].ids for row in rows])
            *given, adds = self._session.run(_NAMES, {"input_ids": ids, "attention_mask": mask})
            for output, part in zip(outputs, given, strict=True):
                output[rows] = part
            for row, line in zip(rows, adds, strict=True):
                words[row] = line[: len(windows[row].ids)]
            done += len(rows)
            progress(done, len(windows))
        return outputs, words


def _averaged(values: Array, owner: np.ndarray[Any, Any], lengths: Array, count: int) -> Array:
    """The mean over each text's windows, weighted by length."""
    if len(values) == count:
        return values
    shaped = lengths.reshape(-1, *[1] * (values.ndim - 1))
    total = np.zeros((count, *values.shape[1:]), dtype=np.float32)
    np.add.at(total, owner, values * shaped)
    whole = np.bincount(owner, lengths, count).astype(np.float32)
    return np.asarray(total / whole.reshape(-1, *[1] * (values.ndim - 1)), dtype=np.float32)
