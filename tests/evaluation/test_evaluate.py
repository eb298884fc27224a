"""Tags and gold to an evaluation: numbers worked by hand, and what must always hold."""

from __future__ import annotations

import json
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import voc
from voc import tags as tags_table
from voc.errors import TableError
from voc.evaluation import evaluate
from voc.evaluation.model import Score

BY, ANN = "model:m@1", "human:ann"


def tags(*rows, kind="stage", by=BY):
    """Rows of (quote, label, confidence)."""
    return tags_table.frame(
        {"quote_id": quote, "kind": kind, "label": label, "confidence": sure, "by": by} for quote, label, sure in rows
    )


def gold(kind="stage", **cells):
    return pd.DataFrame({"quote_id": list(cells), kind: list(cells.values())})


STAGES = tags(
    ("q1", "a", 0.9), ("q2", "b", 0.6), ("q3", "b", 0.8), ("q4", None, 0.3), ("q5", None, 0.2), ("q6", "a", 0.4)
)
GOLD = gold(q1="a", q2="a", q3="b", q4="b", q5="none", q6="none")


def test_a_single_kind_by_hand():
    (found,) = evaluate(STAGES, GOLD).kinds
    assert (found.kind, found.by, found.units, found.none) == ("stage", (BY,), 6, 2)
    assert (found.tagged, found.abstained) == (4, 2)
    # Right are q1, q3 and the abstention on q5.
    assert found.accuracy == pytest.approx(3 / 6)
    assert found.selective_accuracy == pytest.approx(2 / 4)
    assert found.coverage == pytest.approx(4 / 6)
    # a: q1 right, q6 wrong, q2 missed; b: q3 right, q2 wrong, q4 missed.
    assert [(one.label, one.support, one.given) for one in found.labels] == [("a", 2, 2), ("b", 2, 2)]
    assert [(one.precision, one.recall, one.f1.value) for one in found.labels] == [(0.5, 0.5, 0.5)] * 2
    assert (found.macro_f1.value, found.micro_f1.value, found.macro_recall) == (0.5, 0.5, 0.5)
    assert (found.calibration.n, found.calibration.given) == (4, 4)
    assert found.calibration.brier == pytest.approx(0.1425)
    assert found.calibration.ece == pytest.approx(0.325)
    assert [(one.n, one.right) for one in found.calibration.bins if one.n] == [(1, 0), (1, 0), (1, 1), (1, 1)]


def test_a_kind_of_many_labels_by_hand():
    facets = tags(("q1", "pain", None), ("q1", "need", 0.5), ("q2", "pain", None), ("q3", "goal", None), kind="facet")
    judged = gold("facet", q1="pain|need", q2="goal|pain", q3="none")
    (found,) = evaluate(facets, judged).kinds
    by_label = {one.label: (one.precision, one.recall) for one in found.labels}
    assert by_label == {"goal": (0, 0), "need": (1, 1), "pain": (1, 1)}
    assert found.accuracy is None
    assert found.selective_accuracy == pytest.approx(3 / 4)
    assert found.micro_f1.value == pytest.approx(6 / 8)
    assert found.macro_f1.value == pytest.approx(2 / 3)
    assert (found.calibration.n, found.calibration.given) == (1, 4)


def test_of_several_gold_stages_each_is_right_and_a_miss_counts_against_the_first():
    made = tags(("q1", "b", 0.7), ("q2", "c", 0.7), ("q3", None, None))
    (found,) = evaluate(made, gold(q1="a|b", q2="a|b", q3="b|a")).kinds
    assert found.accuracy == pytest.approx(1 / 3)
    assert {one.label: (one.support, one.given) for one in found.labels} == {"a": (1, 0), "b": (2, 1), "c": (0, 1)}


def test_an_empty_cell_is_no_unit():
    (found,) = evaluate(STAGES, gold(q1="a", q2=None, q3="b")).kinds
    assert (found.units, found.accuracy) == (2, 1)


def test_labels_that_read_the_same_are_one():
    made = tags(("q1", "check_out", 0.9), ("q2", "check_out", 0.9))
    (found,) = evaluate(made, gold(q1="Check out", q2="check-out")).kinds
    assert [one.label for one in found.labels] == ["check_out"]


def test_a_label_given_twice_counts_once_and_as_sure_as_the_surer():
    made = tags(("q1", "app", 0.3), ("q1", "app", 0.9), ("q1", "app", None), kind="touchpoint")
    (found,) = evaluate(made, gold("touchpoint", q1="app")).kinds
    assert found.labels[0].given == 1
    assert found.calibration.brier == pytest.approx(0.01)


def valued(**values):
    return tags_table.frame(
        {"quote_id": quote, "kind": "sentiment", "label": "neutral", "value": value, "by": BY}
        for quote, value in values.items()
    )


def test_valence_by_hand():
    made = valued(q1=-0.5, q2=0.0, q3=0.5, q4=1.0, q5=None)
    judged = gold("valence", q1=-1, q2=0.5, q3=0.0, q4=1, q5=0.2)
    found = evaluate(made, judged).valence
    assert found is not None
    assert (found.units, found.missing) == (4, 1)
    assert found.mean_absolute_error == pytest.approx((0.5 + 0.5 + 0.5 + 0) / 4)
    assert found.spearman == pytest.approx(0.8)
    assert found.pearson.value == pytest.approx(pd.Series([-0.5, 0, 0.5, 1]).corr(pd.Series([-1, 0.5, 0, 1])))
    assert found.pearson.low <= found.pearson.value <= found.pearson.high


def test_valence_on_another_scale_has_no_absolute_error():
    found = evaluate(valued(q1=-0.5, q2=0.0, q3=0.5), gold("valence", q1=1, q2=3, q3="5")).valence
    assert found.pearson.value == pytest.approx(1)
    assert found.mean_absolute_error is None


def test_what_matches_nothing_is_counted():
    found = evaluate(STAGES, gold(q1="a", x="b", y="b"))
    assert (found.matching.rows, found.matching.matched, found.matching.unmatched) == (3, 1, ("x", "y"))
    assert found.matching.quotes_without_gold == 5
    assert "'x', 'y'" in found.text()


def quotes(**texts):
    return pd.DataFrame({"quote_id": list(texts), "text": list(texts.values()), "participant": ["P1", "P1", "P2"]})


WORDS = quotes(q1="It broke.", q2="It is fine.", q7="Nobody tagged this.")


def test_a_quote_that_got_no_tag_is_an_abstention_where_the_quotes_are_known():
    judged = gold(q1="a", q7="b")
    assert evaluate(STAGES, judged).kinds[0].units == 1
    (found,) = evaluate(STAGES, judged, WORDS).kinds
    assert (found.units, found.abstained) == (2, 1)


def test_gold_by_text_through_the_quotes_or_a_text_beside_the_tags():
    judged = pd.DataFrame({"text": ["It broke. ", "Never said."], "stage": ["a", "b"]})
    for found in (
        evaluate(STAGES, judged, WORDS),
        evaluate(STAGES.assign(text=["It broke."] + ["x"] * 5), judged),
    ):
        assert found.matching.unmatched == ("Never said.",)
        assert found.kinds[0].accuracy == 1


def test_a_table_without_ids_meets_the_tags_that_were_made_of_it():
    table = pd.DataFrame(
        {"text": ["The courier never came.", "Paying was easy."], "sentiment": ["negative", "positive"]}
    )
    made = voc.tag(table, "service")
    found = voc.evaluate(made, table, table)
    assert found.matching.matched == 2
    assert found.kinds[0].units == 2


def test_participants_are_resampled_where_they_are_known():
    found = evaluate(STAGES, GOLD)
    assert found.resampled == "quotes"
    assert found.kinds[0].macro_f1.low is not None
    by_person = evaluate(STAGES, GOLD.assign(participant="P1"))
    assert by_person.resampled == "participants"
    # One person tells nothing of others.
    assert by_person.kinds[0].macro_f1 == Score(0.5)
    assert evaluate(STAGES, GOLD, WORDS).resampled == "participants"


def test_the_machine_is_measured_where_it_judged_and_people_elsewhere():
    both = pd.concat([STAGES, tags(("q2", "a", None), by=ANN), tags(("q1", "x", None), kind="code", by=ANN)])
    found = evaluate(both, GOLD.assign(code=["x", *[None] * 5]))
    assert found.kinds[0] == evaluate(STAGES, GOLD).kinds[0]
    assert found.kinds[1].by == (ANN,)
    assert any(note.startswith("1 row by people left out") for note in found.notes)


NOTES = [
    ("a kind without gold", (STAGES, gold("facet", q1="pain")), "gold has no column for: stage (6 rows)"),
    ("a kind without tags", (STAGES, gold("facet", q1="pain")), "facet: no tag of this kind"),
    ("nothing judged", (STAGES, GOLD.assign(emotion=None)), "emotion: every cell of gold is empty"),
    ("a label of gold alone", (STAGES, gold(q1="z")), "stage: labels of gold that no tag has: z"),
    ("another column", (STAGES, GOLD.assign(coder="Ann")), "columns of gold that are no kind: coder"),
    (
        "texts alike",
        (STAGES, pd.DataFrame({"text": ["No."], "stage": ["a"]}), quotes(q1="No.", q2="No.", q7="Yes.")),
        "1 text of gold in several quotes",
    ),
    ("excluded", (STAGES, GOLD, WORDS.assign(excluded=["spam", None, None])), "1 gold quote excluded as no evidence"),
]


@pytest.mark.parametrize(("tables", "said"), [case[1:] for case in NOTES], ids=[case[0] for case in NOTES])
def test_what_was_left_out_is_said(tables, said):
    found = evaluate(*tables)
    assert any(said in note for note in found.notes)
    assert said in found.text()


def test_a_kind_that_nobody_judged_has_no_scores():
    (_, found) = evaluate(STAGES, GOLD.assign(emotion=None)).kinds
    assert (found.units, found.labels, found.coverage) == (0, (), None)
    assert found.macro_f1 == found.micro_f1 == Score(None)


def test_nothing_but_right_abstentions():
    (found,) = evaluate(tags(("q1", None, None), ("q2", None, None)), gold(q1="none", q2="none")).kinds
    assert (found.accuracy, found.macro_f1, found.selective_accuracy) == (1, Score(None), None)


def test_a_table_made_elsewhere_needs_four_columns():
    few = STAGES[["quote_id", "kind", "label", "by"]]
    (found,) = evaluate(few, GOLD).kinds
    assert found.accuracy == pytest.approx(0.5)
    assert (found.calibration.n, found.calibration.ece) == (0, None)
    with pytest.raises(TableError, match=r"^tags: no column named 'label'"):
        evaluate(few.drop(columns="label"), GOLD)
    with pytest.raises(TableError, match="no tag in it"):
        evaluate(few[:0], GOLD)


def test_the_dictionary_is_json_and_the_text_names_all():
    found = evaluate(pd.concat([STAGES, valued(q1=-0.5, q2=0.5)]), GOLD.assign(valence=[-1, 1, *[None] * 4]))
    again = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert again["kinds"][0]["labels"][0]["f1"]["value"] == 0.5
    assert (again["seed"], again["resamples"]) == (0, 1000)
    text = found.text(reliability=True)
    assert "stage: confidence" in text
    assert "valence  2 quotes: r 1.000" in text
    assert "stage: confidence" not in str(found)


label = st.sampled_from(["a", "b", "c"])
unit = st.tuples(st.lists(label, max_size=2, unique=True), st.one_of(st.none(), label), st.floats(0, 1))
units = st.lists(unit, min_size=1, max_size=15)


def tables(drawn, kind):
    made = tags(*((f"q{n}", given_, sure) for n, (_, given_, sure) in enumerate(drawn)), kind=kind)
    return made, gold(kind, **{f"q{n}": "|".join(labels) or "none" for n, (labels, *_) in enumerate(drawn)})


def measured(drawn, kind="stage"):
    return evaluate(*tables(drawn, kind), resamples=100).kinds[0]


def values(found):
    """All that a score may be."""
    scores = [found.macro_f1, found.micro_f1, *(one.f1 for one in found.labels)]
    edges = [edge for one in scores for edge in (one.value, one.low, one.high)]
    rates = [rate for one in found.labels for rate in (one.precision, one.recall)]
    rest = [found.accuracy, found.selective_accuracy, found.coverage, found.calibration.ece, found.calibration.brier]
    return [value for value in (*edges, *rates, *rest) if value is not None]


@settings(max_examples=40, deadline=None)
@given(units, st.sampled_from(["stage", "facet"]))
def test_counts_add_up_and_scores_are_shares(drawn, kind):
    found = measured(drawn, kind)
    assert found.units == found.tagged + found.abstained == len(drawn)
    assert sum(one.n for one in found.calibration.bins) == found.calibration.n
    assert sum(one.given for one in found.labels) == found.calibration.given
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in values(found))


@settings(max_examples=30, deadline=None)
@given(st.lists(label, min_size=1, max_size=15), st.sampled_from(["stage", "facet"]))
def test_perfect_tags_are_perfect(labels, kind):
    found = measured([([one], one, 1.0) for one in labels], kind)
    assert found.macro_f1.value == found.micro_f1.value == found.macro_recall == found.selective_accuracy == 1
    assert found.accuracy in (1, None)
    assert (found.calibration.ece, found.calibration.brier) == (0, 0)
    if len(labels) > 1:
        assert (found.macro_f1.low, found.macro_f1.high) == (1, 1)


@settings(max_examples=30, deadline=None)
@given(units, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(drawn, chance: random.Random):
    made, judged = tables(drawn, "stage")
    order = list(range(len(drawn)))
    chance.shuffle(order)
    again = evaluate(made.iloc[order], judged.sample(frac=1, random_state=chance.randrange(99)), resamples=100)
    first = evaluate(made, judged, resamples=100)
    assert again.matching == first.matching
    one, other = first.kinds[0], again.kinds[0]
    assert one.labels == other.labels
    assert one.macro_f1 == other.macro_f1
    assert (one.accuracy, one.units) == (other.accuracy, other.units)
    assert one.calibration.ece == pytest.approx(other.calibration.ece)
    assert one.calibration.ece_equal_mass == pytest.approx(other.calibration.ece_equal_mass)


@settings(max_examples=40, deadline=None)
@given(units, st.integers(0, 14))
def test_to_abstain_never_raises_recall_and_where_the_tag_was_wrong_never_lowers_precision(drawn, place):
    place %= len(drawn)
    labels, given_, _ = drawn[place]
    silent = [*drawn[:place], (labels, None, 0.0), *drawn[place + 1 :]]
    before = {one.label: one for one in measured(drawn, "facet").labels}
    for one in measured(silent, "facet").labels:
        was = before[one.label]
        assert (one.recall or 0) <= (was.recall or 0)
        if given_ not in labels:
            assert one.recall == was.recall
            assert one.precision is None or one.precision >= was.precision
