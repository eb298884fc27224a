"""Ranges of a text whose words the program keeps beside them: each is put where these words stand, or is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from voc.reading.coded import offsets as _offsets
from voc.reading.coded.offsets import Counting, Marked


@dataclass(frozen=True, slots=True)
class Mark:
    """A range as the program counts it, the words it says stand there, and whatever belongs to it."""

    start: int
    end: int
    words: str | None
    what: Any = None


@dataclass
class Placed:
    """The marks with their ranges in the text; how many were found again by their words, and which were not."""

    there: list[tuple[int, int, Mark]] = field(default_factory=list)
    found_again: int = 0
    lost: int = 0


def place(text: str, marks: Sequence[Mark], usual: Counting) -> Placed:
    """Put marks where their words stand: by the counting that fits best, else at the one other place of the words."""
    marked = [Marked(mark.start, mark.end, mark.words) for mark in marks]
    counting = _offsets.settle(text, marked, usual)
    made = Placed()
    for mark, (start, end) in zip(marks, _offsets.placed(text, marked, counting), strict=True):
        inside = _offsets.lies_inside(text, start, end)
        if inside and (mark.words is None or not mark.words.strip() or _is_there(mark.words, text[start:end])):
            made.there.append((start, end, mark))
        elif (elsewhere := _offsets.elsewhere(text, mark.words)) is not None:
            made.there.append((*elsewhere, mark))
            made.found_again += 1
        else:
            made.lost += 1
    return made


def _is_there(words: str, there: str) -> bool:
    return _offsets.squashed(words) == _offsets.squashed(there)
