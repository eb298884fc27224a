"""Names that are known already, found as whole words in any text; quick for any number of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from voc.redaction.base import Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Known:
    """What a study knows: ``people`` as they are called there, with the kind of each, and words to ``keep``.

    Both in lower case.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    keep: Collection[str] = frozenset()

    @cached_property
    def _index(self) -> dict[str, list[tuple[str, int]]]:
        """The names by their first word, the longest first, each with where that word begins: "@mila", "+44 20"."""
        index: dict[str, list[tuple[str, int]]] = {}
        for name in sorted(self.people, key=len, reverse=True):
            if first := _WORD.search(name):
                index.setdefault(first[0], []).append((name, first.start()))
        return index

    def spans(self, text: str) -> Iterator[Span]:
        """Where one of them stands, in any case of letters."""
        low = text.lower()
        if not self._index or len(low) != len(text):
            return
        for match in _WORD.finditer(low):
            for name, before in self._index.get(match[0], ()):
                start = match.start() - before
                end = start + len(name)
                if start >= 0 and low[start:end] == name and not _goes_on(low, end):
                    yield Span(start, end, self.people[name], text[start:end])
                    break


def words_in(text: str, words: Collection[str]) -> Iterator[Span]:
    """Where one of some names stands as a word of its own and as it is written there, capital letter and all.

    >>> [span.text for span in words_in("Rose, it rose", {"Rose"})]
    ['Rose']
    """
    for match in _WORD.finditer(text) if words else ():
        if match[0] in words:
            yield Span(match.start(), match.end(), "name", match[0])


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and (text[end].isalnum() or text[end] == "_")
