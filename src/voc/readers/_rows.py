"""The rows of a table that a layout declares, as passages.

Everything that is the same for all rows is found out once: a table of reviews can have millions of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from voc.quotes import Passage, Role
from voc.readers import _chat, _mail, _sender
from voc.readers._columns import classify
from voc.readers._dates import date_reader
from voc.readers._lang import code
from voc.readers._people import signed
from voc.readers._ratings import Ratings
from voc.readers._source import Source
from voc.readers._table import Row, Table

if TYPE_CHECKING:
    from voc.readers._layout import Layout

# By so many rows a column that no word names is judged, and whether several rows are of one ticket.
_JUDGED = 2000
_REMEMBERED = 100_000
_YES = ("true", "yes", "1", "y")
_NO = ("false", "no", "0", "n")
# Columns of yes and no that say who wrote.
_BY_CUSTOMER = ("incoming", "is incoming", "inbound", "is inbound", "from customer", "is customer")
_BY_COMPANY = ("outgoing", "outbound", "is outbound", "from agent", "is agent", "is staff", "is admin")
# The column, what stands in it, and why it is no evidence.
_Text = tuple[int, str, str | None]
_WORD = re.compile(r"\w+")
_NUMBERING = re.compile(r"\b(id|ids|url|link|number|no|nr|index|uuid|guid)$|_id$|^(id|row)\b")


def passages(source: Source, layout: Layout) -> Iterator[Passage]:
    """Yield the passages of a table, row by row, and leave the scales and notes of what was met."""
    plan = _Plan.of(source, layout)
    for number, row in source.table.rows():
        yield from plan.passages(number, row)
    plan.finish(source)


def rest(table: Table, layout: Layout) -> list[int]:
    """The columns of choices or numbers that no word of a generic layout names."""
    if not layout.rest:
        return []
    rows = list(islice(table.rows(), _JUDGED))
    columns = classify(replace(table, body=lambda: iter(rows)))
    closed = [column for column in columns if column.role in ("closed", "multi", "nps", "scale")]
    return [column.index for column in closed if not _NUMBERING.search(table.keys[column.index])]


def own_words(table: Table, columns: Sequence[int]) -> bool:
    """Whether any of these columns holds more than single words, as far as its first rows show."""
    rows = [row for _, row in islice(table.rows(), _JUDGED)]
    filled = [[row[index] for row in rows if row[index]] for index in columns]
    return any(sum(len(cell.split()) > 2 for cell in cells) > 0.2 * len(cells) for cells in filled)


def _different(texts: list[_Text]) -> list[_Text]:
    """The texts that say something of their own: a snippet or a cleaned copy stands in the full text already."""
    kept: list[_Text] = []
    for text in sorted(texts, key=lambda text: -len(text[1])):
        words = set(_WORD.findall(text[1].lower()))
        if all(len(words - set(_WORD.findall(other.lower()))) > 0.1 * len(words) for _, other, _ in kept):
            kept.append(text)
    return sorted(kept)


def _first(row: Row, columns: Sequence[int]) -> str | None:
    """The first filled cell of these columns."""
    for index in columns:
        if row[index]:
            return row[index]
    return None


def _taken(pattern: str, cell: str) -> str:
    """The group of a pattern that is found in a cell, else the cell."""
    found = re.search(pattern, cell)
    return str(found[found.lastindex]) if found and found.lastindex else cell


def _says_side(cell: str) -> bool:
    """Whether an author's cell says a side, or yes or no, and no name."""
    return _sender.role(cell) is not None or cell.lower() in (*_YES, *_NO)


@dataclass
class _Plan:
    """Which column is what, and what is counted on the way."""

    layout: Layout
    table: Table
    texts: list[list[int]]
    headline: int | None
    context: int | None
    replies: list[tuple[int, str | None]]
    speakers: list[int]
    authors: list[int]
    channels: list[int]
    keys: list[int]
    messages: list[int]
    lang: int | None
    when: int | None
    moment: Callable[[str | None], datetime | None]
    attributes: list[tuple[int, str]]
    conditions: list[tuple[int, re.Pattern[str], str]]
    ratings: Ratings
    places: list[str]
    roles: dict[str, Role]
    wordless: int = 0
    unknown: int = 0
    unclear: int = 0
    again: int = 0
    seen: set[str] = field(default_factory=set)
    langs: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source, layout: Layout) -> _Plan:
        table = source.table
        texts = [found for words in layout.text if (found := layout.all(table, words))]
        texts = [
            [index for index in group if all(index not in other for other in texts[:n])]
            for n, group in enumerate(texts)
        ]
        scaled = layout.all(table, (*layout.ratings, *layout.satisfaction))
        named = [*scaled, *layout.all(table, layout.attributes)]
        taken = {*named, *(index for group in texts for index in group)}
        others = (
            *layout.speaker,
            *layout.author,
            *layout.channel,
            *layout.when,
            *layout.lang,
            *layout.key,
            *layout.message,
        )
        taken |= {*layout.all(table, (*others, *layout.title, *layout.context, *layout.agent, *layout.private))}
        named += [index for index in rest(table, layout) if index not in taken]
        when = layout.find(table, layout.when)
        return cls(
            layout,
            table,
            [group for group in texts if group],
            layout.find(table, layout.title),
            layout.find(table, layout.context),
            [
                *((index, None) for index in layout.all(table, layout.agent)),
                *((index, "private note") for index in layout.all(table, layout.private)),
            ],
            layout.all(table, layout.speaker),
            layout.all(table, layout.author),
            layout.all(table, layout.channel),
            layout.all(table, layout.key),
            layout.all(table, layout.message),
            layout.find(table, layout.lang),
            when,
            date_reader(source, when),
            [(index, table.header[index]) for index in dict.fromkeys(named)],
            [
                (index, re.compile(condition.cells, re.IGNORECASE), condition.reason)
                for condition in layout.excluded
                if (index := layout.find(table, condition.column)) is not None
            ],
            Ratings.of(table, layout),
            [f", column {name!r}" for name in table.header],
            dict(source.roles),
        )

    def passages(self, number: int, row: Row) -> Iterator[Passage]:
        """Everything that one row says."""
        place = self.table.row_place(number)
        attributes = {name: row[index] for index, name in self.attributes if row[index]}
        if self.ratings.columns:
            self.ratings.take(row, attributes)
        role = self._role(row) if self.authors else "participant"
        who = self._who(row, role, place)
        key = self._key(row) if self.keys else None
        texts, question = self._texts(row)
        excluded = self._excluded(row) if self.conditions else None
        if not texts:
            self.wordless += 1
            # A rating without a word: nothing to quote, but somebody who gave one.
            told = bool(attributes) and role == "participant"
            lacking = place + self.places[self._lacking]
            yield Passage("", lacking, who if told else None, attributes=attributes if told else {}, key=key)
        moment = self.moment(row[self.when]) if self.when is not None else None
        channel = _first(row, self.channels)
        lang = self._lang(row[self.lang]) if self.lang is not None else None
        for index, words, why in texts:
            made = Passage(
                words,
                place + self.places[index],
                who,
                role,
                question,
                channel,
                moment,
                lang,
                attributes,
                excluded or why,
                key,
            )
            if self.layout.mail and role == "participant":
                yield from self._message(made, row)
            else:
                yield made
        for index, reason in self.replies:
            if row[index]:
                yield Passage(
                    row[index], place + self.places[index], role="agent", channel=channel, excluded=reason, key=key
                )

    @property
    def _lacking(self) -> int:
        """The column that a row without words lacks them in."""
        return self.texts[0][0] if self.texts else (self.headline or self.context or 0)

    def _texts(self, row: Row) -> tuple[list[_Text], str | None]:
        """The texts of a row, each with its column and why it is no evidence; and what they answer."""
        found: list[_Text] = []
        for group in self.texts:
            if len(group) == 1:
                if row[group[0]]:
                    found.append((group[0], row[group[0]], None))
                continue
            filled: list[_Text] = [(index, row[index], None) for index in group if row[index]]
            found += filled if len(filled) < 2 else _different(filled)
        if self.headline is not None and row[self.headline]:
            title = row[self.headline]
            # Stores make a title of the first words where the customer gives none.
            again = bool(found) and found[0][1].startswith(title.rstrip(".…"))
            found.insert(0, (self.headline, title, "repeats the text" if again else None))
        if self.context is None or not row[self.context]:
            return found, None
        if found or not self.layout.mail:
            return found, row[self.context]
        # A ticket without a description: its subject is all that was written.
        return [(self.context, row[self.context], None)], None

    def _excluded(self, row: Row) -> str | None:
        """Why the whole row is no evidence."""
        return next((why for index, cells, why in self.conditions if cells.fullmatch(row[index])), None)

    def _lang(self, cell: str) -> str | None:
        if cell not in self.langs:
            self.langs[cell] = code(cell)
        return self.langs[cell]

    def _who(self, row: Row, role: Role, place: str) -> str:
        """Whose row it is: the customer's name or id; the row itself, where she gives none."""
        name = _first(row, self.speakers if role == "participant" else self.authors)
        if name is None and role == "participant":
            name = next((row[i] for i in self.authors if row[i] and not _says_side(row[i])), None)
        if name is None and self.keys and role == "participant":
            # Nobody is named: what is said under one ticket is said by one customer.
            ticket = self._ticket(row)
            name = ticket and f"ticket {ticket}" if self.layout.mail else ticket if self.layout.key_in else None
        if name is None:
            return place
        return signed(_taken(self.layout.speaker_in, name) if self.layout.speaker_in else name, place)

    def _ticket(self, row: Row) -> str | None:
        cell = _first(row, self.keys)
        return _taken(self.layout.key_in, unquote(cell)) if cell and self.layout.key_in else cell

    def _key(self, row: Row) -> str | None:
        """The tool's own id of the record, and of the message in it."""
        cell = self._ticket(row)
        if cell is None:
            return None
        if self.layout.mail:
            self._count(cell)
        message = _first(row, self.messages)
        return cell if message is None else f"{cell} / {message}"

    def _count(self, ticket: str) -> None:
        if ticket in self.seen:
            self.again += 1
        elif len(self.seen) < _REMEMBERED:
            self.seen.add(ticket)

    def _role(self, row: Row) -> Role:
        """Who wrote a row: by a role, a direction, or a name that is the customer's or not."""
        names = []
        for index in self.authors:
            cell, header = row[index], self.table.keys[index].replace("_", " ")
            if not cell:
                continue
            if header in _BY_CUSTOMER and cell.lower() in (*_YES, *_NO):
                return "participant" if cell.lower() in _YES else "agent"
            if header in _BY_COMPANY and cell.lower() in (*_YES, *_NO):
                return "agent" if cell.lower() in _YES else "participant"
            role = self.roles.get(cell.casefold()) or _sender.role(cell)
            if role is not None:
                return role
            names.append(cell.casefold())
        customer = {row[index].casefold() for index in self.speakers if index not in self.authors and row[index]}
        if names and customer:
            return "participant" if customer.intersection(names) else "agent"
        self.unknown += 1
        return "participant"

    def _message(self, made: Passage, row: Row) -> Iterator[Passage]:
        customer = [row[index] for index in self.speakers if row[index]]
        turns = _chat.turns(made, customer=customer, given=self.roles)
        yield from _mail.split(made) if turns is None else turns

    def finish(self, source: Source) -> None:
        """Tell what the person has to know of the file as a whole."""
        source.scales.update(self.ratings.scales())
        if self.wordless and self.layout.wordless:
            source.note(f"{self.wordless:,} rows without words: {self.layout.wordless}")
        if self.again and (not self.authors or self.unknown):
            source.note(
                f"{self.again:,} rows are further messages of a ticket, and no column says who wrote them: "
                "the company's may be among the customer's; export the author's role, too"
            )
