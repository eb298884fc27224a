"""Tables on disk: CSV, JSON lines and Parquet, told by their extension, written whole or not at all."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from voc._files import write
from voc.errors import MissingExtra, TableError

SUFFIXES = (".csv", ".jsonl", ".parquet")
# A cell in quotes, which may stand doubled in it, and how far the head of a table is looked for.
_QUOTED = re.compile(r'(?<![^,;\t\n])"[^"]*(?:""[^"]*)*"')
_HEAD = 100_000


def check_suffix(path: Path) -> Path:
    """Give the path back if its extension is one that tables have; raises ``TableError``."""
    if path.suffix.lower() not in SUFFIXES:
        raise TableError(f"{path}: a table ends in {', '.join(SUFFIXES)}; give such a name")
    return path


def dump(table: pd.DataFrame, path: Path) -> None:
    """Write a table; missing values stay missing."""
    write(path, render(table, check_suffix(path).suffix.lower()))


def render(table: pd.DataFrame, suffix: str) -> bytes:
    """The table as the bytes of a file with this extension."""
    if suffix == ".csv":
        return table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).encode("utf-8")
    if suffix == ".jsonl":
        return table.to_json(orient="records", lines=True, force_ascii=False, date_format="iso").encode("utf-8")
    buffer = io.BytesIO()
    try:
        table.to_parquet(buffer, index=False)
    except ImportError as error:
        raise MissingExtra(f"Parquet needs pyarrow; install it with: pip install pyarrow ({error})") from error
    return buffer.getvalue()


def load(path: Path) -> pd.DataFrame:
    """Read a table; text columns stay text ("NA" is a word here, only an empty cell is missing)."""
    suffix = check_suffix(path).suffix.lower()
    if not path.is_file():
        raise TableError(f"{path}: no such file")
    if path.stat().st_size == 0:
        raise TableError(f"{path}: the file is empty; make it again with voc read or voc tag")
    try:
        if suffix == ".csv":
            return _read_csv(path)
        if suffix == ".jsonl":
            return pd.read_json(path, lines=True, dtype=False)
        return pd.read_parquet(path)
    except TableError:
        raise
    except ImportError as error:
        raise MissingExtra(f"Parquet needs pyarrow; install it with: pip install pyarrow ({error})") from error
    except Exception as error:  # pandas and pyarrow raise a dozen kinds for a bad file
        first = str(error).strip().split("\n")[0]
        raise TableError(f"{path}: not a {suffix} table that can be read: {first}") from error


def _read_csv(path: Path) -> pd.DataFrame:
    """A CSV table, parted by what its head is parted by: where a comma stands in numbers, Excel saves semicolons."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise TableError(f"{path}: cannot tell its encoding; save it as UTF-8 (CSV UTF-8 in Excel)") from error
    # What a head has in quotes parts nothing.
    head = _QUOTED.sub("", text[:_HEAD]).partition("\n")[0]
    parted = max(",;\t", key=head.count)
    # Everything is read as text: types are given by the table that it becomes.
    return pd.read_csv(io.StringIO(text), sep=parted, keep_default_na=False, na_values=[""], dtype="str")
