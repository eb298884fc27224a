"""Whether a person said it at all, from some of her quotes: known cases, what cannot be told, and covering."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.journey import anyone
from voc.journey.correction import Drawn, share


def test_groups_leave_each_person_out_once():
    keep = anyone.groups(100)
    assert keep.shape == (41, 100)
    assert keep[0].all()
    assert ((keep[1:] == 0).sum(axis=0) == 1).all()
    assert anyone.groups(3).shape == (4, 3)


def test_known_counts_people_and_leaves_each_group_out():
    drawn = Drawn(np.full(4, np.nan), np.array([0, 0, 1, 2]), 3)
    assert anyone.known(np.array([1.0, 1, 0, 1]), drawn).tolist() == [2, 1, 2, 1]


def study(people, quotes, draw, *, pains=0.3, missed=0.4, made_up=0.1, rate=0.4):
    """People with so many quotes, their pains, tags that are wrong, and a sample with more of the doubtful quotes."""
    person = np.repeat(np.arange(people), quotes)
    pain = draw.random(len(person)) < draw.beta(1, (1 - pains) / pains, people)[person]
    wrong = draw.random(len(person)) < np.where(pain, missed, made_up)
    pi = np.clip(np.where(wrong, 1.5, 0.9) * rate, 0, 1)
    taken = draw.random(len(person)) < pi
    return (pain ^ wrong).astype(float), pain.astype(float), Drawn(np.where(taken, pi, np.nan), person, people)


def of_all(tag, pain, drawn):
    ones = np.ones(len(tag))
    return share((tag, ones), (pain, ones), drawn, everyone=True)


def test_where_nearly_all_was_reviewed_it_is_what_people_say():
    tag, pain, drawn = study(80, 4, np.random.default_rng(0), rate=0.95)
    truth = (np.bincount(drawn.person, pain) > 0).mean()
    assert of_all(tag, pain, drawn).value == pytest.approx(truth, abs=0.03)


def test_one_quote_that_nobody_reviewed_does_not_change_who_did():
    """Two quotes a person: whoever has one that people call a pain said it, whatever the other is."""
    person = np.repeat(np.arange(20), 2)
    drawn = Drawn(np.tile([0.5, np.nan], 20), person, 20)
    assert of_all(np.zeros(40), np.ones(40), drawn).value == pytest.approx(1.0)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(2, 12), st.floats(0.05, 0.9))
def test_it_is_a_share_with_an_interval_around_it(seed, quotes, rate):
    found = of_all(*study(15, quotes, np.random.default_rng(seed), rate=rate))
    if found is not None:
        assert 0 <= found.low <= found.value <= found.high <= 1


def test_nothing_reviewed_or_one_person_is_no_estimate():
    ones = np.ones(4)
    assert of_all(ones, ones, Drawn(np.full(4, np.nan), np.array([0, 0, 1, 1]), 2)) is None
    assert of_all(ones, ones, Drawn(np.array([0.5, 0.5, 0.5, np.nan]), np.zeros(4, dtype=np.int64), 1)) is None


def test_both_who_did_and_who_could_are_corrected():
    """The tagger puts every tenth quote to the stage that is not of it; nobody's pain there is one."""
    draw = np.random.default_rng(1)
    tag, pain, drawn = study(150, 5, draw)
    here = draw.random(len(tag)) < 0.4
    wrongly = ~here & (draw.random(len(tag)) < 0.1)
    said, could = here | wrongly, here.astype(float)
    found = share((tag * said, said.astype(float)), (pain * here, could), drawn)
    did, of = (np.bincount(drawn.person, each) > 0 for each in (pain * here, could))
    assert found.low < did.sum() / of.sum() < found.high
    assert found.high - found.low < 0.4


def test_the_interval_covers_where_the_tagger_misses_four_of_ten():
    draw, held, runs = np.random.default_rng(2), 0, 200
    large = study(200_000, 5, np.random.default_rng(3))
    truth = (np.bincount(large[2].person, large[1]) > 0).mean()
    for _ in range(runs):
        found = of_all(*study(60, 5, draw))
        held += found.low <= truth <= found.high
    assert 0.91 <= held / runs <= 0.99
