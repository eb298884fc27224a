"""How a text marks who speaks: the ways there are, and the evidence that a file has to give for each.

=========== ==================================================== ====================================================
way         looks like                                           accepted where
=========== ==================================================== ====================================================
headings    ``Anna  0:12``, ``[0:12] Anna``, ``Anna (0:12)``     three have a name, by its shape or by coming again
names       ``Anna: hi``, ``[0:12] Anna: hi``, ``Anna: [0:12] x`` :func:`voc.reading.talk.speech.speakers` says so
asked       only ``MODERATOR: why?``, all else is the answer     no other speaker, and many lines without a mark
signs       ``[id1] hi``, ``Q. why?``, ``Anna – hi``, or tabs    most lines have it, with two names or more
alone       the name on a line of its own, without a colon       two names that come again over other lines
times       ``[00:12:03] hi``, ``0:12`` above ``hi``             the times stand in order, over enough of the lines
looks       a bold question, a plain answer                      :func:`voc.reading.talk.questions.questions` says so
=========== ==================================================== ====================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from voc.reading.segments import is_filler
from voc.reading.talk import stamps as _stamps
from voc.reading.talk.questions import questions
from voc.reading.talk.roles import said_role, says_who
from voc.reading.talk.speech import FRONT, Begin, heading, like_name, like_proper_name, speakers

_MARK = r"[*_]{0,3}"
_TIME = rf"(?:{_stamps.BRACKETED}|(?P<clock>{_stamps.CLOCK})(?:\s?[AaPp]\.?[Mm]\.?)?)"
_NAME_FIRST = re.compile(
    rf"{FRONT}\[?(?P<name>[^\s:\[][^:\n]{{0,58}}?)\]?{_MARK}(?P<gap>\s*[|,–—-]?\s*){_MARK}{_TIME}{_MARK}:?$"
)
_TIME_ALONE = re.compile(rf"{FRONT}{_TIME}(?:{_stamps.ARROW}{_stamps.CLOCK})?{_MARK}(?:\s*\{{#[^{{}}]*\}})?$")
# What YouTube writes below a time when its transcript is copied.
_SPELLED = re.compile(r"(?:\d+ hours?,? ?)?(?:\d+ minutes?,? ?)?(?:\d+ seconds?)?", re.IGNORECASE)
_SIGNS: Mapping[str, re.Pattern[str]] = {
    "brackets": re.compile(r"\[(?P<name>[^\[\]:\n]{1,40})\]\s+(?=\S)"),
    "tabs": re.compile(r"(?P<name>[^\t:\n]{1,40})\t\s*(?=\S)"),
    "letters": re.compile(r"(?P<name>[A-Z]{1,3}\d{0,2})\.\s+(?=\S)"),
    "dashes": re.compile(r"(?P<name>[^\n:–—-]{1,40}?)\s+[-–—]\s+(?=\S)"),
}
# "Q1.", "A1.": who asks, and who answers.
_ASKED = re.compile(r"([QA])\d{1,3}")
_DIGIT = re.compile(r"\D{0,12}\d")
_LONGEST_HEADING, _LONGEST_NAME = 110, 50
# So many lines at most are the head of a transcript.
_HEAD = 10
_NO_NAME = re.compile(r"[\d\s.,:%#-]+|.*[.?!]")
# Three headings, four lines with a name, a fifth of all lines, most lines: below, chance could have made them.
_HEADINGS, _LEAST, _SOME, _MOST = 3, 4, 0.2, 0.6
# A single name stands in front of so many of the lines, or it is none.
_ALMOST_ALL = 0.8
# Times without brackets begin sentences, too ("10:30 was late"), and stand in diaries.
_BARE_ALONE = 0.25
_IN_ORDER = 0.9


@dataclass(frozen=True, slots=True)
class Way:
    """The way found: where turns begin (by index of line; an empty name is unknown), how sure that is, and why."""

    kind: str
    begins: Mapping[int, Begin]
    score: float
    reason: str


def find(lines: Sequence[tuple[str, str]], bold: Collection[str] | None = None) -> Way | None:
    """The first of the ways, in the order above, for which the lines give enough evidence.

    ``bold`` are the places of the bold lines; looks are nothing to go by where it is missing.
    """
    given = [line for _, line in lines]
    tries: tuple[Callable[[Sequence[str]], Way | None], ...] = (_headings, _names, _signs, _alone, _times)
    way = next((way for attempt in tries if (way := attempt(given)) is not None), None)
    if way is not None or bold is None:
        return way
    return _looks(given, {index for index, (place, _) in enumerate(lines) if place in bold})


def time_alone(line: str) -> str | None:
    """The time, where a line is nothing else."""
    if len(line) > _LONGEST_HEADING or not _DIGIT.match(line):
        return None
    match = _TIME_ALONE.match(line)
    return match["start"] or match["counted"] or match["hashed"] or match["clock"] if match else None


def _headings(lines: Sequence[str]) -> Way | None:
    """Lines of a name and a time. Two spaces or brackets between are a tool's; else the name has to come again."""
    found: dict[int, Begin] = {}
    bare: set[int] = set()
    for index, line in enumerate(lines):
        if len(line) <= _LONGEST_HEADING and (begin := _heading(line)) is not None:
            found[index] = begin[0]
            if not begin[1]:
                bare.add(index)
    counts = Counter(begin.name for begin in found.values())
    named = {
        index: begin
        for index, begin in found.items()
        if begin.name and _is_heading(begin.name, counts, bare=index in bare)
    }
    if len(named) < _HEADINGS:
        return None
    # Where others come again behind times, who speaks but once stands there, too: "[00:10:01] Rachel Marsh".
    named |= {index: found[index] for index in bare if _stamps.lead(lines[index]) is not None}
    alone = {index: begin for index, begin in found.items() if not begin.name}
    return Way("headings", named | alone, 0.98, f"{len(named)} lines with a speaker and a time")


def _heading(line: str) -> tuple[Begin, bool] | None:
    """The name and time that a whole line is, and whether a tool's sign stands between them."""
    time = time_alone(line)
    if time is not None:
        return Begin("", len(line), time), True
    match = _NAME_FIRST.match(line)
    if match is not None:
        marked = match["clock"] is None or match["gap"] not in (" ", "")
        time = match["start"] or match["counted"] or match["hashed"] or match["clock"]
        return Begin(match["name"].strip(" *_"), len(line), time), marked
    stamp = _stamps.lead(line)
    if stamp is None:
        return None
    name = line[stamp.end :].strip(" *_:")
    fits = 0 < len(name) <= _LONGEST_NAME and like_proper_name(name)
    return (Begin(name, len(line), stamp.time), False) if fits else None


def _is_heading(name: str, counts: Mapping[str, int], *, bare: bool) -> bool:
    if says_who(name):
        return True
    again = counts[name] >= 2
    return again and like_proper_name(name) if bare else like_name(name) and (again or like_proper_name(name))


def _names(lines: Sequence[str]) -> Way | None:
    """Names in front of what is said; where all of them ask, what nobody is named for is the answer."""
    known = speakers(lines)
    begins: dict[int, Begin] = {}
    for index, line in enumerate(lines):
        begin = heading(line)
        name = known.get(begin.name.casefold()) if begin else None
        if begin is not None and name is not None:
            begins[index] = begin._replace(name=name)
    if not begins or _are_head(lines, begins):
        return None
    who = {begin.name for begin in begins.values()}
    asks = {index: begin for index, begin in begins.items() if said_role(begin.name) == "interviewer"}
    head = {index: begin for index, begin in begins.items() if index < min(asks, default=0)}
    rest = len(lines) - len(begins)
    alone = len(asks) + len(head) == len(begins) and all(is_person(lines[n][one.end :]) for n, one in head.items())
    if alone and rest >= max(2, 0.3 * len(lines)):
        score = _score_asked([lines[index][begin.end :] for index, begin in asks.items()])
        return Way("asked", asks, score, f"{len(asks)} lines are marked as the interviewer's, {rest} are not")
    least = _SOME if len(who) >= 2 else _ALMOST_ALL
    labels = {said_role(name) for name in who} >= {"interviewer", "participant"} or who == {"Q", "A"}
    enough = len(begins) >= (2 if labels else _LEAST) and len(begins) >= least * len(lines) and all(map(like_name, who))
    sure = 0.95 if len(begins) >= 0.5 * len(lines) or sum(map(says_who, who)) >= 2 else 0.9
    return Way("names", begins, sure if enough else 0.0, f"{len(begins)} lines begin with one of {len(who)} speakers")


def _are_head(lines: Sequence[str], begins: Mapping[int, Begin]) -> bool:
    """Whether labels stand but once, at the top, in front of who somebody is: "Participant: Nadia, 34, nurse"."""
    names = [begin.name for begin in begins.values()]
    last = max(begins)
    if len(set(names)) < len(names) or last >= _HEAD or len(lines) - last <= _LEAST:
        return False
    return all(said_role(begin.name) and is_person(lines[index][begin.end :]) for index, begin in begins.items())


def is_person(said: str) -> bool:
    """Whether what stands behind a label only names somebody.

    >>> is_person("Nadia K., 34, nurse"), is_person("P7"), is_person("It broke."), is_person("Okay")
    (True, True, False, False)
    """
    who = re.split(r"[,;(]", said)[0].strip()
    return who.isdigit() or (like_proper_name(who) and not is_filler(who, spoken=True))


def _score_asked(said: Sequence[str]) -> float:
    """A single "Moderator: Dana" is a head; two marks, or one question, are a conversation."""
    if len(said) >= 2:
        return 0.9
    return 0.86 if said[0].rstrip().endswith("?") or len(said[0].split()) >= 3 else 0.0


def _signs(lines: Sequence[str]) -> Way | None:
    """Names that another sign than a colon parts from the words."""
    for kind, pattern in _SIGNS.items():
        begins: dict[int, Begin] = {}
        for index, line in enumerate(lines):
            stamp = _stamps.lead(line)
            match = pattern.match(line, stamp.end if stamp else 0)
            if match is not None and not _NO_NAME.fullmatch(match["name"]):
                behind = _stamps.lead(line[match.end() : match.end() + 60]) if kind == "tabs" else None
                time = behind.time if behind else stamp.time if stamp else None
                name = _ASKED.sub(r"\1", match["name"].strip()) if kind == "letters" else match["name"].strip()
                begins[index] = Begin(name, match.end() + (behind.end if behind else 0), time)
        counts = Counter(begin.name for begin in begins.values())
        kept = {index: begin for index, begin in begins.items() if _is_signed(begin.name, counts, kind)}
        who = {begin.name for begin in kept.values()}
        asked = kind != "letters" or any(says_who(name) for name in who)
        least = max(_LEAST, (2 * _SOME if kind == "letters" else _MOST) * len(lines))
        if len(who) >= 2 and asked and len(kept) >= least:
            return Way(kind, kept, 0.9, f"{len(kept)} lines begin with one of {len(who)} names, parted by {kind}")
    return None


def _is_signed(name: str, counts: Mapping[str, int], kind: str) -> bool:
    # Word's second bullet is an "o".
    return counts[name] >= 2 and name != "o" and (kind == "letters" or like_name(name))


def _alone(lines: Sequence[str]) -> Way | None:
    """Names on lines of their own: two at least, that come again, and over something that is said."""
    short = {
        index: line.strip("*_# ")
        for index, line in enumerate(lines)
        if len(line) <= 50 and not line.endswith((".", "?", "!", ",", ":", "…"))
    }
    counts = Counter(short.values())
    roles = {name for name, count in counts.items() if count >= 2 and says_who(name)}
    # Where a role stands alone, a name that comes twice does, too; names by themselves have to come three times.
    least = 2 if roles else _HEADINGS
    names = roles | {name for name, count in counts.items() if count >= least and like_proper_name(name)}
    begins = {index: Begin(name, len(lines[index])) for index, name in short.items() if name in names}
    over = sum(1 for index in begins if index + 1 < len(lines) and index + 1 not in begins)
    if len(names) < 2 or over < max(_LEAST, _SOME * len(lines)) or over < _MOST * len(begins):
        return None
    return Way("alone", begins, 0.9, f"{len(begins)} lines are one of {len(names)} names that come again")


def _times(lines: Sequence[str]) -> Way | None:
    """Times in front of what is said, or above it, and nobody's name."""
    begins: dict[int, Begin] = {}
    alone = bracketed = 0
    for index, line in enumerate(lines):
        time = time_alone(line)
        stamp = None if time is not None else _stamps.lead(line)
        if time is not None:
            begins[index] = Begin("", len(line), time)
            alone += 1
        elif stamp is not None:
            begins[index] = Begin("", stamp.end, stamp.time)
            bracketed += stamp.bracketed
        elif (tail := _stamps.trail(line)) is not None:
            begins[index] = Begin("", 0, tail[0])
            bracketed += 1
        elif index - 1 in begins and begins[index - 1].end == len(lines[index - 1]) and _SPELLED.fullmatch(line):
            begins[index] = Begin("", len(line), begins[index - 1].time)
    starts = [start for begin in begins.values() if (start := _stamps.seconds(begin.time or "")) is not None]
    ordered = sum(one <= two for one, two in pairwise(starts))
    if len(starts) < _HEADINGS or ordered < _IN_ORDER * (len(starts) - 1):
        return None
    if bracketed + alone >= _BARE_ALONE * len(lines) or bracketed >= max(_HEADINGS, _SOME * len(lines)):
        return Way("times", begins, 0.9, f"{len(starts)} times in order, nobody named")
    inline = len(begins) - alone
    if inline >= _MOST * len(lines):
        return Way("times", begins, 0.86, f"{inline} lines begin with a time, nobody named")
    return None


def _looks(lines: Sequence[str], bold: Collection[int]) -> Way | None:
    """Questions by their look; all else is answered to them."""
    found = questions(lines, bold)
    if not found:
        return None
    reason = f"{len(found)} {'bold paragraphs' if found[0] in bold else 'lines'} ask, and what follows them answers"
    return Way("looks", {index: Begin("Interviewer", 0) for index in found}, 0.86, reason)
