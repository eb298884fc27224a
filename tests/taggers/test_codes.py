"""What people coded in another program becomes tags of the map's own kinds, by the names of their codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from voc import tags
from voc.codebook import Codebook
from voc.errors import TableError
from voc.taggers import Judged, judge, tag_quotes
from voc.taggers._codes import meaning

BOOK = Codebook.parse(
    b"""
title = "Parcels"
[[stage]]
name = "sign_up"
label = "Sign-up and purchase"
meaning = "Ordering and paying."
[[stage]]
name = "delivery"
meaning = "Until the parcel is in the hand."
[[stage]]
name = "action"
meaning = "Doing it."
[[touchpoint]]
name = "courier"
meaning = "Who brings it."
[[touchpoint]]
name = "delivery"
meaning = "The van."
""",
    where="parcels.toml",
)

MEANINGS: list[tuple[str, dict[str, str]]] = [
    ("Delivery", {"stage": "delivery"}),
    ("sign up", {"stage": "sign_up"}),
    ("Sign-Up and purchase", {"stage": "sign_up"}),
    ("SIGN_UP", {"stage": "sign_up"}),
    ("Courier", {"touchpoint": "courier"}),
    ("Touchpoints / Delivery", {"touchpoint": "delivery"}),
    ("Phases / Delivery", {"stage": "delivery"}),
    ("Stages / Courier", {"code": "Stages / Courier"}),
    ("Stages / Delivery / Courier", {"stage": "delivery", "touchpoint": "courier"}),
    ("Stages / Delivery / Pains", {"stage": "delivery", "facet": "pain"}),
    ("Touchpoints / Courier / Pains", {"touchpoint": "courier", "code": "Touchpoints / Courier / Pains"}),
    ("Pain points", {"facet": "pain"}),
    ("needs", {"facet": "need"}),
    ("Action", {"stage": "action"}),
    ("Facets / Action", {"facet": "action"}),
    ("Emotion / Negative", {"sentiment": "negative"}),
    ("Positive", {"sentiment": "positive"}),
    ("Emotion / frustrated", {"code": "Emotion / frustrated"}),
    ("Delivery / Courier", {"stage": "delivery", "touchpoint": "courier"}),
    ("Delivery / Courier / late", {"stage": "delivery", "touchpoint": "courier", "code": "Delivery / Courier / late"}),
    ("Pain points / Delivery", {"stage": "delivery", "facet": "pain"}),
    ("Stages", {"code": "Stages"}),
    ("Waste of time", {"code": "Waste of time"}),
    ("Delivery / Sign-up", {"stage": "sign_up"}),
]


@pytest.mark.parametrize(("code", "kinds"), MEANINGS)
def test_the_path_of_a_code_says_what_it_is(code: str, kinds: dict[str, str]) -> None:
    assert meaning(code, BOOK) == kinds


Quotes = Callable[..., pd.DataFrame]


def codings(*rows: dict[str, Any]) -> pd.DataFrame:
    return tags.frame(
        {"kind": "code", "confidence": 1.0, "by": "human:ida", "start": 0, "end": 5} | row for row in rows
    )


@pytest.fixture
def table(quotes_of: Quotes) -> pd.DataFrame:
    return quotes_of(
        "The courier came two days late, and it rained.", "It is fine.", {"text": "Hm.", "excluded": "filler"}
    )


def rows_of(judged: Judged) -> list[tuple[str, str, str | None]]:
    return [(tag.quote_id, tag.kind, tag.label) for tag in judged.tags]


def test_codings_become_tags_of_their_coders(table: pd.DataFrame) -> None:
    judged = judge(
        table,
        codings(
            {"quote_id": "q00", "label": "Pain points / Delivery", "reason": "twice", "end": 9},
            {"quote_id": "q01", "label": "Positive", "by": "human:jon"},
            {"quote_id": "q01", "label": "weather"},
            {"quote_id": "q02", "label": "weather"},
        ),
        BOOK,
    )
    assert rows_of(judged) == [
        ("q00", "facet", "pain"),
        ("q01", "code", "weather"),
        ("q00", "stage", "delivery"),
        ("q01", "sentiment", "positive"),
    ]
    assert [(tag.by, tag.start, tag.end, tag.reason) for tag in judged.tags if tag.quote_id == "q00"] == [
        ("human:ida", 0, 9, "twice")
    ] * 2
    assert judged.as_dict() == {"became": {"code": 1, "facet": 1, "sentiment": 1, "stage": 1}, "doubled": 0}
    assert judged.told() == [
        "codings of people: became 1 stage, 1 facet, 1 sentiment; 1 stays as the coder's own themes"
    ]


@pytest.mark.parametrize(("first", "second", "kept"), [(9, 3, "delivery"), (3, 9, "sign_up"), (5, 5, "sign_up")])
def test_of_two_stages_by_one_person_the_longer_counts(table: pd.DataFrame, first: int, second: int, kept: str) -> None:
    judged = judge(
        table,
        codings(
            {"quote_id": "q00", "label": "Delivery", "end": first},
            {"quote_id": "q00", "label": "Sign-up", "end": second},
            {"quote_id": "q00", "label": "Sign-up", "by": "human:jon"},
        ),
        BOOK,
    )
    assert rows_of(judged) == [("q00", "stage", kept), ("q00", "stage", "sign_up")]
    assert judged.doubled == 1
    said = "one person gave a quote two stages or sentiments: 1 left out, the longer one counts"
    assert said in judged.told()


def test_the_same_stage_twice_is_no_conflict(table: pd.DataFrame) -> None:
    two = {"quote_id": "q00", "label": "Delivery"}
    judged = judge(table, codings(two, two | {"label": "Stages / Delivery", "start": 6, "end": 30}), BOOK)
    assert [(tag.label, tag.start) for tag in judged.tags] == [("delivery", 6)]
    assert judged.doubled == 0


def test_judgements_of_other_kinds_are_kept_as_they_are(table: pd.DataFrame) -> None:
    judged = judge(table, codings({"quote_id": "q00", "kind": "touchpoint", "label": "courier"}), BOOK)
    assert rows_of(judged) == [("q00", "touchpoint", "courier")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"quote_id": "zz", "label": "x"},
            "codings: quote zz is not in the quotes table; both have to be of one reading",
        ),
        ({"quote_id": "q00", "label": "x", "by": None}, "codings: the code row of quote q00 has no 'by'"),
    ],
)
def test_codings_of_another_reading_are_refused(table: pd.DataFrame, row: dict[str, Any], said: str) -> None:
    with pytest.raises(TableError, match=f"^{said}"):
        judge(table, codings(row), BOOK)


def test_no_codings_are_no_tags(table: pd.DataFrame) -> None:
    assert judge(table, tags.frame([]), BOOK) == Judged()


def test_a_person_decides_over_the_taggers(table: pd.DataFrame) -> None:
    coded = codings({"quote_id": "q00", "label": "Sign-up"}, {"quote_id": "q00", "label": "Negative"})
    made = tags.check(tag_quotes(table, BOOK, codings=coded))
    assert list(made["quote_id"]) == sorted(made["quote_id"])
    counts = tags.decided(made)
    decided = counts[(counts["quote_id"] == "q00") & counts["kind"].isin(["stage", "sentiment"])]
    assert dict(zip(decided["kind"], decided["label"], strict=True)) == {"stage": "sign_up", "sentiment": "negative"}
    assert set(decided["by"]) == {"human:ida"}
