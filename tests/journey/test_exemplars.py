"""Which quote of a theme is shown: the one that says what the theme is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from voc.journey.exemplars import telling

LOCK = [
    "Updated the app last night like it asked me to do.",
    "I held my phone to the lock and nothing happened, again.",
    "Then it was half past eight.",
    "lock",
    "The lock and the phone. " * 20,
]


def of_two_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors whose coordinates are how often two words and any others are said."""
    counts = [(text.lower().count("lock"), text.lower().count("phone"), len(text.split()) / 10) for text in texts]
    return np.array(counts, dtype=np.float32)


@pytest.mark.parametrize("meaning", [None, of_two_words])
def test_what_names_the_theme_and_can_be_read_comes_first(meaning: object) -> None:
    order = telling(LOCK, [0.3] * 5, "phone, lock", meaning)  # type: ignore[arg-type]
    assert order[0] == 1


def test_of_two_that_say_the_same_the_one_that_is_felt_comes_first() -> None:
    said = ["The lock and my phone do not agree at all.", "The lock and my phone do not agree, ever."]
    assert telling(said, [0.1, 0.6], "phone, lock", None) == [1, 0]
    assert telling(said, [0.6, 0.1], "phone, lock", None) == [0, 1]


def test_equals_stay_as_they_are() -> None:
    assert telling(["The van was late today, all day long."] * 3, [0.0] * 3, "van", None) == [0, 1, 2]


def test_of_very_many_the_first_are_looked_at() -> None:
    texts = ["It rained."] * 500 + ["The lock and my phone do not agree at all."]
    assert telling(texts, [0.0] * 501, "phone, lock", None)[-1] == 500


@settings(deadline=None, max_examples=50, derandomize=True, database=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.floats(0, 1)), min_size=1, max_size=12), st.text(max_size=10))
def test_every_quote_comes_once(quotes: list[tuple[str, float]], label: str) -> None:
    texts, strengths = zip(*quotes, strict=True)
    for meaning in (None, of_two_words):
        assert sorted(telling(texts, strengths, label, meaning)) == list(range(len(texts)))


def test_what_hardly_tells_the_pain_does_not_stand_for_it(build) -> None:
    broken = [
        {"person": f"P{n}", "stage": "trip", "value": -0.2, "facets": ["pain"], "text": "The oar broke."}
        for n in (1, 2)
    ]
    faint = {"stage": "trip", "text": "It was the oar that broke, and we rowed with it."}
    for value, facets in ((-0.1, []), (0.2, ["pain"])):
        (pain,) = build(*broken, faint | {"person": "P3", "value": value, "facets": facets}).pain_points
        assert pain.quote_ids[-1] == "q002"
