from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.taggers import vader

CASES = [
    ("The handover was lovely.", "positive", "lovely"),
    ("I love this bike, it is great!", "positive", "love"),
    ("A horrible day.", "negative", "horrible"),
    ("It was not good at all.", "negative", "good"),
    ("I am never happy with the app.", "negative", "happy"),
    ("The parcel came on Tuesday.", "neutral", None),
    ("", "neutral", None),
    ("…?!", "neutral", None),
    ("Pakjesautomaat bij het station", "neutral", None),
    ("😀", "positive", None),
]


@pytest.mark.parametrize(("text", "label", "word"), CASES, ids=[text[:24] or "empty" for text, *_ in CASES])
def test_label_and_the_word_that_weighs_most(run_tagger, text, label, word):
    (tag,) = run_tagger("vader", text)
    assert (tag.kind, tag.label) == ("sentiment", label)
    assert tag.reason == word
    if word is None:
        assert tag.start is None
        assert tag.end is None
    else:
        assert text[tag.start : tag.end] == word


def test_one_row_a_quote_in_their_order_and_by_a_named_version(run_tagger):
    tags = run_tagger("vader", "Awful.", "", "Lovely.", "The door.")
    assert [tag.quote_id for tag in tags] == ["q00", "q01", "q02", "q03"]
    assert {tag.by for tag in tags} == {"model:vader@3.3.2"}


@given(st.text(max_size=60))
def test_label_value_and_confidence_agree_on_any_text(text):
    value = vader.valence(text)
    assert -1 <= value <= 1
    expected = "negative" if value <= -0.05 else "positive" if value >= 0.05 else "neutral"
    assert vader.label(value) == expected
    assert 0 <= vader.confidence(value) <= 1


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (-1, "negative"),
        (-0.05, "negative"),
        (-0.0499, "neutral"),
        (0, "neutral"),
        (0.0499, "neutral"),
        (0.05, "positive"),
    ],
)
def test_the_poles_begin_where_vaders_authors_put_them(value, label):
    assert vader.label(value) == label


def test_confidence_is_the_fitted_logistic_and_symmetric():
    for value in (0.05, 0.3, 0.77, 1.0):
        logistic = 1 / (1 + math.exp(0.58 - 3.18 * value))
        assert vader.confidence(value) == pytest.approx(logistic)
        assert vader.confidence(-value) == vader.confidence(value)
    assert vader.confidence(0.0) == 0.36
