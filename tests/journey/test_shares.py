from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from voc.journey.shares import share

WORKED = [
    # did, could, least, (n, of, share)
    ([1, 0, 0, 0], [1, 1, 1, 1], 3, (1, 4, 0.25)),
    ([1, 0, 0, 1], [1, 1, 1, 0], 3, (1, 3, 0.3333)),
    ([0, 0, 0], [1, 1, 1], 3, (0, 3, 0.0)),
    ([1, 1, 1], [1, 1, 1], 3, (3, 3, 1.0)),
    ([1, 1], [1, 1], 3, None),
    ([1, 1, 1], [1, 1, 0], 3, None),
    ([0], [0], 0, None),
    ([], [], 1, None),
]


@pytest.mark.parametrize(("did", "could", "least", "expected"), WORKED)
def test_shares_by_hand(did, could, least, expected):
    found = share(np.array(did, dtype=float), np.array(could, dtype=float), least=least)
    if expected is None:
        assert found is None
    else:
        assert (found.n, found.of, found.share) == expected


def test_one_person_has_no_interval():
    found = share(np.array([1.0]), np.array([1.0]), least=1)
    assert (found.share, found.low, found.high, found.n, found.of) == (1.0, None, None, 1, 1)


@pytest.mark.parametrize(("n", "of"), [(0, 12), (1, 3), (7, 20), (12, 12), (150, 4000)])
def test_the_interval_is_wilsons_as_scipy_has_it(n, of):
    found = share(np.arange(of) < n, np.ones(of), least=3)
    theirs = binomtest(n, of).proportion_ci(method="wilson")
    assert (found.low, found.high) == (round(theirs.low, 4), round(theirs.high, 4))


@settings(derandomize=True)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=3, max_size=20))
def test_n_of_and_bounds(people):
    did, could = (np.array(column, dtype=float) for column in zip(*people, strict=True))
    found = share(did, could, least=3)
    if could.sum() < 3:
        assert found is None
        return
    assert found.n <= found.of == could.sum()
    assert found.share == round(found.n / found.of, 4)
    assert 0 <= found.low <= found.share <= found.high <= 1
