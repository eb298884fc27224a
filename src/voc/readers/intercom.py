"""Intercom conversations as its API gives them: one, a list, or one a line.

    {"type": "conversation", "id", "created_at": epoch, "source": {"type", "id", "subject", "body": HTML,
     "author": {"type": "user" | "lead" | "admin" | "bot", "id", "name", "email"}},
     "conversation_parts": {"conversation_parts": [{"id", "part_type", "body", "author", "created_at", "redacted"}]},
     "conversation_rating": {"rating", "remark"}}

What users and leads write is evidence. Parts without a text (assignments, closings) are events and say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.dates import parse_date
from voc.reading.html import is_html, plain
from voc.reading.json import get, records, word
from voc.reading.people import signed
from voc.reading.posts.objects import Record, named, objects
from voc.reading.scales import Scale
from voc.reading.source import Source
from voc.reading.tables import mail as _mail

_LISTS = ("conversations", "data", "conversation")
_CUSTOMERS = ("user", "lead", "contact", "visitor")
# Parts that only the team sees.
_PRIVATE = ("note", "assignment", "note_and_reopen", "conversation_attribute_updated_by_admin")
_RATING = "conversation rating"


def sniff(source: Source) -> Guess | None:
    """A conversation has a source with an author, and parts or the type "conversation"."""
    if '"source"' not in source.head or '"author"' not in source.head:
        return None
    for _, record in islice(objects(source, *_LISTS), 5):
        author = get(record, "source.author.type")
        if isinstance(author, str) and ("conversation_parts" in record or record.get("type") == "conversation"):
            return Guess(0.98, (f"source.author.type {author!r}", "conversation_parts"))
    return None


def read(source: Source) -> Iterator[Passage]:
    """Yield each message of each conversation, and what was remarked at its end."""
    for place, record in named(source, "conversation", *_LISTS):
        yield from list(_conversation(record, place)) or [Passage("", place, key=word(record.get("id")))]
    source.scales[_RATING] = Scale("csat", 1, 5, reason="Intercom's conversation_rating")


def _conversation(record: Record, place: str) -> Iterator[Passage]:
    subject = _plain(get(record, "source.subject"))
    parts = get(record, "conversation_parts.conversation_parts") or record.get("conversation_parts")
    messages = [*records([record.get("source")]), *records(parts)]
    channel = word(get(record, "source.type"))
    rating = word(get(record, "conversation_rating.rating"))
    attributes = {_RATING: rating} if rating is not None else {}
    customer: str | None = None
    for number, message in enumerate(messages):
        text = _plain(message.get("body"))
        if text is None:
            continue
        what = f"part {number}" if number else "first message"
        is_customer = get(message, "author.type") in _CUSTOMERS
        speaker = _speaker(message, place) if is_customer else None
        customer = customer or speaker
        made = Passage(
            text,
            f"{place}, {what}",
            speaker=speaker,
            role="participant" if is_customer else "agent",
            question=subject if is_customer else None,
            channel=channel,
            timestamp=_when(message.get("created_at")) or (_when(record.get("created_at")) if not number else None),
            attributes=attributes if is_customer else {},
            excluded=_excluded(message),
            key=" / ".join(filter(None, (word(record.get("id")), word(message.get("id")) or what))),
        )
        yield from _mail.split(made) if is_customer else [made]
    yield from _remark(record, place, customer, attributes)


def _remark(record: Record, place: str, customer: str | None, attributes: dict[str, str]) -> Iterator[Passage]:
    rating = record.get("conversation_rating")
    remark = _plain(get(rating, "remark"))
    who = customer or signed(word(get(rating, "contact.id") or get(rating, "customer.id")), place)
    key = f"{word(record.get('id'))} / rating"
    when = _when(get(rating, "created_at"))
    if remark is not None:
        yield Passage(remark, f"{place}, rating remark", speaker=who, timestamp=when, attributes=attributes, key=key)
    elif attributes and customer is None:
        yield Passage("", f"{place}, rating", speaker=who, timestamp=when, attributes=attributes, key=key)


def _excluded(message: Record) -> str | None:
    if message.get("redacted") is True:
        return "deleted"
    return "private note" if message.get("part_type") in _PRIVATE else None


def _speaker(message: Record, place: str) -> str:
    author = message.get("author")
    return signed(word(get(author, "email")) or word(get(author, "id")), place)


def _plain(value: Any) -> str | None:
    """HTML to its text; what has none is missing."""
    text = word(value)
    if text is None:
        return None
    return (plain(text) if is_html(text) else text.strip()) or None


def _when(value: Any) -> datetime | None:
    return parse_date(word(value))


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what the keys of the first conversation become."""
    becomes = {
        "source": "quotes, where a user or lead wrote it; its subject: question of the quotes",
        "conversation_parts": "quotes of users and leads; agent's words; private notes (never evidence)",
        "conversation_rating": "attribute of the participant: scale; its remark: quotes",
        "created_at": "timestamp",
        "id": "id of the record",
    }
    first = next((record for _, record in objects(source, *_LISTS)), {})
    return [(name, becomes.get(name, "left out")) for name in first]


READER = Reader(
    "intercom",
    "Intercom conversations (JSON)",
    "ticket",
    (".json", ".jsonl", ".ndjson"),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
