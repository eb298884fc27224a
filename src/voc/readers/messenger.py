"""Chats of Messenger and Instagram, as Meta's copy of an account gives them (``message_1.json`` of each chat).

    {"participants": [{"name"}], "title", "messages": [{"sender_name", "timestamp_ms", "content", "reactions": []}]}

Its letters are written twice: "café" stands there as the two signs of its last letter's UTF-8 each. What Meta says of a
chat begins with the name of whom it is about and what she did, "Ann joined the group.": nobody's words.
Files seen: the samples of mlomb/chat-analytics and joweich/chat-miner on GitHub.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.json import get, word
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import SYSTEM, Post, has, of_machines, post_reader

_SILENT = "messages without text (pictures, calls, reactions …)"
# What stands for a tap on another's message, in English.
_TAP = re.compile(r"(?:Liked a message|Reacted .{1,10} to your message ?)", re.DOTALL)

# What stands behind the name in what Meta says of somebody; it is written in the language of the account.
_DID = re.compile(
    r"(?:joined|left|named|renamed|changed|added|removed|set|created|started|ended|sent|shared|pinned|unpinned|unsent"
    r"|missed|called|turned|made|deleted|cleared|replied|reacted|liked|waved|voted|updated|invited|accepted|declined"
    r"|hat|ha|est|s['’]est|a (?:quitté|rejoint|ajouté|supprimé|retiré|nommé|changé|modifié|défini|créé|épinglé|envoyé)"
    r"|salió|abandonó|cambió|añadió|agregó|eliminó|creó|nombró|envió|saiu|entrou|adicionou|removeu|alterou|mudou|criou"
    r"|enviou)(?!\w)"
)


def _excluded(record: Record, text: str) -> str | None:
    if _TAP.fullmatch(text):
        return "a reaction, nothing said"
    name = word(record.get("sender_name")) or "\0"
    of_meta = "users" in record or "call_duration" in record or record.get("is_unsent") is True
    return SYSTEM if of_meta or (text.startswith(f"{name} ") and _DID.match(text, len(name) + 1)) else None


SHAPE = Shape(
    platform="Messenger",
    text=("content",),
    key=("chat+timestamp_ms+sender_name",),
    speaker=("sender_name",),
    when=("timestamp_ms",),
    excluded=_excluded,
    split=of_machines,
)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The messages of a chat, oldest first; those without text are counted aside."""
    if not isinstance(value, Mapping) or not isinstance(value.get("messages"), list):
        yield "", value
        return
    count = len(value["messages"])
    for back, message in enumerate(reversed(value["messages"])):
        if isinstance(message, Mapping) and "sender_name" in message and not word(get(message, "content")):
            aside[_SILENT] += 1
            continue
        place = f"message {count - back}"
        yield place, _once(message, value) if isinstance(message, Mapping) else message


def _once(message: Record, chat: Record) -> dict[str, Any]:
    """A message whose letters are written once, with its chat's name."""
    letters = {name: _letters(message.get(name)) for name in ("sender_name", "content") if name in message}
    return {**message, **letters, "chat": chat.get("thread_path") or chat.get("title")}


def _letters(text: Any) -> Any:
    try:
        return text.encode("latin-1").decode("utf-8") if isinstance(text, str) else text
    except UnicodeError:
        return text


READER = post_reader(
    "messenger",
    "Messenger and Instagram chats (JSON of Meta's copy)",
    "social",
    SHAPE,
    signature=has(("sender_name",), ("timestamp_ms",), ("content",)),
    hints=('"sender_name"',),
    unpack=unpack,
    suffixes=(".json",),
    grade="real file seen",
)
