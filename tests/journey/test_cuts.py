"""Attributes cut into groups, or left out with the reason."""

from __future__ import annotations

import pandas as pd
import pytest

from voc.journey.cuts import cut

N = None
CASES = [
    ("Plan", ["S", "M", "S", N, "M", "S"], "choice", {"M": [1, 4], "S": [0, 2, 5]}, None),
    ("Plan", ["S", "M ", "S", N, "M", "S"], None, {"M": [1, 4], "S": [0, 2, 5]}, None),
    ("Age", ["20", "30", "40", "50", N], "number", {"up to 35": [0, 1], "over 35": [2, 3]}, None),
    ("Age", ["1", "1", "1", "9", N], "number", {"up to 1": [0, 1, 2], "over 1": [3]}, None),
    ("Bikes", ["1", "2", "1", "2", "1"], None, {"1": [0, 2, 4], "2": [1, 3]}, None),
    ("Months", [str(n) for n in range(12)], None, {"up to 5.5": [*range(6)], "over 5.5": [*range(6, 12)]}, None),
    ("Uses", ["bus; car", "bus", N, "car"], "choices", {"bus": [0, 1], "car": [0, 3]}, None),
    ("NPS", ["1", "9", "1", "9"], "nps", {}, "how it went"),
    ("CSAT", ["1", "5", "1", "5"], None, {}, "how it went"),
    ("renewed", ["yes", "no", "yes", "no"], None, {}, "how it went"),
    ("Tags", ["a", "b", "c", "d"], None, {}, "4 different values for 4 people"),
    ("Country", ["NL", "NL", N], "choice", {}, "the same value, NL"),
    ("Country", [N, N], None, {}, "nobody has a value"),
    ("Age", ["old", "young", "old", "young"], "number", {}, "none of its values is one"),
    ("Age", ["1", "9", "9", "9"], "number", {}, "no value is above the median, 9"),
]


@pytest.mark.parametrize(("name", "cells", "kind", "groups", "reason"), CASES)
def test_groups_or_a_reason(name, cells, kind, groups, reason):
    found = cut(name, pd.Series(cells, dtype="object"), kind)
    assert {group: mask.nonzero()[0].tolist() for group, mask in found.groups.items()} == groups
    assert (found.reason is None) is (reason is None)
    assert reason is None or reason in found.reason
    for mask in found.groups.values():
        assert not (mask & ~found.known).any()
