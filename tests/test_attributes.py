"""The quick attributes are those of spaCy's own ruler."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.language import pipeline
from voc.models import manifest

PLAIN = [
    "I'm gonna call them, y'all. Let's go, c'mon!",
    "They ain't got to; we gotta. She's the one who's been waiting 3 days",
    "  \n\n To be, or not to be: THAT was *his* best answer yet …\t",
    "",
]
WORDS = ["gon", "na", "got", "ta", "let", "'s", "ai", "n't", "y'", "all", "c'm", "on", "i", "it", "but", "that", "\n"]


@pytest.fixture(scope="module")
def spacys():
    """The pipeline as it is published, with the ruler itself."""
    package = manifest()["en_core_web_sm"].package()
    assert package is not None
    return importlib.import_module(package).load(exclude=["parser", "ner"])


def attributes(doc):
    return [(token.text, token.tag_, token.pos_, str(token.morph), token.lemma_) for token in doc]


@pytest.mark.parametrize("text", PLAIN)
def test_they_are_the_same(spacys, text):
    assert attributes(pipeline()(text)) == attributes(spacys(text))


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=12))
def test_they_are_the_same_for_any_text(spacys, words):
    text = " ".join(words)
    assert attributes(pipeline()(text)) == attributes(spacys(text))


def test_sentences_stay_where_they_were():
    assert [sent.text for sent in pipeline()("It broke. Gonna return it.").sents] == ["It broke.", "Gonna return it."]
