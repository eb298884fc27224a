"""Which queue drew which quote, for whom and with which probability; and the next one that a person has to judge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from voc.errors import TableError
from voc.store import _log
from voc.store._database import Database
from voc.store.records import Draw, Drawn

_OPEN = (
    "SELECT d.number AS draw, d.mode, d.blind, n.quote_id, n.probability, CAST(n.position AS INTEGER) AS position "
    "FROM drawn AS n JOIN draws AS d ON d.number = n.draw JOIN quotes AS q ON q.quote_id = n.quote_id "
    "WHERE n.draw = ? AND n.state = 'open' AND q.absent IS NULL ORDER BY n.position LIMIT ?"
)
_SIZES = (
    "SELECT d.*, count(n.quote_id) AS size, coalesce(sum(n.state = 'done'), 0) AS done, "
    "coalesce(sum(n.state = 'skipped'), 0) AS skipped FROM draws AS d LEFT JOIN "
    "(drawn AS n JOIN quotes AS q ON q.quote_id = n.quote_id AND q.absent IS NULL) ON n.draw = d.number "
)


@dataclass(frozen=True)
class Draws:
    """The draws of a study."""

    _database: Database

    def add(
        self,
        coder: str,
        mode: str,
        drawn: Sequence[tuple[str, float | None]],
        *,
        seed: int | None = None,
        blind: bool = False,
        settings: Mapping[str, Any] | None = None,
        inclusion: Mapping[str, float] | None = None,
    ) -> int:
        """Keep a draw: quote ids and their probabilities, in the order to be shown; gives its number.

        ``inclusion``: with which probability each quote was drawn by now in any draw; it takes the place of what was
        said before, and stands beside every judgement of a drawn quote. Raises ``TableError`` for a quote that is not
        here or a probability outside (0, 1].
        """
        coder = _log.coder_name(coder)
        chances = [(name, chance) for name, chance in drawn if chance is not None]
        _check_chances((*chances, *(inclusion or {}).items()))
        with self._database.transaction():
            run = self._database.value("SELECT max(number) FROM runs")
            number = self._database.run(
                "INSERT INTO draws (uid, at, coder, mode, seed, blind, run, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(uuid4().hex, _log.now(self._database), coder, mode, seed, int(blind), run),
                json.dumps(dict(settings or {}), ensure_ascii=False, sort_keys=True),
            )
            self._database.many(
                "INSERT INTO drawn (draw, quote_id, position, probability) VALUES (?, ?, ?, ?)",
                [(number, name, place, chance) for place, (name, chance) in enumerate(drawn)],
            )
            strange = self._database.value(
                "SELECT quote_id FROM drawn WHERE draw = ? AND quote_id NOT IN (SELECT quote_id FROM quotes)", number
            )
            if strange is not None:
                raise TableError(f"no quote {strange!r} in this study; draw from its quotes")
            if inclusion is not None:
                self._include(inclusion)
        return number

    def next(self, coder: str) -> Drawn | None:
        """The next open quote of a person, of her newest draw that has one."""
        return next(iter(self.upcoming(coder, limit=1)), None)

    def upcoming(self, coder: str, limit: int = 5) -> tuple[Drawn, ...]:
        """The next open quotes of that draw, in its order."""
        for row in self._database.rows("SELECT number FROM draws WHERE coder = ? ORDER BY number DESC", coder):
            found = self._database.rows(_OPEN, row["number"], limit)
            if found:
                states = dict(
                    tuple(row)
                    for row in self._database.rows(
                        "SELECT state, count(*) FROM drawn WHERE draw = ? GROUP BY state", row["number"]
                    )
                )
                counts = {"done": states.get("done", 0), "left": states.get("open", 0)}
                return tuple(Drawn(**{**dict(one), "blind": bool(one["blind"])}, **counts) for one in found)
        return ()

    def skip(self, coder: str, draw: int, quote_id: str) -> None:
        """Put a quote of a draw aside."""
        self._set(coder, draw, quote_id, "skipped")

    def reopen(self, coder: str, draw: int, quote_id: str) -> None:
        """Take up again a quote that was put aside."""
        self._set(coder, draw, quote_id, "open")

    def _set(self, coder: str, draw: int, quote_id: str, state: str) -> None:
        with self._database.transaction():
            known = self._database.value(
                "SELECT 1 FROM drawn AS n JOIN draws AS d ON d.number = n.draw "
                "WHERE d.coder = ? AND n.draw = ? AND n.quote_id = ?",
                *(coder, draw, quote_id),
            )
            if known is None:
                raise TableError(f"quote {quote_id[:40]} is not in draw {draw} of {coder}")
            self._database.run(
                "UPDATE drawn SET state = ? WHERE draw = ? AND quote_id = ? AND state IN ('open', 'skipped')",
                *(state, draw, quote_id),
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

    def drawn(self, draw: int) -> tuple[tuple[str, float | None, str], ...]:
        """The quotes of a draw in their order: id, probability, and open, done or skipped."""
        rows = self._database.rows(
            "SELECT quote_id, probability, state FROM drawn WHERE draw = ? ORDER BY position", draw
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def inclusion(self) -> dict[str, float]:
        """With which probability each quote was drawn by now in any draw, where that was said."""
        return {row[0]: row[1] for row in self._database.rows("SELECT quote_id, probability FROM inclusion")}

    def set_inclusion(self, inclusion: Mapping[str, float]) -> None:
        """Say it anew for all quotes."""
        _check_chances(inclusion.items())
        with self._database.transaction():
            self._include(inclusion)

    def _include(self, inclusion: Mapping[str, float]) -> None:
        self._database.run("DELETE FROM inclusion")
        self._database.many("INSERT INTO inclusion (quote_id, probability) VALUES (?, ?)", inclusion.items())
        # A part was drawn with its whole.
        self._database.run(
            "WITH RECURSIVE part (quote_id, probability) AS (SELECT q.quote_id, i.probability FROM quotes AS q "
            "JOIN inclusion AS i ON i.quote_id = q.parent UNION ALL SELECT q.quote_id, p.probability FROM quotes AS q "
            "JOIN part AS p ON p.quote_id = q.parent) INSERT OR IGNORE INTO inclusion SELECT * FROM part"
        )


def _check_chances(chances: Iterable[tuple[str, float]]) -> None:
    for name, chance in chances:
        if not 0 < chance <= 1:
            raise TableError(f"quote {name}: drawn with probability {chance:g}; it is above 0 and at most 1")
