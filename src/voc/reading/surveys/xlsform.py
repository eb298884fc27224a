"""XLSForms: the questions and choices of a form of KoboToolbox, ODK or SurveyCTO, in the sheets survey and choices.

Columns after the XLSForm reference (xlsform.org): type, name, label, list_name; ``label::English (en)`` where a form
has several languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from voc.reading.source import Source
from voc.reading.surveys.columns import plain
from voc.reading.surveys.fields import Field, closed
from voc.reading.tables.sheets import sheets
from voc.reading.tables.table import key

_LEFT_OUT = frozenset(
    [
        "note", "calculate", "hidden", "image", "audio", "video", "file", "barcode", "geopoint", "geotrace", "geoshape",
        "date", "time", "datetime", "acknowledge", "start", "end", "today", "deviceid", "username", "phonenumber",
        "email", "audit", "start-geopoint", "background-audio", "signature", "draw", "annotate", "xml-external",
        "csv-external",
    ]
)  # fmt: skip
_REASON = "the form's choices"

Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Form:
    """The questions of a form by their paths ("group/name"), and the choices' words of each."""

    fields: Mapping[str, Field]

    def find(self, header: str) -> Field | None:
        """The question of a column: by its path, in whatever way it is written, or by its name alone."""
        path = _path(header)
        if path in self.fields:
            return self.fields[path]
        ends = [one for known, one in self.fields.items() if known.rpartition("/")[2] == path.rpartition("/")[2]]
        return ends[0] if len(ends) == 1 else None

    def share(self, header: Sequence[str]) -> float:
        """Which share of the questions the columns of a table hold."""
        if not self.fields:
            return 0.0
        paths = {_path(name) for name in header}
        names = {path.rpartition("/")[2] for path in paths}
        return sum(path in paths or path.rpartition("/")[2] in names for path in self.fields) / len(self.fields)


def _path(header: str) -> str:
    """A column's path: Kobo parts it by "/" or ".", ODK Central by "-", older ones by ":"."""
    return re.sub(r"[-:./]", "/", header.strip().casefold())


def is_form(source: Source) -> bool:
    """Whether a spreadsheet is a form and no answers; raises ``ReadError`` for what is no spreadsheet."""
    return _tables(source) is not None


def _tables(source: Source) -> tuple[Rows, Rows] | None:
    grids = {key(name): grid for name, grid in sheets(source.path, source.name).items()}
    survey = _rows(grids.get("survey", []))
    if not survey or "type" not in survey[0] or "name" not in survey[0]:
        return None
    return survey, _rows(grids.get("choices", []))


def _rows(grid: Sequence[Sequence[str]]) -> Rows:
    """The rows of a sheet by the words of its first filled row."""
    filled = [row for row in grid if any(cell.strip() for cell in row)]
    if not filled:
        return []
    header = [key(cell) for cell in filled[0]]
    return [dict(zip(header, map(str.strip, row), strict=False)) for row in filled[1:]]


def parse(source: Source) -> Form | None:
    """The form in a spreadsheet; ``None`` if it holds none. Raises ``ReadError`` for what is no spreadsheet."""
    found = _tables(source)
    if found is None:
        return None
    survey, choices = found
    lists: dict[str, dict[str, str]] = {}
    for row in choices:
        name, value = row.get("list_name") or row.get("list name", ""), row.get("name") or row.get("value", "")
        if name and value:
            lists.setdefault(name, {})[value] = _label(row) or value
    return Form(dict(_fields(survey, lists)))


def _fields(survey: Rows, lists: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Field]]:
    """Each question with its path through the groups that it stands in."""
    groups: list[str] = []
    for row in survey:
        sort, _, rest = re.sub(r"\s+", " ", row.get("type", "").replace("_group", " group")).partition(" ")
        if sort in ("begin", "begin_repeat"):
            groups.append(row.get("name", ""))
        elif sort in ("end", "end_repeat"):
            groups = groups[:-1]
        elif sort and row.get("name"):
            path = _path("/".join([*groups, row["name"]]))
            yield path, _field(_label(row) or row["name"], sort, lists.get(rest.split(" ")[0], {}))


def _field(asked: str, sort: str, levels: Mapping[str, str]) -> Field:
    if sort in ("select_one", "select_one_from_file"):
        return closed(asked, levels, "choice", _REASON)
    if sort in ("select_multiple", "select_multiple_from_file", "rank"):
        found = closed(asked, levels, "choices", _REASON)
        return found if found.scale is not None else Field(asked, several=True)
    return Field(asked, openly=sort == "text", left_out=sort in _LEFT_OUT)


def _label(row: Mapping[str, str]) -> str:
    """The words of a question or choice, in the form's first language."""
    names = ["label", *(name for name in row if name.startswith("label:"))]
    return plain(next((row[name] for name in names if row.get(name)), ""))
