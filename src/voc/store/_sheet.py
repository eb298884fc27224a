"""The workbook for people who code in a spreadsheet: a row a quote, a column for each kind, lists to choose from.

Several labels are joined by ``|``, ``none`` says that no label fits, an empty cell that the quote was not judged. The
second sheet has the judgements in full, as the rows were written from: what was not edited is lost in no detail.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from voc.codebook import Codebook
from voc.store import _checks, _read
from voc.store._groups import HUMAN
from voc.store._today import JOINT
from voc.store.records import Quote

if TYPE_CHECKING:
    import pandas as pd

    from voc.store._store import Store

NONE, VALUE = "none", "value"
SHEET, FULL, LISTS = "coding", "judgements", "labels"
_ABOUT = ("text", "question", "participant", "source")
_WHO = ("quote_id", "coder", "role")
KINDS = (*_checks.KINDS, *_checks.MARKS)
ASKED = tuple(word for kind in KINDS for word in ((kind, VALUE) if kind == "sentiment" else (kind,)))
_COLUMNS = (*_ABOUT, *ASKED, *_WHO)
_WIDTHS = {"text": 60, "question": 28, "memo": 28, "quote_id": 18, "source": 18, VALUE: 7, "star": 7}
_WRAPPED = ("text", "question", "memo")
_TALLEST = 400.0
# Columns to read, and those to fill in.
_COLOURS = ("#e8e6de", "#fbe7a8")
# A cell of Excel holds 32,767.
_MOST, CUT = 32_000, "…"
# The same judgements are the same bytes.
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
Who = tuple[str, str, str]


def workbook(db: Store, table: pd.DataFrame, coder: str | None) -> bytes:
    """The workbook of a table of reviews, and of the quotes that were drawn for people and are still open."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    _coding(db, book, table, coder)
    full = book.add_worksheet(FULL)
    _put(full, 0, list(table.columns))
    rows = table.astype(object).where(table.notna(), None)
    for number, row in enumerate(rows.itertuples(index=False), 1):
        _put(full, number, list(row))
    book.close()
    return out.getvalue()


def _coding(db: Store, book: Any, table: pd.DataFrame, coder: str | None) -> None:
    """The sheet to fill in, and the lists of labels: a row for each person and quote.

    What was judged stands in the order of the study, what waits below it in that of the draws, the newest first:
    whoever stops within one has judged a sample.
    """
    answers = _answers(table)
    judged, waiting = {who for who, _ in answers}, waiting_for(db, coder)
    quotes = _quotes(db, [who[0] for who in (*judged, *waiting)])
    order = {name: place for place, name in enumerate(quotes)}
    whose = sorted(judged, key=lambda who: (order.get(who[0], len(order)), who))
    whose += [who for who in waiting if who not in judged]
    sheet = _sheet(book)
    for number, who in enumerate(whose, 1):
        cells = _row(who, quotes.get(who[0]), answers)
        _put(sheet, number, cells)
        sheet.set_row(number, _height(cells))
    _lists(book, sheet, db.codebooks.current_book(), len(whose))


def _sheet(book: Any) -> Any:
    """The sheet with its heads, wide enough, and fit to be printed."""
    top = book.add_format({"valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head, asked = (book.add_format({"bold": True, "bg_color": colour}) for colour in _COLOURS)
    sheet = book.add_worksheet(SHEET)
    for place, name in enumerate(_COLUMNS):
        sheet.write_string(0, place, name, asked if name in ASKED else head)
        sheet.set_column(place, place, _WIDTHS.get(name, 12), wrap if name in _WRAPPED else top)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _put(sheet: Any, row: int, cells: Sequence[object]) -> None:
    """A row in which a text is a text, whatever it begins with."""
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(row, place, cell if len(cell) <= _MOST else f"{cell[:_MOST]} {CUT}")
        elif cell is not None:
            sheet.write_number(row, place, cell)


def _height(cells: Sequence[object]) -> float:
    """Points of a row in which its longest text is seen: not every program finds that out by itself."""
    wide = [(str(cell), _WIDTHS.get(name, 12)) for name, cell in zip(_COLUMNS, cells, strict=True) if name in _WRAPPED]
    return min(_TALLEST, 15.0 * max(sum(1 + len(line) // size for line in text.split("\n")) for text, size in wide))


def _answers(table: pd.DataFrame) -> dict[tuple[Who, str], tuple[str, float | None]]:
    """What stands in the cell of each person, quote and kind, and the valence."""
    found: dict[tuple[Who, str], list[tuple[str | None, float | None]]] = defaultdict(list)
    cells = table.astype(object).where(table.notna(), None)
    for row in cells.to_dict("records"):
        if row["kind"] in KINDS:
            who = (row["quote_id"], str(row["by"]).removeprefix(HUMAN), row["role"])
            found[who, row["kind"]].append((row["label"], row["value"]))
    return {key: (cell_of(label for label, _ in rows), rows[0][1]) for key, rows in found.items()}


def cell_of(labels: Iterable[str | None]) -> str:
    """Labels as they stand in one cell."""
    return JOINT.join(label for label in labels if label is not None) or NONE


def waiting_for(db: Store, coder: str | None) -> list[Who]:
    """The quotes that wait for a coder, in the order of the draws, the newest first, each once."""
    rows = db.database.rows(
        "SELECT n.quote_id, d.coder FROM drawn AS n JOIN draws AS d ON d.number = n.draw "
        "JOIN quotes AS q ON q.quote_id = n.quote_id "
        "WHERE n.state = 'open' AND q.absent IS NULL AND d.coder = coalesce(?, d.coder) "
        "ORDER BY d.coder, d.number DESC, n.position",
        coder,
    )
    return list(dict.fromkeys((row["quote_id"], row["coder"], "coder") for row in rows))


def _quotes(db: Store, names: Iterable[str]) -> dict[str, Quote]:
    """The quotes of these ids, in the order of the study."""
    rows = db.database.rows(
        "SELECT * FROM quotes WHERE quote_id IN (SELECT value FROM json_each(?)) ORDER BY place, part, id",
        _read.these(names),
    )
    return {quote.quote_id: quote for quote in _read.quotes(db.database, rows)}


def _row(who: Who, quote: Quote | None, answers: Mapping[tuple[Who, str], tuple[str, float | None]]) -> list[object]:
    cells: list[object] = [None if quote is None else getattr(quote, name) for name in _ABOUT]
    for kind in KINDS:
        label, value = answers.get((who, kind), (None, None))
        cells += [label, value] if kind == "sentiment" else [label]
    return [*cells, *who]


def _lists(book: Any, sheet: Any, codes: Codebook | None, rows: int) -> None:
    """The labels of each kind on a sheet of their own, to choose from where there is one at most."""
    lists = book.add_worksheet(LISTS)
    kinds = [(kind, labels) for kind in KINDS if (labels := _checks.labels(kind, codes))]
    for place, (kind, labels) in enumerate(kinds):
        choices = [*labels, NONE]
        for number, label in enumerate((kind, *choices)):
            lists.write_string(number, place, label)
        column = _COLUMNS.index(kind)
        if kind in ("stage", "sentiment", *_checks.MARKS):
            source = f"={LISTS}!${chr(65 + place)}$2:${chr(65 + place)}${len(choices) + 1}"
            sheet.data_validation(1, column, max(rows, 1), column, {"validate": "list", "source": source})
