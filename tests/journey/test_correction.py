"""Correction for the tagger's errors: worked by hand, against ppi-python, and covering."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from voc.journey.correction import LAMBDAS, Drawn, Estimate, mean, ratio, share


def drawn(probability, person=None, people=None):
    probability = np.array(probability, dtype=float)
    person = np.arange(len(probability)) if person is None else np.array(person)
    return Drawn(probability, person, int(person.max()) + 1 if people is None else people)


def test_where_people_judged_everything_their_word_stands():
    ones = np.ones(4)
    found = mean((ones, np.array([1.0, 1, -1, -1])), (ones, np.array([0.5, -0.5, -1, 0])), drawn([1, 1, 1, 1]))
    assert found.value == pytest.approx(-0.25)


def test_by_hand():
    """Four quotes of four people, two reviewed with 1/2: ȳ = 0.1, the tagger 0.2 on these and 0.15 on all."""
    ones, said, true = np.ones(4), np.array([0.8, -0.4, 0.0, 0.2]), np.array([0.6, -0.4, 9, 9])
    found = mean((ones, said), (ones, true), drawn([0.5, 0.5, np.nan, np.nan]))
    # y rises by 1 where the tagger's rises by 1.2: λ = 0.83, of the grid 0.85.
    assert found.weight == pytest.approx(0.85)
    assert found.value == pytest.approx(0.1 - 0.85 * (0.2 - 0.15), abs=1e-4)


def test_a_perfect_tagger_is_relied_on():
    draw = np.random.default_rng(0)
    value, ones = draw.normal(size=200), np.ones(200)
    found = mean((ones, value), (ones, value), drawn(np.where(np.arange(200) < 40, 0.2, np.nan)))
    assert found.weight == 1.0
    assert found.value == pytest.approx(value.mean())


def test_a_tagger_that_knows_nothing_is_not():
    draw = np.random.default_rng(1)
    ones = np.ones(400)
    found = mean((ones, draw.normal(size=400)), (ones, draw.normal(size=400)), drawn([0.25] * 100 + [np.nan] * 300))
    assert found.weight <= 0.2


def test_nothing_in_the_cell_has_no_mean():
    none = np.zeros(3)
    assert mean((none, none), (none, none), drawn([0.5, np.nan, np.nan])) is None
    assert share((none, none), (none, none), drawn([0.5, np.nan, np.nan])) is None


def test_one_person_has_no_interval_and_so_no_estimate():
    ones = np.ones(3)
    assert mean((ones, ones), (ones, ones), drawn([1, 1, 1], [0, 0, 0])) is None


def test_people_drawn_whole_count_as_one_case():
    """Of eight people with two quotes four were drawn with both, with 1/2; three of them said it in one or both."""
    probability = np.repeat([0.5] * 4 + [np.nan] * 4, 2)
    whole = drawn(probability, np.repeat(np.arange(8), 2))
    assert whole.whole
    said, true, ones = np.zeros(16), np.array([1.0, 1, 0, 1, 1, 0, 0, 0] + [9] * 8), np.ones(16)
    found = share((said, ones), (true, ones), whole, everyone=True)
    assert found.value == pytest.approx(2 * 3 / 8)
    assert not drawn([0.25, np.nan, np.nan, np.nan], [0, 0, 1, 1]).whole
    assert not drawn([0.25, np.nan]).whole


def test_share_by_hand():
    """Eight people with a quote each, half reviewed with 1/2, one of two alarms false and no pain missed."""
    said = np.array([1.0, 1, 0, 0, 1, 1, 0, 0])
    true = np.array([1.0, 0, 0, 0, 9, 9, 9, 9])
    ones = np.ones(8)
    found = share((said, ones), (true, ones), drawn([0.5] * 4 + [np.nan] * 4), everyone=True)
    assert found.value == pytest.approx(0.25)


def test_everyone_counts_those_who_said_nothing():
    ones = np.ones(4)
    probability = drawn([1, 1, 1, 1], people=8)
    assert share((ones, ones), (ones, ones), probability, everyone=True).value == pytest.approx(0.5)


def test_what_the_reviewed_stand_for():
    assert drawn([0.5, 0.25, np.nan]).stands_for() == pytest.approx((6, np.sqrt(2 + 12)))
    assert drawn([1, 1, np.nan]).stands_for() == (2, 0)


def test_a_ratio_that_hangs_on_one_person_is_none():
    above, below = np.tile([1.0, 0.0], (len(LAMBDAS), 1)), np.tile([1.0, 0.0], (len(LAMBDAS), 1))
    assert ratio(above, below) is None


# Point and width by ppi-python 0.2.3, ppi_mean_ci with its own λ (as numbers: it needs numba and statsmodels).
PPI = [
    ((200, 2000, 0.3, 0.2, 1), 0.189674, 0.075950),
    ((100, 400, -0.2, 0.6, 2), 0.211629, 0.153503),
    ((400, 600, 0.1, 0.1, 3), 0.215973, 0.064546),
]


@pytest.mark.parametrize(("case", "point", "width"), PPI)
def test_it_is_ppi_where_everyone_has_one_quote(case, point, width):
    n, rest, bias, noise, seed = case
    draw = np.random.default_rng(seed)
    true = draw.normal(0.2, 0.5, n + rest)
    said = 0.8 * true + bias + draw.normal(0, noise, n + rest)
    ones, reviewed = np.ones(n + rest), np.arange(n + rest) < n
    found = mean((ones, said), (ones, true), drawn(np.where(reviewed, n / (n + rest), np.nan)))
    by_hand = true[:n].mean() - found.weight * (said[:n].mean() - said.mean())
    assert found.value == pytest.approx(by_hand, abs=5e-4)
    assert found.value == pytest.approx(point, abs=0.1 * width)
    assert found.high - found.low == pytest.approx(width, rel=0.05)


def simulated(people, draw):
    """Talkative people who are more often negative; the tagger misses 42 % of the negative and invents 15 %."""
    quotes = np.minimum(30, 1 + draw.negative_binomial(1, 0.2, people))
    chance = draw.beta(1.5, 1.2, people) * 0.6 + 0.2 * (quotes > 6)
    person = np.repeat(np.arange(people), quotes)
    negative = draw.random(len(person)) < chance[person]
    wrong = draw.random(len(person)) < np.where(negative, 0.42, 0.15)
    true, said = (
        np.where(side, -0.6, 0.5) + draw.normal(0, 0.15, len(person)) for side in (negative, negative ^ wrong)
    )
    # The unsure ones were drawn more often.
    pi = np.clip(draw.choice([0.1, 0.25, 0.5], len(person)) * np.where(wrong, 1.3, 0.9), 0, 1)
    taken = draw.random(len(person)) < pi
    return 1 / quotes[person], said, true, Drawn(np.where(taken, pi, np.nan), person, people)


def test_the_interval_covers_while_the_tagger_is_wrong_on_three_in_ten():
    truth_draw = np.random.default_rng(99)
    weight, _, true, all_of = simulated(200_000, truth_draw)
    truth = np.bincount(all_of.person, weight * true).mean()
    draw = np.random.default_rng(5)
    held, as_tagged, runs = 0, 0, 300
    for _ in range(runs):
        weight, said, true, sample = simulated(40, draw)
        found = mean((weight, said), (weight, true), sample)
        held += found.low <= truth <= found.high
        each = np.bincount(sample.person, weight * said)
        as_tagged += abs(each.mean() - truth) <= 2.023 * each.std(ddof=1) / np.sqrt(len(each))
    assert 0.92 <= held / runs <= 0.98
    assert as_tagged / runs < 0.8


@given(value=st.floats(-1.2, 1.2), half=st.floats(0, 5))
@example(value=1.0, half=2.220446049250313e-16)
def test_an_interval_is_on_its_scale_holds_its_value_and_is_the_same_from_both_ends(value, half):
    shown = Estimate(value, value - half, value + half, 0.5).within(-1, 1, 30, alike=False)
    assert -1 <= shown.low <= shown.value + 1e-9 <= shown.high + 2e-9 <= 1 + 3e-9
    turned = Estimate(-value, -value - half, -value + half, 0.5).within(-1, 1, 30, alike=False)
    assert (turned.low, turned.high) == pytest.approx((-shown.high, -shown.low), abs=1e-6)


@pytest.mark.parametrize(
    ("value", "half", "low", "high"),
    [
        (0.5, 0.1, 0.4, 0.6),  # far from both ends as long to both sides
        (0.05, 0.05, 0.012, 0.112),  # near an end it leans away from it
        (0.0, 0.05, 0.0, 0.05),  # nothing seen is no reason to be sure
        (0.02, 0.0, 0.02, 0.02),
    ],
)
def test_an_interval_leans_away_from_a_near_end(value, half, low, high):
    shown = Estimate(value, value - half, value + half, 0.5).within(0, 1, 10**6, alike=False)
    assert (shown.low, shown.high) == pytest.approx((low, high), abs=0.002)


def test_an_interval_that_was_laid_out_already_is_cut_off_alone():
    shown = Estimate(0.05, -0.01, 0.11, None).within(0, 1, 30, alike=False)
    assert (shown.low, shown.high) == (0, 0.11)
