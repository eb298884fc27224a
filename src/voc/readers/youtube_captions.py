"""Captions as YouTube's player gets them, and as the programs that fetch them keep them.

``srv1``: ``<transcript><text start="0.08" dur="3.2">…``; ``srv3``: ``<timedtext format="3"><body><p t="80" d="3200">…``
with a ``<s>`` for each word; ``json3``: ``{"events": [{"tStartMs": 80, "segs": [{"utf8": "…"}]}]}``; and the list
``[{"text": "…", "start": 0.08, "duration": 3.2}]``. What WebVTT shows twice, these hold once. No speaker is named,
but by ``>>`` or in the words. From public parsers of these formats; of srv1 a file is seen, the sample of
jdepoix/youtube-transcript-api on GitHub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.base import Guess
from voc.reading.json import get, records, word
from voc.reading.source import Source
from voc.reading.talk import cues as _cues
from voc.reading.talk.cues import Cue, Heard
from voc.reading.talk.stamps import clock, seconds
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.xml import local

_XML = re.compile(r"\s*(?:<\?xml[^>]{0,100}\?>\s*)?<(?:timedtext|transcript)[\s>]")
_EVENTS = re.compile(r'"events"\s*:')
_LIST = re.compile(r'\s*\[\s*\{[^{}]{0,2000}"text"\s*:')
_TIMED = ("text", "start", "duration")

_Timed = tuple[str, float | None, float | None]  # words, start, length


def sniff(source: Source) -> Guess | None:
    """The root element of the XML, or the keys of the JSON."""
    head = source.head
    if _XML.match(head):
        found = next(_xml(source.xml), None)
        return Guess(0.98, (f"XML whose root is {local(source.xml)}, with captions",)) if found else None
    if '"tStartMs"' in head and '"segs"' in head and _EVENTS.search(head):
        return Guess(0.98, ("events with tStartMs and segs",)) if next(_json(source.json), None) else None
    if _LIST.match(head) and all(f'"{key}"' in head for key in _TIMED):
        return Guess(0.97, ("a list of text, start and duration",)) if next(_json(source.json), None) else None
    return None


def _xml(root: Any) -> Iterator[_Timed]:
    """Each caption of ``srv1`` (seconds) or ``srv3`` (milliseconds)."""
    for element in root.iter():
        if local(element) == "text" and element.get("start") is not None:
            # What stands in the text is HTML, escaped once more.
            yield "".join(element.itertext()), seconds(element.get("start")), seconds(element.get("dur") or "")
        elif local(element) == "p" and element.get("t") is not None:
            yield "".join(element.itertext()), _thousandth(element.get("t")), _thousandth(element.get("d"))


def _json(document: Any) -> Iterator[_Timed]:
    """Each caption of ``json3``, or of a list."""
    for event in records(get(document, "events")):
        words = "".join(str(part.get("utf8") or "") for part in records(event.get("segs")))
        yield words, _thousandth(event.get("tStartMs")), _thousandth(event.get("dDurationMs"))
    for item in records(document):
        if all(key in item for key in _TIMED):
            yield word(item["text"]) or "", _number(item, "start"), _number(item, "duration")


def _thousandth(value: Any) -> float | None:
    found = seconds(word(value) or "")
    return None if found is None else found / 1000


def _number(item: Mapping[str, Any], key: str) -> float | None:
    return seconds(word(item[key]) or "")


def turns(source: Source) -> list[Turn]:
    """Make turns of the captions."""
    timed = _xml(source.xml) if _XML.match(source.head) else _json(source.json)
    found: list[Cue] = []
    for count, (text, start, length) in enumerate(timed, 1):
        lines = tuple(Heard(words) for line in text.split("\n") if (words := _cues.plain(line)))
        if lines:
            place = f"cue {count}" if start is None else f"cue {count} at {clock(start)}"
            end = None if start is None or length is None else start + length
            found.append(Cue(place, start, end, lines))
    return _cues.turns(source, found)


READER = transcript_reader(
    "youtube_captions",
    "YouTube captions: srv1, srv3, json3",
    (".srv1", ".srv2", ".srv3", ".json3", ".xml", ".json"),
    sniff,
    turns,
    grade="layout from documentation",
)
