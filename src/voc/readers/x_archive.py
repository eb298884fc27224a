"""The archive that X (Twitter) gives an account's owner: the whole ``.zip``, or its ``data/tweets.js`` alone.

    window.YTD.tweets.part0 = [{"tweet": {"id_str", "full_text", "created_at": "Wed Oct 10 20:19:24 +0000 2018",
     "lang"}}]

``tweet.js`` and ``tweets-part1.js`` are older and further parts; the oldest have no ``"tweet"`` around a post. The
program in front is cut off, never run. It holds the owner's posts alone. Direct messages, likes and all else in the
archive are not opened.
File seen: ``data/tweets.js`` of smithjd/twitter_archive on GitHub.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.archive import members, opened, read_member
from voc.reading.base import Guess, Reader
from voc.reading.json import get, word
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import becomes, of_owner, passages, told
from voc.reading.source import Source
from voc.reading.values import items

_ASSIGNED = re.compile(r"\s*window\.YTD\.(\w+)\.part\d+\s*=\s*(?=\[)")
_POSTS = ("tweet", "tweets", "community_tweet")
_POST_FILE = re.compile(r"(tweets?|community-tweets?)(-part\d+)?\.js")
_NOTE_FILE = re.compile(r"note-tweets?(-part\d+)?\.js")
_ACCOUNT_FILE = re.compile(r"account\.js")
# The beginning of a long post is enough to know it by: links further on are written differently in its two places.
_OPENING = 60

SHAPE = Shape(
    platform="X",
    text=("note", "full_text", "text"),
    key=("id_str", "id"),
    speaker=("owner",),
    when=("created_at",),
    lang=("lang",),
    entities=True,
)


def sniff(source: Source) -> Guess | None:
    """An archive with a file of posts, or such a file; of the other files none is read."""
    if source.suffix == ".zip":
        with opened(source.path, source.name) as archive:
            name = next((name for name in members(archive) if _is(name, _POST_FILE)), None)
            begins = archive.open(name).read(200).decode("utf-8-sig", "replace") if name else ""
        return Guess(0.99, (f"{name} in it begins with window.YTD",)) if _ASSIGNED.match(begins) else None
    found = _ASSIGNED.match(source.head)
    if found and found[1] in _POSTS:
        return Guess(0.99, (f"begins with {found[0].strip()!r}",))
    if source.head.lstrip().startswith("window.YTD."):
        raise ReadError(f"{source.name}: of an X archive only the posts are read: give its data/tweets.js")
    return None


def _is(name: str, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(PurePosixPath(name).name) is not None and PurePosixPath(name).parent.name in ("", "data")


def read(source: Source) -> Iterator[Passage]:
    """Yield each post; they are no evidence unless the study says whose words they are."""
    aside: Counter[str] = Counter()
    yield from of_owner(source, passages(source, SHAPE, _posts(source, aside)))
    told(source, aside)
    if source.suffix == ".zip":
        source.note("posts alone: direct messages, likes and all else in the archive were not opened")


def _posts(source: Source, aside: Counter[str]) -> Iterator[tuple[str, Record]]:
    """Every post with its place, signed with the account's handle and with the whole of a long one."""
    owner = f"the owner of {source.name}"
    if source.suffix != ".zip":
        yield from _of_file(source.text, "", source.name, {}, owner, aside)
        return
    with opened(source.path, source.name) as archive:
        accounts = _load(archive, source.name, _ACCOUNT_FILE)
        handles = (word(get(one, "account.username")) for name, text in accounts for one in _items(text, name))
        owner = next((handle for handle in handles if handle), owner)
        notes: dict[str, str] = {}
        for name, text in _load(archive, source.name, _NOTE_FILE):
            for one in _items(text, name):
                note = word(get(one, "noteTweet.core.text")) or word(get(one, "noteTweet.noteTweetResults.text"))
                notes |= {_opening(note): note} if note else {}
        for name, text in _load(archive, source.name, _POST_FILE):
            yield from _of_file(text, f"{name.removeprefix(source.name + '/')}, ", name, notes, owner, aside)


def _load(archive: ZipFile, where: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The files of an archive by their last name, as text."""
    for name in sorted(members(archive)):
        if _is(name, pattern):
            try:
                yield f"{where}/{name}", read_member(archive, name, where=where).decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise ReadError(f"{where}/{name}: not UTF-8; ask X for the archive again") from error


def _items(text: str, where: str) -> Iterator[Any]:
    """The items of the array that is assigned; raises ``ReadError`` where there is none or it breaks off."""
    found = _ASSIGNED.match(text)
    if found is None:
        raise ReadError(f"{where}: does not begin with window.YTD, as a file of an X archive does")
    # Blanks in the place of the program, so that an error is told where it is.
    array = " " * found.end() + text[found.end() :].rstrip().rstrip(";")
    return (value for _, value in items(array, where=where))


def _of_file(
    text: str, place: str, where: str, notes: Mapping[str, str], owner: str, aside: Counter[str]
) -> Iterator[tuple[str, Record]]:
    for number, one in enumerate(_items(text, where), 1):
        post = one.get("tweet", one) if isinstance(one, Mapping) else None
        if isinstance(post, Mapping):
            note = notes.get(_opening(word(post.get("full_text")) or ""))
            yield f"{place}post {number}", {**post, "owner": owner, "note": note}
        else:
            aside["items that are no objects"] += 1


def _opening(text: str) -> str:
    """The first words of a post, to find the whole of a long one by, which the archive keeps apart."""
    return " ".join(html.unescape(text).split())[:_OPENING]


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what the fields of the first post become."""
    return [
        *becomes(SHAPE, next((record for _, record in _posts(source, Counter())), {})),
        ("direct messages and other files", "not opened"),
    ]


READER = Reader(
    "x_archive",
    "X (Twitter) archive of an account (.zip or data/tweets.js)",
    "social",
    (".zip", ".js"),
    sniff,
    read,
    preview,
    grade="real file seen",
)
