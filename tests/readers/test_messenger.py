"""Chats of Messenger: what people say, and what Meta says of them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from voc.readers import Reading

Read = Callable[..., Reading]


def excluded(read: Read, who: str, text: str) -> object:
    said = [(who, text), ("Rae", "How was it?")]
    messages = [
        {"sender_name": name, "timestamp_ms": 1_776_000_000_000 - n * 60_000, "content": words}
        for n, (name, words) in enumerate(said)
    ]
    given = {"participants": [{"name": who}, {"name": "Rae"}], "title": "Ferry", "messages": messages}
    quotes = read({"message_1.json": json.dumps(given)}).quotes
    return quotes.loc[quotes["text"] == text, "excluded"].fillna("").item()


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("Will", "Will it ever come, I stood there for an hour."),
        ("Will", "Will a later boat wait for us?"),
        ("Jo", "Jo here, the ramp was closed again."),
        ("Mark", "Mark my words, the fare goes up."),
    ],
)
def test_who_begins_with_her_own_name_is_heard(read: Read, who: str, text: str) -> None:
    assert excluded(read, who, text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Will joined the group.",
        "Will named the group Ferry.",
        "Will set the nickname for Rae to Captain.",
        "Will sent an attachment.",
        "Will hat die Gruppe verlassen.",
        "Will a quitté le groupe.",
        "Will salió del grupo.",
    ],
)
def test_what_meta_tells_of_people_is_nobodys(read: Read, text: str) -> None:
    assert excluded(read, "Will", text) == "system message"
