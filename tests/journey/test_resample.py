"""The bootstrap, against scipy's and against the exact distribution of small samples."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import bootstrap

from voc.journey.resample import interval, weighted_means, weights


@given(st.integers(0, 30), st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_every_resample_draws_as_many_people_as_there_are(people, resamples, seed):
    drawn = weights(people, resamples, seed)
    assert drawn.shape == (resamples, people)
    assert (drawn >= 0).all()
    assert (drawn == drawn.round()).all()
    assert (drawn.sum(axis=1) == people).all()


def test_seeded():
    np.testing.assert_array_equal(weights(9, 200, 4), weights(9, 200, 4))
    assert (weights(9, 200, 4) != weights(9, 200, 5)).any()


def test_each_person_is_drawn_once_on_average_with_the_variance_of_drawing_with_replacement():
    drawn = weights(20, 20_000, 0)
    np.testing.assert_allclose(drawn.mean(axis=0), 1.0, atol=0.05)
    np.testing.assert_allclose(drawn.var(axis=0), 1 - 1 / 20, atol=0.05)


@pytest.mark.parametrize("size", [5, 12, 40])
def test_the_interval_is_that_of_scipys_percentile_bootstrap(size):
    values = np.random.default_rng(size).uniform(-1, 1, size)
    low, high = interval(weighted_means(values[:, None], weights(size, 20_000, 0)))
    theirs = bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval
    assert (low[0], high[0]) == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_the_interval_of_five_people_is_that_of_all_3125_resamples():
    values = np.array([-0.9, -0.25, 0.1, 0.33, 0.8])
    exact = np.percentile([np.mean(draw) for draw in product(values, repeat=5)], [2.5, 97.5])
    low, high = interval(weighted_means(values[:, None], weights(5, 50_000, 0)))
    assert (low[0], high[0]) == pytest.approx(tuple(exact), abs=0.03)


def test_a_cell_that_some_spoke_of_is_resampled_over_all_people():
    """Four people, two of them in the cell: of all 256 resamples those count that draw at least one of the two."""
    values = np.array([0.6, -0.2, np.nan, np.nan])
    means = [np.nanmean(draw) for draw in product(values, repeat=4) if not np.isnan(draw).all()]
    drawn = weights(4, 50_000, 0)
    ours = weighted_means(values[:, None], drawn)[:, 0]
    assert np.isnan(ours).mean() == pytest.approx((2 / 4) ** 4, abs=0.01)
    assert np.nanmean(ours) == pytest.approx(np.mean(means), abs=0.01)
    assert np.nanstd(ours) == pytest.approx(np.std(means), abs=0.01)


@given(st.data())
def test_weighted_means_are_the_means_of_the_people_drawn(data):
    people, columns = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 3))
    values = data.draw(arrays(float, (people, columns), elements=st.floats(-1, 1) | st.just(np.nan)))
    drawn = weights(people, 5, 0)
    ours = weighted_means(values, drawn)
    for resample, column in product(range(5), range(columns)):
        said = np.repeat(values[:, column], drawn[resample].astype(int))
        said = said[~np.isnan(said)]
        if len(said):
            assert ours[resample, column] == pytest.approx(said.mean(), abs=1e-12)
        else:
            assert np.isnan(ours[resample, column])


def test_an_empty_column_has_no_interval_and_warns_nobody():
    low, high = interval(np.array([[np.nan, 1.0], [np.nan, 3.0]]))
    assert np.isnan([low[0], high[0]]).all()
    assert (low[1], high[1]) == pytest.approx((1.05, 2.95))
