"""Transcripts as JSON of any tool: a list of what was said, with who said it, and mostly when.

    {"entries": [{"speakerDisplayName": "Dana", "startOffset": "00:00:08.8", "text": "How did it go?"}]}   Teams, Stream
    [{"speaker_name": "Dana", "startTime": "00:08", "sentence": "How did it go?"}]                         Fireflies
    [{"participant": {"name": "Dana"}, "words": [{"text": "How", "start_timestamp": {"relative": 8.8}}]}]  Recall.ai

The list is the document, or lies under one of the names that tools use. What recognisers write that have a reader of
their own is left to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import stamps as _stamps
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word

_LISTS = (
    "transcript", "transcripts", "entries", "sentences", "utterances", "segments", "turns", "dialogue", "paragraphs",
    "monologues", "blocks", "lines", "captions", "conversation", "messages", "results", "data", "transcription",
)  # fmt: skip
_TEXT = ("text", "sentence", "raw_text", "utterance", "transcript", "content", "caption", "body", "words")
_SPEAKER = (
    "speaker", "speaker_name", "speakerName", "speakerDisplayName", "speaker_label", "speakerLabel", "participant",
    "participant_name", "speaker_id", "speakerId",
)  # fmt: skip
_START = (
    "start", "start_time", "startTime", "startOffset", "start_timestamp", "startTimestamp", "startSeconds", "startMs",
    "start_ms", "begin", "offset", "timestamp", "timecode", "time",
)  # fmt: skip
_END = ("end", "end_time", "endTime", "endOffset", "end_timestamp", "endTimestamp", "endSeconds", "endMs", "end_ms")
_NAME = ("name", "displayName", "display_name", "label", "id")
# Below this, chance could have made them; and lists are not searched deeper.
_LEAST, _DEEP = 0.6, 4
# Milliseconds are what these hold, and where no name says so, whole numbers that are no seconds of a recording.
_MILLISECONDS = ("startMs", "start_ms", "endMs", "end_ms")
_LONGEST = 36_000


def sniff(source: Source) -> Guess | None:
    """Records with a text and a speaker, of whom one speaks twice at least."""
    if not any(f'"{name}"' in source.head for name in _SPEAKER):
        return None
    name, records = _utterances(source.json)
    said = [one for one in records if _text(one) and _speaker(one)]
    again = max(Counter(_speaker(one) for one in said).values(), default=0)
    if again < 2 or len(said) < _LEAST * len(records):
        return None
    timed = sum(any(key in one for key in _START) or isinstance(one.get("words"), list) for one in said)
    where = f"under {name!r}" if name else "in a list"
    return Guess(0.84 if timed >= _LEAST * len(said) else 0.76, (f"{len(said)} texts {where}, each with its speaker",))


def turns(source: Source) -> list[Turn]:
    """Make turns of the records: those of one speaker in a row are one."""
    shapes = Shapes(source, "a transcript")
    _, records = _utterances(source.json)
    return shapes.told(_words.turns(list(_heard(shapes, records))))


def _heard(shapes: Shapes, records: list[Mapping[str, Any]]) -> Iterator[Word]:
    starts = [_when(one, _START, 0) for one in records]
    named = any(name in one for one in records for name in _MILLISECONDS)
    per = 1000 if named or any(isinstance(start, int) and start > _LONGEST for start in starts) else 1
    for number, (one, start) in enumerate(zip(records, starts, strict=True), 1):
        begin, end = (_seconds(value, per) for value in (start, _when(one, (*_END, *_START), -1)))
        yield Word(shapes.text(_text(one)), _words.place("utterance", number, begin), begin, end, _speaker(one))


def _seconds(value: Any, per: int) -> float | None:
    return _stamps.seconds(value) if isinstance(value, str) else _words.seconds(value, per=per)


def _utterances(document: Any, depth: int = 0, name: str = "") -> tuple[str, list[Mapping[str, Any]]]:
    """The first list, and what it is called, of which most records have a text and a speaker."""
    if isinstance(document, list):
        records = _json.records(document)
        fit = sum(bool(_text(one)) and _speaker(one) is not None for one in records[:50])
        return (name, records) if records and fit >= _LEAST * len(records[:50]) else ("", [])
    if isinstance(document, Mapping) and depth < _DEEP:
        for key in _LISTS:
            if key in document and (found := _utterances(document[key], depth + 1, key))[1]:
                return found
    return "", []


def _text(record: Mapping[str, Any]) -> str:
    """What was said: a text, or the words of it."""
    for name in _TEXT:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
        parts = [word for one in _json.records(value) if (word := _json.word(one.get("text") or one.get("word")))]
        if parts:
            return " ".join(part.strip() for part in parts)
    return ""


def _speaker(record: Mapping[str, Any]) -> str | None:
    for name in _SPEAKER:
        value = record.get(name)
        given = [value.get(key) for key in _NAME] if isinstance(value, Mapping) else [value]
        if found := next((said for one in given if (said := _words.speaker(one))), None):
            return found
    return None


def _when(record: Mapping[str, Any], names: tuple[str, ...], word: int) -> Any:
    """A time, as a number or a text, under the first of the names that is there; else the time of a word."""
    value = next((record[name] for name in names if record.get(name) is not None), None)
    if value is None and (found := _json.records(record.get("words"))):
        return _when({**found[word], "words": None}, names, word)
    return next(iter(value.values()), None) if isinstance(value, Mapping) else value


READER = transcript_reader(
    "transcript_json",
    "Transcript as JSON of any tool: Teams, Fireflies, Recall.ai",
    (".json",),
    sniff,
    turns,
    grade="layout from documentation",
)
