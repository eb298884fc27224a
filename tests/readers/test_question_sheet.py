"""One person's answers, a question a row: what is read of a table to know it, and where a person's answers stand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from voc.readers import question_sheet
from voc.reading.surveys.turned import Answer, turned
from voc.reading.tables.table import Numbered, Table


def long(header: tuple[str, str]) -> tuple[Any, list[int]]:
    """A source whose table has many rows, and the numbers of those that are read."""
    seen: list[int] = []

    def rows() -> Iterator[Numbered]:
        for number in range(2, 50_000):
            seen.append(number)
            yield number, (f"What of pier {number}?", "It is dark there")

    cells = [["What of pier 2?"], ["It is dark there"]]
    return SimpleNamespace(table=Table(header, rows, cells=cells)), seen


@pytest.mark.parametrize(
    ("header", "most"), [(("Topic", "Remark"), 0), (("Question", "Answer"), question_sheet._MOST + 1)]
)
def test_a_long_table_is_not_read_to_know_that_it_is_none(header: tuple[str, str], most: int) -> None:
    source, seen = long(header)
    assert question_sheet.sniff(source) is None
    assert len(seen) == most


def test_the_place_of_each_of_many_people_is_found_at_once() -> None:
    people = 8_000
    grid = Table(("Question", *(f"Person {n}" for n in range(people))), lambda: iter(()))
    answers = (Answer(f"p{n}", f"Why {q}?", q, n + 1, "So") for n in range(people) for q in range(2, 5))
    table = turned(grid, answers)
    started = time.process_time()
    places = [table.row_place(number) for number in range(1, people + 1)]
    assert time.process_time() - started < 1
    assert places[1] == "column 'Person 1'"
    assert len(set(places)) == people
