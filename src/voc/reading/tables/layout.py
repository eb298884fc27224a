"""A table format declared by its header words: what a tool's export looks like, in about 15 lines.

A layout names, in lower case, the header words under which a tool writes each thing. Columns that no word names
become attributes of the person if ``attributes`` lists them, and are otherwise left out; in a generic layout
(``rest``) every column of choices or numbers becomes one. How a row becomes passages stands in ``_rows``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from voc.quotes import Kind, Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.surveys.survey_layout import Condition
from voc.reading.tables import rows as _rows
from voc.reading.tables.table import TABLES, Table, key

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Header words by what they mean; ``*`` stands for anything.

    A table is of this layout if of each group in ``must`` one word is there, and ``least`` of the ``hints``. Of each
    group in ``text`` the longest cell of a row is what was written, and others only where they say something else:
    tools write a snippet beside the full text.
    ``title`` is a headline that the customer wrote, ``context`` a subject line: what her text answers. ``agent``
    holds the company's reply in the same row, ``private`` what the customer never saw. ``speaker``, ``channel`` and
    ``key`` are looked at in their order, for each row anew: the first that is filled counts; ``message`` is the id of
    a message within that record. Where a regular expression ``key_in`` or ``speaker_in`` is found in such a cell, its
    group is taken, else the cell. ``author`` is who wrote the row where that may be the company: a role, a
    direction, or a name that is then compared with the ``speaker``. A row in which a condition of ``excluded`` holds
    is no evidence, for its reason; one in which a condition of ``others`` holds is not the customer's at all.

    ``ratings`` are attributes on a scale from ``stars[0]`` to ``stars[1]``, or one found in the cells;
    ``satisfaction`` are words or figures of a satisfaction survey. ``mail``: the texts are e-mails or chats, which
    hold others' words, too. ``wordless`` says why a row may have no words, for the note that counts them.
    """

    must: tuple[Words, ...]
    hints: Words = ()
    least: int = 0
    text: tuple[Words, ...]
    title: Words = ()
    context: Words = ()
    agent: Words = ()
    private: Words = ()
    speaker: Words = ()
    author: Words = ()
    when: Words = ()
    channel: Words = ()
    lang: Words = ()
    key: Words = ()
    key_in: str = ""
    message: Words = ()
    speaker_in: str = ""
    attributes: Words = ()
    ratings: Words = ()
    stars: tuple[float, float] | None = None
    satisfaction: Words = ()
    excluded: tuple[Condition, ...] = ()
    others: tuple[Condition, ...] = ()
    rest: bool = False
    mail: bool = False
    wordless: str = ""

    def find(self, table: Table, words: Words) -> int | None:
        """The column of the first of these header words that the table has."""
        return next(iter(self.all(table, words)), None)

    def all(self, table: Table, words: Words) -> list[int]:
        """The columns of these header words, in the order of the words."""
        keys = [plain(word) for word in table.keys]
        found = [[i for i, name in enumerate(keys) if _matches(word, name)] for word in map(plain, words)]
        return list(dict.fromkeys(index for columns in found for index in columns))

    def fits(self, table: Table) -> tuple[str, ...] | None:
        """The header words that speak for this layout, or ``None`` if it is not this one."""
        found = [self.find(table, group) for group in self.must]
        hints = self.all(table, self.hints)
        if any(index is None for index in found) or len(hints) < self.least:
            return None
        shown = dict.fromkeys([*(index for index in found if index is not None), *hints[:2]])
        return tuple(f"column {table.header[index]!r}" for index in shown)


def _matches(word: str, name: str) -> bool:
    return fnmatchcase(name, word.replace("[", "[[]")) if "*" in word else word == name


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """A header word as it is said: exports write "ticket_id" and "author.name" for "Ticket ID" and "Author name"."""
    return re.sub(r"[\s_./-]+", " ", key(word)).strip()


def table_reader(
    name: str, title: str, kind: Kind, layout: Layout, *, grade: str, score: float | None = None
) -> Reader:
    """Make a reader of a layout. ``score``: how sure its header words make it; else the more of them, the surer."""

    def sniff(source: Source) -> Guess | None:
        reasons = layout.fits(source.table)
        if reasons is None:
            return None
        return Guess(min(0.95, 0.6 + 0.1 * len(reasons)) if score is None else score, reasons)

    def preview(source: Source) -> list[tuple[str, str]]:
        return _preview(source.table, layout)

    def read(source: Source) -> Iterator[Passage]:
        return _rows.passages(source, layout)

    return Reader(name, title, kind, TABLES, sniff, read, preview, grade)


def _preview(table: Table, layout: Layout) -> list[tuple[str, str]]:
    groups: list[tuple[Words, str]] = [
        *((words, "quotes") for words in layout.text),
        (layout.title, "quotes"),
        (layout.context, "question of the quotes"),
        (layout.agent, "agent's words (never evidence)"),
        (layout.private, "private note (never evidence)"),
        (layout.speaker, "participant"),
        (layout.author, "who wrote it: the customer or the company"),
        (layout.when, "timestamp"),
        (layout.channel, "channel"),
        (layout.lang, "language"),
        ((*layout.key, *layout.message), "id of the record"),
        *(
            (condition.column, f"not evidence where it says so: {condition.reason}")
            for condition in (*layout.excluded, *layout.others)
        ),
        ((*layout.ratings, *layout.satisfaction), "attribute of the participant: scale"),
        (layout.attributes, "attribute of the participant"),
    ]
    becomes: dict[int, str] = {}
    for words, what in groups:
        # Of these the first column counts, of the others each.
        single = words in (layout.title, layout.context, layout.when, layout.lang)
        for index in layout.all(table, words)[: 1 if single else None]:
            becomes.setdefault(index, what)
    for index in _rows.attributes(table, layout):
        becomes.setdefault(index, "attribute of the participant")
    return [(name, becomes.get(index, "left out")) for index, name in enumerate(table.header)]
