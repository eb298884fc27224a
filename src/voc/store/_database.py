"""A connection to ``study.db``: short calls behind a lock, transactions, and SQLite's complaints in words.

There is one writing connection in one writing process, and the others are read-only. That is more than SQLite asks for:
before 3.51.3 two connections that write or checkpoint at the same moment can lose a commit (the WAL-reset bug,
sqlite.org/wal.html#walresetbug), and a connection in ``mode=ro`` does neither.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from voc.errors import StudyError, to_run
from voc.store import _backup
from voc.store.errors import StudyBusy, StudyDamaged

Row = sqlite3.Row
# Seconds to wait for another process, as in a rollback journal readers and the writer have to.
_PATIENCE = 10.0
# With a write-ahead log nobody but a program that is not voc can be in the way; a person does not wait for that.
_SHORT = 3.0
_CACHE_KIB = 32_768
_DAMAGE = ("malformed", "not a database", "corrupt", "disk i/o error")
_OUTSIDE = ("is full", "readonly", "unable to open")
_LOCKED = "is locked"


class Database:
    """The connection. Any thread may use it; each call is one at a time."""

    def __init__(self, path: Path, *, readonly: bool, log: bool = True) -> None:
        """Open the file. ``log``: whether to keep a write-ahead log, else a rollback journal."""
        self.path, self.readonly = path, readonly
        self._lock = threading.RLock()
        self._depth = 0
        self._outside: str | None = None
        with self._told():
            self._connection = self._opened("ro" if readonly else "rwc")
            try:
                self._connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
                self._connection.execute("PRAGMA temp_store = MEMORY")
                # What lies in the file runs nothing.
                self._connection.execute("PRAGMA trusted_schema = OFF")
                if not readonly:
                    self._connection.execute(f"PRAGMA journal_mode = {'WAL' if log else 'DELETE'}")
                    # A decision that was confirmed is on the disk, whatever happens to the machine.
                    self._connection.execute("PRAGMA synchronous = FULL")
                    self._connection.execute("PRAGMA secure_delete = ON")
                    if log:
                        self._connection.execute(f"PRAGMA busy_timeout = {int(1000 * _SHORT)}")
                self._version = self._data_version()
            except BaseException:
                self._connection.close()
                raise

    def _opened(self, mode: str) -> sqlite3.Connection:
        still = "&immutable=1" if mode == "ro" and self._is_still() else ""
        connection = sqlite3.connect(
            f"file:{quote(str(self.path.absolute()))}?mode={mode}{still}",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        return connection

    def _is_still(self) -> bool:
        """Whether nobody writes and nobody here may: SQLite would make files beside it, to read along with others."""
        return not os.access(self.path.parent, os.W_OK) and not self.path.with_name(f"{self.path.name}-wal").exists()

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a query."""
        with self._lock, self._told():
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Row | None:
        """The first row of a query, if there is one."""
        with self._lock, self._told():
            found: Row | None = self._connection.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, *values: Any) -> Any:
        """The first value of the first row, or ``None``."""
        row = self.one(sql, *values)
        return None if row is None else row[0]

    def run(self, sql: str, *values: Any) -> int:
        """Change something; gives the number of the row that was put in last."""
        with self._lock, self._told():
            return int(self._connection.execute(sql, values).lastrowid or 0)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Change something for each row; only inside a transaction, else each row is one of its own."""
        with self._lock, self._told():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; on the disk when it ends. One inside another belongs to it."""
        with self._lock, self._told():
            self._depth += 1
            try:
                if self._depth == 1:
                    self._connection.execute("BEGIN IMMEDIATE")
                    self._look()
                yield
                if self._depth == 1:
                    self._connection.execute("COMMIT")
            except BaseException:
                if self._depth == 1 and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def outside(self) -> str | None:
        """When it was last seen that another program had written into the file, ISO 8601; ``None``: never since opened.

        Of a reader: that anybody had.
        """
        with self._lock, self._told():
            self._look()
            return self._outside

    def _look(self) -> None:
        """A connection's data version changes with every commit but its own (sqlite.org/pragma.html)."""
        version = self._data_version()
        if version != self._version:
            self._version, self._outside = version, datetime.now(UTC).isoformat(timespec="seconds")

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def backup(self, target: Path) -> None:
        """Copy the database as it is now into a new file."""
        with self._lock, self._told():
            copy = sqlite3.connect(target)
            try:
                self._connection.backup(copy)
                # The copy stands alone: no log beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()

    def close(self) -> None:
        """Close; doing it twice does nothing."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors as ours; those of our own statements stay what they are."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise
        except sqlite3.DatabaseError as error:
            said = str(error)
            if type(error) is sqlite3.DatabaseError or any(word in said.lower() for word in _DAMAGE):
                raise damaged(self.path, said) from error
            if _LOCKED in said.lower():
                raise StudyBusy(f"{self.path}: another program is writing into it ({said}); close it there") from error
            if any(word in said.lower() for word in _OUTSIDE):
                raise StudyError(f"{self.path}: {said}; free space, check its rights, or try again") from error
            raise


def damaged(path: Path, said: str) -> StudyDamaged:
    """The error for a database that cannot be read; it names the newest backup."""
    newest = _backup.newest(path.parent)
    cure = (
        f"the newest backup is {newest}: copy it over {path.name}, and remove {path.name}-wal and {path.name}-shm"
        if newest is not None
        else f"there is no backup yet; move {path.name} aside and make it again with: {to_run('map', path.parent)}"
    )
    return StudyDamaged(f"{path}: damaged ({said}); {cure}")
