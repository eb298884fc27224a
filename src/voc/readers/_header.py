"""The header of a table: below titles, and of two or three rows where survey tools write it so."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[str, ...]

SEARCH = 40
_IMPORT_ID = re.compile(r'^\{"+ImportId"+:', re.IGNORECASE)
_IMPORT_VALUE = re.compile(r'"+ImportId"+\s*:\s*"+([^"]*)"+', re.IGNORECASE)
# SurveyMonkey writes below each question what kind of answer its column holds, or the option.
_KINDS = ("response", "open-ended response")


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, what was asked and the tool's own ids where it says so apart, and where rows begin."""

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
        ids = tuple(_import_id(cell) for cell in below[marks])
        return Header(names, _evened(below[0], names) if marks == 1 else (), top + marks + 2, ids)
    if below and names[0] == "V1" and below[0][0].lower() == "responseid":
        # Qualtrics' format of old: V1 …, and the names below.
        return Header(_evened(below[0], names), (), top + 2)
    if below and _is_kinds(names, below[0]):
        return Header(_joined(names, below[0]), (), top + 2)
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
    return bool(filled) and 2 * sum(1 for cell in filled if _IMPORT_ID.match(cell)) > len(filled)


def _import_id(cell: str) -> str:
    """The value of ``{"ImportId": …}``; older files double the quotation marks."""
    found = _IMPORT_VALUE.search(cell)
    return found[1] if found else ""


def _is_kinds(names: Row, row: Row) -> bool:
    """A row that says kinds and leaves the respondent's own columns empty."""
    kinds = sum(cell.lower() in _KINDS for cell in row)
    return kinds > 0 and not row[0] and bool(names[0])


def _joined(names: Row, kinds: Row) -> Row:
    """Each column's question, which stands above its first column only, with its option."""
    joined = []
    question = ""
    for name, kind in zip(_evened(names, kinds), _evened(kinds, names), strict=True):
        question = name or question
        joined.append(question if not kind or kind.lower() in _KINDS else f"{question} — {kind}".removeprefix(" — "))
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
