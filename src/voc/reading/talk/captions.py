"""WebVTT and SubRip as text: which lines are a cue's times, its number and its words.

Nothing that was said is lost: words after a blank line inside a cue go on with it, a cue whose times cannot be read
keeps its words. What was put together or left out is told in the account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from voc.errors import ReadError
from voc.reading.source import Source
from voc.reading.talk.cues import INSIDE, Cue, Heard, plain
from voc.reading.talk.stamps import seconds

_TIME = r"(?:\d+:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMES = re.compile(rf"^\s*(?P<start>{_TIME})\s*-{{1,3}}>\s*(?P<end>\S*)")
# Times that a broken program or a careless hand wrote: a word with a digit on either side.
_BROKEN = re.compile(r"^\s*\S{0,16}\d\S{0,16}\s*-->\s*\S{0,16}\d")
_COMMENT = re.compile(r"\s*(?:NOTE|STYLE|REGION)(?:\s|$)")
# What stands above a cue's times: a number, Teams' "<meeting>/12-0", or Webex's '12 "Anna Weber" (1234)'.
_NUMBER = re.compile(r"^\s*(\d{1,7})\s*$")
_TEAMS_ID = re.compile(r"^\s*[\w-]+/\d+-\d+\s*$")
_WEBEX_ID = re.compile(r'^\s*(\d{1,7})\s+"(?P<name>[^"]{1,80})"(?:\s+\(\d+\))?\s*$')
# What is left of a cue that was cut off by the end of the file.
_RUMP = re.compile(r"^[\d\s:.,>-]+$")
_CUT_TAG = re.compile(r"<[/a-z][^<>]*$", re.IGNORECASE)
# No pattern may run over the next "<": on broken mark-up that would take time squared.
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|(</v>)", re.IGNORECASE)

Block = list[tuple[int, str]]


@dataclass
class _Raw:
    """A cue as it stands: its number if it has one, the line of its times, what they say, its words."""

    number: str | None
    line: int
    start: str | None
    end: str | None
    voice: str | None = None
    words: list[str] = field(default_factory=list)


def cues(source: Source, *, comments: bool) -> list[Cue]:
    """The cues of a file. ``comments``: blocks that begin with NOTE, STYLE or REGION are none, as in WebVTT.

    Raises ``ReadError`` where there are cues, but no times that can be read.
    """
    found: list[_Raw] = []
    above = 0
    for block in _blocks(source.text, comments=comments):
        before, new = _split(block, any_id=comments)
        if found:
            found[-1].words += before if new else _continued(before, found[-1])
        else:
            above += len(before)
        found += new
    if found and all(raw.start is None for raw in found):
        raise ReadError(
            f"{source.name}, line {found[0].line}: no cue has times that can be read; they look like "
            "00:01:02.000 --> 00:01:05.000; export the transcript again"
        )
    broken = [raw.line for raw in found if raw.start is None]
    if broken:
        source.note(
            f"{len(broken)} of {len(found)} cues have times that cannot be read (the first in line {broken[0]}); "
            "their words are kept"
        )
    if found and above:
        source.note(f"lines above the first cue, not read: {above}")
    if found and _cut_short(found[-1]):
        source.note("the file ends in the middle of a cue: it may have been cut short")
    return [_cue(raw, count) for count, raw in enumerate(found, 1)]


def _cut_short(raw: _Raw) -> bool:
    """Whether the end of the file cut the last cue; what is left of its times or of a tag is taken out."""
    last = raw.words[-1] if raw.words else ""
    rump = _RUMP.match(last) is not None and ("-" in last or ":" in last)
    if rump or _CUT_TAG.search(last):
        raw.words[-1] = "" if rump else _CUT_TAG.sub("", last)
        return True
    return False


def _blocks(text: str, *, comments: bool) -> Iterator[Block]:
    """The numbered lines between blank lines, without notes, styles and the file's first line."""
    block: Block = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append((number, line))
        elif block:
            if comments and block[0][0] == 1:
                block = _below_header(block)
            if block and not (comments and _COMMENT.match(block[0][1])):
                yield block
            block = []


def _below_header(block: Block) -> Block:
    """The cues that follow on the header of a WebVTT file without a blank line; of the header nothing."""
    if not block[0][1].lstrip().startswith("WEBVTT"):
        return block
    first = next((index for index, (_, line) in enumerate(block) if TIMES.match(line)), len(block))
    return block[first - (first < len(block) and _is_id(block[first - 1][1])) :]


def _split(block: Block, *, any_id: bool) -> tuple[list[str], list[_Raw]]:
    """The words of a block above its first times, and its cues; times begin one also without a blank line above.

    ``any_id``: whatever stands right above the times is the cue's name, as in WebVTT; else only what looks like it.
    """
    lines = [line for _, line in block]
    starts = [index for index, line in enumerate(lines) if TIMES.match(line)]
    arrow = next((index for index, line in enumerate(lines) if "-->" in line), None)
    if arrow is not None and (not starts or arrow < starts[0]) and _BROKEN.match(lines[arrow]):
        starts.insert(0, arrow)
    if not starts:
        return lines, []
    before = lines[: starts[0]]
    number = before[-1] if before and (any_id or _is_id(before[-1])) else ""
    found: list[_Raw] = []
    for begin, end in pairwise([*starts, len(lines)]):
        times = TIMES.match(lines[begin])
        said = lines[begin + 1 : end]
        raw = _Raw(_own_number(number), block[begin][0], times and times["start"], times and times["end"])
        webex = _WEBEX_ID.match(number)
        raw.voice = webex["name"] if webex else None
        # The number of the next cue, where no blank line parts them.
        number = said.pop() if end < len(lines) and starts[0] > 0 and said and _is_id(said[-1]) else ""
        raw.words = said
        found.append(raw)
    return before[:-1] if before and (any_id or _is_id(before[-1])) else before, found


def _is_id(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_NUMBER, _TEAMS_ID, _WEBEX_ID))


def _own_number(line: str) -> str | None:
    match = _NUMBER.match(line) or _WEBEX_ID.match(line)
    return match[1] if match else None


def _continued(lines: list[str], cue: _Raw) -> list[str]:
    """The words of a block without times; the number of a cue that lost its times is none of them."""
    number = _NUMBER.match(lines[0])
    follows = number is not None and cue.number is not None and int(number[1]) == int(cue.number) + 1
    return lines[1:] if follows or _TEAMS_ID.match(lines[0]) else lines


def _cue(raw: _Raw, count: int) -> Cue:
    time = f"at {raw.start}" if raw.start is not None else f"in line {raw.line}"
    start = seconds(raw.start) if raw.start else None
    end = seconds(raw.end) if raw.end else None
    return Cue(f"cue {raw.number or count} {time}", start, end, tuple(_heard(raw)))


def _heard(raw: _Raw) -> Iterator[Heard]:
    """The lines of a cue with the voice that is open there; a tag may open and close anywhere."""
    voice = raw.voice
    for line in raw.words:
        parts = _VOICE.split(line)
        for words, opened, closed in zip(parts[::3], [None, *parts[1::3]], [None, *parts[2::3]], strict=True):
            if closed:
                voice = raw.voice
            elif opened is not None:
                # noScribe writes "//S02" where somebody speaks into another's words.
                voice = plain(opened).removeprefix("//")
            said = plain(words)
            if said:
                yield Heard(said, voice, timed=INSIDE.search(words) is not None, underlined="<u>" in words)
