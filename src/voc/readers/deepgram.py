"""Deepgram: JSON of a transcription request.

Read are, in this order, ``results.utterances[]``, the sentences of ``paragraphs``, the words and the whole transcript
of each channel's first alternative: whichever is there. Times are seconds, speakers are numbers. Where the recording
has several channels, the channel is the speaker. Files seen: ``test/dg_speakers.json`` and
``dg_whisper_transcription.json`` of deepgram/deepgram-python-captions on GitHub.
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


def sniff(source: Source) -> Guess | None:
    """Channels with alternatives, or utterances, under ``results``."""
    found = _json.get(source.json, "results")
    channels = _json.records(_json.get(found, "channels"))
    said = any("alternatives" in channel for channel in channels)
    if not said and not any("transcript" in one for one in _json.records(_json.get(found, "utterances"))):
        return None
    sure = _json.get(source.json, "metadata.request_id") is not None
    return Guess(0.98 if sure else 0.95, (f"results of {len(channels)} channels with alternatives",))


def turns(source: Source) -> list[Turn]:
    """Make turns of the utterances, or of what each channel has."""
    shapes = Shapes(source, "a Deepgram transcript")
    found = _json.get(source.json, "results")
    channels = [channel for _, channel in shapes.records(_json.get(found, "channels"))]
    uttered = list(_utterances(shapes, _json.get(found, "utterances"), several=len(channels) > 1))
    if uttered:
        return shapes.told(_words.turns(uttered))
    heard = [
        _channel(shapes, channel, number if len(channels) > 1 else None) for number, channel in enumerate(channels)
    ]
    return shapes.told(_words.turns(*heard))


def _utterances(shapes: Shapes, found: Any, *, several: bool) -> Iterator[Word]:
    for number, one in shapes.records(found):
        start, end = _words.seconds(one.get("start")), _words.seconds(one.get("end"))
        text = shapes.text(one.get("transcript"))
        channel = _json.word(one.get("channel")) if several else None
        if text:
            yield Word(text, _words.place("utterance", number, start), start, end, _speaker(one, channel))


def _speaker(record: Mapping[str, Any], channel: object) -> str | None:
    named = _words.speaker(record.get("speaker"))
    if channel is None:
        return named
    # Each channel counts its speakers from 0.
    return f"Channel {channel}" if named in (None, "Speaker 0") else f"Channel {channel}, {named}"


def _channel(shapes: Shapes, channel: Mapping[str, Any], number: int | None) -> list[Word]:
    """The sentences, words or whole transcript of a channel; a place names the channel where there are several."""
    best = next(iter(_json.records(channel.get("alternatives"))), {})
    where = "" if number is None else f"channel {number}, "
    made = list(_sentences(shapes, best, where, number))
    if not made:
        for index, one in shapes.records(best.get("words")):
            start, end = _words.seconds(one.get("start")), _words.seconds(one.get("end"))
            text = shapes.text(one.get("punctuated_word") or one.get("word"))
            made.append(Word(text, where + _words.place("word", index, start), start, end, _speaker(one, number)))
    if not made and (text := shapes.text(best.get("transcript"))):
        made.append(Word(text, f"{where}the transcript", speaker=_speaker({}, number)))
    return made


def _sentences(shapes: Shapes, best: Mapping[str, Any], where: str, number: int | None) -> Iterator[Word]:
    count = 0
    for _, paragraph in shapes.records(_json.get(best, "paragraphs.paragraphs")):
        for _, one in shapes.records(paragraph.get("sentences")):
            count += 1
            start, end = _words.seconds(one.get("start")), _words.seconds(one.get("end"))
            place = where + _words.place("sentence", count, start)
            yield Word(shapes.text(one.get("text")), place, start, end, _speaker(paragraph, number))


READER = transcript_reader(
    "deepgram",
    "Deepgram: JSON of a transcription",
    (".json",),
    sniff,
    turns,
    grade="real file seen",
)
