"""Expectation and reality: which outcome belongs to which expectation, and the gap."""

from __future__ import annotations

import pytest


def expected(person, value=0.6, **more):
    return {"person": person, "stage": "trip", "value": value, "facets": ["expectation"]} | more


def came(person, value=-0.4, **more):
    return {"person": person, "stage": "trip", "value": value} | more


def test_the_gap_by_hand(build):
    rows = [row for n in range(3) for row in (expected(f"P{n}", 0.5), came(f"P{n}", -0.5 + 0.2 * n))]
    (trip,) = build(*rows, expected("P9")).expectations
    assert (trip.stage, trip.gap.value, trip.n, trip.of, trip.n_expectations) == ("trip", -80.0, 3, 4, 4)
    assert trip.gap.low <= -80 <= trip.gap.high
    assert [pair.gap for pair in trip.pairs] == [-100.0, -80.0, -60.0]
    assert trip.typical.gap == -80.0
    assert trip.reason is None


def test_a_talkative_person_counts_once(build):
    rows = [
        expected("P0", 0.5),
        came("P0", 0.5),
        *[expected("P1", 0.5)] * 5,
        came("P1", -0.5),
        expected("P2", 0.5),
        came("P2", 0.5),
    ]
    (trip,) = build(*rows).expectations
    assert trip.gap.value == pytest.approx(-100 / 3, abs=0.1)


NEAREST = [
    ("after before before", [came("P0", id="a"), expected("P0", id="e"), came("P0", id="b")], "b"),
    ("the nearer after", [expected("P0", id="e"), came("P0", id="a"), came("P0", id="b")], "a"),
    ("only one before", [came("P0", id="a"), came("P0", id="b"), expected("P0", id="e")], "b"),
    (
        "the same touchpoint first",
        [expected("P0", id="e", places=["pier"]), came("P0", id="a"), came("P0", id="b", places=["pier"])],
        "b",
    ),
    (
        "the same passage first",
        [expected("P0", id="e", locator="x"), came("P0", id="a"), came("P0", id="b", locator="x")],
        "b",
    ),
    ("the same source first", [expected("P0", id="e"), came("P0", id="a", source="b.txt"), came("P0", id="b")], "b"),
    ("a plain pain tells it", [expected("P0", id="e"), came("P0", 0.0, id="a", facets=["pain"])], "a"),
]


@pytest.mark.parametrize(("rows", "outcome"), [case[1:] for case in NEAREST], ids=[case[0] for case in NEAREST])
def test_which_outcome_belongs_to_it(build, rows, outcome):
    (trip,) = build(*rows).expectations
    (pair,) = trip.pairs
    assert (pair.expectation_quote_id, pair.outcome_quote_id) == ("e", outcome)


NONE = [
    ("neutral", [came("P0", 0.0)]),
    ("another person", [came("P1")]),
    ("another stage", [came("P0", stage="return")]),
    ("a question", [came("P0", facets=["question"])]),
    ("another expectation", [expected("P0")]),
]


@pytest.mark.parametrize("rows", [case[1] for case in NONE], ids=[case[0] for case in NONE])
def test_what_tells_no_outcome(build, rows):
    (trip,) = build(expected("P0"), *rows).expectations
    assert trip.pairs == ()
    assert trip.gap is None
    assert trip.reason == "refused: it takes 3 people who tell both what they expected and what came of it; none do"


def test_both_in_one_breath_is_counted(build):
    (trip,) = build(expected("P0", -0.2, facets=["expectation", "pain"])).expectations
    assert (trip.same_breath, trip.pairs) == (1, ())


def test_what_tells_both_in_one_breath_makes_no_pair_with_what_else_was_said(build):
    both = {"facets": ["expectation", "delight"]}
    rows = [row for n in range(3) for row in (expected(f"P{n}", 0.8, **both), came(f"P{n}", -0.4), came(f"P{n}", 0.9))]
    (trip,) = build(*rows).expectations
    assert (trip.same_breath, trip.n, trip.gap, trip.pairs) == (3, 0, None, ())


def test_no_expectation_is_said(build):
    journey = build(came("P0"))
    assert journey.refused["expectations"] == "refused: nobody stated an expectation at a stage"
