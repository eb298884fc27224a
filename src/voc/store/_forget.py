"""Removing a person: every row that has her words or is about them, the maps that showed them, and the backups.

What is left in free pages is overwritten (``secure_delete``) and the file is written anew (``VACUUM``).
"""

from __future__ import annotations

from dataclasses import dataclass

from voc.errors import StudyError
from voc.store import _backup, _read
from voc.store._database import Database

_ABOUT = ("tags", "standing", "revisions", "drawn", "conflicts", "taken")


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
    names = _read.these(own)
    which = "quote_id IN (SELECT value FROM json_each(?))"
    with database.transaction():
        judged = int(database.value(f"SELECT count(*) FROM judgements WHERE {which}", names))
        runs = int(database.value("SELECT count(*) FROM runs WHERE journey IS NOT NULL"))
        database.run(
            f"DELETE FROM answers WHERE judgement IN (SELECT number FROM judgements WHERE {which})",
            names,
        )
        for table in (*_ABOUT, "judgements", "quotes"):
            database.run(f"DELETE FROM {table} WHERE {which}", names)
        # A map of before shows her among others, and the inputs name her.
        database.run("UPDATE runs SET journey = NULL, inputs = NULL")
        database.run("DELETE FROM meta WHERE key = 'quotes'")
        database.run("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")
    database.run("VACUUM")
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    old = _backup.all_of(database.path.parent)
    for backup in old:
        backup.unlink()
    return Forgotten(len(own), judged, runs, len(old))
