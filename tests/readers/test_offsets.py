"""Places as other programs count them: line ends, emoji, byte-order marks, ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.reading.coded import marked as _marked
from voc.reading.coded import offsets as _offsets
from voc.reading.coded.marked import Mark
from voc.reading.coded.offsets import Counting, Marked

TEXT = "Anna: hello\nIt was 👍🏽 e\u0301asy, really.\nThe courier came late.\n"
WORDS = ("hello", "e\u0301asy, really.", "The courier came late.")


def as_counted(text: str, counting: Counting, words: str) -> tuple[int, int]:
    """Where words lie, sign by sign as a program with this counting would say it."""

    def offset(place: int) -> int:
        signs = text[:place]
        wide = sum(ord(sign) > 0xFFFF for sign in signs)
        return place + counting.first + signs.count("\n") * (counting.line_end - 1) + wide * (counting.wide - 1)

    start = text.index(words)
    return offset(start), offset(start + len(words)) - counting.last


ALL = [Counting(end, wide, first, last) for end in (1, 2) for wide in (1, 2) for first in (0, 1) for last in (0, 1)]


@pytest.mark.parametrize("counting", ALL, ids=lambda counting: counting.told or "code points")
def test_words_that_are_said_to_stand_there_tell_how_they_are_counted(counting: Counting) -> None:
    marked = [Marked(*as_counted(TEXT, counting, words), words) for words in WORDS]
    found = _offsets.settle(TEXT, marked, Counting())
    assert [TEXT[slice(*place)] for place in _offsets.placed(TEXT, marked, found)] == list(WORDS)


@pytest.mark.parametrize("counting", ALL, ids=lambda counting: counting.told or "code points")
def test_ends_of_words_tell_it_where_nothing_is_said(counting: Counting) -> None:
    text = TEXT * 4
    words = [f"Part {number} ends here" for number in range(6)]
    text += "\n".join(f"👍 {one}, doesn't it?" for one in words)
    marked = [Marked(*as_counted(text, counting, one)) for one in words]
    found = _offsets.settle(text, marked, Counting())
    assert [text[slice(*place)] for place in _offsets.placed(text, marked, found)] == words


def test_nothing_speaks_against_the_usual_counting() -> None:
    marked = [Marked(0, 11), Marked(3, 9), Marked(12, 17)]
    assert _offsets.settle(TEXT, marked, Counting()) == Counting()


def test_one_sloppy_selection_does_not_change_the_counting() -> None:
    marked = [Marked(*as_counted(TEXT, Counting(), words)) for words in WORDS] + [Marked(14, 20)]
    assert _offsets.settle(TEXT, marked, Counting()) == Counting()


def test_places_beyond_the_text_speak_for_a_counting_that_has_none() -> None:
    text = "one\n" * 50
    assert _offsets.settle(text, [Marked(245, 248)], Counting()) == Counting(line_end=2)


@pytest.mark.parametrize(
    ("raw", "text", "usual"),
    [
        ("a\nb", "a\nb", Counting()),
        ("a\r\nb", "a\nb", Counting(line_end=2)),
        ("\ufeffa\rb", "a\nb", Counting(first=1)),
        ("a\x00b", "a\ufffdb", Counting()),
    ],
)
def test_a_text_is_read_with_plain_line_ends(raw: str, text: str, usual: Counting) -> None:
    assert _offsets.plain(raw) == (text, usual)


SIGNS = st.text(st.sampled_from("ab \n😀é\u0301,.ß中"), min_size=1, max_size=60)


@given(SIGNS, st.sampled_from(ALL), st.data())
@settings(deadline=None, max_examples=150, derandomize=True, database=None)
def test_every_counting_is_undone(text: str, counting: Counting, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    def offset(place: int) -> int:
        wide = sum(ord(sign) > 0xFFFF for sign in text[:place]) * (counting.wide - 1)
        return place + counting.first + wide + text.count("\n", 0, place) * (counting.line_end - 1)

    marked = [Marked(offset(start), offset(end) - counting.last)]
    # An end that is the last sign of two is somewhere within it: then the whole sign is meant, or none of it.
    found = _offsets.placed(text, marked, counting)[0]
    assert found[0] == start
    assert found[1] in ((end,) if not counting.last else (end, end - 1))


def test_marks_go_where_their_words_are() -> None:
    marks = [
        Mark(6, 11, "hello", "right"),
        Mark(0, 4, "courier", "elsewhere"),
        Mark(0, 4, "nowhere", "lost"),
        Mark(12, 18, None, "unsaid"),
        Mark(90, 99, None, "outside"),
    ]
    placed = _marked.place(TEXT, marks, Counting())
    assert [(TEXT[start:end], mark.what) for start, end, mark in placed.there] == [
        ("hello", "right"),
        ("courier", "elsewhere"),
        ("It was", "unsaid"),
    ]
    assert (placed.found_again, placed.lost) == (1, 2)


def test_words_that_stand_twice_are_not_found_again() -> None:
    assert _offsets.elsewhere("no, no, never", "no") is None  # too short to prove anything
    assert _offsets.elsewhere("never say never", "never") is None
    assert _offsets.elsewhere("a  really\nlong way", "really long") == (3, 14)
