"""What turns outputs into labels and probabilities."""

from __future__ import annotations

import json

import numpy as np
import pytest

from voc.encoder import EMOTIONS, Encoded, Heads


def read(valence: list[float], sentiment: list[list[float]]) -> Encoded:
    count = len(valence)
    return Encoded(
        np.zeros((count, 4), np.float32),
        np.array(valence, np.float32),
        np.array(sentiment, np.float32),
        np.full((count, len(EMOTIONS)), 0.5, np.float32),
        np.full((count, 3), 0.2, np.float32),
        (None,) * count,
    )


@pytest.fixture
def heads(tmp_path) -> Heads:
    """Heads that give the network's own numbers."""
    path = tmp_path / "heads.json"
    even = [[float(row == column) for column in range(8)] for row in range(3)]
    numbers = {"valence": [1, 0, 0], "sentiment": even, "emotions": [0.5] * 28, "emotion_scale": [1, 0]}
    path.write_text(json.dumps(numbers | {"facets": [0.5] * 3, "facet_scale": [2, -1]}))
    return Heads.load(path)


def test_plain_heads_change_nothing(heads: Heads) -> None:
    value, chances = heads.moods(read([0.5, -0.5], [[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]]))
    assert value.tolist() == [0.5, -0.5]
    assert np.allclose(chances, [[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]], atol=1e-6)


def test_a_value_on_the_other_side_of_its_label_is_nothing(heads: Heads) -> None:
    value, _ = heads.moods(read([0.3, -0.3, 0.3], [[0.8, 0.1, 0.1], [0.1, 0.1, 0.8], [0.1, 0.8, 0.1]]))
    assert value.tolist() == [0, 0, pytest.approx(0.3)]


def test_a_valence_stays_on_the_scale(heads: Heads) -> None:
    value, _ = heads.moods(read([1.7, -2.0], [[0, 0, 1], [1, 0, 0]]))
    assert value.tolist() == [1, -1]


def test_platt_scaling_by_hand(heads: Heads) -> None:
    # The logit of .2 is -1.386; 2 × -1.386 - 1 = -3.773, whose probability is .0225.
    assert heads.facet_chances(read([0], [[0, 1, 0]]))[0] == pytest.approx([0.0225] * 3, abs=1e-4)
    assert heads.emotion_chances(read([0], [[0, 1, 0]]))[0, 0] == pytest.approx(0.5)


def test_the_size_of_a_valence_can_speak_for_neutral(heads: Heads) -> None:
    heads.sentiment[1, 5] = -10
    _, chances = heads.moods(read([0.0, 0.5, -0.5], [[0.3, 0.4, 0.3]] * 3))
    assert chances[0, 1] > 0.3 > 0.01 > chances[1, 1] == chances[2, 1]


def test_a_lexicon_without_weight_is_not_needed(heads: Heads) -> None:
    assert not heads.needs_lexicon
