"""Comments of YouTube: answers of its API, of yt-dlp (``.info.json``), and of youtube-comment-downloader (lines).

{"kind": "youtube#commentThreadListResponse", "items": [{"snippet": {"topLevelComment": comment,
 "totalReplyCount"}, "replies": {"comments": [comment]}}]}
comment: {"id", "snippet": {"textOriginal", "textDisplay": HTML, "authorDisplayName", "authorChannelId": {"value"},
 "channelId", "publishedAt"}}
{"extractor": "youtube", "comments": [{"id", "parent", "text", "author", "author_is_uploader", "timestamp"}]}
{"cid", "text", "author", "votes", "time": "2 weeks ago", "time_parsed"}

An answer to a comment is a comment like another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.json import get, word
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import OWN_ACCOUNT, Post, has, post_reader

_API = has(("snippet.textOriginal", "snippet.textDisplay"))
_LISTED = has(("text",), ("author",), ("parent",), ("author_is_uploader", "like_count", "is_favorited"))
_LINES = has(("cid",), ("text",), ("author",), ("votes", "time_parsed", "reply"))


def _excluded(record: Record, _: str) -> str | None:
    """What the owner of the video writes below it is a host's, no visitor's."""
    author = word(get(record, "snippet.authorChannelId.value"))
    owner = author is not None and author == word(get(record, "snippet.channelId"))
    return OWN_ACCOUNT if owner or record.get("author_is_uploader") is True else None


SHAPE = Shape(
    platform="YouTube",
    text=("snippet.textOriginal", "snippet.textDisplay", "text"),
    key=("id", "cid"),
    speaker=("snippet.authorDisplayName", "snippet.authorChannelId.value", "author", "author_id"),
    when=("snippet.publishedAt", "timestamp", "time_parsed"),
    markup=frozenset(("snippet.textDisplay",)),
    excluded=_excluded,
)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The comments of a page, a thread or a video, each with its place; an answer follows what it answers."""
    if not isinstance(value, Mapping):
        yield "", value
    elif isinstance(value.get("items"), list):
        for number, item in enumerate(value["items"], 1):
            yield from _thread(item, f"comment {number}", aside)
    elif isinstance(value.get("comments"), list):
        yield from ((f"comment {number}", comment) for number, comment in enumerate(value["comments"], 1))
    else:
        yield from _thread(value, "", aside)


def _thread(item: Any, place: str, aside: Counter[str]) -> Iterator[Post]:
    top = get(item, "snippet.topLevelComment")
    if top is None:
        yield place, item
        return
    yield place, top
    given = get(item, "replies.comments")
    replies = given if isinstance(given, list) else []
    for number, reply in enumerate(replies, 1):
        yield f"{place}, reply {number}" if place else f"reply {number}", reply
    total = get(item, "snippet.totalReplyCount")
    if type(total) is int and total > len(replies):
        aside["replies that YouTube left out of its answer"] += total - len(replies)


def signature(record: Record) -> tuple[str, ...] | None:
    """A comment in one of the three shapes."""
    return _API(record) or _LISTED(record) or _LINES(record)


READER = post_reader(
    "youtube_comments",
    "YouTube comments: Data API, yt-dlp, youtube-comment-downloader",
    "social",
    SHAPE,
    signature=signature,
    hints=('"textDisplay"', '"textOriginal"', '"cid"', "youtube"),
    unpack=unpack,
)
