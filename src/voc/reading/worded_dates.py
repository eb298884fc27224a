"""Dates with the month as a word, with the year first, or with "UTC" behind: none of them can be mistaken.

Zendesk writes ``2026-05-02 08:12:00 UTC``, Meltwater ``23-May-2026 09:41PM``, mail programs ``Monday, May 4, 2026 9:00
AM``, Jira ``23/May/26 9:41 PM``, public data sets ``2026/5/4``.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from voc.reading.zones import NAMES, named

# The months in English, German, French, Spanish, Italian, Portuguese and Dutch, in order; any beginning of three
# letters or more counts. "mrz" and "mrt" are none of these.
_MONTHS = (
    "january januar janvier enero gennaio janeiro januari", "february februar février febrero febbraio fevereiro",
    "march märz mars marzo março maart mrz mrt", "april avril abril aprile", "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho", "july juli juillet julio luglio julho", "august août agosto augustus",
    "september septembre septiembre settembre setembro", "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro", "december dezember décembre diciembre dicembre dezembro",
)  # fmt: skip
_NAMES = tuple(tuple(names.split()) for names in _MONTHS)
_WORD = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = (
    r"(?:,?(?:\s+at|\s+um|T)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm]\.?)?(?:\s?(?P<zone>[+-]\d{2}:?\d{2}|" + NAMES + "))?)?"
)
# The day of the week, or Amazon's words above a review.
_BEFORE = r"[^\W\d_]{2,10}\.?,?\s+|Reviewed in [^\d]{4,40} on "
_SHAPES = tuple(
    re.compile(rf"(?:{_BEFORE})?{shape}{_CLOCK}")
    for shape in (
        rf"{_DAY}[ -](?:de )?{_WORD}[ -](?:de )?{_YEAR}",
        # Excel's own short form, and Jira's; two figures behind a month are no day.
        rf"{_DAY}(?P<sign>[/-]){_WORD}(?P=sign)(?P<year>\d{{4}}|\d{{2}})",
        rf"{_WORD}\s{_DAY},?\s{_YEAR}",
        rf"{_YEAR}[ -]{_WORD}[ -]{_DAY}",
        r"(?P<year>\d{4})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
    )
)


def worded(text: str) -> datetime:
    """Read such a date; raises ``ValueError`` for what is none.

    >>> worded("23-May-2026 09:41PM"), worded("2026/5/4")
    (datetime.datetime(2026, 5, 23, 21, 41), datetime.datetime(2026, 5, 4, 0, 0))
    """
    match = next((match for shape in _SHAPES if (match := shape.fullmatch(text))), None)
    if match is None:
        raise ValueError(text)
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    moment = datetime(
        year, _month(match["month"]), int(match["day"]), hour, int(match["minute"] or 0),
        int(match["second"] or 0),
    )  # fmt: skip
    return moment.replace(tzinfo=_zone(match["zone"])) if match["zone"] else moment


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    known = word.lower()
    found = [number for number, names in enumerate(_NAMES, 1) if any(name.startswith(known) for name in names)]
    if len(found) != 1:
        raise ValueError(word)
    return found[0]


def _zone(word: str) -> timezone:
    if word[0] not in "+-":
        return named(word)
    minutes = int(word[1:3]) * 60 + int(word[-2:])
    return timezone(timedelta(minutes=-minutes if word[0] == "-" else minutes))
