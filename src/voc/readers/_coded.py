"""Documents that people coded: their text to passages, and each coding to the words it was put on.

A document that is a transcript is read turn by turn, so that the interviewer's words are no evidence; any other is
read line by line, or by paragraphs where its lines are wrapped. Every passage is a slice of its document, so a
coding keeps its words by subtraction. Who speaks is the person (case) that the project gives a document or a part of
it, else the name in the transcript, else the document itself: nobody's name stands for two people of two documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from voc.errors import ReadError
from voc.quotes import Coding, Passage
from voc.readers._source import Source
from voc.readers._spoken import Span, spans

# The code of a memo that a person wrote beside words without giving them one.
ANNOTATION = "annotation"


@dataclass(frozen=True, slots=True)
class Person:
    """Whose words a document, or some ranges of it, are; ``name`` may be missing where only attributes are known."""

    name: str | None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    ranges: tuple[tuple[int, int], ...] | None = None

    def holds(self, start: int, end: int) -> bool:
        """Whether most of a range is in this person's ranges."""
        held = sum(max(0, min(end, last) - max(start, first)) for first, last in self.ranges or ())
        return 2 * held > end - start


@dataclass
class Document:
    """A text with what was coded in it: offsets are code points of ``text``.

    ``headings`` are ranges that the author of the document set as such. An ``excerpt`` is a part of a text that is
    not there itself; ``of`` is the document it comes from.
    """

    name: str
    text: str
    codings: list[Coding] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    headings: list[tuple[int, int]] = field(default_factory=list)
    excerpt: bool = False
    of: str | None = None

    @property
    def author(self) -> str:
        """Whose words they are where nobody is named."""
        return self.of or self.name


def passages(documents: Sequence[Document], source: Source) -> Iterator[Passage]:
    """Every passage of the documents with its codings; notes how many codings lie on no words."""
    named = _told_apart(documents)
    found = [list(spans(one.text, source, headings=one.headings, whole=one.excerpt, place=one.name)) for one in named]
    _check_interviewer(found, source)
    met = Counter(name for these in found for name in {span.speaker for span in these} if name)
    lost = 0
    for document, these in zip(named, found, strict=True):
        taken: set[int] = set()
        for span in these:
            codings = _codings(document, span, taken)
            yield replace(_signed(document, span, these, met), codings=codings)
        lost += len(document.codings) - len(taken)
    if lost:
        source.note(f"{counted(coding=lost)} on no words of anybody: blank lines, names of speakers")


def note_codings(source: Source, documents: Sequence[Document]) -> None:
    """Note how many documents, codes and coders there are."""
    codings = [coding for document in documents for coding in document.codings]
    codes, people = {coding.code for coding in codings}, {coding.by for coding in codings}
    said = counted(
        document=len({document.author for document in documents}),
        coding=len(codings),
        code=len(codes),
        coder=len(people),
    )
    source.note(f"read {said}")


def counted(**kinds: int) -> str:
    """How many there are of each kind, where there are any.

    >>> counted(picture=2, video=1, coding=0)
    '2 pictures, 1 video'
    """
    return ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in kinds.items() if count)


def preview(documents: Sequence[Document], source: Source) -> list[tuple[str, str]]:
    """Say of each document how it is read, who speaks, and how much is coded."""
    rows = []
    for document in _told_apart(documents):
        these = list(
            spans(document.text, source, headings=document.headings, whole=document.excerpt, place=document.name)
        )
        said = Counter((span.speaker or "its author", span.role) for span in these if span.excluded is None)
        who = ", ".join(f"{name} ({role}, {count})" for (name, role), count in said.items())
        rows.append((document.name, f"{who or 'no words'}; {counted(coding=len(document.codings)) or 'no codings'}"))
    codes = Counter(coding.code for document in documents for coding in document.codings)
    return [*rows, *((f"code {code}", f"tag of {counted(coding=count)}") for code, count in codes.most_common())]


def _told_apart(documents: Sequence[Document]) -> list[Document]:
    """Documents of one name get a number, as a place has to be found again."""
    met: Counter[str] = Counter()
    made = []
    for document in documents:
        met[document.name] += 1
        number = met[document.name]
        made.append(document if number == 1 else replace(document, name=f"{document.name} ({number})"))
    return made


def _check_interviewer(found: Sequence[Sequence[Span]], source: Source) -> None:
    """An interviewer whom the study names has to speak in some document."""
    named = source.rule.interviewer
    who = {span.speaker for these in found for span in these if span.speaker}
    if named is not None and named.casefold() not in {name.casefold() for name in who}:
        raise ReadError(
            f"{source.name}: the interviewer that study.toml names, {named!r}, speaks in none of its documents; "
            f"the speakers are: {', '.join(sorted(who)[:12]) or 'nobody named'}. Set interviewer to one of them or "
            "take the line out"
        )


def _codings(document: Document, span: Span, taken: set[int]) -> tuple[Coding, ...]:
    """The codings that share words with a span, in its own offsets; ``taken`` remembers which these are."""
    kept = []
    for number, coding in enumerate(document.codings):
        start, end = max(coding.start, span.start), min(coding.end, span.end)
        if start < end and any(map(str.isalnum, document.text[start:end])):
            taken.add(number)
            kept.append(replace(coding, start=start - span.start, end=end - span.start))
    return tuple(kept)


def _signed(document: Document, span: Span, all_spans: Sequence[Span], met: Mapping[str, int]) -> Passage:
    """A span as a passage, with the person whose words it is and what is known of her."""
    passage = Passage(
        document.text[span.start : span.end],
        span.place,
        role=span.role,
        question=span.question,
        excluded=span.excluded,
    )
    if span.role != "participant":
        return replace(passage, speaker=span.speaker)
    voices = {one.speaker for one in all_spans if one.role == "participant" and one.excluded is None}
    person = _person(document, span, alone=len(voices) == 1)
    attributes = dict(person.attributes) if person else {}
    if len(voices) == 1:
        for other in document.people:
            attributes |= {} if other.ranges else {k: v for k, v in other.attributes.items() if k not in attributes}
        attributes |= {key: value for key, value in document.attributes.items() if key not in attributes}
    name = person.name if person and person.name else None
    return replace(passage, speaker=name or _scoped(document, span.speaker, met), attributes=attributes)


def _person(document: Document, span: Span, *, alone: bool) -> Person | None:
    """The person of the project whose words a span is: of this part, of the document, or by the speaker's name."""
    for person in document.people:
        if person.ranges is not None and person.holds(span.start, span.end):
            return person
    whole = [person for person in document.people if person.ranges is None and person.name]
    if alone and len(whole) == 1:
        return whole[0]
    speaker = (span.speaker or "").casefold()
    return next((person for person in whole if str(person.name).casefold() == speaker), None)


def _scoped(document: Document, speaker: str | None, met: Mapping[str, int]) -> str:
    """A speaker's name; with the document's where another document has one of the same name."""
    if speaker is None:
        return document.author
    return speaker if met[speaker] == 1 else f"{speaker} in {document.name}"
