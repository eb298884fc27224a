"""OpenDocument transcripts (``.odt``): paragraphs as in a text file, or a table, as in Word documents.

The place is the paragraph's number or the table row's. Tracked deletions, comments and footnotes are left out; the
account counts the last two. Headers and footers lie in another part of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from voc.errors import ReadError
from voc.reading import archive as _archive
from voc.reading import xml as _xml
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import document as _document
from voc.reading.talk.document import Content
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.xml import local

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
# Of an honest document: a book has 5 MiB.
_MOST = 256 * 2**20
_SPACE = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = ("p", "h")
# What stands in a paragraph but is none of its words.
_ASIDE = ("annotation", "note", "tracked-changes", "ruby-text")
# Spaces and cells that a document says to repeat; of empty ones there may be a million.
_REPEATED = 1_000


def _load(source: Source) -> Content:
    """The lines of the paragraphs, and the rows of each table."""
    root = _root(source)
    content = Content()
    number = 0
    for block in _blocks(root):
        if local(block) == "table":
            place = f"table {len(content.tables) + 1}, row"
            content.tables.append([(f"{place} {index}", row) for index, row in enumerate(_rows(block), 1)])
        else:
            number += 1
            content.lines += [(f"paragraph {number}", line) for line in _text(block).split("\n")]
    counts = Counter(local(node) for node in root.iter())
    aside = [
        f"{counts[name]} {what}" for name, what in (("annotation", "comments"), ("note", "footnotes")) if counts[name]
    ]
    if aside:
        source.note(f"left out: {' and '.join(aside)}")
    return content


def _root(source: Source) -> Any:
    with _archive.opened(source.path, source.name) as archive:
        names = archive.namelist()
        if _CONTENT not in names:
            raise ReadError(f"{source.name}: no OpenDocument text (it has no {_CONTENT}); save it as .odt again")
        if _MANIFEST in names and b"encryption-data" in _archive.read_member(
            archive, _MANIFEST, where=source.name, most=_MOST
        ):
            raise ReadError(f"{source.name}: has a password; save it without one")
        return _xml.parse(_archive.read_member(archive, _CONTENT, where=source.name, most=_MOST), where=source.name)


def _blocks(root: Any) -> Iterator[Any]:
    """The paragraphs and tables in their order, those of lists and sections, too."""
    waiting = [iter(body) for body in root if local(body) == "body"]
    while waiting:
        for child in waiting[-1]:
            name = local(child)
            if name in _PARAGRAPHS or name == "table":
                yield child
            elif name not in _ASIDE:
                waiting.append(iter(child))
                break
        else:
            waiting.pop()


def _text(element: Any) -> str:
    """The words of a paragraph or cell: white space is one space, and what is to be more stands in elements."""
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            if node is not element and node.tail:
                parts.append(_SPACE.sub(" ", node.tail))
            continue
        name = local(node)
        if name in _ASIDE:
            walk.skip_subtree()
        elif name == "s":
            parts.append(" " * _count(node, "c"))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break" or (name in _PARAGRAPHS and node is not element and parts):
            parts.append("\n")
        if name not in _ASIDE and node.text:
            parts.append(_SPACE.sub(" ", node.text))
    return "".join(parts)


def _count(node: Any, name: str) -> int:
    """How often an element says that something is repeated, spanned or to be counted."""
    found = next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")
    return min(int(found), _REPEATED) if found.isdecimal() else 1


def _rows(table: Any) -> list[list[str]]:
    """The cells of each row; what spans columns or rows stands in all of them, as in Word documents."""
    rows: list[list[str]] = []
    for row in (node for node in table.iter() if local(node) == "table-row" and _table_of(node) is table):
        cells: list[str] = []
        spanned = 0
        for cell in row:
            name, again = local(cell), _count(cell, "number-columns-repeated")
            if name == "table-cell":
                spanned = _count(cell, "number-columns-spanned")
                cells += [_text(cell).strip()] * again
            elif name == "covered-table-cell":
                above = rows[-1][len(cells) :] if rows else []
                cells += [cells[-1]] * again if spanned > 1 and cells else (above + [""] * again)[:again]
        rows.append(cells)
    return rows


def _table_of(node: Any) -> Any:
    """The table that a row is of: there may be tables in cells."""
    return next((above for above in node.iterancestors() if local(above) == "table"), None)


def turns(source: Source) -> list[Turn]:
    """Make turns of the tables if they hold most of the words, else of the paragraphs."""
    return _document.turns(source, _load(source))


def sniff(source: Source) -> Guess | None:
    """A document whose words can be given to speakers."""
    return _document.sniff(source, _load(source), name="odt_transcript")


READER = transcript_reader(
    "odt_transcript",
    "OpenDocument transcript (.odt)",
    (".odt",),
    sniff,
    turns,
    grade="real file seen",
)
