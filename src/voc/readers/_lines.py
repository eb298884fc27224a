"""Lines to turns: a heading with a name and a time above what was said, or ``Name: text``.

A line comes with its place in the file. Otter, Teams (Word) and Rev write headings; whether a line that ends in a
clock is one, the file has to bear out: people say "it opens at 9:30", too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from voc.errors import ReadError
from voc.quotes import Role
from voc.readers._speech import heading, label, like_name, like_proper_name, speakers
from voc.readers._turns import INTERVIEWER, PARTICIPANT, UNKNOWN, Turn

# A place and a stripped, filled line.
Line = tuple[str, str]

_HEADING = re.compile(r"^(?:(?P<name>\S[^:\n]{0,58}?)(?P<gap>\s+))?[\[(]?(?P<time>(?:\d+:)?\d{1,2}:\d{2})[\])]?:?$")
_TIMED = re.compile(r"^[\[(](?P<time>(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?)[\])]\s*")
# What a tool writes of itself: nobody's words.
_CREDIT = re.compile(r"^Transcribed by https?://\S+$|^.{1,60} (started|stopped) transcription$", re.IGNORECASE)
_ENOUGH = 3
# What the top of a transcript tells of the interview.
_ABOUT = re.compile(
    r"^(age|date|time|place|location|city|country|duration|recording|session|study|project|topic|title|file|language"
    r"|job|role|occupation|gender|segment|plan|attendees|participants|present|notes?)$",
    re.IGNORECASE,
)


def filled(lines: Iterable[Line]) -> list[Line]:
    """The lines that hold words, stripped, without what a tool writes of itself."""
    stripped = [(place, line.strip()) for place, line in lines]
    return [(place, line) for place, line in stripped if line and not _CREDIT.match(line)]


def headings(lines: Sequence[Line]) -> dict[int, tuple[str | None, str]]:
    """The headings by the index of their line: name and time. None at all where fewer than three have a name."""
    found = {index: match for index, (_, line) in enumerate(lines) if (match := _HEADING.match(line))}
    counts = Counter(match["name"] for match in found.values())
    named = {index for index, match in found.items() if match["name"] and _is_heading(match, counts)}
    if len(named) < _ENOUGH:
        return {}
    return {
        index: (None if UNKNOWN.match(match["name"] or "") else match["name"], match["time"])
        for index, match in found.items()
        if index in named or match["name"] is None
    }


def _is_heading(match: re.Match[str], counts: Mapping[str | None, int]) -> bool:
    """Two spaces before the time are a tool's; after one space the name has to be one, and to come again."""
    name = match["name"]
    if UNKNOWN.match(name) or label(name):
        return True
    return like_name(name) if match["gap"] != " " else counts[name] >= 2 and like_proper_name(name)


def turns(lines: Sequence[Line], where: str) -> list[Turn]:
    """Make turns of the lines; raises ``ReadError`` where nobody is named."""
    found = headings(lines)
    return _headed(lines, found) if found else prefixed(lines, where)


def _headed(lines: Sequence[Line], found: Mapping[int, tuple[str | None, str]]) -> list[Turn]:
    roles = _roles(lines[: min(found)], {name for name, _ in found.values() if name})
    made: list[Turn] = []
    begun: Turn | None = None
    for index, (place, line) in enumerate(lines):
        if index in found:
            name, time = found[index]
            begun = Turn(name, "", f"{place} at {time}", roles.get(name or ""))
        elif begun is not None:
            made.append(replace(begun, text=line))
    return _merge(made)


def without_time(line: str) -> str:
    """A line without the time in brackets in front.

    >>> without_time("[00:12:03] Anna: hello")
    'Anna: hello'
    """
    return _TIMED.sub("", line)


def prefixed(lines: Sequence[Line], where: str) -> list[Turn]:
    """Make turns of ``Name: text`` lines, with or without a time in front; others go on with the turn.

    What stands before the first speaker is a title, or says who is who, and no evidence.
    """
    bare = [(place, without_time(line)) for place, line in lines]
    begins = [heading(line) for _, line in bare]
    counts = Counter(found[0] for found in begins if found)
    often = {name for name, count in counts.items() if count >= 2}
    roles = _roles(bare, often)
    top = 0
    if often:
        top = next(i for i, found in enumerate(begins) if not (found and _is_head(found[0], counts) and often))
    known = speakers(line for _, line in bare[top:])
    made: list[Turn] = []
    begun: Turn | None = None
    for (place, line), found in zip(bare[top:], begins[top:], strict=True):
        if found is not None and found[0] in known:
            begun = Turn(found[0], "", place, roles.get(found[0]))
            line = line[found[1] :]
        if begun is not None and line:
            made.append(replace(begun, text=line))
    if not made:
        raise ReadError(f"{where}: nobody is named in front of what was said; write each turn as 'Name: her words'")
    return _merge(made)


def _roles(lines: Sequence[Line], names: set[str]) -> dict[str, Role]:
    """Who is who, as the top of a transcript says it: "Interviewer: Dana", where Dana speaks further below."""
    roles: dict[str, Role] = {}
    for _, line in lines:
        found = heading(line)
        if found is None:
            continue
        if found[0] in names:
            break
        said = line[found[1] :].strip()
        # "Participant: Marcus, 34, Leeds": the name, then what else is known of her.
        name = next(
            (name for name in (said, re.split(r"\s*[,;(]", said)[0], said.split(" ")[0]) if name in names), None
        )
        if name is not None and INTERVIEWER.match(found[0]):
            roles[name] = "interviewer"
        elif name is not None and PARTICIPANT.match(found[0]):
            roles[name] = "participant"
    return roles


def _is_head(name: str, counts: Mapping[str, int]) -> bool:
    """Whether a prefix at the top says something of the interview ("Age: 34") and is no speaker: it comes once."""
    return counts[name] == 1 and bool(_ABOUT.match(name) or INTERVIEWER.match(name) or PARTICIPANT.match(name))


def _merge(made: list[Turn]) -> list[Turn]:
    """Join the lines of a turn; a new heading of the same speaker stays a turn of its own."""
    merged: list[Turn] = []
    for turn in made:
        if merged and (merged[-1].speaker, merged[-1].place) == (turn.speaker, turn.place):
            merged[-1] = replace(merged[-1], text=f"{merged[-1].text}\n{turn.text}")
        else:
            merged.append(turn)
    return merged
