"""Agreement of coders: textbook examples, brute force, other programs."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from voc.journey import agreement


def crossed(a, b):
    labels = sorted({*a, *b})
    table = np.zeros((len(labels), len(labels)))
    for x, y in zip(a, b, strict=True):
        table[labels.index(x), labels.index(y)] += 1
    return table


MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbcccedd" + "d"
TEXTBOOK = [
    # Cohen's kappa as in every textbook: 20 and 15 agreed of 50.
    ("kappa", np.array([[20.0, 5], [10, 15]]), 0.4),
    # Gwet 2008's paradox: 118 of 125 agreed, and kappa below 0.
    ("kappa", np.array([[118.0, 5], [2, 0]]), -0.0234),
    ("ac1", np.array([[118.0, 5], [2, 0]]), 0.9408),
    # Krippendorff 2011, "Computing Krippendorff's alpha-reliability", examples A and B.
    ("alpha", crossed(MEG, OWEN), 0.095),
    ("alpha", crossed(BEN, GERRY), 0.692),
    ("observed", crossed(BEN, GERRY), 0.75),
    ("ac1", np.array([[1.0, 1], [1, 1]]), 0.0),
]


@pytest.mark.parametrize(("measure", "table", "expected"), TEXTBOOK)
def test_textbook(measure, table, expected):
    assert float(getattr(agreement, measure)(table)) == pytest.approx(expected, abs=6e-4)


MEASURES = [agreement.observed, agreement.kappa, agreement.alpha, agreement.ac1]


@pytest.mark.parametrize("measure", MEASURES)
def test_full_agreement_is_one_and_nothing_is_not_defined(measure):
    assert float(measure(np.diag([3.0, 4, 5]))) == pytest.approx(1)
    assert np.isnan(measure(np.zeros((2, 2))))


@pytest.mark.parametrize("measure", [agreement.kappa, agreement.alpha])
def test_one_label_alone_tells_nothing(measure):
    assert np.isnan(measure(np.array([[7.0, 0], [0, 0]])))
    assert float(agreement.ac1(np.array([[7.0, 0], [0, 0]]))) == 1


labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20)


@settings(max_examples=60, deadline=None)
@given(labels)
def test_kappa_is_that_of_scikit_learn_and_alpha_that_of_all_pairs(pairs):
    a, b = (list(side) for side in zip(*pairs, strict=True))
    table = crossed(a, b)
    if len({*a, *b}) > 1:
        theirs = cohen_kappa_score(a, b)
        ours = float(agreement.kappa(table))
        assert np.isnan(ours) if np.isnan(theirs) else ours == pytest.approx(theirs)
        expected = np.mean([x != y for x, y in permutations(a + b, 2)])
        differ = np.mean([x != y for x, y in pairs])
        assert float(agreement.alpha(table)) == pytest.approx(1 - differ / expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=12))
def test_interval_alpha_is_that_of_all_pairs(pairs):
    a, b = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    found = float(agreement.interval_alpha(agreement.moments(a, b).sum(axis=0)))
    expected = np.mean([(x - y) ** 2 for x, y in permutations([*a, *b], 2)])
    if expected == 0:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(1 - np.mean((a - b) ** 2) / expected)


def test_it_is_the_alpha_of_another_program():
    """Numbers of krippendorff 0.9.0 on the same draws (it is under the GPL and so no dependency)."""
    draw = np.random.default_rng(11)
    a = draw.integers(0, 4, 60)
    b = np.where(draw.random(60) < 0.7, a, draw.integers(0, 4, 60))
    assert float(agreement.alpha(crossed(a.tolist(), b.tolist()))) == pytest.approx(0.7738072609770006)
    x = draw.normal(0, 0.4, 50).round(2)
    y = (x + draw.normal(0, 0.2, 50)).round(2)
    assert float(agreement.interval_alpha(agreement.moments(x, y).sum(axis=0))) == pytest.approx(0.9093745182804084)


def test_a_resample_is_one_more_leading_entry():
    tables = np.stack([crossed(BEN, GERRY), np.diag([2.0, 2, 2, 3, 3])])
    for measure in MEASURES:
        np.testing.assert_allclose(measure(tables), [measure(tables[0]), measure(tables[1])])


def test_whole_people_are_drawn():
    """Forty quotes of two people, one always agreed with and one never: intervals know of two cases only."""
    agreed = np.repeat([1.0, 0.0], 20)
    parts = np.zeros((40, 2, 2))
    parts[:, 0, 0], parts[:, 0, 1] = agreed, 1 - agreed
    by_quote = agreement.bootstrap(parts, np.arange(40), agreement.observed, resamples=1000, seed=0)
    by_person = agreement.bootstrap(parts, np.repeat([0, 1], 20), agreement.observed, resamples=1000, seed=0)
    assert 0.3 < by_quote[0] < by_quote[1] < 0.7
    assert by_person == (0.0, 1.0)


def test_one_person_has_no_interval():
    low, high = agreement.bootstrap(np.ones((4, 2, 2)), np.zeros(4, int), agreement.kappa, resamples=100, seed=0)
    assert np.isnan([low, high]).all()


def test_drawing_in_blocks_is_seeded(monkeypatch):
    monkeypatch.setattr(agreement, "_DRAWN_AT_ONCE", 300)
    parts = np.stack([crossed([x], [y]) if x == y else np.eye(1) for x, y in zip("aab", "aab", strict=True)])
    clusters = np.arange(3)
    twice = [agreement.bootstrap(parts, clusters, agreement.observed, resamples=250, seed=4) for _ in range(2)]
    assert twice[0] == twice[1]
