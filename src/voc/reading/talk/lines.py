"""Lines of a text or document to turns, whichever of the ways of :mod:`voc.reading.talk.ways` they are marked in.

A line comes with its place in the file. What stands above the first speaker is a title, or says who is who, and no
evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voc.errors import ReadError
from voc.quotes import Role
from voc.reading.talk import stamps as _stamps
from voc.reading.talk import ways as _ways
from voc.reading.talk.cues import ENDS, Cue, Heard, unnamed
from voc.reading.talk.filled import Line
from voc.reading.talk.known_as import known_as
from voc.reading.talk.prompts import prompts
from voc.reading.talk.roles import is_unknown, said_role
from voc.reading.talk.speech import Begin
from voc.reading.talk.turns import Turn
from voc.reading.talk.ways import Way

# What the top of a transcript tells of the interview.
_ABOUT = re.compile(
    r"(age|date|time|place|location|city|country|duration|length|recording|session|study|project|topic|title|file"
    r"|language|job|role|occupation|gender|segment|plan|attendees|participants|present|notes?|keywords|speakers|host"
    r"|datum|ort|dauer|alter|beruf|lieu|durée|âge|fecha|lugar|duración|edad)",
    re.IGNORECASE,
)
# "I = Interviewer", "Dana - Moderator", "Dana (Interviewer)".
_EQUALS = re.compile(r"(?P<one>[^=\t]{1,40}?)\s*(?:=|\t|\s[-–—]\s|\()\s*(?P<two>[^=\t()]{1,40}?)\)?\s*")
# "Moderator: Jo (J). Participants: Ann (A), Bob (B)": a label, and behind it people with their signs.
_LABEL = re.compile(r"(?:^|[.;]\s+)([^\W\d_][^:.;()]{0,40}):\s")
_SIGNED = re.compile(r"\(([^()]{1,20})\)")
# So many words at most has a line that says who somebody is.
_SHORT = 8
# The longest name that is a sign and no label.
_SIGN = 3
# "Nadia K." is no sentence.
_INITIAL = re.compile(r"\b[^\W\d_]\.$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The turns, the way they are marked, and how many lines stand above the first."""

    turns: list[Turn]
    way: Way
    above: int


def without_time(line: str) -> str:
    """A line without the time in brackets in front.

    >>> without_time("[00:12:03] Anna: hello")
    'Anna: hello'
    """
    stamp = _stamps.lead(line)
    return line[stamp.end :] if stamp and stamp.bracketed else line


def turns(lines: Sequence[Line], where: str) -> list[Turn]:
    """Make turns of the lines; raises ``ReadError`` where nothing tells who speaks or when."""
    return parse(lines, where, _ways.find(lines)).turns


def parse(lines: Sequence[Line], where: str, way: Way | None) -> Parsed:
    """Like :func:`turns`, by the way that was found, and with how much stands above; none is an error, too."""
    found = _parsed(lines, where, way)
    speakers = list(dict.fromkeys(turn.speaker for turn in found.turns))
    called = known_as(speakers, [line for _, line in lines[: found.above]])
    return replace(found, turns=[replace(turn, known_as=called.get(turn.speaker, ())) for turn in found.turns])


def _parsed(lines: Sequence[Line], where: str, way: Way | None) -> Parsed:
    """The turns in whichever way they are marked."""
    if way is None:
        raise ReadError(f"{where}: nobody is named in front of what was said; write each turn as 'Name: her words'")
    if way.kind == "times":
        return Parsed(_timed(lines, way), way, min(way.begins))
    if way.kind == "asked":
        top = _top_of_asked(lines, way)
        return Parsed(list(_asked(lines, way, top)), way, top)
    if way.kind == "looks":
        top = min(way.begins)
        return Parsed(_by_roles(_asked(lines, way, top), _stated(lines[:top])), way, top)
    top = _top(lines, way)
    made = _named(lines, way, top)
    if not made:
        raise ReadError(f"{where}: nobody is named in front of what was said; write each turn as 'Name: her words'")
    return Parsed(made, way, top)


def _named(lines: Sequence[Line], way: Way, top: int) -> list[Turn]:
    """A turn for each mark, with the lines below it."""
    roles = _roles(lines[:top], {begin.name for begin in way.begins.values() if begin.name})
    made: list[tuple[Begin, str, list[str]]] = []
    for index, (place, line) in enumerate(lines[top:], top):
        begin = way.begins.get(index)
        if begin is not None:
            above = lines[index - 1][1] if index and begin.time is None else ""
            begin = begin._replace(time=begin.time or _ways.time_alone(above))
            made.append((begin, place, []))
            line = line[begin.end :]
        elif _ways.time_alone(line) is not None:
            # Google Meet writes one every five minutes.
            continue
        if made and line:
            made[-1][2].append(without_time(line))
    return [
        Turn(
            None if is_unknown(begin.name) else begin.name,
            "\n".join(said),
            f"{place} at {begin.time}" if begin.time else place,
            roles.get(begin.name),
        )
        for begin, place, said in made
        if said
    ]


def _top(lines: Sequence[Line], way: Way) -> int:
    """The index of the first turn: lines that say who is who ("Interviewer: Dana", "I: Interviewer") are above it."""
    counts = Counter(begin.name for begin in way.begins.values())
    above = _introduced(lines, way)
    for index in sorted(index for index in way.begins if index >= above):
        begin = way.begins[index]
        said = lines[index][1][begin.end :].strip()
        if way.kind != "names" or not _is_head(begin.name, said, counts):
            return index
    return min(way.begins)


def _introduced(lines: Sequence[Line], way: Way) -> int:
    """How many lines at the top end with two labels or more that get a name, each once, and then speak themselves.

    "Moderator: Jo Marsh", "Interviewee: Nadia K.", and below them "Moderator: How do you plan meals?". Letters and
    numbers ("P1: Nike") are no such labels.
    """
    names: list[str] = []
    for index in sorted(way.begins):
        begin = way.begins[index]
        label = len(begin.name) > _SIGN and begin.name.isalpha() and said_role(begin.name) is not None
        if not label or begin.name in names or not _ways.is_person(lines[index][1][begin.end :]):
            return index if len(names) > 1 and way.kind == "names" else 0
        names.append(begin.name)
    return 0


def _is_head(name: str, said: str, counts: Mapping[str, int]) -> bool:
    """Whether a prefix at the top says something of the interview and is no speaker's, or says who a speaker is."""
    about = counts[name] == 1 and len(counts) > 1 and max(counts.values()) > 1
    about = about and bool(_ABOUT.fullmatch(name) or said_role(name))
    if about and any(sign in counts for sign in _SIGNED.findall(said)):
        return True
    short = 0 < len(said.split()) <= _SHORT and (not ENDS.search(said) or _INITIAL.search(said))
    if not short:
        return False
    return about or _role_in(said) is not None


def _role_in(said: str) -> Role | None:
    """The role that the value of a head line states: "Interviewer", "Befragte, 34 Jahre"."""
    return said_role(re.split(r"[,;(]", said)[0])


def _roles(lines: Sequence[Line], names: set[str]) -> dict[str, Role]:
    """Who is who, as the top of a transcript says it: "Interviewer: Dana", where Dana speaks further below."""
    spelled = {name.casefold(): name for name in names}
    roles: dict[str, Role] = {}
    for _, line in lines:
        for one, two in _pairs(line):
            asks, person = said_role(one), spelled.get(_person(two, spelled))
            if asks is not None and person is not None:
                roles[person] = asks
            elif (role := _role_in(two)) is not None and one.casefold() in spelled:
                roles[spelled[one.casefold()]] = role
        roles |= {spelled[sign.casefold()]: role for sign, role in _signed(line) if sign.casefold() in spelled}
    return roles


def _signed(line: str) -> Iterator[tuple[str, Role]]:
    """The signs in brackets that a head line gives to people behind a label, with the label's role."""
    parts = _LABEL.split(line)
    for label, said in zip(parts[1::2], parts[2::2], strict=True):
        role = said_role(label) or said_role(label.removesuffix("s"))
        if role is not None:
            yield from ((sign, role) for sign in _SIGNED.findall(said))


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """The two sides of a head line that may say who somebody is."""
    one, colon, two = line.partition(":")
    if colon and len(two.split()) <= _SHORT:
        yield one.strip(" *_"), two.strip(" *_")
    match = _EQUALS.fullmatch(line) if len(line) < 90 else None
    if match is not None:
        yield match["one"].strip(" *_"), match["two"].strip(" *_")


def _person(said: str, spelled: Mapping[str, str]) -> str:
    """The speaker in "Marcus, 34, Leeds" or "Dana from research"."""
    tries = (said, re.split(r"\s*[,;(]", said)[0], said.partition(" ")[0])
    return next((name.casefold() for name in tries if name.casefold() in spelled), "")


def _top_of_asked(lines: Sequence[Line], way: Way) -> int:
    """The participant may speak first where only the interviewer is marked: above are lines like "Date: 3 May"."""
    top = 0
    while top < len(lines) and top not in way.begins and _tells_about(lines[top][1]):
        top += 1
    return top


def _tells_about(line: str) -> bool:
    label, colon, said = line.partition(":")
    named = bool(colon) and said_role(label) is not None and _ways.is_person(said)
    return named or _ABOUT.fullmatch(label.strip()) is not None


def _asked(lines: Sequence[Line], way: Way, top: int) -> Iterator[Turn]:
    """The interviewer's lines by their marks, printed questions by their numbers; all others are the answers.

    A line of an answer that does not end a sentence goes on with the next one.
    """
    printed = prompts([line for _, line in lines[top:]])
    answer: Turn | None = None
    for index, (place, line) in enumerate(lines[top:], top):
        begin = way.begins.get(index)
        asks = begin is not None or index - top in printed
        if answer is not None and (asks or ENDS.search(answer.text)):
            yield answer
            answer = None
        if begin is not None:
            if line[begin.end :]:
                yield Turn(begin.name, line[begin.end :], f"{place} at {begin.time}" if begin.time else place)
        elif asks:
            yield Turn(None, line, place, "interviewer")
        elif (words := without_time(line)) and _ways.time_alone(line) is None:
            answer = Turn(None, words, place) if answer is None else replace(answer, text=f"{answer.text}\n{words}")
    if answer is not None:
        yield answer


def _stated(lines: Sequence[Line]) -> dict[Role, str]:
    """Who asks and who answers, as labels at the top say it: "Interviewer: Jo Marsh", "Participant: Nadia, 34"."""
    found: dict[Role, str] = {}
    for _, line in lines:
        label, _, said = line.partition(":")
        role, name = said_role(label), re.split(r"[,;(]", said)[0].strip(" *_")
        if role is not None and name:
            found.setdefault(role, name)
    return found


def _by_roles(turns: Iterable[Turn], names: Mapping[Role, str]) -> list[Turn]:
    """The turns of an interviewer and of somebody unnamed, with their names and roles as far as they are known."""
    told: list[Turn] = []
    for turn in turns:
        role: Role = "interviewer" if turn.speaker or turn.role else "participant"
        name = names.get(role, turn.speaker)
        told.append(replace(turn, speaker=name, role=role if name or turn.role else None))
    return told


def _timed(lines: Sequence[Line], way: Way) -> list[Turn]:
    """Turns by time: what stands below a time goes with it, and sentences are put together."""
    found: list[tuple[str, str | None, list[Heard]]] = []
    for index, (place, line) in enumerate(lines):
        begin = way.begins.get(index)
        # A time alone, and then again in words, is one.
        if begin is not None and not (found and found[-1][1] == begin.time and not found[-1][2]):
            found.append((f"{place} at {begin.time}", begin.time, []))
        words = line[begin.end :] if begin is not None else line
        tail = _stamps.trail(words)
        words = words[: tail[1]] if tail else words
        if found and words:
            found[-1][2].append(Heard(words))
    return unnamed([Cue(place, _stamps.seconds(time or ""), None, tuple(heard)) for place, time, heard in found])
