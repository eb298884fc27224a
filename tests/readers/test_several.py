"""Several answers in one cell: a comma parts them, or is part of one."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.reading.surveys.several import apart, options

CELLS = ["Pier, Oars", "Pier", "Oars", "Pier, Yes, gladly", "Yes, gladly", "Oars, Yes, gladly", "Pier, a hut, maybe"]


def test_what_never_stands_alone_is_one_option() -> None:
    assert options(CELLS) == ("Pier", "Oars", "Yes, gladly")


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Pier, Oars", ["Pier", "Oars"]),
        ("Pier,Oars", ["Pier", "Oars"]),
        ("Pier, Yes, gladly", ["Pier", "Yes, gladly"]),
        ("Pier, a hut", ["Pier", "a hut"]),
        ("well, nothing", ["well, nothing"]),
        ("", [""]),
    ],
)
def test_a_cell_names_options(cell: str, named: list[str]) -> None:
    assert apart(cell, options(CELLS)) == named


@given(st.lists(st.text(alphabet="ab, ;/", max_size=12), max_size=12))
def test_no_letter_is_lost(cells: list[str]) -> None:
    known = options(cells)
    for cell in cells:
        assert [c for c in "".join(apart(cell, known)) if c.isalpha()] == [c for c in cell if c.isalpha()]


@pytest.mark.parametrize("cell", [" " * 100_000 + "x", "a, " * 30_000, "a / " * 20_000, ", " * 40_000])
def test_a_long_cell_takes_no_long_time(cell: str) -> None:
    begun = perf_counter()
    apart(cell, options([*CELLS, cell]))
    assert perf_counter() - begun < 5
