"""WebVTT transcripts: Teams (``<v Name>``), Zoom (``Name: text``), and captions without speakers.

Cues of one speaker are joined into a turn. The place is the first cue's number and time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import _turns
from voc.readers._base import Guess, Reader, Source
from voc.readers._speech import prefix, speakers
from voc.readers._turns import Turn

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-z][^>]*>|<\d\d:[\d:.]+>", re.IGNORECASE)
_TIMES = re.compile(r"^\s*(?P<start>[\d:.,]+)\s+-->\s+[\d:.,]+")
_CLOCK = re.compile(r"^(\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}$")


def sniff(source: Source) -> Guess | None:
    """The first line says it."""
    return Guess(1.0, ("begins with WEBVTT",)) if source.text.lstrip("\ufeff").startswith("WEBVTT") else None


def cues(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield each cue's place and raw text.

    A block without ``-->`` is a note, a style or a stray line and is passed over; a block with ``-->`` whose
    times cannot be read is a broken cue and raises ``ReadError`` with its line.
    """
    line_number = 1
    count = 0
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        arrow = next((i for i, line in enumerate(lines) if "-->" in line), None)
        is_note = re.match(r"\s*(NOTE|STYLE|REGION|WEBVTT)\b", block)
        if arrow is not None and not is_note:
            times = _TIMES.match(lines[arrow])
            if times is None or not _CLOCK.match(times["start"]):
                raise ReadError(
                    f"{name}, line {line_number + arrow}: broken cue {lines[arrow].strip()!r}; "
                    "a cue's times look like 00:01:02.000 --> 00:01:05.000"
                )
            count += 1
            said = "\n".join(line for line in lines[arrow + 1 :] if line.strip())
            if said:
                yield f"cue {count} at {times['start']}", said
        line_number += len(lines) + 1


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
            yield (html.unescape(name).strip() if name else None), clean


def read(source: Source) -> Iterator[Passage]:
    """Yield the turns."""
    yield from _turns.passages(turns(source), interviewer=source.rule.interviewer)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say who is taken for what."""
    return _turns.preview(turns(source), interviewer=source.rule.interviewer)


READER = Reader(
    "webvtt",
    "WebVTT transcript: Teams, Zoom, captions",
    "interview",
    (".vtt",),
    sniff,
    read,
    preview,
    grade="real file seen",
)
