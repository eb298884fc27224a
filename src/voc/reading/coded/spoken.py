"""The text of a document to slices of it: turns with their speakers where it is a transcript, else lines.

How a transcript marks who speaks is found by :mod:`voc.reading.talk.lines`, as for any text file; here each turn is
brought back to where it stands in the text, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from voc.errors import ReadError
from voc.quotes import Role
from voc.reading.source import Source
from voc.reading.talk import lines as _lines
from voc.reading.talk import stamps as _stamps
from voc.reading.talk import turns as _turns
from voc.reading.talk import ways as _ways
from voc.reading.talk.filled import filled
from voc.reading.talk.lines import Parsed
from voc.reading.talk.prompts import prompts
from voc.reading.talk.roles import says_who
from voc.reading.talk.turns import Turn

Range = tuple[int, int]

_BREAK = re.compile(r"[\n\x0b\x0c\x85\u2028\u2029]")
# From this share of line ends within a sentence on, lines are wrapped, and paragraphs are what belongs together.
_WRAPPED = 0.4
_REMARK = "remark, nothing said"


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a text: where, whose, what it answers, and its place as a person would say it."""

    start: int
    end: int
    place: str
    speaker: str | None = None
    role: Role = "participant"
    question: str | None = None
    excluded: str | None = None


class _Line(NamedTuple):
    """A filled line without white space at its ends, and its number in the text."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A slice that one person said, the number of its line, and what the transcript says of her."""

    start: int
    end: int
    number: int
    speaker: str | None = None
    role: Role | None = None


def spans(
    text: str,
    source: Source,
    *,
    headings: Sequence[Range] = (),
    whole: bool = False,
    apart: int | None = None,
    place: str,
) -> Iterator[Span]:
    """The slices of a text that hold words, in order; ``whole``: it is one; ``apart`` line ends divide it."""
    lines = list(_filled(text))
    if whole:
        if lines:
            yield Span(lines[0].start, lines[-1].end, place)
        return
    titles = [line for line in lines if any(start <= line.start and line.end <= end for start, end in headings)]
    spoken = [line for line in lines if line not in titles] if titles else lines
    pieces, above = _said(text, spoken)
    found = list(_dialogue(text, pieces, source, place) if pieces else _monologue(text, spoken, place, apart))
    # They are the researcher's words: with her role they make nobody a participant.
    found += _aside(titles, "heading", place)
    found += _aside(spoken[: above if pieces else 0], "before the first speaker", place)
    yield from sorted(found, key=lambda span: span.start)


def _filled(text: str) -> Iterator[_Line]:
    at = 0
    for number, line in enumerate(_BREAK.split(text), 1):
        if words := line.strip():
            start = at + line.index(words[0])
            yield _Line(start, start + len(words), number)
        at += len(line) + 1


def _aside(lines: Iterable[_Line], why: str, place: str) -> list[Span]:
    return [
        Span(line.start, line.end, f"{place}, line {line.number}", role="interviewer", excluded=why) for line in lines
    ]


def _dialogue(text: str, pieces: Sequence[_Piece], source: Source, place: str) -> Iterator[Span]:
    """Each piece with its role and the question it answers."""
    said = [Turn(piece.speaker, text[piece.start : piece.end], "", piece.role) for piece in pieces]
    known = _turns.passages(said, interviewer=source.rule.interviewer, given=source.roles)
    for number, (piece, passage) in enumerate(zip(pieces, known, strict=True), 1):
        yield Span(
            piece.start,
            piece.end,
            f"{place}, turn {number}, line {piece.number}",
            passage.speaker,
            passage.role,
            passage.question,
            passage.excluded,
        )


def _monologue(text: str, lines: Sequence[_Line], place: str, apart: int | None) -> Iterator[Span]:
    """Each line; or each paragraph, where the ends of most lines do not end a sentence."""
    if apart is not None or _is_wrapped(text, lines):
        blocks: Iterable[list[_Line]] = _paragraphs(text, lines, apart or 2)
    else:
        blocks = ([line] for line in lines)
    for block in blocks:
        start, end = block[0].start, block[-1].end
        why = _REMARK if _turns.is_remark(text[start:end]) else None
        yield Span(start, end, f"{place}, line {block[0].number}", excluded=why)


def _is_wrapped(text: str, lines: Sequence[_Line]) -> bool:
    close = [two for one, two in pairwise(lines) if _adjoin(text, one, two)]
    return bool(close) and sum(text[line.start].islower() for line in close) >= _WRAPPED * len(close)


def _paragraphs(text: str, lines: Sequence[_Line], apart: int) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    for line in lines:
        if block and not _adjoin(text, block[-1], line, apart):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _adjoin(text: str, one: _Line, two: _Line, apart: int = 2) -> bool:
    """Whether fewer line ends than ``apart`` lie between two lines: 2 are a blank line."""
    return text.count("\n", one.end, two.start) < apart


def _said(text: str, lines: Sequence[_Line]) -> tuple[list[_Piece], int]:
    """What is said in a transcript, and how many lines stand above it; nothing where a text is none."""
    given = filled((str(index), text[line.start : line.end]) for index, line in enumerate(lines))
    try:
        parsed = _lines.parse(given, "", _ways.find(given))
    except ReadError:
        return list(_printed(text, lines)), 0
    if not _is_sure(parsed):
        return [], 0
    above = _index(given[parsed.above][0]) if parsed.above < len(given) else 0
    if parsed.way.kind == "times":
        return list(_timed(text, lines[above:])), above
    return list(_located(text, parsed.turns, lines)), above


def _is_sure(parsed: Parsed) -> bool:
    """Whether it is a transcript. A short one has too few turns for a file; two speakers with a label are enough."""
    who = {turn.speaker for turn in parsed.turns if turn.speaker}
    return parsed.way.score > 0 or (len(who) >= 2 and any(map(says_who, who)))


def _index(place: str) -> int:
    """The index of the line that a turn begins on; its place may say a time, too."""
    return int(place.partition(" ")[0])


def _printed(text: str, lines: Sequence[_Line]) -> Iterator[_Piece]:
    """Questions that are numbered on are the researcher's; without any there is no transcript."""
    asked = prompts([text[line.start : line.end] for line in lines])
    if asked:
        for index, line in enumerate(lines):
            yield _Piece(*line, role="interviewer" if index in asked else None)


def _timed(text: str, lines: Sequence[_Line]) -> Iterator[_Piece]:
    """The lines without the times in front of them or at their ends."""
    for line in lines:
        stamp = _stamps.lead(text[line.start : line.end])
        piece = _trimmed(text, _Piece(line.start + (stamp.end if stamp else 0), line.end, line.number))
        if piece.start < piece.end:
            yield piece


def _located(text: str, turns: Sequence[Turn], lines: Sequence[_Line]) -> Iterator[_Piece]:
    """Bring turns back to the text: a line gives all of it to its turn, or what stands behind a name or time."""
    at = 0
    for turn in turns:
        piece: _Piece | None = None
        at = max(at, _index(turn.place))
        for part in turn.text.split("\n"):
            while (begin := text.rfind(part, lines[at].start, lines[at].end)) < 0:
                at += 1
            line = lines[at]
            this = _trimmed(text, _Piece(begin, begin + len(part), line.number, turn.speaker, turn.role))
            if piece is not None and begin == line.start and not text[piece.end : begin].strip():
                piece = _Piece(piece.start, this.end, piece.number, turn.speaker, turn.role)
            else:
                if piece is not None and piece.start < piece.end:
                    yield piece
                piece = this
            at += 1
        if piece is not None and piece.start < piece.end:
            yield piece


def _trimmed(text: str, piece: _Piece) -> _Piece:
    """A piece without the time that f4 and MAXQDA write at the end of a paragraph."""
    tail = _stamps.trail(text[piece.start : piece.end])
    end = piece.start + tail[1] if tail else piece.end
    return _Piece(piece.start, end, piece.number, piece.speaker, piece.role)
