"""Questions in front of which nobody's name stands, told by their look: bold paragraphs, or every other paragraph."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from voc.reading.talk.cues import ENDS

# Fewer questions are a heading or two, or what somebody asks herself.
_LEAST = 3
_SIGNS = ("?", "？", "؟")


def questions(lines: Sequence[str], bold: Collection[int] = ()) -> list[int]:
    """The indices of the lines that ask; none where their look does not tell.

    Bold lines do where half of them end in a question mark and half stand in front of an answer, as the headings of a
    report do not. Where they do not, every other line has to end in a question mark, and none of the lines between.

    >>> questions(["Talk 3", "Why?", "It rained.", "Tell me.", "No bus.", "And then?", "A taxi."], {0, 1, 3, 5})
    [1, 3, 5]
    >>> questions(["Why?", "It rained.", "When?", "Today.", "So?", "A taxi."]), questions(["Why?", "It rained."])
    ([0, 2, 4], [])
    """
    return _bold(lines, bold) or _every_other(lines)


def _bold(lines: Sequence[str], bold: Collection[int]) -> list[int]:
    """The bold lines from the first one on that is a sentence: above it stands the title."""
    first = next((index for index in sorted(bold) if ENDS.search(lines[index])), len(lines))
    found = [index for index in sorted(bold) if index >= first]
    asks = sum(lines[index].endswith(_SIGNS) for index in found)
    answered = sum(index + 1 < len(lines) and index + 1 not in bold for index in found)
    return found if len(found) >= _LEAST and 2 * min(asks, answered) >= len(found) else []


def _every_other(lines: Sequence[str]) -> list[int]:
    """The first question and every second line behind it; above it stands no sentence."""
    first = next((index for index, line in enumerate(lines) if line.endswith(_SIGNS)), len(lines))
    found, between = range(first, len(lines), 2), range(first + 1, len(lines), 2)
    regular = (
        len(found) == len(between) >= _LEAST
        and all(lines[index].endswith(_SIGNS) for index in found)
        and not any(lines[index].endswith(_SIGNS) for index in between)
        and not any(len(line.split()) > 2 and ENDS.search(line) for line in lines[:first])
    )
    return list(found) if regular else []
