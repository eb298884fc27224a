"""Words out of the database wherever they stand beside the quotes: earlier runs, what coders saw, copies of before."""

from __future__ import annotations

from collections.abc import Iterable

from voc.store._database import Database
from voc.store._forget import take_out, written_anew

_QUOTES = (
    "SELECT quote_id FROM quotes WHERE instr(lower(text), lower(?)) OR instr(lower(coalesce(question, '')), lower(?))"
)
# A row that is not in the sources any more is kept for its judgements alone.
_GONE = f"absent IS NOT NULL AND quote_id IN ({_QUOTES})"


def purge(database: Database, words: Iterable[str], quote_ids: Iterable[str]) -> None:
    """Take out some quotes, and what earlier runs and rows of before say of some words; the last run stays.

    Done last, and with the study's database open for nothing else: the backups go, too.
    """
    with database.transaction():
        take_out(database, quote_ids)
        last = database.value("SELECT max(number) FROM runs")
        database.run("DELETE FROM tags WHERE run IS NOT ?", last)
        database.run("UPDATE runs SET account = '{}', inputs = NULL, journey = NULL WHERE number IS NOT ?", last)
        for word in words:
            database.run(f"DELETE FROM quotes WHERE {_GONE}", word, word)
            database.run("UPDATE judgements SET seen = NULL WHERE instr(lower(seen), lower(?))", word)
            database.run("UPDATE answers SET reason = NULL WHERE instr(lower(reason), lower(?))", word)
        database.run("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")
    written_anew(database)
