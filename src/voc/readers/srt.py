"""SubRip transcripts (``.srt``): the cues of WebVTT with a comma in the times, speakers as ``Name: text``."""

from __future__ import annotations

import re

from voc.readers import webvtt
from voc.readers._base import Guess, Reader, Source

_FIRST = re.compile(r"^\s*\d+\s*\n\s*[\d:.,]+\s+-->\s")


def sniff(source: Source) -> Guess | None:
    """A number, then a line of times."""
    return Guess(1.0, ("a cue number, then its times",)) if _FIRST.match(source.text) else None


READER = Reader(
    "srt",
    "SubRip transcript",
    "interview",
    (".srt",),
    sniff,
    webvtt.read,
    webvtt.preview,
    grade="layout from documentation",
)
