"""Word transcripts: paragraphs as in a text file, or a table with a time, a speaker and a text column.

Paragraphs and table rows are walked in the order of the document; the place is the paragraph's number or the table
row's. The words are those that stand with all changes accepted. Headers and footers, comments and footnotes are left
out; the account counts the last two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voc.errors import ReadError
from voc.reading import archive as _archive
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import document as _document
from voc.reading.talk.document import Content
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.xml import local

# What is deleted or moved away, what a drawing says to programs that cannot draw it, codes of fields, tab stops.
_GONE = ("del", "moveFrom", "Fallback", "delText", "instrText", "pPr")
# A part of a document that holds paragraphs and tables of its own, as forms and citations do.
_AROUND = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_OLD = b"\xd0\xcf\x11\xe0"


def _load(source: Source) -> Content:
    """The lines of the paragraphs, and the rows of each table."""
    if source.magic.startswith(_OLD):
        raise ReadError(f"{source.name}: has a password, or is of an old Word; save it as .docx without a password")
    with _archive.opened(source.path, source.name):
        pass
    import docx

    try:
        document = docx.Document(str(source.path))
        content = _content(document)
        _note_aside(source, document)
    except Exception as error:  # zipfile, zlib, lxml and python-docx raise a dozen kinds for a bad file
        raise ReadError(
            f"{source.name}: not a Word document that can be read; save it as .docx again ({type(error).__name__})"
        ) from error
    return content


def _content(document: Any) -> Content:
    import docx

    content = Content()
    number = 0
    for block in _blocks(document.element.body):
        if local(block) == "tbl":
            place = f"table {len(content.tables) + 1}, row"
            rows = docx.table.Table(block, document).rows
            cells = [[_text(cell._element).strip() for cell in row.cells] for row in rows]
            content.tables.append([(f"{place} {index}", row) for index, row in enumerate(cells, 1)])
        else:
            number += 1
            # A soft line break begins a new turn as often as a paragraph does.
            content.lines += [(f"paragraph {number}", line) for line in _text(block).split("\n")]
            if _is_bold(block):
                content.bold.add(f"paragraph {number}")
    return content


def _blocks(element: Any) -> Iterator[Any]:
    """The paragraphs and tables in their order, also those inside of forms."""
    waiting = [iter(element)]
    while waiting:
        for child in waiting[-1]:
            name = local(child)
            if name in ("p", "tbl"):
                yield child
            elif name in _AROUND:
                waiting.append(iter(child))
                break
        else:
            waiting.pop()


def _text(element: Any) -> str:
    """The words of a paragraph or cell; python-docx would leave tracked insertions out."""
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start",))
    for _, node in walk:
        name = local(node)
        if name in _GONE:
            walk.skip_subtree()
        elif name == "t":
            parts.append(node.text or "")
        elif name in _SIGNS or (name == "p" and parts):
            parts.append(_SIGNS.get(name, "\n"))
    return "".join(parts)


def _is_bold(paragraph: Any) -> bool:
    """Whether all words of a paragraph are bold, or it is styled as a heading."""
    if any(local(node) == "pStyle" and _value(node).startswith("Heading") for node in paragraph.iter()):
        return True
    runs = [run for run in paragraph.iter() if local(run) == "r" and _text(run).strip()]
    return bool(runs) and all(any(map(_makes_bold, run.iter())) for run in runs)


def _makes_bold(node: Any) -> bool:
    name, value = local(node), _value(node)
    return (name == "b" and value not in ("0", "false", "off")) or (name == "rStyle" and value == "Strong")


def _value(node: Any) -> str:
    """The value of a setting; ``""`` where it is only set."""
    return next((str(value) for key, value in node.items() if key.endswith("}val")), "")


def _note_aside(source: Source, document: Any) -> None:
    """Say how many comments and footnotes were left out."""
    comments = len(list(document.comments))
    notes = sum(1 for node in document.element.body.iter() if local(node) in ("footnoteReference", "endnoteReference"))
    counts = [f"{count} {what}" for count, what in ((comments, "comments"), (notes, "footnotes")) if count]
    if counts:
        source.note(f"left out: {' and '.join(counts)}")


def turns(source: Source) -> list[Turn]:
    """Make turns of the tables if they hold most of the words, else of the paragraphs."""
    return _document.turns(source, _load(source))


def sniff(source: Source) -> Guess | None:
    """A document whose words can be given to speakers."""
    return _document.sniff(source, _load(source), name="docx_transcript")


READER = transcript_reader(
    "docx_transcript",
    "Word transcript (.docx)",
    (".docx",),
    sniff,
    turns,
    grade="layout from documentation",
)
