"""WebVTT transcripts: Teams (``<v Name>``), Zoom (``Name: text``), and captions without speakers.

Cues of one speaker are joined into a turn. The place is the first cue's number and time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from voc.errors import ReadError
from voc.readers import _turns
from voc.readers._base import Guess
from voc.readers._source import Source
from voc.readers._speech import prefix, speakers
from voc.readers._transcript import transcript_reader
from voc.readers._turns import Turn

# No pattern may run over the next "<": on broken mark-up that would take time squared.
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]+)>")
_TAG = re.compile(r"</?[a-z][^<>]*>|<\d\d:[\d:.]+>", re.IGNORECASE)
_TIMES = re.compile(r"^\s*(?P<start>[\d:.,]+)\s+-->\s+[\d:.,]+")
_CLOCK = re.compile(r"^(\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}$")
_NO_CUE = re.compile(r"\s*(NOTE|STYLE|REGION)\b")
# What stands above a cue's times: a number, or Teams' "<meeting>/12-0".
_ID = re.compile(r"^\s*(\d+|[\w-]+/\d+-\d+)\s*$")

Block = list[tuple[int, str]]


def sniff(source: Source) -> Guess | None:
    """The first line says it."""
    return Guess(1.0, ("begins with WEBVTT",)) if source.text.lstrip("\ufeff").startswith("WEBVTT") else None


def cues(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield each cue's place and raw text; a line of times begins a cue also where no blank line is above it.

    What stands after a blank line without times of its own goes on with the cue before, as nothing said may be
    lost; before the first cue it is the file's head. A block with ``-->`` whose times cannot be read is a broken
    cue and raises ``ReadError`` with its line.
    """
    found: list[tuple[str, list[str]]] = []
    for block in _blocks(text):
        new = list(_split(block, name))
        if not new and found:
            found[-1][1].extend(line for _, line in block if not _ID.match(line))
        found += new
    for count, (start, words) in enumerate(found, 1):
        if words:
            yield f"cue {count} at {start}", "\n".join(words)


def _blocks(text: str) -> Iterator[Block]:
    """The numbered lines between blank lines, without notes, styles and the file's first line."""
    block: Block = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            if not (number == 1 and line.lstrip("\ufeff").startswith("WEBVTT")):
                block.append((number, line))
        elif block:
            if not _NO_CUE.match(block[0][1]):
                yield block
            block = []


def _split(block: Block, name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the start and the lines of each cue of a block."""
    lines = [line for _, line in block]
    starts = [index for index, line in enumerate(lines) if _start(line) is not None]
    arrow = next((index for index, line in enumerate(lines) if "-->" in line), None)
    if arrow is not None and arrow not in starts:
        raise ReadError(
            f"{name}, line {block[arrow][0]}: broken cue {lines[arrow].strip()!r}; "
            "a cue's times look like 00:01:02.000 --> 00:01:05.000"
        )
    numbered = bool(starts) and starts[0] > 0
    for begin, end in pairwise([*starts, len(lines)]):
        said = lines[begin + 1 : end]
        if numbered and end < len(lines) and said and _ID.match(said[-1]):
            said.pop()
        yield str(_start(lines[begin])), said


def _start(line: str) -> str | None:
    """The start of the cue whose times a line holds."""
    times = _TIMES.match(line)
    return times["start"] if times and _CLOCK.match(times["start"]) else None


def turns(source: Source) -> list[Turn]:
    """Make turns of the cues; a cue without a name goes on with the speaker before."""
    pieces = [(place, name, words) for place, raw in cues(source.text, source.name) for name, words in _voices(raw)]
    if not pieces:
        raise ReadError(f"{source.name}: no cue with text; export the transcript again")
    known = speakers(words for _, name, words in pieces if name is None)
    found: list[Turn] = []
    current: str | None = None
    for place, name, words in pieces:
        begins = prefix(words) if name is None else None
        if name is not None:
            current = name
        elif begins is not None and begins[0] in known:
            current, words = begins[0], words[begins[1] :]
        found.append(Turn(current, words, place))
    return _turns.merge(found)


def _voices(raw: str) -> Iterator[tuple[str | None, str]]:
    """Split a cue at its voice tags (there may be two), drop other tags, resolve ``&amp;``."""
    parts = _VOICE.split(raw)
    for name, words in [(None, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        clean = " ".join(html.unescape(_TAG.sub("", words)).split())
        if clean:
            yield (html.unescape(name).strip() or None if name else None), clean


READER = transcript_reader(
    "webvtt",
    "WebVTT transcript: Teams, Zoom, captions",
    (".vtt",),
    sniff,
    turns,
    grade="real file seen",
)
