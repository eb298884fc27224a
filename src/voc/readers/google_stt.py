"""Google Speech-to-Text: JSON of a recognition, or of the operation that made it.

    {"results": [{"alternatives": [{"transcript", "words": [{"word", "startTime": "1.300s" | {"seconds", "nanos"},
     "endTime", "speakerTag": 1}]}], "channelTag": 1, "languageCode": "en-us"}]}

Of each result the first alternative is read. Where speakers were told apart, version 1 gives all words once more in the
last result, with their speakers: then that alone is read. Version 2 says ``startOffset`` and ``speakerLabel``. Where
the recording has several channels, the channel is the speaker. File seen:
``gcpSttSpeakerDiarization.sample.json`` of bbc/react-transcript-editor on GitHub.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word

_STARTS, _ENDS, _SPEAKERS = ("startTime", "startOffset"), ("endTime", "endOffset"), ("speakerTag", "speakerLabel")


def sniff(source: Source) -> Guess | None:
    """Results whose alternatives have words with a time."""
    found = _results(source.json)
    words = [word for result in found for word in _json.records(_best(result).get("words"))]
    if not any("word" in word and any(name in word for name in _ENDS) for word in words):
        return None
    return Guess(0.97, (f"{len(found)} results with alternatives, {len(words)} words",))


def turns(source: Source) -> list[Turn]:
    """Make turns of the words of each channel."""
    shapes = Shapes(source, "a transcript of Google Speech-to-Text")
    results = list(enumerate(_results(source.json), 1))
    tagged = [one for one in results if any(map(_speaker, _json.records(_best(one[1]).get("words"))))]
    # All words once more, with their speakers.
    read = tagged if tagged == results[-1:] else results
    tags = list(dict.fromkeys(_json.word(result.get("channelTag")) for _, result in read))
    names = {tag: f"Channel {tag}" if len(tags) > 1 else None for tag in tags}
    of_tags = {tag: [one for one in read if _json.word(one[1].get("channelTag")) == tag] for tag in tags}
    return shapes.told(_words.turns(*(list(_heard(shapes, of_tags[tag], names[tag])) for tag in tags)))


def _results(document: Any) -> list[Mapping[str, Any]]:
    for path in ("results", "response.results"):
        if found := list(_json.records(_json.get(document, path))):
            return found
    return []


def _best(result: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(iter(_json.records(result.get("alternatives"))), {})


def _heard(shapes: Shapes, results: list[tuple[int, Mapping[str, Any]]], channel: str | None) -> Iterator[Word]:
    """The words of a channel's results, or the whole transcript of a result without any."""
    for number, result in results:
        words = list(shapes.records(_best(result).get("words")))
        for index, word in words:
            start, end = _time(word, _STARTS), _time(word, _ENDS)
            place = _words.place(f"result {number}, word", index, start)
            yield Word(shapes.text(word.get("word")), place, start, end, channel or _speaker(word))
        if not words:
            yield Word(shapes.text(_best(result).get("transcript")), f"result {number}", speaker=channel)


def _speaker(word: Mapping[str, Any]) -> str | None:
    tag = next((word[name] for name in _SPEAKERS if word.get(name)), None)
    return _words.speaker(tag)


def _time(word: Mapping[str, Any], names: tuple[str, ...]) -> float | None:
    """Seconds as "1.300s", or as whole seconds and billionths; what is 0 is left out of it."""
    value = next((word[name] for name in names if name in word), None)
    if isinstance(value, Mapping):
        whole, part = _words.seconds(value.get("seconds", 0)), _words.seconds(value.get("nanos", 0), per=1e9)
        return None if whole is None or part is None else whole + part
    return _words.seconds(value.removesuffix("s") if isinstance(value, str) else value)


READER = transcript_reader(
    "google_stt",
    "Google Speech-to-Text: JSON of a recognition",
    (".json",),
    sniff,
    turns,
    grade="real file seen",
)
