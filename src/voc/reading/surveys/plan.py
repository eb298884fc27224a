"""What was decided of the columns of a survey (:mod:`voc.reading.surveys.survey_plan`), and what a row says by it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voc.reading.source import Source
from voc.reading.surveys.closed import Closed
from voc.reading.surveys.columns import plain
from voc.reading.surveys.survey_long import Long
from voc.reading.tables.table import Row, Table

# What Excel makes of a long number when it opens a CSV.
_MANGLED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)


@dataclass(slots=True)
class Plan:
    """What becomes of the columns. ``people``, ``keys`` and ``times`` are tried in their order, row by row.

    ``long`` says how a table is read that has one answer a row; ``names`` are columns that are left out, but say what
    the person is called: that is for redaction.
    """

    becomes: list[str]
    people: list[int]
    keys: list[int]
    openly: list[tuple[int, str]]
    closed: list[Closed]
    excluded: list[tuple[int, re.Pattern[str], str]]
    notes: list[str]
    times: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    language: int | None = None
    channel: int | None = None
    long: Long | None = None
    unfinished: tuple[int, re.Pattern[str]] | None = None

    @property
    def attributed(self) -> list[Closed]:
        """Every closed question, in a column or in the rows of one."""
        return [*self.closed, *(self.long.attributed if self.long is not None else ())]

    def reason(self, row: Row) -> str | None:
        """Why a row is no evidence, or ``None``."""
        return next((said for index, cells, said in self.excluded if cells.fullmatch(row[index])), None)

    def broken_off(self, row: Row) -> bool:
        """Whether somebody did not come to the end."""
        return self.unfinished is not None and self.unfinished[1].fullmatch(row[self.unfinished[0]]) is not None

    def attributes(self, row: Row, *, finished: bool) -> dict[str, str]:
        """What a row says of the person."""
        found = {one.name: answer for one in self.closed if (answer := one.answer(row))}
        if self.unfinished is not None:
            found["finished"] = "yes" if finished else "no"
        return found if self.long is None else found | self.long.attributes(row)

    def known_as(self, row: Row) -> tuple[str, ...]:
        """Her names, each part and all together: "Ann", "Lee", "Ann Lee"."""
        parts = [row[index] for index in self.names if row[index]]
        return (*parts, " ".join(parts)) if len(parts) > 1 else tuple(parts)

    def asked(self, row: Row) -> list[tuple[int, str]]:
        """The open questions that a row answers or leaves blank: column and words."""
        if self.long is None:
            return self.openly
        question = plain(row[self.long.asked])
        return [] if self.long.silent(row) else [(index, question or other) for index, other in self.openly]

    def tell(self, source: Source, table: Table) -> None:
        """Say what was recognised, and what is broken."""
        for note in self.notes:
            source.note(note)
        for one in self.attributed:
            if one.scale.kind in ("nps", "csat", "ces"):
                source.note(f"recognised: {one.scale.kind.upper()} in {one.question!r}")
        for index in dict.fromkeys([*self.people, *self.keys]):
            broken = sum(map(is_mangled, table.column(index)))
            if broken:
                source.note(
                    f"column {table.header[index]!r}: {broken} ids are cut as in 1.18052E+11, as Excel does; each of "
                    "these rows counts as a person of its own. Export again and do not save the file with Excel"
                )


def is_mangled(cell: str) -> bool:
    """Whether an id lost its digits in Excel: then several people share it."""
    return "+" in cell and _MANGLED.fullmatch(cell) is not None
