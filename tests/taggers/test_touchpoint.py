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


def test_a_quote_goes_on_about_the_touchpoint_named_before_it(run_tagger):
    first = {"text": "The van was late.", "locator": "line 1", "participant": "P001", "source_kind": "interview"}
    tags = run_tagger("touchpoint", first, first | {"text": "I sat there all day."})
    assert [(tag.quote_id, tag.label, tag.reason) for tag in tags] == [
        ("q00", "van", "van"),
        ("q01", "van", "said around it"),
    ]
    apart = run_tagger("touchpoint", first, first | {"text": "I sat there all day.", "participant": "P002"})
    assert [tag.quote_id for tag in apart] == ["q00"]


def test_by_names_the_codebook(run_tagger, cued):
    assert {tag.by for tag in run_tagger("touchpoint", "The van.")} == {f"cue:{cued.title}@{cued.digest}"}
    assert isinstance(cued, Codebook)
