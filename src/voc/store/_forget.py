"""Removing a person: every row that has her words or is about them, the maps that showed them, and the backups.

What is left in free pages is overwritten (``secure_delete``) and the file is written anew (``VACUUM``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voc.errors import StudyError
from voc.store import _backup, _read
from voc.store._database import Database

_ABOUT = ("tags", "standing", "revisions", "drawn", "conflicts", "taken", "judgements", "quotes")
_THESE = "quote_id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed with a person."""

    quotes: int
    judgements: int
    runs: int
    backups: int


def forget(database: Database, participant: str) -> Forgotten:
    """Remove a participant; raises ``StudyError`` where nobody is called so."""
    own = [row[0] for row in database.rows("SELECT quote_id FROM quotes WHERE participant = ?", participant)]
    if not own:
        raise StudyError(f"{database.path}: no quote of a participant {participant!r}")
    with database.transaction():
        judged = int(database.value(f"SELECT count(*) FROM judgements WHERE {_THESE}", _read.these(own)))
        runs = int(database.value("SELECT count(*) FROM runs WHERE journey IS NOT NULL"))
        take_out(database, own)
        # A map of before shows her among others, and the inputs name her.
        database.run("UPDATE runs SET journey = NULL, inputs = NULL")
        database.run("DELETE FROM meta WHERE key = 'quotes'")
        database.run("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")
    return Forgotten(len(own), judged, runs, written_anew(database))


def take_out(database: Database, quote_ids: Iterable[str]) -> None:
    """Delete the rows of some quotes, and all that is about them."""
    these = _read.these(quote_ids)
    database.run(f"DELETE FROM answers WHERE judgement IN (SELECT number FROM judgements WHERE {_THESE})", these)
    for table in _ABOUT:
        database.run(f"DELETE FROM {table} WHERE {_THESE}", these)


def written_anew(database: Database) -> int:
    """Write the file without its free pages and remove the backups; gives how many there were."""
    database.run("VACUUM")
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    old = _backup.all_of(database.path.parent)
    for backup in old:
        backup.unlink()
    return len(old)
