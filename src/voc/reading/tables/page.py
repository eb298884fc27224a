"""A web page that is called a spreadsheet (``.xls``), as Salesforce and older report tools write them: its tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from voc.errors import ReadError
from voc.reading.html import plain
from voc.reading.text import find_encoding

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|head|meta|table|style)\b", re.IGNORECASE)
_HEAD = 200
# Of tables in cells only the outer one is a sheet.
_TABLES = "//table[not(ancestor::table)]"
_ROWS = "./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"
_CELLS = "./td | ./th"
# A cell goes over so many columns at most.
_WIDEST = 100


def is_page(path: Path) -> bool:
    """Whether a file begins as a web page does."""
    with path.open("rb") as stream:
        return _PAGE.match(stream.read(_HEAD)) is not None


def page_tables(path: Path, name: str) -> dict[str, list[list[str]]]:
    """The tables of a page, "table 1" and so on, cell by cell as a person sees them. Raises ``ReadError``."""
    from lxml import etree, html

    text = path.read_text(encoding=find_encoding(path, where=name).name)
    try:
        tables = html.document_fromstring(text).xpath(_TABLES)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"{name}: a web page that cannot be read: {error}; save the report as .xlsx or .csv") from error
    if not tables:
        raise ReadError(f"{name}: a web page without a table, no spreadsheet; save the report as .xlsx or .csv")
    return {
        f"table {number}": [[cell for one in row.xpath(_CELLS) for cell in _cells(one)] for row in table.xpath(_ROWS)]
        for number, table in enumerate(tables, 1)
    }


def _cells(element: HtmlElement) -> list[str]:
    """What a cell says, and a blank for each further column that it goes over."""
    from lxml import html

    said = plain(html.tostring(element, encoding="unicode", with_tail=False))
    span = str(element.get("colspan") or "")
    return [said, *[""] * (min(int(span), _WIDEST) - 1 if span.isascii() and span.isdigit() else 0)]
