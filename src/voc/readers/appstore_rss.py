"""App Store reviews: the JSON of Apple's customer-reviews feed, a page a file, a line, or in a list.

    {"feed": {"entry": [{"id": {"label"}, "author": {"name": {"label"}}, "title": {"label"}, "content": {"label"},
     "im:rating": {"label": "1"}, "im:version": {"label"}, "updated": {"label"}}]}}

``entry`` is one object where there is one review; in older feeds the first entry is the app itself. A feed holds the
latest 500 reviews of a country, no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from voc.reading.json import get
from voc.reading.posts.post_shape import STARS, Shape
from voc.reading.posts.posts import Post, has, post_reader

SHAPE = Shape(
    platform="App Store",
    text=("content.label",),
    title=("title.label",),
    key=("id.label",),
    speaker=("author.name.label",),
    when=("updated.label",),
    attributes={"rating": ("im:rating.label",), "version": ("im:version.label",)},
    scales={"rating": STARS},
)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The reviews of a page; an entry without stars is the app's own."""
    entries = get(value, "feed.entry")
    if entries is None and get(value, "feed") is None:
        yield "", value
        return
    entries = [] if entries is None else entries if isinstance(entries, list) else [entries]
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, Mapping) and "im:rating" not in entry:
            aside["entries that describe the app, no reviews"] += 1
        else:
            yield f"review {number}", _first_content(entry)


def _first_content(entry: Any) -> Any:
    """Where the content comes as text and again as HTML, the text."""
    contents = get(entry, "content")
    return {**entry, "content": contents[0]} if isinstance(contents, list) and contents else entry


READER = post_reader(
    "appstore_rss",
    "App Store reviews (JSON of Apple's feed)",
    "review",
    SHAPE,
    signature=has(("im:rating.label",), ("content",), ("author.name.label",)),
    hints=('"im:rating"',),
    unpack=unpack,
)
