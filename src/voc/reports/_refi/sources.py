"""A document as an element: its selections, and in each the codings of everyone who judged it.

All models share one selection a quote, as they judged it whole; what each was led by stands in its description. A
person's coding has a selection of its own over exactly the words she marked, and her memo as a note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from lxml import etree

from voc.journey.model import Journey
from voc.quotes import Quote
from voc.reports._basis import BUILDER, Basis, Judgement
from voc.reports._characters import cut, identifier, sound
from voc.reports._refi.codes import Codes, themes
from voc.reports._refi.documents import Document


class Sources:
    """Makes the elements of documents and collects the notes that they refer to."""

    def __init__(self, journey: Journey, basis: Basis, codes: Codes) -> None:
        self.codes = codes
        self.notes: dict[str, Any] = {}
        self._tags: dict[str, list[Judgement]] = defaultdict(list)
        for tag in basis.tags:
            self._tags[tag.quote_id].append(tag)
        self._themes: dict[str, list[str]] = defaultdict(list)
        for kind, points in themes(journey):
            for point in points:
                for quote_id in point.quote_ids:
                    self._themes[quote_id].append(codes.of_theme(kind, point).guid)

    def element(self, document: Document) -> Any:
        """A text source with its selections in the order of the text."""
        made = etree.Element(
            "TextSource", guid=document.guid, name=document.name, plainTextPath=f"internal://{document.guid}.txt"
        )
        etree.SubElement(made, "Description").text = sound(
            f"{document.kind}; quotes of {document.name}; SHA-256 of that file: {document.sha256}"
        )
        for quote in document.quotes:
            if quote.quote_id in document.places:
                self._quote(made, document, quote)
        return made

    def _quote(self, source: Any, document: Document, quote: Quote) -> None:
        start, end = document.places[quote.quote_id]
        tags = [tag for tag in self._tags.get(quote.quote_id, ()) if self.codes.of_tag(tag) is not None]
        machine = [tag for tag in tags if not tag.is_human]
        whole = _selection(source, selection(document, quote), document.text, start, end)
        if machine:
            # Without codings a description would be a memo of its own to other programs.
            etree.SubElement(whole, "Description").text = sound(_told(quote, machine))
        for tag in machine:
            self._coding(whole, tag)
        for code in self._themes.get(quote.quote_id, ()):
            _coding(whole, code, BUILDER)
        marked: dict[tuple[int, int], list[Judgement]] = defaultdict(list)
        for tag in tags:
            if tag.is_human:
                marked[_words(quote, tag)].append(tag)
        for (first, last), given in sorted(marked.items()):
            # Signs are replaced one for one, so places in the quote are places in the text.
            guid = str(identifier("selection", document.guid, quote.quote_id, first, last))
            own = _selection(source, guid, document.text, start + first, start + last)
            for tag in given:
                self._coding(own, tag)

    def _coding(self, element: Any, tag: Judgement) -> None:
        code = self.codes.of_tag(tag)
        if code is None:
            return
        made = _coding(element, code.guid, tag.by)
        if tag.is_human and tag.reason:
            note = str(identifier("note", tag.reason, tag.by))
            etree.SubElement(made, "NoteRef", targetGUID=note)
            self.notes.setdefault(note, _note(note, tag))


def selection(document: Document, quote: Quote) -> str:
    """The identifier of the selection of a whole quote."""
    return str(identifier("selection", document.guid, quote.quote_id))


@cache
def user(by: str) -> str:
    """The identifier of whoever judged."""
    return str(identifier("user", by))


def _selection(source: Any, guid: str, text: str, start: int, end: int) -> Any:
    return etree.SubElement(
        source,
        "PlainTextSelection",
        guid=guid,
        name=cut(text[start:end]),
        startPosition=str(start),
        endPosition=str(end),
    )


def _coding(element: Any, code: str, by: str) -> Any:
    guid = str(identifier("coding", element.get("guid"), code, by))
    if any(one.get("guid") == guid for one in element):
        return element  # a model may say a thing twice, by two words of one quote
    made = etree.SubElement(element, "Coding", guid=guid, creatingUser=user(by))
    etree.SubElement(made, "CodeRef", targetGUID=code)
    return made


def _note(guid: str, tag: Judgement) -> Any:
    made = etree.Element("Note", guid=guid, name=cut(tag.reason or ""), creatingUser=user(tag.by))
    etree.SubElement(made, "PlainTextContent").text = sound(tag.reason or "")
    return made


def _words(quote: Quote, tag: Judgement) -> tuple[int, int]:
    """The words that a person marked; the whole quote where she marked none of it."""
    if tag.start is None or tag.end is None or not 0 <= tag.start < tag.end <= len(quote.text):
        return 0, len(quote.text)
    return tag.start, tag.end


def _told(quote: Quote, tags: Iterable[Judgement]) -> str:
    """What was asked, and how sure and by which words each model judged."""
    lines = [f"answers: {quote.question}"] if quote.question else []
    return "\n".join([*lines, *(_line(quote, tag) for tag in tags)])


def _line(quote: Quote, tag: Judgement) -> str:
    parts: Mapping[str, str | None] = {
        "confidence": None if tag.confidence is None else f"{tag.confidence:.2f}",
        "value": None if tag.value is None else f"{tag.value:+.2f}",
        "by": None if tag.start is None else f"“{quote.text[tag.start : tag.end]}”",
    }
    said: Sequence[str] = [f"{key} {value}" for key, value in parts.items() if value]
    return f"{tag.kind} {tag.label}{': ' if said else ''}{', '.join(said)}"
