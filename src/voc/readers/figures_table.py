"""Figures of the business as any table: funnels, click lists (Hotjar, Crazy Egg), KPI tables.

One row is a step, page or button with its numbers, or one number with its metric, value and period. No such tool's
layout was seen here; the columns are known by their header words and by what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from voc.errors import ReadError
from voc.quotes import Figure
from voc.reading import figures as _figures
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.surveys.columns import classify
from voc.reading.tables.table import TABLES

# So many rows show what the columns hold.
_JUDGED = 1000
# What is counted at a step or page. A table with none of these words is taken for figures only where the study says so.
_COUNTED = re.compile(
    r"\b(users?|visits?|visitors?|sessions?|views?|clicks?|taps?|conversions?|rate|count|drop-?offs?|abandon\w+|bounce\w*"
    r"|impressions?|orders?|revenue|calls?|tickets?|events?|csat|nps|kpi|value|nutzer|besuche|sitzungen|klicks?)\b",
    re.IGNORECASE,
)


def sniff(source: Source) -> Guess | None:
    """Numbers at named steps, and no column of people's own words."""
    table = source.table
    found = _columns(source)
    if found is None:
        return None
    counted = [table.header[i] for i in (*found.metrics, *([found.value] if found.value is not None else []))]
    if source.rule.kind == "figures":
        return Guess(0.9, ("the study says that these are figures",))
    if found.metric is not None:
        return Guess(0.6, (f"a figure for each {table.header[found.metric]!r}",))
    words = [name for name in counted if _COUNTED.search(name)]
    if not words or found.step is None:
        return None
    # Names of steps can look like people's own words.
    if not _figures.names_steps(table.header[found.step]) and _is_said(source):
        return None
    return Guess(0.6, (f"numbers under {words[0]!r} for each {table.header[found.step]!r}", "nobody's own words"))


def _is_said(source: Source) -> bool:
    return any(column.role in ("open", "person") for column in classify(source.table))


def _columns(source: Source) -> _figures.Columns | None:
    rows = [row for _, row in islice(source.table.rows(), _JUDGED)]
    return _figures.columns(source.table.header, rows, decimal_comma=source.table.delimiter == ";")


def read(source: Source) -> Iterator[Figure]:
    """Yield each number with its place."""
    table = source.table
    found = _columns(source)
    if found is None:
        raise ReadError(f'{source.name}: no column of numbers; take kind = "figures" out or export the figures again')
    rows = ((table.row_place(number), row) for number, row in table.rows())
    yield from _figures.figures(table.header, found, rows, source, decimal_comma=table.delimiter == ";")


def preview(source: Source) -> list[tuple[str, str]]:
    """What each column becomes."""
    found = _columns(source)
    header = source.table.header
    return found.becomes(header) if found else [(name, "left out") for name in header]


READER = Reader(
    "figures_table",
    "Figures of the business: funnels, click lists, KPI tables (CSV, XLSX)",
    "figures",
    TABLES,
    sniff,
    read,
    preview,
    grade="unverified",
)
