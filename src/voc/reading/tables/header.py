"""The header of a table: below titles, and of two or three rows where survey tools write it so."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from voc.reading.surveys.marks import import_id, is_kind

Row = tuple[str, ...]

SEARCH = 40
_QUALTRICS_DATES = ("startdate", "enddate", "recordeddate")
_RESPONDENT = (
    "respondent id", "respondentid", "respondent_id", "befragten-id", "id du répondant", "id del encuestado",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, what was asked where the tool says so apart, and where rows begin.

    ``ids`` is the row in which a tool says more of each column (see :mod:`voc.reading.surveys.marks`).
    """

    names: Row
    asked: Row
    end: int
    ids: Row = ()


def find_header(rows: Sequence[Row]) -> Header:
    """Find the header among the filled rows of a table."""
    top = _first(rows[:SEARCH])
    # Where each choice has a column, SurveyMonkey's questions fill so few cells that the kinds look like the header.
    top = next((index for index in range(top) if _is_kinds(rows[index], rows[index + 1])), top)
    names, below = rows[top], rows[top + 1 : top + 3]
    marks = next((index for index, row in enumerate(below) if _is_import_ids(row)), None)
    if marks is not None:
        # Qualtrics: names, what was asked, and a row of {"ImportId": …}.
        asked = _evened(below[0], names) if marks == 1 else ()
        return Header(names, asked, top + marks + 2, _evened(below[marks], names))
    if below and names[0] == "V1" and below[0][0].lower() == "responseid":
        # Qualtrics' format of old: V1 …, and the names below.
        return Header(_evened(below[0], names), (), top + 2)
    if below and _is_wording(names, below[0]):
        # Qualtrics again: somebody took the third row away.
        return Header(names, _evened(below[0], names), top + 2)
    if below and _is_kinds(names, below[0]):
        return Header(_joined(names, below[0]), (), top + 2, _evened(below[0], names))
    return Header(names, (), top + 1)


def _first(rows: Sequence[Row]) -> int:
    """The first row that fills 60 % of the usual width with words."""
    usual = statistics.median(sum(map(bool, row)) for row in rows)
    widest = max(sum(map(bool, row)) for row in rows)
    for index, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if row[0].startswith("#") and len(filled) < 2:
            continue
        words = sum(1 for cell in filled if re.search(r"[^\W\d]", cell) or cell == "#")
        if len(filled) >= max(0.6 * usual, 1) and len(filled) * 2 >= widest and words >= 0.6 * len(filled):
            return index
    return 0


def _is_import_ids(row: Row) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and 2 * sum(1 for cell in filled if import_id(cell)) > len(filled)


def _is_wording(names: Row, row: Row) -> bool:
    """A row of questions below Qualtrics' names: "Start Date" is no date."""
    dates = [cell for name, cell in zip(names, row, strict=False) if name.lower() in _QUALTRICS_DATES]
    return len(dates) > 1 and all(re.search(r"[^\W\d]", cell) and not re.search(r"\d", cell) for cell in dates)


def _is_kinds(names: Row, row: Row) -> bool:
    """A row that says kinds or options, and leaves the respondent's own columns empty."""
    if row[0] or not names[0]:
        return False
    options = [cell for name, cell in zip(names, _evened(row, names), strict=False) if not name]
    return any(map(is_kind, row)) or (names[0].lower() in _RESPONDENT and len(options) > 1 and all(options))


def _joined(names: Row, kinds: Row) -> Row:
    """Each column's question, which stands above its first column only, with its option."""
    joined = []
    question = ""
    for name, kind in zip(_evened(names, kinds), _evened(kinds, names), strict=True):
        question = name or question
        joined.append(question if not kind or is_kind(kind) else f"{question} — {kind}".removeprefix(" — "))
    return tuple(joined)


def _evened(row: Row, other: Row) -> Row:
    """A row, filled up to the width of another."""
    return (*row, *[""] * (len(other) - len(row)))


def unique(names: Sequence[str]) -> Row:
    """Name empty columns by their position and repeated ones with a count: position stays identity."""
    result: list[str] = []
    taken: set[str] = set()
    for position, name in enumerate(names, 1):
        base = found = name or f"column {position}"
        count = 2
        while found in taken:
            found = f"{base}__{count}"
            count += 1
        taken.add(found)
        result.append(found)
    return tuple(result)
