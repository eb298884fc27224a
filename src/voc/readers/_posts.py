"""A format of posts declared by where it keeps what, as a table's Layout is by its header words.

A shape names the places by dotted paths (``account.acct``). The first that holds something is taken. How a platform
packs its posts (pages, threads, feeds) is one function that unpacks a JSON value.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from voc.quotes import Kind, Passage
from voc.readers import _lang
from voc.readers._base import Guess, Reader
from voc.readers._dates import parse_date
from voc.readers._html import is_html, plain
from voc.readers._json import get, word
from voc.readers._people import signed
from voc.readers._scales import Scale
from voc.readers._source import Source
from voc.readers._values import head, values

Record = Mapping[str, Any]
# A place within a value, and the post there.
Post = tuple[str, Any]
# Gives the posts of one JSON value; what it leaves aside it counts, by what it is.
Unpack = Callable[[Any, Counter[str]], Iterator[Post]]
_LOOKED_AT = 50
# The place of a post that is the whole document.
WHOLE = "the document"
OWN_ACCOUNT = "own account"
# So many names of what is left out are worth listing.
_LISTED = 12
STARS = Scale("rating", 1, 5, reason="stars")
# What platforms write in the place of what was taken away.
_GONE = re.compile(r"\s*\[\s*(deleted|removed|redacted)( by \w+( \w+)?)?\s*\]\s*", re.IGNORECASE)
_language = lru_cache(maxsize=4096)(_lang.code)


@dataclass(frozen=True, slots=True)
class Shape:
    """Dotted paths by what they mean.

    ``key`` paths name the post's own id, parts of one joined by "+". ``markup`` are the paths whose text is HTML;
    with ``entities``, ``&amp;`` in any text is an "&". ``agent`` is what the company answered. ``attributes`` are of
    the participant, by name, ``scales`` says on which scale. ``excluded`` says of a post why it is no evidence, and
    ``split`` tells her own words from those she quotes.
    """

    text: tuple[str, ...]
    title: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    platform: str | None = None
    agent: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    markup: frozenset[str] = frozenset()
    entities: bool = False
    excluded: Callable[[Record, str], str | None] = lambda record, text: None
    split: Callable[[Passage], Iterator[Passage]] = lambda passage: iter((passage,))

    def passages(self) -> Callable[[Record, str, str], Iterator[Passage]]:
        """Make the function that gives the passages of a post at a place; an unsigned one has the name given last.

        A title is a passage of its own, but where the text begins with it. A post without a word is a passage
        without text: it carries the rating, if there is one.
        """
        text, title, agent = _finder(self.text), _finder(self.title), _finder(self.agent)
        context = _Context(self)

        def read(record: Record, place: str, nobody: str) -> Iterator[Passage]:
            said, headed, answered = self._words(text(record)), self._words(title(record)), self._words(agent(record))
            if headed and said and _begins(said[1], headed[1]):
                headed = None
            settings = context.of(record, nobody)
            for found in (headed, said):
                if found is not None:
                    reason = self.excluded(record, found[1])
                    yield from self.split(Passage(found[1], f"{place}, {found[0]}", excluded=reason, **settings))
            if said is None and headed is None:
                known = settings["attributes"]
                yield Passage("", place, speaker=settings["speaker"] if known else None, attributes=known)
            if answered is not None:
                yield Passage(answered[1], f"{place}, {answered[0]}", role="agent")

        return read

    def _words(self, found: tuple[str, str] | None) -> tuple[str, str] | None:
        """What was written, of what stands there; ``None`` where only tags do."""
        if found is None:
            return None
        path, text = found
        if path in self.markup and is_html(text):
            text = plain(text)
        elif self.entities and "&" in text:
            text = html.unescape(text)
        return (path, text) if text.strip() else None


class _Context:
    """Finds what is known of a post beside its words."""

    def __init__(self, shape: Shape) -> None:
        self._speaker, self._when = _finder(shape.speaker), _finder(shape.when)
        self._lang, self._channel = _finder(shape.lang), _finder(shape.channel)
        self._key = _keys(shape.key)
        self._attributes = [(name, _finder(paths, flags=True)) for name, paths in shape.attributes.items()]
        self._platform = shape.platform

    def of(self, record: Record, nobody: str) -> dict[str, Any]:
        """Speaker, channel, time, language, attributes and key, as a passage takes them."""
        who, when, lang = self._speaker(record), self._when(record), self._lang(record)
        named, key = self._channel(record), self._key(record)
        channel = named[1] if named else self._platform
        return {
            "speaker": signed(who[1].removeprefix("@") if who else None, nobody),
            "channel": channel,
            "timestamp": parse_date(when[1]) if when else None,
            "lang": _language(lang[1]) if lang else None,
            "attributes": {name: one[1] for name, find in self._attributes if (one := find(record))},
            "key": f"{channel or 'post'} {key}" if key else None,
        }


def _begins(text: str, title: str) -> bool:
    """Whether a title is only the beginning of the text, as stores make one where nobody wrote it."""
    cut = title.strip().rstrip("….").casefold()
    return text.lstrip().casefold().startswith(cut)


def _finder(paths: tuple[str, ...], *, flags: bool = False) -> Callable[[Record], tuple[str, str] | None]:
    """Make the function that gives the first path that holds something, and that; ``flags``: also yes or no."""
    split = [(path, path.split(".")[0], path.split(".")[1:]) for path in paths]

    def find(record: Record) -> tuple[str, str] | None:
        for path, first, rest in split:
            value = record.get(first)
            if rest:
                for part in rest:
                    value = value.get(part) if isinstance(value, Mapping) else None
            if value is None:
                continue
            # What nearly all fields are of a million posts: no half characters to look for, no number to write.
            if type(value) is str and value.isascii():
                text = value if value and not value.isspace() else None
            elif flags and isinstance(value, bool):
                text = "yes" if value else "no"
            else:
                # Tools write whole numbers with a point, too: 5.0 stars.
                text = word(int(value) if isinstance(value, float) and value.is_integer() else value)
            if text is not None:
                return path, text
        return None

    return find


def _keys(paths: tuple[str, ...]) -> Callable[[Record], str | None]:
    """Make the function that gives a post's own id, by the first path; one of parts joined by "+" needs them all."""
    split = [[_finder((part,)) for part in path.split("+")] for path in paths if "+" in path]
    single = _finder(tuple(path for path in paths if "+" not in path))

    def key(record: Record) -> str | None:
        if one := single(record):
            return one[1]
        for parts in split:
            found = [one[1] for part in parts if (one := part(record))]
            if len(found) == len(parts):
                return " ".join(found)
        return None

    return key


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


def is_gone(text: Any) -> bool:
    """Whether a text only says that there was one.

    >>> is_gone("[deleted]"), is_gone("[ Removed by Reddit ]"), is_gone("[deleted] scenes are the best")
    (True, True, False)
    """
    return isinstance(text, str) and _GONE.fullmatch(text) is not None


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
                aside["that are no objects"] += 1


def passages(source: Source, shape: Shape, found: Iterator[tuple[str, Record]]) -> Iterator[Passage]:
    """The passages of posts at their places; an unsigned post is of a person of its own."""
    read = shape.passages()
    source.scales.update(shape.scales)
    for number, (place, record) in enumerate(found, 1):
        yield from read(record, place, nobody(place, number))


def nobody(place: str, number: int) -> str:
    """The name of who did not sign the post of this number: a line's or, within longer values, a row's."""
    return place if place.startswith("line ") and "," not in place else f"row {number}"


def held(paths: tuple[str, ...], record: Record) -> str | None:
    """The first of the paths that holds something."""
    first = _finder(paths)(record)
    return first[0] if first else None


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
        return becomes(shape, next(record for _, record in posts(source, unpack, Counter()) if signature(record)))

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
    taken = {found[0]: what for paths, what in groups if (found := _finder(paths, flags=True)(record))}
    rest = [name for name in record if name not in {path.split(".")[0] for path in taken}]
    more = [(f"{len(rest) - _LISTED} more", "left out")] if len(rest) > _LISTED else []
    return [*taken.items(), *((name, "left out") for name in rest[:_LISTED]), *more]
