"""Dates as exports write them, to UTC. What is not understood is missing, never guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_EPOCH = re.compile(r"^(\d{10})(\d{3}|\d{6})?(\.\d+)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_SLASHED = re.compile(
    r"^(\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}:\d{2}) ([AP]M)(?: (?:GMT|UTC)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?)?$",
    re.IGNORECASE,
)
# The whole years that the quotes table can hold (nanoseconds since 1970 in 64 bits).
_FIRST_YEAR, _LAST_YEAR = 1678, 2261


def parse_date(text: str | None) -> datetime | None:
    """Read ISO 8601, ``2026/01/05 3:04:05 PM GMT+1``, epochs, RFC 2822 and German dates; the rest is missing.

    Dates like ``03/04/2026`` are not read: which part is the month cannot be known from one cell. Nor are dates
    in a time zone that is only named (``CET``), or in a year before 1678 or after 2261: tools write 0001-01-01
    and 9999-12-31 for "never".

    >>> parse_date("2026-05-03 18:22:10").isoformat()
    '2026-05-03T18:22:10+00:00'
    >>> parse_date("1767225600000").year
    2026
    >>> parse_date("03/04/2026") is None
    True
    """
    if not text:
        return None
    for attempt in (_epoch, _day_first, datetime.fromisoformat, _slashed, _mail):
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
    """Google Forms: ``2026/01/05 3:04:05 PM GMT+1``, also half-hour zones and small letters."""
    match = _match(_SLASHED, text)
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
