"""What a document holds, in its order, to turns: its paragraphs as lines, or its tables.

A document with both is read where it has most words, and the account says what was left out. Where nobody is named,
all of it is one person's words only if the study says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from voc.errors import ReadError
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import grid as _grid
from voc.reading.talk import lines as _lines
from voc.reading.talk import ways as _ways
from voc.reading.talk.filled import Line, filled
from voc.reading.talk.turns import Turn

Row = tuple[str, list[str]]

_HIGHLIGHTS = "Taguette highlights"


@dataclass
class Content:
    """The lines of the paragraphs, and the rows of each table, with their places; ``bold`` are those of bold ones."""

    lines: list[Line] = field(default_factory=list)
    tables: list[list[Row]] = field(default_factory=list)
    bold: set[str] = field(default_factory=set)


def turns(source: Source, content: Content) -> list[Turn]:
    """Make turns of the tables if they hold most of the words, else of the paragraphs.

    Raises ``ReadError`` for a document without words.
    """
    lines = filled(content.lines)
    in_lines, in_tables = _sizes(content)
    if not in_lines and not in_tables:
        raise ReadError(f"{source.name}: no text; save the document again")
    if in_tables > in_lines:
        if in_lines:
            source.note(f"read its tables; left out: {in_lines} words of paragraphs")
        return _of_tables(source, content.tables)
    if in_tables:
        source.note(f"read its paragraphs; left out: {in_tables} words of tables")
    try:
        parsed = _lines.parse(lines, source.name, _ways.find(lines, content.bold))
    except ReadError:
        # Whoever names the format says that it is one person's words.
        if source.rule.format is None:
            raise
        return [Turn(None, line, place) for place, line in lines]
    if parsed.above:
        source.note(f"lines above the first turn, not read: {parsed.above}")
    return parsed.turns


def sniff(source: Source, content: Content, *, name: str) -> Guess | None:
    """Words that can be given to speakers; ``name`` is the format's. Raises ``ReadError`` that says what else to do."""
    lines = filled(content.lines)
    if lines and lines[0][1] == _HIGHLIGHTS:
        raise ReadError(
            f"{source.name}: highlights of a Taguette project, cut out of their documents; "
            "export them as .csv or give the project's .sqlite3"
        )
    if _is_tables(content):
        made = _of_tables(source, content.tables)
        who = {turn.speaker for turn in made if turn.speaker}
        if len(who) >= 2:
            return Guess(0.9, (f"a table with {len(made)} turns of {len(who)} speakers",))
    else:
        way = _ways.find(lines, content.bold)
        if way is not None and way.score > 0:
            return Guess(way.score, (way.reason,))
    if not any(_sizes(content)):
        return None
    raise ReadError(
        f"{source.name}: no structure of a known format was found: too few names or times say who speaks. If all of it "
        f"is one person's words, write {source.rule_for(name)}"
    )


def _is_tables(content: Content) -> bool:
    """Whether the tables hold most of the words."""
    in_lines, in_tables = _sizes(content)
    return in_tables > in_lines


def _sizes(content: Content) -> tuple[int, int]:
    """How many words stand in paragraphs, and how many in tables."""
    in_lines = sum(len(line.split()) for _, line in filled(content.lines))
    return in_lines, sum(len(cell.split()) for table in content.tables for _, row in table for cell in row)


def _of_tables(source: Source, tables: Sequence[Sequence[Row]]) -> list[Turn]:
    """The turns of the table with most words, and of those in which the same people speak."""
    made = [_grid.turns(table, source.name) for table in tables]
    sizes = [sum(len(turn.text.split()) for turn in turns) for turns in made]
    who = {turn.speaker for turn in made[sizes.index(max(sizes))]}
    kept = [turns for turns in made if any(turn.speaker in who for turn in turns)]
    if left := sum(sizes) - sum(len(turn.text.split()) for turns in kept for turn in turns):
        source.note(f"left out: {left} words of tables in which nobody of the others speaks")
    return [turn for turns in kept for turn in turns]
