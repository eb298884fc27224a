"""The emotions that a quote shows, by the encoder: the 27 of GoEmotions, any number of them, or none.

``emotions.toml`` says what each is on a journey map (frustrated, confused, pleased …) and where it lies on the two
axes of affect. A row's ``value`` is the emotion's place on the first axis.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voc.codebook import Codebook
from voc.encoder import EMOTIONS
from voc.taggers._base import Tag, Tagger, Texts


@dataclass(frozen=True, slots=True)
class Emotion:
    """One emotion: its name on a journey map, valence and arousal in [-1, 1]."""

    journey: str
    valence: float
    arousal: float


@cache
def emotions() -> dict[str, Emotion]:
    """The emotions of ``emotions.toml`` by name."""
    data = tomllib.loads((resources.files("voc.taggers") / "emotions.toml").read_text(encoding="utf-8"))
    return {name: Emotion(**entry) for name, entry in data.items()}


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each emotion whose probability reaches its threshold; neutral is no emotion."""
    meaning = texts.meaning
    if meaning is None:
        return
    heads = meaning.encoder.heads
    calibrated = heads.emotion_chances(meaning.quotes)
    said = meaning.quotes.emotions >= heads.emotions
    for row, quote in enumerate(texts.quotes):
        for number in said[row].nonzero()[0]:
            name = EMOTIONS[number]
            if name in emotions():
                yield Tag.at(
                    quote,
                    "emotion",
                    name,
                    meaning.encoder.by,
                    meaning.quotes.carried[row],
                    confidence=float(calibrated[row, number]),
                    value=emotions()[name].valence,
                )


TAGGER = Tagger("emotion", "emotions", ("emotion",), tag, encoder="with")
