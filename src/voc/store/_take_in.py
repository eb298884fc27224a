"""The quotes of a reading into the store: new ones in, changed places moved, and those that are gone marked or removed.

A quote that is no longer in the sources stays where somebody judged or drew it, so that no coding is lost.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from voc.quotes import COLUMNS
from voc.store import splits
from voc.store._database import Database
from voc.store._plain import plain

if TYPE_CHECKING:
    import pandas as pd

_GONE = "not in the sources"
_KEY = "quotes"
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_SAME = ("quote_id", "copies")
_SET = ", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS if name not in _SAME)
_PUT = (
    f"INSERT INTO quotes (place, {_NAMES}) VALUES (?{', ?' * len(COLUMNS)}) "
    f"ON CONFLICT (quote_id) DO UPDATE SET place = excluded.place, absent = NULL, {_SET}, "
    # A split quote counts no copies while it is split.
    "copies = coalesce(excluded.copies, copies)"
)
_REMOVE = (
    "DELETE FROM quotes WHERE absent = ? AND parent IS NULL AND quote_id NOT IN (SELECT quote_id FROM judgements) "
    "AND quote_id NOT IN (SELECT quote_id FROM drawn)"
)


def quotes(database: Database, table: pd.DataFrame) -> None:
    """Make the store's quotes those of a quotes table, as read or with the splits in it; inside a transaction."""
    parts = {row[0] for row in database.rows("SELECT quote_id FROM quotes WHERE parent IS NOT NULL")}
    whole = table[~table["quote_id"].isin(parts)]
    digest = _digest(whole)
    if database.value("SELECT value FROM meta WHERE key = ?", _KEY) == digest:
        return
    database.run("UPDATE quotes SET absent = ? WHERE parent IS NULL", _GONE)
    database.many(_PUT, ((place, *row) for place, row in enumerate(plain(_bare(whole)))))
    database.run(_REMOVE, _GONE)
    split = database.rows("SELECT DISTINCT quote_id FROM judgements WHERE kind = 'split'")
    splits.settle(database, [row[0] for row in split])
    database.run("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")
    database.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", _KEY, digest)


def _bare(table: pd.DataFrame) -> pd.DataFrame:
    """The columns as they were read: a split is no property of the source."""
    own = table.reindex(columns=list(COLUMNS))
    return own.assign(excluded=own["excluded"].mask(own["excluded"] == splits.WHY))


def _digest(table: pd.DataFrame) -> str:
    import pandas as pd

    own = _bare(table).drop(columns="copies").astype("str")
    return hashlib.sha256(pd.util.hash_pandas_object(own, index=False).to_numpy().tobytes()).hexdigest()
