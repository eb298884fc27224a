"""Plain-text transcripts: Otter (``Name  0:12`` above what was said) and ``Name: text``.

The place is the line on which the turn begins.
"""

from __future__ import annotations

from voc.readers import _lines
from voc.readers._base import Guess
from voc.readers._lines import Line
from voc.readers._source import Source
from voc.readers._speech import heading, speakers
from voc.readers._transcript import transcript_reader
from voc.readers._turns import Turn


def sniff(source: Source) -> Guess | None:
    """Three Otter headings, or speakers in front of a good part of the lines."""
    lines = _filled(source)
    found = _lines.headings(lines)
    if found:
        return Guess(0.95, (f"{len(found)} lines with a speaker and a time",))
    bare = [_lines.without_time(line) for _, line in lines]
    known = speakers(bare)
    spoken = sum(1 for line in bare if (begins := heading(line)) and begins[0] in known)
    if len(known) >= 2 and spoken >= 4 and spoken >= 0.2 * len(bare):
        return Guess(0.9, (f"{spoken} lines begin with one of {len(known)} speakers",))
    return None


def _filled(source: Source) -> list[Line]:
    return _lines.filled((f"line {number}", line) for number, line in enumerate(source.text.split("\n"), 1))


def turns(source: Source) -> list[Turn]:
    """Make turns of the lines."""
    return _lines.turns(_filled(source), source.name)


READER = transcript_reader(
    "text_transcript",
    "Text transcript: Otter, or 'Name: text' lines",
    (".txt", ".md"),
    sniff,
    turns,
    grade="real file seen",
)
