"""Everything in a text that tells who somebody is, each place once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from voc import language
from voc.redaction.base import Span, settled
from voc.redaction.contact import addresses_of_machines, emails, handles, links, phones
from voc.redaction.known import Known
from voc.redaction.names import may_name, names, plausible, written_small
from voc.redaction.numbers import accounts, references
from voc.redaction.places import addresses

_ENDLESS = re.compile(r"\S{1000,}")
# So many texts go through spaCy at a time.
_BATCH = 512


def find(
    texts: Iterable[str], known: Known | None = None, *, foreign: Collection[str] = frozenset()
) -> Iterator[list[Span]]:
    """The spans of each text, apart and ascending; in texts that are ``foreign``, not English, by rules alone.

    Texts of one study go in together: what is written small in one is no name in another.
    """
    given, every = known or Known(), list(texts)
    small, rest = written_small(every), iter(every)
    while batch := list(islice(rest, _BATCH)):
        people = language.people_in(text if text not in foreign and may_name(text) else "" for text in batch)
        for text, entities in zip(batch, people, strict=True):
            yield settled(_all(text, plausible(text, entities, small), given))


def _all(text: str, people: list[tuple[int, int]], known: Known) -> Iterator[Span]:
    """Every span, what is surest first: what has a shape of its own before what only looks like a name."""
    if not text or text.isspace():
        return
    # No name or number is so long, and on pasted data patterns would take their time.
    text = _ENDLESS.sub(lambda match: " " * len(match[0]), text)
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
