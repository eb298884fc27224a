"""Numbers as business tools write them: thousands separators, per cent, durations, currencies."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?P<sign>[-–−]?)\s?(?P<digits>\d[\d.,' \u00a0\u202f]*|\.\d+)\s*(?P<unit>%|[€$£¥]|[A-Z]{3})?")
_CURRENCY_FIRST = re.compile(r"(?P<unit>[€$£¥]|[A-Z]{3}) ?(?P<rest>[-–−]?\d.*)")
# "1d 02:17" has hours and minutes, "02:17" minutes and seconds.
_DURATION = re.compile(
    r"(?:(?P<days>\d+) ?d(?:ays?)?)?(?: ?(?P<one>\d{1,3}):(?P<two>\d{2})(?::(?P<three>\d{2})(?:\.\d+)?)?)?"
)
_SPELT = re.compile(
    r"(?:(\d+) ?d(?:ays?)? ?)?(?:(\d+) ?h(?:ours?|rs?)? ?)?"
    r"(?:(\d+) ?m(?:in(?:utes?)?)? ?)?(?:(\d+) ?s(?:ec(?:onds?)?)?)?"
)
_SIZES = (86_400, 3600, 60, 1)


def number(cell: str, *, decimal_comma: bool = False) -> tuple[float, str | None] | None:
    """A cell as a value and its unit ("share" for per cent, "seconds", a currency, or missing); ``None`` for no number.

    >>> number("1,234"), number("45.1%"), number("00:06:12"), number("1d 02:17"), number("$12.50"), number("mobile")
    ((1234.0, None), (0.451, 'share'), (372.0, 'seconds'), (94620.0, 'seconds'), (12.5, '$'), None)
    >>> number("1.234,5", decimal_comma=True), number("12,5"), number("1,5", decimal_comma=True)
    ((1234.5, None), (12.5, None), (1.5, None))
    """
    text = cell.strip()
    seconds = _seconds(text)
    if seconds is not None:
        return seconds, "seconds"
    before = _CURRENCY_FIRST.fullmatch(text)
    match = _PLAIN.fullmatch(before["rest"] if before else text)
    if match is None:
        return None
    value = _value(match["digits"], decimal_comma)
    unit = before["unit"] if before else match["unit"]
    if value is None:
        return None
    value = -value if match["sign"] else value
    return (round(value / 100, 12), "share") if unit == "%" else (value, unit)


def _value(digits: str, decimal_comma: bool) -> float | None:
    bare = re.sub(r"['\s]", "", digits)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", bare) and not decimal_comma:
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", bare) and (decimal_comma or "," in bare or bare.count(".") > 1):
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    return float(bare) if re.fullmatch(r"\d*\.?\d+|\d+\.", bare) else None


def _seconds(text: str) -> float | None:
    match = _DURATION.fullmatch(text)
    if match and text and (match["days"] or match["one"]):
        days, one, two = (int(match[name] or 0) for name in ("days", "one", "two"))
        if match["three"] is not None:
            return float(days * 86_400 + one * 3600 + two * 60 + int(match["three"]))
        return float(days * 86_400 + (one * 3600 + two * 60 if match["days"] else one * 60 + two))
    spelt = _SPELT.fullmatch(text)
    if spelt and any(spelt.groups()):
        return float(sum(int(part or 0) * size for part, size in zip(spelt.groups(), _SIZES, strict=True)))
    return None
