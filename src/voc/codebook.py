"""Codebooks: the stages and touchpoints of a journey, as a TOML file that needs no code.

A stage or touchpoint needs a ``name`` and a ``meaning``; ``label``, ``examples`` and ``cues`` help::

    title = "Sending a parcel"
    [[stage]]
    name = "delivery"
    meaning = "From the label being printed to the parcel in the hand."
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from voc._toml import parse as parse_toml
from voc.errors import CodebookError, did_you_mean

Name = Annotated[str, Field(min_length=1, pattern=r"^[A-Za-z0-9_\-]+$")]


class Code(BaseModel):
    """One stage or touchpoint. ``meaning`` alone must be enough for a tagger to work with it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    meaning: Annotated[str, Field(pattern=r"\S")]
    label: str = ""
    examples: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What a person reads: the label, or the name made readable."""
        return self.label or self.name.replace("_", " ").replace("-", " ").capitalize()


class Stage(Code):
    """A stage of the journey; their order in the file is the order customers meet them."""


class Touchpoint(Code):
    """A place where customer and company meet; ``stages`` says at which stages (none = any)."""

    stages: tuple[str, ...] = ()


class Codebook(BaseModel):
    """The stages and touchpoints a study is read with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, Field(min_length=1)]
    scope: Literal["customer", "user"] = "customer"
    stages: Annotated[tuple[Stage, ...], Field(alias="stage", min_length=1)]
    touchpoints: Annotated[tuple[Touchpoint, ...], Field(alias="touchpoint")] = ()

    @cached_property
    def digest(self) -> str:
        """Eight hex digits that change when anything in the codebook does; part of every tag's ``by``."""
        return hashlib.sha256(self.model_dump_json().encode("utf-8")).hexdigest()[:8]

    @classmethod
    def load(cls, name_or_path: str | Path) -> Codebook:
        """Load a shipped codebook by name (``"service"``) or any TOML file by path.

        Raises ``CodebookError`` in one line that names the file, the place and the cure.
        """
        path = Path(name_or_path)
        shipped = codebook_files()
        if path.suffix != ".toml" and str(name_or_path) in shipped:
            path = shipped[str(name_or_path)]
        if not path.is_file():
            raise CodebookError(
                f"no codebook {str(name_or_path)!r}: give a .toml file or a name; "
                f"{did_you_mean(str(name_or_path), shipped)}"
            )
        return cls.parse(path.read_bytes(), where=path.name)

    @classmethod
    def parse(cls, data: bytes, *, where: str) -> Codebook:
        """Make a codebook of TOML bytes; ``where`` names them in errors."""
        book = parse_toml(cls, data, where=where, error=CodebookError)
        _check_names(book, where)
        return book


def codebook_files() -> dict[str, Path]:
    """The shipped codebooks by name."""
    folder = Path(str(resources.files("voc") / "codebooks"))
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def _check_names(book: Codebook, where: str) -> None:
    """Refuse a name given twice and a touchpoint at a stage that is not there."""
    for kind, codes in (("stage", book.stages), ("touchpoint", book.touchpoints)):
        for name, count in Counter(code.name for code in codes).items():
            if count > 1:
                raise CodebookError(f"{where}: {kind} {name!r} is named {count} times; give each its own name")
    stages = [stage.name for stage in book.stages]
    for touchpoint in book.touchpoints:
        for name in touchpoint.stages:
            if name not in stages:
                raise CodebookError(
                    f"{where}: touchpoint {touchpoint.name!r} stands at stage {name!r}, which is not there; "
                    f"{did_you_mean(name, stages)}"
                )
