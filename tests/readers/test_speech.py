"""Names in front of what is said."""

from __future__ import annotations

import pytest

from voc.readers._speech import prefix, speakers


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Anna: hello", ("Anna", 6)),
        ("Anna :  hello", ("Anna", 8)),
        ("Smith, John (Guest): hello", ("Smith, John (Guest)", 21)),
        ("https://example.org: down", None),
        ("at 10:30 we left", None),
        ("Anna:", None),
        (f"{'x' * 61}: too long", None),
        ("no colon at all", None),
    ],
    ids=["name", "space before colon", "guest", "address", "clock", "nothing said", "too long", "no colon"],
)
def test_a_possible_speaker_and_where_her_words_begin(line: str, found: tuple[str, int] | None) -> None:
    assert prefix(line) == found


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["One thing I noticed: it is slow"], set()),
        (["One thing I noticed: it is slow", "One thing I noticed: it is loud"], set()),
        (["The point is: it is slow", "The point is: nobody cares"], set()),
        (["Anna: hi", "Tom: hi", "Anna: One thing I noticed: slow", "Tom: ok"], {"Anna", "Tom"}),
        (["Speaker 1: hi", "SPEAKER_02: hi"], {"Speaker 1", "SPEAKER_02"}),
        (["Interviewer: hi", "P1: hi"], {"Interviewer", "P1"}),
        (["Q: hi?", "A: hi"], {"Q", "A"}),
        (["So Yeon: hi", "So Yeon: it is slow"], {"So Yeon"}),
        (["My Linh: hi", "My Linh: it is slow"], {"My Linh"}),
        (["You Jin: hi", "You Jin: it is slow"], {"You Jin"}),
    ],
    ids=[
        "clause once", "clause twice", "the point is", "names", "labels", "roles", "q and a", "Korean name",
        "Vietnamese name", "Chinese name",
    ],
)  # fmt: skip
def test_only_what_the_file_bears_out_is_a_speaker(lines: list[str], names: set[str]) -> None:
    assert speakers(lines) == names
