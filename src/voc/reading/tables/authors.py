"""Whose each row of a table is: the customer's, by which name, or the company's; and which record it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from voc.quotes import Role
from voc.reading.people import signed
from voc.reading.tables import sender as _sender
from voc.reading.tables.table import Row, Table

if TYPE_CHECKING:
    from voc.reading.tables.layout import Layout

# So many tickets are remembered, to see whether several rows are of one.
_REMEMBERED = 100_000
_YES = ("true", "yes", "1", "y")
_NO = ("false", "no", "0", "n")
# Columns of yes and no that say who wrote.
_BY_CUSTOMER = ("incoming", "is incoming", "inbound", "is inbound", "from customer", "is customer")
_BY_COMPANY = ("outgoing", "outbound", "is outbound", "from agent", "is agent", "is staff", "is admin")


def first(row: Row, columns: Sequence[int]) -> str | None:
    """The first filled cell of these columns."""
    for index in columns:
        if row[index]:
            return row[index]
    return None


@dataclass
class Authors:
    """Which columns name the customer, who wrote, and the record; ``roles`` are those of the participants file."""

    layout: Layout
    headers: Sequence[str]
    speakers: list[int]
    authors: list[int]
    keys: list[int]
    messages: list[int]
    roles: Mapping[str, Role]
    key_in: re.Pattern[str] | None
    speaker_in: re.Pattern[str] | None
    unknown: int = 0
    again: int = 0
    seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, table: Table, layout: Layout, roles: Mapping[str, Role]) -> Authors:
        """The columns that a table of this layout has."""
        words = (layout.speaker, layout.author, layout.key, layout.message)
        speakers, authors, keys, messages = (layout.all(table, group) for group in words)
        headers = [word.replace("_", " ") for word in table.keys]
        key_in, speaker_in = (re.compile(part) if part else None for part in (layout.key_in, layout.speaker_in))
        return cls(layout, headers, speakers, authors, keys, messages, roles, key_in, speaker_in)

    def role(self, row: Row) -> Role:
        """Who wrote a row: by a role, a direction, or a name that is the customer's or not."""
        names: list[str] = []
        for index in self.authors:
            cell = row[index].casefold()
            if not cell:
                continue
            role = self._by_flag(self.headers[index], cell) or self.roles.get(cell) or _sender.role(cell)
            if role is not None:
                return role
            names.append(cell)
        customer = {row[index].casefold() for index in self.speakers if index not in self.authors and row[index]}
        if names and customer:
            return "participant" if customer.intersection(names) else "agent"
        self.unknown += bool(self.authors)
        return "participant"

    def _by_flag(self, header: str, cell: str) -> Role | None:
        if cell not in _YES and cell not in _NO:
            return None
        if header in _BY_CUSTOMER:
            return "participant" if cell in _YES else "agent"
        if header in _BY_COMPANY:
            return "agent" if cell in _YES else "participant"
        return None

    def name(self, row: Row, role: Role, place: str, record: str | None) -> str:
        """Whose row it is: the customer's name or id, else her ticket's, else the row itself."""
        found = first(row, self.speakers if role == "participant" else self.authors)
        if found is None and role == "participant":
            found = next((row[i] for i in self.authors if row[i] and not _says_side(row[i])), None)
            if found is None and (self.layout.mail or self.key_in):
                # What is said under one ticket is said by one customer.
                found = record and (f"ticket {record}" if self.layout.mail else record)
        if found is None:
            return place
        return signed(found if self.speaker_in is None else _taken(self.speaker_in, found), place)

    def customers(self, row: Row) -> list[str]:
        """Every name under which the customer may speak in a chat."""
        return [row[index] for index in (*self.speakers, *self.authors) if row[index]]

    def key(self, row: Row, record: str) -> str:
        """The tool's own id of the record, and of the message in it."""
        if self.layout.mail:
            self._count(record)
        message = first(row, self.messages)
        return record if message is None else f"{record} / {message}"

    def record(self, row: Row) -> str | None:
        """The tool's own id of the record."""
        cell = first(row, self.keys)
        if cell is None or self.key_in is None:
            return cell
        found = _taken(self.key_in, cell)
        return unquote(found) if "%" in found else found

    def _count(self, record: str) -> None:
        if record in self.seen:
            self.again += 1
        elif len(self.seen) < _REMEMBERED:
            self.seen.add(record)

    def note(self) -> str | None:
        """What has to be told: messages of which nothing says who wrote them."""
        if not self.again or (self.authors and not self.unknown):
            return None
        return (
            f"further messages of a ticket in {self.again:,} rows, and no column says who wrote them: the company's "
            "may be among the customer's; export the author's role, too"
        )


def _taken(pattern: re.Pattern[str], cell: str) -> str:
    """The group of a pattern that is found in a cell, else the cell."""
    found = pattern.search(cell)
    return str(found[found.lastindex]) if found and found.lastindex else cell


def _says_side(cell: str) -> bool:
    """Whether an author's cell says a side, or yes or no, and no name."""
    return _sender.role(cell) is not None or cell.lower() in (*_YES, *_NO)
