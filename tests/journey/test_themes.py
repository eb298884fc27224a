"""Themes of invented groups that share no word, and the names that they are given."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.journey.naming import names
from voc.journey.themes import Mention, group

WORDS = {
    "battery": ["battery", "range", "charger", "power", "cold", "winter", "percent", "plug"],
    "courier": ["courier", "parcel", "door", "delivery", "neighbour", "slot", "van", "signature"],
    "invoice": ["invoice", "fee", "refund", "payment", "account", "bank", "deposit", "statement"],
}


def mention(number, words, person=None, places=(), tag="NN"):
    lemmas = tuple(words)
    person, passage = person or f"P{number:03d}", ("a.txt", f"turn {number}")
    return Mention(f"q{number:03d}", passage, person, lemmas, (tag,) * len(lemmas), lemmas, lemmas, tuple(places))


def groups(each=8, seed=0):
    """Mentions of three subjects, one a person: the subject's first word, four others, and a word of one's own."""
    draw = random.Random(seed)  # noqa: S311
    kinds = [kind for kind in WORDS for _ in range(each)]
    draw.shuffle(kinds)
    words = [[WORDS[kind][0], *draw.sample(WORDS[kind][1:], 4)] for kind in kinds]
    return kinds, [mention(number, [*own, f"own{number}"]) for number, own in enumerate(words)]


@pytest.mark.parametrize("seed", range(4))
def test_groups_that_share_no_word_are_told_apart(seed):
    kinds, items = groups(seed=seed)
    themes = group(items, least=3, seed=0)
    assert len(themes) == 3
    for theme in themes:
        assert len({kinds[member] for member in theme}) == 1
    assert sorted(member for theme in themes for member in theme) == list(range(len(items)))


def test_a_larger_study_goes_through_svd_and_is_told_apart_too():
    kinds, items = groups(each=20)
    themes = group(items, least=3, seed=0)
    assert [{kinds[member] for member in theme} for theme in themes] in (
        [{a}, {b}, {c}] for a, b, c in permutations(WORDS)
    )


def test_of_very_many_a_sample_makes_the_themes_and_the_others_go_to_the_nearest():
    draw = np.random.default_rng(0)
    kind = draw.integers(0, 3, 2500)
    meaning = np.eye(3)[kind] + draw.normal(0, 0.1, (2500, 3))
    items = [mention(number, []) for number in range(2500)]
    themes = group(items, least=3, seed=0, meaning=meaning)
    assert sum(map(len, themes)) == 2500
    assert [{kind[member] for member in theme} for theme in themes] in (
        [{a}, {b}, {c}] for a, b, c in permutations(range(3))
    )


def scattered(count):
    """Mentions all over a wide subject: no gap between any, and few near to the middle of all."""
    draw = np.random.default_rng(0)
    spread = 0.35 * draw.normal(size=(count, 24))
    return np.column_stack([np.ones(count), spread]), [mention(number, []) for number in range(count)]


def test_what_many_people_say_without_gaps_is_split_until_it_is_near():
    meaning, items = scattered(200)
    themes = group(items, least=3, seed=0, meaning=meaning)
    assert len(themes) > 3


def test_what_few_people_say_without_gaps_is_not_split():
    meaning, items = scattered(40)
    assert len(group(items, least=3, seed=0, meaning=meaning)) == 1


def test_one_subject_is_one_theme():
    items = [mention(number, WORDS["battery"]) for number in range(9)]
    assert [sorted(theme) for theme in group(items, least=3, seed=0)] == [list(range(9))]


@pytest.mark.parametrize(("people", "themes"), [(0, 0), (1, 0), (2, 0), (3, 1)])
def test_fewer_than_least_people_are_no_theme(people, themes):
    items = [mention(number, WORDS["battery"]) for number in range(people)]
    assert len(group(items, least=3, seed=0)) == themes


def test_many_mentions_of_two_people_are_no_theme():
    items = [mention(number, WORDS["battery"], person=f"P{number % 2}") for number in range(10)]
    assert group(items, least=3, seed=0) == []


def test_a_small_group_beside_large_ones_is_left_out_not_mixed_in():
    kinds, items = groups()
    lone = [mention(100 + number, ["zebra", "stripe", "savanna"], person="Zoe") for number in range(4)]
    themes = group([*items, *lone], least=3, seed=0)
    kinds += ["zebra"] * 4
    clean = [theme for theme in themes if "zebra" not in {kinds[member] for member in theme}]
    assert len(clean) >= 2
    for theme in themes:
        assert len({(*items, *lone)[member].person for member in theme}) >= 3


def test_the_place_tells_apart_what_the_words_do_not():
    items = [mention(n, ["slow", "bad", "wait"], places=["pier"] if n % 2 else ["website"]) for n in range(12)]
    varied = [replace(i, lemmas=(*i.lemmas, f"word{n}"), tags=(*i.tags, "NN")) for n, i in enumerate(items)]
    themes = group(varied, least=3, seed=0)
    assert {frozenset(member % 2 for member in theme) for theme in themes} == {frozenset({0}), frozenset({1})}


def test_mentions_without_a_content_word_do_not_break_it():
    items = [mention(number, ["the", "it"], tag="PRP") for number in range(5)]
    themes = group(items, least=3, seed=0)
    assert [sorted(theme) for theme in themes] == [[0, 1, 2, 3, 4]]
    empty = [mention(number, []) for number in range(5)]
    assert [sorted(theme) for theme in group(empty, least=3, seed=0)] == [[0, 1, 2, 3, 4]]


def test_two_ways_to_put_it_are_two_themes_the_larger_first():
    """All of a group in the very same words: two distinct texts are enough for two themes."""
    items = [mention(n, WORDS["battery"]) for n in range(4)] + [mention(10 + n, WORDS["invoice"]) for n in range(9)]
    themes = group(items, least=3, seed=0)
    assert [len(theme) for theme in themes] == [9, 4]


mentions = st.lists(
    st.tuples(st.sampled_from(sorted(WORDS)), st.integers(0, 6), st.integers(1, 5)), min_size=0, max_size=20
).map(
    lambda rows: [
        mention(number, WORDS[kind][:size], person=f"P{person}") for number, (kind, person, size) in enumerate(rows)
    ]
)


@settings(max_examples=25, deadline=None)
@given(mentions, st.integers(1, 4))
def test_themes_never_overlap_have_enough_people_and_come_out_the_same_twice(items, least):
    themes = group(items, least=least, seed=0)
    assert themes == group(items, least=least, seed=0)
    for first, second in combinations(themes, 2):
        assert not set(first) & set(second)
    for theme in themes:
        assert len(set(theme)) == len(theme)
        assert set(theme) <= set(range(len(items)))
        assert len({items[member].person for member in theme}) >= least


def test_a_name_is_made_of_the_themes_own_words_that_set_it_apart():
    kinds, items = groups()
    for kind, words in WORDS.items():
        own = [item for item, other in zip(items, kinds, strict=True) if other == kind]
        rest = [item for item, other in zip(items, kinds, strict=True) if other != kind]
        label = names([own], rest)[0]
        assert label
        assert set(label.replace(",", "").split()) <= set(words)


def test_a_word_that_everyone_uses_names_no_theme_first():
    own = [mention(number, ["bike", "battery"], tag="NN") for number in range(4)]
    rest = [mention(10 + number, ["bike", "invoice"]) for number in range(4)]
    assert names([own], rest)[0].split(", ")[0] in ("battery", "bike battery")


def test_one_persons_words_name_nothing():
    own = [mention(0, ["zebra"]), mention(1, ["giraffe"]), mention(2, ["lion"])]
    assert names([own])[0] == ""
    assert names([[mention(number, ["zebra"], person="P1") for number in range(5)]])[0] == ""


def test_a_name_says_no_word_twice_and_is_at_most_three_phrases():
    kinds, items = groups()
    own = [item for item, kind in zip(items, kinds, strict=True) if kind == "courier"]
    words = names([own])[0].replace(",", "").split()
    assert len(words) == len(set(words))
    assert len(names([own])[0].split(", ")) <= 3


def test_a_noun_phrase_is_kept_whole():
    own = [
        replace(mention(n, ["the", "loan", "bike", "come", "late"]), tags=("DT", "NN", "NN", "VBD", "RB"))
        for n in range(4)
    ]
    assert names([own])[0].startswith("loan bike")


@pytest.mark.parametrize(
    ("words", "tags", "named"),
    [
        (["fabric", "be", "thin"], ("NN", "VBD", "JJ"), "thin"),
        (["crew", "be", "not", "very", "friendly"], ("NN", "VBD", "RB", "RB", "JJ"), "not friendly"),
    ],
)
def test_what_a_thing_is_like_is_in_the_name(words, tags, named):
    own = [replace(mention(n, words), tags=tags) for n in range(4)]
    assert named in names([own])[0].split(", ")


def test_a_lemma_that_few_said_stands_as_the_word_that_was_said():
    own = [
        replace(mention(n, ["rebooke", "flight"]), forms=("rebooked", "flights" if n else "flight")) for n in range(4)
    ]
    assert names([own])[0] == "rebooked flights"


def test_words_that_were_blacked_out_name_nothing():
    own = [mention(n, ["xxxx", "account", "xx"]) for n in range(4)]
    assert names([own]) == ["account"]
