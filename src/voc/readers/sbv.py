"""SBV captions of YouTube and Google Meet: ``0:00:01.000,0:00:03.000`` above what was said."""

from __future__ import annotations

import re

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import cues as _cues
from voc.reading.talk.cues import Cue, Heard
from voc.reading.talk.stamps import seconds
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_TIME = r"\d{1,3}:\d{1,2}:\d{1,2}[.:]\d{1,3}"
_TIMES = re.compile(rf"^\s*(?P<start>{_TIME})\s*,\s*(?P<end>{_TIME})\s*$")
_BROKEN = re.compile(r"^\s*\d{1,3}:\d[\d:.]*\S{0,6},\d{1,3}:\d[\d:.]*\S{0,6}\s*$")
_BREAK = re.compile(r"\[br\]", re.IGNORECASE)


def sniff(source: Source) -> Guess | None:
    """A line of two times with a comma between, first of all."""
    lines = (line for line in source.head.split("\n") if line.strip())
    return Guess(1.0, ("begins with two times and a comma between",)) if _TIMES.match(next(lines, "")) else None


def cues(source: Source) -> list[Cue]:
    """The cues; words without times of their own go on with the cue before, and so do those of broken times."""
    found: list[tuple[str, float | None, float | None, list[Heard]]] = []
    broken: list[int] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        times = _TIMES.match(line)
        if times is not None:
            place = f"cue {len(found) + 1} at {times['start']}"
            found.append((place, seconds(times["start"]), seconds(times["end"]), []))
        elif found and _BROKEN.match(line):
            broken.append(number)
            found.append((f"cue {len(found) + 1} in line {number}", None, None, []))
        elif found and (words := _cues.plain(_BREAK.sub(" ", line))):
            found[-1][3].append(Heard(words))
    if not found:
        raise ReadError(f"{source.name}: no line of times like 0:00:01.000,0:00:03.000; export the captions again")
    if broken:
        source.note(
            f"{len(broken)} of {len(found)} cues have times that cannot be read (the first in line {broken[0]}); "
            "their words are kept"
        )
    return [Cue(place, start, end, tuple(lines)) for place, start, end, lines in found]


def turns(source: Source) -> list[Turn]:
    """Make turns of the cues."""
    return _cues.turns(source, cues(source))


READER = transcript_reader(
    "sbv",
    "SBV captions: YouTube, Google Meet",
    (".sbv", ".txt"),
    sniff,
    turns,
    grade="layout from documentation",
)
