"""Moments of truth: reach, intensity and association by hand; peaks and the end."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.journey.moments import correlations
from voc.journey.resample import weights


def said(person, value, places, stage="trip"):
    return {"person": person, "stage": stage, "value": value, "places": places}


def outcome(scores):
    table = pd.DataFrame({"participant": [f"P{n}" for n in range(len(scores))], "NPS": scores})
    return table.assign(role="participant", asked=True)


def test_reach_and_intensity_by_hand(build):
    rows = [said(f"P{n}", value, ["pier"]) for n, value in enumerate([-0.8, 0.4, -0.6, -0.2])]
    (moment,) = build(*rows, *[said(f"P{n}", 0.1, []) for n in range(4, 8)]).moments_of_truth
    assert (moment.reach_n, moment.reach_of, moment.reach.value) == (4, 8, 0.5)
    assert moment.intensity == 0.5
    assert moment.weight.value == 0.25
    assert moment.emotion.value == -30.0
    assert moment.outcome is None
    assert (moment.peak, moment.end) == (None, True)  # one touchpoint has no peak among others
    assert len(moment.quote_ids) == 4


def test_the_outcome_weighs_and_is_left_out(build):
    """At the pier feelings go with the score, on the website they do not."""
    scores = ["0"] * 6 + ["10"] * 6
    rows = [said(f"P{n}", -0.8 if n < 6 else 0.8, ["pier"]) for n in range(12)]
    rows += [said(f"P{n}", 0.8 if n % 2 else -0.8, ["website"], "booking") for n in range(12)]
    rows += [said(f"P{n}", 0.0, []) for n in range(12, 18)]
    pier, website = build(*rows, participants=outcome([*scores, *["10"] * 6])).moments_of_truth
    assert (pier.touchpoint, website.touchpoint) == ("pier", "website")
    assert pier.outcome.association.value > 0.6
    assert pier.outcome.association.low > 0
    assert website.outcome.association.low < 0 < website.outcome.association.high
    assert pier.outcome.change.value == pytest.approx(100 * 6 / 18 - 100, abs=0.01)
    assert pier.weight.value == pytest.approx(12 / 18 * 0.8 * pier.outcome.association.value, abs=1e-3)
    assert [pier.end, website.end] == [True, False]


def test_peaks_are_marked_with_their_chance(build):
    rows = [said(f"P{n}", -0.9, ["pier"]) for n in range(5)] + [
        said(f"P{n}", 0.9, ["website"], "booking") for n in range(5)
    ]
    peaks = {one.touchpoint: (one.peak, one.p_peak) for one in build(*rows).moments_of_truth}
    assert peaks == {"pier": ("low", 1.0), "website": ("high", 1.0)}


def test_where_the_outcome_is_missing_it_is_said(build):
    rows = [said(f"P{n}", -0.9, ["pier"]) for n in range(6)] + [said(f"P{n}", 0.5, []) for n in range(6, 12)]
    (moment,) = build(*rows, participants=outcome(["1"] + [None] * 5 + ["9"] * 6)).moments_of_truth
    assert moment.outcome.reason == "refused: 1 of the people who spoke of it gave “NPS”, fewer than 5"
    assert moment.outcome.association is None
    assert moment.outcome.change is None
    assert moment.weight.value == pytest.approx(0.45)
    (moment,) = build(*rows, participants=outcome(["9"] * 12)).moments_of_truth
    assert moment.outcome.reason == "refused: everybody gave the same “NPS”"


def test_no_touchpoint_is_said(build):
    journey = build(said("P0", 0.1, ["pier"]))
    assert journey.moments_of_truth == ()
    assert journey.refused["moments_of_truth"].startswith("refused: no touchpoint")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(-1, 1), st.integers(0, 10)), min_size=3, max_size=30))
def test_correlations_are_those_of_numpy(rows):
    x, y = np.array([[row[0]] for row in rows]), np.array([float(row[1]) for row in rows])
    r, resampled = correlations(x, y, weights(len(rows), 50, 0))
    assert np.isfinite(resampled).all()
    assert (np.abs(resampled) <= 1 + 1e-6).all()
    if x.std() > 1e-3 and y.std() > 0:
        assert r[0] == pytest.approx(np.corrcoef(x[:, 0], y)[0, 1], abs=1e-6)
