"""The files of a checkpoint's folder: the small ones are read and checked, the weights are looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, RootModel, ValidationError

from voc.errors import VocError

TOKENIZERS = (
    "tokenizer.json",
    "vocab.txt",
    "vocab.json",
    "spiece.model",
    "sentencepiece.bpe.model",
    "tokenizer.model",
)

Read = TypeVar("Read", bound=BaseModel)


class Config(BaseModel):
    """What is used of ``config.json``."""

    model_config = ConfigDict(protected_namespaces=())

    architectures: list[str] | None = None
    model_type: str | None = None
    id2label: dict[int, str] | None = None
    problem_type: str | None = None
    max_position_embeddings: int | None = None
    pad_token_id: int | None = None
    is_encoder_decoder: bool = False
    auto_map: Any = None

    @property
    def architecture(self) -> str:
        """The class that the weights were saved from."""
        return self.architectures[0] if self.architectures else "no architecture"


class Tokens(BaseModel):
    """How many tokens are read at once, in ``tokenizer_config.json`` or ``sentence_bert_config.json``."""

    model_config = ConfigDict(protected_namespaces=())

    model_max_length: float | None = None
    max_seq_length: int | None = None


class Pooling(BaseModel):
    """How one vector is made of many: ``pooling_mode`` or a switch for each mode, as versions have it."""

    model_config = ConfigDict(extra="allow")

    pooling_mode: str | list[str] | None = None

    @property
    def modes(self) -> set[str]:
        """The modes without what is said around them: ``mean``, ``cls``, …; the mean where nothing is said."""
        said = [self.pooling_mode] if isinstance(self.pooling_mode, str) else self.pooling_mode
        switches = [name for name, is_on in (self.model_extra or {}).items() if is_on is True]
        modes = said or [name.removeprefix("pooling_mode_") for name in switches if name.startswith("pooling_mode_")]
        return {mode.removesuffix("_token").removesuffix("_tokens") for mode in modes} or {"mean"}


class _Module(BaseModel):
    type: str
    path: str


class _Modules(RootModel[list[_Module]]):
    pass


class _Index(BaseModel):
    weight_map: dict[str, str]


def modules(folder: Path) -> dict[str, str]:
    """The parts of a sentence-transformers folder and where they lie; empty where it is none."""
    listed = read(folder / "modules.json", _Modules)
    return {part.type.rsplit(".", 1)[-1]: part.path for part in listed.root} if listed else {}


def weights(home: Path) -> tuple[Path, ...]:
    """The files of the weights; pickled ones are refused, an adapter and a lack of any too."""
    if (home / "adapter_config.json").is_file():
        raise VocError(f"{home}: it is an adapter; merge it into its model (merge_and_unload of peft) and save that")
    if (home / "model.safetensors").is_file():
        return (home / "model.safetensors",)
    index = read(home / "model.safetensors.index.json", _Index)
    if index is not None:
        files = tuple(home / Path(name).name for name in sorted(set(index.weight_map.values())))
        missing = [file.name for file in files if not file.is_file()]
        if missing:
            raise VocError(f"{home}: the weights lack {missing[0]}, which model.safetensors.index.json names")
        return files
    pickled = sorted(file.name for file in home.glob("pytorch_model*.bin"))
    if pickled:
        cure = "load it where you trust it and call save_pretrained(…), which writes model.safetensors"
        raise VocError(f"{home}: {pickled[0]} is a pickle, which can run any code when it is loaded; {cure}")
    raise VocError(f"{home}: no model.safetensors; weights in no other form are loaded")


def read(path: Path, shape: type[Read]) -> Read | None:
    """What a JSON file says, ``None`` where there is none; raises ``VocError`` for one of another shape."""
    if not path.is_file():
        return None
    try:
        return shape.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise VocError(f"{path}: not as transformers writes it: {where and where + ': '}{first['msg']}") from error
