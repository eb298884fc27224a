"""Chats of Telegram Desktop as its export gives them in JSON: one chat, or all chats of an account.

    {"name", "type": "private_group", "id", "messages": [
     {"id", "type": "message", "date": local time, "date_unixtime", "from", "from_id": "user1", "text": "words", or
      ["words ", {"type": "link", "text": "https://…"}, …], "text_entities": [{"type", "text"}]},
     {"id", "type": "service", "actor", "action": "create_group", "text": ""}]}
    {"chats": {"list": [chat, …]}, "left_chats": {"list": []}}

A text with links, mentions or letters in bold is a list of pieces, which together are the words as they were written.
Files seen: mlomb/chat-analytics and joweich/chat-miner on GitHub (samples of their tests).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.json import get, records, word
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import Post, has, post_reader

_CHATS = ("chats.list", "left_chats.list")
# What may hold words that stand in no text.
_SPOKEN = {"voice_message": "voice messages", "video_message": "video messages"}
_SILENT = "messages without text (pictures, polls …)"
SHAPE = Shape(
    platform="Telegram",
    text=("text",),
    key=("chat+id",),
    speaker=("from", "from_id"),
    when=("date_unixtime", "date"),
    excluded=lambda record, text: "repost" if record.get("forwarded_from") else None,
)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The messages of each chat; what Telegram reports of a chat, and what has no text, is counted aside."""
    chats = [chat for path in _CHATS for chat in records(get(value, path))]
    for number, chat in enumerate(chats or [value], 1):
        if not isinstance(chat, Mapping) or not isinstance(chat.get("messages"), list):
            yield "", chat
            continue
        twice = _twice(chat)
        for at, message in enumerate(chat["messages"], 1):
            if isinstance(message, Mapping) and message.get("type") == "service":
                aside["service messages (who joined, called or pinned)"] += 1
                continue
            if isinstance(message, Mapping):
                message = _joined(message, chat, twice)
                if not message["text"].strip():
                    aside[_SPOKEN.get(str(message.get("media_type")), _SILENT)] += 1
            place = f"message {at}, id {word(get(message, 'id'))}"
            yield f"chat {number}, {place}" if chats else place, message


def _joined(message: Record, chat: Record, twice: set[str]) -> dict[str, Any]:
    """A message with its text in one piece; of people with the same name each has her id for a name."""
    text = message.get("text")
    pieces = text if isinstance(text, list) else [text]
    said = "".join(_piece(piece) for piece in pieces)
    if not said.strip():
        said = "".join(_piece(piece) for piece in records(message.get("text_entities")))
    name = None if word(message.get("from")) in twice else message.get("from")
    return {**message, "text": said, "from": name, "chat": chat.get("id")}


def _piece(piece: Any) -> str:
    text = piece.get("text") if isinstance(piece, Mapping) else piece
    return text if isinstance(text, str) else ""


def _twice(chat: Record) -> set[str]:
    """The names that more than one person of a chat has."""
    ids: defaultdict[str, set[str | None]] = defaultdict(set)
    for message in records(chat.get("messages")):
        if name := word(message.get("from")):
            ids[name].add(word(message.get("from_id")))
    return {name for name, people in ids.items() if len(people) > 1}


_MESSAGE = has(("text",), ("from", "from_id"), ("date_unixtime", "date"))


def signature(record: Record) -> tuple[str, ...] | None:
    """A message says of what type it is, when it was sent and by whom."""
    found = _MESSAGE(record) if record.get("type") == "message" else None
    return found and ("type 'message'", *found)


READER = post_reader(
    "telegram",
    "Telegram Desktop chats (JSON)",
    "social",
    SHAPE,
    signature=signature,
    hints=('"from_id"', '"date_unixtime"'),
    unpack=unpack,
    suffixes=(".json",),
    grade="real file seen",
)
