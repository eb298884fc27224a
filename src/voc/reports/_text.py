"""Texts of strangers in the cells of other programs: cut where one can see it, beside each other in their order."""

from __future__ import annotations

import re
import unicodedata

from voc._shown import cut as cut
from voc._shown import one_line as one_line
from voc._shown import percent as percent
from voc._shown import short as short
from voc._shown import shown as shown

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")


def beside(text: str) -> str:
    """A text that may run from right to left, so that what stands beside it on its line keeps its place.

    >>> beside("one"), beside("שלום") == "\u200eשלום\u200e"
    ('one', True)
    """
    return f"\u200e{text}\u200e" if _RTL.search(text) else text


def pieces(text: str, most: int) -> list[str]:
    """The text in parts of at most ``most`` UTF-16 units, as Excel counts; together they are the whole text.

    >>> pieces("one two three", 8), pieces("🚲🚲🚲", 4), pieces("", 4)
    (['one two ', 'three'], ['🚲🚲', '🚲'], [''])
    """
    found: list[str] = []
    while _units(text) > most:
        end = most
        while _units(text[:end]) > most:
            end -= max(1, (_units(text[:end]) - most) // 2)
        at = min(cut(text, end), end)
        found.append(text[:at])
        text = text[at:]
    return [*found, text]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left.

    >>> is_rtl("1. שלום"), is_rtl("hello")
    (True, False)
    """
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in strong if way in ("L", "R", "AL")), "L") != "L"
