"""The file a reader is given: its bytes, lines, rows, JSON or XML, each loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import IO, Any

from voc._files import sha256
from voc.errors import ReadError
from voc.quotes import Kind, Role
from voc.reading import json as _json
from voc.reading import xml as _xml
from voc.reading.scales import Scale
from voc.reading.tables.table import SPREADSHEETS, Table, load_table
from voc.reading.text import Encoding, find_encoding, refuse_binary
from voc.study import SourceRule

# Of a format that is read as a whole (a transcript, a JSON document) no honest file is longer.
WHOLE = 512 * 2**20
# A JSON document takes ten times its size when parsed; posts, of which there may be more, are read one by one.
DOCUMENT = 128 * 2**20
# A line of a format that is read line by line. Longer ones are no lines, but a file without line ends.
LONGEST = 32 * 2**20
HEAD = 200_000


@dataclass
class Source:
    """A file to be read: its bytes, text and rows are loaded when first asked for.

    ``roles`` is what the participants file says, by speaker's name in lower case. ``notes`` is what the person
    has to know of how the file was read; it goes into the account. ``scales`` says of a participant's attribute
    on which scale it was answered. ``origin`` is the file that a person sees: the archive, for a file out of one.
    ``kind`` is what a reader of several kinds found the quotes to be.
    """

    path: Path
    name: str
    rule: SourceRule = field(default_factory=lambda: SourceRule(files="*"))
    roles: Mapping[str, Role] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    scales: dict[str, Scale] = field(default_factory=dict)
    origin: Path | None = None
    kind: Kind | None = None

    def note(self, text: str) -> None:
        """Keep a note, once."""
        if text not in self.notes:
            self.notes.append(text)

    def rule_for(self, reader: str) -> str:
        """What a person writes to have this file read as a format; its two keys stand in a line each."""
        return f'under [[source]] in study.toml, in two lines: files = "{self.path.name}" and format = "{reader}"'

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return self.path.suffix.lower()

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 of the bytes."""
        return sha256(self.path)

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the bytes, empty for a file that cannot be opened."""
        try:
            return self.sha256
        except OSError:
            return ""

    @cached_property
    def magic(self) -> bytes:
        """The first 64 bytes."""
        with self.path.open("rb") as stream:
            return stream.read(64)

    @cached_property
    def _encoding(self) -> Encoding:
        return find_encoding(self.path, where=self.name)

    @property
    def encoding(self) -> Encoding:
        """The encoding, found over the whole file in bounded memory; raises ``ReadError`` for what is no text."""
        if self._encoding.guessed:
            self.note(f"encoding guessed: {self._encoding.name}; check the accents")
        return self._encoding

    @contextmanager
    def _opened(self, encoding: Encoding) -> Iterator[IO[str]]:
        with self.path.open(encoding=encoding.name) as stream:
            try:
                yield stream
            except UnicodeDecodeError as error:
                raise ReadError(
                    f"{self.name}: begins as {encoding.name} but is not all through; save the file as UTF-8"
                ) from error

    @cached_property
    def _start(self) -> str:
        with self._opened(self._encoding) as stream:
            return stream.read(HEAD)

    @contextmanager
    def _stream(self) -> Iterator[IO[str]]:
        """The text; of a short file, which every reader looks into, what was read already."""
        encoding = self.encoding
        if len(self._start) < HEAD:
            yield StringIO(self._start)
        else:
            with self._opened(encoding) as stream:
                yield stream

    def raw_lines(self) -> Iterator[str]:
        r"""Each line with its ``\n``, in bounded memory; raises ``ReadError`` for a line of over 32 Mi characters."""
        with self._stream() as stream:
            number = 0
            while line := stream.readline(LONGEST):
                number += 1
                if len(line) == LONGEST and line[-1] != "\n":
                    raise ReadError(f"{self.name}, line {number}: longer than {LONGEST:,} signs; export it again")
                yield line.replace("\x00", "")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with its number from 1, without its end."""
        for number, line in enumerate(self.raw_lines(), 1):
            yield number, line.removesuffix("\n")

    @cached_property
    def head(self) -> str:
        """The first 200,000 characters, to recognise a format by."""
        refuse_binary(self._start, self.encoding, where=self.name)
        return self._start.replace("\x00", "").removeprefix("\ufeff")

    @cached_property
    def text(self) -> str:
        r"""The whole text, line ends as ``\n``; raises ``ReadError`` for no text and for over 512 MiB."""
        self._check_size()
        refuse_binary(self._start, self.encoding, where=self.name)
        with self._stream() as stream:
            return stream.read().replace("\x00", "").removeprefix("\ufeff")

    @cached_property
    def _table(self) -> Table:
        if self.suffix in SPREADSHEETS:
            return load_table(self.path, self.name, None)
        return load_table(self.path, self.name, self._table_lines, sure=self.suffix != ".txt")

    @property
    def table(self) -> Table:
        """The rows of a delimited text or a spreadsheet; raises ``ReadError`` if there are none."""
        for note in self._table.notes:
            self.note(note)
        return self._table

    @property
    def _table_lines(self) -> Callable[[], Iterator[str]]:
        refuse_binary(self.head, self.encoding, where=self.name)
        return self.raw_lines

    @cached_property
    def _parsed(self) -> Any:
        """The JSON document, or the error: many readers ask, and a large broken file is parsed once."""
        try:
            self._check_size(DOCUMENT)
            return _json.parse(self.text, where=self.name)
        except ReadError as error:
            return error

    @property
    def json(self) -> Any:
        """The whole file as JSON (``NaN`` is ``None``); raises ``ReadError`` with line and column."""
        if isinstance(self._parsed, ReadError):
            raise self._parsed
        return self._parsed

    @cached_property
    def xml(self) -> Any:
        """The root element (lxml), parsed without entities, network or DTD; raises ``ReadError``."""
        self._check_size()
        return _xml.parse(self.path.read_bytes(), where=self.name)

    def _check_size(self, most: int = WHOLE) -> None:
        size = self.path.stat().st_size
        if size > most:
            raise ReadError(
                f"{self.name}: {size / 2**20:,.0f} MiB; a file of this kind is read up to {most // 2**20} MiB; "
                "export it in parts"
            )
