"""What the columns of answers to an XLSForm hold, with the form beside them or without.

Headers are paths: groups before a question, options behind it. Options have a column each ("channels/app": 1), beside
one of the question that holds all that were chosen ("app shop").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voc.reading.surveys.fields import Field, closed
from voc.reading.surveys.xlsform import Form
from voc.reading.tables.table import Table

_TICKS = frozenset(("0", "1", "true", "false"))
_CODE = re.compile(r"[\w.-]{1,40}")
# A list of choices is short, and each is taken again and again.
_MOST_CODES, _AGAIN = 40, 3
_FEW = 3
# What stands beside a place or a file: its parts, its address.
_PARTS = re.compile(r"(.*/)?_?(?P<name>.+)[-_/](latitude|longitude|altitude|accuracy|precision|url)", re.IGNORECASE)
_PLACE = re.compile(r"-?\d+(\.\d+)? -?\d+(\.\d+)?( -?\d+(\.\d+)?){0,2}(;.*)?", re.DOTALL)


@dataclass(frozen=True)
class Columns:
    """What the columns of a table hold, by position, and which of them are no answers."""

    fields: Mapping[int, Field]
    aside: frozenset[int]


def columns(table: Table, among: Sequence[int], form: Form | None) -> Columns:
    """Tell what the columns hold that the layout does not name."""
    known = {index: found for index in among if form and (found := form.find(table.header[index]))}
    ticks = _ticks(table, among)
    parents = {_parent(table.header[index]) for index in ticks}
    places = {match["name"].casefold() for name in table.header if (match := _PARTS.fullmatch(name))}
    fields: dict[int, Field] = {}
    aside = set()
    for index in among:
        name = table.header[index]
        if index in ticks:
            fields[index] = _tick(table, name, known)
        elif name in parents or _PARTS.fullmatch(name) or name.rpartition("/")[2].casefold() in places:
            # Of a question whose options have columns of their own, these say the same.
            aside.add(index)
        elif table.column(index) and all(map(_PLACE.fullmatch, table.column(index))):
            aside.add(index)
        else:
            asked = short(name, table.header)
            fields[index] = known.get(index) or _codes(asked, table.column(index)) or Field(asked)
    aside |= {index for index, one in fields.items() if one.left_out}
    return Columns({index: one for index, one in fields.items() if index not in aside}, frozenset(aside))


def _parent(name: str) -> str:
    return name.rpartition("/")[0]


def _ticks(table: Table, among: Sequence[int]) -> frozenset[int]:
    """The columns of single options: under one question, and filled with 0 and 1 only."""
    found: dict[str, list[int]] = {}
    for index in among:
        name = table.header[index]
        if "/" in name and all(cell.casefold() in _TICKS for cell in table.column(index)):
            found.setdefault(_parent(name), []).append(index)
    several = [group for name, group in found.items() if name in table.header or len(group) >= _FEW]
    return frozenset(index for group in several for index in group)


def _tick(table: Table, name: str, known: Mapping[int, Field]) -> Field:
    """One option of a question, in the question's and the option's words."""
    parent, _, option = name.rpartition("/")
    at = table.header.index(parent) if parent in table.header else None
    question = known.get(at) if at is not None else None
    if question is None:
        return Field(f"{short(parent, table.header)} — {option}")
    return Field(f"{question.question} — {question.levels.get(option, option)}")


def short(name: str, header: Sequence[str]) -> str:
    """A question without the groups that it stands in: what several columns have before the last "/" or "-".

    >>> short("visit/why", ["visit/why", "visit/when"]), short("and/or?", ["and/or?", "other"])
    ('why', 'and/or?')
    """
    for sign in "/-":
        group, _, last = name.rpartition(sign)
        if group and last and sum(other.startswith(group + sign) for other in header) > 1:
            return last
    return name


def _codes(asked: str, cells: Sequence[str]) -> Field | None:
    """A question with several answers, if the cells hold few codes that come again and again, parted by blanks."""
    if not any(" " in cell for cell in cells) or any(
        not _CODE.fullmatch(part) for cell in cells for part in cell.split()
    ):
        return None
    counts = Counter(part for cell in cells for part in cell.split())
    # No one chooses the same twice; people do use the same word twice.
    twice = any(len(set(cell.split())) < len(cell.split()) for cell in cells)
    if twice or len(counts) > _MOST_CODES or sum(counts.values()) < _AGAIN * len(counts):
        return None
    return closed(asked, {name: name for name in counts}, "choices", "codes parted by blanks, again and again")
