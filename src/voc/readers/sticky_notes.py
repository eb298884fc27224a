"""Sticky notes of a workshop: one a line as ``section: note``, or a table with a column of sections and one of notes.

Boards (Miro, Mural, Canvanizer) give their notes away as lists or tables; no file of theirs was seen here and no public
page of theirs says its columns, so that a list is known by its sections alone, which are those of journey canvases.
What ``voc map --to notes`` wrote is known by the ids of its quotes and is no new evidence; notes that were added to it
on the board are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.tables.table import NoTable

_LINE = re.compile(r"\s*(?:[-*•]\s*)?([^:\t–]{2,40}?)\s*(?:[:\t]|\s–\s)\s*(\S.*)")
# Sections of journey canvases and service blueprints.
_SECTIONS = re.compile(
    r"before|during|after|(pre|post)[- ]?service|stages?|phases?|steps?|actors?|personas?|goals?|needs?|jobs?"
    r"|actions?|doing|tasks?|touch ?points?|channels?|thoughts?|thinking|feelings?|emotions?|questions?|quotes?"
    r"|pains?( points?)?|gains?|delights?|frustrations?|expectations?|motivations?|ideas?|opportunities|solutions?"
    r"|what (hurts|they (want|do|ask|like|say|think|feel|need))|problems( to solve)?"
    r"|back ?stage|front ?stage|moments of truth",
    re.IGNORECASE,
)
_OF_TABLE = {
    "section": ("section", "category", "lane", "column", "group", "frame", "area", "topic"),
    "note": ("note", "notes", "sticky", "sticky note", "text", "content", "card"),
}
_BESIDE = ("period", "stage", "phase")
_IDS = "quote_ids"
_MADE = "note of a map"
_SHARE, _LEAST, _LOOKED_AT = 0.8, 3, 400


def sniff(source: Source) -> Guess | None:
    """Sections of a canvas before the words of most lines, or in the cells of a column."""
    columns = _columns(source)
    if columns is not None:
        section, note = columns
        header = source.table.header
        return Guess(0.97, (f"a note under {header[note]!r} for each {header[section]!r} of a canvas",))
    if source.suffix not in (".txt", ".md"):
        return None
    found = [section for _, section, _ in islice(_lines(source), _LOOKED_AT)]
    known = [section for section in found if section is not None]
    if len(known) < _LEAST or len(known) < _SHARE * len(found):
        return None
    return Guess(0.97, (f"{len(known)} of {len(found)} lines begin with a section of a canvas, like {known[0]!r}",))


def _is_section(words: str) -> bool:
    return _SECTIONS.fullmatch(words.strip()) is not None


def _columns(source: Source) -> tuple[int, int] | None:
    """The columns of section and note, where the sections are those of a canvas."""
    if source.suffix in (".txt", ".md"):
        return None
    try:
        names = [name.strip().lower() for name in source.table.header]
        found = [next((names.index(word) for word in words if word in names), None) for words in _OF_TABLE.values()]
        section, note = found
        if section is None or note is None:
            return None
        cells = [row[section] for _, row in islice(source.table.rows(), _LOOKED_AT) if row[section]]
    except NoTable:
        return None
    known = sum(map(_is_section, cells))
    return (section, note) if known and known >= _SHARE * len(cells) else None


def _lines(source: Source) -> Iterator[tuple[int, str | None, str]]:
    """Number, section and note of each line that holds words; one without a section is a note as it stands."""
    for number, line in source.lines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found and _is_section(found[1]):
            yield number, found[1], found[2].strip()
        else:
            yield number, None, line.strip()


def read(source: Source) -> Iterator[Passage]:
    """Yield each note with its section as what it answers to."""
    columns = _columns(source)
    passages = _of_lines(source) if columns is None else _of_table(source, *columns)
    found = False
    for passage in passages:
        found = True
        yield passage
    source.note("who wrote each note is not known: each counts as one person's")
    if not found:
        raise ReadError(f"{source.name}: no notes; write one a line as section: note, or export the board again")


def _of_lines(source: Source) -> Iterator[Passage]:
    for number, section, note in _lines(source):
        yield Passage(note, f"line {number}", question=section)


def _of_table(source: Source, section: int, note: int) -> Iterator[Passage]:
    table = source.table
    names = [name.strip().lower() for name in table.header]
    beside = [names.index(name) for name in _BESIDE if name in names]
    ids = names.index(_IDS) if _IDS in names else None
    for number, row in table.rows():
        if row[note]:
            parts = [row[section], *(row[index] for index in beside)]
            # What a map says of a stage that nobody spoke of has no quote.
            of_map = ids is not None and (row[ids] or row[section].strip().lower() == "stages")
            made = _MADE if of_map else None
            yield Passage(
                row[note], table.place(number, note), question=", ".join(filter(None, parts)) or None, excluded=made
            )


def preview(source: Source) -> list[tuple[str, str]]:
    """What becomes of the sections and the notes."""
    columns = _columns(source)
    if columns is None:
        return [("before the colon", "the section: what the note answers to"), ("behind it", "quotes: one note each")]
    header = source.table.header
    becomes = dict.fromkeys(range(len(header)), "left out")
    becomes |= {columns[0]: "the section: what the note answers to", columns[1]: "quotes: one note each"}
    becomes |= {i: "told with the section" for i, name in enumerate(header) if name.strip().lower() in _BESIDE}
    becomes |= {
        i: "rows that have some are of a map, and no new evidence" for i, name in enumerate(header) if name == _IDS
    }
    return [(name, becomes[index]) for index, name in enumerate(header)]


READER = Reader(
    "sticky_notes",
    "Sticky notes: lines of section: note, or a table of sections and notes",
    "note",
    (".txt", ".md", ".csv", ".tsv", ".xlsx"),
    sniff,
    read,
    preview,
    grade="unverified",
)
