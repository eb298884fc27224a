"""WebVTT transcripts: Teams (``<v Name>``), Zoom (``Name: text``), YouTube's rolling captions, others without names.

Cues of one speaker are joined into a turn. The place is the first cue's number, as the file gives it, and time.
"""

from __future__ import annotations

import re

from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import captions as _captions
from voc.reading.talk import cues as _cues
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_FIRST = re.compile(r"\s*WEBVTT(?=\s|$)")


def sniff(source: Source) -> Guess | None:
    """The first line says it."""
    return Guess(1.0, ("begins with WEBVTT",)) if _FIRST.match(source.head) else None


def turns(source: Source) -> list[Turn]:
    """Make turns of the cues."""
    return _cues.turns(source, _captions.cues(source, comments=True))


READER = transcript_reader(
    "webvtt",
    "WebVTT transcript: Teams, Zoom, Webex, YouTube, captions",
    (".vtt", ".txt"),
    sniff,
    turns,
    grade="real file seen",
)
