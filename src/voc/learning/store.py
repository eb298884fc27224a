"""Learned versions in a study: ``learned/<n>.json``, and ``learned/current``, which names the one in use.

Plain data, written whole or not at all: a run that is killed leaves the version that was there. Nothing is ever
overwritten, so one can go back to any.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from voc._files import write
from voc.errors import StudyError, to_run
from voc.learning._lesson import Step

FOLDER, CURRENT = "learned", "current"
# Digits kept of a weight: far below what moves a probability.
_DIGITS = 6
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Kind(BaseModel):
    """What was learned of one kind of tag.

    ``learned_in``: the version in which; ``corrections``: how many by label ("" is none of these); ``quotes``: the ids
    of the corrected quotes; ``before`` and ``after``: figures on held-out corrections.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    learned_in: int
    how: str
    labels: tuple[str, ...]
    corrections: Mapping[str, int]
    participants: int
    before: Mapping[str, float]
    after: Mapping[str, float]
    scale: Annotated[Finite, Field(gt=0)]
    bias: tuple[Finite, ...]
    weights: tuple[tuple[Finite, ...], ...]
    near: Annotated[Finite, Field(ge=0, lt=1)] = 0.0
    quotes: tuple[str, ...]

    @model_validator(mode="after")
    def _shaped(self) -> Self:
        if not len(self.labels) == len(self.bias) == len(self.weights) or len(set(map(len, self.weights))) != 1:
            raise ValueError("bias and weights need a row for each label")
        return self

    @property
    def step(self) -> Step:
        """The step as arrays."""
        return Step(self.scale, np.array(self.bias), np.array(self.weights).reshape(len(self.labels), -1), self.near)


class Version(BaseModel):
    """One learned version; it fits one encoder and one codebook."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[int, Field(ge=1)]
    made: str
    encoder: str
    codebook: str
    kinds: Mapping[str, Kind]

    def misfit(self, encoder: str, codebook: str) -> str | None:
        """Why it cannot be used with an encoder and a codebook, in one line; ``None`` if it can."""
        pairs = {"encoder": (self.encoder, encoder), "codebook": (self.codebook, codebook)}
        other = [f"another {name}" for name, (mine, given) in pairs.items() if mine != given]
        if not other:
            return None
        which = f"what was taught (version {self.version}) belongs to {' and '.join(other)}"
        return f"{which} and is not used; teach again with voc teach"


def rounded(step: Step) -> tuple[float, tuple[float, ...], tuple[tuple[float, ...], ...]]:
    """Scale, bias and weights as they are stored."""
    weights = tuple(tuple(row) for row in np.round(step.weights, _DIGITS).tolist())
    return round(step.scale, _DIGITS), tuple(np.round(step.bias, _DIGITS).tolist()), weights


def numbers(study: Path) -> list[int]:
    """The versions that a study has, in order."""
    names = (path.stem for path in (study / FOLDER).glob("*.json"))
    return sorted(int(name) for name in names if name.isdecimal())


def current_number(study: Path) -> int:
    """The version in use; 0 where none is. Raises ``StudyError`` where the file does not say."""
    path = study / FOLDER / CURRENT
    if not path.is_file():
        return 0
    word = path.read_text(encoding="utf-8", errors="replace").strip()
    if not word.isdecimal():
        raise StudyError(f"{path}: {word[:40]!r} is no version; go back to one with: {_back(study)}")
    return int(word)


def _back(study: Path) -> str:
    return to_run("teach", study, "--back", "N")


def load(study: Path, number: int) -> Version:
    """Read a version; raises ``StudyError`` in one line if it is not there or not whole."""
    path = study / FOLDER / f"{number}.json"
    cure = f"go back to another with: {_back(study)}"
    try:
        version = Version.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise StudyError(f"{path}: no such version; {_there(numbers(study))}; {cure}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StudyError(f"{path}: not a learned version: {where}: {first['msg']}; {cure}") from error
    if version.version != number:
        raise StudyError(f"{path}: says that it is version {version.version}; {cure}")
    return version


def current(study: Path | None) -> Version | None:
    """The version in use, if a study has one."""
    number = current_number(study) if study is not None else 0
    return load(study, number) if study is not None and number else None


def usable(study: Path | None, encoder: str, codebook: str) -> tuple[Version | None, str | None]:
    """The version in use if it fits; else a line that says why it is not used, if there is one."""
    version = current(study)
    note = None if version is None else version.misfit(encoder, codebook)
    return (None, note) if note else (version, None)


def save(study: Path, version: Version) -> Path:
    """Write a version, then take it into use."""
    path = study / FOLDER / f"{version.version}.json"
    write(path, json.dumps(version.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")) + "\n")
    write(study / FOLDER / CURRENT, f"{version.version}\n")
    return path


def go_back(study: Path, number: int) -> None:
    """Take an earlier version into use, or none (0); raises ``StudyError`` for one that is not there."""
    if number:
        load(study, number)
    write(study / FOLDER / CURRENT, f"{number}\n")


def _there(known: Iterable[int]) -> str:
    return f"there are: {', '.join(map(str, known))}" if known else "there is none yet"
