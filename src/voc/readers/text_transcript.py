"""Plain-text transcripts: Otter (``Name  0:12`` above what was said) and ``Name: text``.

The place is the line on which the turn begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import _turns
from voc.readers._base import Guess, Reader, Source
from voc.readers._speech import prefix, speakers
from voc.readers._turns import Turn

_OTTER = re.compile(r"^(?P<name>\S.{0,58}?)?\s+(?P<time>(?:\d+:)?\d{1,2}:\d{2})\s*$")
_TIMED = re.compile(r"^[\[(](?P<time>(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?)[\])]\s*")
_CREDIT = re.compile(r"^Transcribed by https?://\S+\s*$", re.IGNORECASE)


def sniff(source: Source) -> Guess | None:
    """Three Otter headings, or speakers in front of a good part of the lines."""
    lines = _lines(source)
    headings = [line for _, line in lines if _OTTER.match(line)]
    if len(headings) >= 3:
        return Guess(0.95, (f"{len(headings)} lines like {headings[0].strip()!r}",))
    known = speakers(_TIMED.sub("", line) for _, line in lines)
    spoken = sum(1 for _, line in lines if (found := prefix(_TIMED.sub("", line))) and found[0] in known)
    if len(known) >= 2 and spoken >= 4 and spoken >= 0.2 * len(lines):
        return Guess(0.9, (f"{spoken} lines begin with a speaker: {', '.join(sorted(known)[:4])}",))
    return None


def _lines(source: Source) -> list[tuple[int, str]]:
    """The filled lines with their numbers, without Otter's own last line."""
    numbered = enumerate(source.text.split("\n"), 1)
    return [(number, line) for number, line in numbered if line.strip() and not _CREDIT.match(line)]


def turns(source: Source) -> list[Turn]:
    """Make turns of the lines; what stands before the first speaker is a title and no evidence."""
    lines = _lines(source)
    if sum(1 for _, line in lines if _OTTER.match(line)) >= 3:
        return _otter(lines)
    return prefixed(lines, source.name)


def _otter(lines: list[tuple[int, str]]) -> list[Turn]:
    found: list[Turn] = []
    heading: tuple[str | None, str] | None = None
    for number, line in lines:
        if match := _OTTER.match(line):
            name = (match["name"] or "").strip()
            heading = (None if _turns.UNKNOWN.match(name) else name, f"line {number} at {match['time']}")
        elif heading is not None:
            found.append(Turn(heading[0], line.strip(), heading[1]))
    return _merge_places(found)


def prefixed(lines: list[tuple[int, str]], name: str, unit: str = "line") -> list[Turn]:
    """Make turns of ``Name: text`` lines, with or without a time in front; others go on with the turn."""
    bare = [(number, _TIMED.sub("", line.strip())) for number, line in lines]
    known = speakers(line for _, line in bare)
    found: list[Turn] = []
    for number, line in bare:
        begins = prefix(line)
        if begins is not None and begins[0] in known:
            found.append(Turn(begins[0], line[begins[1] :], f"{unit} {number}"))
        elif found:
            found.append(Turn(found[-1].speaker, line, found[-1].place))
    if not found:
        raise ReadError(f"{name}: no speaker in front of any {unit}; write each turn as 'Name: what she said'")
    return _merge_places(found)


def _merge_places(found: list[Turn]) -> list[Turn]:
    """Join the paragraphs of a turn; a new heading of the same speaker stays a turn of its own."""
    merged: list[Turn] = []
    for turn in found:
        if merged and (merged[-1].speaker, merged[-1].place) == (turn.speaker, turn.place):
            merged[-1] = Turn(turn.speaker, f"{merged[-1].text}\n{turn.text}", turn.place)
        else:
            merged.append(turn)
    return merged


def read(source: Source) -> Iterator[Passage]:
    """Yield the turns."""
    yield from _turns.passages(turns(source), interviewer=source.rule.interviewer)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say who is taken for what."""
    return _turns.preview(turns(source), interviewer=source.rule.interviewer)


READER = Reader(
    "text_transcript",
    "Text transcript: Otter, or 'Name: text' lines",
    "interview",
    (".txt", ".md"),
    sniff,
    read,
    preview,
    grade="real file seen",
)
