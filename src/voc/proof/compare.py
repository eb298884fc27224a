"""Whether words are those of a source: verbatim, with a placeholder where somebody was named, or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from voc.redaction import PLACEHOLDER

# What stood in place of a placeholder: an address is hardly longer.
_GAP = r".{1,160}?"
# From this likeness on two texts are one that was changed.
NEAR = 0.75
_WORD = re.compile(r"\w+")
# Signs that no report can show, or shows as another.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]")


@lru_cache(maxsize=4096)
def _pattern(text: str, cut: bool, loose: bool) -> re.Pattern[str]:
    parts = [_spaced(part) if loose else re.escape(part) for part in PLACEHOLDER.split(text)]
    return re.compile(_GAP.join(parts) + (".*" if cut else ""), re.DOTALL)


def _spaced(part: str) -> str:
    """A pattern for words with any white space between; what cannot be seen may stand for anything."""
    words = [r".?".join(map(re.escape, _UNSEEN.split(word))) for word in re.split(r"\s+", part)]
    return r"\s+".join(words)


def is_same(text: str, now: str, *, cut: bool = False) -> bool:
    """Whether a text is that of a source, placeholders taken for gaps.

    >>> is_same("P003 and [name 2] came", "Ann and Mr. Lee came"), is_same("[name 2] came", "he went")
    (True, False)
    """
    return text == now or _pattern(text, cut, loose=False).fullmatch(now) is not None


def place_in(text: str, passage: str, *, cut: bool = False, loose: bool = False) -> tuple[int, int] | None:
    """Where a text stands in a passage; ``loose``: with any white space between the words."""
    match = _pattern(text, cut, loose).search(passage)
    return match.span() if match else None


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
