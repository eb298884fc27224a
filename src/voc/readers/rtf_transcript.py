"""RTF transcripts: paragraphs or tables, by striprtf.

The place is the paragraph's number or the table row's. Tracked deletions, comments, footnotes, headers, footers and
pictures are left out; the account counts comments and footnotes.
"""

from __future__ import annotations

import re

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import document as _document
from voc.reading.talk.document import Content
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_MAGIC = b"{\\rtf"
_MOST = 64 * 2**20
# A picture is written in hexadecimal figures.
_PICTURE = re.compile(r"[0-9a-fA-F\r\n]{1000,}")
# What the RTF specification 1.9.1 calls the parts that striprtf would give as words, or would not tell apart: a
# deleted run and a list's number become destinations, cells and rows signs that no text has, the target of a link
# an unnamed field.
_MARKS = (
    (re.compile(r"\\(?:deleted(?![a-z0-9])|listtext(?![a-z]))"), r"\\*\\private"),
    (re.compile(r"\\(?:nest)?cell(?![a-z]) ?"), "\ue000"),
    (re.compile(r"\\(?:nest)?row(?![a-z]) ?"), "\ue001"),
    (re.compile(r"\\trowd(?![a-z]) ?"), "\ue002"),
    (re.compile(r"\\fldinst(?![a-z])"), r"\\fldtype"),
)
_ROW = re.compile(r"\ue002([^\ue001]*)\ue001")
_TABLES = re.compile(r"((?:\s*\ue002[^\ue001]*\ue001)+)")
_ASIDE = {"comments": re.compile(r"\\annotation(?![a-z])"), "footnotes": re.compile(r"\\footnote(?![a-z])")}


def _load(source: Source) -> Content:
    """The lines of the paragraphs, and the rows of each table."""
    if not source.magic.lstrip().startswith(_MAGIC):
        raise ReadError(f"{source.name}: no RTF, whatever its name says; save it as .docx or .rtf again")
    if source.path.stat().st_size > _MOST:
        raise ReadError(f"{source.name}: longer than {_MOST // 2**20} MiB; take the pictures out or save it as .docx")
    given = source.text
    aside = [f"{count} {what}" for what, mark in _ASIDE.items() if (count := len(mark.findall(given)))]
    if aside:
        source.note(f"left out: {' and '.join(aside)}")
    return _content(_words(source, given))


def _words(source: Source, text: str) -> str:
    """The text of a document, with signs of the private use area around its cells and rows."""
    from striprtf.striprtf import rtf_to_text

    text = _PICTURE.sub("", text)
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    try:
        words: str = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf takes numbers and encodings as they come
        raise ReadError(
            f"{source.name}: not RTF that can be read ({type(error).__name__}); save it as .docx or .rtf again"
        ) from error
    # A sign beyond the first 65,536 comes as two halves.
    whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")
    if lost := whole.count("\ufffd"):
        source.note(f"{lost} signs of an unknown encoding; save it as .docx if words are broken")
    return whole


def _content(text: str) -> Content:
    content = Content()
    number = 0
    for index, part in enumerate(_TABLES.split(text)):
        if index % 2:
            place = f"table {len(content.tables) + 1}, row"
            rows = [row.split("\ue000")[:-1] for row in _ROW.findall(part)]
            cells = [[cell.replace("\ue002", "").strip() for cell in row] for row in rows]
            content.tables.append([(f"{place} {n}", row) for n, row in enumerate(cells, 1)])
            continue
        for line in part.translate(dict.fromkeys((0xE000, 0xE001, 0xE002), "\n")).split("\n"):
            number += 1
            content.lines.append((f"paragraph {number}", line))
    return content


def turns(source: Source) -> list[Turn]:
    """Make turns of the tables if they hold most of the words, else of the paragraphs."""
    return _document.turns(source, _load(source))


def sniff(source: Source) -> Guess | None:
    """A document whose words can be given to speakers."""
    return _document.sniff(source, _load(source), name="rtf_transcript")


READER = transcript_reader(
    "rtf_transcript",
    "RTF transcript (.rtf)",
    (".rtf",),
    sniff,
    turns,
    grade="layout from documentation",
)
