"""Opening a study's database, for writing by one process or for reading by any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from voc.errors import StudyError, to_run
from voc.store import _backup, _folders, _forget, _merge, _migrate
from voc.store._database import Database, damaged
from voc.store._forget import Forgotten
from voc.store._lock import Lock
from voc.store._merge import Merged
from voc.store.codebooks import Codebooks
from voc.store.draws import Draws
from voc.store.judgements import Judgements
from voc.store.quotes import Quotes
from voc.store.runs import Runs

FILE = "study.db"


@dataclass(frozen=True)
class Store:
    """An open study. ``note`` is a line to tell the person, if there is one."""

    folder: Path
    quotes: Quotes
    judgements: Judgements
    draws: Draws
    runs: Runs
    codebooks: Codebooks
    readonly: bool
    note: str | None = None
    database: Database = field(repr=False, kw_only=True)
    _lock: Lock | None = field(repr=False, kw_only=True)

    @contextmanager
    def reader(self) -> Iterator[Store]:
        """A connection of its own for a long reading, so that nobody has to wait for it."""
        with open(self.folder, readonly=True) as other:
            yield other

    def backup(self) -> Path:
        """Make a backup now."""
        return _backup.make(self.folder, self.database.backup)

    def forget(self, participant: str) -> Forgotten:
        """Remove a person: her quotes, all that was said of them, every map, and the backups. It cannot be undone."""
        return _forget.forget(self.database, participant)

    def merge(self, other: Path) -> Merged:
        """Take in what people did in another copy of this study; doing it twice changes nothing."""
        with open(other, readonly=True) as source:
            return _merge.merge(self.database, source.database)

    def close(self) -> None:
        """Close and let others write; doing it twice does nothing."""
        self.database.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def exists(folder: Path) -> bool:
    """Whether a study has a database."""
    return (folder / FILE).is_file()


def open(folder: Path, *, readonly: bool = False, wait: float = 0.0) -> Store:
    """Open a study's database; for writing it is made where there is none, and brought up to date.

    ``wait``: seconds to wait for a process that writes. Raises ``StudyInUse`` where it still does, ``NewerStudy``,
    ``StudyDamaged``; for reading ``OlderStudy``, and ``StudyError`` where there is none.
    """
    path = folder / FILE
    if readonly:
        if not path.is_file():
            raise StudyError(f"{folder}: no {FILE} yet; make it with: {to_run('map', folder)}")
        database = Database(path, readonly=True)
        return _checked(database, folder)
    if not folder.is_dir():
        raise StudyError(f"{folder}: no such folder; make a study with: {to_run('init', folder)}")
    lock = Lock(folder / f"{FILE}.lock", wait=wait)
    try:
        where = _folders.trouble(folder)
        log = path.with_name(f"{FILE}-wal")
        # The one who closes last empties the log; a reader may leave an empty one.
        unclean = log.is_file() and log.stat().st_size > 0
        database = Database(path, readonly=False, log=where is None)
    except BaseException:
        lock.release()
        raise
    note = f"{folder} is {where}: no write-ahead log there, so readers wait while somebody writes" if where else None
    return _prepared(database, folder, lock, note, unclean=unclean)


def _prepared(database: Database, folder: Path, lock: Lock, note: str | None, *, unclean: bool) -> Store:
    """A database to write into: whole, up to date, with a backup of today."""
    try:
        if unclean and (said := database.value("PRAGMA quick_check(1)")) != "ok":
            raise damaged(database.path, str(said))
        _migrate.migrate(database)
        if database.value("SELECT 1 FROM acts LIMIT 1") and _backup.is_due(folder, database.path):
            _backup.make(folder, database.backup)
    except BaseException:
        database.close()
        lock.release()
        raise
    return _store(database, folder, lock, note)


def _checked(database: Database, folder: Path) -> Store:
    try:
        _migrate.check_current(database)
    except BaseException:
        database.close()
        raise
    return _store(database, folder, None, None)


def _store(database: Database, folder: Path, lock: Lock | None, note: str | None) -> Store:
    books = Codebooks(database)
    return Store(
        folder,
        Quotes(database),
        Judgements(database, books),
        Draws(database),
        Runs(database, books),
        books,
        database.readonly,
        note,
        database=database,
        _lock=lock,
    )
