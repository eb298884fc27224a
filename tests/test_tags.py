"""The tags table: what it holds, and whose judgement counts."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc import tags
from voc.errors import TableError

MODEL, ANN, BEN = "model:m@1", "human:ann", "human:ben"


def table(*rows):
    return tags.frame({"quote_id": quote, "kind": kind, "label": label, "by": by} for quote, kind, label, by in rows)


def labels(found):
    return [None if pd.isna(label) else label for label in found["label"]]


DECIDED = [
    ("the model alone", [("q", "stage", "a", MODEL)], ["a"]),
    ("a person over the model", [("q", "stage", "a", MODEL), ("q", "stage", "b", ANN)], ["b"]),
    ("wherever she stands", [("q", "stage", "b", ANN), ("q", "stage", "a", MODEL)], ["b"]),
    ("the later person", [("q", "stage", "a", ANN), ("q", "stage", "b", BEN)], ["b"]),
    ("the later of one person's", [("q", "stage", "a", ANN), ("q", "stage", "b", ANN)], ["b"]),
    ("a person who says: none", [("q", "stage", "a", MODEL), ("q", "stage", None, ANN)], [None]),
    ("a cue is no person", [("q", "stage", "a", "cue:human:x@1")], ["a"]),
    ("all of a person's facets", [("q", "facet", "pain", ANN), ("q", "facet", "need", ANN)], ["pain", "need"]),
    ("none of the model's then", [("q", "facet", "goal", MODEL), ("q", "facet", "pain", ANN)], ["pain"]),
    ("two people's facets", [("q", "facet", "pain", ANN), ("q", "facet", "need", BEN)], ["pain", "need"]),
    ("another kind is untouched", [("q", "facet", "goal", MODEL), ("q", "stage", "b", ANN)], ["goal", "b"]),
    ("another quote is untouched", [("q", "stage", "a", MODEL), ("r", "stage", "b", ANN)], ["a", "b"]),
    ("nothing", [], []),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in DECIDED], ids=[case[0] for case in DECIDED])
def test_whose_judgement_counts(rows, expected):
    assert labels(tags.decided(table(*rows))) == expected


judgements = st.lists(
    st.tuples(
        st.sampled_from(["q1", "q2"]),
        st.sampled_from(["stage", "sentiment", "facet"]),
        st.sampled_from(["a", "b", None]),
        st.sampled_from([MODEL, ANN, BEN]),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(judgements)
def test_deciding_keeps_the_order_decides_once_and_loses_no_quote(rows):
    made = table(*rows)
    kept = tags.decided(made)
    assert kept.index.is_monotonic_increasing
    pd.testing.assert_frame_equal(tags.decided(kept), kept)
    assert set(zip(kept["quote_id"], kept["kind"], strict=True)) == {(quote, kind) for quote, kind, *_ in rows}
    single = kept[kept["kind"].isin(tags.SINGLE_KINDS)]
    assert not single.duplicated(["quote_id", "kind"]).any()
    for quote, kind, _, _ in rows:
        makers = kept[(kept["quote_id"] == quote) & (kept["kind"] == kind)]["by"]
        people = any(q == quote and k == kind and by != MODEL for q, k, _, by in rows)
        assert (MODEL in set(makers)) is not people


def test_the_models_rows_stay_in_the_table_itself():
    made = table(("q", "stage", "a", MODEL), ("q", "stage", "b", ANN))
    tags.decided(made)
    assert len(made) == 2


def test_frame_has_all_columns_in_order_and_missing_is_missing():
    made = tags.frame([{"quote_id": "q", "kind": "stage", "by": MODEL}])
    assert tuple(made.columns) == tags.COLUMNS
    assert {name: str(kind) for name, kind in made.dtypes.items()} == tags.DTYPES
    assert made[["label", "value", "confidence", "start", "end", "reason"]].isna().all(axis=None)
    assert {name: str(kind) for name, kind in tags.frame([]).dtypes.items()} == tags.DTYPES


@pytest.mark.parametrize("column", ["quote_id", "kind", "label", "by"])
def test_a_table_that_is_none_is_refused(column):
    with pytest.raises(TableError, match=f"^mine: no column named '{column}'"):
        tags.check(table().drop(columns=[column]), where="mine")


@pytest.mark.parametrize("kind", tags.SINGLE_KINDS)
def test_two_machine_judgements_of_one_thing_are_refused(kind):
    with pytest.raises(TableError, match=f"quote q has two {kind} rows"):
        tags.check(table(("q", kind, "neutral", MODEL), ("q", kind, "positive", "cue:b@1")))


def test_two_people_and_many_facets_are_fine():
    made = table(
        ("q", "stage", "a", MODEL), ("q", "stage", "b", ANN), ("q", "stage", "c", BEN),
        ("q", "facet", "pain", MODEL), ("q", "facet", "need", MODEL),
    )  # fmt: skip
    pd.testing.assert_frame_equal(tags.check(made), made)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": 7.0}, "a value outside"),
        ({"confidence": 1.5}, "a confidence outside"),
        ({"label": "Negative"}, "none of negative, neutral, positive"),
        ({"by": None}, "no 'by'"),
        ({"value": "high"}, "hold numbers"),
    ],
    ids=["value", "confidence", "label", "by", "words"],
)
def test_what_no_judgement_can_be_is_refused(change, said):
    good = {
        "quote_id": "q",
        "kind": "sentiment",
        "label": "negative",
        "value": -0.5,
        "confidence": 0.6,
        "by": "model:m@1",
    }
    assert len(tags.check(pd.DataFrame([good], columns=list(tags.COLUMNS)))) == 1
    with pytest.raises(TableError, match=said):
        tags.check(pd.DataFrame([good | change], columns=list(tags.COLUMNS)))


def test_a_probability_may_lack_and_lies_above_0_up_to_1():
    made = table(("q", "stage", "a", ANN))
    assert tags.check(made.drop(columns=["probability"]))["probability"].isna().all()
    assert tags.check(made.assign(probability="0.25"))["probability"].tolist() == [0.25]
    for wrong in (0, -0.1, 1.2):
        with pytest.raises(TableError, match="the stage row of quote q has a probability outside 0 … 1"):
            tags.check(made.assign(probability=wrong))
    with pytest.raises(TableError, match="and probability hold numbers"):
        tags.check(made.assign(probability="often"))


@pytest.mark.parametrize("why", ["no stage is likely enough", "not sure enough for 20% wrong"])
@pytest.mark.parametrize("label", ["delivery", "after-sales_2"])
def test_the_label_that_was_likeliest_is_found_in_the_reason(why, label):
    reasons = pd.Series([tags.unsure(why, label, 0.4), "too short: 2 words", None], dtype="str")
    found = tags.likeliest(reasons)
    assert found[0] == label
    assert found[1:].isna().all()
