"""Delimited text and spreadsheets to rows: delimiter, header rows, footer, kept with their row numbers.

A table of delimited text is never in memory as a whole: it is gone through once to learn its shape, and again each
time its rows are asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, islice, zip_longest
from pathlib import Path

from voc.errors import ReadError
from voc.reading.tables.delimited import constancy, delimited, swallowed
from voc.reading.tables.header import SEARCH, find_header, unique
from voc.reading.tables.shape import JUDGED, Numbered, Row, Shape, filled, wide
from voc.reading.tables.sheets import filled_sheets

__all__ = [
    "SPREADSHEETS", "TABLES", "NoTable", "Numbered", "Row", "Table", "key", "load_table", "parse_table",
]  # fmt: skip

SPREADSHEETS = (".xlsx", ".xls", ".ods")
# Any table: what a survey tool, a store or a help desk exports.
TABLES = (".csv", ".tsv", ".tab", ".txt", *SPREADSHEETS)
_WIDEST = 20_000


class NoTable(ReadError):
    """A text that may be a table is none; nothing is wrong with it."""


@dataclass(frozen=True)
class Table:
    """A header and the rows below it; :meth:`rows` can be gone through again and again.

    ``asked`` are the questions' words where the tool writes them below short column names; else the header.
    ``ids`` are what Qualtrics calls each column in its third row, whatever the language of the names. ``further`` are
    sheets with the same header, each with the number that its rows are counted on from.
    """

    header: Row
    body: Callable[[], Iterator[Numbered]]
    sheet: str | None = None
    asked: Row = ()
    ids: Row = ()
    notes: tuple[str, ...] = ()
    delimiter: str | None = None
    cells: Sequence[list[str]] = ()
    further: tuple[tuple[int, str], ...] = ()

    def rows(self) -> Iterator[Numbered]:
        """Each row with its number in the (first) sheet as a spreadsheet shows it; all are as wide as the header."""
        return self.body()

    def sheets(self, *, most: int | None = None) -> dict[str | None, list[Numbered]]:
        """The rows by the sheet they stand on; under ``None`` where there are no sheets.

        No more rows are read once a sheet has more than ``most``.
        """
        starts = [(0, self.sheet), *self.further]
        found: dict[str | None, list[Numbered]] = {sheet: [] for _, sheet in starts}
        for number, row in self.rows():
            rows = found[next(sheet for before, sheet in reversed(starts) if number > before)]
            rows.append((number, row))
            if most is not None and len(rows) > most:
                break
        return found

    @cached_property
    def keys(self) -> Row:
        """The header in lower case with single spaces: what layouts are compared with."""
        return tuple(key(name) for name in self.header)

    def question(self, index: int) -> str:
        """What was asked in a column."""
        return (self.asked[index] if self.asked else "") or self.header[index]

    def column(self, index: int) -> list[str]:
        """The filled cells of a column, the first 20,000 of them: enough to judge it by."""
        return self._judged[index]

    @cached_property
    def _judged(self) -> Sequence[list[str]]:
        columns = [*self.cells[: len(self.header)]] or [[] for _ in self.header]
        if not self.cells:  # a table that no file's shape was learnt of
            for _, row in islice(self.rows(), JUDGED):
                for kept, cell in zip(columns, row, strict=True):
                    if cell:
                        kept.append(cell)
        return columns + [[] for _ in self.header[len(columns) :]]

    def place(self, number: int, index: int) -> str:
        """The place of a cell, as a person would say it; ``number`` is the row's."""
        return f"{self.row_place(number)}, column {self.header[index]!r}"

    def row_place(self, number: int) -> str:
        """The place of a row, as a person would say it."""
        before, sheet = next((one for one in reversed(self.further) if number > one[0]), (0, self.sheet))
        return f"sheet {sheet!r}, row {number - before}" if sheet else f"row {number}"


def key(name: str) -> str:
    r"""Make a header comparable: NFC, lower case, single spaces.

    >>> key(" Created\u00a0At ")
    'created at'
    """
    return " ".join(unicodedata.normalize("NFC", name).lower().split())


def load_table(path: Path, name: str, lines: Callable[[], Iterable[str]] | None, *, sure: bool = True) -> Table:
    """Load the table of delimited ``lines``, or of the spreadsheet at ``path`` where they are missing.

    ``sure``: the file's extension says that it is a table. Else each of its first rows has to be as wide as the next.
    """
    if lines is not None and not sure and constancy(delimited(lines, name)[1]()) < (1.0, 3):
        raise NoTable(f"{name}: text, but no table: its lines do not have the same number of columns")
    table = parse_table(path, name, lines)
    if table is None:
        raise ReadError(f"{name}: no rows; export it again or take it out of the folder")
    if next(table.rows(), None) is None:
        raise ReadError(f"{name}: a header but no rows below it; export it again or take it out of the folder")
    return table


def parse_table(path: Path, name: str, lines: Callable[[], Iterable[str]] | None) -> Table | None:
    """Like :func:`load_table`, but a table may be empty, or missing where no cell is filled."""
    if lines is not None:
        delimiter, grid = delimited(lines, name)
        return _shaped(grid, name, delimiter, lines)
    made = [_of_sheet(sheet, grid, name) for sheet, grid in filled_sheets(path, name).items()]
    tables = [table for table in made if table is not None]
    return _as_one(tables) if tables else None


def _of_sheet(sheet: str, grid: list[list[str]], name: str) -> Table | None:
    table = _shaped(lambda: iter(grid), name, None)
    return None if table is None else replace(table, sheet=sheet)


def _as_one(tables: Sequence[Table]) -> Table:
    """The first table, and below it those with the same header, unless most of their rows stand above already."""
    taken: list[Table] = []
    aside: list[str | None] = []
    known: set[Row] = set()
    for table in tables:
        rows = [row for _, row in table.rows()]
        alike = table.header == tables[0].header and 2 * sum(row not in known for row in rows) > len(rows)
        if alike or not taken:
            taken.append(table)
            known.update(rows)
        else:
            aside.append(table.sheet)
    note = f"read sheet{'s' if len(taken) > 1 else ''} {', '.join(repr(table.sheet) for table in taken)}"
    note += f"; not read: {', '.join(map(repr, aside))}" if aside else ""
    table = _joined(taken)
    return replace(table, notes=(note, *table.notes)) if len(tables) > 1 else table


def _joined(tables: Sequence[Table]) -> Table:
    """Tables with one header, one below the other, their numbers counted on."""
    ends = accumulate(max((number for number, _ in table.rows()), default=0) for table in tables)
    parts = list(zip((0, *ends), tables, strict=False))

    def rows() -> Iterator[Numbered]:
        return ((before + number, row) for before, table in parts for number, row in table.rows())

    blank: list[str] = []
    return replace(
        tables[0],
        body=rows,
        cells=[[*chain(*column)] for column in zip_longest(*(table.cells for table in tables), fillvalue=blank)],
        notes=tuple(note for table in tables for note in table.notes),
        further=tuple((before, str(table.sheet)) for before, table in parts[1:]),
    )


def _shaped(
    grid: Callable[[], Iterator[Sequence[str]]],
    name: str,
    delimiter: str | None,
    lines: Callable[[], Iterable[str]] = list,
) -> Table | None:
    """Find header, width and end of a grid; ``None`` if no cell is filled. ``lines`` are those of delimited text."""
    top = [row for _, row, _ in islice(filled(grid()), SEARCH + 3)]
    if not top:
        return None
    header = find_header(top)
    if len(header.names) > _WIDEST:
        raise ReadError(f"{name}: {len(header.names):,} columns; a table is read up to {_WIDEST:,}; export fewer")
    shape = Shape(header, delimiter or ", ")
    last: tuple[int, Sequence[str]] = 0, ()
    for number, row, raw in shape.below(grid()):
        shape.learn(number, row)
        last = number, raw
    shape.end(last[0], swallowed(lines, last[1]))
    names = [cell.lstrip("\ufeff") for cell in wide(header.names, shape.width)]
    return Table(
        unique(names),
        lambda: shape.rows(grid()),
        asked=wide(header.asked, shape.width) if header.asked else (),
        ids=wide(header.ids, shape.width) if header.ids else (),
        notes=shape.notes(),
        delimiter=delimiter,
        cells=shape.cells,
    )
