"""The chat of a Zoom meeting as it is saved.

    09:14:02 From Jo Marsh to Everyone:          also in other languages, and "to Ann(Direct Message)"
    09:14:02     From  Jo Marsh : hi             of older versions
    00:14:02<TAB>Jo Marsh:<TAB>hi                of a recording in the cloud

The place is the line of the heading, and its time. A line "Replying to …" repeats another's words and is left out; who
only reacts says nothing, and stays in the table with that reason. Files seen: CERTCC/SSVC, places-research/bhtrans,
WomenInTechAllies/Hands-On-JavaScript, AyalaBrenda/prueba-ssh and goldencheng/python on GitHub.
"""

from __future__ import annotations

import re

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_TIME, _NAME = r"(?P<time>\d{1,2}:\d{2}:\d{2}(?: [AP]M)?)", "(?P<name>[^:]{1,80}?)"
# The words before who writes, and before to whom. English, Spanish and Chinese are seen in public files, Russian and
# Ukrainian in public code; the others are from general knowledge.
_WAYS = (
    ("From ", "to"), ("Von ", "an"), ("De ", "a|para|à"), ("Da ", "a"), ("От ", "кому"), ("Від ", "до"), ("", "對|对"),
)  # fmt: skip
_HEADINGS = (
    *(
        re.compile(rf"(?i){_TIME}\s{{1,9}}{before}\s{{0,9}}{_NAME}\s{{1,9}}(?:{to})\s[^:]{{1,160}}:(?P<text>.*)")
        for before, to in _WAYS
    ),
    re.compile(rf"{_TIME}\s{{1,9}}From\s{{1,9}}{_NAME}\s{{1,9}}:(?P<text>.*)"),
    re.compile(rf"{_TIME}\t{_NAME}:\t(?P<text>.*)"),
)
_REPLY = re.compile(r"(?:Replying to|Antwort auf|Ответ на|Відповідь на) [\"“„«].*")
_REACTION = re.compile(r"(?:Reacted to [\"“].* with \S+|Removed an? \S+ reaction from [\"“].*)", re.DOTALL)


def sniff(source: Source) -> Guess | None:
    """A heading of a time and who writes, first of all."""
    lines = (line.strip() for line in source.head.split("\n") if line.strip())
    return Guess(1.0, ("begins with a time and who writes",)) if _heading(next(lines, "")) else None


def _heading(line: str) -> re.Match[str] | None:
    return next((found for heading in _HEADINGS if (found := heading.fullmatch(line))), None)


def turns(source: Source) -> list[Turn]:
    """Make a turn of each message; raises ``ReadError`` where there is none."""
    found: list[tuple[str, str, list[str]]] = []
    replies = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        words = line.strip()
        heading = _heading(words)
        if heading is not None:
            place = f"line {number} at {heading['time']}"
            found.append((heading["name"], place, []))
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
    grade="real file seen",
)
