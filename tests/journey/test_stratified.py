"""The test among like sources: right where nothing changed, also with people in several strata and at both times."""

from __future__ import annotations

import numpy as np
import pytest

from voc.journey.stratified import p_of_strata

N, STRATA = 40, 3


def drawn(seed: int, *, shift: float = 0.0, twice: bool = False):
    """People with a mood of their own, in strata of different moods; who is where hangs on the time."""
    draw = np.random.default_rng(seed)
    mood = draw.normal(0, 0.3, (2 * N, 1))
    late = np.arange(2 * N) >= N
    made = []
    for time in (0, 1):
        values = mood + np.array([-0.5, 0.0, 0.5]) + draw.normal(0, 0.2, (2 * N, STRATA)) + shift * time
        # Late people are seldom in the first stratum, early ones seldom in the last.
        chance = np.where(late[:, None], [0.2, 0.5, 0.8], [0.8, 0.5, 0.2])
        there = draw.random((2 * N, STRATA)) < chance
        there &= True if twice else (late == bool(time))[:, None]
        made.append(np.where(there, values, np.nan))
    return made


@pytest.mark.parametrize("twice", [False, True], ids=["other people", "the same people"])
def test_of_what_did_not_change_five_in_a_hundred_are_found(twice):
    p = [p_of_strata(*drawn(seed, twice=twice), seed=seed, most=400) for seed in range(200)]
    assert sum(one <= 0.05 for one in p) <= 19  # of 200 at 5 %: P = 0.006


def test_what_the_mix_hides_is_found():
    found = [p_of_strata(*drawn(seed, shift=-0.4), seed=seed, most=400) for seed in range(20)]
    assert sum(one <= 0.05 for one in found) >= 18


def test_with_many_people_the_normal_distribution_is_as_good():
    before, after = drawn(1, shift=-0.12)
    times = 6
    many = p_of_strata(np.tile(before, (times, 1)), np.tile(after, (times, 1)), seed=0)
    assert many < 0.001
    assert 0.1 < p_of_strata(np.tile(drawn(2)[0], (times, 1)), np.tile(drawn(2)[0], (times, 1)), seed=0) <= 1


def test_no_stratum_is_shared_or_too_few_people_are_in_it():
    nan = np.nan
    assert p_of_strata(np.array([[1.0, nan], [nan, nan]]), np.array([[nan, nan], [nan, 1.0]]), seed=0) is None
    assert p_of_strata(np.array([[1.0], [nan], [nan]]), np.array([[nan], [0.0], [1.0]]), seed=0) is None
