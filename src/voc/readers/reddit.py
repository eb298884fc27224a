"""Reddit's API answers: listings, comment trees with "more" stubs, and what researchers keep of PRAW's objects.

    {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"id", "title", "selftext", "author",
     "subreddit", "created_utc"}}, {"kind": "t1", "data": {"id", "body", "replies": Listing or ""}},
     {"kind": "more", "data": {"count", "children": []}}]}}

A submission that is only a link has a title alone. Of PRAW's objects, comments may lie in lists within each other.
"""

from __future__ import annotations

from voc.reading.posts.posts import post_reader
from voc.reading.posts.reddit import SHAPE, is_flat, signature, unpack
from voc.reading.source import Source
from voc.reading.values import by_line, values


def _is_answer(source: Source) -> bool:
    """Whether a file is more than one submission or comment a line, which is a dump."""
    return not by_line(source) or not is_flat(next(values(source), ("", None))[1])


READER = post_reader(
    "reddit",
    "Reddit API: listings, comment trees, PRAW dumps",
    "social",
    SHAPE,
    signature=signature,
    hints=('"selftext"', '"body"'),
    fits=_is_answer,
    unpack=unpack,
    grade="real file seen",
)
