"""Places in a text as other programs count them, turned into indices of the text as it is read here.

The standard of exchange (REFI-QDA 1.5, section 10.2) counts Unicode code points from 0. Programs differ: for some a
line end of Windows is two signs, for some a sign beyond U+FFFF is two (as in UTF-16), for some a byte-order mark is
one. Which counting a document was coded with is told by what the program says stands at a place, else by whether
all places lie inside the text, else by whether they begin and end where words do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import product
from typing import NamedTuple

_LINE_END = "\n"
_WIDE = r"[\U00010000-\U0010ffff]"
# A name of a selection that is shorter than this proves nothing.
_TELLING = 4
_ELIDED = ("…", "...")
# Ends of words say nothing before there are so many ends of ranges.
_EDGES = 6
# So many signs in common are no chance: the program cuts long names off without saying so.
_LONG = 24
# Words are looked for elsewhere up to this length.
_SEARCHED = 5_000


class Marked(NamedTuple):
    """A half-open range as a program counts it, and the words that it says stand there, if it does."""

    start: int
    end: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """How a program counts: signs for a line end, for a sign beyond U+FFFF, in front of the first one.

    ``last``: 1 where a range names its last sign and not the one after it.
    """

    line_end: int = 1
    wide: int = 1
    first: int = 0
    last: int = 0

    @property
    def told(self) -> str:
        """The counting in words; nothing for the standard's."""
        said = [
            "line ends as two signs" if self.line_end == 2 else "",
            "emoji as two signs" if self.wide == 2 else "",
            "the byte-order mark as a sign" if self.first else "",
            "the last sign as the end" if self.last else "",
        ]
        return ", ".join(filter(None, said))

    def indices(self, text: str, offsets: Iterable[int]) -> list[int]:
        """The index in the text of each offset; beyond the end what is beyond the end."""
        double = (_LINE_END if self.line_end == 2 else "", _WIDE if self.wide == 2 else "")
        pattern = "|".join(filter(None, double))
        marks = [m.start() + number for number, m in enumerate(re.finditer(pattern, text))] if pattern else []
        bare = (offset - self.first for offset in offsets)
        return [offset - bisect_left(marks, offset) for offset in bare]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for a counting."""

    alike: int
    inside: int
    clean: int
    edges: int

    def beats(self, other: _Evidence) -> bool:
        """By what is said to stand there, then by all lying inside, then by clearly more ends at words' ends."""
        if (self.alike, self.inside) != (other.alike, other.inside):
            return (self.alike, self.inside) > (other.alike, other.inside)
        return self.edges >= _EDGES and self.clean - other.clean > self.edges // 4


def plain(raw: str) -> tuple[str, Counting]:
    """The text as it is read here (line ends as one sign, no byte-order mark) and how its own signs count."""
    bare = raw.removeprefix("\ufeff")
    ends = 2 if "\r\n" in bare else 1
    text = bare.replace("\r\n", _LINE_END).replace("\r", _LINE_END).replace("\x00", "\ufffd")
    return text, Counting(line_end=ends, first=len(raw) - len(bare))


def settle(text: str, marked: Sequence[Marked], usual: Counting) -> Counting:
    """The counting that fits best; ``usual`` where nothing speaks against it."""
    best, proof = usual, _evidence(text, marked, usual)
    if proof.alike == len(marked) == proof.inside:
        return best
    for counting in _others(text, usual):
        found = _evidence(text, marked, counting)
        if found.beats(proof):
            best, proof = counting, found
    return best


def _others(text: str, usual: Counting) -> list[Counting]:
    ends = (1, 2) if _LINE_END in text else (1,)
    wides = (1, 2) if re.search(_WIDE, text) else (1,)
    firsts = {0, 1, usual.first}
    ways = [Counting(*one) for one in product(ends, wides, sorted(firsts), (0, 1))]
    # Of those that fit alike the first is taken: the one that differs least from what is usual.
    return sorted((one for one in ways if one != usual), key=lambda one: _differences(one, usual))


def _differences(one: Counting, other: Counting) -> int:
    return sum(getattr(one, field.name) != getattr(other, field.name) for field in fields(Counting))


def placed(text: str, marked: Sequence[Marked], counting: Counting) -> list[tuple[int, int]]:
    """The ranges in the text."""
    ends = counting.indices(text, (offset for one in marked for offset in (one.start, one.end + counting.last)))
    return list(zip(ends[::2], ends[1::2], strict=True))


def _evidence(text: str, marked: Sequence[Marked], counting: Counting) -> _Evidence:
    ranges = placed(text, marked, counting)
    # An empty range lies inside, too: only its place is judged here.
    inside = [0 <= start <= end <= len(text) for start, end in ranges]
    same = sum(
        is_in and says(one.words, text[start:end])
        for one, (start, end), is_in in zip(marked, ranges, inside, strict=True)
    )
    clean = sum(_clean(text, *place) for place, is_in in zip(ranges, inside, strict=True) if is_in)
    return _Evidence(same, sum(inside), clean, 2 * sum(inside))


def lies_inside(text: str, start: int, end: int) -> bool:
    """Whether a range is one of the text."""
    return 0 <= start < end <= len(text)


def _clean(text: str, start: int, end: int) -> int:
    """How many ends of a range lie where somebody would set them: at a word's, and not in white space."""
    if start == end:
        return 0
    begins = not text[start].isspace() and not (text[start].isalnum() and text[start - 1 : start].isalnum())
    stops = not text[end - 1].isspace() and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    return begins + stops


def says(words: str | None, there: str) -> bool:
    r"""Whether the words are those that stand there; what is cut off with "…" has to begin like them.

    >>> says("It lost my…", "It lost\nmy drawing"), says("Quotation 6:1", "It lost"), says(None, "It")
    (True, False, False)
    """
    said, found = squashed(words or ""), squashed(there)
    whole = said
    for sign in _ELIDED:
        said = said.removesuffix(sign)
    cut = said != whole or len(said) >= _LONG
    return len(said) >= _TELLING and (whole == found or (cut and found.startswith(said)))


def squashed(words: str) -> str:
    """Words without white space, which programs change when they show them."""
    return "".join(words.split())


def elsewhere(text: str, words: str | None) -> tuple[int, int] | None:
    """Where the words stand, if they stand at one place only."""
    if words is None or not _TELLING <= len(words.strip()) <= _SEARCHED:
        return None
    found = list(re.finditer(r"\s+".join(map(re.escape, words.split())), text))
    return found[0].span() if len(found) == 1 else None
