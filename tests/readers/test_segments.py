"""Passages to quotes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc import clauses
from voc.reading.segments import cut, is_empty_answer, is_filler


def quotes(text: str) -> list[str]:
    return [text[start:end] for start, end in next(cut([text]))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is fast. The staff is kind.", ["It is fast.", "The staff is kind."]),
        ("I like the bike, but the chain came off.", ["I like the bike,", "but the chain came off."]),
        ("I waited for hours although I had paid extra.", ["I waited for hours", "although I had paid extra."]),
        ("The desk was closed, however I got a refund.", ["The desk was closed,", "however I got a refund."]),
        ("It is nothing but trouble with them.", ["It is nothing but trouble with them."]),
        ("It was not only cheap but it also came early.", ["It was not only cheap but it also came early."]),
        ("Cheap but good.", ["Cheap but good."]),
        ("But it broke after a day.", ["But it broke after a day."]),
        ("It broke. Terrible. Really.", ["It broke. Terrible. Really."]),
        ("Yeah. It broke twice.", ["Yeah.", "It broke twice."]),
        ("It broke twice. Thanks.", ["It broke twice.", "Thanks."]),
        ("- it was late\n- it was wet", ["it was late", "it was wet"]),
        ("> quoted before\n\nI agree with that.", ["quoted before", "I agree with that."]),
        ("Dr. Smith paid 3.50 at 10.30 p.m. yesterday.", ["Dr. Smith paid 3.50 at 10.30 p.m. yesterday."]),
        ("wrapped by the\nmail program", ["wrapped by the\nmail program"]),
        ("Why?! Nobody knows that.", ["Why?!", "Nobody knows that."]),
        ("-5 stars from me, thank you.", ["-5 stars from me, thank you."]),
        ("-1/10 would not go again.", ["-1/10 would not go again."]),
        ("👍", ["👍"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_passage_is_cut_into_these_quotes(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_a_sentence_without_end_is_cut_at_link_words() -> None:
    clause = "I went to the shop and they told me it would come and so I went home again "
    text = clause * 8
    found = quotes(text)
    assert len(found) > 2
    assert max(len(quote.split()) for quote in found) < len(text.split()) / 2


def test_the_time_to_cut_grows_with_the_length_only() -> None:
    """Captions without names are one turn of an hour. Processor time, as the machine may be busy."""
    text = "I like it. It came on time. " * 1000
    quotes(text[:100])
    begin = time.process_time()
    assert len(quotes(text)) == 2000
    assert time.process_time() - begin < 5


SIGNS = st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from(" \n\t.,!?;:-–—•*>'\""))
WORDS = ["I", "like", "it", ",", "but", "however", "broke", ".", "nothing", "and", "👍", "Yeah.", "1.5", "\n\n", "-"]
TEXTS = st.text(SIGNS, max_size=120) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(deadline=None, max_examples=150, derandomize=True, database=None)
@given(st.lists(TEXTS, max_size=3))
def test_quotes_are_in_order_apart_inside_and_hold_every_letter(texts: list[str]) -> None:
    for text, ranges in zip(texts, cut(texts), strict=True):
        edges = [0, *(edge for pair in ranges for edge in pair), len(text)]
        assert edges == sorted(edges)
        assert all(start < end for start, end in ranges)
        assert all(text[start:end] == text[start:end].strip() for start, end in ranges)
        between = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
        assert not [letter for gap in between for letter in gap if letter.isalnum()]


@pytest.mark.parametrize(
    ("text", "spoken", "filler"),
    [
        ("Yeah, mm-hm, right.", False, True),
        ("I see.", False, True),
        ("Thanks in advance", False, True),
        ("Kind regards", False, True),
        ("Great!", False, False),
        ("Great!", True, True),
        ("That's right", True, True),
        ("I like it.", True, False),
        ("No refund", False, False),
        ("ok, 3 weeks", False, False),
        ("yeah yeah yeah yeah yeah yeah yeah", False, False),
        ("", False, True),
    ],
)
def test_fillers(text: str, spoken: bool, filler: bool) -> None:
    assert is_filler(text, spoken=spoken) is filler


@pytest.mark.parametrize(
    "text", ["N/A", " n/a. ", "-", "...", "None", "don't know", "Nothing really!", "?", "asdf", "Test."]
)
def test_empty_answers(text: str) -> None:
    assert is_empty_answer(text)


@pytest.mark.parametrize("text", ["Nothing works", "No parking", "None of the staff helped", "no comments box"])
def test_short_answers_that_say_something(text: str) -> None:
    assert not is_empty_answer(text)


@pytest.mark.parametrize("sign", ["*", "<", "=", "—"])
def test_a_long_row_of_signs_takes_no_time_squared(sign: str) -> None:
    text = f"It came late. {sign * 4000} I left."
    begin = time.process_time()
    found = quotes(text)
    assert found[0].startswith("It came late.")
    assert found[-1] == "I left."
    assert time.process_time() - begin < 10


def test_an_overlong_text_is_cut_into_the_same_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "I like it a lot. It came on time.\n" * 100
    whole = quotes(text)
    monkeypatch.setattr(clauses, "_PART", 500)
    assert quotes(text) == whole
    assert len(whole) == 200
