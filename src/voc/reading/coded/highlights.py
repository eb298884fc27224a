"""Highlights that programs for qualitative analysis export as a table: words of a document, and the codes on them.

A highlight becomes one passage, its tags are codings over all of it, and its document is the person, as nothing else
tells who speaks. The rows know no paragraphs: where an interviewer is named within a highlight, her words reach to
the next name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from voc.quotes import Coding, Passage, Role
from voc.reading.coded.coded import counted
from voc.reading.source import Source
from voc.reading.talk.roles import said_role, says_who
from voc.reading.talk.speech import heading
from voc.reading.talk.turns import is_remark

# "P02:" or "MODERATOR:" within a highlight; "just a question: …" is none.
_LABEL = re.compile(r"(?<=\s)([A-Z]{1,4}\d{1,3}|[A-Z]{3,20}):(?=\s)")


@dataclass
class Highlight:
    """A highlight with all its tags, each with its coder, and the row it first stands in."""

    number: int
    identifier: str
    document: str
    content: str
    tags: list[tuple[str, str]] = field(default_factory=list)


def passages(source: Source, found: Sequence[Highlight], *, coder: str = "") -> Iterator[Passage]:
    """Yield each highlight once, cut where a speaker is named in it; ``coder``: what the file says of who coded."""
    names = _names(found)
    mixed = 0
    for one in found:
        parts = list(_parts(one.content, names))
        mixed += len(parts) > 1
        for number, (speaker, words) in enumerate(parts, 1):
            place = f"row {one.number}, highlight {one.identifier}" + (f", part {number}" if len(parts) > 1 else "")
            role = _role(speaker)
            codings = tuple(Coding(0, len(words), tag, by) for tag, by in one.tags) if words else ()
            yield Passage(
                words,
                place,
                speaker=one.document if role == "participant" else speaker,
                role=role,
                excluded="remark, nothing said" if role == "participant" and is_remark(words) else None,
                key=one.identifier,
                codings=codings,
            )
    _note(source, found, mixed, coder)


def becomes(found: Sequence[Highlight], columns: Sequence[str]) -> list[tuple[str, str]]:
    """Say what the columns of id, document, tag and words become, and how much there is of it."""
    names = _names(found)
    asked = sum(_role(speaker) != "participant" for one in found for speaker, _ in _parts(one.content, names))
    what = (
        counted(highlight=len(found)),
        f"participant: {counted(document=len({one.document for one in found}))}",
        f"tags: {counted(code=len({tag for one in found for tag, _ in one.tags})) or 'none'}",
        f"quotes; of an interviewer: {counted(part=asked) or 'none'}",
    )
    return list(zip(columns, what, strict=True))


def _names(found: Sequence[Highlight]) -> set[str]:
    """The names in front of highlights, or of words within one, that say what somebody does there."""
    begins = (heading(one.content) for one in found)
    inside = (name for one in found for name in _LABEL.findall(one.content))
    return {name for name in (*(begin[0] for begin in begins if begin), *inside) if says_who(name)}


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


def _note(source: Source, found: Sequence[Highlight], mixed: int, coder: str) -> None:
    tags = {tag for one in found for tag, _ in one.tags}
    codings = sum(len(one.tags) for one in found)
    documents = {one.document for one in found}
    counts = {"highlight": len(found), "document": len(documents), "coding": codings, "tag": len(tags)}
    source.note(f"read {counted(**counts)}{coder}")
    if mixed:
        source.note(
            f"{counted(highlight=mixed)} with a speaker's name within: from there on the words count as hers, "
            "as the export keeps no paragraphs"
        )
