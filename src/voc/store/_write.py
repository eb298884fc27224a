"""Judgements into the log: one act, its answers, and what follows from them, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from uuid import uuid4

from voc.store import _standing
from voc.store._database import Database
from voc.store.records import Answer, Role

# The machine's words as they were shown: no codings of people from other programs.
MACHINE = "\"by\" NOT LIKE 'human:%'"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A row of the log before it has a number; ``answers`` missing: the person takes her answer back."""

    act: str
    at: str
    coder: str
    role: Role
    quote_id: str
    kind: str
    answers: Sequence[Answer] | None
    draw: str | None = None
    probability: float | None = None
    mode: str | None = None
    blind: bool = False
    run: int | None = None
    codebook: int | None = None
    seen: str | None = None
    origin: str | None = None
    uid: str | None = None


def put(database: Database, one: Judgement) -> str:
    """Add a judgement and its answers; gives its uid."""
    uid = one.uid or uuid4().hex
    number = database.run(
        "INSERT INTO judgements (uid, act, at, coder, role, quote_id, kind, withdrawn, draw, probability, mode, blind, "
        "run, codebook, seen, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(uid, one.act, one.at, one.coder, one.role, one.quote_id, one.kind, int(one.answers is None), one.draw),
        *(one.probability, one.mode, int(one.blind), one.run, one.codebook, one.seen, one.origin),
    )
    put_answers(database, number, one.answers or ())
    return uid


def put_answers(database: Database, judgement: int, answers: Sequence[Answer]) -> None:
    """Add the answers of a judgement, known by its number."""
    database.many(
        'INSERT INTO answers (judgement, position, label, value, "start", "end", reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [(judgement, position, *astuple(answer)) for position, answer in enumerate(answers)],
    )


def follow(database: Database, coder: str, quote_ids: Sequence[str]) -> dict[str, int]:
    """Work out what stands now of these quotes; gives their revisions for the person."""
    _standing.refresh(database, quote_ids)
    _standing.bump(database, coder, quote_ids)
    return {name: _standing.revision(database, name, coder) for name in quote_ids}


def seen(database: Database, run: int | None, quote_id: str, kind: str) -> str | None:
    """What the machine says of a quote and kind, as JSON: what a person saw who was not blind."""
    if run is None:
        return None
    found = database.rows(
        'SELECT label, value, confidence, "by" FROM tags '
        f"WHERE run = ? AND quote_id = ? AND kind = ? AND {MACHINE} ORDER BY position",
        *(run, quote_id, kind),
    )
    return json.dumps([dict(row) for row in found], ensure_ascii=False)
