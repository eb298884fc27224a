"""BBC Kaldi: JSON of ``words[]`` (``start``, ``end``, ``punct``) beside ``segmentation.segments[]``.

Both stand at the top of the document or in ``retval``. A word is of the speaker in whose segment its middle lies. A
file of segments alone says who speaks when, but not what: it is recognised and refused.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from voc.errors import ReadError
from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word


def _body(document: Any) -> Any:
    return document["retval"] if isinstance(_json.get(document, "retval"), Mapping) else document


def sniff(source: Source) -> Guess | None:
    """Words with ``punct``, or segments of an ``AudioFile``."""
    body = _body(source.json)
    words = _json.records(_json.get(body, "words"))
    if any("punct" in word and "start" in word for word in words[:20]):
        return Guess(0.98, (f"{len(words)} words with 'punct'",))
    segments = _json.records(_json.get(body, "segmentation.segments"))
    if any("speaker" in segment for segment in segments):
        return Guess(0.98, (f"{len(segments)} segments of speakers",))
    return None


def turns(source: Source) -> list[Turn]:
    """Make turns of the words."""
    shapes = Shapes(source, "a Kaldi transcript")
    body = _body(source.json)
    segments = _json.records(_json.get(body, "segmentation.segments"))
    if _json.get(body, "words") is None and segments:
        who = {_name(segment) for segment in segments}
        raise ReadError(
            f"{source.name}: says when {len(who)} speakers speak ({len(segments)} segments), but not a word of what; "
            "export the transcript with its words"
        )
    return shapes.told(_words.turns(list(_spoken(shapes, body, segments))))


def _name(segment: Mapping[str, Any]) -> str | None:
    told = segment.get("speaker")
    return _words.speaker(told.get("@id") if isinstance(told, Mapping) else told)


def _spoken(shapes: Shapes, body: Any, segments: list[Mapping[str, Any]]) -> Iterator[Word]:
    spans = [(start, _name(one)) for one in segments if (start := _words.seconds(one.get("start"))) is not None]
    spans.sort(key=lambda pair: pair[0])
    begins = [start for start, _ in spans]
    for number, one in shapes.records(_json.get(body, "words")):
        start, end = _words.seconds(one.get("start")), _words.seconds(one.get("end"))
        middle = None if start is None else (start + end) / 2 if end is not None else start
        index = bisect_right(begins, middle) - 1 if middle is not None else -1
        text = shapes.text(one.get("punct") or one.get("word"))
        speaker = spans[index][1] if index >= 0 else None
        yield Word(text, _words.place("word", number, start), start, end, speaker)


READER = transcript_reader(
    "kaldi",
    "BBC Kaldi: JSON of words and segments",
    (".json",),
    sniff,
    turns,
    grade="layout from documentation",
)
