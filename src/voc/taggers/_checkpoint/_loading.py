"""A checkpoint's folder to a loaded network: offline, from safetensors alone, with no code of the checkpoint's own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from voc._files import sha256
from voc.errors import MissingExtra, VocError
from voc.taggers._checkpoint._kind import Checkpoint
from voc.taggers._checkpoint._network import Network

# Read by the libraries when they are imported: no connection, no advice.
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}
_NEEDED = {"torch": (2, 6), "transformers": (5, 0)}


def require(checkpoint: Checkpoint) -> None:
    """Raise ``MissingExtra`` where torch or transformers is not installed, or too old."""
    for name, least in _NEEDED.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = None
        if installed is None or tuple(map(int, installed.split(".")[:2])) < least:
            has = "is not installed" if installed is None else f"{installed} is too old"
            raise MissingExtra(f'{checkpoint.folder}: {name} {has}; checkpoints need: pip install "voc[torch]"')


@cache
def load(checkpoint: Checkpoint) -> Network:
    """Load a checkpoint once; raises ``VocError`` in one line where transformers cannot."""
    require(checkpoint)
    os.environ.update(_QUIET)
    import torch
    import transformers

    classifies = bool(checkpoint.labels)
    auto = transformers.AutoModelForSequenceClassification if classifies else transformers.AutoModel
    offline = {"local_files_only": True, "trust_remote_code": False}
    try:
        with _no_bars(transformers):
            tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint.home, **offline)
            model, told = auto.from_pretrained(
                checkpoint.home, use_safetensors=True, dtype=torch.float32, output_loading_info=True, **offline
            )
    except Exception as error:  # third-party loaders raise anything
        said = " ".join(str(error).split())[:200]
        raise VocError(f"{checkpoint.folder}: transformers cannot load it: {type(error).__name__}: {said}") from error
    _check(checkpoint, tokenizer, told)
    tokenizer.padding_side = tokenizer.truncation_side = "right"
    return Network(f"model:{checkpoint.name}@{_digest(checkpoint)}", checkpoint, model.eval(), tokenizer)


def _check(checkpoint: Checkpoint, tokenizer: Any, told: dict[str, Any]) -> None:
    """Refuse a head that was never trained, and a tokenizer that cannot say where its tokens stand."""
    absent = sorted(name for name in told["missing_keys"] if checkpoint.labels or "pooler" not in name)
    if absent:
        raise VocError(f"{checkpoint.folder}: the weights lack {absent[0]}, so its outputs would be chance")
    if not tokenizer.is_fast or tokenizer.pad_token is None:
        lack = "padding token" if tokenizer.is_fast else "fast form (tokenizer.json)"
        raise VocError(f"{checkpoint.folder}: its tokenizer has no {lack}; save the checkpoint with one that has")


def _digest(checkpoint: Checkpoint) -> str:
    """Eight hex digits of the SHA-256 of the weights; of several files, of their hashes in the order of their names."""
    hashes = [sha256(file) for file in checkpoint.weights]
    return (hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest())[:8]


@contextmanager
def _no_bars(transformers: Any) -> Iterator[None]:
    """Keep transformers from drawing a progress bar while it loads."""
    log = transformers.utils.logging
    was_on = log.is_progress_bar_enabled()
    log.disable_progress_bar()
    try:
        yield
    finally:
        if was_on:
            log.enable_progress_bar()
