"""Whether words are those of a source: verbatim, with a placeholder where somebody was named, or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from voc.redaction import PLACEHOLDER

# What stood in place of a placeholder: an address is hardly longer.
_LONGEST = 160
# From this likeness on two texts are one that was changed.
NEAR = 0.75
_WORD = re.compile(r"\w+")
# Signs that no report can show, or shows as another.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd\ufffe\ud800-\udfff]")


def is_same(text: str, now: str, *, cut: bool = False) -> bool:
    """Whether a text is that of a source, placeholders taken for gaps; of a ``cut`` one the source may go on.

    >>> is_same("P003 and [name 2] came", "Ann and Mr. Lee came"), is_same("[name 2] came", "he went")
    (True, False)
    """
    if text == now:
        return True
    ends = _ends(PLACEHOLDER.split(text), now, {0})
    return bool(ends) and (cut or len(now) in ends)


def stands_in(text: str, passage: str, *, loose: bool = False) -> bool:
    r"""Whether a text stands somewhere in a passage; ``loose``: with any white space between the words.

    >>> stands_in("[name 1] came", "then Ann came in"), stands_in("a  b", "x a\nb", loose=True)
    (True, True)
    """
    if loose:
        text, passage = (" ".join(_UNSEEN.sub("", one).split()) for one in (text, passage))
    if text in passage:
        return True
    first, *rest = PLACEHOLDER.split(text)
    begins = set(_places(first, passage)) if first else set(range(len(passage)))
    return bool(rest) and bool(_ends(["", *rest], passage, {begin + len(first) for begin in begins}))


def _ends(parts: Sequence[str], now: str, begins: set[int]) -> set[int]:
    """Where a text of parts with gaps between can end, if it begins at one of some places: never more than there are.

    Places are kept, not ways to them, so that no text takes longer than its length times that of the passage.
    """
    first, *rest = parts
    at = {begin + len(first) for begin in begins if now.startswith(first, begin)}
    for number, part in enumerate(rest, 1):
        if not part and number == len(rest):
            return {place for end in at for place in range(end + 1, min(end + _LONGEST, len(now)) + 1)}
        reached = {place + gap for place in at for gap in range(1, _LONGEST + 1)}
        at = {place + len(part) for place in _places(part, now) if place in reached}
    return at


def _places(part: str, text: str) -> Iterator[int]:
    """Everywhere a part stands in a text, also where it overlaps itself; an empty one stands everywhere."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1) if at < len(text) else -1


def nearest(text: str, candidates: Iterable[str]) -> tuple[str, float]:
    """The candidate that is most like a text, and how like it is, in [0, 1]."""
    mine = set(_WORD.findall(text.casefold()))
    best, likeness = "", 0.0
    for candidate in candidates:
        theirs = set(_WORD.findall(candidate.casefold()))
        # Texts with few words in common are not compared sign for sign.
        if len(mine & theirs) * 2 >= len(mine) and len(candidate) <= 4 * len(text) + 40:
            ratio = SequenceMatcher(None, text, candidate, autojunk=False).ratio()
            if ratio > likeness:
                best, likeness = candidate, ratio
    return best, likeness


def difference(text: str, now: str) -> str:
    """The words that are gone and those that came, where they stand.

    >>> difference("it failed twice", "it worked twice")
    'it [-failed-] {+worked+} twice'
    """
    old, new = text.split(), now.split()
    parts: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts += old[a:b]
        else:
            parts += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
            parts += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return " ".join(parts)
