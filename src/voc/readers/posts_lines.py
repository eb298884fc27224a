"""Posts as JSON of any tool: one object a line or an array, with the text under one of the names that tools use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.json import get
from voc.reading.posts import posts as _posts
from voc.reading.posts.post_shape import Record, Shape, finder, is_gone
from voc.reading.posts.posts import Post
from voc.reading.source import Source
from voc.reading.values import by_line


def _excluded(record: Record, text: str) -> str | None:
    if record.get("reblog") or record.get("retweeted_status"):
        return "repost"
    return "deleted" if is_gone(text) else None


SHAPE = Shape(
    text=(
        *("full_text", "text", "content", "body", "selftext", "message", "comment", "review", "reviewText"),
        *("review_text", "review_body", "comment_text", "attributes.body", "cooked", "description"),
    ),
    key=(
        *("id_str", "id", "objectID", "reviewId", "review_id", "comment_id", "post_id", "tweet_id", "cid", "uuid"),
        "_id",
    ),
    speaker=(
        *("author", "account.acct", "user.screen_name", "username", "userName", "user_name", "user", "author_id"),
        *("user_id", "reviewer", "screen_name", "handle", "from.name", "from", "author.login", "user.login"),
        *("author.username", "author.handle", "author.name", "user.username", "user.name", "reviewer.displayName"),
        *("attributes.reviewerNickname", "author_title"),
    ),
    when=(
        *("created_at", "createdAt", "timestamp", "date", "created_utc", "published_at", "publishedAt", "created_time"),
        *("created", "published", "at", "time_parsed", "time", "ts", "createTime", "attributes.createdDate"),
        "review_datetime_utc",
    ),
    lang=("lang", "language"),
    channel=("platform", "network", "source", "channel", "subreddit"),
    markup=frozenset({"content", "comment_text", "cooked"}),
    excluded=_excluded,
)
# A review says how many stars were given, on a scale that is not known here; its title is the reviewer's own.
_STARS = ("rating", "stars", "star_rating", "overall", "score", "attributes.rating", "starRating", "review_rating")
REVIEW = replace(
    SHAPE,
    title=("title", "review_title", "summary", "attributes.title"),
    agent=("replyContent", "reply_text", "developerResponse", "reviewReply.comment", "owner_answer"),
    attributes={"rating": _STARS, "version": ("appVersion", "reviewCreatedVersion", "version")},
)
_RATED = frozenset(_STARS) - {"score"}
# Under these names a document keeps its posts, and a post its answers.
_PACKED = frozenset(
    ("posts", "tweets", "statuses", "comments", "reviews", "items", "data", "results", "messages", "entries", "hits")
)
_ANSWERS = frozenset(("replies", "comments"))
_NESTING = _PACKED | _ANSWERS
_LOOKED_AT = 1_000
_said = finder(SHAPE.text)


def _is_review(record: Record) -> bool:
    """A score alone is none: posts have one, too, made of votes."""
    rated = not _RATED.isdisjoint(record) or get(record, "attributes.rating") is not None
    return rated or ("score" in record and "reviewId" in record)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The posts in the lists of a document, each before its answers; any other object is one post."""
    waiting = [("", value)]
    while waiting:
        place, thing = waiting.pop()
        if not isinstance(thing, Mapping) or _NESTING.isdisjoint(thing):
            yield place, thing
            continue
        is_post = _said(thing) is not None
        names = _ANSWERS if is_post else _PACKED
        packed = [
            (f"{place}, {name} {number}" if place else f"{name} {number}", post)
            for name, posts in thing.items()
            if name in names and isinstance(posts, list)
            for number, post in enumerate(posts, 1)
        ]
        if is_post or not packed:
            yield place, thing
        waiting += reversed(packed)


def sniff(source: Source) -> Guess | None:
    """A record has a text under a known name; the first may be only a picture or a boost."""
    if source.suffix == ".json" and not any(f'"{name.rpartition(".")[2]}"' in source.head for name in SHAPE.text):
        return None
    first = islice(_posts.posts(source, unpack, Counter()), _LOOKED_AT)
    # A document that is one object, and texts with a beginning and an end, are a recording's transcript.
    said = ((record, found) for place, record in first if (found := _said(record)) and place != _posts.WHOLE)
    record, found = next(said, ({}, None))
    if found is None or ("start" in record and "end" in record):
        return None
    if by_line(source):
        return Guess(0.8, (f"one JSON object a line, text under {found[0]!r}",))
    return Guess(0.7, (f"a list of JSON objects, text under {found[0]!r}",))


def read(source: Source) -> Iterator[Passage]:
    """Yield each post; one without words is counted as blank, a reblog of another's passed on with the reason."""
    aside: Counter[str] = Counter()
    post, review = SHAPE.passages(), REVIEW.passages()
    for number, (place, record) in enumerate(_posts.posts(source, unpack, aside), 1):
        if place == _posts.WHOLE and not _ANSWERS.isdisjoint(record):
            aside["description of what the comments are about, no post"] += 1
            continue
        is_review = _is_review(record)
        if number == 1 and is_review:
            source.kind = "review"
        yield from (review if is_review else post)(record, place, _posts.nobody(place, number))
    _posts.told(source, aside)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what the keys of the first record with words become."""
    found = _posts.posts(source, unpack, Counter())
    first: Record = next((record for _, record in found if _said(record)), {})
    return _posts.becomes(REVIEW if _is_review(first) else SHAPE, first)


READER = Reader(
    "posts_lines",
    "Posts or reviews as JSON, of any tool: one object a line, or a list",
    "social",
    (".jsonl", ".ndjson", ".json", ".zst"),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
