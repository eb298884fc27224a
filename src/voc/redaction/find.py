"""Everything in a text that tells who somebody is, each place once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from voc import language
from voc.redaction.base import Span, settled
from voc.redaction.contact import addresses_of_machines, emails, handles, links, phones
from voc.redaction.names import names
from voc.redaction.numbers import accounts, references
from voc.redaction.places import addresses

# So many texts go through spaCy at a time.
_BATCH = 512


@dataclass(frozen=True)
class Known:
    """What a study knows: ``people`` by kind and as they are called there, and words to ``keep``, in lower case."""

    people: Mapping[str, str] = field(default_factory=dict)
    keep: Collection[str] = frozenset()

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """All of them at once, the longest first; as whole words, in any case."""
        called = sorted((name for name in self.people if len(name) > 2), key=len, reverse=True)
        if not called:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, called))})(?!\w)", re.IGNORECASE)

    def spans(self, text: str) -> Iterator[Span]:
        """Where somebody whom the study knows is named."""
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                kind = self.people.get(match[0]) or self.people.get(match[0].casefold(), "name")
                yield Span(match.start(), match.end(), kind, match[0])


def find(
    texts: Iterable[str], known: Known | None = None, *, foreign: Collection[str] = frozenset()
) -> Iterator[list[Span]]:
    """The spans of each text, apart and ascending; in texts that are ``foreign``, not English, by rules alone."""
    given = known or Known()
    rest = iter(texts)
    while batch := list(islice(rest, _BATCH)):
        people = language.people_in("" if text in foreign else text for text in batch)
        for text, entities in zip(batch, people, strict=True):
            yield settled(_all(text, entities, given))


def _all(text: str, people: list[tuple[int, int]], known: Known) -> Iterator[Span]:
    """Every span, what is surest first: what has a shape of its own before what only looks like a name."""
    if not text or text.isspace():
        return
    yield from emails(text)
    yield from links(text)
    yield from known.spans(text)
    if any(sign.isdigit() for sign in text):
        yield from accounts(text)
        yield from addresses_of_machines(text)
        yield from references(text)
        yield from addresses(text)
        yield from phones(text)
    yield from handles(text, known.keep)
    yield from names(text, people, known.keep)
