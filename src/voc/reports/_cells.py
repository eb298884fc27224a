"""Cells of tables that other programs open, and numbers as people read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from voc.journey.model import Estimate, Score, Share
from voc.reports._text import percent


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""A CSV text with ``\n`` line ends; missing is empty, nothing becomes a formula in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


_LEAST_RATE = 0.001
_ACTIVE = frozenset("=+-@\t\r\n＝＋－＠")


def safe(cell: object) -> object:
    """Keep a spreadsheet from running a text as a formula: a quote mark in front of = + - @, tabs and line ends.

    East Asian programs take the wide forms of these signs for them (OWASP, CSV injection).

    >>> safe("=HYPERLINK(1)"), safe(-3.5), safe(None)
    ("'=HYPERLINK(1)", -3.5, '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str) and cell[:1] in _ACTIVE:
        return f"'{cell}"
    return cell


def signed(value: float | None) -> str:
    """A score with its sign and a true minus; a dash where it is missing.

    >>> signed(12.34), signed(-5.0), signed(None)
    ('+12', '−5', '–')
    """
    if value is None:
        return "–"
    rounded = round(value)
    return "0" if rounded == 0 else f"{rounded:+d}".replace("-", "−")


def score(emotion: Score) -> str:
    """A score with its interval in brackets.

    >>> score(Score(12.0, 3.0, 20.0)), score(Score(None, None, None))
    ('+12 [+3, +20]', '–')
    """
    if emotion.score is None:
        return "–"
    if emotion.low is None:
        return signed(emotion.score)
    return f"{signed(emotion.score)} [{signed(emotion.low)}, {signed(emotion.high)}]"


def estimate(found: Estimate | None, *, times: float = 1, digits: int = 0, sign: str = "+") -> str:
    """A number with its interval; ``times`` 100 for per cent, ``sign`` "-" where only what is below 0 has one.

    >>> estimate(Estimate(-0.25, -0.5, 0.04), times=100), estimate(Estimate(1.5, None, None), digits=1), estimate(None)
    ('−25 [−50, +4]', '+1.5', '–')
    >>> estimate(Estimate(0.2, -0.4, 3.0))
    '0 [0, +3]'
    """
    if found is None:
        return "–"
    value, *ends = (
        None if end is None else _signed(times * end, digits, sign) for end in (found.value, found.low, found.high)
    )
    return f"{value} [{', '.join(str(end) for end in ends)}]" if None not in ends else str(value)


def _signed(value: float, digits: int, sign: str) -> str:
    """A number with its sign, if it has one at so many digits."""
    rounded = round(value, digits) + 0.0
    return f"{rounded:{sign if rounded else '-'}.{digits}f}".replace("-", "−")


def rate(q: float, equals: str = "") -> str:
    """A false discovery rate, which is never 0; ``equals`` is what stands before a number of its own.

    >>> rate(0.0123), rate(0.0123, "= "), rate(0.0, "= ")
    ('0.012', '= 0.012', '< 0.001')
    """
    return "< 0.001" if q < _LEAST_RATE else f"{equals}{q:.3f}"


def figure(value: float, unit: str | None, *, sign: str = "-") -> str:
    """A figure of the business as people write it; ``sign`` "+" for a change.

    >>> figure(48210.0, "count"), figure(0.451, "share"), figure(372.0, "seconds"), figure(4.2, None)
    ('48,210', '45.1 %', '6.2 min', '4.2')
    >>> figure(-90.0, "seconds", sign="+"), figure(0.02, "share", sign="+")
    ('-1.5 min', '+2.0 %')
    """
    if unit == "share":
        return f"{100 * value:{sign}.1f} %"
    if unit == "seconds":
        size, name = next((one for one in ((86400, "d"), (3600, "h"), (60, "min")) if abs(value) >= one[0]), (1, "s"))
        return f"{value / size:{sign}.1f} {name}"
    return f"{value:{sign},.6g}" + (f" {unit}" if unit not in (None, "count") else "")


def share(prevalence: Share) -> str:
    """N of N, and the per cent.

    >>> share(Share(0.25, 0.1, 0.4, 5, 20))
    '5 of 20 (25 %)'
    """
    return f"{prevalence.n} of {prevalence.of} ({percent(prevalence.share)})"
