"""Whatever is drawn, in whatever order, and wherever people stop: the probabilities are right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.sampling import CERTAIN, Draw, Row, inclusion, numbers, seed_after

IDS = [f"q{place}" for place in range(40)]
SIZES = np.linspace(0.2, 3.0, 40)


def drawn(ids: Sequence[str], sizes: np.ndarray, seed: int, worked: int, judged: frozenset[str] = frozenset()) -> Draw:
    """A draw of all quotes, of which so many were asked for."""
    turn = numbers(ids, seed) / sizes
    rates = sizes / sizes.min()
    rows = []
    for place in np.argsort(turn):
        known = ids[place] in judged
        state = "known" if known else "done" if worked > 0 else "open"
        worked -= not known
        rows.append(Row(ids[place], float(rates[place]), state))
    return Draw(seed, rows)


def answered(draw: Draw) -> set[str]:
    return {row.quote_id for row in draw.rows if row.state in ("done", "known")}


def test_a_number_is_the_quotes_and_the_seeds_own() -> None:
    assert list(numbers(IDS, 3)) == list(numbers(IDS[::-1], 3))[::-1]
    assert not set(numbers(IDS, 3)) & set(numbers(IDS, 4))
    many = numbers([f"x{place}" for place in range(20_000)], 0)
    assert many.min() > 0
    assert many.max() < 1
    assert np.histogram(many, 10)[0] == pytest.approx(2000, abs=200)


@pytest.mark.parametrize("worked", [1, 5, 20, 39])
def test_weighted_by_the_probabilities_the_reviewed_stand_for_all_wherever_people_stop(worked: int) -> None:
    sums = []
    for seed in range(500):
        draw = drawn(IDS, SIZES, seed, worked)
        found = inclusion([draw], answered(draw))
        assert len(found) == worked
        sums.append(sum(1 / probability for probability in found.values()))
    assert np.mean(sums) == pytest.approx(len(IDS), abs=4 * np.std(sums) / np.sqrt(len(sums)))


def test_two_draws_with_other_sizes_stand_for_all_together() -> None:
    sums = []
    for seed in range(500):
        first = drawn(IDS, SIZES, seed, 8)
        second = drawn(IDS, SIZES[::-1], seed, 6, frozenset(answered(first)))
        done = answered(first) | {row.quote_id for row in second.rows if row.state == "done"}
        sums.append(sum(1 / probability for probability in inclusion([first, second], done).values()))
    assert np.mean(sums) == pytest.approx(len(IDS), abs=4 * np.std(sums) / np.sqrt(len(sums)))


def test_what_is_reached_and_not_answered_makes_the_others_stand_for_more() -> None:
    draw = drawn(IDS, np.ones(40), 0, 10)
    whole = inclusion([draw], answered(draw))
    gone = min(whole)
    assert inclusion([draw], answered(draw) - {gone}) == {
        quote_id: pytest.approx(probability * 0.9) for quote_id, probability in whole.items() if quote_id != gone
    }


def test_what_is_judged_by_choice_counts_once_it_is_reached() -> None:
    draw = drawn(IDS, np.ones(40), 0, 10)
    chosen = draw.rows[11].quote_id
    assert chosen not in inclusion([draw], answered(draw) | {chosen})
    later = drawn(IDS, np.ones(40), 0, 14)
    assert chosen in inclusion([later], answered(later))


def test_after_teaching_what_was_judged_is_certain_and_the_rest_has_a_sample_of_its_own() -> None:
    """First five reviews, from which taggers learn, then eight of the rest by other numbers."""
    sums = []
    for seed in range(500):
        before = drawn(IDS, SIZES, seed, 5)
        first = answered(before)
        rest = [name for name in IDS if name not in first]
        after = drawn(rest, np.ones(35), seed_after(seed, 1), 8)
        sure = [Row(name, CERTAIN, "known") for name in first]
        found = inclusion([before, Draw(after.seed, [*sure, *after.rows])], first | answered(after))
        assert {found[name] for name in first} == {1.0}
        sums.append(sum(1 / probability for probability in found.values()))
    assert np.mean(sums) == pytest.approx(len(IDS), abs=4 * np.std(sums) / np.sqrt(len(sums)))


def test_a_learned_version_has_a_seed_of_its_own() -> None:
    assert seed_after(7, None) == seed_after(7, 0) == 7
    assert len({7, seed_after(7, 1), seed_after(7, 2), seed_after(8, 1)}) == 4


def test_without_a_draw_worked_on_nothing_is_known() -> None:
    assert inclusion([], IDS) == {}
    assert inclusion([drawn(IDS, SIZES, 0, 0)], IDS) == {}


def test_all_reached_is_all_for_sure() -> None:
    assert inclusion([drawn(IDS, SIZES, 0, 40)], IDS) == dict.fromkeys(IDS, 1.0)


@settings(deadline=None)
@given(worked=st.integers(0, 40), seed=st.integers(0, 2**32 - 1))
def test_going_on_makes_no_probability_smaller(worked: int, seed: int) -> None:
    less, more = (drawn(IDS, SIZES, seed, count) for count in (worked, min(worked + 1, 40)))
    before, after = (inclusion([draw], answered(draw)) for draw in (less, more))
    assert all(0 < probability <= after[quote_id] <= 1 for quote_id, probability in before.items())
