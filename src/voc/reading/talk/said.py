"""Turns of which the file itself says that they are no evidence, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn


@dataclass(frozen=True, slots=True)
class Said(Turn):
    """A turn with the reason why it is no evidence; missing where it may be."""

    excluded: str | None = None


def said_reader(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    sniff: Callable[[Source], Guess | None],
    turns: Callable[[Source], list[Turn]],
    *,
    grade: str,
) -> Reader:
    """Make a transcript reader that heeds ``Said.excluded``."""

    def read(source: Source) -> Iterator[Passage]:
        found = turns(source)
        plain = transcript_reader(name, title, suffixes, sniff, lambda _: found, grade=grade)
        for turn, passage in zip(found, plain.read(source), strict=True):
            reason = turn.excluded if isinstance(turn, Said) else None
            yield replace(cast(Passage, passage), excluded=reason) if reason else cast(Passage, passage)

    return replace(transcript_reader(name, title, suffixes, sniff, turns, grade=grade), read=read)
