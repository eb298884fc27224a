"""Evidence as a study bears it out: order kept, probabilities as wanted, neighbours that are others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from voc.taggers._calibrated import CALIBRATION, NEAREST, Neighbours, calibrated, moved
from voc.taggers._match import softmax_with_none

numbers = st.floats(-12, 12)


@given(st.data())
def test_the_likeliest_code_gets_the_probability_wanted_and_stays_the_likeliest(data: st.DataObject) -> None:
    count, codes = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 4))
    own = data.draw(arrays(float, (count, codes), elements=numbers))
    wanted = data.draw(arrays(float, (count,), elements=st.floats(-8, 8)))
    result = moved(own, wanted)
    rows, best = np.arange(count), own.argmax(axis=1)
    chances = softmax_with_none(result, 0.0)
    np.testing.assert_allclose(chances[rows, best], 1 / (1 + np.exp(-wanted)), rtol=1e-6)
    assert (result[rows, best] >= result.max(axis=1) - 1e-9).all()


def unit(draw: np.random.Generator, count: int, width: int = 8) -> np.ndarray:
    vectors = draw.normal(size=(count, width))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("form", [np.asarray, csr_array])
def test_neighbours_are_the_nearest_others(form) -> None:
    vectors = unit(np.random.default_rng(0), 60)
    vectors[7] = vectors[3]  # the same text again is no witness
    found = Neighbours.of(form(vectors))
    cosines = vectors @ vectors.T
    for row in range(60):
        others = [other for other in np.argsort(-cosines[row]) if cosines[row, other] < 0.9999][:NEAREST]
        assert set(found.rows[row]) == {int(other) for other in others}
    assert found.near.min() >= 0


def test_votes_are_probabilities() -> None:
    draw = np.random.default_rng(1)
    votes = Neighbours.of(unit(draw, 50)).votes(draw.normal(size=(50, 3)))
    assert votes.shape == (50, 3)
    assert (votes >= 0).all()
    assert (votes.sum(axis=1) <= 1 + 1e-9).all()


@pytest.mark.parametrize("tier", CALIBRATION)
def test_texts_whose_neighbours_agree_are_surer(tier: str | None) -> None:
    draw = np.random.default_rng(2)
    # Two clear groups of texts, and texts of none far from both.
    vectors = unit(draw, 90, 30)
    vectors[:30, 0] += 3
    vectors[30:60, 1] += 3
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = vectors[:, :2]
    own = 8 * alike - 3
    chances = softmax_with_none(calibrated(own, alike, np.full(90, 6.0), vectors, CALIBRATION[tier]), 0.0)
    sure = chances.max(axis=1)
    assert np.isfinite(chances).all()
    assert (chances[:30].argmax(axis=1) == 0).all()
    assert (chances[30:60].argmax(axis=1) == 1).all()
    assert sure[:60].min() > sure[60:].mean() + 0.2
