"""SubRip transcripts (``.srt``): the cues of WebVTT with a comma in the times, speakers as ``Name: text``.

Also what has such cues without their numbers, or is WebVTT without its first line.
"""

from __future__ import annotations

import re

from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import captions as _captions
from voc.reading.talk import cues as _cues
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_TIMES = r"[\d:.,]{3,16}[ \t]*-->[ \t]*[\d:.,]{3,16}"
_FIRST = re.compile(rf"\s*\d{{1,7}}[ \t]*\n[ \t]*{_TIMES}")
_FURTHER = re.compile(rf"^\d{{1,7}}[ \t]*\n[ \t]*{_TIMES}", re.MULTILINE)
_BARE = re.compile(rf"\s*{_TIMES}[^\n]*\n[ \t]*\S")


def sniff(source: Source) -> Guess | None:
    """A number, then a line of times."""
    if source.head.lstrip().startswith("WEBVTT"):
        return None
    if _FIRST.match(source.head):
        return Guess(1.0, ("a cue number, then its times",))
    if _BARE.match(source.head):
        return Guess(0.97, ("times with an arrow, then words; no cue numbers",))
    numbered = len(_FURTHER.findall(source.head))
    return Guess(0.97, (f"{numbered} cue numbers with their times",)) if numbered >= 2 else None


def turns(source: Source) -> list[Turn]:
    """Make turns of the cues."""
    return _cues.turns(source, _captions.cues(source, comments=False))


READER = transcript_reader(
    "srt",
    "SubRip transcript",
    (".srt", ".vtt", ".txt"),
    sniff,
    turns,
    grade="layout from documentation",
)
