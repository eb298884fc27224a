"""Opens one SPSS or Stata file and writes what is in it as JSON; run as a process of its own, by its path.

The C code below pyreadstat crashes on some broken files (seen on one of 10,000 that were changed at random), and
must not take ``voc`` with it. So nothing of ``voc`` is imported here.

    {"variables": [{"name", "label", "format", "measure", "labels": [[code, words], …], "missing": [[low, high], …]}],
     "columns": [[cell, …], …], "sets": [{"name", "label", "ticked", "counted", "variables"}],
     "said": name, "encoding": name or null}

or ``{"error": why}``. ``encoding`` is the one that had to be tried where what the file ``said`` of it is wrong; in a
set of which each choice is ``ticked`` or not, ``counted`` is the code of a tick.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

# Stata counts days or milliseconds from 1960, SPSS seconds from the beginning of the Gregorian calendar.
_FROM_1582 = 11_903_760_000.0
_DATES = {"%td": ("DATE11", 86_400.0), "%tc": ("DATETIME20", 0.001)}
# The encodings to be tried: what the file says, then what files are that say wrong or nothing.
_ENCODINGS = (None, "UTF-8", "WINDOWS-1252")
# What single-byte files say of themselves where nobody thought of it; they may still hold UTF-8.
_UNTHOUGHT = ("windows-1252", "iso-8859-1")


def main(path: str, most: int) -> dict[str, Any]:
    """Everything in the file; ``most`` is how many bytes of answers it may hold, unpacked."""
    import pyreadstat

    faults = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError, MemoryError, OSError)
    why = ""
    for encoding in _ENCODINGS:
        try:
            found = _read(path, encoding, most)
        except faults as error:
            why = why or " ".join(str(error).split()) or type(error).__name__
            continue
        if encoding is None and _is_utf8(found):
            encoding, found = "UTF-8", _read(path, "UTF-8", most) | {"said": found["said"]}
        return found | {"encoding": encoding}
    return {"error": why}


def _read(path: str, encoding: str | None, most: int) -> dict[str, Any]:
    import pyreadstat

    stata = path.lower().endswith(".dta")
    read = pyreadstat.read_dta if stata else pyreadstat.read_sav
    settings: dict[str, Any] = {
        "encoding": encoding,
        "output_format": "dict",
        # Stata's are letters, which stand for nothing else.
        "user_missing": not stata,
        # Its own conversion fails for the whole file where one date is out of range.
        "disable_datetime_conversion": True,
    }
    _, head = read(path, metadataonly=True, **settings)
    width = max(1, sum(head.variable_storage_width.values()))
    rows = most // width + 1
    if (head.number_rows or 0) >= rows:
        return {"error": f"it holds {head.number_rows:,} rows of {width:,} bytes"}
    columns, meta = read(path, row_limit=rows, **settings)
    if any(len(cells) >= rows for cells in columns.values()):
        return {"error": f"it holds over {rows:,} rows of {width:,} bytes"}
    variables = [_variable(name, meta) for name in columns]
    cells = list(columns.values())
    if stata:
        cells = [_as_spss(one, given) for one, given in zip(variables, cells, strict=True)]
    return {
        "said": meta.file_encoding,
        "variables": variables,
        "columns": cells,
        "sets": [
            {
                "name": name,
                "label": one["label"],
                "ticked": one["is_dichotomy"],
                "counted": one["counted_value"],
                "variables": one["variable_list"],
            }
            for name, one in meta.mr_sets.items()
        ],
    }


def _as_spss(variable: dict[str, Any], cells: list[Any]) -> list[Any]:
    """The cells of a variable of Stata with their dates as SPSS counts them; its format is told in SPSS' words."""
    form = variable["format"]
    if form.endswith("s"):
        variable["format"] = "A"
    named = _DATES.get(form[:3].lower())
    if named is None:
        return cells
    variable["format"], unit = named
    numbers = (cell if isinstance(cell, int | float) else None for cell in cells)
    return [None if cell is None else cell * unit + _FROM_1582 for cell in numbers]


def _variable(name: str, meta: Any) -> dict[str, Any]:
    return {
        "name": name,
        "label": meta.column_names_to_labels.get(name),
        "format": meta.original_variable_types.get(name) or "",
        "measure": meta.variable_measure.get(name),
        "labels": list(meta.variable_value_labels.get(name, {}).items()),
        "missing": [[span["lo"], span["hi"]] for span in meta.missing_ranges.get(name, [])],
    }


def _is_utf8(found: Mapping[str, Any]) -> bool:
    """Whether texts read as Western Windows are UTF-8 in truth: no honest text turns into valid UTF-8 by chance."""
    if str(found.get("said", "")).lower() not in _UNTHOUGHT:
        return False
    texts = [text for cells in found["columns"] for text in cells if isinstance(text, str)]
    for variable in found["variables"]:
        texts += [str(variable["label"] or ""), *(str(words) for _, words in variable["labels"])]
    foreign = [text for text in texts if not text.isascii()]
    try:
        return bool(foreign) and all(text.encode("cp1252").decode("utf-8") for text in foreign)
    except UnicodeError:
        return False


if __name__ == "__main__":
    # At once: json.dump writes each number by itself.
    sys.stdout.write(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
