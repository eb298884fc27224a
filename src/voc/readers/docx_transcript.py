"""Word transcripts: ``Name: text`` paragraphs, or a table with a time, a speaker and a text column.

Paragraphs and table rows are walked in the order of the document; the place is the paragraph's number or the
table row's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import _turns
from voc.readers._base import Guess, Reader, Source
from voc.readers._turns import Turn
from voc.readers.text_transcript import prefixed

if TYPE_CHECKING:
    from docx.document import Document

_TIME = re.compile(r"^[\[(]?(\d+:)?\d{1,2}:\d{2}([.,]\d+)?[\])]?$")
_HEADER = re.compile(r"^(time|timestamp|speaker|name|who|text|transcript|content|said)$", re.IGNORECASE)


def _open(source: Source) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(str(source.path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise ReadError(f"{source.name}: not a Word document that can be read; save it as .docx again") from error


def turns(source: Source) -> list[Turn]:
    """Make turns of the tables if they hold most of the words, else of the paragraphs."""
    from docx.table import Table

    paragraphs: list[tuple[int, str]] = []
    rows: list[Turn] = []
    number = tables = 0
    for block in _open(source).iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            rows += [
                turn
                for index, row in enumerate(block.rows, 1)
                if (turn := _row([cell.text.strip() for cell in row.cells], f"table {tables}, row {index}"))
            ]
        else:
            number += 1
            if block.text.strip():
                paragraphs.append((number, block.text.strip()))
    in_tables = sum(len(turn.text) for turn in rows)
    if in_tables > sum(len(text) for _, text in paragraphs):
        return rows
    if not paragraphs:
        raise ReadError(f"{source.name}: no text; save the document again")
    return prefixed(paragraphs, source.name, "paragraph")


def _row(cells: list[str], place: str) -> Turn | None:
    """The longest cell is what was said; of the others the one that is no time names the speaker."""
    if len(cells) < 2 or all(_HEADER.match(cell) for cell in cells if cell):
        return None
    said = max(range(len(cells)), key=lambda index: (not _TIME.match(cells[index]), index == len(cells) - 1))
    if not cells[said]:
        return None
    names = [cell for index, cell in enumerate(cells) if index != said and cell and not _TIME.match(cell)]
    return Turn(names[0] if names else None, cells[said], place)


def sniff(source: Source) -> Guess | None:
    """A document whose words can be given to speakers."""
    try:
        found = turns(source)
    except ReadError:
        if source.path.read_bytes()[:2] != b"PK":
            raise
        return None
    who = {turn.speaker for turn in found if turn.speaker}
    return Guess(0.9, (f"{len(found)} turns of {', '.join(sorted(who)[:4])}",)) if len(who) >= 2 else None


def read(source: Source) -> Iterator[Passage]:
    """Yield the turns."""
    yield from _turns.passages(turns(source), interviewer=source.rule.interviewer)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say who is taken for what."""
    return _turns.preview(turns(source), interviewer=source.rule.interviewer)


READER = Reader(
    "docx_transcript",
    "Word transcript (.docx)",
    "interview",
    (".docx",),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
