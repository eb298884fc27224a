"""Two people's copies of a study made one: the acts, judgements and draws of the other that are not here yet.

Everything is known by an id that is the same in every copy, so nothing comes twice and nothing is lost. Where one
person answered differently in both copies the later answer stands, and both are shown until she answers anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from voc.store import _log, _read
from voc.store._database import Database, Row
from voc.store._write import follow, put_answers
from voc.store.codebooks import Codebooks
from voc.store.records import Conflict
from voc.store.said import Said

Clash = tuple[str, str, str, str, str, str]
_ACT = ("uid", "at", "coder", "what", "of")
_JUDGEMENT = (
    *("uid", "act", "at", "coder", "role", "quote_id", "kind", "withdrawn", "draw", "probability", "mode", "blind"),
    *("codebook", "seen", "origin"),
)
_DRAW = ("uid", "at", "coder", "mode", "seed", "blind", "settings")
_CLASH = (
    "INSERT OR IGNORE INTO conflicts (quote_id, kind, coder, role, ours, theirs, source) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What another copy of the study brought; ``unknown`` judgements are of quotes that this study does not have."""

    acts: int
    judgements: int
    draws: int
    unknown: int
    conflicts: tuple[Conflict, ...] = ()


def merge(ours: Database, theirs: Database) -> Merged:
    """Take in what is new in another copy."""
    source = theirs.path.parent.name
    with ours.transaction():
        acts = _new(ours, theirs, "acts")
        judgements = _new(ours, theirs, "judgements")
        draws = _new(ours, theirs, "draws")
        clashes = _clashes(ours, theirs, judgements)
        _insert(ours, "acts", _ACT, acts)
        _draws(ours, theirs, draws)
        _judgements(ours, theirs, judgements)
        _log.settle(ours)
        touched = _touched(ours, acts, judgements)
        for coder, names in touched.items():
            follow(ours, coder, names)
        ours.many(_CLASH, [(*clash, source) for clash in clashes])
        everything = [row["quote_id"] for row in judgements]
        known = {row[0] for row in ours.rows("SELECT quote_id FROM quotes")}
    unknown = sum(name not in known for name in everything)
    found = tuple(one for one in Said(ours, Codebooks(ours)).conflicts() if one.source == source)
    return Merged(len(acts), len(judgements), len(draws), unknown, found)


def _new(ours: Database, theirs: Database, table: str) -> list[Row]:
    """Their rows of a table that are not ours yet, the oldest first."""
    known = {row[0] for row in ours.rows(f"SELECT uid FROM {table}")}
    return [row for row in theirs.rows(f"SELECT * FROM {table} ORDER BY number") if row["uid"] not in known]


def _insert(database: Database, table: str, columns: Sequence[str], rows: Iterable[Any]) -> None:
    database.many(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [tuple(row[name] for name in columns) for row in rows],
    )


def _judgements(ours: Database, theirs: Database, rows: Sequence[Row]) -> None:
    """Their judgements with the answers; labels go by the code names of our codebook's newest version."""
    names, newest = Codebooks(theirs).names(), Codebooks(ours).number()
    answers = _read.answers(theirs, [row["number"] for row in rows])
    for row in rows:
        own = {name: row[name] for name in _JUDGEMENT} | {"codebook": newest}
        _insert(ours, "judgements", _JUDGEMENT, [own])
        number = ours.value("SELECT number FROM judgements WHERE uid = ?", row["uid"])
        put_answers(ours, number, names.renamed(row["kind"], answers[row["number"]], row["codebook"]))


def _draws(ours: Database, theirs: Database, rows: Sequence[Row]) -> None:
    _insert(ours, "draws", _DRAW, rows)
    for row in rows:
        number = ours.value("SELECT number FROM draws WHERE uid = ?", row["uid"])
        drawn = theirs.rows("SELECT * FROM drawn WHERE draw = ?", row["number"])
        ours.many(
            "INSERT INTO drawn (draw, quote_id, position, rate, state) VALUES (?, ?, ?, ?, ?)",
            [(number, one["quote_id"], one["position"], one["rate"], one["state"]) for one in drawn],
        )


def _touched(ours: Database, acts: Sequence[Row], judgements: Sequence[Row]) -> dict[str, list[str]]:
    """The quotes about which something new is said or undone, by person."""
    found: dict[str, list[str]] = {}
    for row in judgements:
        found.setdefault(row["coder"], []).append(row["quote_id"])
    for act in acts:
        for row in ours.rows("SELECT quote_id FROM judgements WHERE act = ?", act["of"] or ""):
            found.setdefault(act["coder"], []).append(row["quote_id"])
    return {coder: list(dict.fromkeys(names)) for coder, names in found.items()}


def _clashes(ours: Database, theirs: Database, new: Sequence[Row]) -> list[Clash]:
    """Answers that stand in both copies, differ, and are each unknown to the other."""
    fresh = {row["number"] for row in new}
    there = {row["uid"] for row in theirs.rows("SELECT uid FROM judgements")}
    mine = {
        (row["quote_id"], row["kind"], row["coder"], row["role"]): row
        for row in ours.rows("SELECT d.*, j.uid FROM said AS d JOIN judgements AS j ON j.number = d.judgement")
        if row["uid"] not in there
    }
    found: list[Clash] = []
    for row in theirs.rows("SELECT d.*, j.uid FROM said AS d JOIN judgements AS j ON j.number = d.judgement"):
        key = (row["quote_id"], row["kind"], row["coder"], row["role"])
        if row["judgement"] in fresh and key in mine and mine[key]["labels"] != row["labels"]:
            found.append((*key, mine[key]["uid"], row["uid"]))
    return found
