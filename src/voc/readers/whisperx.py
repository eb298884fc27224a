"""WhisperX: segments with aligned words (``score``) and, if asked for, speakers (``SPEAKER_00``).

A segment may lack its speaker, and a word its speaker or its times (numbers mostly): the segment is then of whoever
says most of its words. The place is the segment. What is no evidence is found as for Whisper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from voc.readers import whisper
from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes


def sniff(source: Source) -> Guess | None:
    """Segments, and words with a score."""
    shape, records = whisper.segments(source.json)
    if shape != "segments" or not whisper.is_aligned(source.json, records):
        return None
    named = sum(1 for record in records if _speaker(record) is not None)
    return Guess(0.98, (f"{len(records)} segments with aligned words, {named} with a speaker",))


def turns(source: Source) -> list[Turn]:
    """Make turns of the segments."""
    shapes = Shapes(source, "a WhisperX transcript")
    return shapes.told(whisper.spoken(shapes, _json.get(source.json, "segments"), _speaker))


def _speaker(record: Mapping[str, Any]) -> str | None:
    named = _words.speaker(record.get("speaker"))
    if named is not None:
        return named
    said = Counter(_words.speaker(word.get("speaker")) for word in _json.records(record.get("words")))
    del said[None]
    return said.most_common(1)[0][0] if said else None


READER = transcript_reader(
    "whisperx",
    "WhisperX: JSON with aligned words and speakers",
    (".json",),
    sniff,
    turns,
    grade="layout from documentation",
)
