"""Times in a text: where one stands, which it is, and how many seconds that are.

The shapes that transcripts have: ``[00:12:03]``, ``(1:02)``, ``#00:12:03-5#`` (f4, MAXQDA), ``[00.12.03]`` (QualCoder),
``[01:14.500 -> 01:15.500]`` (whisper), ``[3.20s -> 5.00s]`` (faster-whisper), ``[17:30, 12/6/2026]`` (chats), and
without brackets ``00:12:03`` or ``00:00:10 --> 00:00:12``. Editors of film count frames behind the seconds:
``00:12:03:14``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3}|[:;]\d{2})?"
_DOTTED = r"\d{1,2}\.\d{2}\.\d{2}(?:\.\d{1,3})?"
_SECONDS = r"\d{1,6}\.\d{1,3}s?"
ARROW = r"\s*(?:-{1,2}>|[-–—→]|to|bis)\s*"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_HALF = r"(?:\s?[AaPp]\.?[Mm]\.?)?"
_RANGE = rf"(?P<start>{CLOCK}|{_DOTTED})(?:{ARROW}(?:{CLOCK}|{_DOTTED}))?"
_COUNTED = rf"(?P<counted>{_SECONDS})\s*-{{1,2}}>\s*{_SECONDS}"
_DATED = rf"(?:{_DATE},?\s+)?{_RANGE}{_HALF}(?:,\s*{_DATE})?"
# In brackets, or between the signs of f4.
BRACKETED = (
    rf"(?:[\[(\x7b<]\s*(?:{_DATED}|{_COUNTED})\s*[\])\x7d>]"
    r"|#(?P<hashed>\d{1,2}:\d{2}:\d{2}(?:-\d{1,2})?)#)"
)
_LEAD = re.compile(rf"{BRACKETED}\s*(?:[-–—:|]\s+)?")
_BARE = re.compile(rf"(?:{_DATE},?\s+)?{_RANGE}{_HALF}(?:\s*[-–—|]\s+|\s+|$)")
_TRAIL = re.compile(r"\s*#(?P<hashed>\d{1,2}:\d{2}:\d{2}(?:-\d{1,2})?)#$")
_SPELLED = re.compile(r"(?:(\d{1,3}) hours?,? ?)?(?:(\d{1,3}) minutes?,? ?)?(?:(\d{1,2}) seconds?)?", re.IGNORECASE)
_FRAMES = re.compile(r"(?<=\d:\d\d:\d\d)[:;]\d\d$")
_OPENS = frozenset("[({<#0123456789")
_PLAIN = re.compile(r"(?:\d{1,9}:){0,2}\d{1,9}(?:\.\d{0,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as it stands, and where what follows it begins; ``bracketed`` where nothing else can be meant."""

    time: str
    end: int
    bracketed: bool


def lead(line: str) -> Stamp | None:
    """The time in front of a line.

    >>> lead("[00:12:03] Anna: hello"), lead("10:30 was late").bracketed
    (Stamp(time='00:12:03', end=11, bracketed=True), False)
    """
    if line[:1] not in _OPENS:
        return None
    match = _LEAD.match(line)
    if match is not None:
        return Stamp(match["start"] or match["counted"] or match["hashed"], match.end(), bracketed=True)
    match = _BARE.match(line)
    return Stamp(match["start"], match.end(), bracketed=False) if match else None


def trail(line: str) -> tuple[str, int] | None:
    """The time of f4 or MAXQDA at the end of a line, and where the words before it end.

    >>> trail("I see. #00:12:03-5#"), trail("I see.")
    (('00:12:03-5', 6), None)
    """
    # Looked for from the end: a pattern that may begin anywhere would take time squared for long lines.
    tail = line[-24:]
    match = _TRAIL.search(tail)
    return (match["hashed"], len(line) - len(tail) + match.start()) if match else None


def seconds(time: str) -> float | None:
    """The seconds that a time stands for; missing for what is none.

    >>> seconds("1:02:03.5"), seconds("00:12:03-5"), seconds("00.00.10"), seconds("3.20s"), seconds("x")
    (3723.5, 723.5, 10.0, 3.2, None)
    >>> seconds("00:12:03:14")
    723.0
    """
    plain = _FRAMES.sub("", time.strip()).rstrip("s").replace(",", ".")
    if not _PLAIN.fullmatch(plain):
        if re.fullmatch(_DOTTED, plain):
            plain = plain.replace(".", ":", 2)
        plain = re.sub(r"-(\d+)$", r".\1", plain)
        if not _PLAIN.fullmatch(plain):
            return None
    return sum(float(part) * 60.0**power for power, part in enumerate(reversed(plain.split(":"))))


def spelled(line: str) -> float | None:
    """The seconds of a time in words that a whole line is; missing for any other line.

    >>> spelled("1 hour, 2 minutes 3 seconds"), spelled("30 minutes later"), spelled("")
    (3723.0, None, None)
    """
    match = _SPELLED.fullmatch(line) if line[:1].isdigit() else None
    return sum(float(part or 0) * 60.0**power for power, part in enumerate(reversed(match.groups()))) if match else None


def clock(seconds: float) -> str:
    """Seconds as a clock.

    >>> clock(153.48)
    '00:02:33.480'
    """
    whole, part = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{part:03}"
