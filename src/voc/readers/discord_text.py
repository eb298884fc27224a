"""Channels of Discord as DiscordChatExporter gives them in plain text.

    ==============================================================
    Guild: The Ferry
    Channel: Text / general
    ==============================================================

    [7/12/2025 3:50 AM] mila (pinned)
    It left too early.

    {Attachments}
    https://…

Blocks in braces (files, embeds, stickers, reactions) are no words. What happened to the channel is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.dates import dates_of
from voc.reading.posts.posts import SYSTEM
from voc.reading.source import Source
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

_RULE = re.compile(r"={20,}")
_HEAD = re.compile(r"\[(?P<when>[^\]\n]{5,40}\d:\d\d[^\]\n]{0,20})\] (?P<name>.{1,80}?)(?: \(pinned\))?")
_BLOCK = re.compile(r"\{[A-Z][\w ]{2,30}\}")
# What the exporter writes for messages of Discord's own.
_HAPPENED = re.compile(
    r"Joined the server\.|Pinned a message\.|Started a (?:thread|call)\b.*|(?:Added|Removed) .* (?:to|from) the group\."
    r"|Left the group\.|Changed the channel (?:name|icon)\b.*"
)
# What stands between two rules below the last message.
_END = re.compile(r"Exported [\d.,\s]+ message(?:s|\(s\))?", re.IGNORECASE)
_TOP = 8


@dataclass
class _Message:
    line: int
    when: str
    name: str
    said: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


def sniff(source: Source) -> Guess | None:
    """A ruled head that names a channel, and messages below."""
    lines = source.head.lstrip("\ufeff\n").split("\n")
    top = lines[:_TOP]
    if not _RULE.fullmatch(top[0].strip()) or not any(line.startswith("Channel: ") for line in top):
        return None
    count = sum(_HEAD.fullmatch(line.strip()) is not None for line in lines)
    return Guess(0.99, (f"a head that names a channel, and {count} messages with time and author",)) if count else None


def turns(source: Source) -> list[Turn]:
    """Make a turn of each message; raises ``ReadError`` where there is none."""
    messages = list(_messages(source.text.split("\n")))
    if not messages:
        raise ReadError(f"{source.name}: no line begins with time and author; export the channel again")
    when = dates_of(source, [message.when for message in messages], "times of the messages")
    return [_turn(message, when(message.when)) for message in messages]


def _messages(lines: list[str]) -> Iterator[_Message]:
    """Each message with its words, and the blocks below them."""
    message: _Message | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        head = _HEAD.fullmatch(line)
        if head is not None or (_RULE.fullmatch(line) and _ends(lines, number)):
            if message is not None:
                yield message
            message = _Message(number, head["when"], head["name"]) if head else None
        elif message is not None and (message.blocks or _BLOCK.fullmatch(line)):
            message.blocks.append(line)
        elif message is not None:
            message.said.append(raw.rstrip())
    if message is not None:
        yield message


def _ends(lines: list[str], number: int) -> bool:
    """Whether a rule ends the messages: below it stands how many there are, or nothing."""
    below = next((line.strip() for line in lines[number:] if line.strip()), None)
    return below is None or _END.fullmatch(below) is not None


def _turn(message: _Message, moment: datetime | None) -> Turn:
    text = "\n".join(message.said).strip()
    place, key = f"line {message.line}", f"{message.when} {message.name}"
    if _HAPPENED.fullmatch(text):
        return Turn(None, text, place, "agent", SYSTEM, moment, key)
    if not text:
        return Turn(message.name, "\n".join(message.blocks).strip(), place, None, "media, no words", moment, key)
    return Turn(message.name, text, place, None, None, moment, key)


READER = transcript_reader(
    "discord_text",
    "Discord channels: DiscordChatExporter (text)",
    (".txt",),
    sniff,
    turns,
    grade="layout from documentation",
)
