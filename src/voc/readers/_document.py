"""What a document holds, in its order, to turns: its paragraphs as lines, or its tables.

A document with both is read where it has most words, and the account says what was left out. Where nobody is named
but most paragraphs say "I", the document is one person's own words; of any other the person has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from voc.errors import ReadError
from voc.readers import _grid, _lines, _ways
from voc.readers._base import Guess
from voc.readers._lines import Line
from voc.readers._source import Source
from voc.readers._turns import Turn

Row = tuple[str, list[str]]

# "I" and "my" in the languages of the exports; "I." counts chapters.
_FIRST_PERSON = re.compile(
    r"\b(I(?![.)])|I'[mdv]\w*|my|me|myself|ich|mir|mich|mein\w*|je|j'|moi|mon|mes|yo|m[ií]|mis|io|mio|mia|eu|meu|minha"
    r"|ik|mijn|jag|jeg)\b",
    re.IGNORECASE,
)
# Forms speak in the first person for whoever signs them.
_FORM = re.compile(
    r"\bconsent|\bsignature\b|\bagree to (take part|participate)|einwillig|unterschrift|consentim", re.IGNORECASE
)
_OWN_WORDS = 0.5
_LEAST_WORDS = 5
_HIGHLIGHTS = "Taguette highlights"


@dataclass
class Content:
    """The lines of the paragraphs, and the rows of each table, with their places."""

    lines: list[Line] = field(default_factory=list)
    tables: list[list[Row]] = field(default_factory=list)


def turns(source: Source, content: Content) -> list[Turn]:
    """Make turns of the tables if they hold most of the words, else of the paragraphs.

    Raises ``ReadError`` for a document without words.
    """
    lines = _lines.filled(content.lines)
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
        parsed = _lines.parse(lines, source.name)
    except ReadError:
        # Whoever names the format says that it is somebody's own words.
        if source.rule.format is None and _own_words(lines) is None:
            raise
        return [Turn(None, line, place) for place, line in lines]
    if parsed.above:
        source.note(f"lines above the first turn, not read: {parsed.above}")
    return parsed.turns


def sniff(source: Source, content: Content) -> Guess | None:
    """Words that can be given to speakers, or that one person says of herself."""
    lines = _lines.filled(content.lines)
    if lines and lines[0][1] == _HIGHLIGHTS:
        raise ReadError(
            f"{source.name}: highlights of a Taguette project, cut out of their documents; "
            "export them as .csv or give the project's .sqlite3"
        )
    try:
        found = turns(source, content)
    except ReadError:
        return None
    way = _ways.find(lines) if not _is_tables(content) else None
    if way is not None:
        return Guess(way.score, (way.reason,)) if way.score > 0 else None
    who = {turn.speaker for turn in found if turn.speaker}
    if len(who) >= 2:
        return Guess(0.9, (f"a table with {len(found)} turns of {len(who)} speakers",))
    share = _own_words(lines) if not who else None
    if share is None:
        return None
    return Guess(0.5, (f"nobody is named, but {share:.0%} of the longer lines say 'I': one person's own words",))


def _is_tables(content: Content) -> bool:
    """Whether the tables hold most of the words."""
    in_lines, in_tables = _sizes(content)
    return in_tables > in_lines


def _sizes(content: Content) -> tuple[int, int]:
    """How many words stand in paragraphs, and how many in tables."""
    in_lines = sum(len(line.split()) for _, line in _lines.filled(content.lines))
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


def _own_words(lines: Sequence[Line]) -> float | None:
    """The share of longer lines in the first person, if they are most and it is no form to be signed."""
    if any(_FORM.search(line) for _, line in lines):
        return None
    long = [line for _, line in lines if len(line.split()) >= _LEAST_WORDS]
    share = sum(1 for line in long if _FIRST_PERSON.search(line)) / max(1, len(long))
    return share if share >= _OWN_WORDS else None
