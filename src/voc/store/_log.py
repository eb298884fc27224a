"""The log of acts: who did what at one stroke, and what was undone. Rows are only ever added.

Undo takes back a person's newest act that stands; redo brings back the act that she undid last, unless she has done
something since.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from voc.errors import TableError
from voc.store._database import Database, Row
from voc.store.records import What

_LONGEST = 60
_SIGNS = re.compile(r"[\w .,'’()@+\-]+")


def coder_name(name: str) -> str:
    """A person's name as it stands in tags; raises ``TableError`` for what cannot be one."""
    trimmed = " ".join(name.split())
    if not trimmed or len(trimmed) > _LONGEST or not _SIGNS.fullmatch(trimmed):
        raise TableError(
            f"{name[:_LONGEST]!r} is no coder's name; give 1 to {_LONGEST} letters, digits, spaces or .,'()@+-_"
        )
    return trimmed


def now(database: Database) -> str:
    """The time in UTC, later than that of every act: clocks go back, and what was said last has to count."""
    time = datetime.now(UTC)
    last = database.value("SELECT max(at) FROM acts")
    if last is not None:
        time = max(time, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return time.isoformat(timespec="microseconds")


def begin(database: Database, coder: str, what: What, *, of: str | None = None) -> tuple[str, str]:
    """Write an act; gives its uid and time."""
    uid, at = uuid4().hex, now(database)
    database.run("INSERT INTO acts (uid, at, coder, what, of) VALUES (?, ?, ?, ?, ?)", uid, at, coder, what, of)
    return uid, at


def undoable(database: Database, coder: str) -> str | None:
    """The act that a person can take back, if there is one."""
    found: str | None = database.value(
        "SELECT uid FROM acts WHERE coder = ? AND what = 'judge' AND undone = 0 ORDER BY at DESC, number DESC LIMIT 1",
        coder,
    )
    return found


def count_undoable(database: Database, coder: str) -> int:
    """How many acts a person can take back; asked after every judgement, so it only counts."""
    return int(database.value("SELECT count(*) FROM acts WHERE coder = ? AND what = 'judge' AND undone = 0", coder))


def redoable(database: Database, coder: str) -> list[str]:
    """The acts that a person can bring back, the one undone last first."""
    found = database.rows(
        "SELECT u.of AS uid FROM acts AS u JOIN acts AS a ON a.uid = u.of "
        "WHERE u.coder = ?1 AND u.what = 'undo' AND a.undone = 1 "
        "AND u.at > (SELECT max(at) FROM acts WHERE coder = ?1 AND what = 'judge') "
        "GROUP BY u.of ORDER BY max(u.at) DESC, max(u.number) DESC",
        coder,
    )
    return [row["uid"] for row in found]


def turn(database: Database, coder: str, act: str, what: What) -> list[Row]:
    """Undo or redo an act; gives its judgements."""
    begin(database, coder, what, of=act)
    database.run("UPDATE acts SET undone = ? WHERE uid = ?", int(what == "undo"), act)
    return database.rows("SELECT quote_id, kind, draw FROM judgements WHERE act = ? ORDER BY number", act)


def settle(database: Database) -> None:
    """Work out anew what is undone, after acts came from elsewhere."""
    database.run(
        "UPDATE acts SET undone = coalesce((SELECT u.what = 'undo' FROM acts AS u WHERE u.of = acts.uid "
        "AND u.what IN ('undo', 'redo') ORDER BY u.at DESC, u.uid DESC LIMIT 1), 0) WHERE what = 'judge'"
    )
