"""PDF transcripts with text in them: the lines of the pages, by pypdf.

A PDF has lines, not paragraphs: one that stops within a sentence goes on in the next, and a word parted at the end of
a line is put together. Headers, footers and page numbers, which come again on most pages, are left out and counted.
The place is the page and the line on it. Pictures of text are refused: they need text recognition first.
"""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import document as _document
from voc.reading.talk.document import Content
from voc.reading.talk.filled import Line
from voc.reading.talk.speech import heading, like_name, like_proper_name
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

# Fewer letters a page than this are the stamp of a scanner.
_LETTERS = 20
_MOST_PAGES = 2_000
_MOST_SECONDS = 120
# So many lines at the top and bottom of a page may be headers and footers, if they come again on such a share of the
# pages: left and right pages may differ.
_EDGE = 3
_OFTEN = 0.4
_CLOCK = re.compile(r"\d:\d\d")
_STAMP = re.compile(r"[\[(#<]?\d{1,2}:\d\d")
# "ﬁ" is how a font draws "fi", not what was written.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_PARTED = re.compile(r"(\w*[^\W\d_])[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_ENDED = re.compile(r"[.?!:…]['\"”’»)\]]*$")
# A line that goes on in the next is about as long as the long ones.
_FULL = 0.7


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from logging each flaw of a file; its own logger only, and only meanwhile."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _pages(source: Source) -> list[list[str]]:
    """The lines of each page."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    begun = time.monotonic()
    pages: list[list[str]] = []
    try:
        with _quiet(), source.path.open("rb") as stream:
            reader = PdfReader(stream, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise ReadError(f"{source.name}: has a password; save it without one")
            if len(reader.pages) > _MOST_PAGES:
                raise ReadError(f"{source.name}: over {_MOST_PAGES:,} pages; save the interviews one by one")
            for page in reader.pages:
                pages.append((page.extract_text() or "").split("\n"))
                if time.monotonic() - begun > _MOST_SECONDS:
                    raise ReadError(f"{source.name}: takes over {_MOST_SECONDS} seconds; save it as .docx or .txt")
    except ReadError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise ReadError(f"{source.name}: encrypted; print it into a new PDF, or save it as .docx") from error
    except Exception as error:  # pypdf raises whatever a broken file makes of it, RecursionError, too
        raise ReadError(
            f"{source.name}: not a PDF that can be read; save it again, or as .docx ({type(error).__name__})"
        ) from error
    return pages


def _load(source: Source) -> Content:
    """The paragraphs of the pages; raises ``ReadError`` where the pages have no text."""
    pages = [[line.translate(_LIGATURES).strip() for line in page] for page in _pages(source)]
    letters = [sum(sign.isalnum() for line in page for sign in line) for page in pages]
    if sum(letters) < _LETTERS * max(1, len(pages)):
        raise ReadError(
            f"{source.name}: pictures of {len(pages)} pages, without text in them; "
            "run text recognition (OCR) on it first and save it as a PDF with text"
        )
    if empty := letters.count(0):
        source.note(f"{empty} of {len(pages)} pages hold no text: pictures are not read")
    filled = [[line for line in page if line] for page in pages]
    again = _repeated(filled)
    lines: list[Line] = []
    for number, page in enumerate(filled, 1):
        top, bottom = (_edge(page, again, end) for end in (0, -1))
        places = range(top, len(page) - bottom)
        lines += [(f"page {number}, line {index + 1}", page[index]) for index in places]
    left_out = sum(map(len, filled)) - len(lines)
    if left_out:
        source.note(f"left out: {left_out} headers, footers and page numbers")
    return Content(list(_paragraphs(lines)))


def _like(line: str) -> str:
    """What headers of two pages have in common: all but the number; a time makes a line another one."""
    bare = " ".join(line.casefold().split())
    return bare if _CLOCK.search(bare) else re.sub(r"\d+", "#", bare)


def _repeated(pages: Sequence[Sequence[str]]) -> set[tuple[int, str]]:
    """What stands at the same place from the top (0, 1 …) or bottom (-1, -2 …) of many pages and hardly elsewhere."""
    anywhere = Counter(_like(line) for page in pages for line in page)
    places = [*range(_EDGE), *range(-_EDGE, 0)]
    found = Counter(
        (place, _like(page[place])) for page in pages for place in places if place < len(page) and -place <= len(page)
    )
    often = max(2.0, _OFTEN * len(pages))
    return {key for key, count in found.items() if count >= often and anywhere[key[1]] <= 1.2 * count + 1}


def _edge(page: Sequence[str], again: Set[tuple[int, str]], end: int) -> int:
    """How many lines at the top (0) or bottom (-1) of a page are of its header or footer; a speaker's are not."""
    step = 1 if end == 0 else -1
    for count in range(min(_EDGE, len(page))):
        line = page[end + step * count]
        begin = heading(line)
        if (end + step * count, _like(line)) not in again or (begin is not None and like_proper_name(begin[0])):
            return count
    return min(_EDGE, len(page))


def _paragraphs(lines: Sequence[Line]) -> Iterator[Line]:
    """Put the lines together that go on in the next."""
    lengths = sorted(len(line) for _, line in lines)
    full = _FULL * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    words = Counter(word.casefold() for _, line in lines for word in _WORD.findall(line))
    begun: Line | None = None
    last = ""
    for place, line in lines:
        if begun is not None and (parted := _PARTED.search(last)) and line[:1].islower():
            begun = (begun[0], _unparted(begun[1], parted[1], line, words))
        elif begun is not None and len(last) >= full and _goes_on(last, line):
            begun = (begun[0], f"{begun[1]} {line}")
        else:
            if begun is not None:
                yield begun
            begun = (place, line)
        last = line
    if begun is not None:
        yield begun


def _goes_on(line: str, following: str) -> bool:
    """Whether a full line is not the end of its paragraph; a name in front begins a new one."""
    begin = heading(following)
    if (begin is not None and like_name(begin[0])) or _STAMP.match(following):
        return False
    return following[0].islower() or not _ENDED.search(line)


def _unparted(before: str, head: str, line: str, words: Counter[str]) -> str:
    """Join a word that was parted at the end of a line; the hyphen stays where the document has it elsewhere, too.

    >>> _unparted("a de-", "de", "livery", Counter())
    'a delivery'
    >>> _unparted("my self-", "self", "service", Counter(["self-service"]))
    'my self-service'
    """
    tail = _WORD.match(line)
    head, after = head.casefold(), tail[0].casefold() if tail else ""
    # Both parts were counted once at this very place.
    apart = len(head) > 2 and words[head] > 1 and words[after] > 1 and not words[head + after]
    compound = words[f"{head}-{after}"] or apart
    return f"{before if compound else before[:-1]}{line}"


def turns(source: Source) -> list[Turn]:
    """Make turns of the paragraphs."""
    return _document.turns(source, _load(source))


def sniff(source: Source) -> Guess | None:
    """A document whose words can be given to speakers."""
    return _document.sniff(source, _load(source), name="pdf_transcript")


READER = transcript_reader(
    "pdf_transcript",
    "PDF transcript with text in it (.pdf)",
    (".pdf",),
    sniff,
    turns,
    grade="unverified",
)
