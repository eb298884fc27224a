"""Changes of a codebook, as pure functions: ``change.done(book)`` is the new codebook, and what became of its codes.

People's tags follow a code that is renamed or merged. A code that is split or taken out leaves quotes that have to be
judged anew. :func:`edited` checks the result as a file is checked: names given twice, stages that are not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from voc.codebook import Code, Codebook, Stage, Touchpoint
from voc.errors import CodebookError, did_you_mean
from voc.review.wire import Given

Kind = Literal["stage", "touchpoint"]
Name = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_\-]+$")]
Label = Annotated[str, Field(max_length=100)]
Words = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=500)], ...], Field(max_length=200)]


@dataclass(frozen=True)
class Edited:
    """A changed codebook: ``said`` in words, ``renamed`` by old name, and the names that are ``dropped``."""

    book: Codebook
    said: str
    renamed: Mapping[str, str] = field(default_factory=dict)
    dropped: Sequence[str] = ()


class Meaning(Given):
    """What a code means; of a touchpoint also at which stages it stands (none: at any)."""

    label: Label = ""
    meaning: Annotated[str, Field(pattern=r"\S", max_length=5000)]
    examples: Words = ()
    cues: Words = ()
    stages: Annotated[tuple[Name, ...], Field(max_length=100)] = ()

    def code(self, kind: Kind, name: str) -> Code:
        """The code of that name."""
        said = self.model_dump(include={"label", "meaning", "examples", "cues"})
        if kind == "stage":
            return Stage(name=name, **said)
        return Touchpoint(name=name, stages=self.stages, **said)


class New(Meaning):
    """A code that is to be."""

    name: Name


class Add(Given):
    """Add a code, before another or at the end."""

    do: Literal["add"]
    kind: Kind
    code: New
    before: Name | None = None

    def done(self, book: Codebook) -> Edited:
        """The codebook with it."""
        codes, code = _codes(book, self.kind), self.code.code(self.kind, self.code.name)
        codes.insert(len(codes) if self.before is None else _place(codes, self.kind, self.before), code)
        return Edited(_with(book, self.kind, codes), f"added the {self.kind} {code.title}")


class Edit(Given):
    """Say better what a code means."""

    do: Literal["edit"]
    kind: Kind
    name: Name
    code: Meaning

    def done(self, book: Codebook) -> Edited:
        """The codebook with its new meaning."""
        codes = _codes(book, self.kind)
        place = _place(codes, self.kind, self.name)
        codes[place] = self.code.code(self.kind, self.name)
        return Edited(_with(book, self.kind, codes), f"edited the {self.kind} {codes[place].title}")


class Rename(Given):
    """Give a code another name."""

    do: Literal["rename"]
    kind: Kind
    name: Name
    to: Name
    label: Label = ""

    def done(self, book: Codebook) -> Edited:
        """The codebook with it under its new name."""
        codes = _codes(book, self.kind)
        place = _place(codes, self.kind, self.name)
        old = codes[place]
        codes[place] = old.model_copy(update={"name": self.to, "label": self.label})
        renamed = {self.name: self.to} if self.to != self.name else {}
        new = codes[place]
        # With one label for both, the names alone tell what was done.
        before, after = (old.title, new.title) if old.title != new.title else (old.name, new.name)
        said = f"renamed the {self.kind} {before} to {after}"
        return Edited(_with(book, self.kind, codes, _each(renamed)), said, renamed)


class Merge(Given):
    """Make one code of several."""

    do: Literal["merge"]
    kind: Kind
    names: Annotated[tuple[Name, ...], Field(min_length=1, max_length=50)]
    into: Name

    def done(self, book: Codebook) -> Edited:
        """The codebook with the one alone."""
        codes = _codes(book, self.kind)
        into = codes[_place(codes, self.kind, self.into)]
        gone = [codes[_place(codes, self.kind, name)] for name in dict.fromkeys(self.names) if name != self.into]
        if not gone:
            raise CodebookError(f"name at least one {self.kind} beside {self.into!r} to merge into it")
        renamed = {code.name: self.into for code in gone}
        rest = [code for code in codes if code.name not in renamed]
        said = f"merged the {self.kind} {', '.join(code.title for code in gone)} into {into.title}"
        return Edited(_with(book, self.kind, rest, _each(renamed)), said, renamed)


class Split(Given):
    """Make several codes of one, at its place."""

    do: Literal["split"]
    kind: Kind
    name: Name
    into: Annotated[tuple[New, ...], Field(min_length=2, max_length=20)]

    def done(self, book: Codebook) -> Edited:
        """The codebook with the parts."""
        codes = _codes(book, self.kind)
        place = _place(codes, self.kind, self.name)
        old, parts = codes[place], [new.code(self.kind, new.name) for new in self.into]
        codes[place : place + 1] = parts
        said = f"split the {self.kind} {old.title} into {', '.join(code.title for code in parts)}"
        names = [code.name for code in parts]
        return Edited(_with(book, self.kind, codes, {self.name: names}), said, dropped=[self.name])


class Delete(Given):
    """Take a code out."""

    do: Literal["delete"]
    kind: Kind
    name: Name

    def done(self, book: Codebook) -> Edited:
        """The codebook without it."""
        codes = _codes(book, self.kind)
        old = codes.pop(_place(codes, self.kind, self.name))
        if self.kind == "stage" and not codes:
            raise CodebookError("a journey has at least one stage; add another before this one is deleted")
        return Edited(_with(book, self.kind, codes), f"deleted the {self.kind} {old.title}", dropped=[self.name])


class Move(Given):
    """Put a code before another, or at the end: stages stand in the order in which customers meet them."""

    do: Literal["move"]
    kind: Kind
    name: Name
    before: Name | None = None

    def done(self, book: Codebook) -> Edited:
        """The codebook in its new order."""
        codes = _codes(book, self.kind)
        code = codes.pop(_place(codes, self.kind, self.name))
        codes.insert(len(codes) if self.before is None else _place(codes, self.kind, self.before), code)
        return Edited(_with(book, self.kind, codes), f"moved the {self.kind} {code.title}")


Change = Annotated[Add | Edit | Rename | Merge | Split | Delete | Move, Field(discriminator="do")]


def edited(book: Codebook, change: Change) -> Edited:
    """Do a change; raises ``CodebookError`` for a code that is not there or a codebook that could not be.

    So it does for a label that another code has: nobody could tell the two apart. Those that a file has stay.
    """
    made = change.done(book)
    before, after = (_titles(_codes(one, change.kind)) for one in (book, made.book))
    if twice := [title for title, codes in after.items() if len(codes) > max(1, len(before.get(title, ())))]:
        cure = "merge into it instead" if change.do in ("edit", "rename") else "give another label"
        there = before.get(twice[0], after[twice[0]])[0].title.strip()
        raise CodebookError(f"there is a {change.kind} {there} already; {cure}")
    # Through its file, so that what is made here is what will be read again.
    again = Codebook.parse(made.book.to_toml().encode("utf-8"), where="codebook")
    return Edited(again, made.said, made.renamed, made.dropped)


def _codes(book: Codebook, kind: Kind) -> list[Any]:
    return list(book.stages if kind == "stage" else book.touchpoints)


def _titles(codes: Sequence[Code]) -> dict[str, list[Code]]:
    """The codes by what people read, however it is written."""
    found: dict[str, list[Code]] = {}
    for code in codes:
        found.setdefault(code.title.strip().casefold(), []).append(code)
    return found


def _each(renamed: Mapping[str, str]) -> dict[str, tuple[str]]:
    return {old: (name,) for old, name in renamed.items()}


def _place(codes: Sequence[Code], kind: Kind, name: str) -> int:
    names = [code.name for code in codes]
    if name not in names:
        raise CodebookError(f"no {kind} {name!r}; {did_you_mean(name, names)}")
    return names.index(name)


def _with(
    book: Codebook, kind: Kind, codes: Sequence[Any], became: Mapping[str, Sequence[str]] | None = None
) -> Codebook:
    """The codebook with other codes; the touchpoints of a stage follow what it became, or lose it."""
    if kind == "touchpoint":
        return book.model_copy(update={"touchpoints": tuple(codes)})
    now = {code.name: (code.name,) for code in codes} | {old: tuple(names) for old, names in (became or {}).items()}
    points = []
    for point in book.touchpoints:
        names = dict.fromkeys(name for old in point.stages for name in now.get(old, ()))
        points.append(point.model_copy(update={"stages": tuple(names)}))
    return book.model_copy(update={"stages": tuple(codes), "touchpoints": tuple(points)})
