"""What others say into somebody's turn, as noScribe marks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.readers import Reading
from voc.reading.talk.overlaps import parted
from voc.reading.talk.turns import Turn

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was late. //Bo: Really? // And cold.", [("Ann", "It was late. And cold."), ("Bo", "Really?")]),
        ("It was late //Bo: Oh.//", [("Ann", "It was late"), ("Bo", "Oh.")]),
        ("Was it? //Bo: It was. //Ann: So that was it.//", [("Ann", "Was it? So that was it."), ("Bo", "It was.")]),
        ("//Bo: Late. // Yes.", [("Ann", "Yes."), ("Bo", "Late.")]),
        ("//Bo: Late. //", [("Bo", "Late.")]),
        ("See http://bo.example //mhm// and //Cy: no//", [("Ann", "See http://bo.example //mhm// and //Cy: no//")]),
    ],
)
def test_it_is_theirs(text: str, expected: list[tuple[str, str]]) -> None:
    turns = [Turn("Ann", text, "line 1"), Turn("Bo", "Yes.", "line 2")]
    assert [(turn.speaker, turn.text) for turn in parted(turns)] == [*expected, ("Bo", "Yes.")]
    assert {turn.place for turn in parted(turns)[:-1]} == {"line 1"}


def test_who_speaks_into_a_turn_is_known_as_she_is_elsewhere() -> None:
    said = "Late. //Bo: Really? // And //Cy: No! // cold."
    turns = [
        Turn("Ann", said, "1", known_as=("Ann Holt",)),
        Turn("Bo", "Yes.", "2", known_as=("Bo Marsh",)),
        Turn("Cy", "Hm.", "3"),
    ]
    assert {turn.speaker: turn.known_as for turn in parted(turns)[:3]} == {
        "Ann": ("Ann Holt",),
        "Bo": ("Bo Marsh",),
        "Cy": (),
    }


def test_captions_of_noscribe(read: Read) -> None:
    text = (
        "WEBVTT A talk\n\nNOTE\nTranscribed with noScribe vers. 0.7 Audio file: ./talk.mp3 (Language: English (en))\n\n"
        "1\n00:00:00.000 --> 00:00:12.140\n(12 seconds pause)\n\n"
        "2\n00:00:12.140 --> 00:00:20.000\n<v S00>How was the ride? //S01: Awful. // And why?\n\n"
        "3\n00:00:20.000 --> 00:00:30.000\n<v S01>The driver did not stop.\n\n"
        "4\n00:00:30.000 --> 00:00:40.000\n<v //S00>What happened then? //S01: I walked. //S00: And when?//\n\n"
        "5\n00:00:40.000 --> 00:00:50.000\n<v S01>At nine in the evening. //S00: Really? //\n"
    )
    quotes = read({"a.vtt": text}).quotes
    kept = quotes[quotes["excluded"].isna()]
    assert kept["text"].tolist() == ["Awful.", "The driver did not stop.", "I walked.", "At nine in the evening."]
    assert kept["participant"].nunique() == 1
