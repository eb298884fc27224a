"""From which confidence on tags are said: by probabilities, and by reviews that bear it out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.risk import SURE, by_probabilities, by_reviews


@given(st.lists(st.floats(0, 1), max_size=40), st.floats(0.01, 0.99))
def test_what_is_said_is_expected_to_be_right_often_enough(given: list[float], error: float) -> None:
    confidence = np.array(given)
    limit = by_probabilities(confidence, error)
    said = confidence >= limit.threshold
    if limit.expected is None:
        assert not said.any()
        assert (1 - confidence > error).all()
    else:
        assert (1 - confidence[said]).mean() == pytest.approx(limit.expected)
        assert limit.expected <= error
        lower = confidence[confidence < limit.threshold]
        if len(lower):
            assert (1 - confidence[confidence >= lower.max()]).mean() > error


def test_worked_by_hand() -> None:
    limit = by_probabilities(np.array([0.5, 0.9, 0.8, 0.7]), 0.2)
    assert limit.threshold == 0.7
    assert limit.expected == pytest.approx(0.2)


def reviewed(draw: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Confidences that promise too much, whether each is right, and whose quote it is."""
    whose = np.repeat(np.arange(people), draw.integers(1, 6, people))
    confidence = draw.uniform(0.4, 1, len(whose))
    luck = draw.normal(0, 0.1, people)[whose]
    return confidence, draw.random(len(whose)) < np.clip(confidence - 0.1 + luck, 0, 1), whose


def test_the_error_is_held_in_nine_of_ten_studies() -> None:
    draw = np.random.default_rng(5)
    confidence, right, whose = reviewed(draw, 20_000)
    broken, found = 0, 0
    for _ in range(200):
        limit = by_reviews(*reviewed(draw, 150), 0.35)
        if limit is None:
            continue
        found += 1
        said = confidence >= limit.threshold
        tags = np.bincount(whose[said], minlength=20_000)
        wrong = np.bincount(whose[said & ~right], minlength=20_000)
        broken += (wrong[tags > 0] / tags[tags > 0]).mean() > 0.35
    assert found > 150
    assert broken / 200 <= 1 - SURE + 0.03


def test_few_or_bad_reviews_bear_nothing_out() -> None:
    confidence = np.linspace(0.5, 1, 10)
    assert by_reviews(confidence, np.ones(10, dtype=bool), range(10), 0.2) is None
    assert by_reviews(np.tile(confidence, 10), np.zeros(100, dtype=bool), range(100), 0.2) is None
    # The same hundred quotes of one person are one witness.
    assert by_reviews(np.tile(confidence, 10), np.ones(100, dtype=bool), [0] * 100, 0.2) is None
    limit = by_reviews(np.tile(confidence, 10), np.ones(100, dtype=bool), range(100), 0.2)
    assert limit is not None
    assert limit.threshold == 0.5
