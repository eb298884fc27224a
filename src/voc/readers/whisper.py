"""Whisper: JSON of the command line, of the API (``verbose_json``, ``diarized_json``), of whisper.cpp and pipelines.

========================  =============================================================================
``segments[]``            ``start``, ``end`` in seconds, ``text``, sometimes ``speaker``; also as a bare list
``chunks[]``              ``timestamp`` [start, end], ``text`` (Hugging Face); ``speakers[]`` the same with names
``transcription[]``       ``offsets.from``, ``offsets.to`` in milliseconds, ``text`` (whisper.cpp)
========================  =============================================================================

The place is the segment. What Whisper itself takes for silence, what it writes of sounds, and the credits that it
makes up stay in the table with their reason. A segment whose words are cut off goes on in the next.

Files of the command line are seen in hitsave/interview-transcripts on GitHub.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word

# Whisper's own threshold (openai/whisper, transcribe.py, no_speech_threshold).
_NO_SPEECH = 0.6
_SILENCE = "no speech, by the recogniser"
_CREDIT = "a credit that recognisers make up"
_SOUND = "a sound, nothing said"
# "[BLANK_AUDIO]", "(door closes)", "*sighs*" and nothing else.
_ONLY_SOUND = re.compile(r"(?:\[[^\[\]]*\]|\([^()]*\)|\*[^*]*\*|[♪\s])+")
# What only Whisper and what is built on it write.
_OWN = ("no_speech_prob", "avg_logprob", "compression_ratio", "offsets", "timestamp", "speaker_turn_next", "seek")
_TURN_MARK = re.compile(r"\s*\[SPEAKER_TURN\]\s*")
# What Whisper hears in silence, having learnt from subtitles: only where it is the whole segment, and only what nobody
# would say in an interview. Collected from public bug reports and block lists (Vexa-ai/vexa issues 155 and 617, and
# the tests of a dozen dictation tools).
_MADE_UP = re.compile(
    r"(thanks?( you)?( (so|very) much| all)? for (watching|viewing)( (this|the|our|my) (video|channel))?"
    r"|please (like and )?subscribe.{0,40}|(like and )?subscribe to (my|our|the|this) channel"
    r"|see you in the next video|(transcri(bed|ption)|caption(s|ed|ing)?|subtitle[sd]?|subtitling|closed captions)"
    r"( provided)? (by|outsourced).{0,80}|copyright (wdr|swr|ndr|br|mdr|zdf|ard)\b.{0,20}"
    r"|untertitel(ung)? (der amara|des (zdf|ard)|im auftrag|von|aufgrund).{0,80}|swr \d{4}"
    r"|(vielen )?dank(e)? f[üu]r'?s zuschauen.{0,20}"
    r"|sous-titr(es|age) (réalisés?|fait|de|par|fr|st|soci[ée]t[ée]).{0,80}|merci d'avoir regardé.{0,20}"
    r"|subt[íi]tulos (realizados )?por .{0,80}|gracias por ver( el v[íi]deo)?|legendas? (pela|por) .{0,80}"
    r"|obrigad[oa] por assistir|sottotitoli (creati|e revisione|a cura).{0,80}|ondertitel(s|d|ing) (door|inge).{0,80}"
    r"|undertexter (av|från) .{0,80}|napisy stworzone .{0,80}|altyaz[ıi] m\.k\.?|abone olmayı unutmayın"
    r"|субтитры (сделал|создавал|подогнал|добавил|делал).{0,80}|редактор субтитров.{0,80}|продолжение следует"
    r"|ご視聴(いただき)?ありがとうございま(した|す)|次の動画でお会いしましょう|字幕(由|提供|志愿者|by).{0,40}"
    r"|시청해\s?주셔서 감사합니다|(www\.)?\S*amara\.org\S*|.{0,60} amara\.org.{0,40})",
    re.IGNORECASE,
)


def segments(document: Any) -> tuple[str, list[Mapping[str, Any]]]:
    """The name of the list of timed texts in a document, and its records; ``""`` where there is none."""
    if isinstance(document, list):
        return ("a list", _json.records(document)) if _timed(document) else ("", [])
    for name in ("segments", "transcription", "speakers", "chunks"):
        if _timed(found := _json.get(document, name)):
            return name, _json.records(found)
    return "", []


def _timed(value: Any) -> bool:
    return any("text" in item and span(item) != (None, None) for item in _json.records(value)[:50])


def span(item: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """When a segment begins and ends, in seconds."""
    stamps, offsets = item.get("timestamp"), item.get("offsets")
    if isinstance(offsets, Mapping):
        return _words.seconds(offsets.get("from"), per=1000), _words.seconds(offsets.get("to"), per=1000)
    if isinstance(stamps, list) and len(stamps) == 2:
        return _words.seconds(stamps[0]), _words.seconds(stamps[1])
    return _words.seconds(item.get("start")), _words.seconds(item.get("end"))


def is_aligned(document: Any, records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether WhisperX made it: it gives each word a score."""
    words = (word for record in records[:50] for word in _json.records(record.get("words")))
    return _json.get(document, "word_segments") is not None or any("score" in word for word in words)


def sniff(source: Source) -> Guess | None:
    """Whisper's own figures are sure; segments with times and text alone are likely."""
    document = source.json
    shape, records = segments(document)
    if not shape or is_aligned(document, records):
        task, text = _json.get(document, "task"), _json.get(document, "text")
        whole = not shape and task in ("transcribe", "translate") and isinstance(text, str)
        return Guess(0.98, ("task and text, as the API of Whisper gives them",)) if whole else None
    own = next((name for name in _OWN if any(name in record for record in records[:50])), None)
    if own is not None:
        return Guess(0.98, (f"{len(records)} {shape} with {own!r}",))
    sure = isinstance(document, Mapping) and ("language" in document or "text" in document or "task" in document)
    return Guess(0.95 if sure else 0.9, (f"{len(records)} texts with start and end in {shape}",))


def turns(source: Source) -> list[Turn]:
    """Make turns of the segments; what is no evidence is a turn of its own."""
    shapes = Shapes(source, "a Whisper transcript")
    shape, _ = segments(source.json)
    if not shape:
        text = shapes.text(_json.get(source.json, "text"))
        return shapes.told([Turn(None, text, "the text")] if text else [])
    found = source.json if isinstance(source.json, list) else source.json[shape]
    return shapes.told(spoken(shapes, found, lambda record: _words.speaker(record.get("speaker"))))


def spoken(shapes: Shapes, found: Any, speaker: Callable[[Mapping[str, Any]], str | None]) -> list[Turn]:
    """Make turns of the records of segments; what is no evidence is a turn of its own."""
    made: list[Turn] = []
    begun: list[Word] = []
    for number, record in shapes.records(found):
        for word, over in _parts(shapes, number, record, speaker(record)):
            reason = _why_not(record, word.text)
            if reason is None:
                begun.append(word)
            if reason is not None or over:
                made += _words.turns(begun)
                begun = []
            if reason is not None:
                made.append(Turn(word.speaker, word.text, word.place, excluded=reason))
    return [*made, *_words.turns(begun)]


def _parts(shapes: Shapes, number: int, record: Mapping[str, Any], speaker: str | None) -> Iterator[tuple[Word, bool]]:
    """The text of a segment, cut where whisper.cpp hears another voice, and whether another speaks after it."""
    start, end = span(record)
    place = _words.place("segment", number, start)
    parts = [part for part in _TURN_MARK.split(shapes.text(record.get("text"))) if part]
    for index, part in enumerate(parts, 1):
        yield Word(part, place, start, end, speaker), index < len(parts) or record.get("speaker_turn_next") is True


def _why_not(record: Mapping[str, Any], text: str) -> str | None:
    if _ONLY_SOUND.fullmatch(text):
        return _SOUND
    if _MADE_UP.fullmatch(text.strip(" .!…\"'")):
        return _CREDIT
    silence = _words.seconds(record.get("no_speech_prob"))
    return _SILENCE if silence is not None and silence > _NO_SPEECH else None


READER = transcript_reader(
    "whisper",
    "Whisper: JSON of OpenAI Whisper, its API, whisper.cpp and pipelines",
    (".json",),
    sniff,
    turns,
    grade="real file seen",
)
