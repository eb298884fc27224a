from __future__ import annotations

import pandas as pd
import pytest
from scipy.stats import bootstrap

from voc.journey.outcomes import nps

WORKED = [
    # answers, value, n
    ([10, 9, 8, 7, 6, 0], 0.0, 6),
    ([10, 10, 9], 100.0, 3),
    ([0, 6, 3], -100.0, 3),
    ([7, 8], 0.0, 2),
    (["10", "9", "7", "0", None], 25.0, 4),
    (["10", "do not know", "", None], 100.0, 1),
    ([9, 0, 0], -33.3, 3),
]


@pytest.mark.parametrize(("answers", "value", "n"), WORKED)
def test_promoters_less_detractors(answers, value, n):
    (outcome,) = nps(pd.DataFrame({"NPS": answers}), resamples=500, seed=0)
    assert (outcome.name, outcome.value, outcome.n) == ("NPS", value, n)
    if n == 1:
        assert (outcome.low, outcome.high) == (None, None)
    else:
        assert -100 <= outcome.low <= outcome.value <= outcome.high <= 100


@pytest.mark.parametrize("people", [pd.DataFrame({"age": [3]}), pd.DataFrame({"NPS": [None, "x"]}), pd.DataFrame()])
def test_none_where_nobody_answered(people):
    assert nps(people, resamples=500, seed=0) == []


@pytest.mark.parametrize("code", [11, 99, 999, -1, -99])
def test_a_code_outside_0_to_10_is_no_answer(code):
    (outcome,) = nps(pd.DataFrame({"NPS": [10, 8, 0, code]}), resamples=500, seed=0)
    assert (outcome.value, outcome.n) == (0.0, 3)


def test_the_interval_is_scipys():
    given = [10] * 12 + [8] * 10 + [3] * 8
    (outcome,) = nps(pd.DataFrame({"NPS": given}), resamples=20_000, seed=0)
    worth = [100.0] * 12 + [0.0] * 10 + [-100.0] * 8
    assert outcome.value == 13.3
    theirs = bootstrap(
        (worth,), lambda x, axis: x.mean(axis=axis), n_resamples=20_000, method="percentile", rng=2
    ).confidence_interval
    # Student's t of 30 people: 2.0452 / 1.95996 × √(30 / 29); beside them 0.4 of a person at the end of the scale.
    ends = [(30 * (13.3 + 1.0613 * (end - 13.3)) + far) / 30.4 for end, far in zip(theirs, (-40, 40), strict=True)]
    assert (outcome.low, outcome.high) == pytest.approx(ends, abs=3.7)


def test_seeded():
    people = pd.DataFrame({"NPS": [10, 9, 3, 5, 7, 8, 10, 0]})
    assert nps(people, resamples=300, seed=1) == nps(people, resamples=300, seed=1)
