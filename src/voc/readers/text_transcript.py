"""Plain-text transcripts, in any of the ways in which :mod:`voc.reading.talk.ways` finds turns marked.

Otter (``Name  0:12`` above what was said), ``Name: text`` with or without times (Sonix, Trint, Descript, Google Meet,
f4, MAXQDA, QualCoder), ``Q:``/``A:``, or times alone (whisper). The place is the line on which the turn begins, and
its time.
"""

from __future__ import annotations

import re

from voc.readers import sbv, srt, webvtt, whatsapp
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import lines as _lines
from voc.reading.talk import ways as _ways
from voc.reading.talk.filled import Line, filled
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.ways import Way

# A bold line or a heading in Markdown.
_BOLD = re.compile(r"(?:#{1,6}\s+)?(?P<sign>\*\*|__)(?P<bold>[^*_].*?)(?P=sign)|#{1,6}\s+(?P<heading>.+)")


def sniff(source: Source) -> Guess | None:
    """What the way in which the turns are marked is worth."""
    if any(other.sniff(source) for other in (webvtt, srt, sbv, whatsapp)):
        return None
    _, way = _looked_at(source)
    return Guess(way.score, (way.reason,)) if way is not None and way.score > 0 else None


def _filled(source: Source) -> list[Line]:
    return filled((f"line {number}", line) for number, line in enumerate(source.text.split("\n"), 1))


def _looked_at(source: Source) -> tuple[list[Line], Way | None]:
    """The lines, and the way their turns are marked; where only the look tells who asks, without Markdown's signs."""
    lines = _filled(source)
    if (way := _ways.find(lines)) is not None:
        return lines, way
    found = [(place, _BOLD.fullmatch(line), line) for place, line in lines]
    plain = [(place, (match["bold"] or match["heading"]) if match else line) for place, match, line in found]
    return plain, _ways.find(plain, {place for place, match, _ in found if match})


def turns(source: Source) -> list[Turn]:
    """Make turns of the lines."""
    lines, way = _looked_at(source)
    parsed = _lines.parse(lines, source.name, way)
    if parsed.above:
        source.note(f"lines above the first turn, not read: {parsed.above}")
    return parsed.turns


READER = transcript_reader(
    "text_transcript",
    "Text transcript: Otter, 'Name: text', Q and A, times",
    (".txt", ".md"),
    sniff,
    turns,
    grade="real file seen",
)
