"""Tables that hold a question a row: turned over they are surveys, with a row for each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from voc.reading.surveys.survey import SurveyLayout
from voc.reading.tables.table import Numbered, Table

_WHO = "participant"
LAYOUT = SurveyLayout(must=(), person=(_WHO,))


class Answer(NamedTuple):
    """What a person said to a question, and the row and the column of the cell it stands in."""

    person: str
    question: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Turned(Table):
    """A ``grid`` with a row for each person and a column for each question; ``cells_of`` says where each stood."""

    grid: Table
    cells_of: Mapping[tuple[int, int], tuple[int, int]]

    def place(self, number: int, index: int) -> str:
        """The place of an answer in the file."""
        return self.grid.place(*self.cells_of.get((number, index), (number, index)))

    @cached_property
    def _first(self) -> Mapping[int, tuple[int, int]]:
        """Where the first answer of each person stood."""
        first: dict[int, tuple[int, int]] = {}
        for (person, _), place in self.cells_of.items():
            first.setdefault(person, place)
        return first

    def row_place(self, number: int) -> str:
        """The place of all that a person said."""
        row, column = self._first[number]
        where, _, _ = self.grid.row_place(row).rpartition("row ")
        return f"{where}column {self.grid.header[column]!r}"


def turned(grid: Table, answers: Iterable[Answer]) -> Turned:
    """The answers as a survey. Whose name is empty is told by place; a question that comes twice is asked twice."""
    numbers: dict[str, int] = {}
    columns: dict[tuple[str, int], int] = {}
    cells: dict[tuple[int, int], str] = {}
    places: dict[tuple[int, int], tuple[int, int]] = {}
    again: Counter[tuple[str, str]] = Counter()
    for answer in answers:
        person = numbers.setdefault(answer.person, len(numbers) + 1)
        again[answer.person, answer.question] += 1
        key = answer.question, again[answer.person, answer.question]
        at = person, columns.setdefault(key, len(columns) + 1)
        cells[at], places[at] = answer.text, (answer.row, answer.column)
    rows: list[Numbered] = [
        (person, (name, *(cells.get((person, index), "") for index in columns.values())))
        for name, person in numbers.items()
    ]
    header = (_WHO, *(question for question, _ in columns))
    return Turned(header, lambda: iter(rows), grid=grid, cells_of=places)
