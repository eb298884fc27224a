"""Permutation over people: hand-counted tests, an oracle, the false discovery rate, and what is no test at all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, permutation_test, ttest_ind

from voc.journey.permute import adjusted, p_of_means, p_of_shares


def first(n, of):
    return np.arange(of) < n


def test_all_ways_counted_by_hand():
    # Of 20 ways to choose 3 of 6 people, the data and its mirror are the most extreme: 2/20.
    assert p_of_means(np.array([0.9, 0.8, 0.7, 0.1, 0.2, 0.3]), first(3, 6), seed=0) == pytest.approx(0.1, abs=0.03)


def test_as_scipy_counts_every_way():
    values = np.array([0.5, -0.1, 0.4, 0.9, -0.6, -0.2, 0.1, -0.7])
    inside = first(3, 8)
    exact = permutation_test(
        (values[inside], values[~inside]), lambda a, b: ttest_ind(a, b, equal_var=False).statistic, n_resamples=np.inf
    ).pvalue
    ways = len(list(combinations(range(8), 3)))
    assert p_of_means(values, inside, seed=1) == pytest.approx(exact, abs=3 / ways)


def test_many_people_need_no_permutation():
    values = np.random.default_rng(0).normal(size=500)
    expected = ttest_ind(values[:250], values[250:], equal_var=False).pvalue
    assert p_of_means(values, first(250, 500), seed=0) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("values", [[1.0, np.nan, np.nan, 0.0, 0.0], [np.nan] * 5], ids=["one on a side", "nobody"])
def test_too_few_make_no_p(values):
    assert p_of_means(np.array(values), first(2, 5), seed=0) is None


def test_all_alike_are_no_difference():
    assert p_of_means(np.full(8, 0.3), first(4, 8), seed=0) == pytest.approx(1.0)


def test_labels_alone_decide_under_chance():
    """Two groups of the same people differ no more often than the level says, with unequal spread, too."""
    draw = np.random.default_rng(3)
    found = 0
    for number in range(200):
        values = np.concatenate([draw.normal(0, 1, 8), draw.normal(0, 0.3, 24)])
        found += p_of_means(values, first(8, 32), seed=number, most=400) <= 0.05
    assert found / 200 <= 0.09


def test_shares_by_hand():
    # 3 of 3 against 0 of 3: 2 of 20 ways.
    assert p_of_shares(first(3, 6), first(3, 6)) == pytest.approx(0.1)
    assert p_of_shares(first(3, 6), first(0, 6)) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_rates_are_those_of_scipy(given_p):
    p = np.array(given_p)
    q = adjusted(p)
    assert q == pytest.approx(false_discovery_control(p))
    assert (q >= p - 1e-12).all()


def test_of_nothing_nothing():
    assert len(adjusted(np.array([]))) == 0
