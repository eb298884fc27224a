"""The rows of a table that a layout declares, as passages.

Everything that is the same for all rows is found out once: a table of reviews can have millions of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from voc.errors import ReadError
from voc.quotes import Passage, Role
from voc.reading.dates import date_reader
from voc.reading.html import seen
from voc.reading.lang import code
from voc.reading.source import Source
from voc.reading.tables import chat as _chat
from voc.reading.tables import mail as _mail
from voc.reading.tables.authors import Authors, first
from voc.reading.tables.judging import closed
from voc.reading.tables.ratings import Ratings
from voc.reading.tables.table import Row, Table

if TYPE_CHECKING:
    from voc.reading.tables.layout import Layout

# The column, what stands in it, and why it is no evidence.
_Text = tuple[int, str, str | None]
# The column, its cells, the reason, and whether the row is then somebody else's.
_Condition = tuple[int, re.Pattern[str], str, bool]
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
# A table of so many columns has no row of which only the first cell is filled.
_REPORT = 4
# What tools write where they do not know: no attribute of a person.
_UNKNOWN = frozenset(("unknown", "n/a", "null", "nan", "-", "(not set)", "undefined"))
_SHORT = 10


def passages(source: Source, layout: Layout) -> Iterator[Passage]:
    """Yield the passages of a table, row by row, and leave the scales and notes of what was met."""
    plan = _Plan.of(source, layout)
    if not plan.texts and plan.headline is None and plan.context is None:
        words = ", ".join(word for group in layout.text for word in group[:3])
        raise ReadError(
            f"{source.name}: no column of people's own words, as this format has it ({words} …); take the format out "
            "of study.toml, or name another: voc formats"
        )
    beside = 0
    for number, row in source.table.rows():
        if plan.is_beside(row):
            beside += 1
        else:
            yield from plan.passages(number, row)
    source.scales.update(plan.ratings.scales())
    if beside:
        source.note(f"{_rows(beside)} of one cell left out: a report's fine print or heading")
    if plan.wordless and layout.wordless:
        source.note(f"{_rows(plan.wordless)} without words: {layout.wordless}")
    if note := plan.authors.note():
        source.note(note)


def _worded(table: Table, group: list[int]) -> list[int]:
    """The columns of a group that hold words: beside them "comments" may be how many there are."""
    worded = [index for index in group if any(map(_LETTER.search, table.column(index)))]
    return worded or group


def _is_unknown(cell: str) -> bool:
    return len(cell) < _SHORT and cell.lower() in _UNKNOWN


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def attributes(table: Table, layout: Layout) -> list[int]:
    """The columns that say something of the person: those the layout names, and in a generic one all closed ones."""
    named = layout.all(table, (*layout.ratings, *layout.satisfaction, *layout.attributes))
    if layout.rest:
        words = (
            *layout.text, layout.title, layout.context, layout.agent, layout.private, layout.speaker, layout.author,
            layout.channel, layout.when, layout.lang, layout.key, layout.message,
        )  # fmt: skip
        taken = {index for group in words for index in layout.all(table, group)}
        taken |= {index for index, *_ in _conditions(table, layout)}
        named += [index for index in closed(table) if index not in taken]
    return list(dict.fromkeys(named))


def _conditions(table: Table, layout: Layout) -> list[_Condition]:
    """What makes a row no evidence, and whether it is then not the customer's."""
    found: list[_Condition] = []
    for conditions, others in ((layout.others, True), (layout.excluded, False)):
        for condition in conditions:
            index = layout.find(table, condition.column)
            if index is not None:
                found.append((index, re.compile(condition.cells, re.IGNORECASE), condition.reason, others))
    return found


def _different(texts: list[_Text]) -> list[_Text]:
    """The texts that say something of their own: a snippet or a cleaned copy stands in the full text already."""
    kept: list[_Text] = []
    for text in sorted(texts, key=lambda text: -len(text[1])):
        # A snippet may be cut within a word; one word alone ("Art") may as well stand within any other ("start").
        snippet = text[1].strip(" .…")
        if " " in snippet and any(snippet in other for _, other, _ in kept):
            continue
        words = set(_WORD.findall(text[1].lower()))
        if all(len(words - set(_WORD.findall(other.lower()))) > 0.1 * len(words) for _, other, _ in kept):
            kept.append(text)
    return sorted(kept)


@dataclass
class _Plan:
    """Which column is what, and what is counted on the way."""

    layout: Layout
    table: Table
    authors: Authors
    ratings: Ratings
    texts: list[list[int]]
    headline: int | None
    context: int | None
    replies: list[tuple[int, str | None]]
    channels: list[int]
    lang: int | None
    when: int | None
    moment: Callable[[str | None], datetime | None]
    attributes: list[tuple[int, str]]
    conditions: list[_Condition]
    places: list[str]
    asked: dict[int, str]
    said: frozenset[int]
    wordless: int = 0
    langs: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source, layout: Layout) -> _Plan:
        """Find the columns of a table."""
        table = source.table
        texts: list[list[int]] = []
        for words in layout.text:
            group = [index for index in layout.all(table, words) if all(index not in other for other in texts)]
            texts += [_worded(table, group)] if group else []
        private = [(index, "private note") for index in layout.all(table, layout.private)]
        when = layout.find(table, layout.when)
        headline, context = layout.find(table, layout.title), layout.find(table, layout.context)
        replies = [*((index, None) for index in layout.all(table, layout.agent)), *private]
        said = (*(index for group in texts for index in group), headline, context, *(index for index, _ in replies))
        return cls(
            layout,
            table,
            Authors.of(table, layout, dict(source.roles)),
            Ratings.of(table, layout),
            texts,
            headline=headline,
            context=context,
            replies=replies,
            channels=layout.all(table, layout.channel),
            lang=layout.find(table, layout.lang),
            when=when,
            moment=date_reader(source, when),
            attributes=[(index, table.header[index]) for index in attributes(table, layout)],
            conditions=_conditions(table, layout),
            places=[f", column {name!r}" for name in table.header],
            # Of several kinds of text the header says what was asked: "Cons", "Satisfaction comment".
            asked={index: table.header[index] for group in layout.text[1:] for index in layout.all(table, group)},
            said=frozenset(index for index in said if index is not None),
        )

    def is_beside(self, row: Row) -> bool:
        """Whether a row is none of the table's: reports write who made them below it, in the first cell."""
        if not row[0] or len(row) < _REPORT or any(row[1:]) or any(0 in group for group in self.texts):
            return False
        return 0 not in (self.headline, self.context) and (" " in row[0] or row[0].isalpha())

    def passages(self, number: int, row: Row) -> Iterator[Passage]:
        """Everything that one row says."""
        place, row = self.table.row_place(number), self._seen(row)
        known = {name: cell for index, name in self.attributes if (cell := row[index]) and not _is_unknown(cell)}
        if self.ratings.columns:
            self.ratings.take(row, known)
        excluded, others = self._excluded(row) if self.conditions else (None, False)
        role: Role = "agent" if others else self.authors.role(row) if self.authors.authors else "participant"
        record = self.authors.record(row) if self.authors.keys else None
        key = None if record is None else self.authors.key(row, record)
        who = self.authors.name(row, role, place, record)
        moment = self.moment(row[self.when]) if self.when is not None else None
        channel = first(row, self.channels)
        lang = self._lang(row[self.lang]) if self.lang is not None else None
        texts, question = self._texts(row)
        if not texts:
            yield self._blank(place, who if role == "participant" else None, known, key)
        for index, words, why in texts:
            where, reason = place + self.places[index], excluded or why
            asked = self.asked.get(index, question)
            made = Passage(words, where, who, role, asked, channel, moment, lang, known, reason, key)
            if self.layout.mail and role == "participant":
                yield from self._message(made, row)
            else:
                yield made
        for index, why in self.replies:
            if row[index]:
                where = place + self.places[index]
                yield Passage(row[index], where, role="agent", channel=channel, excluded=why, key=key)

    def _seen(self, row: Row) -> Row:
        """A row with its texts as a person sees them, without HTML."""
        if not any("<" in row[index] or "&" in row[index] for index in self.said):
            return row
        return tuple(seen(cell) if index in self.said else cell for index, cell in enumerate(row))

    def _blank(self, place: str, who: str | None, known: dict[str, str], key: str | None) -> Passage:
        """A row without a word: nothing to quote, but perhaps somebody who gave a rating."""
        self.wordless += 1
        columns = (*(index for group in self.texts for index in group), self.headline, self.context, 0)
        where = place + self.places[next(index for index in columns if index is not None)]
        told = known if who is not None else {}
        return Passage("", where, who if told else None, attributes=told, key=key)

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
        if not self.layout.mail or any(index not in self.asked for index, *_ in found):
            return found, row[self.context]
        # A ticket without a description: its subject is all that was written, until somebody asked how it went.
        return [(self.context, row[self.context], None), *found], None

    def _excluded(self, row: Row) -> tuple[str | None, bool]:
        """Why the whole row is no evidence, and whether it is then not the customer's."""
        for index, cells, why, others in self.conditions:
            if cells.fullmatch(row[index]):
                return why, others
        return None, False

    def _lang(self, cell: str) -> str | None:
        if cell not in self.langs:
            self.langs[cell] = code(cell)
        return self.langs[cell]

    def _message(self, made: Passage, row: Row) -> Iterator[Passage]:
        """A message without the words of others that stand in it."""
        turns = _chat.turns(made, customer=self.authors.customers(row), given=self.authors.roles)
        yield from _mail.split(made) if turns is None else turns
