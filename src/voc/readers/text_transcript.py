"""Plain-text transcripts, in any of the ways in which :mod:`voc.reading.talk.ways` finds turns marked.

Otter (``Name  0:12`` above what was said), ``Name: text`` with or without times (Sonix, Trint, Descript, Google Meet,
f4, MAXQDA, QualCoder), ``Q:``/``A:``, or times alone (whisper). The place is the line on which the turn begins, and
its time.
"""

from __future__ import annotations

from voc.readers import sbv, srt, webvtt, whatsapp
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import lines as _lines
from voc.reading.talk import ways as _ways
from voc.reading.talk.lines import Line
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn


def sniff(source: Source) -> Guess | None:
    """What the way in which the turns are marked is worth."""
    if any(other.sniff(source) for other in (webvtt, srt, sbv, whatsapp)):
        return None
    way = _ways.find(_filled(source), ())
    return Guess(way.score, (way.reason,)) if way is not None and way.score > 0 else None


def _filled(source: Source) -> list[Line]:
    return _lines.filled((f"line {number}", line) for number, line in enumerate(source.text.split("\n"), 1))


def turns(source: Source) -> list[Turn]:
    """Make turns of the lines."""
    parsed = _lines.parse(_filled(source), source.name, ())
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
