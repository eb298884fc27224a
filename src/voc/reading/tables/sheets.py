"""The sheets of a spreadsheet, with whole numbers as they are shown."""

from __future__ import annotations

from pathlib import Path

from voc.errors import ReadError


def fullest_sheet(path: Path, name: str) -> tuple[str, list[list[str]], list[str]]:
    """Read the sheet with the most filled cells, and name the others."""
    grids = sheets(path, name)
    filled = {sheet: sum(1 for row in grid for cell in row if cell) for sheet, grid in grids.items()}
    full = [sheet for sheet in grids if filled[sheet]]
    if not full:
        raise ReadError(f"{name}: no rows; export it again or take it out of the folder")
    fullest = max(full, key=lambda sheet: filled[sheet])
    return fullest, grids[fullest], [sheet for sheet in full if sheet != fullest]


def sheets(path: Path, name: str) -> dict[str, list[list[str]]]:
    """All sheets of a spreadsheet by name; whole numbers lose their ``.0``. Raises ``ReadError``."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        return {
            sheet: [
                [_cell(cell) for cell in row] for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            ]
            for sheet in book.sheet_names
        }
    except (CalamineError, OSError) as error:
        raise ReadError(f"{name}: not a spreadsheet that can be read: {error}") from error


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value.replace("_x000D_", "\n") if "_x000D_" in value else value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
