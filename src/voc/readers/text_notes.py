"""One person's words in plain text, without a mark of who speaks: read so only where the study names this format.

Whether a page of prose is an interview, field notes or a letter, nothing in it tells. Named in ``study.toml``, all of
it is one participant's; the place is the line on which a paragraph begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.talk.cues import ENDS
from voc.reading.talk.filled import filled

# What the one who speaks is called in all the passages of a file, so that they are one person's.
_VOICE = "(one voice)"


def sniff(source: Source) -> Guess | None:
    """Never taken by itself; where no other format fits, the error says how to have it read."""
    if not filled([("", source.head)]):
        return None
    raise ReadError(
        f"{source.name}: no structure of a known format was found: no names, questions or times stand in front of what "
        f"was said. If all of it is one person's words, write {source.rule_for('text_notes')}"
    )


def read(source: Source) -> Iterator[Passage]:
    """Yield each paragraph; a line that does not end a sentence goes on with the next, a blank line ends it always."""
    found = False
    for place, words in _paragraphs(source):
        found = True
        yield Passage(words, place, speaker=_VOICE)
    if not found:
        raise ReadError(f"{source.name}: no words; save the text again")


def _paragraphs(source: Source) -> Iterator[tuple[str, str]]:
    place, lines = "", list[str]()
    for number, line in enumerate([*source.text.split("\n"), ""], 1):
        words = line.strip()
        if lines and (not words or ENDS.search(lines[-1])):
            yield place, "\n".join(lines)
            lines = []
        if filled([("", words)]):
            place = place if lines else f"line {number}"
            lines.append(words)


def preview(source: Source) -> list[tuple[str, str]]:
    """All of it is one person's."""
    count = sum(1 for _ in _paragraphs(source))
    return [("the whole text", f"participant, {count} paragraphs — format = text_notes says it is one person's words")]


READER = Reader(
    "text_notes",
    "Plain text of one person, only where study.toml names it",
    "note",
    (".txt", ".md"),
    sniff,
    read,
    preview,
    "real file seen",
)
