"""What the log comes to: of each person the last answer that was not undone or taken back, and which of them counts.

Of several people's answers about one quote and kind the adjudicator's counts, else the last one.
"""

from __future__ import annotations

from collections.abc import Iterable

from voc.store import splits
from voc.store._database import Database

_LAST = """
INSERT INTO standing (quote_id, kind, coder, role, judgement, at, counts)
SELECT quote_id, kind, coder, role, number, at, 0 FROM (
    SELECT j.*, row_number() OVER (PARTITION BY j.kind, j.coder, j.role ORDER BY j.at DESC, j.uid DESC) AS place
    FROM judgements AS j JOIN acts AS a ON a.uid = j.act
    WHERE j.quote_id = ? AND a.undone = 0
) WHERE place = 1 AND withdrawn = 0
"""
_COUNTS = """
UPDATE standing SET counts = 1 WHERE quote_id = ?1 AND (kind, coder, role) IN (
    SELECT kind, coder, role FROM (
        SELECT kind, coder, role,
            row_number() OVER (PARTITION BY kind ORDER BY role = 'adjudicator' DESC, at DESC, judgement DESC) AS place
        FROM standing WHERE quote_id = ?1
    ) WHERE place = 1
)
"""


def refresh(database: Database, quote_ids: Iterable[str]) -> None:
    """Work it out anew for some quotes, inside a transaction."""
    names = [(name,) for name in dict.fromkeys(quote_ids)]
    database.many("DELETE FROM standing WHERE quote_id = ?", names)
    database.many(_LAST, names)
    database.many(_COUNTS, names)
    split = {row[0] for row in database.rows("SELECT DISTINCT quote_id FROM judgements WHERE kind = 'split'")}
    splits.settle(database, [name for (name,) in names if name in split])


def bump(database: Database, coder: str, quote_ids: Iterable[str]) -> None:
    """Count one more change by a person to some quotes."""
    database.many(
        "INSERT INTO revisions (quote_id, coder, number) VALUES (?, ?, 1) "
        "ON CONFLICT DO UPDATE SET number = number + 1",
        [(name, coder) for name in dict.fromkeys(quote_ids)],
    )


def revision(database: Database, quote_id: str, coder: str | None) -> int:
    """How often a person, or anybody, changed what is said of a quote."""
    if coder is None:
        return int(database.value("SELECT coalesce(sum(number), 0) FROM revisions WHERE quote_id = ?", quote_id))
    found = database.value("SELECT number FROM revisions WHERE quote_id = ? AND coder = ?", quote_id, coder)
    return int(found or 0)
