"""The sources of a REFI-QDA project as documents with their codings.

Nothing is left out without a count: codings outside their text, of pictures and sound, of codes that are not in the
project, and the documents whose text is missing are all remembered with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from voc.quotes import Coding
from voc.reading import xml as _xml
from voc.reading.coded import offsets as _offsets
from voc.reading.coded import refi_people as _refi_people
from voc.reading.coded.code_tree import joined
from voc.reading.coded.coded import ANNOTATION, Document
from voc.reading.coded.offsets import Counting, Marked
from voc.reading.coded.refi import Project, children, guid, target

_MEDIA = {"PictureSource": "picture", "AudioSource": "sound file", "VideoSource": "video", "PDFSource": "PDF"}
# ATLAS.ti counts a line end of Windows as one sign (QualCoder's import says so); others count what is in the file.
_COUNTS_ONE = "atlas"
_OUTSIDE = "outside the text of their document"
_NO_TEXT = "on pictures, sound, video or frames of a PDF without words"
_NO_CODE = "of a code that the project does not have"
_MISSING = "in documents whose text is missing"
_NOT_FOUND = "of frames in a PDF whose words do not stand once in its text"
_POINTS = ("fromSyncPoint", "toSyncPoint")
# voc's own projects: a blank line may be within a quote, two are between quotes (voc.reports._refi.documents).
_OURS, _APART = "voc ", 3
# A program may count the end of the text as a sign.
_SLACK = 2


@dataclass(frozen=True, slots=True)
class _Selection:
    """A marked range as the project says it, with its element."""

    marked: Marked
    element: Any


@dataclass
class Sources:
    """The documents of a project by the text file or element they come from, and what could not be read."""

    project: Project
    documents: dict[str, Document] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    media: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    countings: Counter[str] = field(default_factory=Counter)
    _by_source: dict[str, list[Document]] = field(default_factory=dict)
    _held: dict[str, list[tuple[Document, int, int]]] = field(default_factory=dict)
    _known: set[tuple[int, Coding]] = field(default_factory=set)

    def collect(self) -> None:
        """Go through all sources, then give the documents their people."""
        for container in children(self.project.root, "Sources"):
            for element in container:
                self._source(element)
        _refi_people.give(self.project, self._by_source, self._held)

    def _source(self, element: Any) -> None:
        kind = _xml.local(element)
        name = str(element.get("name") or guid(element))
        if kind == "TextSource":
            self._text(element, element, name, self._selections(children(element, "PlainTextSelection")))
            return
        for text in children(element, "Transcript"):
            self._text(text, element, str(text.get("name") or name), self._selections_in(text))
        frames = children(element, "PDFSelection")
        # ATLAS.ti says a selection twice, as a frame and as a range: a frame with words does without the range.
        said = {guid(frame) for frame in frames if _words(frame).strip()}
        for text in children(element, "Representation"):
            self._text(text, element, name, self._selections_in(text), told=said)
        for frame in frames:
            self._frame(frame, element, name)
        for child in element:
            if _xml.local(child).endswith("Selection") and child not in frames:
                self.lost[_NO_TEXT] += len(children(child, "Coding"))
        if guid(element) not in self._by_source:
            self.media[_MEDIA.get(kind, "other file")] += 1

    def _selections(self, elements: Sequence[Any]) -> list[_Selection]:
        found = []
        for element in elements:
            try:
                start, end = int(element.get("startPosition")), int(element.get("endPosition"))
            except (TypeError, ValueError):
                self.lost[_OUTSIDE] += len(children(element, "Coding"))
                continue
            found.append(_Selection(Marked(start, end, element.get("name")), element))
        return found

    def _selections_in(self, text: Any) -> list[_Selection]:
        """The selections of a transcript or of a PDF's text; in a transcript they lie between points in time."""
        found = self._selections(children(text, "PlainTextSelection"))
        points = {guid(point): str(point.get("position")) for point in children(text, "SyncPoint")}
        for element in children(text, "TranscriptSelection"):
            ends = [points.get(str(element.get(key) or "").strip("{}").upper(), "") for key in _POINTS]
            if all(end.isdecimal() for end in ends):
                found.append(_Selection(Marked(int(ends[0]), int(ends[1])), element))
            else:
                self.lost[_OUTSIDE] += len(children(element, "Coding"))
        return found

    def _text(
        self, element: Any, source: Any, name: str, selections: Sequence[_Selection], told: set[str] | None = None
    ) -> None:
        """Read a text with its selections; a text that two sources share is one document.

        ``told`` are selections that are not lost with a missing text.
        """
        content = next(iter(children(element, "PlainTextContent")), None)
        path = element.get("plainTextPath")
        raw = self.project.text(path) if content is None else "".join(content.itertext())
        if raw is None:
            if path is not None or element is source:
                self.missing.setdefault(path or guid(element), name)
                self._by_names(source, name, [one for one in selections if guid(one.element) not in (told or ())])
            return
        text, own = _offsets.plain(raw)
        key = str(path) if content is None else guid(element) or f"{name} {len(self.documents)}"
        ours = self.project.origin.startswith(_OURS)
        document = self._keep(key, Document(name, text, apart=_APART if ours else None), source)
        document.attributes |= self.project.attributes(source)
        usual = Counting(line_end=1 if _COUNTS_ONE in self.project.origin.casefold() else own.line_end)
        marked = [one.marked for one in selections]
        counting = _offsets.settle(text, marked, usual)
        if counting.told:
            self.countings[counting.told] += 1
        for selection, (start, end) in zip(selections, _offsets.placed(text, marked, counting), strict=True):
            self._mark(document, selection.element, start, end)
        for coding in children(element, "Coding"):
            self._code(document, coding, source, 0, len(text))

    def _keep(self, key: str, document: Document, source: Any) -> Document:
        """Keep a document under a key, or give the one that is kept there."""
        kept = self.documents.setdefault(key, document)
        self._by_source.setdefault(guid(source), []).append(kept)
        return kept

    def _mark(self, document: Document, element: Any, start: int, end: int) -> None:
        """Keep the codings of one selection, or its memo where it has none."""
        codings = children(element, "Coding")
        if len(document.text) < end <= len(document.text) + _SLACK:
            end = len(document.text)
        if not _offsets.lies_inside(document.text, start, end):
            self.lost[_OUTSIDE] += len(codings)
            return
        self._held.setdefault(guid(element), []).append((document, start, end))
        for coding in codings:
            self._code(document, coding, element, start, end)
        memo = self.project.memo(element)
        if not codings and memo:
            self._add(document, Coding(start, end, ANNOTATION, self.project.coder(element), memo))

    def _code(self, document: Document, coding: Any, element: Any, start: int, end: int) -> None:
        for reference in children(coding, "CodeRef"):
            code = target(reference)
            self._held.setdefault(code, []).append((document, start, end))
            if code in self.project.codes:
                memo, by = self.project.memo(coding, element), self.project.coder(coding, element)
                self._add(document, Coding(start, end, joined(self.project.codes[code]), by, memo))
            elif code not in self.project.cases:
                self.lost[_NO_CODE] += 1

    def _add(self, document: Document, coding: Coding) -> None:
        """Add a coding once, though two sources of one text, or a frame and a range, may both say it."""
        if (id(document), coding) not in self._known:
            self._known.add((id(document), coding))
            document.codings.append(coding)

    def _by_names(self, source: Any, name: str, selections: Sequence[_Selection]) -> None:
        """Of a text that is missing: the selections that are called by all the words they cover."""
        kept: list[tuple[int, int, Document]] = []
        for one in sorted(selections, key=lambda one: one.marked.start - one.marked.end):
            start, end, words = one.marked
            inside = next((found for found in kept if found[0] <= start and end <= found[1]), None)
            if inside is None and words and len(words) == end - start and not words.endswith(("…", "...")):
                excerpt = Document(f"{name}, signs {start}–{end}", _offsets.plain(words)[0], excerpt=True, of=name)
                inside = start, end, self._keep(f"{name} {start} {end}", excerpt, source)
                kept.append(inside)
            if inside is None:
                self.lost[_MISSING] += len(children(one.element, "Coding"))
            else:
                self._mark(inside[2], one.element, start - inside[0], end - inside[0])

    def _frame(self, element: Any, source: Any, name: str) -> None:
        """A frame drawn on a PDF: its words are found in the PDF's text, or are an excerpt of their own."""
        codings, raw = children(element, "Coding"), _words(element)
        if any(document.of is None for document, _, _ in self._held.get(guid(element), ())):
            return
        if not raw.strip() or (not codings and self.project.memo(element) is None):
            self.lost[_NO_TEXT] += len(codings)
            return
        whole = next((one for one in self._by_source.get(guid(source), ()) if not one.excerpt), None)
        if whole is None:
            number = 1 + sum(one.of == name for one in self.documents.values())
            excerpt = Document(f"{name}, selection {number}", _offsets.plain(raw)[0], excerpt=True, of=name)
            self._mark(self._keep(guid(element) or excerpt.name, excerpt, source), element, 0, len(excerpt.text))
        elif place := _offsets.elsewhere(whole.text, raw):
            self._mark(whole, element, *place)
        else:
            self.lost[_NOT_FOUND] += len(codings)


def _words(frame: Any) -> str:
    """The words that a frame on a PDF covers, where the program wrote them down."""
    contents = (one for text in children(frame, "Representation") for one in children(text, "PlainTextContent"))
    return "".join("".join(one.itertext()) for one in contents)
