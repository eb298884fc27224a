"""Dates as exports write them, to UTC. What is not understood is missing, never guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_EPOCH = re.compile(r"^\d{10}(\d{3}|\d{6})?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$")


def parse_date(text: str | None) -> datetime | None:
    """Read ISO 8601, ``2026/01/05 3:04:05 PM GMT+1``, epochs, RFC 2822 and German dates; the rest is missing.

    Dates like ``03/04/2026`` are not read: which part is the month cannot be known from one cell.

    >>> parse_date("2026-05-03 18:22:10").isoformat()
    '2026-05-03T18:22:10+00:00'
    >>> parse_date("1767225600000").year
    2026
    >>> parse_date("03/04/2026") is None
    True
    """
    if not text:
        return None
    text = text.strip()
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text) / 10 ** (len(text) - 10), UTC)
    if match := _DAY_FIRST.match(text):
        day, month, year, *clock = (int(part) if part else 0 for part in match.groups())
        return _made(year, month, day, *clock)
    for attempt in (datetime.fromisoformat, _slashed, parsedate_to_datetime):
        try:
            moment = attempt(text)
        except (ValueError, TypeError, IndexError):
            continue
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _made(*parts: int) -> datetime | None:
    try:
        return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def _slashed(text: str) -> datetime:
    """Google Forms: ``2026/01/05 3:04:05 PM GMT+1``."""
    match = re.match(r"^(\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}:\d{2}) ([AP]M)(?: GMT([+-]\d{1,2}))?", text)
    if match is None:
        raise ValueError(text)
    zone = f"{int(match[3] or 0):+03d}00"
    return datetime.strptime(f"{match[1]} {match[2]} {zone}", "%Y/%m/%d %I:%M:%S %p %z")
