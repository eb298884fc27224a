"""Answers that come one record a person, as JSON: made a table, so that they are judged like those of any survey.

A row is one response. A column has a name of its own and the words of its question; closed ones bring their scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from voc.reading.scales import Scale
from voc.reading.tables.table import Row, Table


@dataclass(frozen=True)
class ResponseTable(Table):
    """A table whose rows are called responses, and its columns by their questions."""

    def row_place(self, number: int) -> str:
        """The place of a response."""
        return f"response {number}"

    def place(self, number: int, index: int) -> str:
        """The place of an answer; two questions in the same words are told apart by their names."""
        asked = self.question(index)
        again = sum(self.question(other) == asked for other in range(len(self.header))) > 1
        return f"{self.row_place(number)}, {self.header[index] if again else asked!r}"


@dataclass
class Responses:
    """Collects responses: a mapping of column names to cells each, in the order in which columns are first met."""

    rows: list[dict[str, str]] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def column(self, name: str, question: str = "") -> str:
        """Meet a column; the first words of a question count."""
        if not self.asked.get(name):
            self.asked[name] = question
        return name

    def table(self) -> Table:
        """The responses as a table."""
        header = tuple(self.asked)
        body = [tuple([row.get(name, "") for name in header]) for row in self.rows]

        def rows() -> Iterator[tuple[int, Row]]:
            return enumerate(body, 1)

        asked = tuple(question or name for name, question in self.asked.items())
        return ResponseTable(header, rows, asked=asked, ids=tuple(self.marks.get(name, "") for name in header))

    def scale(self, table: Table) -> dict[int, Scale]:
        """The scales of the closed columns, by position."""
        return {index: self.scales[name] for index, name in enumerate(table.header) if name in self.scales}
