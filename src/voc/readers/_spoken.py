"""The text of a document to slices of it: turns with their speakers where it is a transcript, else lines.

The lines of a transcript are found by :mod:`voc.readers._lines`, as for any text file; here each turn is brought
back to where it stands in the text, character by character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from voc.errors import ReadError
from voc.quotes import Role
from voc.readers import _lines, _turns
from voc.readers._source import Source
from voc.readers._speech import heading, label
from voc.readers._turns import INTERVIEWER, Turn

Range = tuple[int, int]

_LINE = re.compile(r"[^\n\x0b\x0c\x85\u2028\u2029]+")
# From this share of turns to lines on, names in front of lines are speakers, if nothing else says so.
_SPOKEN = 0.2
_LEAST_TURNS = 4
_ALONE = 0.8
# Where an interviewer is named far more often than anyone else, only her lines are marked.
_FEW = 0.4
# From this share of line ends within a sentence on, lines are wrapped, and paragraphs are what belongs together.
_WRAPPED = 0.4


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A slice with its turn."""

    start: int
    end: int
    line: int
    turn: Turn


def spans(
    text: str, source: Source, *, headings: Sequence[Range] = (), whole: bool = False, place: str
) -> Iterator[Span]:
    """The slices of a text that hold words, in order; ``whole``: it is one slice."""
    if whole:
        if text.strip():
            yield Span(*_stripped(text, 0, len(text)), place)
        return
    lines = [_stripped(text, *match.span()) for match in _LINE.finditer(text) if match[0].strip()]
    titles = {line for line in lines if any(start <= line[0] and line[1] <= end for start, end in headings)}
    spoken = [line for line in lines if line not in titles]
    numbers = {line: text.count("\n", 0, line[0]) + 1 for line in lines}
    pieces = _turns_of(text, spoken, numbers)
    found = list(_dialogue(text, pieces, source, place) if pieces else _monologue(text, spoken, numbers, place))
    top = spoken[: _line_of(pieces[0].turn)] if pieces else []
    aside = dict.fromkeys(top, "before the first speaker") | dict.fromkeys(titles, "heading")
    # They are the researcher's words: with her role they make nobody a participant.
    found += [
        Span(*line, f"{place}, line {numbers[line]}", role="interviewer", excluded=why) for line, why in aside.items()
    ]
    yield from sorted(found, key=lambda span: span.start)


def _stripped(text: str, start: int, end: int) -> Range:
    """A range without white space at its ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def _dialogue(text: str, pieces: Sequence[_Piece], source: Source, place: str) -> Iterator[Span]:
    """Each piece with its role and the question it answers."""
    said = [Turn(piece.turn.speaker, text[piece.start : piece.end], "", piece.turn.role) for piece in pieces]
    known = _turns.passages(said, interviewer=source.rule.interviewer, given=source.roles)
    for number, (piece, passage) in enumerate(zip(pieces, known, strict=True), 1):
        yield Span(
            piece.start,
            piece.end,
            f"{place}, turn {number}, line {piece.line}",
            passage.speaker,
            passage.role,
            passage.question,
        )


def _monologue(text: str, lines: Sequence[Range], numbers: dict[Range, int], place: str) -> Iterator[Span]:
    """Each line; or each paragraph, where the ends of most lines do not end a sentence."""
    for block in _paragraphs(text, lines) if _is_wrapped(text, lines) else [[line] for line in lines]:
        yield Span(block[0][0], block[-1][1], f"{place}, line {numbers[block[0]]}")


def _is_wrapped(text: str, lines: Sequence[Range]) -> bool:
    close = [(one, two) for one, two in pairwise(lines) if _adjoin(text, one, two)]
    within = sum(text[two[0]].islower() for _, two in close)
    return bool(close) and within >= _WRAPPED * len(close)


def _paragraphs(text: str, lines: Sequence[Range]) -> Iterator[list[Range]]:
    block: list[Range] = []
    for line in lines:
        if block and not _adjoin(text, block[-1], line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _adjoin(text: str, one: Range, two: Range) -> bool:
    """Whether no blank line lies between two lines."""
    return text.count("\n", one[1], two[0]) <= 1


def _turns_of(text: str, lines: Sequence[Range], numbers: dict[Range, int]) -> list[_Piece]:
    """The turns of a transcript, or nothing where it is none."""
    given = _lines.filled((str(index), text[start:end]) for index, (start, end) in enumerate(lines))
    try:
        turns = _lines.turns(given, "")
    except ReadError:
        return []
    said = Counter(turn.speaker for turn in turns if turn.speaker)
    asking = sum(count for name, count in said.items() if INTERVIEWER.match(name))
    if asking and sum(said.values()) - asking < _FEW * asking:
        return list(_interviewed(text, lines, numbers))
    if not _is_transcript(said, len(lines)):
        return []
    return list(_located(text, turns, lines, numbers))


def _is_transcript(said: Counter[str], lines: int) -> bool:
    """Two speakers; that they are none by chance, a label or their number has to show. Or one in all the lines."""
    if len(said) < 2:
        return lines > 1 and said.total() >= _ALONE * lines
    often = said.total() >= max(_LEAST_TURNS, _SPOKEN * lines)
    return often or any(map(label, said))


def _interviewed(text: str, lines: Sequence[Range], numbers: dict[Range, int]) -> Iterator[_Piece]:
    """Only the interviewer is marked, line by line: all other lines are the participant's."""
    for start, end in lines:
        bare = len(_lines.without_time(text[start:end]))
        found = heading(text[end - bare : end])
        asks = found is not None and INTERVIEWER.match(found[0])
        begin = end - bare + (found[1] if found and asks else 0)
        if begin < end:
            yield _Piece(begin, end, numbers[start, end], Turn(found[0] if found and asks else None, "", "0"))


def _line_of(turn: Turn) -> int:
    """The line that a turn begins on, as an index of the lines given; its heading may say a time, too."""
    return int(turn.place.partition(" ")[0])


def _located(text: str, turns: Sequence[Turn], lines: Sequence[Range], numbers: dict[Range, int]) -> Iterator[_Piece]:
    """Bring turns back to the text: what a line gives to its turn is the line, or its end behind a name or time."""
    at = 0
    for turn in turns:
        piece: _Piece | None = None
        at = max(at, _line_of(turn))
        for part in turn.text.split("\n"):
            while not text[slice(*lines[at])].endswith(part):
                at += 1
            end = lines[at][1]
            begin = end - len(part)
            if piece is not None and begin == lines[at][0] and not text[piece.end : begin].strip():
                piece = _Piece(piece.start, end, piece.line, turn)
            else:
                if piece is not None:
                    yield piece
                piece = _Piece(begin, end, numbers[lines[at]], turn)
            at += 1
        if piece is not None:
            yield piece
