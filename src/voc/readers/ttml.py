"""TTML and DFXP captions: XML whose root is ``tt``, with ``<p begin="…" end="…">`` for each cue.

Times may be clocks, with frames or without, or offsets ("12.5s", "300f", "90000t"); those of a ``<div>`` or ``<p>``
are added to what stands inside it. A speaker is a ``ttm:agent`` of the head or stands in the words (``Name: text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import cues as _cues
from voc.reading.talk.cues import Cue, Heard
from voc.reading.talk.stamps import clock as as_clock
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.xml import local

_ROOT = re.compile(r"<(?:[\w.-]+:)?tt[\s>]")
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:(\.\d{1,9})|:(\d{1,3})(?:\.\d{1,3})?)?", re.ASCII)
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)", re.ASCII)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# What a caption holds beside words.
_NO_WORDS = frozenset(("metadata", "title", "desc", "copyright", "set", "animate"))


@dataclass(frozen=True, slots=True)
class _Clock:
    """How the file counts: frames and ticks a second, and the names of its agents by their id."""

    frames: float
    ticks: float
    agents: Mapping[str, str]

    def seconds(self, time: str | None) -> float | None:
        """A time in seconds; missing for what is none.

        >>> clock = _Clock(25, 10, {})
        >>> clock.seconds("00:01:02.5"), clock.seconds("00:00:01:05"), clock.seconds("20t"), clock.seconds("soon")
        (62.5, 1.2, 2.0, None)
        """
        text = (time or "").strip()
        if (match := _CLOCK.fullmatch(text)) is not None:
            hours, minutes, whole, part, frames = match.groups()
            return (
                int(hours) * 3600 + int(minutes) * 60 + int(whole) + float(part or 0) + int(frames or 0) / self.frames
            )
        if (match := _OFFSET.fullmatch(text)) is not None:
            units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "f": 1 / self.frames, "t": 1 / self.ticks}
            return float(match[1]) * units[match[2]]
        return None


def sniff(source: Source) -> Guess | None:
    """The root element says it."""
    if not _ROOT.search(source.head[:5000]):
        return None
    return Guess(1.0, ("XML whose root is tt",)) if local(source.xml) == "tt" else None


def _clock(root: Any) -> _Clock:
    """What the root and the head say of frames, ticks and agents."""
    said = {_bare(name): str(value) for name, value in root.attrib.items()}
    rate = _number(said.get("frameRate"), 30.0)
    factors = [_number(part, 1.0) for part in re.split(r"[\s:]+", said.get("frameRateMultiplier", "1 1").strip())]
    rate *= factors[0] / factors[1] if len(factors) == 2 else 1.0
    sub = _number(said.get("subFrameRate"), 1.0)
    ticks = _number(said.get("tickRate"), rate * sub if "frameRate" in said else 1.0)
    agents = {}
    for agent in (element for element in root.iter() if local(element) == "agent"):
        name = next((" ".join((part.text or "").split()) for part in agent if local(part) == "name"), "")
        agents[str(agent.get(_XML_ID))] = name or str(agent.get(_XML_ID))
    return _Clock(rate, ticks, agents)


def _bare(name: str) -> str:
    """An attribute's name without its namespace."""
    return name.rpartition("}")[2]


def _number(text: str | None, otherwise: float) -> float:
    """A positive number, or what is meant where none stands."""
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,6})?)\s*", text or "", re.ASCII)
    return float(found[1]) or otherwise if found else otherwise


def cues(source: Source) -> list[Cue]:
    """Every paragraph with words; raises ``ReadError`` for other XML."""
    root = source.xml
    if local(root) != "tt":
        raise ReadError(f"{source.name}: the root element is {local(root)}, not tt; export the captions as TTML")
    clock = _clock(root)
    found: list[Cue] = []
    untimed = 0
    for count, paragraph in enumerate((element for element in root.iter() if local(element) == "p"), 1):
        begin, end = _times(paragraph, clock)
        lines = tuple(_lines(paragraph, clock, _agent(paragraph, clock)))
        if lines:
            untimed += begin is None
            found.append(
                Cue(f"cue {count} at {as_clock(begin)}" if begin is not None else f"cue {count}", begin, end, lines)
            )
    if untimed:
        source.note(f"{untimed} of {len(found)} cues have no times that can be read; their words are kept")
    return found


def _times(paragraph: Any, clock: _Clock) -> tuple[float | None, float | None]:
    """When a paragraph begins and ends: its own times, or its spans', on top of those of what it stands in."""
    above = sum(clock.seconds(element.get("begin")) or 0.0 for element in paragraph.iterancestors())
    begin, end = clock.seconds(paragraph.get("begin")), clock.seconds(paragraph.get("end"))
    if begin is None:
        spans = [element for element in paragraph.iter() if element is not paragraph]
        begins = [time for span in spans if (time := clock.seconds(span.get("begin"))) is not None]
        ends = [time for span in spans if (time := clock.seconds(span.get("end"))) is not None]
        begin, end = min(begins, default=None), end if end is not None else max(ends, default=None)
        if begin is None and any(element.get("begin") for element in paragraph.iterancestors()):
            begin = 0.0
    lasts = clock.seconds(paragraph.get("dur"))
    if end is None and lasts is not None and begin is not None:
        end = begin + lasts
    return None if begin is None else begin + above, None if end is None else end + above


def _agent(element: Any, clock: _Clock) -> str | None:
    """Who speaks in an element: its own agent's name, or that of the nearest one around it."""
    while element is not None:
        for name, value in element.attrib.items():
            if _bare(name) == "agent":
                given = str(value).split()
                return clock.agents.get(given[0], given[0]) if given else None
        element = element.getparent()
    return None


def _lines(element: Any, clock: _Clock, voice: str | None) -> Iterator[Heard]:
    """The lines of a paragraph, parted at ``<br/>`` and where the agent changes."""
    line: list[str] = []
    for words, speaker in _texts(element, clock, voice):
        if words is None or speaker != voice:
            yield from _heard(line, voice)
            line = []
            voice = speaker
        if words is not None:
            line.append(words)
    yield from _heard(line, voice)


def _heard(parts: list[str], voice: str | None) -> Iterator[Heard]:
    words = " ".join("".join(parts).split())
    if words:
        yield Heard(words, voice)


def _texts(element: Any, clock: _Clock, voice: str | None) -> Iterator[tuple[str | None, str | None]]:
    """The texts of an element in order with the voice of each; ``None`` for a line break."""
    yield element.text or "", voice
    for child in element:
        if local(child) == "br":
            yield None, voice
        elif local(child) not in _NO_WORDS:
            own = _agent(child, clock)
            yield from _texts(child, clock, own)
        yield child.tail or "", voice


def turns(source: Source) -> list[Turn]:
    """Make turns of the cues."""
    return _cues.turns(source, cues(source))


READER = transcript_reader(
    "ttml",
    "TTML or DFXP captions",
    (".ttml", ".dfxp", ".xml", ".itt"),
    sniff,
    turns,
    grade="layout from documentation",
)
