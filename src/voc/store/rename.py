"""Quotes that go by another id now: a transcript was cut, and what is known by its place has another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voc.quotes import quote_id
from voc.store._database import Database

_TABLES = (
    "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c ON c.name = 'quote_id' "
    "WHERE m.type = 'table' AND m.name NOT LIKE 'quotes_fts%'"
)


def rename(database: Database, ids: Mapping[str, str]) -> None:
    """Give quotes their new ids wherever they are named, parts of split ones among them; done twice it is done once."""
    if not ids:
        return
    tables = [row[0] for row in database.rows(_TABLES)]
    with database.transaction():
        pairs = dict(ids) | _parts(database, ids)
        # By way of a name that no quote has: an id may be the old one of one quote and the new one of another.
        for old in pairs:
            _rename(database, tables, old, f"~{old}")
        for old, new in pairs.items():
            _rename(database, tables, f"~{old}", new)
        database.run("DELETE FROM meta WHERE key = 'quotes'")


def _rename(database: Database, tables: Sequence[str], old: str, new: str) -> None:
    for table in tables:
        database.run(f"UPDATE {table} SET quote_id = ? WHERE quote_id = ?", new, old)
    database.run("UPDATE quotes SET parent = ? WHERE parent = ?", new, old)


def _parts(database: Database, ids: Mapping[str, str]) -> dict[str, str]:
    """The new ids of parts of quotes, and of parts of these: they hang on the whole's and on where a part stands."""
    rows = database.rows(
        'SELECT p.quote_id, p.parent, p."start" - w."start", p."end" - w."start" FROM quotes AS p '
        "JOIN quotes AS w ON w.quote_id = p.parent"
    )
    made: dict[str, str] = {}
    known = dict(ids)
    while fresh := {part: quote_id(known[whole], a, b) for part, whole, a, b in rows if whole in known} | made:
        if fresh == made:
            return made
        made, known = fresh, known | fresh
    return made
