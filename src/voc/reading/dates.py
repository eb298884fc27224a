"""Dates as exports write them, to UTC. What is not understood is missing, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from voc.reading.worded_dates import worded
from voc.reading.zones import NAMES, named

if TYPE_CHECKING:
    from voc.reading.source import Source
    from voc.reading.tables.table import Table

_EPOCH = re.compile(r"^(\d{10})(\d{3}|\d{6})?(\.\d+)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_SLASHED = re.compile(
    r"^(\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}:\d{2}) ([AP]M)"
    rf"(?: (?:(?:GMT|UTC)([+-])(\d{{1,2}})(?::?(\d{{2}}))?|({NAMES})))?$",
    re.IGNORECASE,
)
# Two numbers and a year, in an order that differs between countries, and perhaps the time of day.
_ORDERED = re.compile(
    r"^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})"
    r"(?:,?[ T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?:\s?([AP])\.?\s?M\.?)?)?$",
    re.IGNORECASE,
)
# The half of the day before the hour: Chinese, Japanese, Korean.
_HALF = re.compile(r"(?:(上午|午前|오전)|下午|午後|오후) ?(\d{1,2}:\d{2}(?::\d{2})?)")
# From 1954 to 2119.
_SERIAL = re.compile(r"^[2-7]\d{4}(\.\d+)?$")
# Day 0 of Excel's calendar, which takes 1900 for a leap year.
_EXCEL = datetime(1899, 12, 30, tzinfo=UTC)
# What may be a date in a shape that is not known, but none that stands for "never".
_DATED = re.compile(r"^(?!0001|9999|0000|1900-01-0).*\d.*\d")
# So many different dates in ascending or descending order are no accident.
_SORTED = 5
DateReader = Callable[[str | None], datetime | None]
# The whole years that the quotes table can hold (nanoseconds since 1970 in 64 bits).
_FIRST_YEAR, _LAST_YEAR = 1678, 2261


def parse_date(text: str | None) -> datetime | None:
    """Read ISO 8601, ``2026/01/05 3:04:05 PM GMT+1``, epochs, RFC 2822, German dates and months as words.

    The rest is missing. Dates like ``03/04/2026`` are not read: which part is the month cannot be known from one
    cell. Nor are dates in a time zone whose name is that of several (``IST``), or in a year before 1678 or after
    2261: tools write 0001-01-01 and 9999-12-31 for "never".

    >>> parse_date("2026-05-03 18:22:10").isoformat()
    '2026-05-03T18:22:10+00:00'
    >>> parse_date("1767225600000").year
    2026
    >>> parse_date("03/04/2026") is None
    True
    """
    if not text:
        return None
    if not text.isascii():
        text = _HALF.sub(lambda found: f"{found[2]} {'AM' if found[1] else 'PM'}", text)
    # What most exports write goes first: of a million posts each has a date.
    iso = text[4:5] == "-"
    for attempt in _ISO if iso else _OTHERS:
        try:
            moment = attempt(text.strip())
            found = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError, OSError):
            continue
        return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
    return None


def _epoch(text: str) -> datetime:
    """Seconds, milliseconds or microseconds since 1970."""
    match = _match(_EPOCH, text)
    whole = match[1] + (match[2] or "")
    return datetime.fromtimestamp(float(whole + (match[3] or "")) / 10 ** (len(whole) - 10), UTC)


def _day_first(text: str) -> datetime:
    """German: ``5.1.2026 15:04``."""
    day, month, year, *clock = (int(part) if part else 0 for part in _match(_DAY_FIRST, text).groups())
    return datetime(year, month, day, clock[0], clock[1], clock[2], tzinfo=UTC)


def _slashed(text: str) -> datetime:
    """Google Forms: ``2026/01/05 3:04:05 PM GMT+1``, also half-hour zones, small letters and ``CET``."""
    match = _match(_SLASHED, text)
    if match[6]:
        return datetime.strptime(f"{match[1]} {match[2]}", "%Y/%m/%d %I:%M:%S %p").replace(tzinfo=named(match[6]))
    zone = f"{match[3] or '+'}{int(match[4] or 0):02d}{match[5] or '00'}"
    return datetime.strptime(f"{match[1]} {match[2]} {zone}", "%Y/%m/%d %I:%M:%S %p %z")


def _mail(text: str) -> datetime:
    """RFC 2822. A zone that it does not know (``CEST``) is no UTC."""
    moment = parsedate_to_datetime(text)
    if moment.tzinfo is None and re.search(r"[A-Za-z]\W*$", text):
        raise ValueError(text)
    return moment


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.match(text)
    if match is None:
        raise ValueError(text)
    return match


_ISO = (datetime.fromisoformat, worded)
_OTHERS = (_epoch, _day_first, datetime.fromisoformat, _slashed, _mail, worded)


def date_reader(source: Source, index: int | None, table: Table | None = None) -> DateReader:
    """Make the reader of a date column, of the source's own table or of another: cell to UTC, or missing.

    Which part of ``03/04/2026`` is the month is decided by the whole column: a part over 12, the order in which the
    rows are sorted, or ``dates`` in the study's rule for the file. Where none decides, these dates are missing and a
    note says so. Numbers are Excel's days since 1900.
    """
    if index is None:
        return lambda _: None
    table = table or source.table
    return dates_of(source, table.column(index), f"column {table.header[index]!r}")


def dates_of(source: Source, cells: Sequence[str], where: str) -> DateReader:
    """Make the reader of dates that stand in one order in a file, as :func:`date_reader` does; ``where`` names them."""
    told = source.rule.dates
    day_first, doubtful = (told == "day first", False) if told else order(cells)

    told_of = doubtful

    def read(cell: str | None) -> datetime | None:
        nonlocal told_of
        if cell is None or not cell:
            return None
        found = _ordered(cell, day_first) if day_first is not None and cell[:1].isdigit() else None
        found = found or parse_date(cell) or _serial(cell)
        if found is None and not told_of and _DATED.search(cell):
            told_of = True
            source.note(f"{where}: dates like {cell[:40]!r} cannot be read, so they are missing")
        return found

    if doubtful:
        source.note(
            f"{where}: day or month first cannot be known, so these dates are missing; "
            'set dates = "day first" or "month first" under [[source]] in study.toml'
        )
    return read


def order(cells: Sequence[str]) -> tuple[bool | None, bool]:
    """Whether the day comes first in a column, if that can be known, and whether it is in doubt.

    >>> order(["03/04/2026", "25/04/2026"]), order(["03/04/2026"]), order(["2026-04-03"])
    ((True, False), (None, True), (None, False))
    """
    found = [match for cell in cells if (match := _ORDERED.match(cell.strip()))]
    if not found:
        return None, False
    if all(match[2] == "." for match in found):
        return True, False
    first, second = (max(int(match[part]) for match in found) for part in (1, 3))
    if first > 12 or second > 12:
        return (None, True) if first > 12 and second > 12 else (first > 12, False)
    by_day, by_month = (_is_sorted([_ordered(match[0], day_first) for match in found]) for day_first in (True, False))
    return (None, True) if by_day == by_month else (by_day, False)


def _is_sorted(moments: Sequence[datetime | None]) -> bool:
    known = [moment for moment in moments if moment is not None]
    if len(set(known)) < _SORTED:
        return False
    return all(a <= b for a, b in pairwise(known)) or all(a >= b for a, b in pairwise(known))


def _ordered(cell: str, day_first: bool) -> datetime | None:
    match = _ORDERED.match(cell.strip())
    if match is None:
        return None
    one, _, two, year, hour, minute, second, half = match.groups()
    day, month = (int(one), int(two)) if day_first else (int(two), int(one))
    full = int(year) if len(year) == 4 else 2000 + int(year)
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half in "pP" else 0)
    try:
        found = datetime(full, month, day, hours, int(minute or 0), int(second or 0), tzinfo=UTC)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= full <= _LAST_YEAR else None


def _serial(cell: str) -> datetime | None:
    return _EXCEL + timedelta(days=float(cell)) if _SERIAL.match(cell) else None
