"""A format of posts declared by where it keeps what, as a table's Layout is by its header words.

A :class:`~voc.reading.posts.post_shape.Shape` names the places by dotted paths (``account.acct``): the first that holds
something is taken. How a platform packs its posts (pages, threads, feeds) is one function that unpacks a JSON value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from voc.quotes import Kind, Passage
from voc.reading.base import Guess, Reader
from voc.reading.json import get
from voc.reading.posts.post_shape import Record, Shape, finder
from voc.reading.source import Source
from voc.reading.tables.mail import AUTOMATIC
from voc.reading.values import head, values

# A place within a value, and the post there.
Post = tuple[str, Any]
# Gives the posts of one JSON value; what it leaves aside it counts, by what it is.
Unpack = Callable[[Any, Counter[str]], Iterator[Post]]
_LOOKED_AT = 50
# The place of a post that is the whole document.
WHOLE = "the document"
OWN_ACCOUNT = "own account"
# What a chat tool reports: who joined, left, called, renamed what.
SYSTEM = "system message"
# So many names of what is left out are worth listing.
_LISTED = 12


def has(*groups: tuple[str, ...]) -> Callable[[Record], tuple[str, ...] | None]:
    """Make a signature: of each group of paths one has to be there, be it empty. It gives those found."""

    def found(record: Record) -> tuple[str, ...] | None:
        first = [next((path for path in group if _there(record, path)), None) for group in groups]
        return None if None in first else tuple(f"{path!r}" for path in first if path)

    return found


def _there(record: Record, path: str) -> bool:
    parent, _, last = path.rpartition(".")
    holder = get(record, parent) if parent else record
    return isinstance(holder, Mapping) and last in holder


def alone(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """Each value is one post."""
    yield "", value


def posts(source: Source, unpack: Unpack, aside: Counter[str]) -> Iterator[tuple[str, Record]]:
    """Every post of a file with its place; what is no object is counted aside.

    Raises ``ReadError`` that names the line (and of a document the column) where the file is no JSON.
    """
    for outer, value in values(source):
        for inner, record in unpack(value, aside):
            if isinstance(record, Mapping):
                yield f"{outer}, {inner}" if outer and inner else outer or inner or WHOLE, record
            else:
                aside["items that are no objects"] += 1


def passages(source: Source, shape: Shape, found: Iterator[tuple[str, Record]]) -> Iterator[Passage]:
    """The passages of posts at their places; an unsigned post is of a person of its own."""
    read = shape.passages()
    source.scales.update(shape.scales)
    for number, (place, record) in enumerate(found, 1):
        yield from read(record, place, nobody(place, number))


def nobody(place: str, number: int) -> str:
    """The name of who did not sign the post of this number: a line's or, within longer values, a row's."""
    return place if place.startswith("line ") and "," not in place else f"row {number}"


def of_owner(source: Source, found: Iterator[Passage]) -> Iterator[Passage]:
    """An account's archive holds its owner's posts alone: the company's, or the researcher's own.

    They are no evidence, unless the study says whose words they are (``role = "participant"`` or ``"staff"``).
    """
    if source.rule.role in ("participant", "staff"):
        yield from found
        return
    source.note(
        "an archive holds its owner's posts alone: no evidence, unless study.toml says of the file whose words they "
        'are: role = "participant"'
    )
    for passage in found:
        yield replace(passage, excluded=passage.excluded or OWN_ACCOUNT) if passage.text else passage


def of_machines(passage: Passage) -> Iterator[Passage]:
    """What a bot or the tool itself wrote, as its reason says, makes no participant of it."""
    yield replace(passage, role="agent") if passage.excluded in (AUTOMATIC, SYSTEM) else passage


def told(source: Source, aside: Counter[str]) -> None:
    """Say how many items were left aside."""
    for what, count in aside.items():
        source.note(f"{count:,} {what}: not read")


def post_reader(
    name: str,
    title: str,
    kind: Kind,
    shape: Shape,
    *,
    signature: Callable[[Record], tuple[str, ...] | None],
    hints: tuple[str, ...],
    fits: Callable[[Source], bool] = lambda source: True,
    unpack: Unpack = alone,
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson"),
    score: float = 0.97,
    grade: str = "layout from documentation",
) -> Reader:
    """Make the reader of a shape: half of the first posts must have the ``signature``.

    A file whose beginning has none of the ``hints`` is not parsed to find out. ``fits`` says what else must hold.
    """

    def sniff(source: Source) -> Guess | None:
        beginning = head(source)
        if not any(hint in beginning for hint in hints) or not fits(source):
            return None
        first = [record for _, record in islice(posts(source, unpack, Counter()), _LOOKED_AT)]
        reasons = [found for record in first if (found := signature(record))]
        return Guess(score, reasons[0]) if reasons and 2 * len(reasons) >= len(first) else None

    def read(source: Source) -> Iterator[Passage]:
        aside: Counter[str] = Counter()
        yield from passages(source, shape, posts(source, unpack, aside))
        told(source, aside)

    def preview(source: Source) -> list[tuple[str, str]]:
        found = (record for _, record in posts(source, unpack, Counter()))
        return becomes(shape, next((record for record in found if signature(record)), {}))

    return Reader(name, title, kind, suffixes, sniff, read, preview, grade)


def becomes(shape: Shape, record: Record) -> list[tuple[str, str]]:
    """Say what the fields of a post become."""
    groups = [
        (shape.text, "quotes"),
        (shape.title, "quotes"),
        (shape.speaker, "participant"),
        (shape.when, "timestamp"),
        (shape.channel, "channel"),
        (shape.lang, "language"),
        *((paths, f"attribute {name!r} of the participant") for name, paths in shape.attributes.items()),
    ]
    taken = {found[0]: what for paths, what in groups if (found := finder(paths, flags=True)(record))}
    rest = [name for name in record if name not in {path.split(".")[0] for path in taken}]
    more = [(f"{len(rest) - _LISTED} more", "left out")] if len(rest) > _LISTED else []
    return [*taken.items(), *((name, "left out") for name in rest[:_LISTED]), *more]
