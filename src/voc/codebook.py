"""Codebooks: the stages and touchpoints of a journey, as a TOML file that needs no code.

A stage or touchpoint needs a ``name`` and a ``meaning``; ``label``, ``examples`` and ``cues`` help::

    title = "Sending a parcel"
    [[stage]]
    name = "delivery"
    meaning = "From the label being printed to the parcel in the hand."
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from voc._display import Displayed, Table
from voc._toml import NAME
from voc._toml import parse as parse_toml
from voc.errors import CodebookError, did_you_mean

Name = Annotated[str, Field(min_length=1, pattern=NAME)]
# What coders write where no code fits.
NONE = "none"
# Files of other programs whose codes can be a codebook; see voc.codes.
_FOREIGN = (".qdc", ".qdpx", ".csv", ".tsv", ".xlsx", ".txt", ".sqlite3", ".sqlite", ".db", ".qda")


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

    @property
    def is_bare(self) -> bool:
        """Whether the meaning only says the name again: too little for a tagger to go by."""
        return self.meaning.casefold() in (self.title.casefold(), self.name.casefold())


class Stage(Code):
    """A stage of the journey; their order in the file is the order customers meet them."""


class Touchpoint(Code):
    """A place where customer and company meet; ``stages`` says at which stages (none = any)."""

    stages: tuple[str, ...] = ()


class Codebook(Displayed, BaseModel):
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

    @property
    def bare(self) -> list[str]:
        """The names of stages and touchpoints whose meaning says nothing beyond their name."""
        return [code.name for code in (*self.stages, *self.touchpoints) if code.is_bare]

    @classmethod
    def load(cls, name_or_path: str | Path) -> Codebook:
        """Load a shipped codebook by name (``"service"``), any TOML file, or the codes of another program's file.

        A .qdc or .qdpx (REFI-QDA), Taguette's codebook table or project, and a QualCoder project are read by
        :mod:`voc.codes`. Raises ``CodebookError`` in one line that names the file, the place and the cure.
        """
        path = Path(name_or_path)
        shipped = codebook_files()
        if path.suffix != ".toml" and str(name_or_path) in shipped:
            path = shipped[str(name_or_path)]
        if path.suffix.lower() in _FOREIGN and path.exists():
            from voc.codes import codebook

            return codebook(path)
        if not path.is_file():
            what = "no such file" if path.suffix == ".toml" else "give a .toml file or a name"
            raise CodebookError(f"no codebook {str(name_or_path)!r}: {what}; {did_you_mean(path.stem, shipped)}")
        return cls.parse(path.read_bytes(), where=str(path))

    def _tables(self) -> list[Table]:
        names = {stage.name: stage.title for stage in self.stages}
        stages = tuple((stage.title, stage.name, stage.meaning) for stage in self.stages)
        touchpoints = tuple(
            (touch.title, touch.name, ", ".join(names.get(name, name) for name in touch.stages) or "any", touch.meaning)
            for touch in self.touchpoints
        )
        made = [Table(self.title, f"The stages of a {self.scope} journey.", ("Stage", "Name", "Meaning"), stages)]
        head = ("Touchpoint", "Name", "At stages", "Meaning")
        return [*made, Table("Touchpoints", "", head, touchpoints)] if touchpoints else made

    def to_toml(self) -> str:
        """The codebook as a TOML file that can be edited and loaded again."""
        lines = [f"title = {_quoted(self.title)}", f"scope = {_quoted(self.scope)}"]
        for kind, codes in (("stage", self.stages), ("touchpoint", self.touchpoints)):
            for code in codes:
                lines += ["", f"[[{kind}]]", *_lines(code)]
        return "\n".join(lines) + "\n"

    @classmethod
    def parse(cls, data: bytes, *, where: str) -> Codebook:
        """Make a codebook of TOML bytes; ``where`` names them in errors."""
        book = parse_toml(cls, data, where=where, error=CodebookError)
        _check_names(book, where)
        return book


def _lines(code: Code) -> Iterator[str]:
    """The keys of a stage or touchpoint; what is empty is left out."""
    yield f"name = {_quoted(code.name)}"
    if code.label:
        yield f"label = {_quoted(code.label)}"
    if isinstance(code, Touchpoint) and code.stages:
        yield f"stages = {_list(code.stages)}"
    if code.is_bare:
        yield "# Say in a sentence or two what belongs here: quotes are tagged by it."
    yield f"meaning = {_quoted(code.meaning)}"
    for key, words in (("examples", code.examples), ("cues", code.cues)):
        if words:
            yield f"{key} = {_list(words)}"


def _quoted(text: str) -> str:
    """A string of TOML: like JSON's, but the delete sign has to be escaped, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def codebook_files() -> dict[str, Path]:
    """The shipped codebooks by name."""
    folder = Path(str(resources.files("voc") / "codebooks"))
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def _check_names(book: Codebook, where: str) -> None:
    """Refuse names that cannot be told apart, one that says there is no code, and a touchpoint at no stage."""
    for kind, codes in (("stage", book.stages), ("touchpoint", book.touchpoints)):
        for name, count in Counter(code.name.casefold() for code in codes).items():
            if count > 1:
                raise CodebookError(f"{where}: {kind} {name!r} is named {count} times; give each its own name")
            if name == NONE:
                raise CodebookError(f"{where}: {kind} {name!r}: quotes of no code are called that; give another name")
    stages = [stage.name for stage in book.stages]
    for touchpoint in book.touchpoints:
        for name in touchpoint.stages:
            if name not in stages:
                raise CodebookError(
                    f"{where}: touchpoint {touchpoint.name!r} stands at stage {name!r}, which is not there; "
                    f"{did_you_mean(name, stages)}"
                )
