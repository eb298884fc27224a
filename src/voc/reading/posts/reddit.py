"""Submissions and comments of Reddit, be it from the API, a dump, or what researchers keep of PRAW's objects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from voc.quotes import Passage
from voc.reading.posts.post_shape import Record, Shape, is_gone
from voc.reading.posts.posts import Post, has
from voc.reading.tables.mail import QUOTED

_QUOTES = re.compile(r"^[ ]{0,3}>(?!!)", re.MULTILINE)
_ROBOT = re.compile(r"\bI am a bot\b.{0,60}\baction was performed automatically\b", re.DOTALL)
# Under these, PRAW's objects and the API hold the answers to a submission or comment.
_INSIDE = ("comments", "replies")


def excluded(record: Record, text: str) -> str | None:
    """What was deleted, with its title; what a machine wrote."""
    if is_gone(text) or is_gone(record.get("body", record.get("selftext"))):
        return "deleted"
    robot = record.get("author") == "AutoModerator" or ("bot" in text and _ROBOT.search(text))
    return "automatic message" if robot else None


def split(passage: Passage) -> Iterator[Passage]:
    """What a comment quotes (``> words``, to the end of the paragraph) is another's; ``>!`` hides her own words."""
    if ">" not in passage.text or not _QUOTES.search(passage.text):
        yield passage
        return
    counts: Counter[str] = Counter()
    for quoted, lines in groupby(_marked(passage.text), key=itemgetter(0)):
        text = "".join(line for _, line in lines).strip("\r\n")
        if text.strip():
            name = QUOTED if quoted else "part"
            counts[name] += 1
            first = not quoted and counts[name] == 1
            place = passage.locator if first else f"{passage.locator}, {name} {counts[name]}"
            reason = passage.excluded or (QUOTED if quoted else None)
            yield replace(passage, text=text, locator=place, excluded=reason)


def _marked(text: str) -> Iterator[tuple[bool, str]]:
    """Each line with its end, and whether it belongs to a quote."""
    quoted = False
    for line in text.splitlines(keepends=True):
        quoted = bool(_QUOTES.match(line)) or (quoted and bool(line.strip()))
        yield quoted, line


# The id without its "t3_": dumps give it bare, and a post has to be the same one in both.
SHAPE = Shape(
    platform="Reddit",
    text=("body", "selftext"),
    title=("title",),
    key=("id",),
    speaker=("author", "author.name"),
    when=("created_utc", "created"),
    attributes={"subreddit": ("subreddit", "subreddit.display_name", "subreddit_name_prefixed")},
    entities=True,
    excluded=excluded,
    split=split,
)
signature = has(("body", "selftext"), ("subreddit", "subreddit_id", "link_id"), ("created_utc", "created"))


def is_flat(value: Any) -> bool:
    """Whether a value is one submission or comment and holds no other."""
    if not isinstance(value, Mapping) or "kind" in value or "data" in value:
        return False
    return not any(isinstance(value.get(name), list | Mapping) for name in _INSIDE)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The submissions and comments of a value in reading order, each numbered among its kind."""
    if is_flat(value):
        yield "", value
        return
    numbers: Counter[str] = Counter()
    waiting = [value]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif not isinstance(thing, Mapping):
            # A comment without answers has "" for them.
            if thing:
                aside["items that are no objects"] += 1
        elif "kind" in thing and "data" in thing:
            waiting += _opened(thing, aside)
        elif isinstance(thing.get("data"), list):
            waiting.append(thing["data"])
        else:
            word = "comment" if "body" in thing else "submission"
            numbers[word] += 1
            yield f"{word} {numbers[word]}", thing
            waiting += [thing[name] for name in reversed(_INSIDE) if isinstance(thing.get(name), list | Mapping)]


def _opened(thing: Record, aside: Counter[str]) -> list[Any]:
    """What a listing or another thing holds; what is neither submission nor comment is counted aside."""
    data = thing["data"]
    if thing["kind"] == "Listing":
        return [data.get("children") if isinstance(data, Mapping) else None]
    if thing["kind"] in ("t1", "t3"):
        return [data]
    if thing["kind"] == "more":
        count = data.get("count") if isinstance(data, Mapping) else None
        # 0 stands for "continue this thread": at least one follows.
        aside["comments that Reddit left out of its answer ('more')"] += max(count if type(count) is int else 1, 1)
    else:
        aside["things that are no submissions or comments (messages, users, subreddits)"] += 1
    return []
