"""Questions and tasks that are printed in a transcript under their numbers: "3 Submit a query", "3.a Explain why."."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:\.?(?P<part>[a-z]|\d{1,2}))?[.)]?\s+(?=[\"'“‘«¿¡(]?[^\W\d_a-zß-öø-ÿ])")
# Fewer in a row than this are numbers that somebody said.
_LEAST = 3


def prompts(lines: Sequence[str]) -> set[int]:
    """The indices of the lines that are numbered on: 1, 1.a, 1.b, 2 … Anything out of the row is somebody's words.

    >>> sorted(prompts(["1 Sign in.", "Okay.", "2 events.", "1.a Send it.", "2 Log out.", "30 Days it took."]))
    [0, 3, 4]
    """
    found: dict[int, tuple[int, str]] = {}
    last: tuple[int, str] = (0, "")
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line)
        if match is None:
            continue
        this = (int(match["number"]), match["part"] or "")
        if _follows(this, last):
            found[index] = last = this
    return set(found) if len(found) >= _LEAST else set()


def _follows(this: tuple[int, str], last: tuple[int, str]) -> bool:
    """Whether a number is the next one: of the same level, or the first of the next."""
    if this[0] == last[0] + 1:
        return this[1] in ("", "a", "1")
    return this[0] == last[0] and bool(this[1]) and this[1] == _next(last[1])


def _next(part: str) -> str:
    if not part:
        return "a"
    return str(int(part) + 1) if part.isdigit() else chr(ord(part) + 1)
