"""Taguette's export of highlights (CSV, XLSX): one row for each tag of each highlight."""

from __future__ import annotations

from collections.abc import Iterator

from voc.quotes import Passage
from voc.readers.taguette_project import NOBODY
from voc.reading.base import Guess, Reader
from voc.reading.coded import highlights as _highlights
from voc.reading.coded.code_tree import joined, split
from voc.reading.coded.highlights import Highlight
from voc.reading.source import Source
from voc.reading.tables.table import TABLES

_COLUMNS = ("id", "document", "tag", "content")


def sniff(source: Source) -> Guess | None:
    """Exactly Taguette's four columns, in its order."""
    if tuple(key for key in source.table.keys if key) != _COLUMNS:
        return None
    return Guess(0.98, ("the columns id, document, tag, content of Taguette",))


def read(source: Source) -> Iterator[Passage]:
    """Yield each highlight once, cut where a speaker is named in it."""
    return _highlights.passages(source, _found(source), coder="; the export does not say who coded")


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes, and how much there is of it."""
    return _highlights.becomes(_found(source), _COLUMNS)


def _found(source: Source) -> list[Highlight]:
    """The highlights in the order of the file; a row of the same highlight adds its tag."""
    table = source.table
    columns = [table.keys.index(name) for name in _COLUMNS]
    found: dict[tuple[str, str, str], Highlight] = {}
    for number, row in table.rows():
        identifier, document, tag, content = (row[index] for index in columns)
        one = found.setdefault((identifier, document, content), Highlight(number, identifier, document, content))
        if tag and (coded := (joined(split(tag, dots=True)), NOBODY)) not in one.tags:
            one.tags.append(coded)
    return list(found.values())


READER = Reader(
    "taguette_highlights",
    "Taguette highlights (CSV, XLSX)",
    "interview",
    TABLES,
    sniff,
    read,
    preview,
    grade="real file seen",
)
