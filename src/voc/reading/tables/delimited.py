"""Delimited text: which sign divides the columns, and the records as they stand."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from voc.errors import ReadError

_SEP = re.compile(r'sep=([^\w\s"]|\t)?\s*$', re.IGNORECASE)
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 32 * 2**20


def delimited(lines: Callable[[], Iterable[str]], name: str) -> tuple[str, Callable[[], Iterator[Sequence[str]]]]:
    """The delimiter and the records. Excel's own first line ``sep=;`` names it, if it does name one."""
    said = _SEP.match(next(iter(lines()), "").removeprefix("\ufeff"))

    def records(delimiter: str) -> Iterator[Sequence[str]]:
        given = iter(lines())
        if said:
            next(given)
            yield []
        try:
            yield from _records(given, delimiter)
        except csv.Error as error:
            hint = "; is a quotation mark never closed?" if "field limit" in str(error) else ""
            raise ReadError(f"{name}: not a table of delimited text: {error}{hint}") from error

    delimiter = (said and said[1]) or max(_DELIMITERS, key=lambda sign: constancy(records(sign)))
    return delimiter, lambda: records(delimiter)


def _records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=delimiter)


def constancy(records: Iterator[Sequence[str]]) -> tuple[float, int]:
    """How constant the number of fields is over the first 50 records, and that number."""
    widths = [len(row) for row in islice(records, 50)]
    width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (count / len(widths) if width > 1 else 0.0, width)


def swallowed(lines: Callable[[], Iterable[str]], last: Sequence[str]) -> int:
    """How many lines the last cell took in because its quotation mark is never closed; ``last`` is the last record."""
    cell = last[-1] if last else ""
    breaks = cell.count("\n")
    if not breaks:
        return 0
    end = "".join(deque(lines(), maxlen=breaks + 2)).rstrip("\n")
    opened = '"' + cell.rstrip("\n").replace('"', '""')
    return breaks - cell.endswith("\n") if end.endswith(opened) else 0
