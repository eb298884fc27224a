"""Severity and ranks: worked by hand, and against a plain loop over the same resamples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy import sign
from scipy.stats import norm, t, ttest_rel

from voc.journey.pains import hurts, intensities, rank
from voc.journey.resample import weights

NO = np.nan

HURTS = [
    # facets, sentiment, counts as a pain
    ({"pain"}, "neutral", True),
    ({"pain"}, "positive", True),
    ({"pain", "delight"}, "neutral", True),
    (set(), "negative", True),
    ({"need"}, "negative", True),
    ({"delight"}, "negative", False),
    (set(), "neutral", False),
    (set(), "positive", False),
    (set(), None, False),
    ({"pain"}, None, True),
    ({"pain", "hearsay"}, "negative", False),
    ({"hearsay"}, "negative", False),
]


@pytest.mark.parametrize(("facets", "sentiment", "expected"), HURTS)
def test_what_counts_as_a_pain(facets, sentiment, expected):
    quotes = pd.DataFrame({"quote_id": ["q"], "sentiment": [sentiment]}).astype("str")
    assert hurts(quotes, {facet: {"q"} for facet in facets}).tolist() == [expected]


def test_intensities_by_hand():
    quotes = pd.DataFrame(
        [
            ("a", "Ann", -0.8), ("b", "Ann", -0.4), ("c", "Ann", 0.9), ("d", "Ben", 0.5), ("e", "Ben", 0.0),
            ("f", "Cem", -1.0), ("g", "Cem", None),
        ],
        columns=["quote_id", "person", "valence"],
    )  # fmt: skip
    table = intensities(quotes, [["a", "b", "c", "d"], ["e", "f"], ["g"]], ["Ann", "Ben", "Cem", "Dee"])
    # Ann: mean of .8 and .4, her positive quote left out; Ben raised it in plain words: as the others did; Cem's "g"
    # has nobody to go by: the mean over all pains; Dee said nothing.
    np.testing.assert_allclose(table, [[0.6, NO, NO], [0.6, 1.0, NO], [NO, 1.0, 0.8], [NO, NO, NO]])


def test_plain_words_alone_make_severity_the_prevalence():
    """Six of six say that the courier never came, in words that no lexicon rates."""
    quotes = pd.DataFrame({"quote_id": list("abcdef"), "person": list("ABCDEF"), "valence": 0.0})
    (pain,) = rank(intensities(quotes, [list("abcdef")], list("ABCDEFG")), weights(7, 500, 0))
    assert pain.severity == pytest.approx(6 / 7)


def test_severity_is_prevalence_times_intensity():
    strengths = np.array([[0.8, NO], [0.4, NO], [NO, 0.9], [NO, NO], [NO, NO]])
    first, second = rank(strengths, weights(5, 500, 0))
    assert (first.theme, first.n, first.intensity) == (0, 2, pytest.approx(0.6))
    assert first.severity == pytest.approx(2 / 5 * 0.6)
    assert (second.theme, second.n) == (1, 1)
    assert second.severity == pytest.approx(1 / 5 * 0.9)


def test_no_themes():
    assert rank(np.zeros((4, 0)), weights(4, 200, 0)) == []
    assert rank(np.zeros((0, 0)), weights(0, 200, 0)) == []


def test_a_pain_that_dominates_is_first_beyond_doubt():
    strengths = np.full((40, 3), NO)
    strengths[:, 0], strengths[:5, 1], strengths[5:9, 2] = 0.9, 0.1, 0.1
    first, second, third = rank(strengths, weights(40, 2000, 0))
    assert (first.theme, first.rank_low, first.rank_high, first.p_top3, first.tied) == (0, 1, 1, 1.0, ())
    assert second.tied == (3,)
    assert third.tied == (2,)


def test_only_three_of_four_can_be_in_the_top_3():
    strengths = np.full((60, 4), NO)
    for theme, people in enumerate((60, 45, 30, 4)):
        strengths[:people, theme] = 0.5
    ranked = rank(strengths, weights(60, 2000, 0))
    assert [entry.theme for entry in ranked] == [0, 1, 2, 3]
    assert [entry.p_top3 for entry in ranked] == [1.0, 1.0, 1.0, 0.0]


def test_two_pains_alike_in_all_are_tied_both_ways():
    strengths = np.array([[0.5, 0.5], [0.5, 0.5], [NO, NO], [0.1, 0.1]])
    first, second = rank(strengths, weights(4, 2000, 0))
    assert (first.tied, second.tied) == ((2,), (1,))


def test_a_lead_by_one_person_is_no_lead():
    """Who raises B raises A too, but for one more who raises only A: she is left out of a third of the resamples."""
    strengths = np.array([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [0.5, NO], [NO, NO], [NO, NO]])
    first, second = rank(strengths, weights(6, 2000, 0))
    assert first.theme == 0
    assert (first.tied, second.tied) == ((2,), (1,))


@st.composite
def strengths_of(draw):
    people, themes = draw(st.integers(3, 12)), draw(st.integers(1, 6))
    table = draw(arrays(float, (people, themes), elements=st.floats(0, 1) | st.just(NO)))
    for theme in range(themes):
        if np.isnan(table[:, theme]).all():
            table[draw(st.integers(0, people - 1)), theme] = 0.5
    return table


@settings(deadline=None, derandomize=True)
@given(strengths_of(), st.integers(0, 3))
def test_ranks_hold_together(strengths, seed):
    ranked = rank(strengths, weights(len(strengths), 300, seed))
    assert sorted(entry.theme for entry in ranked) == list(range(strengths.shape[1]))
    severities = [entry.severity for entry in ranked]
    assert severities == sorted(severities, reverse=True)
    for place, entry in enumerate(ranked, 1):
        assert 1 <= entry.rank_low <= place <= entry.rank_high <= len(ranked)
        assert 0 <= entry.p_top3 <= 1
        assert place not in entry.tied
        assert 0 <= entry.severity_low <= entry.severity_high <= 1
        assert 0 <= entry.share_low <= entry.share_high <= 1
        assert entry.severity == pytest.approx(entry.n / len(strengths) * entry.intensity)
    assert sum(entry.p_top3 for entry in ranked) == pytest.approx(min(3, len(ranked)))


@settings(deadline=None, derandomize=True)
@given(strengths_of())
def test_a_tie_is_a_tie_from_both_sides(strengths):
    ranked = rank(strengths, weights(len(strengths), 300, 0))
    ties = {(place, other) for place, entry in enumerate(ranked, 1) for other in entry.tied}
    assert ties == {(other, place) for place, other in ties}


def test_the_rank_interval_holds_the_rank_even_of_many_weak_pains():
    """Sixty pains of one person each: in most resamples some other of them is drawn more often than the first."""
    strengths = np.full((60, 60), NO)
    np.fill_diagonal(strengths, np.linspace(0.52, 0.5, 60))
    assert {(entry.rank_low, entry.rank_high) for entry in rank(strengths, weights(60, 2000, 0))} == {(1, 60)}


def _plain(strengths, drawn):
    """Severities of every resample by writing out the people that were drawn."""
    table = np.zeros((len(drawn), strengths.shape[1]))
    for number, weight in enumerate(drawn):
        crowd = np.repeat(strengths, weight.astype(int), axis=0)
        for theme in range(strengths.shape[1]):
            raised = crowd[~np.isnan(crowd[:, theme]), theme]
            if len(raised):
                table[number, theme] = len(raised) / len(crowd) * raised.mean()
    return table


@pytest.mark.parametrize("seed", range(3))
def test_ranks_and_intervals_agree_with_a_plain_loop(seed):
    random = np.random.default_rng(seed)
    strengths = np.where(random.random((15, 5)) < 0.5, random.random((15, 5)), NO)
    drawn = weights(15, 400, seed)
    severities = _plain(strengths, drawn)
    ranked = rank(strengths, drawn)
    felt = np.nan_to_num(strengths)
    points = felt.sum(axis=0) / 15
    assert [entry.theme for entry in ranked] == list(np.argsort(-points))
    order = [entry.theme for entry in ranked]
    ranks = [[1 + sum(row[o] > row[t] for o in order) for t in order] for row in severities.round(12)]
    for place, entry in enumerate(ranked):
        low, high = np.percentile(severities[:, entry.theme], [2.5, 97.5])
        wider = t.ppf(0.975, 14) / norm.ppf(0.975) * np.sqrt(15 / 14)
        # Beside the fifteen stands 0.4 of a person who feels nothing, or all there is.
        low, high = entry.severity - wider * (entry.severity - low), entry.severity + wider * (high - entry.severity)
        assert entry.severity_low == pytest.approx(max(15 * low / 15.4, 0))
        assert entry.severity_high == pytest.approx(min((15 * high + 0.4) / 15.4, 1))
        assert entry.p_top3 == pytest.approx(np.mean([row[place] <= 3 for row in ranks]))
        others = [ttest_rel(felt[:, entry.theme], felt[:, other]) for other in order if other != entry.theme]
        apart = [sign(found.statistic) if found.pvalue < 0.05 else 0 for found in others]
        assert (entry.rank_low, entry.rank_high) == (1 + apart.count(-1), len(ranked) - apart.count(1))
        assert len(entry.tied) == apart.count(0)
