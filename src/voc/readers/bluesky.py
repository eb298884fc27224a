"""Bluesky: posts as its API gives them (searches, feeds, threads), and records of the network, one a line.

{"posts": [post]}, {"feed": [{"post": post, "reason": …}]}, {"thread": {"post": post, "replies": [thread]}}
post: {"uri", "author": {"handle", "displayName"}, "record": {"text", "createdAt", "langs"}}
{"$type": "app.bsky.feed.post", "text", "createdAt", "langs"}, {"did", "commit": {"record": record, "rkey"}}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.json import get
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import Post, has, post_reader

_VIEW = has(("record.text",), ("author.handle", "author.did"))
_COMMIT = has(("commit.record.text",), ("did",))
_REPOST = "_repost"


def _record(record: Record) -> tuple[str, ...] | None:
    return has(("text",), ("createdAt",))(record) if record.get("$type") == "app.bsky.feed.post" else None


def signature(record: Record) -> tuple[str, ...] | None:
    """A post with its author, or a record of one."""
    return _VIEW(record) or _COMMIT(record) or _record(record)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The posts of a search, a feed or a thread, each before its answers."""
    waiting = [("", value)]
    while waiting:
        place, thing = waiting.pop()
        if not isinstance(thing, Mapping):
            yield place, thing
            continue
        inner = [(name, thing[name]) for name in ("posts", "feed", "replies") if isinstance(thing.get(name), list)]
        if isinstance(thing.get("thread"), Mapping):
            waiting.append((place, thing["thread"]))
        elif isinstance(thing.get("post"), Mapping):
            reposted = str(get(thing, "reason.$type") or "").endswith("reasonRepost")
            yield place, {**thing["post"], _REPOST: reposted}
        elif not inner:
            yield place, thing
        for name, posts in reversed(inner):
            what = {"feed": "post", "posts": "post"}.get(name, "reply")
            numbered = [(f"{what} {number}", post) for number, post in enumerate(posts, 1)]
            waiting += [(f"{place}, {own}" if place else own, post) for own, post in reversed(numbered)]


SHAPE = Shape(
    platform="Bluesky",
    text=("record.text", "commit.record.text", "text"),
    key=("uri", "commit.rkey", "cid"),
    speaker=("author.handle", "author.did", "author", "did", "repo"),
    when=("record.createdAt", "commit.record.createdAt", "createdAt", "indexedAt"),
    excluded=lambda record, _: "repost" if record.get(_REPOST) is True else None,
)
READER = post_reader(
    "bluesky",
    "Bluesky posts (JSON of its API, records one a line)",
    "social",
    SHAPE,
    signature=signature,
    hints=("app.bsky.feed.", "bsky.social", '"commit"'),
    unpack=unpack,
)
