"""SubRip transcripts (``.srt``): the cues of WebVTT with a comma in the times, speakers as ``Name: text``."""

from __future__ import annotations

import re

from voc.readers import webvtt
from voc.readers._base import Guess
from voc.readers._source import Source
from voc.readers._transcript import transcript_reader

_FIRST = re.compile(r"^\s*\d+\s*\n\s*[\d:.,]+\s+-->\s")


def sniff(source: Source) -> Guess | None:
    """A number, then a line of times."""
    return Guess(1.0, ("a cue number, then its times",)) if _FIRST.match(source.text) else None


READER = transcript_reader(
    "srt",
    "SubRip transcript",
    (".srt",),
    sniff,
    webvtt.turns,
    grade="layout from documentation",
)
