"""The measures against numbers worked by hand, against scikit-learn, and by what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.evaluation import metrics

NAN = math.nan

# tp, fp, fn, then precision, recall and F1
COUNTS = [
    ("half right", (1, 1, 1), (0.5, 0.5, 0.5)),
    ("never given", (0, 0, 3), (NAN, 0, 0)),
    ("never in gold", (0, 2, 0), (0, NAN, 0)),
    ("on neither side", (0, 0, 0), (NAN, NAN, NAN)),
    ("all right", (4, 0, 0), (1, 1, 1)),
    ("three quarters, three fifths", (3, 1, 2), (0.75, 0.6, 2 / 3)),
]


@pytest.mark.parametrize(("counts", "expected"), [case[1:] for case in COUNTS], ids=[case[0] for case in COUNTS])
def test_a_label(counts, expected):
    tp, fp, fn = map(float, counts)
    found = [float(metrics.precision(tp, fp)), float(metrics.recall(tp, fn)), float(metrics.f1(tp, fp, fn))]
    assert found == pytest.approx(expected, nan_ok=True)


def test_means_over_labels():
    tp, fp, fn = np.array([8.0, 1.0, 0.0]), np.array([2.0, 0.0, 0.0]), np.array([0.0, 3.0, 0.0])
    assert metrics.f1(tp, fp, fn)[:2] == pytest.approx([16 / 18, 2 / 5])
    assert float(metrics.macro(metrics.f1(tp, fp, fn))) == pytest.approx((16 / 18 + 2 / 5) / 2)
    assert float(metrics.micro_f1(tp, fp, fn)) == pytest.approx(18 / 23)
    assert math.isnan(float(metrics.macro(np.array([NAN, NAN]))))
    assert math.isnan(float(metrics.macro(np.array([]))))


label = st.integers(0, 3)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(label, label), min_size=1, max_size=30))
def test_scikit_learn_finds_the_same(pairs):
    from sklearn.metrics import f1_score, precision_recall_fscore_support

    gold, given_ = map(np.array, zip(*pairs, strict=True))
    names = np.unique([gold, given_])
    at, there = gold[:, None] == names, given_[:, None] == names
    tp, fp, fn = ((one & other).sum(axis=0).astype(float) for one, other in ((at, there), (~at, there), (at, ~there)))
    precise, found, each, support = precision_recall_fscore_support(gold, given_, labels=names, zero_division=np.nan)
    assert metrics.precision(tp, fp) == pytest.approx(precise, nan_ok=True)
    assert metrics.recall(tp, fn) == pytest.approx(found, nan_ok=True)
    assert metrics.f1(tp, fp, fn) == pytest.approx(each)
    assert list(tp + fn) == list(support)
    assert float(metrics.macro(metrics.f1(tp, fp, fn))) == pytest.approx(f1_score(gold, given_, average="macro"))
    assert float(metrics.micro_f1(tp, fp, fn)) == pytest.approx(f1_score(gold, given_, average="micro"))


SURE = np.array([0.9, 0.6, 0.8, 0.4])
RIGHT = np.array([True, False, True, False])


def test_calibration_by_hand():
    assert metrics.brier(SURE, RIGHT) == pytest.approx((0.01 + 0.36 + 0.04 + 0.16) / 4)
    cases, mean, share = metrics.reliability(SURE, RIGHT, metrics.equal_width())
    # Closed above: .4 lies in (.3, .4], .9 in (.8, .9].
    assert list(cases) == [0, 0, 0, 1, 0, 1, 0, 1, 1, 0]
    assert mean[[3, 5, 7, 8]] == pytest.approx([0.4, 0.6, 0.8, 0.9])
    assert list(share[[3, 5, 7, 8]]) == [0, 0, 1, 1]
    assert np.isnan(mean[0])
    assert metrics.calibration_error(cases, mean, share) == pytest.approx((0.4 + 0.6 + 0.2 + 0.1) / 4)


def test_calibration_in_two_bins():
    table = metrics.reliability(SURE, RIGHT, metrics.equal_mass(SURE, 2))
    # The median .7 parts {.4, .6} from {.8, .9}.
    assert list(table[0]) == [2, 2]
    assert metrics.calibration_error(*table) == pytest.approx(0.5 * 0.5 + 0.5 * 0.15)


def test_equal_confidences_stay_in_one_bin():
    sure, right = np.full(10, 0.3), np.arange(10) < 3
    table = metrics.reliability(sure, right, metrics.equal_mass(sure))
    assert sorted(table[0]) == [0, 10]
    assert metrics.calibration_error(*table) == pytest.approx(0)


@pytest.mark.parametrize("edges", [metrics.equal_width(), metrics.equal_mass(np.array([]))], ids=["width", "mass"])
def test_nothing_sure_is_unknown(edges):
    none, no = np.array([]), np.array([], dtype=np.bool_)
    assert math.isnan(metrics.calibration_error(*metrics.reliability(none, no, edges)))
    assert math.isnan(metrics.brier(none, no))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_every_case_is_in_one_bin_and_the_error_in_range(pairs):
    sure, right = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    for inner in (metrics.equal_width(), metrics.equal_mass(sure)):
        table = metrics.reliability(sure, right, inner)
        assert table[0].sum() == len(pairs)
        assert 0 <= metrics.calibration_error(*table) <= 1
        # No bins are coarser than one: the error of the whole is the least.
        assert metrics.calibration_error(*table) >= abs(sure.mean() - right.mean()) - 1e-9
    assert 0 <= metrics.brier(sure, right) <= 1


def test_correlations_by_hand():
    x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 4.0])
    assert metrics.pearson(x, y) == pytest.approx(0.8)
    assert metrics.spearman(x, np.array([1.0, 30.0, 2.0, 400.0])) == pytest.approx(0.8)
    assert math.isnan(metrics.pearson(x, np.ones(4)))
    assert math.isnan(metrics.spearman(x[:1], y[:1]))


def test_r_of_sums_is_r():
    draw = np.random.default_rng(3)
    x = draw.normal(size=200) + 1e6
    y = 1e-3 * (x - 1e6) + draw.normal(size=200) * 1e-3
    sums = metrics.moments(x, y).sum(axis=0)
    assert float(metrics.r_of_moments(sums)) == pytest.approx(metrics.pearson(x, y), abs=1e-9)
    assert math.isnan(float(metrics.r_of_moments(metrics.moments(np.full(9, 1.7), y[:9]).sum(axis=0))))
    one = metrics.moments(x, y)[0] * 200
    assert math.isnan(float(metrics.r_of_moments(one)))


def test_clusters_are_summed():
    parts = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]])
    assert metrics.by_cluster(parts, np.array([1, 0, 1])).tolist() == [[0, 1], [3, 2]]
    assert metrics.by_cluster(parts[:0], np.array([], dtype=np.intp)).shape == (0, 2)


def test_resamples_have_the_mean_and_the_spread_of_the_bootstrap():
    parts = np.array([[1.0, 5.0], [0.0, 5.0], [1.0, 5.0], [4.0, 5.0]])
    sums = metrics.resampled_sums(parts, 20_000, seed=1)
    assert sums.shape == (20_000, 2)
    assert set(sums[:, 1]) == {20}
    assert sums[:, 0].mean() == pytest.approx(6, abs=0.1)
    # Var of a sum of n draws = n times the population variance (here 9/4).
    assert sums[:, 0].var() == pytest.approx(9, rel=0.05)


@pytest.mark.parametrize("at_once", [1, 7, 10_000])
def test_resamples_hang_on_the_seed_alone(monkeypatch, at_once):
    monkeypatch.setattr(metrics, "_DRAWN_AT_ONCE", at_once)
    parts = np.random.default_rng(0).integers(0, 3, (9, 4)).astype(float)
    once = metrics.resampled_sums(parts, 50, seed=2)
    assert len(once) == 50
    assert (once == metrics.resampled_sums(parts[::-1], 50, seed=2)).all()
    assert (once != metrics.resampled_sums(parts, 50, seed=3)).any()


def test_the_interval_leaves_the_unknown_out():
    replicates = np.array([[0.0, NAN], [1.0, NAN], [NAN, NAN], [2.0, NAN]])
    low, high = metrics.interval(replicates, level=0.5)
    assert (low[0], high[0]) == (0.5, 1.5)
    assert np.isnan([low[1], high[1]]).all()
