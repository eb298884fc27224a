"""Texts as other programs can show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from voc.reports._measure import holds, lines
from voc.reports._text import pieces, short, shown

ANY = st.text(st.characters(codec=None))


@given(ANY)
def test_a_shown_text_goes_into_any_file(text):
    made = shown(text)
    made.encode("utf-8")
    node = etree.Element("a")
    node.text = made
    assert shown(made) == made


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("\u202eabc", "\u202c"),
        ("\u202eabc\u202c", ""),
        ("\u2066\u202ea", "\u202c\u2069"),
        ("\u2067\u202ea\u2069", ""),
        ("\u202c", ""),
    ],
)
def test_direction_marks_are_closed(text, end):
    assert shown(text) == text + end


@given(st.text(), st.integers(4, 40))
def test_pieces_are_the_whole_text_and_none_is_too_long(text, most):
    made = pieces(text, most)
    assert "".join(made) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= most for part in made)


@given(st.text(), st.integers(4, 80))
def test_a_short_text_is_short(text, most):
    assert len(short(text, most).rstrip("\u202c\u2069")) <= most + 1


@given(st.text(max_size=200), st.floats(2, 40), st.integers(1, 5))
def test_what_holds_fits(text, room, most):
    end = holds(text, room, most)
    assert lines(text[:end], room) <= most
