"""Posts of X (Twitter) as its API gives them: pages of v2, as documents or one a line (twarc), and tweets of v1.1.

    {"data": [{"id", "text", "author_id", "created_at", "lang", "referenced_tweets": [{"type", "id"}],
     "note_tweet": {"text"}}], "includes": {"users": [{"id", "username"}], "tweets": []}, "meta": {}}

``includes`` holds posts that others refer to; they are context, no hits of the search, and are not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.json import records, word
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import Post, post_reader

# Beside id and text, what only a post of X has.
_OWN = ("edit_history_tweet_ids", "public_metrics", "conversation_id", "referenced_tweets", "author_id")


def _excluded(record: Record, _: str) -> str | None:
    """A repost is no evidence of her own words; a quote is one, it holds only what she added."""
    referred = any(one.get("type") == "retweeted" for one in records(record.get("referenced_tweets")))
    return "repost" if referred or isinstance(record.get("retweeted_status"), Mapping) else None


SHAPE = Shape(
    platform="X",
    text=("note_tweet.text", "extended_tweet.full_text", "full_text", "text"),
    key=("id_str", "id"),
    speaker=("author.username", "user.screen_name", "username", "author_id", "user.id_str"),
    when=("created_at",),
    lang=("lang",),
    entities=True,
    excluded=_excluded,
)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The posts of a page, each joined with its author; a line of a stream holds one, of a flat file it is one."""
    if not isinstance(value, Mapping):
        yield "", value
        return
    data = value.get("data")
    if isinstance(data, Mapping) and "data" in data:  # as HTTP clients wrap the answer
        yield from unpack(data, aside)
    elif isinstance(data, list | Mapping):
        users = {word(user.get("id")): user for user in records(_includes(value).get("users"))}
        posts = data if isinstance(data, list) else [data]
        for number, post in enumerate(posts, 1):
            yield f"post {number}" if isinstance(data, list) else "", _signed(post, users)
    elif isinstance(value.get("statuses"), list):
        yield from ((f"post {number}", post) for number, post in enumerate(value["statuses"], 1))
    elif "meta" not in value or "text" in value:  # a page without hits has nothing else
        yield "", value


def _includes(page: Record) -> Record:
    found = page.get("includes")
    return found if isinstance(found, Mapping) else {}


def _signed(post: Any, users: Mapping[str | None, Record]) -> Any:
    if not isinstance(post, Mapping) or isinstance(post.get("author"), Mapping):
        return post
    return {**post, "author": users.get(word(post.get("author_id")))}


def signature(record: Record) -> tuple[str, ...] | None:
    """An id of digits, and what only posts of X have."""
    if str(record.get("id_str", "")).isdigit() and isinstance(record.get("user"), Mapping):
        return ("id_str and user, as in API v1.1",) if "text" in record or "full_text" in record else None
    own = next((name for name in _OWN if name in record), None)
    if not isinstance(record.get("text"), str) or own is None or not str(record.get("id", "")).isdigit():
        return None
    if own == "author_id" and not str(record["author_id"]).isdigit():
        return None
    return ("an id of digits", f"{own!r}, as in API v2")


READER = post_reader(
    "x_api",
    "X (Twitter) API: v2 answers, twarc files, v1.1 tweets",
    "social",
    SHAPE,
    signature=signature,
    hints=('"author_id"', '"edit_history_tweet_ids"', '"public_metrics"', '"referenced_tweets"', '"id_str"'),
    unpack=unpack,
    suffixes=(".json", ".jsonl", ".ndjson", ".zst"),
)
