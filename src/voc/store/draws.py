"""Which queue drew which quote and for whom, the next one that a person has to judge, and what follows for chances."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import uuid4

from voc import sampling
from voc.errors import TableError
from voc.sampling import Row
from voc.store import _log, splits
from voc.store._checks import CONTENT
from voc.store._database import Database
from voc.store._database import Row as DatabaseRow
from voc.store.splits import SPLIT

_AT_ONCE = 20
# What nobody has judged yet; where a coder is named, what she has not.
_OPEN = (
    "SELECT n.quote_id, n.rate, n.position, q.absent FROM drawn AS n JOIN quotes AS q ON q.quote_id = n.quote_id "
    "WHERE n.draw = ?1 AND n.state = 'open' AND n.position > ?2 AND (q.absent = 'split' OR (q.absent IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM standing AS s WHERE s.quote_id = n.quote_id AND s.coder = coalesce(?3, s.coder) "
    f"AND s.{CONTENT}))) ORDER BY n.position LIMIT ?4"
)
_SIZES = (
    "SELECT d.*, count(n.quote_id) AS size, coalesce(sum(n.state = 'done'), 0) AS done, "
    "coalesce(sum(n.state = 'skipped'), 0) AS skipped FROM draws AS d LEFT JOIN "
    "(drawn AS n JOIN quotes AS q ON q.quote_id = n.quote_id AND q.absent IS NULL) ON n.draw = d.number "
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quote of a draw that waits for its coder; ``done`` and ``left`` count the quotes of the draw.

    ``probability`` is the one to be among the draw's quotes at all (:mod:`voc.sampling`).
    """

    draw: int
    mode: str
    blind: bool
    quote_id: str
    probability: float
    position: int
    done: int
    left: int


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw of quotes for a coder; ``run`` is the run whose tags it went by."""

    number: int
    at: str
    coder: str
    mode: str
    seed: int
    blind: bool
    settings: Mapping[str, Any]
    run: int | None
    size: int
    done: int
    skipped: int


@dataclass(frozen=True)
class Draws:
    """The draws of a study."""

    _database: Database

    def add(
        self,
        coder: str,
        mode: str,
        drawn: Sequence[Row],
        *,
        seed: int,
        blind: bool = False,
        settings: Mapping[str, Any] | None = None,
    ) -> int:
        """Keep a draw (:mod:`voc.sampling`), its rows in the order to be shown; gives its number.

        Raises ``TableError`` for a quote that is not here.
        """
        coder = _log.coder_name(coder)
        with self._database.transaction():
            run = self._database.value("SELECT max(number) FROM runs")
            number = self._database.run(
                "INSERT INTO draws (uid, at, coder, mode, seed, blind, run, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(uuid4().hex, _log.now(self._database), coder, mode, seed, int(blind), run),
                json.dumps(dict(settings or {}), ensure_ascii=False, sort_keys=True),
            )
            self._database.many(
                "INSERT INTO drawn (draw, quote_id, position, rate, state) VALUES (?, ?, ?, ?, ?)",
                [(number, row.quote_id, place, row.rate, row.state) for place, row in enumerate(drawn)],
            )
            strange = self._database.value(
                "SELECT quote_id FROM drawn WHERE draw = ? AND quote_id NOT IN (SELECT quote_id FROM quotes)", number
            )
            if strange is not None:
                raise TableError(f"no quote {strange!r} in this study; draw from its quotes")
        return number

    def next(self, coder: str, *, mode: str | None = None, seed: int | None = None) -> Drawn | None:
        """The next open quote of a person, of her newest draw (of this mode, of this seed) that has one."""
        return next(iter(self.upcoming(coder, 1, mode=mode, seed=seed)), None)

    def upcoming(
        self, coder: str, limit: int = 5, *, mode: str | None = None, seed: int | None = None
    ) -> tuple[Drawn, ...]:
        """The next open quotes of that draw, in its order; of a quote that was split its parts."""
        draws = (
            "SELECT * FROM draws WHERE coder = ? AND mode = coalesce(?, mode) AND seed = coalesce(?, seed) "
            "ORDER BY number DESC"
        )
        for draw in self._database.rows(draws, coder, mode, seed):
            if found := list(islice(self._open(draw), limit)):
                return tuple(found)
        return ()

    def _open(self, draw: DatabaseRow) -> Iterator[Drawn]:
        counts = {
            row["state"]: row["number"]
            for row in self._database.rows(
                "SELECT state, count(*) AS number FROM drawn WHERE draw = ? GROUP BY state", draw["number"]
            )
        }
        whose, position = draw["coder"] if draw["blind"] else None, -1
        while rows := self._database.rows(_OPEN, draw["number"], position, whose, _AT_ONCE):
            for row in rows:
                position = row["position"]
                split = row["absent"] == SPLIT
                for name in splits.unjudged(self._database, row["quote_id"], whose) if split else (row["quote_id"],):
                    yield Drawn(
                        *(draw["number"], draw["mode"], bool(draw["blind"]), name, min(1.0, row["rate"]), position),
                        *(counts.get("done", 0), counts["open"]),
                    )

    def skip(self, coder: str, draw: int, quote_id: str) -> None:
        """Put a quote of a draw aside."""
        self._set(coder, draw, quote_id, "skipped")

    def reopen(self, coder: str, draw: int, quote_id: str) -> None:
        """Take up again a quote that was put aside."""
        self._set(coder, draw, quote_id, "open")

    def _set(self, coder: str, draw: int, quote_id: str, state: str) -> None:
        whole = splits.wholes(self._database).get(quote_id, quote_id)
        with self._database.transaction():
            known = self._database.value(
                "SELECT 1 FROM drawn AS n JOIN draws AS d ON d.number = n.draw "
                "WHERE d.coder = ? AND n.draw = ? AND n.quote_id = ?",
                *(coder, draw, whole),
            )
            if known is None:
                raise TableError(f"quote {quote_id[:40]} is not in draw {draw} of {coder}")
            self._database.run(
                "UPDATE drawn SET state = ? WHERE draw = ? AND quote_id = ? AND state IN ('open', 'skipped')",
                *(state, draw, whole),
            )

    def all(self, coder: str | None = None) -> tuple[Draw, ...]:
        """Every draw, of one person or of all, the oldest first."""
        rows = self._database.rows(
            f"{_SIZES} WHERE ?1 IS NULL OR d.coder = ?1 GROUP BY d.number ORDER BY d.number", coder
        )
        own = ("number", "at", "coder", "mode", "seed", "run", "size", "done", "skipped")
        return tuple(
            Draw(**{name: row[name] for name in own}, blind=bool(row["blind"]), settings=json.loads(row["settings"]))
            for row in rows
        )

    def drawn(self, draw: int) -> tuple[Row, ...]:
        """The rows of a draw in their order."""
        rows = self._database.rows("SELECT quote_id, rate, state FROM drawn WHERE draw = ? ORDER BY position", draw)
        return tuple(Row(*row) for row in rows)

    def inclusion(self) -> dict[str, float]:
        """The probability of each judged quote that a draw of the whole study reached; a part has its parent's.

        Blind second codings are drawn from what was judged before: they tell nothing of it.
        """
        draws = self._database.rows("SELECT number, seed FROM draws WHERE blind = 0 ORDER BY number")
        judged = self._database.rows(f"SELECT DISTINCT quote_id FROM standing WHERE {CONTENT}")
        whole = splits.wholes(self._database)
        ids = {row[0] for row in judged}
        made = (sampling.Draw(row["seed"], self.drawn(row["number"])) for row in draws)
        found = sampling.inclusion(made, {whole.get(name, name) for name in ids})
        return {name: found[whole.get(name, name)] for name in ids if whole.get(name, name) in found}


class Asked(NamedTuple):
    """Where a quote comes from that somebody is to judge: the draw's uid, and what is kept with a judgement of it."""

    draw: str
    probability: float
    mode: str
    blind: bool


def asked_for(database: Database) -> dict[tuple[str, str], Asked]:
    """What is open in all draws, by quote and coder; of several draws the newest."""
    rows = database.rows(
        "SELECT n.quote_id, d.coder, d.uid, n.rate, d.mode, d.blind FROM drawn AS n JOIN draws AS d "
        "ON d.number = n.draw WHERE n.state = 'open' ORDER BY d.number"
    )
    return {
        (row["quote_id"], row["coder"]): Asked(row["uid"], min(1.0, row["rate"]), row["mode"], bool(row["blind"]))
        for row in rows
    }


def mark_act(database: Database, act: str) -> None:
    """Say in the draws that the quotes of an act came from which of them are done."""
    for row in database.rows("SELECT DISTINCT draw, quote_id FROM judgements WHERE act = ?", act):
        mark(database, row["draw"], row["quote_id"])


def mark(database: Database, draw: str | None, quote_id: str) -> None:
    """Say in a draw whether a quote is done: whether its coder has judged it, or all its parts."""
    row = database.one("SELECT number, coder FROM draws WHERE uid = ?", draw)
    if row is not None:
        whole = splits.whole(database, quote_id)
        state = "open" if splits.unjudged(database, whole, row["coder"]) else "done"
        database.run("UPDATE drawn SET state = ? WHERE draw = ? AND quote_id = ?", state, row["number"], whole)


def mark_all(database: Database, quote_id: str) -> None:
    """Say it in every draw of a quote that was split or joined: parts are asked for, the whole no more."""
    rows = database.rows(
        "SELECT d.uid FROM draws AS d JOIN drawn AS n ON n.draw = d.number "
        "WHERE n.quote_id = ? AND n.state IN ('open', 'done')",
        splits.whole(database, quote_id),
    )
    for row in rows:
        mark(database, row["uid"], quote_id)
