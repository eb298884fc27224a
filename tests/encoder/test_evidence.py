"""Which words carried a judgement."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.encoder._evidence import Tokens, strongest

WORDS = np.array([False, True])  # id 0 is a sign, id 1 has letters


def laid_out(*texts: list[tuple[str, float]]) -> tuple[Tokens, np.ndarray, list[str]]:
    """Texts given as pieces with what each adds; a piece that begins with ## goes on with the word before."""
    ids, owner, starts, ends, adds, whole = [], [], [], [], [], []
    for number, pieces in enumerate(texts):
        text = ""
        for piece, value in pieces:
            bare = piece.removeprefix("##")
            text += "" if bare != piece or not text or not bare[0].isalnum() else " "
            ids.append(int(any(sign.isalnum() for sign in bare)))
            owner.append(number)
            starts.append(len(text))
            text += bare
            ends.append(len(text))
            adds.append(value)
        whole.append(text)
    columns = [np.array(column, dtype=np.int64) for column in (ids, owner, starts, ends)]
    return Tokens(*columns), np.array(adds, dtype=np.float32), whole


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([("the", 0.0), ("courier", 0.1), ("was", 0.0), ("late", 0.9)], "late"),
        ([("not", 0.8), ("good", 1.0), ("at", 0.1), ("all", 0.2)], "not good"),
        ([("un", 0.4), ("##usable", 0.4), ("app", 0.5)], "unusable app"),
        ([("late", 0.9), (".", 2.0)], "late"),
        ([("it", -0.2), ("is", -0.1)], "is"),
        ([("a", 0.9), ("b", 0.6), ("c", 0.6), ("d", 0.6), ("e", 0.6)], "a b c"),
        ([("!", 1.0)], None),
    ],
)
def test_the_words_that_add_most(pieces: list[tuple[str, float]], words: str | None) -> None:
    tokens, adds, (text,) = laid_out(pieces)
    (place,) = strongest(tokens, adds, WORDS, 1)
    assert (None if place is None else text[slice(*place)]) == words


def test_texts_do_not_mix() -> None:
    tokens, adds, texts = laid_out([("fine", 0.5)], [("!", 1.0)], [("late", 0.9), ("again", 0.8)])
    places = strongest(tokens, adds, WORDS, 3)
    assert [place and text[slice(*place)] for place, text in zip(places, texts, strict=True)] == [
        "fine",
        None,
        "late again",
    ]


def test_nothing_is_no_place() -> None:
    tokens, adds, _ = laid_out()
    assert strongest(tokens, adds, WORDS, 2) == [None, None]


pieces = st.lists(st.tuples(st.sampled_from(["a", "bc", "##d", ".", ","]), st.floats(-1, 1, width=32)), max_size=8)


@given(st.lists(pieces, min_size=1, max_size=4))
def test_a_place_is_whole_words_of_its_text(texts: list[list[tuple[str, float]]]) -> None:
    tokens, adds, whole = laid_out(*texts)
    for place, text in zip(strongest(tokens, adds, WORDS, len(texts)), whole, strict=True):
        assert (place is None) == (re.search(r"\w", text) is None)
        if place is not None:
            start, end = place
            assert 0 <= start < end <= len(text)
            assert text[start].isalnum()
            assert text[end - 1].isalnum()
