"""Tables that go on over as many slides as they need, as native tables that people can edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from voc.reports._measure import LINE, holds, lines
from voc.reports._slides.deck import (
    DEEP,
    HEIGHT,
    INK,
    MARGIN,
    RULE,
    SIDE,
    WHITE,
    WIDTH,
    Box,
    Deck,
    Text,
    _emu,
    _rgb,
    write_paragraph,
)
from voc.reports._text import cut, short, shown

BODY = Box(MARGIN, 1.05, WIDTH - 2 * MARGIN, HEIGHT - 1.05 - 0.4)
_SIZES = (12.0, 11.0, 10.0, 9.0)
_MOST = 600
"""Letters of a cell; of a longer text the whole stands in the notes."""
_SIDES, _ENDS = 0.06, 0.04
"""Inches between a cell's text and its border."""
CONTINUED = "… "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: words and look."""

    words: str
    colour: str = INK
    fill: str = WHITE
    bold: bool = False
    align: str = ""


Row = Sequence[Cell]


def table(
    deck: Deck,
    title: str,
    head: Row,
    rows: Sequence[Row],
    parts: Sequence[float],
    *,
    begin: Callable[[str], tuple[Any, Box]] | None = None,
    sizes: Sequence[float] = _SIZES,
    label: str = "",
) -> None:
    """Write the rows on as many slides as they need.

    ``parts`` are the widths of the columns in any unit. ``begin`` makes the first slide and says where the table
    stands on it. The largest of the ``sizes`` at which all is on one slide is taken, else the last but one.
    """
    first, box = begin(title) if begin else (deck.slide(title), BODY)
    widths = [box.width * part / sum(parts) for part in parts]
    whole = {short(cell.words, _MOST): cell.words for row in rows for cell in row if len(cell.words) > _MOST}
    rows = [[replace(cell, words=_cut(cell.words)) for cell in row] for row in rows]
    size = next((one for one in sizes if height([head, *rows], widths, one) <= box.height), sizes[-1])
    pages = _pages(head, rows, widths, size, [box.height, BODY.height])
    for number, page in enumerate(pages, 1):
        suffix = f" ({number} of {len(pages)})" if len(pages) > 1 and number > 1 else ""
        slide = first if number == 1 else deck.slide(title + suffix)
        place = box if number == 1 else replace(BODY, left=box.left, width=box.width)
        for cell in (cell for row in page for cell in row if cell.words in whole):
            deck.note(slide, f"In full: {whole[cell.words]}")
        _draw(slide, place, [head, *page] if head else page, widths, size, label or title)


def _cut(words: str) -> str:
    return short(words, _MOST) if len(words) > _MOST else shown(words)


def height(rows: Sequence[Row], widths: Sequence[float], size: float) -> float:
    """How high the rows are."""
    return sum(_row_height(row, widths, size) for row in rows if row)


def _row_height(row: Row, widths: Sequence[float], size: float) -> float:
    most = max((lines(cell.words, _room(width, size)) for cell, width in zip(row, widths, strict=True)), default=1)
    return most * LINE * size / 72 + 2 * _ENDS


def _room(width: float, size: float) -> float:
    return (width - 2 * _SIDES) * 72 / size


def _pages(
    head: Row, rows: Sequence[Row], widths: Sequence[float], size: float, heights: Sequence[float]
) -> list[list[Row]]:
    """The rows of each slide; a row that fills more than a slide goes on on the next."""
    above = height([head], widths, size)
    pages: list[list[Row]] = [[]]
    waiting, left = list(rows), heights[0] - above
    while waiting:
        row = waiting.pop(0)
        need = _row_height(row, widths, size)
        if need <= left:
            pages[-1].append(row)
            left -= need
        elif need <= heights[-1] - above and pages[-1]:
            waiting.insert(0, row)
            pages, left = [*pages, []], heights[-1] - above
        else:
            now, later = _split(row, widths, size, max(left, 3 * LINE * size / 72))
            pages[-1].append(now)
            waiting.insert(0, later)
            pages, left = [*pages, []], heights[-1] - above
    return pages


def _split(row: Row, widths: Sequence[float], size: float, space: float) -> tuple[Row, Row]:
    """What of a row stands in this height, and the rest."""
    most = max(1, int((space - 2 * _ENDS) * 72 / (LINE * size)))
    now, later = [], []
    for cell, width in zip(row, widths, strict=True):
        end = holds(cell.words, _room(width, size), most)
        # Room for the sign that it goes on.
        at = len(cell.words) if end >= len(cell.words) else cut(cell.words, max(12, end - 3))
        more = at < len(cell.words)
        now.append(replace(cell, words=shown(cell.words[:at]) + (" …" if more else "")))
        later.append(replace(cell, words=CONTINUED + cell.words[at:] if more else ""))
    return now, later


def _draw(slide: Any, box: Box, rows: Sequence[Row], widths: Sequence[float], size: float, label: str) -> None:
    """Draw a native table."""
    from pptx.util import Inches

    tall = [_row_height(row, widths, size) for row in rows]
    if not rows:
        return
    place = replace(box, height=sum(tall))
    frame = slide.shapes.add_table(len(rows), len(widths), *_emu(place))
    frame.name = shown(label)[:60]
    made = frame.table
    # The theme's own style would band the rows.
    made.horz_banding, made.first_row = False, True
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Inches(width)
    for place_, (row, high) in enumerate(zip(rows, tall, strict=True)):
        made.rows[place_].height = Inches(high)
        for column_, cell in enumerate(row):
            _cell(made.cell(place_, column_), cell, size)


def _cell(made: Any, cell: Cell, size: float) -> None:
    from pptx.util import Inches

    made.margin_left = made.margin_right = Inches(_SIDES)
    made.margin_top = made.margin_bottom = Inches(_ENDS)
    made.fill.solid()
    made.fill.fore_color.rgb = _rgb(cell.fill)
    look = Text(cell.words, size, cell.colour, cell.bold, cell.align)
    for number, line in enumerate(cell.words.split("\n")):
        frame = made.text_frame
        write_paragraph(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), look, line)
    _borders(made._tc)


def _borders(cell: Any) -> None:
    """Thin lines above and below, which the library has no call for."""
    from lxml import etree

    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    about = cell.get_or_add_tcPr()
    for number, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = etree.Element(f"{{{space}}}{side}", w="9525" if side in ("lnT", "lnB") else "0")
        inside = etree.SubElement(line, f"{{{space}}}solidFill" if side in ("lnT", "lnB") else f"{{{space}}}noFill")
        if side in ("lnT", "lnB"):
            etree.SubElement(inside, f"{{{space}}}srgbClr", val=RULE)
        about.insert(number, line)


def head(*names: str, align: str = "") -> list[Cell]:
    """The head of a table."""
    return [Cell(name, WHITE, DEEP, bold=True, align=align) for name in names]


def side(words: str) -> Cell:
    """The name of a row."""
    return Cell(words, INK, SIDE, bold=True)
