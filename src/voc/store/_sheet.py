"""The workbook for people who code in a spreadsheet: a row a quote, a column for each kind, lists to choose from.

Several labels are joined by ``|``, ``none`` says that no label fits, an empty cell that the quote was not judged. The
second sheet has the judgements in full, as the rows were written from: what was not edited is lost in no detail.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voc.codebook import Codebook
from voc.errors import TableError
from voc.store import _checks, _groups, _log, _read
from voc.store._groups import HUMAN, Cells, Group, Key, Read
from voc.store._today import JOINT, Today
from voc.store.records import Answer, Quote

if TYPE_CHECKING:
    import pandas as pd

    from voc.store._store import Store

NONE, VALUE = "none", "value"
SHEET, FULL, LISTS = "coding", "judgements", "labels"
_ABOUT = ("text", "question", "participant", "source")
_WHO = ("quote_id", "coder", "role")
_KINDS = (*_checks.KINDS, *_checks.MARKS)
_ASKED = tuple(word for kind in _KINDS for word in ((kind, VALUE) if kind == "sentiment" else (kind,)))
_COLUMNS = (*_ABOUT, *_ASKED, *_WHO)
_WIDTHS = {"text": 60, "question": 28, "memo": 28, "quote_id": 18, "source": 18, VALUE: 7, "star": 7}
_WRAPPED = ("text", "question", "memo")
_TALLEST = 400.0
# Columns to read, and those to fill in.
_COLOURS = ("#e8e6de", "#fbe7a8")
# A cell of Excel holds 32,767.
_MOST, _CUT = 32_000, "…"
_PLACEHOLDER = re.compile(r"\[[^\[\]]{1,20}\]|\bP\d{3,}\b")
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
        sheet.write_string(0, place, name, asked if name in _ASKED else head)
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
            sheet.write_string(row, place, cell if len(cell) <= _MOST else f"{cell[:_MOST]} {_CUT}")
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
        if row["kind"] in _KINDS:
            who = (row["quote_id"], str(row["by"]).removeprefix(HUMAN), row["role"])
            found[who, row["kind"]].append((row["label"], row["value"]))
    return {key: (_cell(label for label, _ in rows), rows[0][1]) for key, rows in found.items()}


def _cell(labels: Iterable[str | None]) -> str:
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
    for kind in _KINDS:
        label, value = answers.get((who, kind), (None, None))
        cells += [label, value] if kind == "sentiment" else [label]
    return [*cells, *who]


def _lists(book: Any, sheet: Any, codes: Codebook | None, rows: int) -> None:
    """The labels of each kind on a sheet of their own, to choose from where there is one at most."""
    lists = book.add_worksheet(LISTS)
    kinds = [(kind, labels) for kind in _KINDS if (labels := _checks.labels(kind, codes))]
    for place, (kind, labels) in enumerate(kinds):
        choices = [*labels, NONE]
        for number, label in enumerate((kind, *choices)):
            lists.write_string(number, place, label)
        column = _COLUMNS.index(kind)
        if kind in ("stage", "sentiment", *_checks.MARKS):
            source = f"={LISTS}!${chr(65 + place)}$2:${chr(65 + place)}${len(choices) + 1}"
            sheet.data_validation(1, column, max(rows, 1), column, {"validate": "list", "source": source})


def read(path: Path, book: Codebook | None, today: Today, texts: Mapping[str, str]) -> Read:
    """The answers in a workbook on quotes of some texts; raises ``TableError`` for another file."""
    sheets = {name: today.rows(rows) for name, rows in _sheets(path).items() if name != LISTS}
    full = sheets.get(FULL, [])
    found = _groups.read(full, book, f"{path.name}, {FULL}") if full else Read()
    coding = sheets.get(SHEET, [] if full else next(iter(sheets.values()), []))
    if not full and coding and "kind" in coding[0]:
        return _groups.read(coding, book, path.name)
    return edited(coding, found, book, path.name, texts)


@dataclass(frozen=True)
class _Filled:
    """A sheet being read: ``full`` is what it was made from, ``said`` the cells so far, each with its row."""

    found: Read
    book: Codebook | None
    full: Mapping[Key, Group]
    said: dict[Key, tuple[int, list[str | float | None]]] = field(default_factory=dict)

    def take(self, row: Cells, kind: str, number: int) -> None:
        """Take a cell; raises ``TableError`` for a wrong one, or where another row of the same person differs."""
        quote_id, coder = row["quote_id"], row["coder"]
        if kind not in row or quote_id is None or coder is None:
            return
        role = row.get("role") or "coder"
        key: Key = (quote_id, kind, _log.coder_name(coder), "adjudicator" if role == "adjudicator" else "coder")
        cell, base = row[kind], self.full.get(key)
        value = _groups.number(row, VALUE) if kind == "sentiment" else None
        if base is None and cell is None:
            return
        if self._again(key, cell, value, number):
            return
        if base is not None and base.answers is not None:
            said = _cell(one.label for one in base.answers), next((one.value for one in base.answers), None)
            if cell is not None and said == (cell, value if kind == "sentiment" else said[1]):
                return
        answers = None if cell is None else _parsed(cell, kind, value, self.book, quote_id)
        uid, chance = (None, None) if base is None else (base.uid, base.probability)
        self.found.groups[key] = Group(key, answers, number, uid, probability=chance, asked=base is None)

    def _again(self, key: Key, cell: str | None, value: float | None, number: int) -> bool:
        """Whether an earlier row said the same already."""
        words: list[str | float | None] = [value, *sorted(word.strip() for word in (cell or "").split(JOINT))]
        first, before = self.said.setdefault(key, (number, words))
        if before != words:
            raise TableError(
                f"another {key[1]} of quote {key[0]} by {key[2]} than in row {first}; take one of them out"
            )
        return first != number


def edited(rows: Sequence[Cells], found: Read, book: Codebook | None, where: str, texts: Mapping[str, str]) -> Read:
    """The answers of a table with a column for each kind; a cell that says what the full judgement says is that one.

    ``texts`` are those of the study's quotes: a row that shows another text than its quote's is wrong.
    """
    if rows and not {"quote_id", "coder"} <= set(rows[0]):
        raise TableError(f"{where}: no columns quote_id and coder; export the reviews anew and fill that file in")
    filled = _Filled(found, book, dict(found.groups))
    for number, row in enumerate(rows, 2):
        if (wrong := _wrong(row, texts)) is not None:
            found.faults.append(f"{where}, row {number}: {wrong}")
            continue
        for kind in _KINDS:
            try:
                filled.take(row, kind, number)
            except TableError as error:
                found.faults.append(f"{where}, row {number}: {error}")
    return found


def _wrong(row: Cells, texts: Mapping[str, str]) -> str | None:
    """What is wrong with a whole row: nothing says of which quote or by whom it is, or its text is that of another."""
    lacking = [name for name in ("quote_id", "coder") if row[name] is None]
    if lacking:
        return f"no {lacking[0]} in it" if any(row.get(name) is not None for name in _ASKED) else None
    shown, text = row.get("text"), texts.get(row["quote_id"] or "")
    if shown is None or text is None or _shows(shown, text):
        return None
    return f"the text is not that of quote {row['quote_id']}; was only a part of the columns sorted?"


def _shows(shown: str, text: str) -> bool:
    """Whether a cell may be what was exported of a text: it may be cut off, and either may have placeholders.

    >>> _shows("Ann  said: 'no …", "Ann said: no, never"), _shows("[name 1] said no", "Ann said no")
    (True, True)
    >>> _shows("Ann said no", "[removed] said no"), _shows("Ann said no", "Bo said no")
    (True, False)
    """
    cut = shown.rstrip().endswith(_CUT)
    return _fits([*_pieces(shown), *([""] if cut else [])], _letters(text)) or _fits(_pieces(text), _letters(shown))


def _pieces(text: str) -> list[str]:
    return [_letters(piece) for piece in _PLACEHOLDER.split(text)]


def _fits(pieces: list[str], text: str) -> bool:
    """Whether a text is some pieces in a row, with anything between them."""
    if len(pieces) == 1 or not text.startswith(pieces[0]):
        return text == pieces[0]
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        if (found := text.find(piece, at)) < 0:
            return False
        at = found + len(piece)
    return text.endswith(pieces[-1]) and len(text) - len(pieces[-1]) >= at


def _letters(text: str) -> str:
    """The letters and digits of a text: spreadsheets change quote marks and white space."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _parsed(cell: str, kind: str, value: float | None, book: Codebook | None, quote_id: str) -> tuple[Answer, ...]:
    """The answers in a cell; raises ``TableError`` for a label that there is not."""
    words = [cell] if kind == _checks.MEMO else [word.strip() for word in cell.split(JOINT) if word.strip()]
    if [word.casefold() for word in words] == [NONE]:
        return ()
    answers = tuple(Answer(word, value) for word in words)
    _checks.checked({kind: answers}, "", book, f"quote {quote_id}")
    return answers


def _sheets(path: Path) -> dict[str, list[Cells]]:
    """The rows of every sheet under their heads, as text."""
    from python_calamine import CalamineError, CalamineWorkbook

    if not path.is_file():
        raise TableError(f"{path}: no such file")
    try:
        book = CalamineWorkbook.from_path(path)
        tables = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError) as error:
        raise TableError(f"{path}: not a workbook that can be read: {error}; save it as .xlsx again") from error
    return {
        name: [dict(zip(map(str, table[0]), map(_word, row), strict=False)) for row in table[1:]]
        for name, table in tables.items()
        if table
    }


def _word(cell: object) -> str | None:
    """A cell as text; a whole number has no point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell) if cell is not None and str(cell).strip() else None
