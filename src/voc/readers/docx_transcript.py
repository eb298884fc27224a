"""Word transcripts: paragraphs as in a text file, or a table with a time, a speaker and a text column.

Paragraphs and table rows are walked in the order of the document; the place is the paragraph's number or the
table row's. A document with both is read where it has most words, and the account says what was left out.
"""

from __future__ import annotations

from typing import Any

from voc.errors import ReadError
from voc.readers import _grid, _lines
from voc.readers._base import Guess
from voc.readers._source import Source
from voc.readers._transcript import transcript_reader
from voc.readers._turns import Turn

Row = tuple[str, list[str]]
Content = tuple[list[_lines.Line], list[list[Row]]]


def _load(source: Source) -> Content:
    """The lines of the paragraphs, and the rows of each table."""
    import docx

    lines: list[_lines.Line] = []
    tables: list[list[Row]] = []
    number = 0
    try:
        for block in docx.Document(str(source.path)).iter_inner_content():
            if isinstance(block, docx.table.Table):
                place = f"table {len(tables) + 1}, row"
                cells = [[_text(cell._element).strip() for cell in row.cells] for row in block.rows]
                tables.append([(f"{place} {index}", row) for index, row in enumerate(cells, 1)])
            else:
                number += 1
                # A soft line break begins a new turn as often as a paragraph does.
                lines += [(f"paragraph {number}", line) for line in _text(block._p).split("\n")]
    except Exception as error:  # zipfile, zlib, lxml and python-docx raise a dozen kinds for a bad file
        raise ReadError(
            f"{source.name}: not a Word document that can be read; save it as .docx again ({type(error).__name__})"
        ) from error
    return _lines.filled(lines), tables


def _text(element: Any) -> str:
    """The words of a paragraph or cell as they stand with all changes accepted: tracked insertions are in.

    python-docx leaves ``w:ins`` out; deleted words are ``w:delText`` and stay out.
    """
    parts: list[str] = []
    for node in element.iter():
        tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if tag == "t":
            parts.append(node.text or "")
        elif tag in ("br", "cr") or (tag == "p" and parts):
            parts.append("\n")
        elif tag == "tab":
            parts.append("\t")
    return "".join(parts)


def turns(source: Source) -> list[Turn]:
    """Make turns of the tables if they hold most of the words, else of the paragraphs."""
    return _made(source, *_load(source))


def _made(source: Source, lines: list[_lines.Line], tables: list[list[Row]]) -> list[Turn]:
    in_lines = sum(len(line.split()) for _, line in lines)
    in_tables = sum(len(cell.split()) for table in tables for _, row in table for cell in row)
    if not in_lines and not in_tables:
        raise ReadError(f"{source.name}: no text; save the document again")
    if in_tables > in_lines:
        if in_lines:
            source.note(f"read its tables; left out: {in_lines} words of paragraphs")
        return [turn for table in tables for turn in _grid.turns(table, source.name)]
    if in_tables:
        source.note(f"read its paragraphs; left out: {in_tables} words of tables")
    return _lines.turns(lines, source.name)


def sniff(source: Source) -> Guess | None:
    """A document whose words can be given to speakers."""
    content = _load(source)
    try:
        found = _made(source, *content)
    except ReadError:
        return None
    who = {turn.speaker for turn in found if turn.speaker}
    return Guess(0.9, (f"{len(found)} turns of {len(who)} speakers",)) if len(who) >= 2 else None


READER = transcript_reader(
    "docx_transcript",
    "Word transcript (.docx)",
    (".docx",),
    sniff,
    turns,
    grade="layout from documentation",
)
