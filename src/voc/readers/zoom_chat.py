"""The chat of a Zoom meeting as it is saved: ``09:14:02<TAB> From Jo Marsh to Everyone:`` above what was written.

The place is the line of the heading, and its time. A line "Replying to …" repeats another's words and is left out; who
only reacts says nothing, and stays in the table with that reason. The older shape, ``From Jo Marsh : hi``, is a text
transcript.
"""

from __future__ import annotations

import re

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_HEADING = re.compile(
    r"(?P<time>\d{1,2}:\d{2}:\d{2}(?: [AP]M)?)\s{1,9}"
    r"(?:From\s{1,9}(?P<name>[^:]{1,80}?)\s{1,9}to|Von\s{1,9}(?P<german>[^:]{1,80}?)\s{1,9}an)\s{1,9}"
    r"[^:]{1,160}:(?P<text>.*)"
)
_REPLY = re.compile(r"(?:Replying to|Antwort auf) [\"“„].*")
_REACTION = re.compile(r"(?:Reacted to [\"“].* with \S+|Removed an? \S+ reaction from [\"“].*)", re.DOTALL)


def sniff(source: Source) -> Guess | None:
    """A heading of a time, who writes and to whom, first of all."""
    lines = (line.strip() for line in source.head.split("\n") if line.strip())
    return Guess(1.0, ("begins with a time, who writes, and to whom",)) if _HEADING.fullmatch(next(lines, "")) else None


def turns(source: Source) -> list[Turn]:
    """Make a turn of each message; raises ``ReadError`` where there is none."""
    found: list[tuple[str, str, list[str]]] = []
    replies = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        words = line.strip()
        heading = _HEADING.fullmatch(words)
        if heading is not None:
            place = f"line {number} at {heading['time']}"
            found.append((heading["name"] or heading["german"], place, []))
            words = heading["text"].strip()
        if found and words and not found[-1][2] and _REPLY.fullmatch(words):
            replies += 1
        elif found and words:
            found[-1][2].append(words)
    if not any(said for _, _, said in found):
        raise ReadError(f"{source.name}: nobody writes a word in this chat; save it again")
    if replies:
        source.note(f"left out: {replies} lines that repeat what a message replies to")
    return [_turn(name, place, "\n".join(said)) for name, place, said in found if said]


def _turn(name: str, place: str, text: str) -> Turn:
    return Turn(name, text, place, excluded="a reaction, nothing said" if _REACTION.fullmatch(text) else None)


READER = transcript_reader(
    "zoom_chat",
    "Zoom's saved chat (.txt)",
    (".txt",),
    sniff,
    turns,
    grade="layout from documentation",
)
