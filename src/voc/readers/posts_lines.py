"""Posts as JSON lines: one object a line, with the text under one of the names that tools use.

Mastodon statuses (``content`` as HTML, the author under ``account.acct``) are read as they come.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers._base import Guess, Reader
from voc.readers._dates import parse_date
from voc.readers._lang import code
from voc.readers._people import signed
from voc.readers._source import Source

_TEXT = ("text", "full_text", "content", "body", "selftext", "message", "comment", "review", "description")
_AUTHOR = ("author", "account.acct", "user.screen_name", "username", "user", "author_id", "reviewer", "from")
_WHEN = ("created_at", "timestamp", "date", "created_utc", "published_at", "time")
_CHANNEL = ("platform", "network", "source", "channel", "subreddit")
_LANG = ("lang", "language")
_REPOST = ("reblog", "retweeted_status")
# Half a pair: what is left where a tool cuts a text by 16-bit units. No file in UTF-8 can hold it.
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _get(record: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, str] | None:
    """The first of the (dotted) names that holds something, and what it holds."""
    for name in names:
        value: Any = record
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return name, _LONE_SURROGATE.sub("\ufffd", str(value))
    return None


def records(source: Source) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each line's object with its number; a line that is no JSON object raises ``ReadError``."""
    for number, line in source.lines():
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:  # a number of over 4,300 digits is a ValueError, too
            why = str(error).split(";")[0]
            raise ReadError(
                f"{source.name}, line {number}: not JSON ({why}); each line must be one whole JSON object"
            ) from error
        if not isinstance(record, Mapping):
            raise ReadError(f"{source.name}, line {number}: not a JSON object but {type(record).__name__}")
        yield number, record


def sniff(source: Source) -> Guess | None:
    """A record has a text under a known name; the first may be only a picture or a boost."""
    found = next((found for _, record in records(source) if (found := _get(record, _TEXT))), None)
    return Guess(0.8, (f"one JSON object a line, text under {found[0]!r}",)) if found else None


def read(source: Source) -> Iterator[Passage]:
    """Yield each post; one without words is counted as blank, a reblog of another's passed on with the reason."""
    for number, record in records(source):
        found = _get(record, _TEXT)
        if found is None:
            yield Passage("", f"line {number}")
            continue
        name, text = found
        author, when = _get(record, _AUTHOR), _get(record, _WHEN)
        channel, lang = _get(record, _CHANNEL), _get(record, _LANG)
        yield Passage(
            plain(text) if name == "content" and "<" in text else text,
            f"line {number}, {name}",
            speaker=signed(author[1] if author else None, f"line {number}"),
            channel=channel[1] if channel else None,
            timestamp=parse_date(when[1]) if when else None,
            lang=code(lang[1]) if lang else None,
            excluded="repost" if any(record.get(key) for key in _REPOST) else None,
        )


class _Words(HTMLParser):
    """Collects the text of HTML; block ends become line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "div", "li"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain(markup: str) -> str:
    """HTML to its text.

    >>> plain("<p>Love it &amp; more</p>")
    'Love it & more'
    """
    parser = _Words()
    try:
        parser.feed(markup)
        parser.close()
    except AssertionError:  # how Python's parser says that it does not know a "<![…"
        return html.unescape(re.sub(r"<[^<>]*>", "", markup)).strip()
    return "".join(parser.parts).strip()


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what the keys of the first record with words become."""
    first = next(record for _, record in records(source) if _get(record, _TEXT))
    becomes = (
        (_TEXT, "quotes"),
        (_AUTHOR, "participant"),
        (_WHEN, "timestamp"),
        (_CHANNEL, "channel"),
        (_LANG, "language"),
    )
    taken = {found[0]: what for names, what in becomes if (found := _get(first, names))}
    return [*taken.items(), *((name, "left out") for name in first if name not in taken)]


READER = Reader(
    "posts_lines",
    "Posts as JSON lines: Mastodon and anything shaped like it",
    "social",
    (".jsonl", ".ndjson"),
    sniff,
    read,
    preview,
    grade="real file seen",
)
