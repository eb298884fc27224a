"""From which probability on a label is said, when the encoder is calibrated."""

from __future__ import annotations

import numpy as np
import pytest

from training.thresholds import best_threshold


def f1(said: np.ndarray, right: np.ndarray) -> float:
    return 2 * (said & right).sum() / (said.sum() + right.sum())


def drawn(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Chances of a label that one text in twenty has, and who has it."""
    draw = np.random.default_rng(seed)
    chances = draw.beta(0.4, 7.6, count)
    return chances, draw.random(count) < chances


def test_it_is_nearly_the_best_of_all():
    chances, right = drawn(100_000, 0)
    limit = best_threshold(chances, right)
    best = max(f1(chances >= tried, right) for tried in np.arange(0.02, 0.8, 0.01))
    assert f1(chances >= limit, right) > 0.99 * best
    # With true probabilities the limit is half of the F1 that it gives (Lipton et al. 2014).
    assert limit == pytest.approx(best / 2, abs=0.03)


def test_of_a_rare_label_it_hangs_less_on_single_texts_than_the_best_that_is_counted():
    def counted(chances: np.ndarray, right: np.ndarray) -> float:
        return max(np.arange(0.02, 0.8, 0.02), key=lambda tried: f1(chances >= tried, right))

    samples = [drawn(300, seed) for seed in range(30)]
    ways = [[way(*sample) for sample in samples] for way in (best_threshold, counted)]
    assert np.std(ways[0]) < 0.6 * np.std(ways[1])


def test_a_label_that_nothing_has_is_never_said():
    assert best_threshold(np.array([0.2, 0.9]), np.array([False, False])) == 1
