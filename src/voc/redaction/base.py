"""Spans of a text, and the text with other words in their place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

KINDS = ("name", "e-mail", "phone", "address", "account", "number", "IP address", "link", "handle")
"""What is found. An account is at a bank or with the state, a number one of an order, a ticket or a customer."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of a text in code points, what is said there, and of which kind it is."""

    start: int
    end: int
    kind: str
    text: str


def spans(kind: str, text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Ranges of a text as spans of one kind."""
    return (Span(start, end, kind, text[start:end]) for start, end in ranges)


def settled(found: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the first found, in the order of the text.

    >>> settled([Span(2, 5, "phone", "cde"), Span(0, 3, "name", "abc")])
    [Span(start=2, end=5, kind='phone', text='cde')]
    """
    kept: list[Span] = []
    for span in found:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


@dataclass(frozen=True, slots=True)
class Change:
    """A text before and after; ``ranges`` are (start, end, new start, new end) of what was replaced, ascending."""

    before: str
    after: str
    ranges: tuple[tuple[int, int, int, int], ...] = ()

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the old text stands in the new one; one that cuts into a placeholder takes it whole.

        >>> changed("Sarah was kind", [(Span(0, 5, "name", "Sarah"), "[name 1]")]).moved(10, 14)
        (13, 17)
        """
        return self._at(start, first=True), self._at(end, first=False)

    def _at(self, place: int, *, first: bool) -> int:
        number = bisect_right(self.ranges, place if first else place - 1, key=lambda one: one[0]) - 1
        if number < 0:
            return place
        _, end, new_start, new_end = self.ranges[number]
        if place < end or (place == end and not first):
            return new_start if first else new_end
        return place - end + new_end


def changed(text: str, replacements: Sequence[tuple[Span, str]]) -> Change:
    """Put other words in place of spans, which are apart and ascending."""
    parts: list[str] = []
    ranges: list[tuple[int, int, int, int]] = []
    at = length = 0
    for span, words in replacements:
        length += span.start - at
        parts += [text[at : span.start], words]
        ranges.append((span.start, span.end, length, length + len(words)))
        at, length = span.end, length + len(words)
    return Change(text, "".join([*parts, text[at:]]), tuple(ranges))
