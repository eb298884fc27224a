"""AssemblyAI: JSON of a transcript, with ``utterances[]`` or only ``words[]``; times are whole milliseconds.

``utterances`` is null where speakers were not asked for; a speaker is a letter, or a name where it was found out. The
``sentences[]`` and ``paragraphs[]`` that the service gives apart have the same shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word

# The lists of texts, the richest first, and what one of them is.
_LISTS = {"utterances": "utterance", "sentences": "sentence", "paragraphs": "paragraph", "words": "word"}
# A recording of which something ends later than this many seconds is rare; of milliseconds, none is shorter.
_MILLISECONDS = 100
_OWN = ("audio_url", "acoustic_model", "language_model", "audio_duration", "speech_model", "speaker_labels")


def sniff(source: Source) -> Guess | None:
    """Timed texts and the settings of the service; without those, times in whole milliseconds."""
    document = source.json
    name = next((name for name in _LISTS if _timed(_json.get(document, name))), None)
    own = next((key for key in _OWN if key in document), None) if isinstance(document, dict) else None
    if name is None:
        text = _json.get(document, "text") if own in ("audio_url", "acoustic_model") else None
        return Guess(0.95, (f"a text and {own!r}",)) if isinstance(text, str) else None
    return Guess(
        0.98 if own else 0.9, (f"{len(document[name])} {name} in milliseconds" + (f", {own!r}" if own else ""),)
    )


def _timed(value: Any) -> bool:
    """Whether records have texts, and times that no recording has in seconds: whole numbers."""
    ends = [one.get("end") for one in _json.records(value) if isinstance(one.get("text"), str)]
    whole = [end for end in ends if type(end) is int]
    return len(whole) == len(ends) and max(whole, default=0) > _MILLISECONDS


def turns(source: Source) -> list[Turn]:
    """Make turns of the utterances, else of the words, else take the whole text."""
    shapes = Shapes(source, "an AssemblyAI transcript")
    for name, what in _LISTS.items():
        words = [word for word in _words_of(shapes, _json.get(source.json, name), what) if word.text]
        if words:
            return shapes.told(_words.turns(words))
    text = shapes.text(_json.get(source.json, "text"))
    return shapes.told([Turn(None, text, "the text")] if text else [])


def _words_of(shapes: Shapes, found: Any, what: str) -> Iterator[Word]:
    for number, one in shapes.records(found):
        start, end = (_words.seconds(one.get(name), per=1000) for name in ("start", "end"))
        speaker = _words.speaker(one.get("speaker")) or _words.speaker(one.get("channel"))
        yield Word(shapes.text(one.get("text")), _words.place(what, number, start), start, end, speaker)


READER = transcript_reader(
    "assemblyai",
    "AssemblyAI: JSON of a transcript",
    (".json",),
    sniff,
    turns,
    grade="real file seen",
)
