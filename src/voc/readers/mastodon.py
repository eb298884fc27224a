"""Mastodon: statuses as its API gives them (lines or a list), and the ``outbox.json`` of an account's archive.

    {"id", "uri", "created_at", "content": HTML, "spoiler_text", "language", "visibility", "account": {"acct", "bot"},
     "reblog": status or null}
    {"type": "OrderedCollection", "orderedItems": [{"type": "Create", "object": {"id", "content": HTML, "summary",
     "published", "attributedTo", "to": [], "cc": [], "contentMap": {"en"}}}, {"type": "Announce", "object": address}]}

An archive holds its owner's posts alone. Other servers of the Fediverse write the same two shapes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from voc.quotes import Passage
from voc.reading.base import Reader
from voc.reading.json import get, word
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import Post, has, of_owner, passages, post_reader, posts, told
from voc.reading.source import Source

# An account's address: https://server/users/name, https://server/@name, https://server/ap/users/number.
_ACCOUNT = re.compile(r"https?://([^/]+)/(?:.*/)?@?([^/]+)/?$")
_PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")


def _excluded(record: Record, _: str) -> str | None:
    """Another's words, words that were not for the public, and what a machine says of itself to be one."""
    if record.get("reblog"):
        return "repost"
    if record.get("visibility") in ("private", "direct"):
        return "not public"
    return "automatic message" if get(record, "account.bot") is True else None


# The address of a post is one in the API and in the archive; its number is one only on its server.
SHAPE = Shape(
    platform="Mastodon",
    text=("content", "reblog.content"),
    title=("spoiler_text",),
    key=("uri", "id"),
    speaker=("account.acct", "account.username"),
    when=("created_at",),
    lang=("language",),
    markup=frozenset(("content", "reblog.content", "spoiler_text")),
    excluded=_excluded,
)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """Statuses alone or in pages; the posts of an archive in the shape of a status."""
    if not isinstance(value, Mapping):
        yield "", value
    elif isinstance(value.get("orderedItems"), list):
        for number, activity in enumerate(value["orderedItems"], 1):
            if get(activity, "type") == "Announce":
                aside["boosts of others, of which an archive has only the address"] += 1
            elif isinstance(written := get(activity, "object"), Mapping):
                yield f"post {number}", _status(written, activity)
            else:
                aside["activities that are no posts"] += 1
    elif isinstance(value.get("statuses"), list):
        yield from ((f"post {number}", post) for number, post in enumerate(value["statuses"], 1))
    else:
        yield "", value


def _status(written: Record, activity: Record) -> Record:
    """A post of an archive, in the shape that the API gives it."""
    owner = _ACCOUNT.match(word(written.get("attributedTo")) or word(activity.get("actor")) or "")
    languages = written.get("contentMap")
    seen_by = [one for name in ("to", "cc") for one in _listed(written.get(name))]
    return {
        "uri": written.get("id"),
        "created_at": written.get("published") or activity.get("published"),
        "content": written.get("content"),
        "spoiler_text": written.get("summary"),
        "language": next(iter(languages), None) if isinstance(languages, Mapping) else None,
        "visibility": "private" if seen_by and not any(one in _PUBLIC for one in seen_by) else None,
        "account": {"acct": f"{owner[2]}@{owner[1]}" if owner else "the owner of the archive"},
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def read(source: Source) -> Iterator[Passage]:
    """Yield each post; those of an archive are its owner's."""
    aside: Counter[str] = Counter()
    found = passages(source, SHAPE, posts(source, unpack, aside))
    yield from of_owner(source, found) if _is_archive(source) else found
    told(source, aside)


def _is_archive(source: Source) -> bool:
    return source.suffix == ".json" and '"orderedItems"' in source.head


READER: Reader = replace(
    post_reader(
        "mastodon",
        "Mastodon: statuses of the API, outbox.json of an archive",
        "social",
        SHAPE,
        signature=has(("content",), ("account.acct",), ("visibility", "spoiler_text", "uri")),
        hints=('"account"', '"orderedItems"'),
        unpack=unpack,
        grade="real file seen",
    ),
    read=read,
)
