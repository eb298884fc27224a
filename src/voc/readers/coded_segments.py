"""Coded segments of MAXQDA, ATLAS.ti, NVivo, Dedoose and Dovetail as a table: one row a segment, or one for each code.

Only the words of the segment are evidence: names of quotations, memos and comments are the analyst's. The same words of
the same document in several rows are one segment with several codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.coded import highlights as _highlights
from voc.reading.coded.code_tree import joined
from voc.reading.coded.highlights import Highlight
from voc.reading.source import Source
from voc.reading.tables.table import TABLES, Table

Words = tuple[str, ...]
_CODER = ("created by", "author", "coder", "user", "erstellt von", "autor", "creating user", "excerpt creator")


@dataclass(frozen=True, slots=True)
class _Tool:
    """The header words of a tool's columns, what parts the codes of a cell, and the levels of a code."""

    name: str
    document: Words
    code: Words
    words: Words
    between: str | None
    levels: str


# From general knowledge of the programs; their tables can be cut down and put in another order.
_TOOLS = (
    _Tool("MAXQDA", ("document name", "dokumentname", "document"), ("code",), ("segment",), None, r"\\| > "),
    _Tool("ATLAS.ti", ("document", "dokument"), ("codes", "code"), ("quotation content",), r"\n|; ?", r"::"),
    _Tool(
        "NVivo", ("files", "file", "source", "file name"), ("node", "nodes", "code"), ("reference text",), None, r"\\+"
    ),
    _Tool("Dedoose", ("media title",), ("codes applied combined",), ("excerpt copy", "excerpt"), r", ?", r"\\+| > "),
    _Tool("Dovetail", ("note title",), ("tags", "tag"), ("text", "content"), r"[,;] ?", r"/"),
    _Tool("Dovetail", ("participant", "note title", "note", "source"), ("tags", "tag"), ("highlight",), r", ?", r"/"),
)


def sniff(source: Source) -> Guess | None:
    """The three columns of one of the tools: a document, its words, and their codes."""
    tool = _tool(source.table)
    return None if tool is None else Guess(0.96, (f"document, code and words under the headers of {tool.name}",))


def read(source: Source) -> Iterator[Passage]:
    """Yield each segment once, cut where a speaker is named in it."""
    return _highlights.passages(source, _found(source))


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes; all others are the analyst's."""
    table = source.table
    used = _columns(table, _needed(source))
    names = ("row", *(table.header[index] for index in used[:3]))
    rest = [(name, "left out: the analyst's") for index, name in enumerate(table.header) if index not in used]
    return [*_highlights.becomes(_found(source), names), *rest]


def _tool(table: Table) -> _Tool | None:
    return next((tool for tool in _TOOLS if all(_find(table, one) is not None for one in _needs(tool))), None)


def _needs(tool: _Tool) -> tuple[Words, ...]:
    return tool.document, tool.code, tool.words


def _find(table: Table, words: Words) -> int | None:
    return next((table.keys.index(word) for word in words if word in table.keys), None)


def _needed(source: Source) -> _Tool:
    """The tool whose table this is; raises ``ReadError`` where the study names this format for another table."""
    tool = _tool(source.table)
    if tool is None:
        raise ReadError(
            f"{source.name}: no columns of document, code and words as MAXQDA, ATLAS.ti, NVivo, Dedoose or Dovetail "
            "name them; take the format out of study.toml, or name another: voc formats"
        )
    return tool


def _columns(table: Table, tool: _Tool) -> list[int]:
    """The columns of document, code and words, and of the coder where there is one."""
    found = [_find(table, words) for words in (*_needs(tool), _CODER)]
    return [index for index in found if index is not None]


def _found(source: Source) -> list[Highlight]:
    """The segments in the order of the file, each with the codes of all its rows."""
    table, tool = source.table, _needed(source)
    document, code, words, *coder = _columns(table, tool)
    found: dict[tuple[str, str], Highlight] = {}
    for number, row in table.rows():
        if not row[words]:
            continue
        key = row[document], row[words]
        one = found.setdefault(key, Highlight(number, str(len(found) + 1), row[document], row[words]))
        by = next((row[index] for index in coder if row[index]), tool.name.casefold())
        for name in _codes(row[code], tool):
            if (name, by) not in one.tags:
                one.tags.append((name, by))
    return list(found.values())


def _codes(cell: str, tool: _Tool) -> Iterator[str]:
    for name in re.split(tool.between, cell) if tool.between else [cell]:
        levels = [part.strip() for part in re.split(tool.levels, name) if part.strip()]
        if levels:
            yield joined(tuple(levels))


READER = Reader(
    "coded_segments",
    "Coded segments of MAXQDA, ATLAS.ti, NVivo, Dedoose, Dovetail (CSV, XLSX)",
    "interview",
    TABLES,
    sniff,
    read,
    preview,
    grade="unverified",
)
