"""Figures of the business at the stages of a map, over time, each called bad or fine where that can be said.

A value is bad or fine by the study's ``[targets]`` where one fits its metric. Else, where it is a share and its words
say which way is good ("conversion rate", "drop-off rate"), it is bad if it is worse than the median of the same metric
over the steps of its file, of at least four. A cumulative share ("from first step") and the rates of an open funnel,
which people enter at any step, are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from statistics import median

import pandas as pd

from voc.journey.findings import Kpi, KpiPoint
from voc.targets import Target

_FEWEST_STEPS = 4
# Two counts differ beyond noise where the square of their difference is above this times their sum (Poisson, 95 %).
_NOISE = 1.96**2
# Words of web analytics and service desks, from the tools' public manuals.
_HIGH_IS_BAD = re.compile(
    r"drop-?off|abandon|bounce|exit|error|fail|complain|ticket|contact rate|refund|return rate|cancel|churn|late\b",
    re.IGNORECASE,
)
_LOW_IS_BAD = re.compile(
    r"complet|conver|success|retention|retain|csat|satisf|from previous|next step|step rate|on.?time|passed|renew",
    re.IGNORECASE,
)
_PREVIOUS = re.compile("previous", re.IGNORECASE)
_CUMULATIVE = re.compile(r"from first|cumulative|overall|of all|total", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# What is counted again and again under the same of these is one figure.
_SERIES = ("source", "stage", "step", "metric", "segment")
_COLUMNS = (*_SERIES, "locator", "value", "unit", "period", "funnel")

Row = Mapping[str, object]
_Key = tuple[object, ...]


def kpis(figures: pd.DataFrame | None, told: Mapping[str, str], *, compare: bool = True) -> list[Kpi]:
    """Every figure that is put to a stage, in the order of the table.

    ``figures`` as :func:`voc.journey.figures.placed` gives them, ``told`` the study's targets by pattern of metric.
    Without ``compare`` a figure is judged by its target alone: those of few people are not compared with each other.
    """
    if figures is None or figures.empty or "stage" not in figures:
        return []
    targets = {pattern: Target.parse(said) for pattern, said in told.items()}
    table = figures.reindex(columns=list(_COLUMNS)).astype(object)
    rows: list[Row] = table.where(table.notna(), None).to_dict("records")  # type: ignore[assignment]
    steps: dict[_Key, list[Row]] = {}
    series: dict[_Key, list[Row]] = {}
    for row in rows:
        steps.setdefault(_compared(row), []).append(row)
        if row["stage"] is not None:
            series.setdefault(tuple(row[name] for name in _SERIES), []).append(row)
    return [_kpi(_in_order(some), steps if compare else None, targets) for some in series.values()]


def _compared(row: Row) -> _Key:
    """What a figure may be compared with: the same metric in the same file, period and segment."""
    return row["source"], row["metric"], row["period"], row["segment"]


def _number(row: Row) -> float:
    return float(str(row["value"]))


def _in_order(rows: Sequence[Row]) -> Sequence[Row]:
    """Oldest first, where every period says when it was; else as the file has them."""
    when = [_begin(row["period"]) for row in rows]
    if any(one is None for one in when):
        return rows
    return [rows[place] for place in sorted(range(len(rows)), key=lambda place: str(when[place]))]


def _begin(period: object) -> str | None:
    """When a period begins, in ISO form: "2026-Q2", "Mar 2026", "20260301", "2026-01-01 – 2026-03-31"."""
    first = str(period).split(" – ")[0]
    if not _YEAR.search(first):
        return None
    try:
        return str(pd.Period(first).start_time.isoformat())
    except ValueError:
        return None


def _kpi(rows: Sequence[Row], steps: Mapping[_Key, Sequence[Row]] | None, targets: Mapping[str, Target]) -> Kpi:
    last = rows[-1]
    metric, value = str(last["metric"]), _number(last)
    target = next((one for name, one in targets.items() if fnmatchcase(metric.casefold(), name.casefold())), None)
    verdict, why = _judged(last, None if steps is None else steps[_compared(last)], target)
    before = _number(rows[-2]) if len(rows) > 1 else None
    change = None if before is None else round(value - before, 12)
    noise = before is not None and last["unit"] == "count" and (value - before) ** 2 <= _NOISE * (value + before)
    said = {name: last[name] for name in ("stage", "step", "unit", "segment", "source", "funnel")}
    return Kpi(
        metric=metric,
        points=tuple(KpiPoint(_word(row["period"]), _number(row), str(row["locator"])) for row in rows),
        change=change,
        towards=None if noise else _towards(change, _high_is_good(metric, target)),
        verdict=verdict,
        why=why,
        **said,  # type: ignore[arg-type]
    )


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _high_is_good(metric: str, target: Target | None) -> bool | None:
    """Which way is good, by the target or by the metric's words; missing where neither says."""
    if target is not None:
        return target.at_least
    high, low = bool(_HIGH_IS_BAD.search(metric)), bool(_LOW_IS_BAD.search(metric))
    return None if high == low else low


def _towards(change: float | None, high_is_good: bool | None) -> str | None:
    if not change or high_is_good is None:
        return None
    return "better" if (change > 0) == high_is_good else "worse"


def _judged(row: Row, steps: Sequence[Row] | None, target: Target | None) -> tuple[str | None, str]:
    """``bad``, ``fine`` or nothing, and why; ``steps`` are the row and the others that it may be compared with."""
    metric, value = str(row["metric"]), _number(row)
    if target is not None:
        return ("fine" if target.met(value) else "bad"), f"the study's target is {target}"
    if steps is None:
        return None, "no target in study.toml"
    if row["unit"] != "share":
        return None, "no target in study.toml, and no share that could be compared from step to step"
    if row["funnel"] == "open":
        return None, "no target in study.toml, and an open funnel: people enter at any step"
    if _CUMULATIVE.search(metric):
        return None, "cumulative: it falls from step to step whatever happens"
    high_is_good = _high_is_good(metric, None)
    if high_is_good is None:
        return None, "no target in study.toml, and its words do not say which way is good"
    if _PREVIOUS.search(metric) and _number(steps[0]) in (0.0, 1.0):
        # A funnel's first step has none before it: it says nothing.
        if row is steps[0]:
            return None, "the first step loses nobody"
        steps = steps[1:]
    if len(steps) < _FEWEST_STEPS:
        return None, f"no target in study.toml, and {len(steps)} steps are too few to compare"
    middle = median(map(_number, steps))
    worse = value < middle if high_is_good else value > middle
    median_of = f"the median of {len(steps)} steps, {100 * middle:.1f} %; no target in study.toml"
    return ("bad", f"worse than {median_of}") if worse else ("fine", f"no worse than {median_of}")
