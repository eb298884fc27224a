"""What a checkpoint's folder holds, read from its small files alone: neither torch nor the weights are loaded.

A folder is a checkpoint of ``transformers``: ``config.json``, weights as safetensors, a tokenizer. Pickled weights and
code of a checkpoint's own are refused, since loading them would run what a stranger wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from voc.errors import VocError
from voc.taggers._checkpoint import _files, _labels
from voc.taggers._checkpoint._files import Config, Pooling, Tokens

Kind = Literal["sentiment", "emotion", "nli", "vectors"]
KINDS: dict[Kind, tuple[str, ...]] = {
    "sentiment": ("sentiment",),
    "emotion": ("emotion",),
    "nli": ("stage", "asked", "touchpoint"),
    "vectors": ("stage", "asked", "touchpoint"),
}
_ACCEPTED = (
    "accepted are sequence classification by sentiment (negative, neutral, positive; 1 star … 5 stars), by emotion "
    "(joy, anger …) or for NLI (entailment, neutral, contradiction), and sentence encoders (BertModel, MPNetModel, "
    "XLMRobertaModel …)"
)

# Tokens read at once, at most: attention costs their square. Longer texts are read in windows.
_LONGEST = 512
# These keep the first positions for padding.
_OFFSET_POSITIONS = ("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer")
# Text encoders whose plain model may be a sentence encoder where nothing else is said of it. Others, such as models
# that write text, are taken only with the files of sentence-transformers.
# fmt: off
_ENCODERS = (
    "albert", "bert", "big_bird", "camembert", "convbert", "deberta", "deberta-v2", "distilbert", "electra", "ernie",
    "eurobert", "longformer", "mobilebert", "modernbert", "mpnet", "nomic_bert", "rembert", "roberta", "roformer",
    "squeezebert", "xlm-roberta", "xlm-roberta-xl",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a folder holds. ``home`` is where config and weights lie, mostly the folder itself.

    ``labels`` are the names of the outputs in their order, none for vectors; ``is_multi`` says that each is judged for
    itself; ``takes_first`` that the vector of a text is its first token's, not the mean; ``limit`` is in tokens.
    """

    folder: Path
    home: Path
    kind: Kind
    weights: tuple[Path, ...]
    limit: int
    labels: tuple[str, ...] = ()
    is_multi: bool = False
    takes_first: bool = False

    @property
    def name(self) -> str:
        """The folder's name; of a snapshot in the hub's cache the model's."""
        here = self.folder.resolve()
        is_cached = here.parent.name == "snapshots"
        return here.parent.parent.name.removeprefix("models--").replace("--", "_") if is_cached else here.name


def inspect(given: str) -> Checkpoint:
    """Say what a folder holds; raises ``VocError`` in one line where it is nothing that can judge."""
    folder = Path(given).expanduser()
    modules = _files.modules(folder)
    home = folder / modules.get("Transformer", "")
    config = _files.read(home / "config.json", Config)
    if config is None:
        raise VocError(f"{folder}: no config.json; a checkpoint of transformers has one, beside weights and tokenizer")
    if config.auto_map:
        raise VocError(f"{folder}: it brings code of its own (auto_map in config.json), which is never run")
    weights = _files.weights(home)
    if not any((home / name).is_file() for name in _files.TOKENIZERS):
        raise VocError(f"{folder}: no tokenizer beside the weights: one of {', '.join(_files.TOKENIZERS)}")
    limit = _limit(home, config)
    if config.architecture.endswith("ForSequenceClassification"):
        kind, labels = _classifier(folder, config)
        is_multi = config.problem_type == "multi_label_classification"
        return Checkpoint(folder, home, kind, weights, limit, labels, is_multi)
    is_encoder = config.model_type in _ENCODERS and config.architecture.endswith("Model")
    if config.is_encoder_decoder or not (modules or is_encoder):
        raise VocError(f"{folder}: {config.architecture} is nothing that can judge quotes; {_ACCEPTED}")
    return Checkpoint(folder, home, "vectors", weights, limit, takes_first=_takes_first(folder, modules))


def _classifier(folder: Path, config: Config) -> tuple[Kind, tuple[str, ...]]:
    """What a classifier was trained for, by the names of its labels."""
    names = config.id2label or {0: "LABEL_0", 1: "LABEL_1"}
    labels = tuple(names[key] for key in sorted(names))
    if _labels.are_nameless(labels):
        cure = 'write them into id2label of config.json, such as {"0": "negative", "1": "neutral", "2": "positive"}'
        raise VocError(f"{folder}: its labels have no names ({', '.join(labels[:3])}); {cure}")
    if _labels.entailment(labels) is not None:
        return "nli", labels
    if _labels.valences(labels) is not None:
        return "sentiment", labels
    if _labels.are_emotions(labels):
        return "emotion", labels
    shown = ", ".join(labels[:6]) + (" …" if len(labels) > 6 else "")
    raise VocError(f"{folder}: {config.architecture} with the labels {shown}; {_ACCEPTED}")


def _takes_first(folder: Path, modules: Mapping[str, str]) -> bool:
    """Whether the first token stands for the text; the mean does where nothing is said."""
    odd = set(modules) - {"Transformer", "Pooling", "Normalize"}
    if odd:
        raise VocError(f"{folder}: its vectors pass through {', '.join(sorted(odd))}, which is not supported")
    said = _files.read(folder / modules.get("Pooling", "1_Pooling") / "config.json", Pooling)
    modes = said.modes if said else {"mean"}
    if modes not in ({"mean"}, {"cls"}):
        raise VocError(f"{folder}: its vectors are pooled by {', '.join(sorted(modes))}; mean and cls are supported")
    return modes == {"cls"}


def _limit(home: Path, config: Config) -> int:
    """How many tokens are read at once."""
    sizes: list[float] = [_LONGEST]
    if config.max_position_embeddings is not None:
        padding = 1 if config.pad_token_id is None else config.pad_token_id
        offset = padding + 1 if config.model_type in _OFFSET_POSITIONS else 0
        sizes.append(config.max_position_embeddings - offset)
    for name in ("tokenizer_config.json", "sentence_bert_config.json"):
        said = _files.read(home / name, Tokens)
        sizes += [size for size in (said.model_max_length, said.max_seq_length) if size is not None] if said else []
    return int(min(size for size in sizes if size > 0))
