"""What people filled into the workbook of :mod:`voc.store._sheet`, or into a table with such columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voc.codebook import Codebook
from voc.errors import TableError
from voc.store import _checks, _groups, _log
from voc.store._as_shown import shows
from voc.store._groups import Cells, Group, Key, Read
from voc.store._sheet import ASKED, FULL, KINDS, LISTS, NONE, SHEET, VALUE, cell_of
from voc.store._today import JOINT, Today
from voc.store.records import Answer


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
            said = cell_of(one.label for one in base.answers), next((one.value for one in base.answers), None)
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
        for kind in KINDS:
            try:
                filled.take(row, kind, number)
            except TableError as error:
                found.faults.append(f"{where}, row {number}: {error}")
    return found


def _wrong(row: Cells, texts: Mapping[str, str]) -> str | None:
    """What is wrong with a whole row: nothing says of which quote or by whom it is, or its text is that of another."""
    lacking = [name for name in ("quote_id", "coder") if row[name] is None]
    if lacking:
        return f"no {lacking[0]} in it" if any(row.get(name) is not None for name in ASKED) else None
    shown, text = row.get("text"), texts.get(row["quote_id"] or "")
    if shown is None or text is None or shows(shown, text):
        return None
    return f"the text is not that of quote {row['quote_id']}; was only a part of the columns sorted?"


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
