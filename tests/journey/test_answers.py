"""Closed answers as outcomes: NPS, CSAT by figures and words, renewal, and what is missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from voc.journey._answers import answers

N = None
NAN = float("nan")


def scale(name, kind, low=N, high=N, levels=N):
    return {"attribute": name, "kind": kind, "low": low, "high": high, "levels": levels}


CASES = [
    ("NPS", ["10", "9", "7", "6", "0", N], scale("NPS", "nps", 0, 10), [100, 100, 0, -100, -100, NAN], (-100, 100)),
    ("NPS", ["10", "11", "99", "-1", "x"], N, [100, NAN, NAN, NAN, NAN], (-100, 100)),
    ("How was it?", ["4", "5", "9"], scale("How was it?", "csat", 1, 5), [4, 5, NAN], (1, 5)),
    ("Mood", ["good", "bad", N], scale("Mood", "csat", levels="bad | good"), [2, 1, NAN], (1, 2)),
    ("csat", ["1", "5", "6"], N, [1, 5, NAN], (1, 5)),
    ("Renewed", ["yes", "No", "maybe", N], N, [100, 0, NAN, NAN], (0, 100)),
]


@pytest.mark.parametrize(("name", "cells", "told", "worth", "ends"), CASES)
def test_worth_by_person(name, cells, told, worth, ends):
    scales = N if told is N else pd.DataFrame([told])
    (answer,) = answers(pd.DataFrame({name: cells}), scales)
    assert np.array_equal(answer.worth, np.array(worth, dtype=float), equal_nan=True)
    assert (answer.low, answer.high) == ends


def test_missing_answers_are_said():
    (answer,) = answers(pd.DataFrame({"NPS": ["9"] * 9 + [N] * 31}), N)
    assert answer.missing() == "no answer of 31 of 40 people"
    (full,) = answers(pd.DataFrame({"NPS": ["9"]}), N)
    assert full.missing() is None


def test_traits_and_empty_outcomes_are_none():
    assert answers(pd.DataFrame({"Plan": ["S", "M"], "NPS": [N, "x"]}), N) == []
