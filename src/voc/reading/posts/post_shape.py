"""Where a platform keeps what of a post, and the passages that become of one."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from voc.quotes import Passage
from voc.reading import lang as _lang
from voc.reading.dates import parse_date
from voc.reading.html import is_html, plain
from voc.reading.json import word
from voc.reading.people import signed
from voc.reading.scales import Scale

Record = Mapping[str, Any]
STARS = Scale("rating", 1, 5, reason="stars")
# What platforms write in the place of what was taken away.
_GONE = re.compile(r"\s*\[\s*(deleted|removed|redacted)( by \w+( \w+)?)?\s*\]\s*", re.IGNORECASE)
_language = lru_cache(maxsize=4096)(_lang.code)


@dataclass(frozen=True, slots=True)
class Shape:
    """Dotted paths (``account.acct``) by what they mean; the first that holds something is taken.

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
        text, title, agent = finder(self.text), finder(self.title), finder(self.agent)
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
        self._speaker, self._when = finder(shape.speaker), finder(shape.when)
        self._lang, self._channel = finder(shape.lang), finder(shape.channel)
        self._key = _keys(shape.key)
        self._attributes = [(name, finder(paths, flags=True)) for name, paths in shape.attributes.items()]
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


def finder(paths: tuple[str, ...], *, flags: bool = False) -> Callable[[Record], tuple[str, str] | None]:
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
    split = [[finder((part,)) for part in path.split("+")] for path in paths if "+" in path]
    single = finder(tuple(path for path in paths if "+" not in path))

    def key(record: Record) -> str | None:
        if one := single(record):
            return one[1]
        for parts in split:
            found = [one[1] for part in parts if (one := part(record))]
            if len(found) == len(parts):
                return " ".join(found)
        return None

    return key


def is_gone(text: Any) -> bool:
    """Whether a text only says that there was one.

    >>> is_gone("[deleted]"), is_gone("[ Removed by Reddit ]"), is_gone("[deleted] scenes are the best")
    (True, True, False)
    """
    return isinstance(text, str) and "]" in text[-20:] and _GONE.fullmatch(text) is not None
