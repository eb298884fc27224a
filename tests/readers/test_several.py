"""Several answers in one cell: a comma parts them, or is part of one."""

from __future__ import annotations

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
