from __future__ import annotations

import pytest

from voc.codebook import Codebook
from voc.taggers import touchpoint

CASES = [
    ("The van was late.", {"van": "van"}),
    ("Two vans and a letter box.", {"van": "vans", "letter_box": "letter box"}),
    ("It lay in the LETTERBOX.", {"letter_box": "LETTERBOX"}),
    ("The letter came; the box did not.", {}),
    ("I like jazz.", {}),
    ("", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:24] or "empty" for text, _ in CASES])
def test_touchpoints_by_cue(run_tagger, text, expected):
    tags = run_tagger("touchpoint", text)
    assert {tag.label: tag.reason for tag in tags if tag.start is not None} == expected
    for tag in tags:
        assert tag.kind == "touchpoint"
        assert touchpoint.THRESHOLD <= tag.confidence <= 1
        if tag.start is not None:
            assert text[tag.start : tag.end] == tag.reason


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The coffee and the eggs were lovely.", "buffet"),
        ("Nobody stood behind the front desk.", "front_desk"),
        ("My brother is a football fan.", None),
    ],
)
def test_touchpoints_never_seen_by_their_meaning(run_tagger, hotel, text, label):
    tags = run_tagger("touchpoint", text, book=hotel)
    assert [tag.label for tag in tags] == ([label] if label else [])
    assert all((tag.start, tag.reason) == (None, "similar words") for tag in tags)


def test_a_codebook_without_touchpoints_gives_none(run_tagger, parcel):
    assert parcel.touchpoints == ()
    assert run_tagger("touchpoint", "The van was late.", book=parcel) == []


def test_a_quote_goes_on_about_the_touchpoint_named_around_it(run_tagger):
    said = ["The van was late.", "I sat there all day.", "The van came at nine."]
    rows = [{"text": text, "locator": "line 1", "participant": "P001", "source_kind": "interview"} for text in said]
    tags = run_tagger("touchpoint", *rows)
    assert [(tag.quote_id, tag.label, tag.reason) for tag in tags] == [
        ("q00", "van", "van"),
        ("q01", "van", "said around it"),
        ("q02", "van", "van"),
    ]
    others = [rows[0] | {"participant": "P002"}, rows[1], rows[2] | {"participant": "P002"}]
    assert [tag.quote_id for tag in run_tagger("touchpoint", *others)] == ["q00", "q02"]


def test_behind_a_touchpoint_something_else_may_come(run_tagger):
    first = {"text": "The van was late.", "locator": "line 1", "participant": "P001", "source_kind": "review"}
    tags = run_tagger("touchpoint", first, first | {"text": "I like jazz."})
    assert [tag.quote_id for tag in tags] == ["q00"]


# What is said often and names nothing, what names a touchpoint beside it, and the book.
NAMELESS = [
    (
        "shop",
        [f"I love {what}." for what in ("it", "this", "them", "these", "this one", "it so much", "these two")] * 4,
        {"The fabric is thin.": "product", "The courier was late.": "delivery_service"},
    ),
    (
        "health",
        [f"{begin} have a nice day{end}" for begin in ("OK,", "Thanks,", "Bye,") for end in (".", "!", " too.")] * 3,
        {"The ward was loud.": "hospital", "The nurse was kind.": "nurse", "The prescription was wrong.": "pharmacy"},
    ),
]


@pytest.mark.parametrize(("book", "nothing", "named"), NAMELESS, ids=[case[0] for case in NAMELESS])
def test_what_is_often_said_makes_up_no_touchpoint(run_tagger, book, nothing, named):
    texts = [*nothing, *(list(named) * 12)]
    tags = run_tagger("touchpoint", *texts, book=Codebook.load(book))
    assert {(texts[int(tag.quote_id[1:])], tag.label) for tag in tags} == set(named.items())


def test_one_text_that_names_a_touchpoint_teaches_little(run_tagger):
    goodbyes = [f"{begin} bye and have a nice day{end}" for begin in ("OK,", "Well,", "So,") for end in (".", "!")] * 5
    named = ["Nice to chat with you, bye and have a nice day."]
    texts = [*goodbyes, *named, *(["The bill is wrong.", "The signal is weak."] * 12)]
    tags = run_tagger("touchpoint", *texts, book=Codebook.load("telecom"))
    assert {texts[int(tag.quote_id[1:])] for tag in tags if tag.label == "chat"} == set(named)


def test_all_touchpoints_that_a_sentence_names_are_found(run_tagger):
    many = "Neither the website nor the cashier nor the size chart told us when the newsletter is sent."
    texts = [*(["The fabric is thin.", "The courier was late."] * 30), many]
    tags = [tag for tag in run_tagger("touchpoint", *texts, book=Codebook.load("shop")) if tag.quote_id == "q60"]
    assert {tag.label for tag in tags} == {"website", "staff", "product_page", "loyalty_card"}


def test_by_names_the_codebook(run_tagger, cued):
    assert {tag.by for tag in run_tagger("touchpoint", "The van.")} == {f"cue:{cued.title}@{cued.digest}"}
    assert isinstance(cued, Codebook)
