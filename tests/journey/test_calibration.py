"""Confidences against what people said of the same quotes: numbers worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc import tags
from voc.journey import build_journey
from voc.journey.calibration import LEAST_PEOPLE, LEAST_TAGS, Judged, calibration
from voc.study import Study


def judged(confidence, right, weight=1.0, people=None):
    n = len(confidence)
    person = np.arange(n) % (people or n)
    return Judged(np.array(confidence), np.array(right, dtype=bool), np.full(n, weight), person, ("model:one@1",))


def test_half_right_at_nine_tenths_is_off_by_four_tenths():
    made = calibration("stage", judged([0.9] * 40, [True, False] * 20))
    (one,) = made.bins
    assert (made.n, made.n_participants, made.ece, made.reason) == (40, 40, 0.4, None)
    assert (one.n, one.confidence, one.right) == (40, 0.9, 0.5)
    # Wilson's interval of 20 of 40.
    assert (one.right_low, one.right_high) == pytest.approx((0.352, 0.648), abs=1e-3)


def test_quotes_stand_for_those_that_were_not_drawn():
    some = judged([0.5] * 40, [True] * 20 + [False] * 20)
    weight = np.array([1.0] * 20 + [3.0] * 20)
    (one,) = calibration("stage", Judged(some.confidence, some.right, weight, some.person, some.by)).bins
    assert one.right == 0.25
    # Of 40 people 80² / (20 + 180) = 32 count.
    assert one.right_low == pytest.approx(0.1325, abs=1e-3)


def test_tags_of_one_person_are_one_case():
    many = calibration("stage", judged([0.8] * 120, [True, True, True, False] * 30)).bins[0]
    few = calibration("stage", judged([0.8] * 120, [True, True, True, False] * 30, people=10)).bins[0]
    assert few.n == many.n
    assert few.n_participants == 10
    assert few.right_high - few.right_low > 2 * (many.right_high - many.right_low)


@pytest.mark.parametrize(("n", "people"), [(LEAST_TAGS - 1, 29), (40, LEAST_PEOPLE - 1)])
def test_too_few_are_told_in_words(n, people):
    made = calibration("stage", judged([0.9] * n, [True] * n, people=people))
    assert made.ece is None
    assert made.bins == ()
    assert f"{n} tags of {people} people" in made.reason


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=LEAST_TAGS, max_size=300))
def test_bins_hold_every_tag_once_and_stay_in_range(rows):
    made = calibration("stage", judged([sure for sure, _ in rows], [right for _, right in rows]))
    assert sum(one.n for one in made.bins) == made.n == len(rows)
    assert all(one.n > 0 for one in made.bins)
    assert 0 <= made.ece <= 1
    ends = [made.bins[0].low, *(one.high for one in made.bins)]
    assert ends == sorted(ends)
    assert (ends[0], ends[-1]) == (0.0, 1.0)
    assert all(0 <= one.right_low <= one.right + 1e-4 <= one.right_high + 2e-4 <= 1 + 2e-4 for one in made.bins)


def test_a_map_tells_of_the_kinds_that_were_reviewed(material, boats):
    said, given_tags = material(*({"person": f"P{n:02}", "stage": "trip", "value": -0.6} for n in range(40)))
    own = [
        {"quote_id": quote_id, "kind": "stage", "label": "trip" if n % 4 else None, "by": "human:ann", "probability": 1}
        for n, quote_id in enumerate(said["quote_id"])
    ]
    sure = given_tags.assign(confidence=given_tags["confidence"].fillna(0.8))
    made = build_journey(said, pd.concat([sure, tags.frame(own)], ignore_index=True), boats, study=Study(resamples=200))
    by_kind = {one.kind: one for one in made.calibration}
    assert by_kind["stage"].n == 40
    assert by_kind["stage"].bins[0].right == 0.75
    assert by_kind["sentiment"].reason == "no person has reviewed the sentiment of a quote"
    assert "calibration" not in made.refused


def test_a_map_that_nobody_reviewed_says_so(material, boats):
    said, given_tags = material(*({"person": f"P{n}", "stage": "trip", "value": 0.5} for n in range(4)))
    made = build_journey(said, given_tags, boats, study=Study(resamples=200))
    assert made.calibration == ()
    assert "only reviews" in made.refused["calibration"]
