"""Emotion scores, worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap

from voc.journey.model import Score
from voc.journey.resample import weights
from voc.journey.scores import by_person, scores


def _quotes(*rows):
    return pd.DataFrame(rows, columns=["quote_id", "person", "valence"])


TALKATIVE = _quotes(("a1", "Ann", 1.0), ("a2", "Ann", 1.0), ("a3", "Ann", 1.0), ("a4", "Ann", 1.0), ("b", "Ben", -1.0),
                    ("c", "Cem", -1.0))  # fmt: skip


def test_a_talkative_person_counts_once():
    means = by_person(TALKATIVE, ["Ann", "Ben", "Cem"], {"": list(TALKATIVE["quote_id"])})
    (score,) = scores(means, weights(3, 200, 0), least=3)
    # (1 − 1 − 1) / 3, not the mean of six quotes, which is +33.3.
    assert score.score == -33.3


def test_means_by_person_and_cell():
    quotes = _quotes(("a", "Ann", 0.5), ("b", "Ann", -0.1), ("c", "Ben", 0.4), ("d", "Ben", None))
    means = by_person(quotes, ["Ann", "Ben", "Cem"], {"all": ["a", "b", "c", "d"], "one": ["b"], "none": []})
    np.testing.assert_allclose(
        means, [[0.2, -0.1, np.nan], [0.4, np.nan, np.nan], [np.nan, np.nan, np.nan]], atol=1e-12
    )


WORKED = [
    # valence by person, least, score
    ([0.2, 0.4, 0.9], 3, 50.0),
    ([0.2, 0.4, np.nan, np.nan, 0.9], 3, 50.0),
    ([-1, -1, -1], 3, -100.0),
    ([0.001, -0.001, -0.001], 3, 0.0),
    ([0.2, 0.4], 3, None),
    ([0.2, 0.4, np.nan], 3, None),
    ([0.2, 0.4], 2, 30.0),
    ([0.2], 1, 20.0),
    ([np.nan], 1, None),
]


@pytest.mark.parametrize(("valences", "least", "expected"), WORKED)
def test_scores_by_hand(valences, least, expected):
    means = np.array(valences, dtype=float)[:, None]
    (score,) = scores(means, weights(len(means), 500, 0), least=least)
    assert score.score == expected
    if expected is None:
        assert score == Score(None, None, None)
    assert str(score.score) != "-0.0"


def test_one_person_has_a_score_but_never_an_interval():
    means = np.array([[0.5], [np.nan], [np.nan]])
    assert scores(means, weights(3, 500, 0), least=1) == [Score(50.0, None, None)]


def test_nobody_at_all():
    assert scores(np.zeros((0, 2)), weights(0, 200, 0), least=3) == [Score(None, None, None)] * 2


@settings(derandomize=True)
@given(st.lists(st.floats(-1, 1), min_size=3, max_size=25), st.integers(0, 5))
def test_the_interval_holds_the_mean_and_stays_in_range(values, seed):
    (score,) = scores(np.array(values)[:, None], weights(len(values), 500, seed), least=3)
    assert score.score == pytest.approx(100 * np.mean(values), abs=0.051)
    assert -100 <= score.low <= score.score <= score.high <= 100
    if max(values) > min(values) + 0.01:
        assert score.low < score.high


@pytest.mark.parametrize(("people", "wider"), [(3, 2.6888), (14, 1.1439), (200, 1.0087)])
def test_the_interval_is_scipys_percentile_interval_widened_by_students_t(people, wider):
    """t(.975; n - 1) / 1.95996 × √(n / (n - 1)): for three people 4.3027 / 1.95996 × √1.5 = 2.6887.

    Beside the people stands 0.4 of one at the end of the scale.
    """
    values = np.random.default_rng(3).uniform(-0.3, 0.3, people)
    (score,) = scores(values[:, None], weights(people, 20_000, 0), least=3)
    theirs = bootstrap((values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(1))
    low, high = theirs.confidence_interval
    mean = values.mean()
    low, high = mean - wider * (mean - low), mean + wider * (high - mean)
    assert score.low == pytest.approx(100 * (people * low - 0.4) / (people + 0.4), abs=1.5)
    assert score.high == pytest.approx(100 * (people * high + 0.4) / (people + 0.4), abs=1.5)


ALIKE = [
    # people, valence of each, low, high: of the people not asked, 1 − 0.025^(1/n) may differ
    (3, -0.5, -85.4, 56.1),
    (15, -0.5, -60.9, -17.3),
    (4, -1.0, -100.0, 20.5),
    (4, 0.0, -60.2, 60.2),
]


@pytest.mark.parametrize(("people", "valence", "low", "high"), ALIKE)
def test_people_who_all_say_the_same_leave_room_for_those_not_asked(people, valence, low, high):
    (score,) = scores(np.full((people, 1), valence), weights(people, 500, 0), least=3)
    assert score == Score(100 * valence, low, high)


def test_a_cell_with_a_quote_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="'zz'"):
        by_person(TALKATIVE, ["Ann", "Ben", "Cem"], {"": ["a1", "zz"]})


def test_the_interval_narrows_as_one_over_the_root_of_n():
    widths = []
    for size in (10, 40, 160):
        values = np.resize([-0.6, 0.0, 0.6], size)
        (score,) = scores(values[:, None], weights(size, 5000, 0), least=3)
        widths.append(score.high - score.low)
    # Of ten people Student's t makes more than the root.
    assert widths[1] / widths[0] == pytest.approx(0.5 * 2.05 / 2.38, abs=0.03)
    assert widths[2] / widths[1] == pytest.approx(0.5, abs=0.1)


def test_quotes_do_not_narrow_an_interval_people_do(build):
    one = [{"person": f"P{n}", "stage": "trip", "value": v} for n, v in enumerate((-0.8, 0.0, 0.1, 0.9))]
    talkative = one + one * 9
    alone, often = build(*one), build(*talkative)
    assert alone.stages[1].emotion == often.stages[1].emotion
