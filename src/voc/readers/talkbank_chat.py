"""Transcripts in CHAT, the format of TalkBank and CLAN (.cha).

    @Participants:  PAR Participant, INV Investigator
    *INV:   what happened then ? ␕1200_2400␕
    *PAR:   we waited for an hour
            and nobody told us .
    %com:   laughs

A line that begins with a tab goes on with the one above. What ``@Participants`` says of a speaker gives her role. Lines
that begin with ``%`` tell of the words above them; the times between two control signs are milliseconds. Codes within
the words stay as they are.
"""

from __future__ import annotations

import re

from voc.errors import ReadError
from voc.quotes import Role
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_SAID = re.compile(r"\*(?P<who>[A-Z0-9_-]{1,12}):\t(?P<words>.*)", re.DOTALL)
_TIMES = re.compile(r"\s?\x15(?P<start>\d+)_\d+\x15")
_PEOPLE = "@Participants:"
_ASKS = ("investigator", "interviewer", "examiner", "researcher")


def sniff(source: Source) -> Guess | None:
    """``@Begin`` near the top, and who takes part."""
    top = source.head.lstrip("\ufeff")[:2000]
    if not top.startswith("@") or "@Begin" not in top or _PEOPLE not in top:
        return None
    return Guess(1.0, ("begins with @Begin and @Participants",))


def turns(source: Source) -> list[Turn]:
    """Make a turn of each line that somebody says; raises ``ReadError`` where there is none."""
    lines = _whole(source.text)
    roles = {code: role for _, line in lines for code, role in _roles(line)}
    said = [(number, found) for number, line in lines if (found := _SAID.fullmatch(line)) is not None]
    if not said:
        raise ReadError(f"{source.name}: nobody says a word in this CHAT file: no line like *PAR:")
    if told := sum(line.startswith("%") for _, line in lines):
        source.note(f"lines that tell of others (%mor, %com …), not read: {told}")
    return [_turn(number, found, roles) for number, found in said]


def _whole(text: str) -> list[tuple[int, str]]:
    """The lines with their numbers, each with those that go on with it."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("\t") and found:
            found[-1] = found[-1][0], f"{found[-1][1]}\n{line.strip()}"
        elif line.strip():
            found.append((number, line.rstrip()))
    return found


def _roles(line: str) -> list[tuple[str, Role]]:
    """Whom a head line calls an investigator: "INV Ann Investigator"."""
    people = line.removeprefix(_PEOPLE).split(",") if line.startswith(_PEOPLE) else []
    told = [person.split() for person in people if person.split()]
    return [(words[0], "interviewer") for words in told if words[-1].casefold() in _ASKS]


def _turn(number: int, found: re.Match[str], roles: dict[str, Role]) -> Turn:
    times = _TIMES.search(found["words"])
    start = _words.seconds(times["start"], per=1000) if times else None
    text = _TIMES.sub("", found["words"]).strip()
    return Turn(found["who"], text, _words.place("line", number, start), roles.get(found["who"]))


READER = transcript_reader(
    "talkbank_chat",
    "CHAT transcripts of TalkBank (.cha)",
    (".cha", ".txt"),
    sniff,
    turns,
    grade="layout from documentation",
)
