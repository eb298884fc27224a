"""Taguette's export of highlights (CSV, XLSX): one row for each tag of each highlight.

A highlight becomes one passage, its tags are codings over all of it, and its document is the person, as nothing else
tells who speaks. The rows know no paragraphs: where an interviewer is named within a highlight, her words reach to
the next name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from voc.quotes import Coding, Passage, Role
from voc.readers.taguette_project import NOBODY
from voc.reading.base import Guess, Reader
from voc.reading.coded.code_tree import joined, split
from voc.reading.coded.coded import counted
from voc.reading.source import Source
from voc.reading.tables.table import TABLES
from voc.reading.talk.roles import said_role, says_who
from voc.reading.talk.speech import heading
from voc.reading.talk.turns import is_remark

_COLUMNS = ("id", "document", "tag", "content")


@dataclass
class _Highlight:
    """A highlight with all its tags, and the row it first stands in."""

    number: int
    identifier: str
    document: str
    content: str
    tags: list[str] = field(default_factory=list)


def sniff(source: Source) -> Guess | None:
    """Exactly Taguette's four columns, in its order."""
    if tuple(key for key in source.table.keys if key) != _COLUMNS:
        return None
    return Guess(0.98, ("the columns id, document, tag, content of Taguette",))


def read(source: Source) -> Iterator[Passage]:
    """Yield each highlight once, cut where a speaker is named in it."""
    found = _highlights(source)
    names = _names(found)
    mixed = 0
    for one in found:
        parts = list(_parts(one.content, names))
        mixed += len(parts) > 1
        for number, (speaker, words) in enumerate(parts, 1):
            place = f"row {one.number}, highlight {one.identifier}" + (f", part {number}" if len(parts) > 1 else "")
            role = _role(speaker)
            codings = tuple(Coding(0, len(words), tag, NOBODY) for tag in one.tags) if words else ()
            yield Passage(
                words,
                place,
                speaker=one.document if role == "participant" else speaker,
                role=role,
                excluded="remark, nothing said" if role == "participant" and is_remark(words) else None,
                key=one.identifier,
                codings=codings,
            )
    _note(source, found, mixed)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes, and how much there is of it."""
    found = _highlights(source)
    names = _names(found)
    asked = sum(_role(speaker) != "participant" for one in found for speaker, _ in _parts(one.content, names))
    return [
        ("id", counted(highlight=len(found))),
        ("document", f"participant: {counted(document=len({one.document for one in found}))}"),
        ("tag", f"tags: {counted(code=len({tag for one in found for tag in one.tags})) or 'none'}"),
        ("content", f"quotes; of an interviewer: {counted(part=asked) or 'none'}"),
    ]


def _highlights(source: Source) -> list[_Highlight]:
    """The highlights in the order of the file; a row of the same highlight adds its tag."""
    table = source.table
    columns = [table.keys.index(name) for name in _COLUMNS]
    found: dict[tuple[str, str, str], _Highlight] = {}
    for number, row in table.rows():
        identifier, document, tag, content = (row[index] for index in columns)
        key = (identifier, document, content)
        one = found.setdefault(key, _Highlight(number, identifier, document, content))
        if tag and (path := joined(split(tag, dots=True))) not in one.tags:
            one.tags.append(path)
    return list(found.values())


def _names(found: list[_Highlight]) -> set[str]:
    """The names in front of highlights that say what somebody does there."""
    begins = (heading(one.content) for one in found)
    return {begin[0] for begin in begins if begin and says_who(begin[0])}


def _parts(content: str, names: set[str]) -> Iterator[tuple[str | None, str]]:
    """The parts of a highlight with the speaker named in front of each, if one is."""
    named = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    cuts = list(re.finditer(rf"(?:(?<=\s)|^)({named})\s?:\s+", content)) if names else []
    if not cuts:
        yield None, content
        return
    if before := content[: cuts[0].start()].strip():
        yield None, before
    for cut, after in zip(cuts, [*cuts[1:], None], strict=True):
        if words := content[cut.end() : after.start() if after else None].strip():
            yield cut[1], words


def _role(speaker: str | None) -> Role:
    role = said_role(speaker) if speaker else None
    return role or "participant"


def _note(source: Source, found: list[_Highlight], mixed: int) -> None:
    tags = {tag for one in found for tag in one.tags}
    codings = sum(len(one.tags) for one in found)
    documents = {one.document for one in found}
    counts = {"highlight": len(found), "document": len(documents), "coding": codings, "tag": len(tags)}
    source.note(f"read {counted(**counts)}; the export does not say who coded")
    if mixed:
        source.note(
            f"{counted(highlight=mixed)} with a speaker's name within: from there on the words count as hers, "
            "as the export keeps no paragraphs"
        )


READER = Reader(
    "taguette_highlights",
    "Taguette highlights (CSV, XLSX)",
    "interview",
    TABLES,
    sniff,
    read,
    preview,
    grade="real file seen",
)
