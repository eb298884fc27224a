"""The sheets of a spreadsheet, with whole numbers as they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voc.errors import ReadError
from voc.reading.tables.page import is_page, page_tables

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# A label has so many words at most.
_LABEL = 4


def filled_sheets(path: Path, name: str) -> dict[str, list[list[str]]]:
    """The sheets that hold something, the fullest first, then as they stand in the file. Raises ``ReadError``."""
    grids = sheets(path, name)
    filled = {
        sheet: count for sheet, grid in grids.items() if (count := sum(1 for row in grid for cell in row if cell))
    }
    if not filled:
        raise ReadError(f"{name}: no rows; export it again or take it out of the folder")
    fullest = max(filled, key=lambda sheet: filled[sheet])
    return {sheet: grids[sheet] for sheet in (fullest, *(sheet for sheet in filled if sheet != fullest))}


def sheets(path: Path, name: str) -> dict[str, list[list[str]]]:
    """All sheets of a spreadsheet by name; whole numbers lose their ``.0``. Raises ``ReadError``.

    Reports of Salesforce and others are web pages that are called ``.xls``: each of their tables is a sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    if is_page(path):
        return page_tables(path, name)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return {sheet: _grid(book.get_sheet_by_name(sheet)) for sheet in book.sheet_names}
    except (CalamineError, OSError) as error:
        raise ReadError(f"{name}: not a spreadsheet that can be read: {error}") from error


def _grid(sheet: CalamineSheet) -> list[list[str]]:
    """The cells of a sheet; a label that is merged with cells below stands in each of these, being true of their rows.

    Not so in a header, where cells are merged side by side, too; nor are own words said again.
    """
    grid = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = sheet.merged_cell_ranges or []
    headers = {top for (top, left), (_, right) in merged if right > left}
    for (top, left), (bottom, right) in merged:
        if left == right and top not in headers and len(grid[top][left].split()) <= _LABEL:
            for row in grid[top + 1 : bottom + 1]:
                row[left] = grid[top][left]
    return grid


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value.replace("_x000D_", "\n") if "_x000D_" in value else value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
