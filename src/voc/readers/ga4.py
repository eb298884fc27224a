"""Google Analytics 4: reports, explorations and funnels as CSV.

Lines that begin with ``#`` name the report and its dates, in the person's language; below stand one table or more,
with a blank line between them. Layout as in the fixtures of public parsers of these files.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from voc.errors import ReadError
from voc.quotes import Figure
from voc.reading import figures as _figures
from voc.reading.base import Guess, Reader
from voc.reading.source import Source

_DATE = re.compile(r"\b(20\d{2})-?(\d{2})-?(\d{2})\b")
_TIME = re.compile(r"\b(engagement time|session duration|duration)\b", re.IGNORECASE)
_RULE = re.compile(r"#\s*-*\s*$")


@dataclass
class Report:
    """One table with what stands above it: the period and the rows with their line numbers, the header's first."""

    period: str | None
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def sniff(source: Source) -> Guess | None:
    """Lines with ``#`` on top, dates among them, and a table below."""
    lines = source.head.split("\n")
    above = [line for line in lines[:40] if line.startswith("#")]
    if not lines[0].startswith("#") or len(above) < 2 or not _period(above):
        return None
    said = [line.strip("# ") for line in above if not _RULE.match(line)]
    return Guess(0.97, ("lines with # and dates above the table", f"the first says {said[0]!r}"))


def reports(source: Source) -> list[Report]:
    """The tables of a file; a block of ``#`` lines is of all tables down to the next block."""
    found: list[Report] = []
    above: list[str] = []
    begun: Report | None = None
    used = False
    for number, line in source.lines():
        if line.startswith("#"):
            above = [line] if used else [*above, line]
            begun, used = None, False
        elif not line.strip(", \t"):
            begun = None
        else:
            if begun is None:
                begun = Report(_period(above))
                found.append(begun)
            begun.rows.append((number, next(csv.reader([line]))))
            used = True
    return found


def _period(above: list[str]) -> str | None:
    dates = ["-".join(found) for line in above for found in _DATE.findall(line)]
    return " – ".join(dates[:2]) if dates else None


def read(source: Source) -> Iterator[Figure]:
    """Yield each number of each table."""
    made = [figure for report in reports(source) for figure in _figures_of(report, source)]
    if not made:
        raise ReadError(f"{source.name}: lines of Google Analytics but no figures below; export the report again")
    yield from made


def _figures_of(report: Report, source: Source) -> Iterator[Figure]:
    names, body = _header(report)
    rows = [(f"row {number}", _wide(row, len(names))) for number, row in body if not _is_sum(row, len(names))]
    if len(rows) < len(body):
        source.note("rows of sums are left out")
    found = _figures.columns(names, [row for _, row in rows])
    if found is not None:
        for figure in _figures.figures(names, found, rows, source, period=report.period):
            # Google Analytics gives times in seconds and says so nowhere.
            yield replace(figure, unit="seconds") if _TIME.search(figure.metric) else figure


def _header(report: Report) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    (_, header), *body = report.rows
    return tuple(cell.strip() for cell in header), body


def _is_sum(row: list[str], width: int) -> bool:
    """Whether a row is a sum: "Grand total" stands behind its last column."""
    return any(cell.strip() for cell in row[width:])


def _wide(row: list[str], width: int) -> tuple[str, ...]:
    return tuple([cell.strip() for cell in row[:width]] + [""] * (width - len(row)))


def preview(source: Source) -> list[tuple[str, str]]:
    """What the columns of each table become."""
    becomes: list[tuple[str, str]] = []
    for report in reports(source):
        names, body = _header(report)
        found = _figures.columns(names, [_wide(row, len(names)) for _, row in body])
        becomes += found.becomes(names) if found else [(name, "left out") for name in names]
    return becomes


READER = Reader(
    "ga4",
    "Google Analytics 4 report, exploration or funnel (CSV)",
    "figures",
    (".csv", ".txt"),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
