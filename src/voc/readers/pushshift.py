"""Dumps of Reddit (Pushshift, Arctic Shift): one submission or comment a line, also packed as ``.zst``.

{"id", "author", "subreddit", "created_utc": number or text, "title", "selftext"}
{"id", "author", "subreddit", "created_utc": number or text, "body", "parent_id", "link_id"}

Both may stand in one file.
"""

from __future__ import annotations

from voc.reading.posts.posts import post_reader
from voc.reading.posts.reddit import SHAPE, is_flat, signature, unpack
from voc.reading.source import Source
from voc.reading.values import by_line, values


def _is_dump(source: Source) -> bool:
    return by_line(source) and is_flat(next(values(source), ("", None))[1])


READER = post_reader(
    "pushshift",
    "Reddit dumps (Pushshift, Arctic Shift), also .zst",
    "social",
    SHAPE,
    signature=signature,
    hints=('"selftext"', '"body"'),
    fits=_is_dump,
    unpack=unpack,
    suffixes=(".jsonl", ".ndjson", ".json", ".zst"),
)
