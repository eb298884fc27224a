"""Files of text without some passages: rows of tables, cues, turns, lines and items of JSON; all else stays as it was.

Each way says where in the file a passage begins; what is cut reaches to where the next one does. Whether it was cut
right is not trusted: the file is read again (:mod:`voc.forgetting.sources`).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Sequence
from typing import Any

from voc.quotes import Passage
from voc.readers import Source
from voc.reading.tables.delimited import delimited

_NUMBER = {name: re.compile(rf"\b{name} (\d+)") for name in ("row", "line", "cue")}
_TIMES = re.compile(r"-->|^\s*\d+:\d\d:\d\d\.\d+,\d+:", re.MULTILINE)
CUES, LINES, TABLES, DOCUMENTS = (
    (".vtt", ".srt", ".sbv"),
    (".txt", ".md", ".jsonl", ".ndjson"),
    (".csv", ".tsv"),
    (".json",),
)
TEXT = (*CUES, *LINES, *TABLES, *DOCUMENTS)


def without(source: Source, text: str, passages: Sequence[Passage], gone: Collection[int]) -> str | None:
    """A file's text without the passages of these numbers; ``None`` where it is of no kind that can be cut."""
    places = [passage.locator for passage in passages]
    if source.suffix in DOCUMENTS:
        return _without_items(text, [passages[number] for number in gone])
    if all(place.startswith("row ") for place in places):
        return _without_rows(source, text, _numbers("row", places), gone)
    unit = "cue" if source.suffix in CUES else "line"
    starts = _numbers(unit, places)
    if None in starts:
        return None
    head, pieces = _cues(text) if unit == "cue" else ("", text.splitlines(keepends=True))
    rest = _without_units(pieces, [start or 0 for start in starts], gone)
    return None if rest is None else head + rest


def _numbers(unit: str, places: Sequence[str]) -> list[int | None]:
    found = (_NUMBER[unit].search(place) for place in places)
    return [int(match[1]) if match else None for match in found]


def _without_units(pieces: list[str], starts: Sequence[int], gone: Collection[int]) -> str | None:
    """Cut from where a passage starts to where the next one does; two that start at one place cannot be parted."""
    ends = [*starts[1:], len(pieces) + 1]
    cut: set[int] = set()
    for number in gone:
        if ends[number] <= starts[number] or starts.count(starts[number]) > 1:
            return None
        cut |= set(range(starts[number], ends[number]))
    return "".join(piece for number, piece in enumerate(pieces, 1) if number not in cut)


def _cues(text: str) -> tuple[str, list[str]]:
    """What stands before the first cue, which names the format, and the cues, each with the blank lines behind it."""
    head, cues = "", list[str]()
    for block in re.split(r"(?<=\n)(?=[ \t]*\n)", text.replace("\r\n", "\n")):
        if _TIMES.search(block):
            cues.append(block)
        elif cues:
            cues[-1] += block
        else:
            head += block
    return head, cues


def _without_rows(source: Source, text: str, rows: Sequence[int | None], gone: Collection[int]) -> str | None:
    """Cut whole rows; one in which somebody else speaks as well cannot be cut."""
    drop = {rows[number] for number in gone}
    if drop & {row for number, row in enumerate(rows) if number not in gone}:
        return None
    delimiter, _ = delimited(source.raw_lines, source.name)
    lines = text.splitlines(keepends=True)
    reader = csv.reader(iter(lines), delimiter=delimiter)
    kept: list[str] = []
    before = 0
    for number, _ in enumerate(reader, 1):
        kept += [] if number in drop else lines[before : reader.line_num]
        before = reader.line_num
    return "".join(kept)


def _without_items(text: str, passages: Sequence[Passage]) -> str | None:
    """Cut the smallest items of lists that hold the words of a passage."""
    said = {" ".join(passage.text.split()) for passage in passages if passage.text.strip()}
    try:
        data = json.loads(text)
    except ValueError:
        return None
    return json.dumps(_cut_items(data, said), ensure_ascii=False, indent=1) + "\n"


def _cut_items(value: Any, said: Collection[str]) -> Any:
    if isinstance(value, list):
        made = [(one, _cut_items(one, said)) for one in value]
        return [new for old, new in made if new != old or not _says(old, said)]
    if isinstance(value, dict):
        return {name: _cut_items(one, said) for name, one in value.items()}
    return value


def _says(value: Any, said: Collection[str]) -> bool:
    """Whether an item holds such words itself."""
    if isinstance(value, str):
        return " ".join(value.split()) in said
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_says(one, said) for one in inner)
