"""What others say into somebody's turn, as noScribe marks it.

``It was late. //S01: Really? // And cold.`` File seen: ``tests/data/interview.vtt`` of kaixxx/noScribe on GitHub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from voc.reading.talk.turns import Turn


def parted(turns: Sequence[Turn]) -> list[Turn]:
    """The turns, with what others say into one behind it; only those who have a turn of their own are known.

    >>> [turn.text for turn in parted([Turn("A", "Late. //B: Really? // Cold.", "1"), Turn("B", "Yes.", "2")])]
    ['Late. Cold.', 'Really?', 'Yes.']
    """
    names = sorted({turn.speaker for turn in turns if turn.speaker}, key=len, reverse=True)
    if not any("//" in turn.text for turn in turns) or not names:
        return list(turns)
    who = "|".join(map(re.escape, names))
    overlap = re.compile(
        rf"\s{{0,9}}//\s?(?P<name>{who}):\s?(?P<words>(?:(?!//).)*)(?:(?=//\s?(?:{who}):)|//|$)", re.DOTALL
    )
    known = {turn.speaker: turn.known_as for turn in turns if turn.speaker and turn.known_as}
    return [part for turn in turns for part in _parts(turn, overlap, known)]


def _parts(turn: Turn, overlap: re.Pattern[str], known: Mapping[str, tuple[str, ...]]) -> Iterator[Turn]:
    """A turn without what others say into it, and then that; what she says herself beside it stays hers."""
    own = overlap.sub(lambda found: f" {found['words'].strip()}" if found["name"] == turn.speaker else "", turn.text)
    if own.strip():
        yield replace(turn, text=own.strip())
    for found in overlap.finditer(turn.text):
        if found["name"] != turn.speaker and found["words"].strip():
            name, words = found["name"], found["words"].strip()
            yield replace(turn, speaker=name, text=words, role=None, known_as=known.get(name, ()))
