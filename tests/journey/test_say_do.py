"""Figures next to stated emotion: which figures are bad, and the three verdicts."""

from __future__ import annotations

import pandas as pd
import pytest


def figures(values, metric="Completion rate", stages=("booking", "trip"), unit="share"):
    """One figure a step; those after the stages named stand at none."""
    stages = [*stages, *[None] * (len(values) - len(stages))]
    return pd.DataFrame(
        {
            "source": "funnel.csv", "source_sha256": "ab", "locator": [f"row {n}" for n in range(len(values))],
            "step": [f"step {n}" for n in range(len(values))], "metric": metric, "value": values, "unit": unit,
            "period": None, "segment": None, "stage": stages,
        }
    )  # fmt: skip


def feel(value, stage="trip", **more):
    return [{"person": f"P{n}", "stage": stage, "value": value + 0.01 * n} | more for n in range(6)]


LOW, HIGH = [0.9, 0.3, 0.8, 0.8, 0.7], [0.7, 0.9, 0.3, 0.8, 0.6]
VERDICTS = [
    ("both bad", -0.6, LOW, "agree", "people complain, and numbers are bad"),
    ("both fine", 0.5, HIGH, "agree", "people are content, and numbers are fine"),
    ("only said", -0.6, HIGH, "people complain but numbers are fine", "people complain, but numbers are fine"),
    ("only done", 0.5, LOW, "numbers are bad and nobody says so", "people are content, but numbers are bad"),
    ("open", -0.02, LOW, None, "refused: numbers are bad, but the interval of what people feel holds 0"),
]


@pytest.mark.parametrize(
    ("value", "shares", "verdict", "reason"), [c[1:] for c in VERDICTS], ids=[c[0] for c in VERDICTS]
)
def test_the_verdicts(build, value, shares, verdict, reason):
    trip = build(*feel(value), figures=figures(shares)).say_do[1]
    assert (trip.stage, trip.verdict, trip.reason) == ("trip", verdict, reason)
    assert trip.quote_ids


def test_nobody_raised_what_the_numbers_show(build):
    asked = [{"person": "P0", "stage": None, "asked": ["trip"]}]
    trip = build(*asked, figures=figures(LOW)).say_do[1]
    assert trip.verdict == "numbers are bad and nobody says so"
    unasked = build({"person": "P0", "stage": None}, figures=figures(LOW)).say_do[1]
    assert unasked.verdict is None
    assert unasked.reason == "refused: numbers are bad, what people feel is unknown (not asked)"


JUDGED = [
    ("worse than the median", "Completion rate", LOW, "share", {}, "bad", "worse than the median of 5 steps, 80.0 %"),
    (
        "a high loss",
        "Drop-off rate",
        [0.1, 0.6, 0.2, 0.2],
        "share",
        {},
        "bad",
        "worse than the median of 4 steps, 20.0 %",
    ),
    (
        "a target",
        "Completion rate",
        [0.9, 0.3],
        "share",
        {"completion*": ">= 25 %"},
        "fine",
        "the study's target is at least 0.25",
    ),
    (
        "a target of a count",
        "Tickets",
        [1, 40],
        "count",
        {"Tickets": "<= 30"},
        "bad",
        "the study's target is at most 30",
    ),
    ("few steps", "Completion rate", [0.9, 0.3], "share", {}, None, "2 steps are too few to compare"),
    ("a count", "Users", [9, 3, 2, 1], "count", {}, None, "no share that could be compared"),
    ("no direction", "Blue share", [0.9, 0.3, 0.2, 0.4], "share", {}, None, "its words do not say which way is good"),
    ("cumulative", "Rate from first step", [1, 0.3, 0.2, 0.1], "share", {}, None, "cumulative"),
]


@pytest.mark.parametrize(
    ("metric", "values", "unit", "targets", "verdict", "why"),
    [case[1:] for case in JUDGED],
    ids=[case[0] for case in JUDGED],
)
def test_bad_fine_or_not_judged(build, metric, values, unit, targets, verdict, why):
    table = figures([float(value) for value in values], metric, unit=unit)
    (cell,) = build(*feel(-0.6), figures=table, targets=targets).say_do[1].figures
    assert cell.verdict == verdict
    assert why in cell.why


def test_the_first_step_of_a_funnel_loses_nobody(build):
    table = figures([1.0, 0.5, 0.9, 0.8, 0.7], "Rate from previous step (%)")
    booking, trip = build(*feel(-0.6), figures=table).say_do
    assert booking.figures[0].why == "the first step loses nobody"
    assert booking.reason == "refused: no figure here can be called bad or fine: the first step loses nobody"
    assert "median of 4 steps, 75.0 %" in trip.figures[0].why


def test_no_figures_are_said(build):
    assert build(*feel(0.1)).refused["say_do"] == "refused: no figures of the business were read"
    nowhere = build(*feel(0.1), figures=figures([0.5], stages=()))
    assert nowhere.refused["say_do"].startswith("refused: no figure is put to a stage")
