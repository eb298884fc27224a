"""A table of words: what reports make of a finding, each in its own form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._text import beside, one_line


@dataclass(frozen=True, slots=True)
class Finding:
    """A table: its title, what it says, its head and its rows of words.

    ``widths`` are those of the columns, in any unit; ``name`` is a short one for programs that need it.
    """

    title: str
    says: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    name: str = ""


def rows_of(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows whose cells are on one line each."""
    return tuple(tuple(map(one_line, row)) for row in rows)


def at(stage: str, journey: Journey) -> str:
    """The label of a stage, to stand beside other words."""
    return beside(one_line(_facts.labels(journey).get(stage, stage)))
