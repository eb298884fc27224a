"""Amazon Transcribe: job results (``results.items``), with speakers or channels, and Call Analytics.

============================  =========================================================================
``results.items[]``           words and punctuation; times are text, punctuation has none; newer files name the
                              speaker (``speaker_label``) or ``channel_label`` here
``results.speaker_labels``    older files: ``segments[].items[]`` with the speaker of the word that begins then
``results.channel_labels``    the items by channel, where the others carry no label
``results.audio_segments[]``  whole segments with their text, in files without items
``Transcript[]``              Call Analytics and Contact Lens: turns of AGENT and CUSTOMER, in milliseconds
============================  =========================================================================

The place is the word, segment or turn with which one begins to speak. An agent's words are no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from voc.quotes import Role
from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word

_ROLES: dict[str, Role] = {"AGENT": "agent", "SYSTEM": "agent", "CUSTOM_BOT": "agent", "CUSTOMER": "participant"}
_AUTOMATIC = ("SYSTEM", "CUSTOM_BOT")


def sniff(source: Source) -> Guess | None:
    """A job's name and items, or turns of agent and customer."""
    document = source.json
    found = _json.get(document, "results")
    if isinstance(found, Mapping) and ("items" in found or "audio_segments" in found or "transcripts" in found):
        labelled = "speakers" if "speaker_labels" in found else "channels" if "channel_labels" in found else "words"
        return Guess(
            0.98 if "jobName" in document or "accountId" in document else 0.95, (f"results.items, {labelled}",)
        )
    calls = _json.records(_json.get(document, "Transcript"))
    if any("Content" in turn and ("ParticipantRole" in turn or "ParticipantId" in turn) for turn in calls[:20]):
        return Guess(0.98, (f"{len(calls)} turns with Content and participant, as of a call",))
    return None


def turns(source: Source) -> list[Turn]:
    """Make turns of the words, or take those of a call as they are."""
    shapes = Shapes(source, "an Amazon transcript")
    if _json.get(source.json, "results") is None:
        return shapes.told(list(_call(shapes, source.json)))
    return shapes.told(_job(shapes, _json.get(source.json, "results")))


def _job(shapes: Shapes, found: Any) -> list[Turn]:
    items = _json.records(_json.get(found, "items"))
    channels = [channel for _, channel in shapes.records(_json.get(found, "channel_labels.channels"))]
    if channels and not any("channel_label" in item for item in items):
        return _words.turns(*(list(_channel(shapes, channel)) for channel in channels))
    words = list(_items(shapes, _json.get(found, "items"), _speakers(found)))
    if channels:
        labels = dict.fromkeys(word.speaker for word in words)
        return _words.turns(*([word for word in words if word.speaker == label] for label in labels))
    return _words.turns(words or list(_segments(shapes, found)))


def _speakers(found: Any) -> dict[str, str]:
    """Who begins a word at a time, for files whose items do not say so themselves."""
    return {
        start: speaker
        for segment in _json.records(_json.get(found, "speaker_labels.segments"))
        for item in _json.records(segment.get("items"))
        if (start := _json.word(item.get("start_time")))
        and (speaker := _json.word(item.get("speaker_label") or segment.get("speaker_label")))
    }


def _items(shapes: Shapes, found: Any, speakers: Mapping[str, str], label: str | None = None) -> Iterator[Word]:
    """The words and punctuation of a list of items; what has no speaker is of the one before."""
    current = label
    for number, item in shapes.records(found):
        best = next(iter(_json.records(item.get("alternatives"))), {})
        text = shapes.text(best.get("content"))
        glued = item.get("type") == "punctuation"
        start, end = (_words.seconds(item.get(name)) for name in ("start_time", "end_time"))
        told = item.get("speaker_label") or item.get("channel_label") or speakers.get(str(item.get("start_time")))
        if not glued:
            current = _words.speaker(told) or current
        yield Word(text, _words.place("word", number, start), start, end, current, glued)


def _channel(shapes: Shapes, channel: Mapping[str, Any]) -> Iterator[Word]:
    label = _words.speaker(channel.get("channel_label"))
    for word in _items(shapes, channel.get("items"), {}, label):
        yield Word(word.text, f"{label}, {word.place}", word.start, word.end, label, word.glued)


def _segments(shapes: Shapes, found: Any) -> Iterator[Word]:
    """Segments, or only the whole text."""
    given = _json.get(found, "audio_segments")
    for number, segment in shapes.records(given or _json.get(found, "transcripts")):
        start, end = (_words.seconds(segment.get(name)) for name in ("start_time", "end_time"))
        place = _words.place("segment" if given else "transcript", number, start)
        speaker = _words.speaker(segment.get("speaker_label") or segment.get("channel_label"))
        yield Word(shapes.text(segment.get("transcript")), place, start, end, speaker)


def _call(shapes: Shapes, document: Any) -> Iterator[Turn]:
    """The turns of a call; who an id is, is said once at its head."""
    roles = {
        _json.word(one.get("ParticipantId")): _json.word(one.get("ParticipantRole"))
        for one in _json.records(_json.get(document, "Participants"))
    }
    for number, turn in shapes.records(_json.get(document, "Transcript")):
        text = shapes.text(turn.get("Content"))
        who = _json.word(turn.get("ParticipantId"))
        role = _json.word(turn.get("ParticipantRole")) or roles.get(who) or who
        place = _words.place("segment", number, _words.seconds(turn.get("BeginOffsetMillis"), per=1000))
        automatic = "automatic message" if role in _AUTOMATIC else None
        if text:
            yield Turn(who or role, text, place, _ROLES.get(role or ""), automatic)


READER = transcript_reader(
    "aws_transcribe",
    "Amazon Transcribe: JSON of a job or of Call Analytics",
    (".json",),
    sniff,
    turns,
    grade="real file seen",
)
