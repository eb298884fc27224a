"""SQLite databases of strangers, only ever read: nothing is written into them or beside them.

Only real tables are asked, never views or virtual tables, whose reading could run what somebody else wrote. A column
that an older version of a program did not have yet is missing in every row; so is a table, which then has no rows.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from voc.errors import ReadError
from voc.reading.source import LONGEST, Source

MAGIC = b"SQLite format 3\x00"
SUFFIXES = (".sqlite3", ".sqlite", ".db")
# What SQLite keeps beside a database while a program has it open: the newest changes may only be there.
_ASIDE = ("-wal", "-journal")

# Even the words of SQLite's own complaint may be broken, where they name a table of a broken file.
_FAULTS = (sqlite3.Error, OverflowError, UnicodeDecodeError)

Row = dict[str, Any]


@dataclass(frozen=True)
class Database:
    """An open database: its tables with their columns, in lower case."""

    tables: dict[str, tuple[str, ...]]
    name: str
    _connection: sqlite3.Connection

    def rows(self, table: str, *columns: str) -> list[Row]:
        """The rows of a table in the order they were made; what it lacks is missing. Raises ``ReadError``."""
        known = self.tables.get(table, ())
        there = [column for column in columns if column in known]
        if not there:
            return []
        asked = ", ".join(f'"{column}"' for column in there)
        try:
            found = self._connection.execute(f'SELECT {asked} FROM "{table}" ORDER BY rowid').fetchall()  # noqa: S608
        except _FAULTS as error:
            raise _broken(self.name, error) from error
        empty: Row = dict.fromkeys(columns)
        return [empty | dict(zip(there, row, strict=True)) for row in found]

    def has(self, **tables: tuple[str, ...]) -> bool:
        """Whether all these tables are there with all these columns."""
        return all(set(columns) <= set(self.tables.get(table, ())) for table, columns in tables.items())


def is_database(source: Source) -> bool:
    """Whether a file begins as SQLite's do."""
    return source.magic.startswith(MAGIC)


@contextmanager
def opened(path: Path, name: str) -> Iterator[Database]:
    """Open a database for reading; raises ``ReadError`` for one that is broken."""
    with TemporaryDirectory(prefix="voc-") as folder:
        place = _settled(path, Path(folder))
        # A copy may be tidied up by SQLite; the file itself is opened as one that never changes.
        mode = "mode=ro&immutable=1" if place == path else "mode=rw"
        try:
            connection = sqlite3.connect(f"file:{quote(str(place.absolute()))}?{mode}", uri=True)
        except _FAULTS as error:
            raise _broken(name, error) from error
        with closing(connection):
            yield _database(connection, place, name)


def _settled(path: Path, folder: Path) -> Path:
    """The file itself; a copy of it and of what lies beside it where another program has not finished writing."""
    aside = [path.with_name(path.name + end) for end in _ASIDE]
    unfinished = [file for file in aside if file.is_file() and file.stat().st_size]
    if not unfinished:
        return path
    for file in (path, *unfinished):
        shutil.copyfile(file, folder / file.name)
    return folder / path.name


def _database(connection: sqlite3.Connection, place: Path, name: str) -> Database:
    connection.text_factory = _text
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * LONGEST)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        (pages,), (size,) = (connection.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "page_size"))
        if place.stat().st_size < pages * size:
            raise _broken(name, ValueError("it ends too early, as a file does that was not fully saved"))
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        names = [table for table, sql in made if not str(sql).upper().startswith("CREATE VIRTUAL")]
        tables = {
            str(table).lower(): tuple(
                str(column[1]).lower() for column in connection.execute(f"PRAGMA table_info({_quoted(table)})")
            )
            for table in names
        }
    except _FAULTS as error:
        raise _broken(name, error) from error
    return Database(tables, name, connection)


def _quoted(name: object) -> str:
    return '"' + str(name).replace('"', '""') + '"'


def _text(data: bytes) -> str:
    """Text as it is stored; what is no UTF-8 is seen by its replacement signs."""
    return data.decode("utf-8", errors="replace")


def _broken(name: str, error: Exception) -> ReadError:
    return ReadError(f"{name}: not a database that can be read ({error}); open it in its program and save it again")


def word(value: object) -> str | None:
    """The text of a cell; anything else than text and numbers, and what is blank, is missing.

    >>> word("Anna"), word(7), word(" "), word(b"x"), word(None)
    ('Anna', '7', None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        return None
    return str(value)


def number(value: object) -> int | None:
    """A whole number, also one that is stored as text; anything else is missing.

    >>> number(7), number("12"), number(3.0), number("x"), number(None)
    (7, 12, 3, None, None)
    """
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError, OverflowError):
        return None
