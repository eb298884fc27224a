"""Scores without each source: by hand, flips named, and what stands on one source."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.journey.sensitivity import without


def said(person, value, source, kind="survey", **more):
    return {"person": person, "stage": "trip", "value": value, "source": source, "kind": kind} | more


def test_a_flip_is_named(build):
    rows = [said(f"P{n}", 0.2, "s.csv") for n in range(4)] + [said(f"T{n}", -0.5, "t.csv", "ticket") for n in range(4)]
    (trip,) = build(*rows).source_mix
    assert (trip.score, trip.n) == (-15.0, 8)
    assert {one.left_out: one.score for one in trip.without} == {"survey": -50.0, "ticket": 20.0}
    assert trip.flips == ("ticket",)
    assert trip.stands_on == ()


def test_what_stands_on_one_source(build):
    rows = [said(f"P{n}", 0.2, "s.csv") for n in range(4)] + [said("T0", -0.5, "t.csv", "ticket")]
    (trip,) = build(*rows).source_mix
    assert trip.stands_on == ("survey",)
    (survey,) = [one for one in trip.without if one.left_out == "survey"]
    assert (survey.score, survey.n, survey.flips) == (None, 1, False)
    assert survey.reason == "without it 1 people are left, fewer than 3"


def test_files_of_one_kind_are_left_out_by_name(build):
    rows = [said(f"P{n}", 0.1, f"talk{n}.txt", "interview") for n in range(4)]
    (trip,) = build(*rows).source_mix
    assert [one.left_out for one in trip.without] == [f"talk{n}.txt" for n in range(4)]
    assert {one.kind for one in trip.without} == {"source"}


def test_many_files_are_left_out_by_kind_alone(build):
    rows = [said(f"P{n}", 0.1, f"talk{n}.txt", "interview") for n in range(21)] + [said("Q", 0.1, "s.csv")]
    (trip,) = build(*rows).source_mix
    assert [one.left_out for one in trip.without] == ["interview", "survey"]


def test_touchpoints_are_cells_too(build):
    rows = [said(f"P{n}", 0.2, f"{n % 2}.txt", places=["pier"]) for n in range(8)]
    assert [cell.touchpoint for cell in build(*rows).source_mix] == [None, "pier"]


def test_one_source_is_said(build):
    journey = build(*[said(f"P{n}", 0.2, "s.csv") for n in range(4)])
    assert journey.source_mix == ()
    assert journey.refused["source_mix"] == "refused: everything comes from one source, so that none can be left out"


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.floats(-1, 1)), min_size=1, max_size=40))
def test_as_if_the_source_were_not_there(rows):
    people, sources = (np.array([row[place] for row in rows]) for place in (0, 1))
    valences = np.array([row[2] for row in rows])
    scores, counts = without(people, sources, valences)
    for source, (score, count) in enumerate(zip(scores, counts, strict=True)):
        rest = sources != source
        means = [valences[rest & (people == person)].mean() for person in set(people[rest])]
        assert count == len(means)
        assert np.isnan(score) if not means else score == pytest.approx(100 * np.mean(means), abs=1e-6)
