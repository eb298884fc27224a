"""Intervals as wide as few people need, and the share of the time that they hold the truth."""

from __future__ import annotations

import numpy as np

from voc.journey.expanded import expanded
from voc.journey.resample import weighted_means, weights


def test_fewer_people_have_wider_intervals_within_the_ends():
    column = np.linspace(-1, 1, 1001)[:, None]
    low, high = expanded(np.zeros(4), np.repeat(column, 4, axis=1), np.array([1.0, 3, 8, 1000]), least=-1.5, most=1.5)
    assert np.isnan([low[0], high[0]]).all()
    assert low[1] == -1.5
    assert low[1] < low[2] < low[3] < -0.94
    assert np.allclose(high[1:], -low[1:])


def test_nothing_drawn_is_no_interval():
    low, high = expanded(np.array([0.0]), np.full((9, 1), np.nan), np.array([4.0]))
    assert np.isnan([low[0], high[0]]).all()


def test_the_difference_of_5_and_40_people_is_held():
    """NPS-like answers without any difference: 95 % intervals hold 0 at least 93 % of the time."""
    draw = np.random.default_rng(0)
    inside = np.arange(45) < 5
    held = 0
    for number in range(200):
        worth = draw.choice([100.0, 0.0, -100.0], 45, p=[0.4, 0.2, 0.4])
        sides = np.stack([np.where(side, worth, np.nan) for side in (inside, ~inside)], axis=1)
        means = weighted_means(sides, weights(45, 400, number))
        gap = np.array([worth[inside].mean() - worth[~inside].mean()])
        low, high = expanded(gap, means[:, [0]] - means[:, [1]], np.array([5.0]), least=-200, most=200)
        held += low[0] <= 0 <= high[0]
    assert held / 200 >= 0.93
