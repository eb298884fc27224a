"""What the tests of the readers share: reading files made on the spot, and the two binary formats made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
import pytest

from voc.readers import Reading, all_readers, read_paths
from voc.study import Study

Files = Mapping[str, str | bytes]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Write files into an empty folder and read the folder."""

    def reading(files: Files, **settings: Any) -> Reading:
        for name, content in files.items():
            path = tmp_path / "given" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_paths([tmp_path / "given"], Study.model_validate(settings), all_readers())

    return reading


@pytest.fixture(scope="session")
def document() -> Callable[..., bytes]:
    """Make a Word document of paragraphs and then one table."""

    def made(paragraphs: Sequence[str] = (), table: Sequence[Sequence[str]] = ()) -> bytes:
        new = docx.Document()
        for text in paragraphs:
            new.add_paragraph(text)
        if table:
            grid = new.add_table(rows=len(table), cols=len(table[0]))
            for cells, row in zip(table, grid.rows, strict=True):
                for text, cell in zip(cells, row.cells, strict=True):
                    cell.text = text
        buffer = io.BytesIO()
        new.save(buffer)
        return buffer.getvalue()

    return made


@pytest.fixture(scope="session")
def workbook() -> Callable[[Mapping[str, Sequence[Sequence[str | float | None]]]], bytes]:
    """Make a spreadsheet of sheets by hand; nothing that is installed writes one."""

    def made(sheets: Mapping[str, Sequence[Sequence[str | float | None]]]) -> bytes:
        numbers = range(1, len(sheets) + 1)
        listed = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
            for n, name in zip(numbers, sheets, strict=True)
        )
        related = "".join(
            f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        }
        for n, rows in zip(numbers, sheets.values(), strict=True):
            cells = "".join(_row(number, row) for number, row in enumerate(rows, 1))
            parts[f"xl/worksheets/sheet{n}.xml"] = (
                f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
            )
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        return buffer.getvalue()

    return made


def _row(number: int, row: Sequence[str | float | None]) -> str:
    cells = []
    for place, value in zip((f"{chr(65 + i)}{number}" for i in range(len(row))), row, strict=True):
        if isinstance(value, str):
            cells.append(f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>')
        elif value is not None:
            cells.append(f'<c r="{place}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'
