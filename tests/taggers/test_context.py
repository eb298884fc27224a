"""The chain of quotes: what one sentence lends the next, and whom it never lends to."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from voc.quotes import records
from voc.taggers._context import _ANSWERS, _TEMPER, in_context, links, touchpoint_links
from voc.taggers._match import NONE, softmax_with_none

COURIER, WAIT = "It was the courier.", "I sat there all day."


def _stages(tags):
    return [tag.label for tag in tags if tag.kind == "stage"]


def _pair(first=None, second=None):
    shared = {"source_kind": "interview", "locator": "line 1", "participant": "P001"}
    return (shared | {"text": COURIER} | (first or {}), shared | {"text": WAIT} | (second or {}))


INHERITS = [
    ("one turn", _pair(), ["delivery", "delivery"]),
    ("the next turn", _pair(second={"locator": "line 3"}), ["delivery", "delivery"]),
    ("one survey answer", _pair({"source_kind": "survey"}, {"source_kind": "survey"}), ["delivery", "delivery"]),
    ("the sentence before", tuple(reversed(_pair())), ["delivery", "delivery"]),
    ("another person", _pair(second={"participant": "P002"}), ["delivery", None]),
    ("another person, next turn", _pair(second={"participant": "P002", "locator": "line 2"}), ["delivery", None]),
    ("another file", _pair(second={"source": "b.txt"}), ["delivery", None]),
    ("a named and an unnamed person", _pair(second={"participant": None}), ["delivery", None]),
    (
        "two unnamed speakers",
        _pair({"participant": None}, {"participant": None, "locator": "line 2"}),
        ["delivery", None],
    ),
    *(
        (
            f"two of a kind: {kind}",
            _pair({"source_kind": kind}, {"source_kind": kind, "locator": "row 3"}),
            ["delivery", None],
        )
        for kind in ("survey", "social", "review", "ticket")
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in INHERITS], ids=[case[0] for case in INHERITS])
def test_who_inherits_the_subject(run_tagger, rows, expected):
    assert _stages(run_tagger("stage", *rows)) == expected


def test_a_new_subject_takes_over(run_tagger):
    first, last = _pair()
    tags = run_tagger("stage", first, first | {"text": "Then the compensation ticket."}, last)
    assert _stages(tags) == ["delivery", "claim", "claim"]


def test_the_next_turn_inherits_less_surely_than_the_same(run_tagger):
    same = run_tagger("stage", *_pair())[1]
    later = run_tagger("stage", *_pair(second={"locator": "line 3"}))[1]
    assert later.confidence < same.confidence


def test_an_inherited_stage_does_not_claim_similar_words(run_tagger):
    # "I sat there all day" shares no word with any code: what carried the judgement stands before it.
    inherited = run_tagger("stage", *_pair())[1]
    assert inherited.start is None
    assert inherited.reason != "similar words"


def test_the_chances_of_going_on(quotes_of):
    rows = [
        {"text": "a", "locator": "l1", "participant": "P1", "source_kind": "interview"},
        {"text": "b", "locator": "l1", "participant": "P1", "source_kind": "interview"},
        {"text": "c", "locator": "l2", "participant": "P1", "source_kind": "interview"},
        {"text": "d", "locator": "l3", "participant": "P2", "source_kind": "interview"},
        {"text": "e", "locator": "l4", "participant": "P1", "source_kind": "interview"},
        {"text": "f", "locator": "l4", "participant": "P1", "source_kind": "survey", "source": "s.csv"},
        {"text": "g", "locator": "l5", "participant": "P1", "source_kind": "survey", "source": "s.csv"},
    ]
    stay = links(records(quotes_of(*rows)))
    assert stay[[0, 3, 4, 5, 6]].tolist() == [0, 0, 0, 0, 0]
    assert 0 < stay[2] < stay[1] < 1
    assert links([]).shape == (0,)
    sooner = touchpoint_links(records(quotes_of(*rows)))
    assert ((sooner > 0) == (stay > 0)).all()
    assert (sooner[1:3] < stay[1:3]).all()


codes = st.integers(1, 5)
logits = st.floats(0, 30)


@given(codes.flatmap(lambda n: arrays(float, (1, n), elements=logits)))
def test_a_lone_quote_gets_the_plain_softmax(own):
    plain = np.exp(own) / (np.exp(own).sum() + np.exp(NONE))
    np.testing.assert_allclose(in_context(own, np.zeros(1)), plain, rtol=1e-9)
    np.testing.assert_allclose(softmax_with_none(own, NONE), plain, rtol=1e-9)


@given(st.data())
def test_unlinked_quotes_are_judged_as_if_alone(data):
    shape = (data.draw(st.integers(1, 6)), data.draw(codes))
    own = data.draw(arrays(float, shape, elements=logits))
    np.testing.assert_allclose(in_context(own, np.zeros(len(own))), softmax_with_none(own, NONE), atol=1e-12)


@given(st.data())
def test_posteriors_are_probabilities(data):
    count, size = data.draw(st.integers(0, 12)), data.draw(codes)
    own = data.draw(arrays(float, (count, size), elements=logits))
    stay = data.draw(arrays(float, (count,), elements=st.floats(0, 1)))
    asked = [
        data.draw(st.none() | arrays(float, (size,), elements=logits), label=f"question {row}") for row in range(count)
    ]
    chances = in_context(own, stay, asked)
    assert chances.shape == own.shape
    assert ((chances >= 0) & (chances <= 1 + 1e-12)).all()
    assert (chances.sum(axis=1) <= 1 + 1e-9).all()


def _by_enumeration(own, stay, starts):
    """Posterior by adding up every path through the hidden states: slow and plain.

    Seen from one quote, its own words count in full, all others' with the power that tempers them.
    """
    count, size = own.shape
    said = np.exp(np.hstack([own, np.zeros((count, 1))]))
    total = np.zeros((count, size + 1))
    for here in range(count):
        seen = said**_TEMPER
        seen[here] = said[here]
        for path in product(range(size + 1), repeat=count):
            chance = starts[0][path[0]] * seen[0, path[0]]
            for row in range(1, count):
                moved = stay[row] * (path[row] == path[row - 1]) + (1 - stay[row]) * starts[row][path[row]]
                chance *= moved * seen[row, path[row]]
            total[here, path[here]] += chance
    return (total / total.sum(axis=1, keepdims=True))[:, :size]


@pytest.mark.parametrize("seed", range(5))
def test_forward_backward_agrees_with_adding_up_all_paths(seed):
    random = np.random.default_rng(seed)
    own, stay = random.uniform(0, 6, (4, 3)), random.uniform(0, 1, 4)
    stay[0] = 0
    fresh = np.append(np.ones(3), np.exp(NONE))
    fresh /= fresh.sum()
    question = random.uniform(0, 6, 3)
    posed = fresh * np.exp(np.append(question, 0)) ** _TEMPER
    answering = _ANSWERS * posed / posed.sum() + (1 - _ANSWERS) * fresh
    plain = _by_enumeration(own, stay, [fresh] * 4)
    np.testing.assert_allclose(in_context(own, stay), plain, rtol=1e-9)
    asked = _by_enumeration(own, stay, [fresh, fresh, answering, fresh])
    np.testing.assert_allclose(in_context(own, stay, [None, None, question, None]), asked, rtol=1e-9)


def test_a_long_chain_does_not_underflow():
    own = np.tile([[25.0, 0.0]], (3000, 1))
    chances = in_context(own, np.full(3000, 0.85))
    assert np.isfinite(chances).all()
    assert (chances[:, 0] > 0.99).all()
