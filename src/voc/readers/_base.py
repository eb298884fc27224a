"""What a reader is, and the source file it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from voc._files import sha256
from voc.errors import ReadError, VocError, did_you_mean
from voc.quotes import Kind, Passage, Role
from voc.readers._table import SPREADSHEETS, Table, load_table
from voc.readers._text import Decoded, decode
from voc.study import SourceRule

# Two formats nearer than this cannot be told apart: the person is asked, nothing is guessed.
MARGIN = 0.05
_Result = TypeVar("_Result")


@dataclass
class Source:
    """A file to be read: its bytes, text and rows are loaded when first asked for.

    ``roles`` is what the participants file says, by speaker's name in lower case. ``notes`` is what the person
    has to know of how the file was read; it goes into the account.
    """

    path: Path
    name: str
    rule: SourceRule = field(default_factory=lambda: SourceRule(files="*"))
    roles: Mapping[str, Role] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Keep a note, once."""
        if text not in self.notes:
            self.notes.append(text)

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return self.path.suffix.lower()

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 of the bytes."""
        return sha256(self.path)

    @cached_property
    def decoded(self) -> Decoded:
        """The text with the encoding it was found in; raises ``ReadError`` for what is no text."""
        found = decode(self.path.read_bytes(), where=self.name)
        if found.guessed:
            self.note(f"encoding guessed: {found.encoding}; check the accents")
        return found

    @property
    def text(self) -> str:
        r"""The text of the file, line ends as ``\n``."""
        return self.decoded.text

    @cached_property
    def table(self) -> Table:
        """The rows of a delimited text or a spreadsheet; raises ``ReadError`` if there are none."""
        found = load_table(self.path, self.name, None if self.suffix in SPREADSHEETS else self.text)
        for note in found.notes:
            self.note(note)
        return found


@dataclass(frozen=True, slots=True)
class Guess:
    """How sure a reader is that a file is of its format, in [0, 1], and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format.

    ``preview`` says of a file what becomes what (columns, speakers). ``grade`` says what the layout rests on:
    ``real file seen``, ``layout from documentation`` or ``unverified``.
    """

    name: str
    title: str
    kind: Kind
    suffixes: tuple[str, ...]
    sniff: Callable[[Source], Guess | None]
    read: Callable[[Source], Iterator[Passage]]
    preview: Callable[[Source], list[tuple[str, str]]]
    grade: str = "unverified"


def read(source: Source, reader: Reader) -> list[Passage]:
    """Every passage of a file; raises ``ReadError`` for whatever goes wrong with it."""
    return _guarded(source, reader, lambda given: list(reader.read(given)))


def _guarded(source: Source, reader: Reader, work: Callable[[Source], _Result]) -> _Result:
    """One file that a reader cannot stand must not take the others with it."""
    try:
        return work(source)
    except (VocError, OSError):
        raise
    except Exception as error:
        raise ReadError(
            f"{source.name}: {reader.name} failed on it with {type(error).__name__}: {' '.join(str(error).split())}; "
            "take the file out or export it again, and report this"
        ) from error


def sniff(source: Source, readers: dict[str, Reader]) -> list[tuple[Reader, Guess]]:
    """Ask every reader of the file's extension; the surest first. Raises ``ReadError`` for no text at all."""
    guesses = [
        (reader, guess)
        for reader in readers.values()
        if source.suffix in reader.suffixes and (guess := _guarded(source, reader, reader.sniff)) is not None
    ]
    return sorted(guesses, key=lambda pair: (-pair[1].score, pair[0].name))


def choose(source: Source, readers: dict[str, Reader]) -> tuple[Reader, Guess]:
    """Choose the reader of a file: the one the study names, else the surest.

    Raises ``ReadError`` where none fits or two fit equally; both name the cure.
    """
    if source.path.stat().st_size == 0:
        raise ReadError(f"{source.name}: the file is empty; export it again or take it out of the folder")
    if source.rule.format is not None:
        if source.rule.format not in readers:
            raise ReadError(
                f"{source.name}: no format {source.rule.format!r}; {did_you_mean(source.rule.format, readers)}"
            )
        return readers[source.rule.format], Guess(1.0, ("named by the study",))
    known = sorted({suffix for reader in readers.values() for suffix in reader.suffixes})
    if source.suffix not in known:
        raise ReadError(f"{source.name}: files that end in {source.suffix or 'nothing'} are not read; {_list(known)}")
    ranked = sniff(source, readers)
    if not ranked:
        tried = sorted(reader.name for reader in readers.values() if source.suffix in reader.suffixes)
        raise ReadError(f"{source.name}: {_why_none(source)}; tried: {', '.join(tried)}")
    if len(ranked) > 1 and ranked[0][1].score - ranked[1][1].score < MARGIN:
        first, second = ranked[0][0].name, ranked[1][0].name
        raise ReadError(
            f"{source.name}: could be {first} or {second}; say which in study.toml: "
            f'[[source]] files = "{source.path.name}", format = "{first}"'
        )
    return ranked[0]


def _list(suffixes: list[str]) -> str:
    return f"those that are: {', '.join(suffixes)}"


def _why_none(source: Source) -> str:
    """Say for a table what is missing; for other text that no known structure was found."""
    if source.suffix in (".csv", ".tsv", *SPREADSHEETS):
        header = ", ".join(source.table.header[:8])
        return f"no column of people's own words was found (columns: {header})"
    return "no structure of a known format was found"
