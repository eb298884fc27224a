"""Rev and Rev AI: JSON of ``monologues[]``, each of a speaker and ``elements[]``.

An element is a word (``text``, with times in seconds), punctuation (``punct``) or ``unknown``. Rev AI writes spaces as
punctuation of their own, people's transcripts do not: then words are joined by spaces. ``speakers[]`` may name who the
numbers are. The place is the monologue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voc.reading import json as _json
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes, Word


def sniff(source: Source) -> Guess | None:
    """Monologues with elements."""
    found = _json.records(_json.get(source.json, "monologues"))
    if not any("elements" in monologue for monologue in found):
        return None
    return Guess(0.98, (f"{len(found)} monologues with elements",))


def turns(source: Source) -> list[Turn]:
    """Make a turn of each monologue; those of one speaker in a row are one where no pause is between."""
    shapes = Shapes(source, "a Rev transcript")
    names = {
        _json.word(one.get("id")): name
        for one in _json.records(_json.get(source.json, "speakers"))
        if (name := _json.word(one.get("name")))
    }
    monologues = list(shapes.records(_json.get(source.json, "monologues")))
    spaced = any(_ends_in_space(one) for _, given in monologues for one in _json.records(given.get("elements")))
    made = []
    for number, monologue in monologues:
        told = monologue.get("speaker")
        told = told.get("name") or told.get("id") if isinstance(told, Mapping) else told
        speaker = names.get(_json.word(told)) or _words.speaker(told)
        made.append(_monologue(shapes, number, monologue.get("elements"), speaker, spaced=spaced))
    return shapes.told(_words.turns(made))


def _ends_in_space(element: Mapping[str, Any]) -> bool:
    value = element.get("value")
    return isinstance(value, str) and value != value.rstrip()


def _monologue(shapes: Shapes, number: int, elements: Any, speaker: str | None, *, spaced: bool) -> Word:
    if isinstance(elements, str):
        return Word(elements.strip(), f"monologue {number}", speaker=speaker)
    parts: list[str] = []
    starts, ends = [], []
    for _, element in shapes.records(elements):
        text = shapes.text(element.get("value"))
        if parts and not spaced and element.get("type") != "punct":
            parts.append(" ")
        parts.append(f"{text} " if _ends_in_space(element) else text)
        starts.append(_words.seconds(element.get("ts")))
        ends.append(_words.seconds(element.get("end_ts")))
    start = next((moment for moment in starts if moment is not None), None)
    end = next((moment for moment in reversed(ends) if moment is not None), None)
    return Word("".join(parts).strip(), _words.place("monologue", number, start), start, end, speaker)


READER = transcript_reader(
    "rev",
    "Rev, Rev AI: JSON of monologues",
    (".json",),
    sniff,
    turns,
    grade="layout from documentation",
)
