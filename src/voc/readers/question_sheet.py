"""What one person answered: a question a row and the answer beside it, in a file or on a sheet for each person.

    Question,Answer,Notes
    What was hard about signing up?,I had no idea where to find the meter number.,looks it up in the hall

Taken for a survey the questions would count as words of hers, and each row as another person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.surveys.shapes import judge_name
from voc.reading.surveys.survey import survey_passages, survey_preview
from voc.reading.surveys.survey_long import ANSWER, ASKED
from voc.reading.surveys.turned import LAYOUT, Answer, Turned, turned
from voc.reading.tables.table import TABLES, Numbered, Table

_ASKED = (*ASKED, "questions", "interview question", "prompt", "fragen", "preguntas")
_ANSWER = (*ANSWER, "answers", "responses", "verbatim", "participant response", "antworten", "respuestas", "réponses")
# Fewer are no interview; more are a list of questions of many people.
_LEAST, _MOST = 3, 100


class _Columns(NamedTuple):
    asked: int
    answer: int


def _columns(table: Table) -> _Columns | None:
    """The columns of question and answer, if there is one of each."""
    asked = [index for index, word in enumerate(table.keys) if word in _ASKED]
    answer = [index for index, word in enumerate(table.keys) if word in _ANSWER]
    return _Columns(*asked, *answer) if len(asked) == len(answer) == 1 else None


def _says_who(table: Table, index: int) -> bool:
    """Whether a column holds ids of people: more than the numbers of the rows."""
    cells = table.column(index)
    named = judge_name(table.header[index], table.keys[index], cells)
    counted = [str(number) for number in range(1, len(cells) + 1)]
    return named is not None and named[0] == "person" and cells != counted


def _asked_once(rows: Sequence[Numbered], asked: int) -> bool:
    """Whether the rows are what one person was asked."""
    questions = [row[asked] for _, row in rows]
    return _LEAST <= len(questions) <= _MOST and all(questions) and len(set(questions)) == len(questions)


def sniff(source: Source) -> Guess | None:
    """Columns of questions and of answers, none of people, and on each sheet a question comes once."""
    table = source.table
    columns = _columns(table)
    if columns is None or any(_says_who(table, index) for index in range(len(table.header))):
        return None
    sheets = table.sheets(most=_MOST)
    if not all(_asked_once(rows, columns.asked) for rows in sheets.values()):
        return None
    whose = f"{len(sheets)} people, a sheet each" if len(sheets) > 1 else "one person"
    return Guess(0.97, (f"answers of {whose}, to what {table.header[columns.asked]!r} says",))


def _turned(source: Source) -> Turned:
    """The answers as a survey; raises ``ReadError`` where the study says that this is one and no column is of it."""
    table, columns = source.table, _columns(source.table)
    if columns is None:
        raise ReadError(f"{source.name}: no column called Question and one called Answer; name them so in its header")
    aside = [name for index, name in enumerate(table.header) if index not in columns and table.column(index)]
    if aside:
        source.note(f"not read: column{'s' if len(aside) > 1 else ''} {', '.join(map(repr, aside))}")
    asked, answer = columns
    sheets = table.sheets()
    answers = (
        Answer(str(sheet) if len(sheets) > 1 else "", row[asked], number, answer, row[answer])
        for sheet, rows in sheets.items()
        for number, row in rows
    )
    return turned(table, answers)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each question becomes and why."""
    return survey_preview(source, _turned(source), LAYOUT)[1:]


def read(source: Source) -> Iterator[Passage]:
    """Yield the answers in own words; figures and choices become attributes of the person."""
    return survey_passages(source, _turned(source), LAYOUT)


READER = Reader(
    "question_sheet",
    "One person's answers, a question a row (CSV, XLSX)",
    "interview",
    TABLES,
    sniff,
    read,
    preview,
)
