"""Two times, some people at both: the test is fair where nothing changed, and finds what did."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from voc.journey.partly_paired import p_of_change
from voc.journey.permute import p_of_means, p_of_shares

NONE = np.nan


def test_where_nobody_is_there_twice_it_is_the_test_of_two_groups():
    draw = np.random.default_rng(1)
    before, after = draw.normal(0, 1, 12), draw.normal(0.8, 1, 15)
    one = np.concatenate([before, np.full(15, NONE)])
    two = np.concatenate([np.full(12, NONE), after])
    whole = np.concatenate([before, after])
    assert p_of_change(one, two, seed=0) == p_of_means(whole, np.arange(27) >= 12, seed=0)


def test_of_zeros_and_ones_it_is_fishers():
    one = np.array([1.0, 1, 1, 1, NONE, NONE, NONE, NONE])
    two = np.array([NONE, NONE, NONE, NONE, 0.0, 0, 0, 0])
    assert p_of_change(one, two, seed=0) == p_of_shares(np.arange(8) < 4, np.arange(8) >= 4)


def test_with_everybody_there_twice_it_counts_every_swap():
    draw = np.random.default_rng(2)
    gap = draw.normal(0.4, 0.5, 8)
    first = draw.normal(0, 1, 8)
    signs = np.array(list(product((1, -1), repeat=8)))
    t = np.abs((signs * gap).mean(axis=1)) / (signs * gap).std(axis=1, ddof=1)
    exact = float((t >= t[0] - 1e-9).mean())
    assert p_of_change(first, first + gap, seed=0) == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("pairs", [0, 5, 20])
def test_where_nothing_changed_it_seldom_says_so(pairs):
    draw, found = np.random.default_rng(3), []
    for study in range(300):
        person = draw.normal(0, 0.4, 40)
        before, after = (person + draw.normal(0, 0.3, 40) for _ in range(2))
        before[pairs + (40 - pairs) // 2 :] = NONE
        after[pairs : pairs + (40 - pairs) // 2] = NONE
        p = p_of_change(before, after, seed=study, most=400)
        found.append(p is not None and p <= 0.05)
    assert 0.02 <= np.mean(found) <= 0.085


def test_people_who_are_there_twice_tell_more_than_strangers():
    draw = np.random.default_rng(4)
    person = draw.normal(0, 1, 20)
    before, after = person, person + draw.normal(0.3, 0.2, 20)
    strangers = np.concatenate([before, np.full(20, NONE)]), np.concatenate([np.full(20, NONE), after])
    assert p_of_change(before, after, seed=0) < 0.001
    assert p_of_change(*strangers, seed=0) > 0.05


def test_many_people_take_no_permutations():
    draw = np.random.default_rng(5)
    before = draw.normal(0, 1, 3000)
    assert p_of_change(before, before + draw.normal(0.2, 0.5, 3000), seed=0) < 1e-6


def test_with_one_person_at_a_time_nothing_is_told():
    assert p_of_change(np.array([0.1, NONE, NONE]), np.array([NONE, 0.2, 0.3]), seed=0) is None


def test_the_same_twice_is_no_change():
    values = np.array([0.1, 0.5, -0.3, 0.2])
    assert p_of_change(values, values.copy(), seed=0) == 1.0


def grown(seed, shift, twice=20, new=20):
    """Everybody of before is there again, with the same values, and others came."""
    draw = np.random.default_rng(seed)
    before = np.concatenate([draw.normal(0, 0.4, twice), np.full(new, np.nan)])
    return before, np.where(np.isnan(before), draw.normal(shift, 0.4, twice + new), before)


def test_who_came_to_a_study_that_grew_can_move_it_and_seldom_does_by_chance():
    assert sum(p_of_change(*grown(seed, -0.6), seed=0) <= 0.05 for seed in range(50)) >= 48
    assert sum(p_of_change(*grown(seed, 0.0), seed=0) <= 0.05 for seed in range(400)) <= 32  # P = 0.005 at 5 %
