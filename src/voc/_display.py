"""How records show themselves: as tables in a notebook, as aligned text in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from voc._shown import one_line, short

_WIDE = 60
"""Letters of a cell in a terminal; a notebook shows all."""
_CELL = "padding:3px 16px 3px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words with its title, and a sentence below that."""

    title: str
    says: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_text(self) -> str:
        """Title, sentence and columns; a long cell is cut, and one can see that."""
        rows = [[short(cell, _WIDE) for cell in row] for row in self.rows]
        heads = [one_line(text) for text in (self.title, self.says) if text]
        return "\n".join([*heads, "", columns([self.head, *rows]) if rows else "–"])

    def to_html(self) -> str:
        """The same as HTML that needs no style of the page around it."""
        head = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in self.head)
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self.rows)
        says = f"<br>{escape(one_line(self.says))}" if self.says else ""
        caption = f"<caption style='text-align:left'><b>{escape(one_line(self.title))}</b>{says}</caption>"
        return f"<table style='min-width:32em'>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(text: str) -> str:
    """A cell that keeps its direction to itself."""
    return f'<td style="{_CELL}" dir="auto">{escape(one_line(text))}</td>'


class Displayed:
    """A record that shows itself as tables; it says which in ``_tables``."""

    __slots__ = ()

    def _tables(self) -> Sequence[Table]:
        raise NotImplementedError

    def __str__(self) -> str:
        """As aligned text."""
        return "\n\n".join(table.to_text() for table in self._tables())

    def _repr_html_(self) -> str:
        return "".join(table.to_html() for table in self._tables())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self) if cycle else str(self))


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Align rows in columns, two spaces apart.

    >>> print(columns([("a", "long"), ("abc", "x")]))
    a    long
    abc  x
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
