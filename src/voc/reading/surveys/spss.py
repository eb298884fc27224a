"""SPSS and Stata files to a table: variables with their labels, codes as words, what is missing left empty.

The file is opened in a process of its own (``sav_process.py``), so that a broken one cannot crash ``voc``.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from voc.errors import MissingExtra, ReadError
from voc.reading import json as _json
from voc.reading.source import WHOLE, Source
from voc.reading.surveys import spss_sets as _spss_sets
from voc.reading.surveys.spss_values import Cell, Code, Variable, code, is_dated, is_missing, labels_of, written
from voc.reading.tables.header import unique
from voc.reading.tables.table import Row, Table

_LONGEST = 900  # seconds


def load(source: Source) -> list[Variable]:
    """The variables of a file, those of a multiple-response set as one; raises ``ReadError`` and ``MissingExtra``."""
    data = _opened(source)
    if data["encoding"]:
        source.note(f"encoding: says {data['said']}, read as {data['encoding']}; check the accents")
    given = [_variable(one, cells) for one, cells in zip(data["variables"], data["columns"], strict=True)]
    lost = sum(map(_out_of_range, given))
    if lost:
        source.note(f"{lost} dates that no calendar has: missing")
    return _spss_sets.merged(given, data["sets"])


def _opened(source: Source) -> Mapping[str, Any]:
    """What the process that opens the file says of it."""
    if importlib.util.find_spec("pyreadstat") is None:
        raise MissingExtra(f'{source.name}: SPSS and Stata files need pyreadstat: pip install "voc[spss]"')
    if source.path.stat().st_size > WHOLE:
        raise ReadError(f"{source.name}: over {WHOLE // 2**20} MiB; save it in parts")
    # -P keeps this folder off the child's path: its _json.py is not Python's.
    script = Path(__file__).with_name("sav_process.py")
    command = [sys.executable, "-P", str(script), str(source.path.absolute()), str(WHOLE)]
    place = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False, env=place)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"{source.name}: not open after {_LONGEST // 60} minutes; save it again from its program"
        ) from error
    if done.returncode:
        raise ReadError(f"{source.name}: broken: what opens such files crashed on it; save it again from its program")
    data: Mapping[str, Any] = _json.parse(done.stdout.decode(), where=source.name)
    if "error" in data:
        article, what = ("a", "Stata") if source.suffix == ".dta" else ("an", "SPSS")
        raise ReadError(
            f"{source.name}: not {article} {what} file that can be read ({data['error']}); save it again from {what}"
        )
    return data


def _variable(about: Mapping[str, Any], cells: Sequence[Cell]) -> Variable:
    """One variable: its codes as words, but the numbers of a scale of which only some have words."""
    seen = set(cells)  # of which there are few
    missing = {cell for cell in seen if is_missing(cell, about["missing"])}
    kept = [None if cell in missing else cell for cell in cells] if missing else cells
    labels = labels_of(about)
    levels = tuple(dict.fromkeys(labels.values())) if _are_words(labels, seen - missing) else ()
    known = labels if levels or about["format"].startswith("A") else {}
    words = {cell: known.get(code(cell)) or written(cell, about["format"]) for cell in seen - missing}
    if levels:
        # What tools write where a question was seen and not answered has no words: -99.
        words |= {cell: "" for cell in words if isinstance(cell, float | int) and cell < 0 and cell not in labels}
    words[None] = ""
    texts = [words[cell] for cell in kept]
    return Variable(about["name"], (about["label"] or "").strip(), texts, levels, cells=kept, about=about)


def _are_words(labels: Mapping[Code, str], cells: Collection[Cell]) -> bool:
    """Whether the labels are the answers. Those of a scale's ends, or of "don't know" beside numbers, are not."""
    seen = {code(cell) for cell in cells if cell is not None}
    bare = {value for value in seen if value not in labels}
    if not labels or len(bare) > len(seen) / 2:
        return False
    numbers = [value for value in labels if not isinstance(value, str)]
    if any(numbers and min(numbers) < value < max(numbers) for value in bare if not isinstance(value, str)):
        return False
    # "0 Not at all likely", "1", "2" … "10 Extremely likely".
    figures = [(f"{value:g}", words) for value, words in labels.items() if not isinstance(value, str)]
    again = sum(words.startswith(figure) or words.endswith(f" {figure}") for figure, words in figures)
    return not (len(labels) > 2 and 2 * again >= len(labels))


def _out_of_range(variable: Variable) -> int:
    """How many dates of a variable no calendar has."""
    form = variable.about["format"]
    pairs = zip(variable.cells, variable.words, strict=True)
    return sum(1 for cell, words in pairs if cell is not None and not words) if is_dated(form) else 0


def table(variables: Sequence[Variable]) -> Table:
    """The variables as a table: named by their names, asked by their labels, a case a row."""
    header = unique([variable.name for variable in variables])
    asked = tuple(variable.label or name for variable, name in zip(variables, header, strict=True))

    def rows() -> Iterator[tuple[int, Row]]:
        return enumerate(zip(*(variable.words for variable in variables), strict=True), 1)

    return Table(header, rows, asked=asked)
