"""How much room a text takes, near enough: no font is opened, as nobody knows which one the reader has.

Widths are in em of a sans-serif like Calibri or Carlito, a little on the wide side, so that what fits here fits there.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

LINE = 1.22
"""Height of a line in em."""
_LONG = 40
"""Letters from which on a word has many of a kind."""
_NARROW = frozenset("iljtfrI.,:;'|!()[]{}·’‘ ")
_WIDE = frozenset("mwMW@%—…")


@lru_cache(maxsize=4096)
def letter(sign: str) -> float:
    """The width of a letter in em."""
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF" or sign > "\uffff":
        return 1.05
    if sign in _NARROW:
        return 0.31
    if sign in _WIDE:
        return 0.86
    return 0.6 if sign.isupper() else 0.5


@lru_cache(maxsize=65536)
def width(text: str) -> float:
    """The width of a text on one line in em.

    >>> width("ill") < width("abc") < width("ABC") < width("日本語")
    True
    """
    if len(text) < _LONG:
        return sum(map(letter, text))
    return sum(count * letter(sign) for sign, count in Counter(text).items())


def lines(text: str, room: float) -> int:
    r"""How many lines the text fills where each is ``room`` em wide; a longer word breaks inside.

    >>> lines("one two three", 4.0), lines("x" * 20, 4.0), lines("", 4.0), lines("a\n\nb", 4.0)
    (2, 3, 1, 3)
    """
    return sum(_wrapped(line, max(room, 1.0)) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    full, used = 1, 0.0
    for word in line.split(" "):
        size = width(word)
        if used and used + letter(" ") + size > room:
            full, used = full + 1, 0.0
        elif used:
            used += letter(" ")
        # A word longer than the line goes on below it.
        whole, used = divmod(used + size, room)
        full += int(whole)
    return full


def wrap(text: str, room: float) -> list[str]:
    """The lines of a text on one line each ``room`` em wide; a longer word breaks inside.

    >>> wrap("one two three", 4.0), wrap("x" * 12, 4.2), wrap("", 4.0)
    (['one two', 'three'], ['xxxxxxxx', 'xxxx'], [])
    """
    found: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= room:
            line = joined
            continue
        found += [line] if line else []
        line = word
        while width(line) > room:
            # So many letters at least are too many for the line; of what follows nothing has to be known.
            most = max(1, holds(line[: int(4 * room) + 8], room, 1))
            found.append(line[:most])
            line = line[most:]
    return [*found, line] if line else found


def holds(text: str, room: float, most: int) -> int:
    """How many letters of the text fit on ``most`` lines of ``room`` em.

    >>> holds("one two three", 4.0, 1), holds("one", 4.0, 1)
    (8, 3)
    """
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(text[:middle], room) <= most:
            low = middle
        else:
            high = middle - 1
    return low
