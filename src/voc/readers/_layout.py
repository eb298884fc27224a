"""A table format declared by its header words: what a tool's export looks like, in about 15 lines.

A layout names, in lower case, the header words under which a tool writes each thing. The first of the words
that the table has is taken. Columns that no word names become attributes of the person if ``attributes``
lists them, and are otherwise left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voc.quotes import Kind, Passage
from voc.readers._base import Guess, Reader
from voc.readers._dates import parse_date
from voc.readers._lang import code
from voc.readers._people import signed
from voc.readers._source import Source
from voc.readers._table import TABLES, Table


@dataclass(frozen=True, slots=True)
class Layout:
    """Header words by what they mean. ``must``: of each group at least one has to be there."""

    must: tuple[tuple[str, ...], ...]
    text: tuple[tuple[str, ...], ...]
    title: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()

    def find(self, table: Table, words: tuple[str, ...]) -> int | None:
        """The column of the first of these header words that the table has."""
        keys = [_plain(key) for key in table.keys]
        return next((keys.index(_plain(word)) for word in words if _plain(word) in keys), None)

    def fits(self, table: Table) -> tuple[str, ...] | None:
        """The header words that speak for this layout, or ``None`` if it is not this one."""
        found = [self.find(table, group) for group in self.must]
        if any(index is None for index in found):
            return None
        return tuple(f"column {table.header[index]!r}" for index in found if index is not None)


def _plain(word: str) -> str:
    """A header word as it is said: exports write "ticket_id" for "Ticket ID"."""
    return word.replace("_", " ").strip()


def table_reader(
    name: str, title: str, kind: Kind, layout: Layout, *, grade: str, title_is_context: bool = False
) -> Reader:
    """Make a reader of a layout. ``title_is_context``: the title is what the text answers, not evidence itself."""

    def sniff(source: Source) -> Guess | None:
        reasons = layout.fits(source.table)
        return None if reasons is None else Guess(min(0.95, 0.6 + 0.1 * len(reasons)), reasons)

    def preview(source: Source) -> list[tuple[str, str]]:
        return _preview(source.table, layout, title_is_context)

    def read(source: Source) -> Iterator[Passage]:
        return _passages(source.table, layout, title_is_context)

    return Reader(name, title, kind, TABLES, sniff, read, preview, grade)


def _passages(table: Table, layout: Layout, title_is_context: bool) -> Iterator[Passage]:
    text = [index for words in layout.text if (index := layout.find(table, words)) is not None]
    title = layout.find(table, layout.title)
    agent = layout.find(table, layout.agent)
    singles = {name: layout.find(table, getattr(layout, name)) for name in ("speaker", "when", "channel", "lang")}
    named = {_plain(word) for word in layout.attributes}
    attributes = [index for index, word in enumerate(table.keys) if _plain(word) in named]
    for number, row in table.rows():
        cells = {name: row[index] if index is not None else "" for name, index in singles.items()}
        own = [(index, row[index]) for index in text if row[index]]
        context = None
        if title is not None and row[title]:
            if title_is_context and own:
                context = row[title]
            else:
                own.insert(0, (title, row[title]))
        if not own and any(row[index] for index in attributes):
            # A rating without a word: nothing to quote, but somebody who gave one.
            who = signed(cells["speaker"], f"row {number}")
            yield Passage("", table.place(number, 0), speaker=who, attributes=_known(table, attributes, row))
        for index, words in own:
            yield Passage(
                words,
                table.place(number, index),
                speaker=signed(cells["speaker"], f"row {number}"),
                question=context,
                channel=cells["channel"] or None,
                timestamp=parse_date(cells["when"]),
                lang=code(cells["lang"]),
                attributes=_known(table, attributes, row),
            )
        if agent is not None and row[agent]:
            yield Passage(row[agent], table.place(number, agent), role="agent")


def _known(table: Table, attributes: list[int], row: tuple[str, ...]) -> dict[str, str]:
    return {table.header[index]: row[index] for index in attributes if row[index]}


def _preview(table: Table, layout: Layout, title_is_context: bool) -> list[tuple[str, str]]:
    title = "question of the quotes" if title_is_context else "quotes"
    groups = [
        *((words, "quotes") for words in layout.text),
        (layout.title, title),
        (layout.agent, "agent's words (never evidence)"),
        (layout.speaker, "participant"),
        (layout.when, "timestamp"),
        (layout.channel, "channel"),
        (layout.lang, "language"),
        *(((word,), "attribute of the participant") for word in layout.attributes),
    ]
    becomes = {layout.find(table, words): what for words, what in reversed(groups)}
    return [(name, becomes.get(index, "left out")) for index, name in enumerate(table.header)]
