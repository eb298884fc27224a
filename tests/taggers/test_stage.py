from __future__ import annotations

import re

import pytest

from voc.codebook import Codebook
from voc.taggers import stage


def _only(tags, kind="stage"):
    return [tag for tag in tags if tag.kind == kind]


HOTEL_CASES = [
    ("The front desk had lost our key card.", "arrival"),
    ("Checking in took an hour, and then our luggage was gone.", "arrival"),
    ("The shower was cold and the bed too soft.", "stay"),
    ("No breakfast, no cleaning, only noise.", "stay"),
    ("We reserved the room for our dates in two minutes.", "booking"),
    ("Comparing prices took ages.", "booking"),
    ("The invoice listed a minibar we never opened.", "departure"),
    ("My brother is a football fan.", None),
    ("Yes.", None),
    ("", None),
]

PARCEL_CASES = [
    ("I printed the label at the counter.", "posting"),
    ("The locker was full when I handed it in.", "posting"),
    ("The courier never came to the door.", "delivery"),
    ("The tracking said it was at my door.", "delivery"),
    ("They refused my claim for the lost vase.", "claim"),
    ("I like jazz.", None),
]

CUED_CASES = [
    ("The courier came.", "delivery", "courier"),
    ("Two couriers came.", "delivery", "couriers"),
    ("It said OUT FOR DELIVERY.", "delivery", "OUT FOR DELIVERY"),
    ("They refused the compensation.", "claim", "compensation"),
    ("The weather was fine.", None, None),
]


@pytest.mark.parametrize(("text", "label"), HOTEL_CASES, ids=[text[:24] or "empty" for text, _ in HOTEL_CASES])
def test_a_hotel_by_meanings_alone(run_tagger, hotel, text, label):
    (tag,) = _only(run_tagger("stage", text, book=hotel))
    assert tag.label == label


@pytest.mark.parametrize(("text", "label"), PARCEL_CASES, ids=[text[:24] for text, _ in PARCEL_CASES])
def test_a_parcel_service_by_meanings_alone(run_tagger, parcel, text, label):
    (tag,) = _only(run_tagger("stage", text, book=parcel))
    assert tag.label == label


@pytest.mark.parametrize(("cases", "book"), [(HOTEL_CASES, "hotel"), (PARCEL_CASES, "parcel")])
def test_the_same_labels_when_all_are_read_together(run_tagger, request, cases, book):
    tags = _only(run_tagger("stage", *(text for text, _ in cases), book=request.getfixturevalue(book)))
    assert [tag.label for tag in tags] == [label for _, label in cases]


@pytest.mark.parametrize(("text", "label", "words"), CUED_CASES, ids=[text[:24] for text, *_ in CUED_CASES])
def test_a_cue_is_found_by_lemma_and_its_words_are_kept(run_tagger, text, label, words):
    (tag,) = _only(run_tagger("stage", text))
    assert tag.label == label
    if words is None:
        assert (tag.start, tag.end) == (None, None)
    else:
        assert text[tag.start : tag.end] == tag.reason == words


@pytest.mark.parametrize("text", ["The courier came.", "My brother is a football fan.", ""])
def test_confidence_is_that_of_the_likeliest_stage_and_decides(run_tagger, text):
    (tag,) = _only(run_tagger("stage", text))
    assert 0 <= tag.confidence <= 1
    assert (tag.label is None) is (tag.confidence < stage.THRESHOLD)
    if tag.label is None:
        assert re.fullmatch(r"no stage is likely enough: \w+ at 0\.\d\d", tag.reason)


def test_by_names_the_codebook_and_changes_with_it(run_tagger, cued):
    (tag,) = run_tagger("stage", "The courier came.")
    assert tag.by == f"cue:{cued.title}@{cued.digest}"
    other = Codebook.parse(b'title = "P"\n[[stage]]\nname = "a"\nmeaning = "b"', where="p.toml")
    (changed,) = run_tagger("stage", "The courier came.", book=other)
    assert changed.by != tag.by


def test_a_codebook_of_one_stage_can_abstain(run_tagger):
    one = Codebook.parse(b'title = "P"\n[[stage]]\nname = "a"\nmeaning = "The courier at the door"', where="p.toml")
    labels = [tag.label for tag in run_tagger("stage", "The courier at the door.", "I like jazz.", book=one)]
    assert labels == ["a", None]


def test_feedback_on_a_larger_study_keeps_what_is_clear(run_tagger, parcel):
    texts = [text for text, _ in PARCEL_CASES] * 12
    labels = [tag.label for tag in _only(run_tagger("stage", *texts, book=parcel))]
    assert labels == [label for _, label in PARCEL_CASES] * 12


ASKED = [
    ("How did you like the courier?", "delivery"),
    ("Did you ever ask for compensation?", "claim"),
    ("How old are you?", None),
    (None, None),
]


@pytest.mark.parametrize(("question", "label"), ASKED, ids=[str(question)[:24] for question, _ in ASKED])
@pytest.mark.parametrize("kind", ["survey", "interview"])
def test_the_stage_that_the_question_was_about(run_tagger, kind, question, label):
    tags = run_tagger("stage", {"text": "Fine.", "source_kind": kind, "question": question})
    asked = _only(tags, "asked")
    assert [tag.label for tag in asked] == ([label] if label else [])
    assert all(stage.THRESHOLD <= tag.confidence <= 1 for tag in asked)


def test_an_answer_without_a_subject_is_about_what_was_asked(run_tagger):
    row = {"text": "Fine.", "source_kind": "survey", "question": "How did you like the courier?"}
    (answered,) = _only(run_tagger("stage", row))
    (alone,) = _only(run_tagger("stage", row | {"question": None}))
    assert answered.label == "delivery"
    assert alone.label is None


def test_the_answers_own_words_win_over_the_question(run_tagger):
    row = {"text": "The compensation.", "source_kind": "survey", "question": "How did you like the courier?"}
    (tag,) = _only(run_tagger("stage", row))
    assert tag.label == "claim"


def test_an_empty_question_is_no_question(run_tagger):
    rows = ({"text": "Fine.", "question": ""}, {"text": "Fine.", "question": None})
    tags = run_tagger("stage", *rows)
    assert not _only(tags, "asked")
    assert len({round(tag.confidence, 9) for tag in _only(tags)}) == 1


def test_what_was_asked_counts_even_where_the_answer_is_none(run_tagger):
    rows = [
        {"text": "No.", "excluded": "filler", "question": "Did the courier bring the parcel on time?"},
        {"text": "It rained.", "question": None},
    ]
    tags = run_tagger("stage", *rows)
    assert [(tag.kind, tag.label) for tag in tags if tag.kind == "asked"] == [("asked", "delivery")]
    assert len([tag for tag in tags if tag.kind == "stage"]) == 1
