"""The number of groups: planted ones are found, a mere trend and independent answers are refused."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from voc.journey._homogeneous import reference
from voc.journey._kpod import Known, cluster, jaccard
from voc.journey.groups import _stands_out, grouped


def known(columns, rng, gaps=0.3):
    """Columns as variables of variance 1, with gaps at random."""
    values, mask, variables, at = [], [], [], 0
    for column in columns:
        block = np.asarray(column, dtype=float).reshape(len(column), -1)
        has = (rng.random(len(block)) > gaps)[:, None]
        block = (block - block[has[:, 0]].mean(axis=0)) * has
        values.append(block / np.sqrt((block**2).sum() / has.sum()))
        mask.append(np.repeat(has, block.shape[1], axis=1).astype(float))
        variables.append(slice(at, at := at + block.shape[1]))
    return Known(np.hstack(values), np.hstack(mask)), variables


def planted(rng, people=120):
    """Three kinds of people: in seven numbers, in what most of them choose, and in what they mostly raise."""
    kind = rng.integers(0, 3, people)
    columns = [rng.permutation([-1.5, 0, 1.5])[kind] + rng.standard_normal(people) for _ in range(7)]
    for options in (3, 5):
        chosen = np.where(rng.random(people) < 0.8, kind, rng.integers(0, options, people))
        columns.append(np.eye(options)[chosen])
    return kind, [*columns, np.eye(4)[rng.integers(0, 4, people)]]


def alike(rng, people=120, trend=0.0):
    """One kind of people; with a trend, some are more of everything than others."""
    more = trend * rng.standard_normal(people)
    columns = [more + rng.standard_normal(people) for _ in range(7)]
    for options in (3, 5):
        steps = np.clip(np.round(more + rng.standard_normal(people)).astype(int) + options // 2, 0, options - 1)
        columns.append(np.eye(options)[steps])
    return columns


@pytest.mark.parametrize("seed", range(4))
def test_three_planted_groups_are_found(seed):
    rng = np.random.default_rng(seed)
    kind, columns = planted(rng)
    found = grouped(*known(columns, rng), least=5, seed=seed)
    assert (found.groups, found.refused) == (3, None)
    assert adjusted_rand_score(kind, found.labels) >= 0.8
    assert found.stability >= 0.75 > found.reference


@pytest.mark.parametrize("trend", [0.0, 1.0])
def test_people_without_groups_are_refused(trend):
    refused = []
    for seed in range(7):
        rng = np.random.default_rng(seed)
        refused.append(grouped(*known(alike(rng, 80, trend), rng), least=5, seed=seed).refused is not None)
    assert sum(refused) >= 6


def test_too_few_people_are_refused_in_words():
    rng = np.random.default_rng(0)
    found = grouped(*known(alike(rng, 19), rng), least=5, seed=0)
    assert found.refused == "refused: 19 people of whom enough is known are too few; it takes 20"
    assert found.labels is None


def test_people_who_are_all_alike_are_refused():
    table = Known(np.zeros((40, 2)), np.ones((40, 2)))
    assert "alike" in grouped(table, [slice(0, 1), slice(1, 2)], least=5, seed=0).refused


def test_the_same_seed_gives_the_same_groups():
    rng = np.random.default_rng(3)
    table, variables = known(planted(rng)[1], rng)
    once, again = (grouped(table, variables, least=5, seed=7) for _ in range(2))
    assert once.groups == again.groups
    assert np.array_equal(once.labels, again.labels)


def test_more_people_than_are_looked_at_are_all_put_to_a_group():
    rng = np.random.default_rng(1)
    kind, columns = planted(rng, 2000)
    found = grouped(*known(columns, rng), least=5, seed=0)
    assert found.groups == 3
    assert len(found.labels) == 2000
    assert adjusted_rand_score(kind, found.labels) >= 0.8


def test_without_gaps_it_is_kmeans():
    rng = np.random.default_rng(0)
    values = np.vstack([rng.standard_normal((30, 3)) + 6 * place for place in range(3)])
    labels, left = cluster(Known(values, np.ones_like(values)), 3, np.ones((1, 90)), rng, starts=5)
    theirs = KMeans(3, n_init=5, random_state=0).fit(values)
    assert left[0] == pytest.approx(theirs.inertia_)
    assert adjusted_rand_score(labels[0], theirs.labels_) == 1.0


def test_unknown_entries_pull_nobody():
    """Two kinds told apart by the first number; the second, known of half of them, says nothing."""
    values = np.array([[-1.0, 0], [-1, 5], [-1, -5], [1, 0], [1, 5], [1, -5]])
    mask = np.array([[1.0, 0]] * 6)
    labels, left = cluster(Known(values * mask, mask), 2, np.ones((1, 6)), np.random.default_rng(0), starts=3)
    assert len(set(labels[0, :3])) == len(set(labels[0, 3:])) == 1
    assert left[0] == pytest.approx(0.0)


def test_the_overlap_by_hand():
    labels = np.array([0, 0, 0, 1, 1])
    again = np.array([[1, 1, 0, 0, 0]])
    everyone = np.ones((1, 5))
    assert jaccard(labels, again, everyone, 2) == pytest.approx([2 / 3, 2 / 3])
    assert jaccard(labels, again, np.array([[2.0, 1, 0, 1, 1]]), 2) == pytest.approx([1.0, 1.0])


def test_the_reference_keeps_values_gaps_and_trend():
    rng = np.random.default_rng(0)
    table, variables = known(alike(rng, 400, trend=2.0), rng)
    other = reference(table, variables, rng)
    assert np.array_equal(other.mask, table.mask)
    for column in range(table.values.shape[1]):
        assert np.allclose(np.sort(other.values[:, column]), np.sort(table.values[:, column]))
    both = (table.mask[:, 0] * table.mask[:, 1]) > 0
    here, there = (np.corrcoef(one.values[both, :2].T)[0, 1] for one in (table, other))
    assert there == pytest.approx(here, abs=0.15)


def test_how_far_it_stands_out_by_hand():
    away, chance = _stands_out(np.array([5.0, 2.0]), np.array([[1.0, 2.0], [3.0, 2.0], [2.0, 2.0]]))
    assert away[0] == pytest.approx(3.0)
    assert chance[0] == pytest.approx(1 / 4)
    assert chance[1] == 1.0
