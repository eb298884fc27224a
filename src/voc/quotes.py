"""The quotes table: one row a quote, verbatim, with its place. Never changed after reading.

=============== ============================================================================================
column          meaning
=============== ============================================================================================
quote_id        stable id: hash of the passage's id and the offsets. A turn of a transcript is known by its file's
                bytes and its place; a survey answer, post or ticket by who says what, when and to which question,
                so that a longer export of the same data keeps the ids
text            verbatim, exactly ``passage.text[start:end]``
source          file, relative to the study
source_sha256   hash of the file's bytes
source_kind     interview · survey · social · review · ticket · note · other
locator         the place of the passage in the file, as a person would say it ("row 14, column 'Why?'")
start, end      where in that passage: Unicode code points, end exclusive
participant     pseudonym (P001 …); one person has one in a study
role            participant · interviewer · agent · staff
question        the survey question or the interviewer's words that the quote answers
channel         how it came in, where the source says so
timestamp       UTC, where the source says so
lang            ISO 639-1 code, where known
excluded        why the row is not evidence; missing for evidence
copies          how often the same words came again (reposts, duplicates) and were not counted; missing where the
                row is no evidence
wave            the wave of the study that it belongs to, by ``[[wave]]`` in ``study.toml``
=============== ============================================================================================

Unknown is missing, never ``""`` or 0. Rows that are not evidence stay in the table with their reason, so that
read = kept + excluded can be counted by anyone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal, get_args

import pandas as pd

from voc.errors import TableError

Role = Literal["participant", "interviewer", "agent", "staff"]
Kind = Literal["interview", "survey", "social", "review", "ticket", "note", "other"]
ROLES: tuple[str, ...] = get_args(Role)
KINDS: tuple[str, ...] = get_args(Kind)

DTYPES: dict[str, str] = {
    "quote_id": "str",
    "text": "str",
    "source": "str",
    "source_sha256": "str",
    "source_kind": "str",
    "locator": "str",
    "start": "Int64",
    "end": "Int64",
    "participant": "str",
    "role": "str",
    "question": "str",
    "channel": "str",
    "timestamp": "datetime64[ns, UTC]",
    "lang": "str",
    "excluded": "str",
    "copies": "Int64",
    "wave": "str",
}
COLUMNS = tuple(DTYPES)
# A table made by an earlier version has none.
_OPTIONAL = ("copies", "wave")


@dataclass(frozen=True, slots=True)
class Coding:
    """A code that a person put on words: a half-open range of the passage's text, in code points.

    ``code`` is the path in the code tree, its parts joined by " / "; ``by`` is the coder. One that goes over several
    passages has a part in each, all with the same ``key``.
    """

    start: int
    end: int
    code: str
    by: str
    memo: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the business that is no quote: so many sessions of a page, so many clicks on a button.

    ``step`` is what it was counted for, as the tool calls it (a page, an event, a step of a funnel); ``unit`` is
    "count", "share" (0 … 1), "seconds", a currency, or missing; ``period`` is what the tool says of the time;
    ``funnel`` is "open" where people can enter at any step, "closed" where all come by the step before.
    """

    step: str
    metric: str
    value: float
    locator: str
    unit: str | None = None
    period: str | None = None
    segment: str | None = None
    funnel: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What a reader yields: one answer, turn, post or ticket with its place, before it is cut into quotes.

    ``speaker`` is the identifier that the source uses; pseudonyms are given later. ``text`` may be empty:
    then the passage only says that this person was asked, or carries her ``attributes``. ``key`` is what the tool
    itself calls the record (a response's, post's or ticket's id; a document's name in a coded project): by it a longer
    export of the same data is known. ``known_as`` are names of hers that stand beside the identifier.
    """

    text: str
    locator: str
    speaker: str | None = None
    role: Role = "participant"
    question: str | None = None
    channel: str | None = None
    timestamp: datetime | None = None
    lang: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    excluded: str | None = None
    key: str | None = None
    codings: tuple[Coding, ...] = ()
    known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One row of the quotes table as a typed record; missing is ``None``."""

    quote_id: str
    text: str
    source: str
    source_sha256: str
    source_kind: str
    locator: str
    start: int
    end: int
    participant: str | None
    role: str
    question: str | None
    lang: str | None = None
    wave: str | None = None


def records(quotes: pd.DataFrame) -> list[Quote]:
    """The rows of a quotes table as records, in order."""
    names = [item.name for item in fields(Quote)]
    table = quotes.reindex(columns=names).astype(object)
    rows = table.where(table.notna(), None).to_dict("records")
    return [Quote(**{str(name): value for name, value in row.items()}) for row in rows]


def quote_id(passage: str, start: int, end: int) -> str:
    """Give the id of a quote: 16 hex digits that depend only on its passage's id and its place in it.

    >>> quote_id("ab", 0, 5) == quote_id("ab", 0, 5) != quote_id("ab", 0, 6)
    True
    """
    key = "\x1f".join((passage, str(start), str(end)))
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a quotes table with all columns and types from any rows; absent values are missing."""
    return _typed(pd.DataFrame(list(rows), columns=list(COLUMNS)))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give every column its type; a table that went through a file holds only text."""
    # A moment that cannot be read is missing, not a fault: it is context, no evidence.
    moments = pd.to_datetime(table["timestamp"], utc=True, format="ISO8601", errors="coerce")
    numbers = {name: pd.to_numeric(table[name]).astype("Int64") for name in ("start", "end", "copies")}
    words = {name: kind for name, kind in DTYPES.items() if kind == "str"}
    return table.astype(words).assign(timestamp=moments.astype("datetime64[ns, UTC]"), **numbers)


def complete(table: pd.DataFrame, *, where: str = "the table") -> pd.DataFrame:
    """Make a quotes table of any table with a ``text`` column; what it lacks is made up or left missing.

    Rows without a ``quote_id`` get one from their text and position; rows without a ``participant`` stay
    without one; rows without words are excluded. Raises ``TableError`` without a text column, or where two rows
    share an id.
    """
    if "text" not in table.columns:
        raise TableError(
            f"{where}: no column named 'text'; it has {', '.join(map(str, table.columns))}. Rename the column"
        )
    given = table.reindex(columns=list(COLUMNS)).astype(object)
    given = given.where(given.notna(), None)
    rows = [
        _completed({str(name): value for name, value in row.items()}, number, where)
        for number, row in enumerate(given.to_dict("records"), 1)
    ]
    seen: set[str] = set()
    for row in rows:
        if row["quote_id"] in seen:
            raise TableError(f"{where}: quote_id {row['quote_id']!r} stands in two rows; each quote needs its own")
        seen.add(row["quote_id"])
    return frame(rows)


def _completed(row: dict[str, Any], number: int, where: str) -> dict[str, Any]:
    """Fill what one row lacks."""
    text = "" if row["text"] is None else str(row["text"])
    made = {
        "source": where,
        "role": "participant",
        "source_kind": "other",
        "locator": f"row {number}",
        "start": 0,
        "end": len(text),
        "excluded": None if text.strip() else "no words",
    }
    if str(row["excluded"]).strip().lower() in ("false", "0", ""):
        row["excluded"] = None
    if not str(row["start"]).isdigit() or not str(row["end"]).isdigit():
        # Times of a recording, say: then the whole text is the quote.
        row["start"] = row["end"] = None
    row |= {name: value for name, value in made.items() if row[name] is None} | {"text": text}
    if row["role"] not in ROLES:
        raise TableError(f"{where}, row {number}: role {row['role']!r}; there are: {', '.join(ROLES)}")
    if row["quote_id"] is None:
        content = hashlib.sha256(f"{text}\x1f{row['locator']}".encode()).hexdigest()
        row["quote_id"] = quote_id(content, int(row["start"]), int(row["end"]))
    return row


def check(table: pd.DataFrame, *, where: str = "quotes") -> pd.DataFrame:
    """Give the table with its types if it is one; raise ``TableError`` that names what is wrong."""
    lacking = [name for name in COLUMNS if name not in table.columns and name not in _OPTIONAL]
    if lacking:
        raise TableError(f"{where}: no column named {lacking[0]!r}; make the table with voc read")
    twice = table["quote_id"][table["quote_id"].duplicated()]
    if len(twice):
        raise TableError(f"{where}: quote_id {twice.iloc[0]!r} stands in two rows; each quote needs its own")
    return _typed(table.reindex(columns=list(COLUMNS)))


def evidence(quotes: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows that count: not excluded, said by a participant or by staff (for the internal lanes)."""
    return quotes[quotes["excluded"].isna() & quotes["role"].isin(["participant", "staff"])]
