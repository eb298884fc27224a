"""Channels of Discord as DiscordChatExporter gives them in JSON.

    {"guild": {"id", "name"}, "channel": {"id", "name"}, "messages": [{"id", "type": "Default" | "Reply" | …,
     "timestamp", "content", "author": {"id", "name", "discriminator": "0000", "nickname", "isBot"}}]}

An author is known by the account's name, which no two have; the nickname is another on each server.
File seen: ``tests/samples/discord/SV_5A_5M.json`` of mlomb/chat-analytics on GitHub.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.json import get, word
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import SYSTEM, Post, has, of_machines, post_reader
from voc.reading.tables.mail import AUTOMATIC

# All other types say that somebody joined, pinned, called or named something.
_WRITTEN = ("Default", "Reply")
# Accounts without a number behind their name.
_NO_NUMBER = (None, "0", "0000")


def _excluded(record: Record, _: str) -> str | None:
    if record.get("type", "Default") not in _WRITTEN:
        return SYSTEM
    return AUTOMATIC if get(record, "author.isBot") is True else None


SHAPE = Shape(
    platform="Discord",
    text=("content",),
    key=("id",),
    speaker=("author.account", "author.id"),
    when=("timestamp",),
    excluded=_excluded,
    split=of_machines,
)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The messages of a channel."""
    if not isinstance(value, Mapping) or not isinstance(value.get("messages"), list):
        yield "", value
        return
    for at, message in enumerate(value["messages"], 1):
        yield f"message {at}, id {word(get(message, 'id'))}", _signed(message)


def _signed(message: Any) -> Any:
    """A message with its author's whole name: older accounts share a name and have a number each."""
    author = get(message, "author")
    name, number = word(get(author, "name")), word(get(author, "discriminator"))
    if name is None:
        return message
    return {**message, "author": {**author, "account": name if number in _NO_NUMBER else f"{name}#{number}"}}


READER = post_reader(
    "discord",
    "Discord channels: DiscordChatExporter (JSON)",
    "social",
    SHAPE,
    signature=has(("content",), ("timestamp",), ("author.isBot", "author.discriminator")),
    hints=('"isBot"', '"discriminator"'),
    unpack=unpack,
    suffixes=(".json",),
    grade="real file seen",
)
