"""A table with one answer a row: the question stands in a column, and open and closed answers below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from voc.reading.scales import Scale
from voc.reading.surveys.choices import asks_for_other
from voc.reading.surveys.closed import Closed
from voc.reading.surveys.columns import judge_cells, plain
from voc.reading.tables.table import Row, Table

# What exports call the column of the question.
ASKED = (
    "question", "question text", "question_text", "question label", "question title", "survey question", "frage",
    "fragetext", "pregunta", "texte de la question",
)  # fmt: skip
ANSWER = (
    "answer", "answer text", "answer_text", "response", "response text", "value", "antwort", "respuesta", "réponse",
)  # fmt: skip
_JUDGED = 20_000
_CELLS = 500
_FEW = 4
_OPTIONS = 12
# More different questions than any survey asks: then the column holds something else.
_QUESTIONS = 300


@dataclass(frozen=True, slots=True)
class Long:
    """How a table with one answer a row is read.

    ``asked`` and ``answer`` are the columns of question and answer. ``closed`` are the questions whose answers are
    closed, ``left_out`` those that ask for what names a person. ``rating`` is a column with a figure for each
    question beside the words; ``rated`` are the questions. ``differing`` are the columns that say different things of
    one person.
    """

    asked: int
    answer: int
    closed: dict[str, Closed]
    left_out: frozenset[str]
    rating: Closed | None
    rated: tuple[str, ...]
    differing: list[Closed]

    @property
    def attributed(self) -> list[Closed]:
        """The closed questions, and those with a figure beside the words."""
        figures = [replace(self.rating, name=name, question=name) for name in self.rated] if self.rating else []
        return [*self.closed.values(), *figures]

    def silent(self, row: Row) -> bool:
        """Whether the answer of a row is no quote."""
        return row[self.asked] in self.closed or row[self.asked] in self.left_out

    def attributes(self, row: Row) -> dict[str, str]:
        """What the answer of a row says of the person, under the question."""
        question = row[self.asked]
        one = self.closed.get(question)
        found = {one.name: one.answer(row)} if one is not None else {}
        if self.rating is not None and question and question not in self.left_out:
            found.setdefault(plain(question), self.rating.answer(row))
        return {name: said for name, said in found.items() if said}


def asked_column(table: Table, among: Sequence[int]) -> int | None:
    """The column of the questions, if there is one: they repeat, as questions of customers do not."""
    for index in among:
        cells = table.column(index)
        if table.keys[index] in ASKED and (len(cells) < _FEW or 2 * len(set(cells)) <= len(cells)):
            return index
    return None


def answer_column(table: Table, closed: Sequence[Closed]) -> Closed | None:
    """The column of the answers where most are closed, so that it looks like a closed one itself."""
    return next((one for one in closed if table.keys[one.columns[0]] in ANSWER), None)


def find_long(table: Table, asked: int, answer: int, closed: Sequence[Closed], people: Sequence[int]) -> Long:
    """See which questions are open, and what differs between the rows of one person."""
    cells: dict[str, list[str]] = {}
    for _, row in islice(table.rows(), _JUDGED):
        if row[answer] and len(said := cells.setdefault(row[asked], [])) < _CELLS:
            said.append(row[answer])
    found: dict[str, Closed] = {}
    left_out: set[str] = set()
    for question, said in cells.items() if len(cells) <= _QUESTIONS else ():
        column = judge_cells(plain(question), said)
        if column.role in ("person", "time", "technical"):
            left_out.add(question)
        elif column.scale is not None and not asks_for_other(plain(question)) and _repeat(column.scale, said):
            first = column.role == "nps" and all(one.name != "NPS" for one in found.values())
            name = "NPS" if first else plain(question)
            found[question] = Closed(name, plain(question), (answer,), column.scale)
    differing = _differing(table, closed, people) if people else []
    ratings = [one for one in differing if one.scale.kind not in ("choice", "choices", "number")]
    rating = ratings[0] if len(ratings) == 1 and len(cells) <= _QUESTIONS else None
    rated = tuple(plain(question) for question in cells if question and question not in left_out | set(found))
    return Long(asked, answer, found, frozenset(left_out), rating, rated, differing)


def _repeat(scale: Scale, said: Sequence[str]) -> bool:
    """Whether answers are figures, levels or few choices. Options among own words ("Other") are words too."""
    if scale.kind not in ("choice", "choices"):
        return True
    different = {
        part.strip() for cell in set(said) for part in (cell.split(",") if scale.kind == "choices" else [cell])
    }
    return len(different) <= _OPTIONS and len(set(said)) < len(said)


def _differing(table: Table, closed: Sequence[Closed], people: Sequence[int]) -> list[Closed]:
    """The closed columns in which two rows of one person differ."""
    known: dict[str, list[str]] = {}
    differing: set[int] = set()
    for number, row in table.rows():
        who = next((row[index] for index in people if row[index]), str(number))
        answers = [one.answer(row) for one in closed]
        before = known.setdefault(who, answers)
        if before is not answers:
            differing.update(i for i, (one, other) in enumerate(zip(before, answers, strict=True)) if one != other)
    return [closed[position] for position in sorted(differing)]
