"""Azure Speech: JSON of a batch transcription (``recognizedPhrases``) or of a fast one (``phrases``).

    {"recognizedPhrases": [{"channel": 0, "speaker": 1, "offsetInTicks": 700000.0, "offset": "PT0.07S",
     "nBest": [{"display": "Hello."}]}]}
    {"phrases": [{"channel": 0, "speaker": 1, "offsetMilliseconds": 70, "text": "Hello."}]}

Of each phrase the first guess is read; its speaker may stand with the guess. Where the recording has several channels,
the channel is the speaker. Video Indexer writes the same names with capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word

# Where a phrase keeps a time, and how many of its unit make a second.
_UNITS = {"InTicks": 1e7, "Milliseconds": 1e3}
_ISO = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?")


def sniff(source: Source) -> Guess | None:
    """Phrases that were recognised, with their guesses, or with milliseconds of the service's own name."""
    name, given = _phrases(source.json)
    found = _json.records(given)
    if not any(_best(_low(one)) is not None for one in found[:50]):
        return None
    return Guess(0.97, (f"{len(found)} {name} with a text and an offset",))


def turns(source: Source) -> list[Turn]:
    """Make turns of the phrases of each channel."""
    shapes = Shapes(source, "a transcript of Azure Speech")
    _, given = _phrases(source.json)
    phrases = [(number, _low(one)) for number, one in shapes.records(given)]
    channels = list(dict.fromkeys(_json.word(one.get("channel")) for _, one in phrases))
    names = {channel: f"Channel {channel}" if len(channels) > 1 else None for channel in channels}
    return shapes.told(_words.turns(*(list(_heard(shapes, phrases, *pair)) for pair in names.items())))


def _heard(
    shapes: Shapes, phrases: list[tuple[int, Mapping[str, Any]]], channel: str | None, name: str | None
) -> Iterator[Word]:
    """The phrases of a channel, which has a ``name`` where there are several."""
    for number, one in phrases:
        if _json.word(one.get("channel")) != channel:
            continue
        best = _best(one) or {}
        start, length = _time(one, "offset"), _time(one, "duration")
        end = None if start is None or length is None else start + length
        speaker = name or _words.speaker(one.get("speaker")) or _words.speaker(best.get("speaker"))
        text = shapes.text(best.get("display") or best.get("text"))
        yield Word(text, _words.place("phrase", number, start), start, end, speaker)


def _phrases(document: Any) -> tuple[str, Any]:
    """The name, in lower case, of the list of phrases, and the list."""
    given = _low(document)
    name = next((name for name in ("recognizedphrases", "phrases") if name in given), "")
    return name, given.get(name)


def _best(phrase: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What holds the text of a phrase: its first guess, or the phrase itself; missing where it is none of Azure's."""
    if guesses := _json.records(phrase.get("nbest")):
        return _low(guesses[0])
    return phrase if "text" in phrase and "offsetmilliseconds" in phrase else None


def _low(record: Any) -> Mapping[str, Any]:
    return {str(name).lower(): value for name, value in record.items()} if isinstance(record, Mapping) else {}


def _time(phrase: Mapping[str, Any], name: str) -> float | None:
    for unit, per in _UNITS.items():
        if (found := _words.seconds(phrase.get(f"{name}{unit}".lower()), per=per)) is not None:
            return found
    match = _ISO.fullmatch(str(phrase.get(name)))
    if match is None:
        return None
    hours, minutes, rest = (float(part or 0) for part in match.groups())
    return 3600 * hours + 60 * minutes + rest


READER = transcript_reader(
    "azure_speech",
    "Azure Speech: JSON of a batch or fast transcription",
    (".json",),
    sniff,
    turns,
    grade="layout from documentation",
)
