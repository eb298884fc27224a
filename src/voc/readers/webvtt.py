"""WebVTT transcripts: Teams (``<v Name>``), Zoom (``Name: text``), YouTube's rolling captions, others without names.

Cues of one speaker are joined into a turn. The place is the first cue's number, as the file gives it, and time.
"""

from __future__ import annotations

import re

from voc.readers import _captions, _cues
from voc.readers._base import Guess
from voc.readers._source import Source
from voc.readers._transcript import transcript_reader
from voc.readers._turns import Turn

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
