"""Rows of a file of reviews as answers: one group for each quote, kind and person, checked row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from voc.codebook import Codebook
from voc.errors import TableError
from voc.store import _checks, _log, splits
from voc.store.records import Answer, Role
from voc.tags import SINGLE_KINDS

HUMAN = "human:"
Cells = Mapping[str, str | None]
Key = tuple[str, str, str, Role]
# A spreadsheet takes these for the beginning of a formula; those of East Asia the wide forms, too (OWASP).
_ACTIVE = frozenset("=+-@\t\r\n＝＋－＠")
_NEEDED = ("quote_id", "kind", "label", "by")


@dataclass(frozen=True, slots=True)
class Group:
    """What a file says that one person answered; ``answers`` missing: the answer was taken out of the file.

    ``row`` is the first of its rows, as a spreadsheet counts; ``uid`` the judgement that it was exported from.
    ``asked``: it stands in the workbook's sheet to fill in, which asks for what was drawn.
    """

    key: Key
    answers: tuple[Answer, ...] | None
    row: int
    uid: str | None = None
    at: str | None = None
    probability: float | None = None
    mode: str | None = None
    blind: bool = False
    asked: bool = False


@dataclass
class Read:
    """The groups of a file, what is wrong with its rows, and how many are by machines."""

    groups: dict[Key, Group] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    machine: int = 0


def escaped(cell: object) -> object:
    """Keep a spreadsheet from running a text as a formula: a quote mark in front, which :func:`bare` takes away again.

    >>> escaped("=1+1"), escaped("'=1+1"), escaped("it's"), bare(escaped("'=1+1"))
    ("'=1+1", "''=1+1", "it's", "'=1+1")
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'")[:1] in _ACTIVE and cell else cell


def bare(cell: object) -> str | None:
    """The text of a cell as it was before :func:`escaped`; a blank one is missing."""
    if cell is None or not str(cell).strip():
        return None
    text = str(cell)
    return text[1:] if text.startswith("'") and text.lstrip("'")[:1] in _ACTIVE else text


def read(rows: Sequence[Cells], book: Codebook | None, where: str) -> Read:
    """Group the rows of a table of reviews; raises ``TableError`` for a table that is none."""
    lacking = [name for name in _NEEDED if rows and name not in rows[0]]
    if lacking:
        raise TableError(f"{where}: no column named {lacking[0]!r}; a table of reviews has {', '.join(_NEEDED)} …")
    found = Read()
    for place, row in enumerate(rows, 2):
        by = row["by"] or ""
        if not any(row.values()):
            continue
        if not by.startswith(HUMAN):
            found.machine += 1
            continue
        try:
            _add(found, _one(row, place, book))
        except TableError as error:
            found.faults.append(f"{where}, row {place}: {error}")
    return found


def _add(found: Read, one: Group) -> None:
    before = found.groups.get(one.key)
    if before is None or before.answers is None or one.key[1] in SINGLE_KINDS:
        # Of a kind that has one label the last row counts.
        found.groups[one.key] = one
    else:
        found.groups[one.key] = replace(before, answers=(*before.answers, *(one.answers or ())))


def _one(row: Cells, place: int, book: Codebook | None) -> Group:
    """One row as a group of its own."""
    quote_id, kind, label = row["quote_id"], row["kind"], row["label"]
    role = row.get("role") or "coder"
    if quote_id is None or kind is None:
        raise TableError(f"no {'quote_id' if quote_id is None else 'kind'} in it")
    if role not in ("coder", "adjudicator"):
        raise TableError(f"role {role!r}; there are: adjudicator, coder")
    answer = Answer(label, number(row, "value"), _whole(row, "start"), _whole(row, "end"), row.get("reason"))
    said = label is not None or (kind == splits.KIND and answer.start is not None)
    if label is not None:
        _checks.checked({kind: [replace(answer, start=None, end=None)]}, "", book, f"quote {quote_id}")
    elif kind != splits.KIND:
        _checks.checked({kind: ()}, "", book, f"quote {quote_id}")
    coder = _log.coder_name((row["by"] or "").removeprefix(HUMAN))
    return Group(
        (quote_id, kind, coder, "adjudicator" if role == "adjudicator" else "coder"),
        (answer,) if said else (),
        place,
        row.get("judgement"),
        _time(row.get("at")),
        _chance(row),
        row.get("mode"),
        row.get("blind") == "1",
    )


def number(row: Cells, name: str) -> float | None:
    """The number in a cell, with a point or a comma; raises ``TableError`` for what is none."""
    cell = row.get(name)
    try:
        return None if cell is None else float(cell.replace("−", "-").replace(",", "."))
    except ValueError:
        raise TableError(f"{cell!r} under {name} is no number") from None


def _whole(row: Cells, name: str) -> int | None:
    found = number(row, name)
    if found is not None and not found.is_integer():
        raise TableError(f"{row[name]!r} under {name} is no whole number")
    return None if found is None else int(found)


def _chance(row: Cells) -> float | None:
    chance = number(row, "probability")
    if chance is not None and not 0 < chance <= 1:
        raise TableError(f"a probability of {chance:g}; what was reviewed was drawn with one above 0 and at most 1")
    return chance


def _time(cell: str | None) -> str | None:
    """A time as the log has it, in UTC where it does not say; raises ``TableError`` for what is none."""
    if cell is None:
        return None
    try:
        time = datetime.fromisoformat(cell)
    except ValueError:
        raise TableError(f"{cell!r} under at is no time like 2026-01-31T12:00:00+00:00") from None
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time.isoformat(timespec="microseconds")


def misplaced(group: Group, text: str) -> str | None:
    """What is wrong with the words that answers mean, as places in the quote's text; ``None`` if nothing is."""
    places = [(one.start, one.end) for one in group.answers or ()]
    for start, end in places:
        if (start is None) != (end is None) or (start is not None and not 0 <= start < (end or 0) <= len(text)):
            return f"signs {start} to {end} are not in the text of quote {group.key[0]}, which has {len(text)}"
    if group.key[1] == splits.KIND:
        spans = [(start, end) for start, end in places if start is not None and end is not None]
        cuts = [start for start, _ in spans[1:]]
        if len(spans) < 2 or tuple(spans) != splits.spans(text, cuts):
            return f"quote {group.key[0]} cannot be split at {cuts}: its parts have to be all of it"
    return None
