"""Figures of the business: a table's numbers at the step they were counted for.

=============  ==================================================================
column         meaning
=============  ==================================================================
source         file, like that of a quote
source_sha256  hash of its bytes
locator        where in the file
step           page, event, button or step of a funnel, as the tool calls it
metric         what was counted: "Sessions", "Completion rate" …
value, unit    the number, and "count", "share" (0 … 1), "seconds", a currency
period         what the tool says of the time
segment        country, device …, where the tool splits by one
funnel         "open" or "closed", where it is a funnel and the study or its numbers say so
=============  ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from voc.quotes import Figure
from voc.reading.numbers import number
from voc.reading.source import Source
from voc.reading.tables.table import Row

COLUMNS = ("source", "source_sha256", "locator", "step", "metric", "value", "unit", "period", "segment", "funnel")

# Header words in order: the first column that one of the earlier fits is the step.
_STEP = tuple(
    re.compile(word, re.IGNORECASE)
    for word in (
        r"step ?name|stage|touchpoint",
        r"(landing )?page.*|screen.*|path|url|link",
        r"event( ?name)?|element.*|selector|button|css.*|target",
        r"step|funnel ?step|schritt|étape|paso",
    )
)
_PERIOD = re.compile(
    r"(date|day|week|month|quarter|year|period|nth \w+|datum|tag|woche|monat|jahr|semaine|mois|mes|fecha)",
    re.IGNORECASE,
)
_METRIC = re.compile(r"metric|kpi|measure|indicator|kennzahl|indicateur|indicador", re.IGNORECASE)
_VALUE = re.compile(r"value|wert|valeur|valor|figure|amount|result", re.IGNORECASE)
_UNIT = re.compile(r"units?|einheit|unité|unidad", re.IGNORECASE)
_TOTAL = re.compile(r"(grand )?totals?|gesamt(summe)?|total général|total general|\(other\)", re.IGNORECASE)
_SHARE = re.compile(r"\brate\b|\bshare\b|\bratio\b|quote\b|anteil|taux|tasa", re.IGNORECASE)
_PER_CENT = re.compile(r"%|per ?cent|prozent", re.IGNORECASE)
_TIME = re.compile(r"\b(time|duration|age)\b|zeit\b|dauer\b|durée|tiempo", re.IGNORECASE)
_SECONDS = re.compile(r"\b(seconds|secs?|sekunden)\b|\(s\)", re.IGNORECASE)
_FUNNEL = re.compile(r"step ?name|(funnel ?)?step|schritt|étape|paso", re.IGNORECASE)
_REACHED = re.compile(r"(active |total )?(users?|visitors?|sessions?|people)|nutzer|besucher|sitzungen", re.IGNORECASE)
# Tables of figures have their gaps: "n/a", "–".
_MOSTLY = 0.6


@dataclass(frozen=True)
class Columns:
    """Which columns of a table say what: positions, the step's first."""

    step: int | None
    period: int | None
    segments: tuple[int, ...]
    metrics: tuple[int, ...]
    metric: int | None = None
    value: int | None = None
    unit: int | None = None

    def becomes(self, header: Row) -> list[tuple[str, str]]:
        """What each column becomes, for a person to see."""
        said = dict.fromkeys(self.segments, "segment") | dict.fromkeys(self.metrics, "figure")
        roles = ("step", "period", "metric", "value", "unit")
        said |= {index: name for name in roles if (index := getattr(self, name)) is not None}
        return [(name, said.get(index, "left out")) for index, name in enumerate(header)]


def columns(header: Row, rows: Sequence[Row], *, decimal_comma: bool = False) -> Columns | None:
    """Find step, period, segments and metrics of a table; ``None`` where no column holds numbers."""
    numeric = [i for i in range(len(header)) if _is_numeric([row[i] for row in rows], decimal_comma)]
    period = next((i for i, name in enumerate(header) if _PERIOD.fullmatch(name)), None)
    words = [i for i in range(len(header)) if i not in numeric and i != period and any(row[i] for row in rows)]
    step = next((i for word in _STEP for i in words if word.fullmatch(header[i])), None)
    metric, unit = (next((i for i in words if word.fullmatch(header[i])), None) for word in (_METRIC, _UNIT))
    value = next((i for i in numeric if _VALUE.fullmatch(header[i])), None)
    if metric is not None and value is not None:
        rest = tuple(i for i in words if i not in (metric, unit, step))
        return Columns(step, period, rest, (), metric, value, unit)
    if step is None:
        step = next(iter(words), None)
    # A numbered step is a label: the metrics are what is counted at it.
    ordinal = next((i for i in numeric if _STEP[-1].fullmatch(header[i])), None)
    step = ordinal if step is None else step
    metrics = tuple(i for i in numeric if i not in (ordinal, period))
    return Columns(step, period, tuple(i for i in words if i != step), metrics) if metrics else None


def names_steps(name: str) -> bool:
    """Whether a header word says that its column names steps, pages or buttons."""
    return any(word.fullmatch(name) for word in _STEP)


def _is_numeric(cells: Sequence[str], decimal_comma: bool) -> bool:
    filled = [cell for cell in cells if cell]
    numbers = sum(number(cell, decimal_comma=decimal_comma) is not None for cell in filled)
    return bool(filled) and numbers >= _MOSTLY * len(filled)


def figures(
    header: Row,
    found: Columns,
    rows: Iterable[tuple[str, Row]],
    source: Source,
    *,
    period: str | None = None,
    decimal_comma: bool = False,
) -> Iterator[Figure]:
    """Yield the numbers of a table with their places; sums and what is no number are left out and counted in a note."""
    rows = list(rows)
    funnel = _funnel(header, found, [row for _, row in rows], source, decimal_comma=decimal_comma)
    sums = unread = 0
    for place, row in rows:
        label = row[found.step] if found.step is not None else ""
        if (found.step is not None and not label) or any(_TOTAL.fullmatch(cell) for cell in row if cell):
            sums += 1
            continue
        segment = "; ".join(f"{header[i]}: {row[i]}" for i in found.segments if row[i]) or None
        when = (row[found.period] if found.period is not None else "") or period
        for name, cell, index, unit in _cells(header, row, found):
            value = number(cell, decimal_comma=decimal_comma)
            if value is None:
                unread += 1
            else:
                amount, said = _with_unit(value, unit or name)
                where = f"{place}, column {header[index]!r}"
                yield Figure(label or name, name, amount, where, said, when, segment, funnel)
    if sums:
        source.note(f"{sums} rows of sums or without a step are left out")
    if unread:
        source.note(f"{unread} cells are no numbers and are left out")


def _funnel(header: Row, found: Columns, rows: Sequence[Row], source: Source, *, decimal_comma: bool) -> str | None:
    """Whether a table of steps is an open or a closed funnel: as the study says, else open where the numbers grow.

    Numbers that fall from step to step are had from either, so that they say nothing.
    """
    reached = next((i for i in found.metrics if _REACHED.fullmatch(header[i])), None)
    if found.step is None or reached is None or not _FUNNEL.fullmatch(header[found.step]):
        return None
    told = source.rule.funnel
    last: dict[tuple[str, ...], tuple[str, float]] = {}
    for row in rows:
        given = number(row[reached], decimal_comma=decimal_comma)
        if given is None or not row[found.step] or any(_TOTAL.fullmatch(cell) for cell in row if cell):
            continue
        part = tuple(row[i] for i in (*found.segments, *([found.period] if found.period is not None else [])))
        before = last.get(part)
        if before is not None and given[0] > before[1]:
            grown = f"{header[reached]} grow from {before[0]!r} ({before[1]:g}) to {row[found.step]!r} ({given[0]:g})"
            if told == "closed":
                source.note(f"{grown}, which no closed funnel does; taken for an open one")
            elif told is None:
                source.note(f'{grown}: taken for an open funnel; say so with funnel = "open" under [[source]]')
            return "open"
        last[part] = (row[found.step], given[0])
    return told


def _cells(header: Row, row: Row, found: Columns) -> Iterator[tuple[str, str, int, str]]:
    """Metric, cell, its position, and what is said of the unit, for each filled figure of a row."""
    if found.metric is not None and found.value is not None:
        if row[found.value]:
            unit = row[found.unit] if found.unit is not None else ""
            yield row[found.metric], row[found.value], found.value, unit
        return
    yield from ((header[i], row[i], i, "") for i in found.metrics if row[i])


def _with_unit(value: tuple[float, str | None], said: str) -> tuple[float, str | None]:
    """Value and unit, by what the cell says, else by the words of its header or unit column."""
    amount, unit = value
    if unit is not None:
        return amount, unit
    if _PER_CENT.search(said):
        return round(amount / 100, 12), "share"
    if _SHARE.search(said):
        return amount, "share" if 0 <= amount <= 1 else None
    if _SECONDS.search(said):
        return amount, "seconds"
    return amount, "count" if amount.is_integer() and not _TIME.search(said) else None


def rows(figures: Iterable[Figure], source: Source) -> list[dict[str, Any]]:
    """The figures of one file as rows."""
    return [{"source": source.name, "source_sha256": source.sha256} | asdict(figure) for figure in figures]


def frame(given: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """All figures as a table."""
    table = pd.DataFrame(list(given), columns=list(COLUMNS))
    return table.astype({name: "float64" if name == "value" else "str" for name in COLUMNS})
