"""Sets hold what they promise, whoever made the probabilities; too few people are refused in words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc import conformal
from voc.errors import VocError


def study(draw: np.random.Generator, people: int, labels: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities that are not calibrated, right labels, and whose quote each is: people differ, some talk a lot."""
    sizes = draw.integers(1, 12, people)
    whose = np.repeat(np.arange(people), sizes)
    hard = draw.normal(0, 1, people)[whose]
    right = draw.integers(0, labels, len(whose))
    logits = draw.normal(0, 1, (len(whose), labels))
    logits[np.arange(len(whose)), right] += 2 - hard
    chances = np.exp(3 * logits)
    return chances / chances.sum(axis=1, keepdims=True), np.eye(labels, dtype=bool)[right], whose


@pytest.mark.parametrize("coverage", [0.8, 0.9])
@pytest.mark.parametrize("people", [12, 60])
def test_the_stated_share_is_covered(coverage: float, people: int) -> None:
    draw = np.random.default_rng(3)
    covered = []
    for _ in range(400):
        chances, right, whose = study(draw, people + 40)
        known = whose < people
        highest = conformal.limit(conformal.strangeness(chances[known], right[known]), whose[known], coverage)
        held = (conformal.sets(chances[~known], highest) & right[~known]).any(axis=1)
        # A quote of a person drawn at random: people count the same.
        covered.append(np.mean([held[whose[~known] == one].mean() for one in range(people, people + 40)]))
    # 400 studies: the standard error is below .01.
    assert coverage - 0.02 <= np.mean(covered) <= coverage + 1 / (people + 1) + 0.02


def test_several_right_labels_are_all_held() -> None:
    chances = np.array([[0.9, 0.2, 0.6]])
    right = np.array([[True, False, True]])
    assert conformal.strangeness(chances, right).tolist() == pytest.approx([0.4])
    assert conformal.sets(chances, 0.4).tolist() == [[True, False, True]]


@given(st.lists(st.floats(0, 1), min_size=9, max_size=60))
def test_with_one_quote_each_it_is_the_plain_quantile(scores: list[float]) -> None:
    rank = int(np.ceil((len(scores) + 1) * 0.9 - 1e-9))
    found = conformal.limit(np.array(scores), range(len(scores)), 0.9)
    assert found == sorted(scores)[rank - 1]


def test_too_few_people_are_refused() -> None:
    scores = np.linspace(0, 1, 80)
    with pytest.raises(VocError, match=r"judged by people for 8 participants.*90% need at least 9"):
        conformal.limit(scores, np.repeat(np.arange(8), 10), 0.9)
    assert conformal.limit(scores[:9], range(9), 0.9) == scores[8]


@pytest.mark.parametrize("coverage", [0, 1, -0.1, float("nan")])
def test_a_coverage_that_is_none(coverage: float) -> None:
    with pytest.raises(VocError, match="between 0 and 1"):
        conformal.limit(np.ones(20), range(20), coverage)
