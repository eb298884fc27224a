"""Reposts and texts sent twice."""

from __future__ import annotations

import pytest

from voc.readers._repeats import Repeats

LONG = "the courier left my parcel in the rain and never rang"


@pytest.mark.parametrize(
    ("sent", "kind", "reason"),
    [
        ([("Nice bike", "a"), ("nice  bike!", "a")], "review", "duplicate"),
        ([("Nice bike", "a"), ("Nice bike", "b")], "review", None),
        ([(LONG, "a"), (f"{LONG.upper()}!", "b")], "social", "duplicate"),
        ([(LONG, None), (LONG, None)], "ticket", "duplicate"),
        ([("Nice bike", None), ("Nice bike", None)], "review", None),
        ([(f"@shop {LONG} https://t.co/1", "a"), (f"{LONG} https://t.co/2", "b")], "social", "duplicate"),
        ([(f"RT @mila: {LONG}", "b")], "social", "repost"),
        ([("rt mila: look", "b")], "review", "repost"),
        ([("RT @mila: look", "b")], "survey", None),
        ([("I said so", "a"), ("I said so", "a")], "interview", None),
        ([(LONG, "a"), (LONG, "b")], "interview", None),
        ([("👍", "a"), ("👍", "a")], "social", None),
        ([("Nice bike", "a"), ("Nice bikes", "a")], "review", None),
    ],
    ids=[
        "same person", "short, two people", "long, two people", "long, unsigned", "short, unsigned", "another link",
        "repost", "repost without @", "a survey has no reposts", "people repeat themselves in talk", "long, in talk",
        "no words", "other words",
    ],
)  # fmt: skip
def test_the_last_of_these_is(sent: list[tuple[str, str | None]], kind: str, reason: str | None) -> None:
    repeats = Repeats()
    assert [repeats.reason(text, person, kind) for text, person in sent][-1] == reason
