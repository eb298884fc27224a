"""Outcomes by theme: worked by hand, what is missing, and where nothing is claimed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.journey.drivers import effects
from voc.journey.resample import weights


def test_difference_and_impact_by_hand():
    # Raised by the first two: means -50 and 50; overall 0 over four who answered, 50 without the two: impact -50.
    worth = np.array([-100.0, 0, 100, 0, np.nan, np.nan])
    raised = np.array([[1, 1, 0, 0, 0, 1]], dtype=bool).T
    found = effects(worth, raised, weights(6, 500, 0), span=200)
    assert (found.n_raised[0], found.n_not[0]) == (2, 2)
    assert (found.raised[0], found.not_raised[0]) == (-50, 50)
    assert (found.difference[0][0], found.impact[0][0]) == (-100, -50)
    assert found.difference[1][0] < -100 < found.difference[2][0]


def test_what_everybody_raised_has_no_effect_to_tell():
    found = effects(np.array([1.0, 2.0, 3.0]), np.ones((3, 1), dtype=bool), weights(3, 300, 0), span=4)
    assert np.isnan([found.difference[0][0], found.impact[0][0]]).all()


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=4, max_size=40))
def test_impact_is_share_times_difference(rows):
    worth, raised = np.array([float(row[0]) for row in rows]), np.array([[row[1]] for row in rows])
    found = effects(worth, raised, weights(len(rows), 50, 0), span=10)
    if 0 < raised.sum() < len(rows):
        assert found.impact[0][0] == pytest.approx(raised.mean() * found.difference[0][0])


def study(build, scores, pained):
    """People who all speak of the trip; the first ``pained`` of them tell the same pain."""
    rows = [
        {"person": f"P{n:03d}", "stage": "trip", "value": -0.6, "text": "The pier was closed.", "facets": ["pain"]}
        if n < pained
        else {"person": f"P{n:03d}", "stage": "trip", "value": 0.4, "text": "A lovely day out."}
        for n in range(len(scores))
    ]
    table = pd.DataFrame({"participant": [row["person"] for row in rows], "NPS": scores})
    return build(*rows, participants=table.assign(role="participant", asked=True))


def test_a_theme_that_costs_is_clear(build):
    (nps,) = study(build, ["0"] * 8 + ["10"] * 20 + [None] * 2, 8).drivers
    assert nps.missing == "no answer of 2 of 30 people"
    assert (nps.n, nps.of, nps.mean.value) == (28, 30, pytest.approx(100 * 12 / 28, abs=0.01))
    (theme,) = nps.themes
    assert (theme.n_raised, theme.n_not, theme.raised, theme.not_raised) == (8, 20, -100, 100)
    assert theme.impact.value == pytest.approx(100 * 12 / 28 - 100, abs=0.01)
    assert theme.clear
    assert theme.q <= 0.05
    assert len(theme.quote_ids) == 8


def test_a_theme_without_a_bearing_is_within_noise(build):
    (nps,) = study(build, ["0", "10"] * 15, 10).drivers
    assert not nps.themes[0].clear
    assert nps.themes[0].difference.low < 0 < nps.themes[0].difference.high


def test_few_answers_are_refused(build):
    (nps,) = study(build, ["0"] * 3 + [None] * 37, 8).drivers
    assert nps.missing == "no answer of 37 of 40 people"
    assert nps.reason == "refused: 3 people gave “NPS”, fewer than 5"
    assert nps.mean is None
    assert nps.themes == ()
    (nps,) = study(build, ["0"] * 3 + [None] * 5 + ["9"] * 12, 8).drivers
    assert nps.themes[0].reason == "refused: 3 of those who raised it gave “NPS”, fewer than 5"
    assert nps.themes[0].difference is None
    assert nps.themes[0].q is None


def test_no_outcome_is_said(build):
    journey = study(build, [None] * 6, 6)
    assert journey.drivers == ()
    assert journey.refused["drivers"] == "refused: nobody gave an outcome such as NPS or CSAT"
