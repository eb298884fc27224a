"""SPSS files to a table: variables with their labels, codes as words, what is missing left empty.

The file is opened in a process of its own (``_sav_process.py``), so that a broken one cannot crash ``voc``.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from voc.errors import MissingExtra, ReadError
from voc.readers import _json
from voc.readers._fields import JOINT
from voc.readers._header import unique
from voc.readers._source import WHOLE, Source
from voc.readers._spss_values import Cell, Code, code, is_dated, is_missing, written
from voc.readers._table import Row, Table

_LONGEST = 900  # seconds


@dataclass(frozen=True, slots=True)
class Variable:
    """One question: name, label, the cells as words ("" is missing) and what its codes mean, in their order.

    ``levels`` is empty where codes have no words, or only the ends of a scale have: then the cells are numbers.
    ``cells`` are the values as they are in the file and ``about`` what the file says of them.
    """

    name: str
    label: str
    words: Sequence[str]
    levels: tuple[str, ...] = ()
    several: bool = False
    cells: Sequence[Cell] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


def load(source: Source) -> list[Variable]:
    """The variables of a file, those of a multiple-response set as one; raises ``ReadError`` and ``MissingExtra``."""
    data = _opened(source)
    if data["encoding"]:
        source.note(f"encoding: says {data['said']}, read as {data['encoding']}; check the accents")
    given = [_variable(one, cells) for one, cells in zip(data["variables"], data["columns"], strict=True)]
    lost = sum(map(_out_of_range, given))
    if lost:
        source.note(f"{lost} dates that no calendar has: missing")
    known = {variable.name.casefold(): variable for variable in given}
    sets, merged = [], set()
    for one in data["sets"]:
        names = [name.casefold() for name in one["variables"]]
        if names and all(name in known for name in names):
            sets.append(_set(one, [known[name] for name in names]))
            merged.update(names)
    return [variable for name, variable in known.items() if name not in merged] + sets


def _opened(source: Source) -> Mapping[str, Any]:
    """What the process that opens the file says of it."""
    if importlib.util.find_spec("pyreadstat") is None:
        raise MissingExtra(f'{source.name}: SPSS files need pyreadstat: pip install "voc[spss]"')
    if source.path.stat().st_size > WHOLE:
        raise ReadError(f"{source.name}: over {WHOLE // 2**20} MiB; save it in parts")
    # -P keeps this folder off the child's path: its _json.py is not Python's.
    script = Path(__file__).with_name("_sav_process.py")
    command = [sys.executable, "-P", str(script), str(source.path.absolute()), str(WHOLE)]
    place = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False, env=place)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"{source.name}: not open after {_LONGEST // 60} minutes; save it again from SPSS") from error
    if done.returncode:
        raise ReadError(f"{source.name}: broken: what opens SPSS files crashed on it; save it again from SPSS")
    data: Mapping[str, Any] = _json.parse(done.stdout.decode(), where=source.name)
    if "error" in data:
        raise ReadError(f"{source.name}: not an SPSS file that can be read ({data['error']}); save it again from SPSS")
    return data


def _variable(about: Mapping[str, Any], cells: Sequence[Cell]) -> Variable:
    """One variable: its codes as words, but the numbers of a scale of which only some have words."""
    kept = [None if is_missing(cell, about["missing"]) else cell for cell in cells]
    labels = _labels(about)
    levels = tuple(dict.fromkeys(labels.values())) if _are_words(labels, kept) else ()
    known = labels if levels or about["format"].startswith("A") else {}
    words = [known.get(code(cell)) or written(cell, about["format"]) for cell in kept]
    return Variable(about["name"], (about["label"] or "").strip(), words, levels, cells=kept, about=about)


def _labels(about: Mapping[str, Any]) -> dict[Code, str]:
    """The words of a variable's codes in the codes' order, without those for missing answers."""
    pairs = [(code(value), str(words).strip()) for value, words in about["labels"]]
    known = [(value, words) for value, words in pairs if words and not is_missing(value, about["missing"])]
    return dict(sorted(known, key=lambda pair: (isinstance(pair[0], str), pair[0])))


def _are_words(labels: Mapping[Code, str], cells: Sequence[Cell]) -> bool:
    """Whether the labels are the answers. Those of a scale's ends, or of "don't know" beside numbers, are not."""
    seen = {code(cell) for cell in cells if cell is not None}
    bare = {value for value in seen if value not in labels}
    if not labels or len(bare) > len(seen) / 2:
        return False
    numbers = [value for value in labels if not isinstance(value, str)]
    if any(numbers and min(numbers) < value < max(numbers) for value in bare if not isinstance(value, str)):
        return False
    # "0 Not at all likely", "1", "2" … "10 Extremely likely".
    again = sum(words.startswith(f"{value:g}") for value, words in labels.items() if not isinstance(value, str))
    return not (len(labels) > 2 and 2 * again >= len(labels))


def _out_of_range(variable: Variable) -> int:
    """How many dates of a variable no calendar has."""
    form = variable.about["format"]
    pairs = zip(variable.cells, variable.words, strict=True)
    return sum(1 for cell, words in pairs if cell is not None and not words) if is_dated(form) else 0


def _set(one: Mapping[str, Any], members: Sequence[Variable]) -> Variable:
    """The variables of a multiple-response set as one question with several answers."""
    if one["ticked"]:
        options = _options(members, one["counted"])
        chosen = [
            [option if _is_tick(cell, one["counted"]) else "" for cell in member.cells]
            for option, member in zip(options, members, strict=True)
        ]
    else:
        options = list(dict.fromkeys(word for member in members for word in member.levels or member.words if word))
        chosen = [list(member.words) for member in members]
    words = [JOINT.join(dict.fromkeys(filter(None, row))) for row in zip(*chosen, strict=True)]
    return Variable(one["name"], (one["label"] or "").strip(), words, tuple(options), several=True)


def _options(members: Sequence[Variable], counted: Code | None) -> list[str]:
    """What each tick means: its variable's label, else the words of the ticked code, else the variable's name."""
    worded = [_labels(member.about).get(code(counted), "") for member in members]
    for names in ([member.label for member in members], worded):
        if all(names) and len(set(names)) == len(names):
            return names
    return [member.name for member in members]


def _is_tick(cell: Cell, counted: Code | None) -> bool:
    if counted is None:
        return cell is not None and str(cell).strip().casefold() not in ("", "0", "0.0", "no", "n", "false")
    return cell == counted


def table(variables: Sequence[Variable]) -> Table:
    """The variables as a table: named by their names, asked by their labels, a case a row."""
    header = unique([variable.name for variable in variables])
    asked = tuple(variable.label or name for variable, name in zip(variables, header, strict=True))

    def rows() -> Iterator[tuple[int, Row]]:
        return enumerate(zip(*(variable.words for variable in variables), strict=True), 1)

    return Table(header, rows, asked=asked)
