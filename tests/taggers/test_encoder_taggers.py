"""The taggers with our encoder: sentiment, emotions, stages and touchpoints by meaning, clause by clause."""

from __future__ import annotations

import pytest

from voc import encoder
from voc.codebook import Codebook
from voc.taggers import Tag, Texts, all_taggers, emotion
from voc.taggers.emotion import emotions


@pytest.fixture(scope="module")
def run(quotes_of, hotel):
    def tags(name: str, *rows, book=hotel) -> list[Tag]:
        texts = Texts.of(quotes_of(*rows), encoder=encoder.load("accurate"))
        return list(all_taggers()[name].tag(texts, book))

    return tags


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("No problems ever.", "positive"),
        ("I waited three weeks and nobody rang me back.", "negative"),
        ("The breakfast was not good.", "negative"),
        ("We loved every minute of it.", "positive"),
        ("The hotel is in the town centre.", "neutral"),
    ],
)
def test_sentiment_with_its_words(run, text, label):
    (tag,) = run("sentiment", text)
    assert tag.label == label
    assert tag.by.startswith("model:voc-encoder@")
    assert tag.reason == text[tag.start : tag.end] != ""
    assert 1 / 3 < tag.confidence <= 1
    assert tag.value * {"negative": -1, "neutral": 0, "positive": 1}[label] >= 0


@pytest.mark.parametrize(
    ("text", "name"),
    [("Thank you so much for the upgrade!", "gratitude"), ("I am confused by this bill.", "confusion")],
)
def test_emotions(run, text, name):
    found = {tag.label: tag for tag in run("emotion", text)}
    assert name in found
    assert found[name].value == emotions()[name].valence


def test_a_plain_fact_shows_no_emotion(run):
    assert run("emotion", "The room has two beds.") == []


def test_every_emotion_has_a_place_on_the_map():
    assert set(emotions()) == set(encoder.EMOTIONS) - {"neutral"}
    assert all(-1 <= place <= 1 for one in emotions().values() for place in (one.valence, one.arousal))
    assert emotion.TAGGER.encoder == "with"


def test_a_stage_by_meaning_alone(run):
    # No word of this stands in the codebook.
    (tag,) = [tag for tag in run("stage", "I could not sleep because of the neighbours.") if tag.kind == "stage"]
    assert tag.label == "stay"
    assert tag.reason


def test_each_clause_has_its_own_touchpoint_and_valence(run):
    text = "The buffet was wonderful, but the front desk ignored us completely."
    found = {tag.label: tag for tag in run("touchpoint", text)}
    assert {"buffet", "front_desk"} <= set(found)
    assert found["buffet"].value > 0 > found["front_desk"].value
    turn = text.index("but")
    assert found["buffet"].end <= turn <= found["front_desk"].start
    for tag in found.values():
        if tag.start is not None:
            assert text[tag.start : tag.end] == tag.reason


def test_one_clause_is_the_quote_itself(quotes_of):
    texts = Texts.of(quotes_of("The bed was soft.", "The bed was soft. The shower was cold."))
    assert [quote.text for quote in texts.parts.quotes] == [
        "The bed was soft.",
        "The bed was soft.",
        "The shower was cold.",
    ]
    assert [quote.quote_id for quote in texts.parts.quotes] == ["q00", "q01", "q01"]
    assert [words.starts[0] for words in texts.parts.words] == [0, 0, 0]


@pytest.mark.parametrize(
    ("text", "pain"),
    [("The engineer was friendly.", False), ("The wifi upstairs.", True), ("The router is ugly.", True)],
)
def test_praise_is_no_pain_for_being_asked_what_went_wrong(run, text, pain):
    tags = run("facets", {"text": text, "source_kind": "survey", "question": "What went wrong?"})
    assert ("pain" in {tag.label for tag in tags}) == pain


ON_A_FERRY = [
    f"{said} {where}."
    for said in (
        "The cabin was small",
        "We slept badly",
        "I read a book",
        "The children played cards",
        "Dinner was cold",
        "My bicycle stood below",
        "We drank tea",
        "The stairs were wet",
        "A storm came up",
    )
    for where in ("on the first night", "on the way back", "that evening", "in the morning", "as ever", "for a while")
]


def test_the_only_touchpoint_of_a_codebook_is_not_what_everybody_speaks_of(run):
    book = Codebook.parse(
        b'title = "Ferry"\n[[stage]]\nname = "crossing"\nmeaning = "On board."\n'
        b'[[touchpoint]]\nname = "gangway"\nmeaning = "The gangway over which people go on board."\n',
        where="here",
    )
    tags = run("touchpoint", *ON_A_FERRY, "The gangway was steep.", book=book)
    assert {tag.quote_id for tag in tags} == {f"q{len(ON_A_FERRY):02d}"}
