"""The quotes of a study: one with its context, tables of them by filter, and the whole as a quotes table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voc.errors import TableError
from voc.quotes import COLUMNS
from voc.store import _checks, _filters, _read, _standing
from voc.store import splits as _splits
from voc.store._database import Database, Row
from voc.store._order import order
from voc.store.records import Filter, Page, Quote, View
from voc.store.records import Row as TableRow

if TYPE_CHECKING:
    import pandas as pd

# In these the turns around a quote are its context; elsewhere the neighbours are other people's.
_SPOKEN = ("interview", "note", "other")
_CHOICES = ("source", "source_kind", "participant", "question", "lang", "role", "channel", "wave")
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)


@dataclass(frozen=True)
class Quotes:
    """The quotes, as they were read and as people split them."""

    _database: Database

    def get(self, quote_id: str) -> Quote | None:
        """A quote, be it part of the study now or not; ``None`` where there is none of this id."""
        row = self._row(quote_id)
        return None if row is None else _read.quotes(self._database, [row])[0]

    def view(self, quote_id: str, *, coder: str, blind: bool = False, around: int = 2) -> View:
        """A quote with ``around`` quotes before and after it, its tags, and what people say of it.

        Raises ``TableError`` where there is no such quote.
        """
        row = self._row(quote_id)
        if row is None:
            raise TableError(f"no quote {quote_id[:40]!r} in this study; was it made of another one?")
        given = _read.given(self._database, "s.quote_id = ?", quote_id)[quote_id]
        mine = {one.kind: one for one in given if one.coder == coder and one.role == "coder"}
        marks = {kind: mine[kind].answers for kind in _checks.MARKS if kind in mine and mine[kind].answers}
        memo = marks.get(_checks.MEMO)
        (quote,) = _read.quotes(self._database, [row])
        return View(
            quote=quote,
            before=self._around(row, around, before=True),
            after=self._around(row, around, before=False),
            tags=() if blind else _read.tags(self._database, self._run(), [quote_id]).get(quote_id, ()),
            mine=mine,
            others=() if blind else tuple(one for one in given if mine.get(one.kind) != one),
            starred=_checks.STAR in marks,
            memo=None if memo is None else memo[0].label,
            offtopic=_checks.OFFTOPIC in marks,
            revision=_standing.revision(self._database, quote_id, coder),
            everyone=_standing.revision(self._database, quote_id, None),
        )

    def _around(self, row: Row, most: int, *, before: bool) -> tuple[Quote, ...]:
        """What was said before or after in the same source; by the same person where each row is another's."""
        spoken = row["source_kind"] in _SPOKEN
        if not spoken and row["participant"] is None:
            return ()
        # "+": found by the person, for a survey is one source of very many.
        where = "source = ?" if spoken else "+source = ? AND participant = ?"
        order, sign = ("DESC", "<") if before else ("ASC", ">")
        rows = self._database.rows(
            f"SELECT * FROM quotes WHERE {where} AND absent IS NULL AND (place, part, id) {sign} (?, ?, ?) "
            f"ORDER BY place {order}, part {order}, id {order} LIMIT ?",
            *(row["source"], *(() if spoken else (row["participant"],))),
            *(row["place"], row["part"], row["id"], most),
        )
        return tuple(_read.quotes(self._database, rows[::-1] if before else rows))

    def ordered(
        self, asked: Filter, sort: str, *, coder: str | None, start: int = 0, limit: int = 50
    ) -> tuple[TableRow, ...]:
        """Quotes in another order (:mod:`voc.store._order`), from the place ``start``; at most 1,000.

        Rows hold what everybody said, and the revision of ``coder``.
        """
        where, values = self._where(asked)
        by = order(sort, asked.text, self._run())
        rows = self._database.rows(
            f"SELECT q.* FROM quotes AS q {by.join} WHERE {where} ORDER BY {by.by} LIMIT ? OFFSET ?",
            *(*by.joined, *values, *by.values, min(max(limit, 1), 1000), max(start, 0)),
        )
        return tuple(self._table(rows, None, revision_of=coder))

    def page(self, asked: Filter | None = None, *, after: str | None = None, limit: int = 50) -> Page:
        """Quotes in the order of the study; ``after`` is the ``next`` of the page before. At most 1,000 a page."""
        asked, most = asked or Filter(), min(max(limit, 1), 1000)
        where, values = self._where(asked)
        if after is not None:
            where += " AND (q.place, q.part, q.id) > (?, ?, ?)"
            values = (*values, *_cursor(after))
        rows = self._database.rows(
            f"SELECT q.* FROM quotes AS q WHERE {where} ORDER BY q.place, q.part, q.id LIMIT ?",
            *(*values, most + 1),
        )
        last = rows[most - 1] if len(rows) > most else None
        return Page(
            tuple(self._table(rows[:most], asked.coder)),
            None if last is None else f"{last['place']}-{last['part']}-{last['id']}",
        )

    def count(self, asked: Filter | None = None) -> int:
        """How many quotes a filter lets through."""
        where, values = self._where(asked or Filter())
        return int(self._database.value(f"SELECT count(*) FROM quotes AS q WHERE {where}", *values))

    def _where(self, asked: Filter) -> tuple[str, tuple[object, ...]]:
        found = list(_filters.conditions(asked, self._run()))
        return " AND ".join(f"({sql})" for sql, _ in found), tuple(value for _, values in found for value in values)

    def _table(self, rows: Sequence[Row], coder: str | None, *, revision_of: str | None = None) -> list[TableRow]:
        names = [row["quote_id"] for row in rows]
        tags = _read.tags(self._database, self._run(), names)
        who = "AND s.coder = ?" if coder is not None else ""
        given = _read.given(
            self._database,
            f"s.quote_id IN (SELECT value FROM json_each(?)) {who}",
            *(_read.these(names), *((coder,) if coder is not None else ())),
        )
        return [
            TableRow(
                quote,
                tags.get(quote.quote_id, ()),
                tuple(given[quote.quote_id]),
                _standing.revision(self._database, quote.quote_id, revision_of or coder),
            )
            for quote in _read.quotes(self._database, rows)
        ]

    def sources(self) -> list[str]:
        """The files that quotes are of, in alphabetical order."""
        return [row[0] for row in self._database.rows("SELECT DISTINCT source FROM quotes ORDER BY source")]

    def participants(self) -> int:
        """How many people said something."""
        return int(self._database.value("SELECT count(DISTINCT participant) FROM quotes"))

    def choices(self) -> dict[str, list[str]]:
        """The values that filters may ask for, by column, in alphabetical order."""
        found: dict[str, set[str]] = {name: set() for name in _CHOICES}
        # Two passes: sources and questions go together, people would multiply them.
        for columns in (tuple(name for name in _CHOICES if name != "participant"), ("participant",)):
            for row in self._database.rows(f"SELECT DISTINCT {', '.join(columns)} FROM quotes WHERE absent IS NULL"):
                for name in columns:
                    if row[name] is not None:
                        found[name].add(row[name])
        return {name: sorted(values) for name, values in found.items()}

    def frame(self) -> pd.DataFrame:
        """The quotes table (:mod:`voc.quotes`): split quotes are excluded, their parts stand behind them."""
        import pandas as pd

        from voc.quotes import check

        rows = self._database.rows(
            f"SELECT {_NAMES}, absent FROM quotes WHERE absent IS NULL OR absent = 'split' ORDER BY place, part, id"
        )
        table = pd.DataFrame([tuple(row) for row in rows], columns=[*COLUMNS, "absent"], dtype=object)
        split = table["absent"] == _splits.SPLIT
        table.loc[split & table["excluded"].isna(), "excluded"] = _splits.WHY
        table.loc[split, "copies"] = None
        return check(table[list(COLUMNS)], where=self._database.path.name)

    def splits(self) -> dict[str, _splits.Spans]:
        """The parts of every quote that is split now: offsets in its text, by its id."""
        return _splits.standing(self._database)

    def _row(self, quote_id: str) -> Row | None:
        return self._database.one("SELECT * FROM quotes WHERE quote_id = ?", quote_id)

    def _run(self) -> int | None:
        found: int | None = self._database.value("SELECT max(number) FROM runs")
        return found


def _cursor(word: str) -> tuple[int, ...]:
    """Where a page ended; raises ``TableError`` for what no page gave."""
    parts = word.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        raise TableError(f"{word[:40]!r} is no place in a table; leave it out to begin anew")
    return tuple(int(part) for part in parts)
