"""Quotes that were split: their parts are quotes of their own, and the whole one is no evidence any more.

A part's text is the parent's ``text[start:end]``, so it stands verbatim in the source at the parent's start plus its
own. A split is an answer like others (kind "split", one answer a part), can be undone, and is for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from voc.errors import TableError
from voc.quotes import quote_id as made_id
from voc.store._checks import CONTENT
from voc.store._database import Database, Row

if TYPE_CHECKING:
    import pandas as pd

KIND = "split"
WHY = "split by a coder"
SPLIT, JOINED = "split", "joined again"
Spans = tuple[tuple[int, int], ...]


def spans(text: str, cuts: Sequence[int]) -> Spans:
    """The parts between cuts, without the blanks at their ends; raises ``TableError`` where fewer than two have words.

    >>> spans("Late. Rude, too.", [5])
    ((0, 5), (6, 16))
    """
    edges = [0, *sorted(set(cuts)), len(text)]
    if not cuts or edges[1] <= 0 or edges[-2] >= len(text):
        raise TableError(f"a quote of {len(text)} signs is cut between 1 and {len(text) - 1}, not at {list(cuts)}")
    parts = [_trimmed(text, start, end) for start, end in pairwise(edges)]
    if any(start >= end for start, end in parts):
        raise TableError("a part of the quote would have no words; cut it elsewhere")
    return tuple(parts)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def standing(database: Database) -> dict[str, Spans]:
    """The parts of every quote that is split now, by the id of the whole."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in database.rows(
        'SELECT s.quote_id, a."start", a."end" FROM standing AS s JOIN answers AS a ON a.judgement = s.judgement '
        "WHERE s.kind = ? AND s.counts = 1 ORDER BY s.quote_id, a.position",
        KIND,
    ):
        found.setdefault(row[0], []).append((row[1], row[2]))
    return {name: tuple(parts) for name, parts in found.items()}


def whole(database: Database, quote_id: str) -> str:
    """The quote as it was read that a part is of; itself where it is whole."""
    while (parent := database.value("SELECT parent FROM quotes WHERE quote_id = ?", quote_id)) is not None:
        quote_id = parent
    return quote_id


def wholes(database: Database) -> dict[str, str]:
    """The quote as it was read that each part is of, by the part's id."""
    above = {row[0]: row[1] for row in database.rows("SELECT quote_id, parent FROM quotes WHERE parent IS NOT NULL")}
    return {name: _top(name, above) for name in above}


def _top(name: str, above: Mapping[str, str]) -> str:
    while name in above:
        name = above[name]
    return name


def unjudged(database: Database, quote_id: str, coder: str | None) -> list[str]:
    """The parts of a quote (itself, where it is whole) that nobody has judged; where a coder is named, not she."""
    rows = database.rows(
        "WITH RECURSIVE part (quote_id, absent, place, part) AS ("
        "SELECT quote_id, absent, place, part FROM quotes WHERE quote_id = ?1 UNION ALL "
        "SELECT q.quote_id, q.absent, q.place, q.part FROM quotes AS q JOIN part AS p ON q.parent = p.quote_id) "
        "SELECT quote_id FROM part WHERE absent IS NULL AND NOT EXISTS (SELECT 1 FROM standing AS s "
        "WHERE s.quote_id = part.quote_id AND s.coder = coalesce(?2, s.coder) "
        f"AND s.{CONTENT}) ORDER BY place, part",
        *(quote_id, coder),
    )
    return [row[0] for row in rows]


def settle(database: Database, quote_ids: Iterable[str]) -> None:
    """Make what the log says of splits so in the table of quotes."""
    split = standing(database)
    for name in quote_ids:
        row = database.one("SELECT * FROM quotes WHERE quote_id = ?", name)
        if row is not None:
            _settle(database, row, split)


def _settle(database: Database, quote: Row, split: Mapping[str, Spans]) -> None:
    here = quote["absent"] in (None, SPLIT)
    parts = split.get(quote["quote_id"], ()) if here else ()
    wanted = {made_id(quote["quote_id"], start, end): (start, end) for start, end in parts}
    known = {row["quote_id"] for row in _children(database, quote)}
    for name, (start, end) in wanted.items():
        if name not in known:
            _add(database, quote, name, start, end)
    if here:
        database.run("UPDATE quotes SET absent = ? WHERE id = ?", SPLIT if parts else None, quote["id"])
    for child in _children(database, quote):
        stays = child["quote_id"] in wanted
        absent = (child["absent"] if child["absent"] == SPLIT else None) if stays else JOINED
        database.run("UPDATE quotes SET absent = ?, place = ? WHERE id = ?", absent, quote["place"], child["id"])
        settled = database.one("SELECT * FROM quotes WHERE id = ?", child["id"])
        if settled is not None:
            _settle(database, settled, split)


def _children(database: Database, quote: Row) -> list[Row]:
    return database.rows("SELECT * FROM quotes WHERE parent = ?", quote["quote_id"])


def _add(database: Database, quote: Row, name: str, start: int, end: int) -> None:
    begin = (quote["start"] or 0) + start
    own = {
        "parent": quote["quote_id"],
        "absent": None,
        "part": quote["part"] + start + 1,
        "quote_id": name,
        "text": quote["text"][start:end],
        "start": begin,
        "end": begin + end - start,
    }
    row = {key: quote[key] for key in quote.keys() if key != "id"} | own  # noqa: SIM118
    columns = ", ".join(f'"{key}"' for key in row)
    number = database.run(
        f"INSERT INTO quotes ({columns}) VALUES ({', '.join('?' * len(row))})",
        *row.values(),
    )
    database.run("INSERT INTO quotes_fts (rowid, text) VALUES (?, ?)", number, row["text"])


def applied(quotes: pd.DataFrame, split: Mapping[str, Spans]) -> pd.DataFrame:
    """A quotes table as it was read, with the splits: each whole quote excluded, its parts behind it."""
    if not split or not set(split) & set(quotes["quote_id"]):
        return quotes
    import pandas as pd

    from voc.quotes import COLUMNS, frame

    table = quotes.astype(object).where(quotes.notna(), None)
    rows: list[dict[str, object]] = []
    for row in table.to_dict("records"):
        rows += _with_parts({str(key): value for key, value in row.items()}, split)
    extra = {name: [row.get(name) for row in rows] for name in quotes.columns if name not in COLUMNS}
    made = frame({name: row[name] for name in COLUMNS} for row in rows)
    return pd.concat([made, pd.DataFrame(extra, index=made.index)], axis=1) if extra else made


def _with_parts(row: dict[str, object], split: Mapping[str, Spans]) -> list[dict[str, object]]:
    parts = split.get(str(row["quote_id"]))
    if not parts:
        return [row]
    text, begin = str(row["text"]), int(str(row["start"] or 0))
    made = [row | {"excluded": row["excluded"] or WHY, "copies": None}]
    for start, end in parts:
        part = row | {
            "quote_id": made_id(str(row["quote_id"]), start, end),
            "text": text[start:end],
            "start": begin + start,
            "end": begin + end,
        }
        made += _with_parts(part, split)
    return made


def moved(codings: pd.DataFrame, split: Mapping[str, Spans]) -> pd.DataFrame:
    """Codings of whole quotes on the parts that they lie on; a coding of no words in particular is of every part."""
    whole = codings["quote_id"].isin(list(split))
    if not whole.any():
        return codings
    import pandas as pd

    from voc.tags import frame

    rows = [
        part
        for row in codings[whole].astype(object).where(codings[whole].notna(), None).to_dict("records")
        for part in _on_parts({str(key): value for key, value in row.items()}, split)
    ]
    return pd.concat([codings[~whole], frame(rows)], ignore_index=True)


def _on_parts(row: dict[str, object], split: Mapping[str, Spans]) -> list[dict[str, object]]:
    name = str(row["quote_id"])
    if name not in split:
        return [row]
    first, last = row["start"], row["end"]
    found = []
    for start, end in split[name]:
        part = row | {"quote_id": made_id(name, start, end)}
        if isinstance(first, int) and isinstance(last, int):
            if last <= start or first >= end:
                continue
            part |= {"start": max(first, start) - start, "end": min(last, end) - start}
        found += _on_parts(part, split)
    return found
