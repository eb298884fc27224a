"""Task success of maps with ``scope = "user"``: how many of those who tried a task inside the product got it done.

Read from figures put to the stages: a rate by its name ("completion rate", "task success") or, better, successes
beside attempts at the same step. The interval of successes of attempts is the adjusted Wald one (Agresti & Coull 1998),
which Sauro & Lewis (2005) recommend for the small samples of usability tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd

from voc.journey.portraits import TaskSuccess

_DONE = re.compile(r"success(es|ful(ly)?)?|complet(ed|ions?)|passe[sd]|done|finished", re.IGNORECASE)
_RATE = re.compile(r"(success|completion)[ _-]*(rate|share|%)?|(task[ _-]*)(success|completion).*", re.IGNORECASE)
_TRIED = re.compile(r"attempts?|tr(ied|ies|ials?)|started|starts|participants?|users?|sessions?|n", re.IGNORECASE)
_KEY = ["stage", "step", "period", "segment", "source"]


def task_success(figures: pd.DataFrame | None) -> tuple[TaskSuccess, ...]:
    """The success of each step that is put to a stage, in the order of the table."""
    if figures is None or figures.empty:
        return ()
    placed = figures[figures["stage"].notna()]
    made = [one for _, rows in placed.groupby(_KEY, sort=False, dropna=False) for one in _success(rows)]
    return tuple(made)


def _success(rows: pd.DataFrame) -> Iterator[TaskSuccess]:
    """One success of the figures of one step: from counts where there are both, else from the rate."""
    metric = rows["metric"].astype("str").str.strip()
    counts = rows["unit"] == "count"
    done, tried = rows[counts & metric.map(_is(_DONE))], rows[counts & metric.map(_is(_TRIED))]
    rate = rows[(rows["unit"] == "share") & metric.map(_is(_RATE)) & rows["value"].between(0, 1)]
    if len(done) == len(tried) == 1 and 0 <= done["value"].iloc[0] <= tried["value"].iloc[0] and tried["value"].iloc[0]:
        n, of = int(done["value"].iloc[0]), int(tried["value"].iloc[0])
        low, high = adjusted_wald(n, of)
        yield _record(done.iloc[0], n / of, low=low, high=high, n=n, of=of)
    elif len(rate) and len(tried) == 1 and tried["value"].iloc[0]:
        of = int(tried["value"].iloc[0])
        n = round(float(rate["value"].iloc[0]) * of)
        low, high = adjusted_wald(n, of)
        yield _record(rate.iloc[0], float(rate["value"].iloc[0]), low=low, high=high, n=n, of=of)
    elif len(rate):
        yield _record(rate.iloc[0], float(rate["value"].iloc[0]), reason="the table does not say how many tried")


def _is(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda name: pattern.fullmatch(name) is not None


def _record(
    row: pd.Series,
    share: float,
    *,
    low: float | None = None,
    high: float | None = None,
    n: int | None = None,
    of: int | None = None,
    reason: str | None = None,
) -> TaskSuccess:
    ends = [None if end is None else round(end, 4) for end in (low, high)]
    place = (str(row["stage"]), str(row["step"]))
    return TaskSuccess(
        *place, round(share, 4), ends[0], ends[1], n, of, str(row["source"]), str(row["locator"]), reason
    )


def adjusted_wald(n: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share by the adjusted Wald method, in [0, 1].

    >>> [round(end, 3) for end in adjusted_wald(9, 10)]
    [0.574, 1.0]
    """
    people = of + z**2
    middle = (n + z**2 / 2) / people
    half = z * (middle * (1 - middle) / people) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)
