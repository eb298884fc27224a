"""Any table whose columns a person has described in a mapping (see :mod:`voc.reading.mapping`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voc.quotes import Passage
from voc.reading import mapping as _mapping
from voc.reading.base import Guess, Reader
from voc.reading.dates import date_reader
from voc.reading.lang import code
from voc.reading.people import signed
from voc.reading.source import Source
from voc.reading.tables.table import TABLES

_BECOMES = {
    "text": "quotes",
    "title": "question of the quotes",
    "agent": "agent's words (never evidence)",
    "participant": "participant",
    "time": "timestamp",
    "attribute": "attribute of the participant",
    "key": "the row's own id",
}


def sniff(source: Source) -> Guess | None:
    """There is a mapping for this file."""
    path = _mapping.mapping_path(source)
    return Guess(1.0, (f"described by {path.name}",)) if path else None


def read(source: Source) -> Iterator[Passage]:
    """Yield each cell of own words, row by row."""
    table = source.table
    mapping = _load(source)
    source.kind = mapping.kind
    at = mapping.indexes(table, source.name)
    when = date_reader(source, next(iter(at["time"]), None))
    for number, row in table.rows():
        who, channel, lang, own, about, time = (
            next((row[i] for i in at[meaning] if row[i]), "")
            for meaning in ("participant", "channel", "language", "key", "title", "time")
        )
        speaker = signed(who or own, f"row {number}")
        known = {table.question(i): row[i] for i in at["attribute"] if row[i]}
        for i in at["text"]:
            yield Passage(
                row[i],
                table.place(number, i),
                speaker=speaker,
                question=about or (table.question(i) if mapping.kind == "survey" else None),
                channel=channel or None,
                timestamp=when(time),
                lang=code(lang),
                attributes=known,
                key=own or None,
            )
        yield from (Passage(row[i], table.place(number, i), role="agent") for i in at["agent"] if row[i])


def _load(source: Source) -> _mapping.ColumnMapping:
    return _mapping.load(_mapping.mapping_path(source) or Path(source.path.name + _mapping.SUFFIX))


def preview(source: Source) -> list[tuple[str, str]]:
    """What the mapping says of each column; one that it does not name is left out."""
    at = _load(source).indexes(source.table, source.name)
    meaning = {index: name for name, indexes in at.items() for index in indexes}
    said = (meaning.get(index, "left out") for index in range(len(source.table.header)))
    return [(name, _BECOMES.get(what, what)) for name, what in zip(source.table.header, said, strict=True)]


READER = Reader(
    "mapped_table",
    "Any table with a mapping of its columns (CSV, TSV, XLSX)",
    "survey",
    TABLES,
    sniff,
    read,
    preview,
    grade="real file seen",
)
