"""A grid of notes with a question a row and a person a column, as researchers keep it in sessions.

    Question,P1,P2,P3
    What was your first impression?,"Busy, I did not know where to look.",It looks like every other shop.,Nice photos.
    How easy was it to find a slot? (1-7),3,5,2

It is read as a survey turned over: which rows are own words, figures or choices is judged as there of columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.surveys.survey import survey_passages, survey_preview
from voc.reading.surveys.turned import LAYOUT, Answer, Turned, turned
from voc.reading.tables.table import TABLES, Table

_CORNER = re.compile(
    r"(|#|no\.?|questions?( / .*)?|prompts?|tasks?|topics?|items?|fragen?|thema|preguntas?|tareas?|domand[ae])"
)
_PERSON = re.compile(
    r"(p|tn|vp|participant|participante|user|respondent|interviewee|person|persona|tester|teilnehmer(in)?|proband(in)?)"
    r"[ _.#-]*\d{1,3}\b.*"
)
_LEAST = 2


def sniff(source: Source) -> Guess | None:
    """Numbered people for a header, and questions below its first word."""
    corner, *people = source.table.keys
    if not _CORNER.fullmatch(corner) or len(people) < _LEAST or not all(map(_PERSON.fullmatch, people)):
        return None
    questions = [row[0] for _, row in source.table.rows() if any(row[1:])]
    if not all(questions):
        return None
    return Guess(0.97, (f"a column each for {len(people)} people, a question a row, like {questions[0]!r}",))


def _turned(table: Table) -> Turned:
    answered = [(number, row) for number, row in table.rows() if any(row[1:])]
    return turned(
        table,
        (
            Answer(name, row[0], number, index, row[index])
            for index, name in enumerate(table.header)
            if index
            for number, row in answered
        ),
    )


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each row becomes and why."""
    return survey_preview(source, _turned(source.table), LAYOUT)[1:]


def read(source: Source) -> Iterator[Passage]:
    """Yield each person's answers in own words; figures and choices become her attributes."""
    return survey_passages(source, _turned(source.table), LAYOUT)


READER = Reader(
    "question_grid",
    "Notes with a question a row and a person a column (CSV, XLSX)",
    "interview",
    TABLES,
    sniff,
    read,
    preview,
)
