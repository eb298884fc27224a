"""Speechmatics: JSON of version 1 (``words[]`` beside ``speakers[]``) and of version 2 (``results[]``).

In version 1 name, time and duration are text, and a word is of the speaker in whose time it begins. In version 2 a
result is a word or punctuation with its alternatives, the first of which names the speaker (``UU``: not known); each
channel is a conversation of its own, if there are several. The place is the word with which one begins to speak.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word

_PUNCTUATION = re.compile(r"[.,?!;:…。、，？！]+")


def sniff(source: Source) -> Guess | None:
    """Words with name, time and duration, or results with alternatives of a content."""
    document = source.json
    words = _json.records(_json.get(document, "words"))
    if any({"name", "time", "duration"} <= set(word) for word in words[:20]):
        return Guess(0.98, (f"version 1: {len(words)} words with name, time and duration",))
    results = _json.records(_json.get(document, "results"))
    if not any(_content(result) is not None for result in results[:20]):
        return None
    sure = "format" in document or "metadata" in document
    return Guess(0.98 if sure else 0.9, (f"version 2: {len(results)} results with alternatives",))


def _content(result: Mapping[str, Any]) -> Any:
    """What was said, as the first alternative has it; results of later versions are of a type."""
    best = next(iter(_json.records(result.get("alternatives"))), {})
    return best.get("content") if "start_time" in result or "type" in result else None


def turns(source: Source) -> list[Turn]:
    """Make turns of the words."""
    shapes = Shapes(source, "a Speechmatics transcript")
    if _json.get(source.json, "results") is None:
        return shapes.told(_words.turns(list(_first(shapes, source.json))))
    channels: dict[str | None, list[Word]] = {}
    for number, result in shapes.records(_json.get(source.json, "results")):
        channel = _json.word(result.get("channel"))
        channels.setdefault(channel, []).append(_second(shapes, number, result, channel))
    return shapes.told(_words.turns(*channels.values()))


def _first(shapes: Shapes, document: Any) -> Iterator[Word]:
    """The words of version 1."""
    given = _json.records(_json.get(document, "speakers"))
    spans = [(start, one.get("name")) for one in given if (start := _words.seconds(one.get("time"))) is not None]
    spans.sort(key=lambda pair: pair[0])
    begins = [start for start, _ in spans]
    for number, one in shapes.records(_json.get(document, "words")):
        start, length = _words.seconds(one.get("time")), _words.seconds(one.get("duration"))
        text = shapes.text(one.get("name"))
        index = bisect_right(begins, start) - 1 if start is not None else -1
        end = start + length if start is not None and length is not None else None
        speaker = _words.speaker(spans[index][1]) if index >= 0 else None
        glued = bool(_PUNCTUATION.fullmatch(text))
        yield Word(text, _words.place("word", number, start), start, end, speaker, glued)


def _second(shapes: Shapes, number: int, result: Mapping[str, Any], channel: str | None) -> Word:
    """A result of version 2."""
    best = next(iter(_json.records(result.get("alternatives"))), {})
    start, end = _words.seconds(result.get("start_time")), _words.seconds(result.get("end_time"))
    speaker = _words.speaker(best.get("speaker") or result.get("speaker")) or _words.speaker(channel)
    glued = result.get("type") == "punctuation" and result.get("attaches_to") != "next"
    return Word(shapes.text(best.get("content")), _words.place("word", number, start), start, end, speaker, glued)


READER = transcript_reader(
    "speechmatics",
    "Speechmatics: JSON of version 1 and 2",
    (".json",),
    sniff,
    turns,
    grade="layout from documentation",
)
