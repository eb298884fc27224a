"""Documents that people coded: their text to passages, and each coding to the words it was put on.

A document that is a transcript is read turn by turn, so that the interviewer's words are no evidence; any other is
read line by line, or by paragraphs where its lines are wrapped. Every passage is a slice of its document, so a
coding keeps its words by subtraction. Who speaks is the person (case) that the project gives a document or a part of
it, else the name in the transcript, else the document itself: nobody's name stands for two people of two documents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Any

from voc.errors import ReadError
from voc.quotes import Coding, Passage
from voc.reading.base import Guess, Reader
from voc.reading.coded.spoken import Span, spans
from voc.reading.source import Source
from voc.reading.talk.cast import interviewers

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
    not there itself; ``of`` is the document it comes from. ``apart`` line ends divide it, where that is known.
    """

    name: str
    text: str
    codings: list[Coding] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    headings: list[tuple[int, int]] = field(default_factory=list)
    excerpt: bool = False
    apart: int | None = None
    of: str | None = None

    @property
    def author(self) -> str:
        """Whose words they are where nobody is named."""
        return self.of or self.name


def coded_reader(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    sniff: Callable[[Source], Guess | None],
    documents: Callable[[Source], list[Document]],
    *,
    grade: str,
) -> Reader:
    """Make a reader of a function that gives the documents of a coded project."""

    def read(source: Source) -> Iterator[Passage]:
        yield from passages(documents(source), source)

    return Reader(
        name, title, "interview", suffixes, sniff, read, lambda source: preview(documents(source), source), grade
    )


def passages(documents: Sequence[Document], source: Source) -> Iterator[Passage]:
    """Every passage of the documents with its codings; notes how many codings lie on no words."""
    named = _told_apart(documents)
    found = [_spans(one, source) for one in named]
    _check_interviewer(found, source)
    met = Counter(name for these in found for name in {span.speaker for span in these} if name)
    lost = 0
    for document, these in zip(named, found, strict=True):
        codings, unplaced = _codings(document, these)
        lost += unplaced
        voices = {span.speaker for span in these if span.role == "participant" and span.excluded is None}
        whose = _Whose(document, met, alone=len(voices) == 1)
        for span, coded in zip(these, codings, strict=True):
            yield whose.passage(span, tuple(coded))
    if lost:
        source.note(f"{counted(coding=lost)} on no words of anybody: blank lines, names of speakers")


def _spans(document: Document, source: Source) -> list[Span]:
    return list(
        spans(
            document.text,
            source,
            headings=document.headings,
            whole=document.excerpt,
            apart=document.apart,
            place=document.name,
        )
    )


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
    return ", ".join(f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in kinds.items() if number)


def preview(documents: Sequence[Document], source: Source) -> list[tuple[str, str]]:
    """Say of each document how it is read, who speaks, and how much is coded."""
    rows = []
    for document in _told_apart(documents):
        these = _spans(document, source)
        said = Counter((span.speaker or "its author", span.role) for span in these if span.excluded is None)
        who = ", ".join(f"{name} ({role}, {times})" for (name, role), times in said.items())
        rows.append((document.name, f"{who or 'no words'}; {counted(coding=len(document.codings)) or 'no codings'}"))
    codes = Counter(coding.code for document in documents for coding in document.codings)
    return [*rows, *((f"code {code}", f"tag of {counted(coding=times)}") for code, times in codes.most_common())]


def _told_apart(documents: Sequence[Document]) -> list[Document]:
    """Documents of one name get a number, as a place has to be found again."""
    names: set[str] = set()
    made = []
    for document in documents:
        tries = chain([document.name], (f"{document.name} ({number})" for number in count(2)))
        name = next(one for one in tries if one not in names)
        names.add(name)
        made.append(replace(document, name=name))
    return made


def _check_interviewer(found: Sequence[Sequence[Span]], source: Source) -> None:
    """An interviewer whom the study names has to speak in some document."""
    who = {span.speaker for these in found for span in these if span.speaker}
    for named in interviewers(source.rule.interviewer or ""):
        if named.casefold() not in {name.casefold() for name in who}:
            raise ReadError(
                f"{source.name}: the interviewer that study.toml names, {named!r}, speaks in none of its documents; "
                f"the speakers are: {', '.join(sorted(who)[:12]) or 'nobody named'}. Set interviewer to one of them, "
                "to several parted by ';', or take the line out"
            )


def _codings(document: Document, these: Sequence[Span]) -> tuple[list[list[Coding]], int]:
    """The codings that share words with each span, in its own offsets; and how many share none with any."""
    made: list[list[Coding]] = [[] for _ in these]
    ends = [span.end for span in these]
    lost = 0
    for coding in document.codings:
        placed = False
        for index in range(bisect_right(ends, coding.start), len(these)):
            span = these[index]
            if span.start >= coding.end:
                break
            start, end = max(coding.start, span.start), min(coding.end, span.end)
            if any(map(str.isalnum, document.text[start:end])):
                placed = True
                key = coding.key or f"{coding.start}–{coding.end} in {document.name}"
                made[index].append(replace(coding, start=start - span.start, end=end - span.start, key=key))
        lost += not placed
    return made, lost


@dataclass(frozen=True)
class _Whose:
    """Tells whose words the spans of a document are.

    ``alone``: one voice takes part in it; ``met``: in how many documents each name speaks.
    """

    document: Document
    met: Mapping[str, int]
    alone: bool

    def passage(self, span: Span, codings: tuple[Coding, ...]) -> Passage:
        """A span as a passage, with the person whose words it is and what is known of her."""
        speaker, attributes = span.speaker, {}
        if span.role == "participant":
            person = self._person(span)
            speaker = person.name if person is not None and person.name else self._scoped(span.speaker)
            attributes = self._attributes(person)
        return Passage(
            self.document.text[span.start : span.end],
            span.place,
            speaker=speaker,
            role=span.role,
            question=span.question,
            attributes=attributes,
            excluded=span.excluded,
            key=self.document.name,
            codings=codings,
        )

    def _person(self, span: Span) -> Person | None:
        """The person of the project: of this part, of the document, or by the speaker's name."""
        for person in self.document.people:
            if person.ranges is not None and person.holds(span.start, span.end):
                return person
        whole = [person for person in self.document.people if person.ranges is None and person.name]
        if self.alone and len(whole) == 1:
            return whole[0]
        speaker = (span.speaker or "").casefold()
        return next((person for person in whole if str(person.name).casefold() == speaker), None)

    def _attributes(self, person: Person | None) -> dict[str, Any]:
        """What is known of a person; of one who is alone in a document also what is known of the document."""
        known = dict(person.attributes) if person is not None else {}
        if self.alone:
            others = [other.attributes for other in self.document.people if other.ranges is None]
            for more in (*others, self.document.attributes):
                known |= {key: value for key, value in more.items() if key not in known}
        return known

    def _scoped(self, speaker: str | None) -> str:
        """A speaker's name; with the document's where another document has one of the same name."""
        if speaker is None:
            return self.document.author
        return speaker if self.met[speaker] == 1 else f"{speaker} in {self.document.name}"
