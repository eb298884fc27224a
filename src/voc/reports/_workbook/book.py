"""A workbook in which a text is always a text: no formula, no link, nothing lost at the end of a cell.

The wrapper hides XlsxWriter's guessing: texts go through :meth:`Book.put`, which writes a string cell whatever the
text begins with.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from voc.reports._measure import LINE, lines
from voc.reports._text import beside, pieces, shown

LIMIT = 32_767
"""UTF-16 units that a cell of Excel holds."""
LEFT = "<"
"""Behind the name of a look: the cell begins at the left, as texts do."""
CONTINUED = "… "
_MOST = LIMIT - 2 * len(CONTINUED)
_SIZE = 10
"""Points of the font."""
_SEEN = 6000
"""Letters of a cell that a row can show; the rest is there, below its edge."""
_TALLEST = 400.0
"""Points of the highest row; Excel's limit is 409."""
_COLOURS = {"ink": "#182033", "soft": "#586172", "rule": "#d3cfc2", "deep": "#22335c", "side": "#f4f3ee"}
_SIGNED = "[>=0.5]+0;[<=-0.5]−0;0"
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "title": {"bold": True, "font_size": 18, "border": 0},
    "note": {"font_color": _COLOURS["soft"], "border": 0},
    "head": {"bold": True, "font_color": "#ffffff", "bg_color": _COLOURS["deep"], "valign": "vcenter"},
    "ids": {"text_wrap": False, "font_size": 8},
    "side": {"bold": True, "bg_color": _COLOURS["side"]},
    "soft": {"font_color": _COLOURS["soft"], "italic": True},
    "count": {"num_format": "#,##0"},
    "score": {"num_format": _SIGNED},
    "good": {"num_format": _SIGNED, "font_color": "#0b5fa5", "bg_color": "#eaf3fb", "bold": True},
    "bad": {"num_format": _SIGNED, "font_color": "#a8480a", "bg_color": "#fdf1e6", "bold": True},
    "two": {"num_format": "[>=0.05]+0.0;[<=-0.05]−0.0;0.0"},
    "tenth": {"num_format": "0.0"},
    "share": {"num_format": "0 %"},
    "exact": {"num_format": "0.000"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, its width in letters, and the look of its cells."""

    head: str
    width: float
    look: str = "text"


@dataclass(slots=True)
class Book:
    """A workbook that is being written; :meth:`bytes` closes it."""

    _out: io.BytesIO = field(default_factory=io.BytesIO)
    _book: Any = None
    _formats: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        import xlsxwriter

        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True})
        # A fixed date: same map, same bytes.
        self._book.set_properties({"author": "voc", "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        plain = {"font_name": "Calibri", "font_size": _SIZE, "font_color": _COLOURS["ink"], "valign": "top"}
        plain |= {"text_wrap": True, "border": 1, "border_color": _COLOURS["rule"]}
        for name, look in _LOOKS.items():
            self._formats[name] = self._book.add_format(plain | look)
            self._formats[f"{name}{LEFT}"] = self._book.add_format(plain | look | {"align": "left", "indent": 1})

    def sheet(self, name: str) -> Any:
        """A new sheet that prints on wide paper, as wide as the page."""
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&A · page &P of &N")
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: object, look: str = "text") -> None:
        """Write a cell: a number as a number, a missing value as an empty cell, all else as text."""
        style = self._formats[look]
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, column, value, style)
        else:
            first, *rest = pieces(shown(str(value)), LIMIT)
            sheet.write_string(row, column, first[:_MOST] + CONTINUED if rest else first, style)

    def row(self, sheet: Any, row: int, cells: Sequence[tuple[object, str]], widths: Sequence[float]) -> None:
        """Write a row, as high as its texts: not every program finds that out by itself."""
        for place, (value, look) in enumerate(cells):
            self.put(
                sheet, row, place, value, look if look.endswith(LEFT) or not isinstance(value, str) else look + LEFT
            )
        texts = [(value, size) for (value, look), size in zip(cells, widths, strict=True) if look != "ids"]
        high = max((lines(text[:_SEEN], _ems(size)) for text, size in texts if isinstance(text, str)), default=1)
        # Letters of other scripts stand higher.
        line = LINE if all(value == beside(value) for value, _ in texts if isinstance(value, str)) else 1.3 * LINE
        sheet.set_row(row, min(_TALLEST, high * line * _SIZE + 5))

    def banner(self, sheet: Any, row: int, words: str, look: str, widths: Sequence[float]) -> None:
        """A line across all columns."""
        wide, size = sum(widths), _LOOKS[look].get("font_size", _SIZE)
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", self._formats[look])
        self.put(sheet, row, 0, words, look)
        sheet.set_row(row, min(_TALLEST, lines(words[:_SEEN], _ems(wide) * _SIZE / size) * 1.35 * size + 4))

    def table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], *, says: str = "") -> Any:
        """A sheet with a list: frozen head, filter, and a row more for each part of a text too long for a cell.

        What the list ``says`` of itself stands below it.
        """
        sheet, last = self.sheet(name), 0
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        widths = [column.width for column in columns]
        self.row(sheet, 0, [(column.head, "head") for column in columns], widths)
        for row in rows:
            for part in _continued(row):
                last += 1
                cells = [(value, column.look) for column, value in zip(columns, part, strict=True)]
                self.row(sheet, last, cells, widths)
        if says:
            self.banner(sheet, last + 2, says, "note", widths)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        return sheet

    def chart(self, sheet: Any, cell: str, rows: int) -> None:
        """The emotion curve of the sheet "Stages" as a chart of its cells, with both ends of the interval."""
        chart = self._book.add_chart({"type": "line"})
        for column, name, dash in (
            (6, "Emotion, −100 … +100", "solid"),
            (7, "95 % from", "dash"),
            (8, "95 % to", "dash"),
        ):
            line = {"color": _COLOURS["deep"], "width": 2.5 if dash == "solid" else 1, "dash_type": dash}
            marker = {"type": "circle" if dash == "solid" else "none", "size": 8, "fill": {"color": _COLOURS["deep"]}}
            cells = {"categories": ["Stages", 1, 1, rows, 1], "values": ["Stages", 1, column, rows, column]}
            chart.add_series({"name": name, "line": line, "marker": marker, **cells})
        chart.set_title({"none": True})
        chart.set_x_axis({"label_position": "low"})
        chart.set_y_axis({"num_format": _SIGNED, "major_gridlines": {"visible": True, "line": {"color": "#e3e0d6"}}})
        chart.set_legend({"position": "top"})
        chart.set_size({"width": 1000, "height": 320})
        sheet.insert_chart(cell, chart, {"description": "Emotion by stage; the numbers stand in the table above"})

    def bytes(self) -> bytes:
        """Close the book."""
        self._book.close()
        return self._out.getvalue()


def _ems(letters: float) -> float:
    """The room of a column as wide as so many digits of 11 points, in em of our font."""
    return (letters * 7 - 12) * 0.75 / _SIZE


def _continued(row: Sequence[object]) -> list[list[object]]:
    """The row, and below it what did not fit into its cells; the first cell, which names it, stands in each."""
    parts = [pieces(shown(value), _MOST) if isinstance(value, str) else [value] for value in row]
    height = max(map(len, parts))
    if height == 1:
        return [list(row)]
    rows: list[list[object]] = []
    for level in range(height):
        cells = [_part(part, level) for part in parts]
        rows.append([parts[0][0], *cells[1:]] if level and len(parts[0]) == 1 else cells)
    return rows


def _part(parts: Sequence[object], level: int) -> object:
    if level >= len(parts):
        return None
    before, after = CONTINUED if level else "", CONTINUED if level + 1 < len(parts) else ""
    return f"{before}{parts[level]}{after}" if before or after else parts[level]
