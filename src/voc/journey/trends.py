"""Where a number is heading over three waves and more: the slope of a straight line through its waves.

slope = Σ (w − w̄) m_w / Σ (w − w̄)², the least-squares change of the number m from one wave to the next, each wave
counting alike. Its interval combines those of the waves (:mod:`voc.journey.combined`), minding people who are in
several; p is of that interval, q by Benjamini & Hochberg among all stages, all touchpoints, and all pains. A trend that
is not there among like sources in the first and the last of its waves is explained by a changed mix of sources, as in
:mod:`voc.journey.changes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voc.journey._places import Place, Side
from voc.journey.changes import FAMILIES, LEVEL, explained
from voc.journey.combined import combined, p_of_interval, together
from voc.journey.findings import Estimate
from voc.journey.like_for_like import Strata, like_for_like
from voc.journey.permute import adjusted
from voc.journey.resample import Array
from voc.journey.wave_records import Direction, Trend

_LEAST = 3


@dataclass(frozen=True)
class Course:
    """A place over all waves, and its number in each, missing where it has none."""

    place: Place
    sides: Sequence[Side]
    numbers: Sequence[Estimate | None]

    @property
    def known(self) -> list[int]:
        """The waves that have a number with an interval."""
        return [wave for wave, one in enumerate(self.numbers) if one is not None and one.low is not None]


def slope(numbers: Sequence[Estimate], at: Array, values: Sequence[Array]) -> tuple[float, float, float]:
    """The slope through numbers that stand at the waves ``at``, with its ends, in the numbers' unit per wave.

    >>> line = [Estimate(value, value - 1, value + 1) for value in (0.0, 2.0, 4.0)]
    >>> nobody = np.array([np.nan])
    >>> slope(line, np.array([0.0, 1.0, 2.0]), [nobody] * 3)[0]
    2.0
    """
    weights = (at - at.mean()) / ((at - at.mean()) ** 2).sum()
    value, low, high = (np.array([getattr(one, end) for one in numbers]) for end in ("value", "low", "high"))
    alike = np.array([[1.0 if one is other else together(one, other) for other in values] for one in values])
    return combined(weights, value, low, high, alike)


def trends(courses: Sequence[Course], drawn: Array) -> list[Trend]:
    """The trend of each place, all tested together; of fewer than three waves there is none."""
    lines = [_line(course) for course in courses]
    q: dict[int, float] = {}
    for family in FAMILIES:
        tested = {i: line for i, line in enumerate(lines) if line is not None and courses[i].place.family == family}
        rates = adjusted(np.array([p_of_interval(*line) for line in tested.values()]))
        q |= dict(zip(tested, (float(rate) for rate in rates), strict=True))
    return [_trend(course, line, q.get(i), drawn) for i, (course, line) in enumerate(zip(courses, lines, strict=True))]


def _line(course: Course) -> tuple[float, float, float] | None:
    """The slope with its interval, if enough waves have a number with one."""
    known = course.known
    if len(known) < _LEAST:
        return None
    numbers = [one for one in (course.numbers[wave] for wave in known) if one is not None]
    return slope(
        numbers, np.array(known, dtype=np.float64), [course.sides[wave].values(course.place) for wave in known]
    )


def _trend(course: Course, line: tuple[float, float, float] | None, q: float | None, drawn: Array) -> Trend:
    place, digits = course.place, 4 if course.place.measure == "pain" else 1
    direction, reason = _direction(course, line, q, drawn)
    return Trend(
        measure=place.measure,
        stage=place.stage,
        touchpoint=place.touchpoint,
        pain_rank=place.pain_rank,
        label=place.label,
        values=tuple(None if one is None else one.value for one in course.numbers),
        slope=None if line is None else Estimate(*(round(end, digits) + 0.0 for end in line)),
        q=None if q is None else round(q, 5),
        direction=direction,
        reason=reason,
    )


def _direction(
    course: Course, line: tuple[float, float, float] | None, q: float | None, drawn: Array
) -> tuple[Direction | None, str | None]:
    """Where it is heading, and what one has to know of it."""
    known = course.known
    if line is None or q is None:
        return None, f"{len(known)} waves have a number, and a trend takes {_LEAST}"
    if q > LEVEL:
        return "within noise", None
    first, last = course.sides[known[0]], course.sides[known[-1]]
    like = like_for_like(course.place, Strata.of(first, last), drawn, spoke=course.place.measure == "pain")
    whole = Estimate(line[0] * (known[-1] - known[0]), None, None)
    return explained(whole, like) or ("rising" if line[0] > 0 else "falling", None)
