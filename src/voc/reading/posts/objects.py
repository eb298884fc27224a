"""JSON of help desks: one document with a list of records, a bare list, one record, or one record a line.

Zendesk names files with one record a line ``.json``, too, so the beginning of the file decides.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from voc.errors import ReadError
from voc.reading.json import word
from voc.reading.source import Source

Record = Mapping[str, Any]


def is_lines(source: Source) -> bool:
    """Whether each line is a whole record."""
    lines = list(islice((line for line in source.head.split("\n") if line.strip()), 2))
    if not lines or not lines[0].lstrip().startswith("{") or (len(lines) == 1 and source.suffix == ".json"):
        return False
    try:
        json.loads(lines[0])
    except (ValueError, RecursionError):
        # Of a file that is one long line the head holds a part only; its suffix says what it is.
        return len(lines) == 1
    return True


def top(source: Source) -> Record:
    """What a document says beside its records; nothing where each line is one."""
    if is_lines(source) or not isinstance(source.json, Mapping):
        return {}
    return source.json


def objects(source: Source, *names: str) -> Iterator[tuple[str, Record]]:
    """Each record with its place, if it needs one; ``names`` are the keys a list of records may stand under.

    Raises ``ReadError`` for a line that is not JSON. What is no object is counted in a note.
    """
    strange = 0
    for place, item in _lines(source) if is_lines(source) else _items(source.json, names):
        if isinstance(item, Mapping):
            yield place, item
        else:
            strange += 1
    if strange:
        source.note(f"{strange} entries are no records and could not be read")


def _lines(source: Source) -> Iterator[tuple[str, Any]]:
    for number, line in source.lines():
        if not line.strip():
            continue
        try:
            yield f"line {number}, ", json.loads(line.removeprefix("\ufeff"), parse_constant=lambda _: None)
        except (ValueError, RecursionError) as error:  # a number of over 4,300 digits is a ValueError, too
            why = str(error).split(";")[0]
            raise ReadError(
                f"{source.name}, line {number}: not JSON ({why}); each line must be one whole JSON object"
            ) from error


def _items(document: Any, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    found = document
    if isinstance(document, Mapping):
        found = next((document[name] for name in names if isinstance(document.get(name), list | Mapping)), document)
    yield from (("", item) for item in found) if isinstance(found, list) else [("", found)]


def named(source: Source, noun: str, *lists: str) -> Iterator[tuple[str, Record]]:
    """Each record with its place, "ticket 17"; one that is listed again, as it changed, is counted: "ticket 17 (2)"."""
    met: Counter[str] = Counter()
    for place, record in objects(source, *lists):
        name = word(record.get("id")) or "without id"
        met[name] += 1
        again = f" ({met[name]})" if met[name] > 1 and not place else ""
        yield f"{place}{noun} {name}{again}", record
