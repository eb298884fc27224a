"""A workspace's export of Slack: a folder for each channel with a file a day, and lists of people and channels.

    bugs/2026-02-03.json   [{"type": "message", "ts": "1770109200.000100", "user": "U01", "text", "subtype",
                             "client_msg_id", "bot_id", "thread_ts"}]
    users.json             [{"id": "U01", "name", "profile": {}}]
    channels.json          [{"id": "C01", "name", "created", "creator", "members": ["U01"]}]

A person is known by her id: names change, and not every message has them. The lists hold nobody's words. File seen:
``general/2020-03-16.json`` of Faxulous/supersecretbetcodehistoryformcp on GitHub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from voc.quotes import Passage
from voc.reading.archive import members, opened
from voc.reading.base import Guess
from voc.reading.json import records
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import SYSTEM, of_machines, post_reader
from voc.reading.source import Source
from voc.reading.tables.mail import AUTOMATIC

# Of all subtypes these are what somebody wrote; the others say who joined, left or pinned what, or what was deleted.
_WRITTEN = (None, "thread_broadcast", "file_share", "me_message")
_SIGN = re.compile(r"\d{10}\.\d{6}")
_ID = re.compile(r"[A-Z][A-Z0-9]+")
# What an export holds beside its channels; a list without an entry is known by its name alone, beside the others.
_LISTS = (
    "users.json", "channels.json", "groups.json", "dms.json", "mpims.json", "integration_logs.json", "canvases.json",
    "lists.json", "file_conversations.json", "huddle_transcripts.json", "org_users.json",
)  # fmt: skip
_NO_WORDS = "list of a Slack export: it holds no words"


def _excluded(record: Record, _: str) -> str | None:
    subtype = record.get("subtype")
    if subtype == "bot_message" or record.get("bot_id"):
        return AUTOMATIC
    return None if subtype in _WRITTEN else SYSTEM


SHAPE = Shape(
    platform="Slack",
    text=("text",),
    key=("client_msg_id", "user+ts"),
    speaker=("user", "username", "bot_id"),
    when=("ts",),
    entities=True,
    excluded=_excluded,
    split=of_machines,
)


def signature(record: Record) -> tuple[str, ...] | None:
    """A message has its time to the microsecond for an id."""
    known = record.get("type") == "message" and _SIGN.fullmatch(str(record.get("ts"))) and "text" in record
    return ("type 'message'", "'ts' to the microsecond") if known else None


MESSAGES = post_reader(
    "slack",
    "Slack export (JSON)",
    "social",
    SHAPE,
    signature=signature,
    hints=('"ts"',),
    suffixes=(".json",),
    grade="real file seen",
)


def sniff(source: Source) -> Guess | None:
    """A day of a channel, or one of the lists beside the channels."""
    return MESSAGES.sniff(source) or (Guess(0.97, (_NO_WORDS,)) if _is_list(source) else None)


def _is_list(source: Source) -> bool:
    """Whether a file lists the people or channels of a workspace, or what else an export lists."""
    if not source.head.lstrip().startswith("["):
        return False
    beside = source.path.name in _LISTS and len(_lists_beside(source)) >= 2
    if source.head.strip() == "[]":
        return beside
    if '"members"' not in source.head and '"profile"' not in source.head and not beside:
        return False
    found = records(source.json)
    return bool(found) and all(_is_entry(one, beside=beside) for one in found)


def _lists_beside(source: Source) -> set[str]:
    """The names of the lists in the folder, or the archive, that a file lies in."""
    if source.origin is None:
        return {name for name in _LISTS if (source.path.parent / name).is_file()}
    with opened(source.origin, source.name) as archive:
        return {PurePosixPath(name).name for name in members(archive)} & set(_LISTS)


def _is_entry(record: Record, *, beside: bool) -> bool:
    if not _ID.fullmatch(str(record.get("id", ""))):
        return beside and "text" not in record
    is_person = isinstance(record.get("profile"), dict) and "name" in record
    return is_person or isinstance(record.get("members"), list) or (beside and "text" not in record)


def read(source: Source) -> Iterator[Passage]:
    """Yield each message; of a list only that it holds no words."""
    if MESSAGES.sniff(source) is None and _is_list(source):
        source.note(_NO_WORDS)
        yield Passage("", "the list", excluded=_NO_WORDS)
    else:
        yield from MESSAGES.read(source)  # type: ignore[misc]


READER = replace(MESSAGES, sniff=sniff, read=read)
