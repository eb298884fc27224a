"""The text of a coded document: which words are whose, each an exact slice of the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.readers import Source
from voc.reading.coded.spoken import Span, spans

SOURCE = Source(Path("x"), "x")
Row = tuple[str | None, str, str]

CASES: dict[str, tuple[str, list[Row]]] = {
    "a transcript": (
        "Talk 3\n\nInterviewer: How was it?\nAnna: Slow. 😀\n\nIt lost my drawing.\n"
        "Interviewer: Why?\nAnna: Who knows.",
        [
            (None, "interviewer", "Talk 3"),
            ("Interviewer", "interviewer", "How was it?"),
            ("Anna", "participant", "Slow. 😀\n\nIt lost my drawing."),
            ("Interviewer", "interviewer", "Why?"),
            ("Anna", "participant", "Who knows."),
        ],
    ),
    "a short one with labels": (
        "I: Why?\nP1: Because.",
        [("I", "interviewer", "Why?"), ("P1", "participant", "Because.")],
    ),
    "words like the name in front of them": (
        "Q: Q?\nA: A\nQ: B?\nA: B",
        [("Q", "interviewer", "Q?"), ("A", "participant", "A"), ("Q", "interviewer", "B?"), ("A", "participant", "B")],
    ),
    "times in front and behind": (
        "[00:00:03] Q: Why?\n[00:00:10] A: It was slow.\n[00:00:20] Very slow. #00:00:24-5#\nQ: And?\nA: No.",
        [
            ("Q", "interviewer", "Why?"),
            ("A", "participant", "It was slow."),
            ("A", "participant", "Very slow."),
            ("Q", "interviewer", "And?"),
            ("A", "participant", "No."),
        ],
    ),
    "only the interviewer is marked": (
        "MODERATOR: Please log in.\nOkay, I am in.\nLocation: Dublin.\nMODERATOR: Thanks.\nIt is easy.",
        [
            ("MODERATOR", "interviewer", "Please log in."),
            (None, "participant", "Okay, I am in."),
            (None, "participant", "Location: Dublin."),
            ("MODERATOR", "interviewer", "Thanks."),
            (None, "participant", "It is easy."),
        ],
    ),
    "printed questions": (
        "1 Log in.\nOkay, done.\n2 Search for it.\nIt shows nothing.\n3 Log out.\nBye.",
        [
            (None, "interviewer", "1 Log in."),
            (None, "participant", "Okay, done."),
            (None, "interviewer", "2 Search for it."),
            (None, "participant", "It shows nothing."),
            (None, "interviewer", "3 Log out."),
            (None, "participant", "Bye."),
        ],
    ),
    "headings with times": (
        "Anna  0:01\nHello there\nTom  0:05\nHi you\nAnna  0:07\nBye",
        [("Anna", "participant", "Hello there"), ("Tom", "participant", "Hi you"), ("Anna", "participant", "Bye")],
    ),
    "only times": (
        "[00:01] It began.\n[00:05] It went on. #00:00:07-0#\n[00:09] It ended.\n[00:12] That was it.",
        [(None, "participant", words) for words in ("It began.", "It went on.", "It ended.", "That was it.")],
    ),
    "lines": ("One thing I noticed: it is slow.\n\n  Two. \n", [
        (None, "participant", "One thing I noticed: it is slow."),
        (None, "participant", "Two."),
    ]),
    "wrapped lines": ("I waited for\nan hour, and then\nnobody came.\n\nNext day.", [
        (None, "participant", "I waited for\nan hour, and then\nnobody came."),
        (None, "participant", "Next day."),
    ]),
    "a remark": ("(laughs)\nIt is fine.", [(None, "participant", "(laughs)"), (None, "participant", "It is fine.")]),
    "nothing": (" \n\n", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_who_says_what(case: str) -> None:
    text, rows = CASES[case]
    assert [(span.speaker, span.role, text[span.start : span.end]) for span in of(text)] == rows


def of(text: str) -> list[Span]:
    return list(spans(text, SOURCE, place="doc"))


def test_places_are_lines_of_the_text() -> None:
    text = CASES["a transcript"][0]
    assert [span.place for span in of(text)] == [
        "doc, line 1",
        "doc, turn 1, line 3",
        "doc, turn 2, line 4",
        "doc, turn 3, line 7",
        "doc, turn 4, line 8",
    ]


def test_what_is_no_evidence_says_why() -> None:
    assert [span.excluded for span in of(CASES["a transcript"][0])] == ["before the first speaker", *4 * [None]]
    assert [span.excluded for span in of("(laughs)\nYes.")] == ["remark, nothing said", None]
    titled = list(spans("Talk\nIt was slow.", SOURCE, headings=[(0, 4)], place="doc"))
    assert [(span.role, span.excluded) for span in titled] == [("interviewer", "heading"), ("participant", None)]


def test_a_question_goes_with_its_answers() -> None:
    assert [span.question for span in of(CASES["a transcript"][0])] == [None, None, "How was it?", None, "Why?"]


LINES = st.lists(
    st.sampled_from([
        "Interviewer: Why?", "Anna: It was slow. 😀", "Anna:", "ANNA: Again.", "Q: So?", "A: so", "Tom  0:12", "0:15",
        "[00:01:02] Anna: yes", "[00:01:09] and on", "so I left. #00:00:09-1#", "MODERATOR: Go on.", "1 Log in.",
        "2 Log out.", "3 Bye.", "[id1] cold", "[id2] warm", "(laughs)", "", "   ", "One thing: it broke", "\u2028x",
        "Transcribed by https://otter.ai", "Anna\tI see", "e\u0301te\u0301: oui", "**Anna**: bold", "- dash",
        "10:30 was late",
    ]) | st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    max_size=16,
).map("\n".join)  # fmt: skip


@given(LINES)
@settings(deadline=None, max_examples=400, derandomize=True, database=None)
def test_slices_are_in_order_and_hold_all_words_but_names_and_times(text: str) -> None:
    found = of(text)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert len({span.place for span in found}) == len(found)
