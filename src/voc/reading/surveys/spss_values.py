"""Variables of SPSS, their values as a person would write them, and which of these were declared missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Code = str | float
Cell = Code | None


@dataclass(frozen=True, slots=True)
class Variable:
    """One question: name, label, the cells as words ("" is missing) and what its codes mean, in their order.

    ``levels`` is empty where codes have no words, or only the ends of a scale have: then the cells are numbers.
    ``cells`` are the values as they are in the file and ``about`` what the file says of them.
    """

    name: str
    label: str
    words: Sequence[str]
    levels: tuple[str, ...] = ()
    several: bool = False
    cells: Sequence[Cell] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


# SPSS counts seconds from the beginning of the Gregorian calendar.
_BEGINNING = datetime(1582, 10, 14)
_DAYS = ("DATE", "ADATE", "EDATE", "SDATE", "JDATE")
_MOMENTS = ("DATETIME", "YMDHMS")
_CLOCKS = ("TIME", "DTIME")
_PERIODS: Mapping[str, Callable[[datetime], str]] = {
    "MOYR": lambda day: f"{day:%Y-%m}",
    "QYR": lambda day: f"{day.year} Q{(day.month + 2) // 3}",
    "WKYR": lambda day: f"{day.year} week {(day.timetuple().tm_yday + 6) // 7}",
}
_LONGEST_CLOCK = 10**12


def kind(form: str) -> str:
    """The kind of a format: "DATETIME" of "DATETIME20"."""
    return form.rstrip("0123456789.")


def is_dated(form: str) -> bool:
    """Whether a format writes dates or times."""
    return kind(form) in (*_DAYS, *_MOMENTS, *_CLOCKS, *_PERIODS)


def written(value: Cell, form: str) -> str:
    """A value as text: dates in ISO 8601, whole numbers without ``.0``; missing, and beyond all calendars, is "".

    >>> written(13744980610.0, "DATETIME20"), written(13631500800.0, "QYR8"), written(4.0, "F8.2")
    ('2018-05-06 10:10:10', '2014 Q4', '4')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.rstrip().replace("\x00", "")
    if not is_dated(form):
        return str(int(value)) if float(value).is_integer() else repr(value)
    if kind(form) in _CLOCKS:
        return str(timedelta(seconds=round(value))) if abs(value) < _LONGEST_CLOCK else ""
    try:
        moment = _BEGINNING + timedelta(seconds=value)
    except OverflowError:
        return ""
    if kind(form) in _PERIODS:
        return _PERIODS[kind(form)](moment)
    return moment.date().isoformat() if kind(form) in _DAYS else moment.isoformat(" ", "seconds")


def code(value: Cell) -> Code:
    """A value to be looked up among labels: texts are padded with blanks in the file."""
    return value.rstrip() if isinstance(value, str) else value if value is not None else ""


def is_missing(value: Cell, spans: Sequence[Sequence[Code]]) -> bool:
    """Whether an answer is none: empty, or in a span that the researcher declared missing ("skipped", "refused")."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if isinstance(value, str):
        return any(value.rstrip() == str(low).rstrip() for low, _ in spans)
    return any(low <= value <= high for low, high in spans if not isinstance(low, str) and not isinstance(high, str))


def labels_of(about: Mapping[str, Any]) -> dict[Code, str]:
    """The words of a variable's codes in the codes' order, without those for missing answers."""
    pairs = [(code(value), str(words).strip()) for value, words in about["labels"]]
    known = [(value, words) for value, words in pairs if words and not is_missing(value, about["missing"])]
    return dict(sorted(known, key=lambda pair: (isinstance(pair[0], str), pair[0])))
