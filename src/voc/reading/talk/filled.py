"""The lines of a text or document that hold words, without what editors and tools write on all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from voc.reading.talk import stamps as _stamps
from voc.reading.talk import ways as _ways
from voc.reading.talk.credits import without_credits

# A place and a stripped, filled line.
Line = tuple[str, str]
# The number of a line, as editors print it; on every line but few, a page's own.
_LINE_NUMBER = re.compile(r"(\d{1,4})(?:\s|$)\s*")
_ALMOST_ALL = 0.9
# Of fewer lines nothing is on all of them but by chance.
_FEW = 8


def filled(lines: Iterable[Line]) -> list[Line]:
    """The lines that hold words, stripped, without what a tool writes of itself."""
    given = [(place, line.strip()) for place, line in lines if line.strip()]
    stripped = ((place, without_credits(line)) for place, line in _without_one_time(_without_numbers(given)))
    kept = [(place, line) for place, line in stripped if line]
    return [line for index, line in enumerate(kept) if not _is_clock_in_words(kept, index)]


def _without_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the number of the line in front of them, where almost all have one and it counts on.

    >>> _without_numbers([("", f"{n}  Anna: I waited {n} days.") for n in range(1, 9)])[1]
    ('', 'Anna: I waited 2 days.')
    """
    found = [_LINE_NUMBER.match(line) for _, line in lines]
    numbers = [int(match[1]) for match in found if match is not None]
    on = sum(two - one == 1 or two == 1 for one, two in pairwise(numbers))
    if len(numbers) < max(_FEW, _ALMOST_ALL * len(lines)) or on < len(numbers) - 1:
        return lines
    return [(place, line[match.end() :] if match else line) for (place, line), match in zip(lines, found, strict=True)]


def _without_one_time(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without a time that stands in front of all of them, and is always the same: it tells nothing."""
    first = _stamps.lead(lines[0][1]) if len(lines) >= _FEW else None
    if first is None:
        return lines
    front = lines[0][1][: first.end]
    return (
        [(place, line[first.end :]) for place, line in lines]
        if all(line.startswith(front) for _, line in lines)
        else lines
    )


def _is_clock_in_words(lines: Sequence[Line], index: int) -> bool:
    """Whether a line says in words the time that stands as a clock beside it, as pages of Teams and YouTube do."""
    said = _stamps.spelled(lines[index][1])
    if said is None:
        return False
    beside = [_ways.time_alone(line) for _, line in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])]
    return any(time is not None and _stamps.seconds(time) == said for time in beside)
