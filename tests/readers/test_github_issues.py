"""Issues of GitHub: what somebody wrote in Markdown, and what is a heading, code or nobody's words."""

from __future__ import annotations

from time import perf_counter

import pytest

from voc.quotes import Passage
from voc.readers.github_issues import split


def parts(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.text, one.question, one.excluded) for one in split(Passage(text, "the document", "ann"))]


CODE = "code or a log"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### What happened? ###\nIt froze.", [("It froze.", "What happened?", None)]),
        ("**Steps**:\nI opened it.", [("I opened it.", "Steps", None)]),
        ("## \nIt froze.", [("It froze.", None, None)]),
        ("### #\nIt froze.", [("It froze.", None, None)]),
        ("It froze.\n```\nTrace\n# no heading\n```\nTwice.", [
            ("It froze.", None, None), ("Trace\n# no heading", None, CODE), ("Twice.", None, None),
        ]),
        ("```npm start``` froze.\nTwice.", [("```npm start``` froze.\nTwice.", None, None)]),
        ("> Is it new?\n>\n> Or old?\n\nNew.", [
            ("Is it new?\n\nOr old?", None, "quoted from another"), ("New.", None, None),
        ]),
        ("### Logs\n_No response_\n<!-- please fill in -->", []),
    ],
)  # fmt: skip
def test_the_parts_of_an_issue(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("text", ["# " * 50_000 + "x", "# " + "#" * 100_000 + "x", "<!--" * 25_000, "> \n" * 30_000])
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    begun = perf_counter()
    parts(text)
    assert perf_counter() - begun < 5
