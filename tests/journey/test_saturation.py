from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from voc.journey.saturation import base_run, counts, coverage, expected_new, richness, sentence, unseen


def table(*raised: int, people: int) -> np.ndarray:
    """Themes that so many people raised, one column each."""
    return np.array([[row < n for n in raised] for row in range(people)], dtype=bool)


# T, raised by theme, f0 and coverage worked on paper.
WORKED = [
    # f0 = 9/10 · 3²/(2·1) = 4.05; coverage = 1 − 3/15 · 27/(27 + 2)
    (10, (10, 1, 1, 1, 2), 4.05, 1 - 3 / 15 * 27 / 29),
    # no theme by two: f0 = 9/10 · 3·2/2 = 2.7; coverage = 1 − 3/13
    (10, (10, 1, 1, 1), 2.7, 1 - 3 / 13),
    # nothing by one alone
    (10, (10, 5, 2), 0.0, 1.0),
    (5, (2, 2, 1), 4 / 5 * 1 / 4, 1 - 1 / 5 * 4 / (4 + 4)),
    (8, (), 0.0, None),
]


@pytest.mark.parametrize(("people", "raised", "rest", "covered"), WORKED)
def test_worked_by_hand(people, raised, rest, covered):
    incidence = table(*raised, people=people)
    assert unseen(incidence) == pytest.approx(rest)
    assert richness(incidence).estimate == pytest.approx(len(raised) + rest)
    assert coverage(incidence) == (None if covered is None else pytest.approx(covered))


def test_new_themes_by_hand():
    incidence = table(10, 1, 1, 1, 2, people=10)  # f0 = 4.05, Q1 = 3
    share = 3 / (10 * 4.05 + 3)
    assert expected_new(incidence, 1) == pytest.approx(4.05 * share)
    assert expected_new(incidence, 5) == pytest.approx(4.05 * (1 - (1 - share) ** 5))


def test_the_interval_is_chaos():
    """By the formulas of the EstimateS user's guide, appendix B: Q1 = 3, Q2 = 1, T = 10, S = 5."""
    found = richness(table(10, 1, 1, 1, 2, people=10))
    variance = 1 * (0.45 * 9 + 0.81 * 27 + 0.81 / 4 * 81)
    factor = np.exp(1.96 * np.sqrt(np.log(1 + variance / 4.05**2)))
    assert (found.low, found.high) == pytest.approx((5 + 4.05 / factor, 5 + 4.05 * factor))


def test_more_interviews_bring_what_was_foretold():
    """Themes of which each person raises each with its own chance: 40 people foretell what 20 more bring."""
    rng = np.random.default_rng(0)
    chances = rng.uniform(0.005, 0.15, 60)
    gaps = []
    for _ in range(200):
        said = rng.random((60, 60)) < chances
        before, after = said[:40].any(axis=0), said.any(axis=0)
        gaps.append(expected_new(said[:40], 20) - int((after & ~before).sum()))
    assert abs(np.mean(gaps)) < 1.0


def test_base_and_run_by_hand():
    """Everyone raises the one theme: seen in the base, nothing new in the first run."""
    found = base_run(np.ones((8, 1), dtype=bool), seed=0)
    assert (found.at, found.low, found.high, found.reached) == (6, 6, 6, 1.0)


def test_a_base_that_each_new_person_widens_is_not_saturated():
    found = base_run(np.eye(9, dtype=bool), seed=0)
    assert (found.at, found.low, found.high, found.reached) == (None, None, None, 0.0)


@pytest.mark.parametrize("people", [0, 1, 5])
def test_too_few_people_for_base_and_run(people):
    incidence = np.ones((people, 2), dtype=bool)
    assert base_run(incidence, seed=0) is None
    assert sentence(incidence).startswith("Refused: ")


def test_nobody_raised_anything():
    incidence = np.zeros((9, 0), dtype=bool)
    assert sentence(incidence) == "Refused: nobody raised a pain, so that there are none to count."
    assert base_run(incidence, seed=0).reached == 0.0


def test_the_sentence_says_between():
    assert sentence(table(10, 1, 1, 1, 2, people=10)) == (
        "5 themes of pain were raised, with those of too few people to be shown; 81 % of what people raise falls on "
        "those already heard. 3 of them were raised by one person alone, so that there are an estimated 9 (between 5 "
        "and 42), and 5 more people would bring about 1 new one."
    )
    assert sentence(table(9, 4, people=9)).endswith(
        "None was raised by one person alone: nothing points to others as broad as these."
    )


def test_an_interval_of_one_number_is_not_said():
    many = np.zeros((400, 24), dtype=bool)
    many[:40] = True
    many[1:, -1] = False
    assert "an estimated 24, and 5 more people would bring fewer than one new one." in sentence(many)


@given(arrays(bool, st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_what_always_holds(incidence):
    people, seen, total, once, twice = counts(incidence)
    assert once + twice <= seen <= total
    found = richness(incidence)
    assert seen <= found.low <= found.estimate <= found.high
    assert 0 <= expected_new(incidence, 3) <= unseen(incidence) + 1e-9
    covered = coverage(incidence)
    assert covered is None or 0 <= covered <= 1
    run = base_run(incidence, seed=1)
    assert (run is None) is (people < 6)
    assert run is None or run.at is None or 6 <= run.at <= people
