"""Whisper's table: ``start``, ``end`` in whole milliseconds and ``text``, parted by tabs, one segment a line.

The command line of OpenAI Whisper writes it beside the JSON; nobody is named in it. A tab inside the text it writes as
a space, and quotation marks are the speaker's, so that a line is cut at its first two tabs and nowhere else.
File seen: hitsave/interview-transcripts on GitHub.
"""

from __future__ import annotations

from typing import Any

from voc.readers import whisper
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn
from voc.reading.talk.words import Shapes

_HEADER, _COLUMNS = "start\tend\ttext", 3


def sniff(source: Source) -> Guess | None:
    """The three columns, and whole numbers in the first two."""
    header, _, rows = source.head.partition("\n")
    times = rows.split("\n", 1)[0].split("\t")[:2]
    if header.rstrip("\r") != _HEADER or len(times) < 2 or not all(time.isdecimal() for time in times):
        return None
    return Guess(1.0, ("columns 'start', 'end' in milliseconds and 'text'",))


def turns(source: Source) -> list[Turn]:
    """Make turns of the segments, as of those of Whisper's JSON."""
    rows = [_record(line) for line in source.text.split("\n")[1:] if line.strip()]
    shapes = Shapes(source, "a Whisper transcript")
    return shapes.told(whisper.spoken(shapes, rows, lambda record: None))


def _record(line: str) -> dict[str, Any] | None:
    """A line as a segment of whisper.cpp, whose times are milliseconds, too; missing where it has no three cells."""
    cells = line.split("\t", 2)
    return {"offsets": {"from": cells[0], "to": cells[1]}, "text": cells[2]} if len(cells) == _COLUMNS else None


READER = transcript_reader(
    "whisper_tsv",
    "Whisper: its table (TSV)",
    (".tsv",),
    sniff,
    turns,
    grade="real file seen",
)
