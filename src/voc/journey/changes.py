"""What changed from one side to the other: each stage, touchpoint and pain is moved, new, gone or within noise.

Compared are people's emotions at a place, or how many raised a pain; at a place of which nobody spoke on one side, how
many spoke of it. p is by permutation over people, those on both sides paired (:mod:`voc.journey.partly_paired`); q by
Benjamini & Hochberg among all stages, all touchpoints, and all pains. What has q ≤ 0.05 has changed, unless it is
explained by a changed mix of sources: among like sources (:mod:`voc.journey.like_for_like`) at most half of the
difference is left, or there are no like sources. The other way round, what is within noise has moved where it did
among like sources: q ≤ 0.05 (:mod:`voc.journey.stratified`) with both tests of all places counted. Intervals: those of
the two numbers combined (:mod:`voc.journey.combined`). Method: ``method.md``, "Segments and waves".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from voc.journey._places import Place, Side
from voc.journey.combined import combined, together
from voc.journey.findings import Estimate
from voc.journey.like_for_like import Strata, like_for_like, p_like_for_like
from voc.journey.model import Score
from voc.journey.partly_paired import p_of_change
from voc.journey.permute import adjusted
from voc.journey.resample import Array
from voc.journey.shares import share
from voc.journey.wave_records import Change, Mix, Verdict

LEVEL = 0.05
FAMILIES = ("stage", "touchpoint", "pain")
_HIDDEN = "among the same kinds of sources and questions; in the whole a changed mix of them hides it"
_MIX: Mix = "explained by a changed mix of sources"
Compared = Literal["emotion", "people"]


@dataclass(frozen=True)
class Pair:
    """A place on two sides: what is compared by person, (people,), and the two numbers with their intervals."""

    place: Place
    before: Side
    after: Side
    compared: Compared
    values: tuple[Array, Array]
    numbers: tuple[Estimate, Estimate] | None
    p: float | None
    reason: str | None
    seed: int = 0

    @property
    def n_paired(self) -> int:
        """How many people have a value on both sides."""
        return int((~np.isnan(self.values[0]) & ~np.isnan(self.values[1])).sum())


def pair(
    place: Place, before: Side, after: Side, scores: tuple[Score | None, Score | None], *, least: int, seed: int
) -> Pair:
    """Set a place on two sides beside each other and test it; ``scores`` are its emotions there, if it has any."""
    spoke = before.spoke(place), after.spoke(place)
    n = [int(np.nansum(side)) for side in spoke]
    by_emotion = place.measure == "emotion" and min(n) > 0
    values = (before.values(place), after.values(place)) if by_emotion else spoke
    numbers = _scored(scores) if by_emotion else _shared(spoke, least)
    reason = None
    if not any(n):
        numbers, reason = None, f"nobody spoke of it in {before.name} or {after.name}"
    elif numbers is None:
        few, side = min(zip(n if by_emotion else _sizes(spoke), (before.name, after.name), strict=True))
        reason = f"too few people: {few} in {side}, {max(least, 2)} are needed"
    p = None if numbers is None else p_of_change(*values, seed=seed)
    return Pair(place, before, after, "emotion" if by_emotion else "people", values, numbers, p, reason, seed)


def changes(pairs: Sequence[Pair], drawn: Array) -> list[Change]:
    """The verdict on each pair, all tested together; ``drawn`` are the resamples of people."""
    strata: dict[tuple[str, str], Strata] = {}
    for one in pairs:
        sides = (one.before.name, one.after.name)
        strata[sides] = strata.get(sides) or Strata.of(one.before, one.after)
    tests = [_Test(one, strata[one.before.name, one.after.name]) for one in pairs]
    for family in FAMILIES:
        _test([test for test in tests if test.pair.p is not None and test.pair.place.family == family])
    return [_change(test, drawn) for test in tests]


@dataclass
class _Test:
    """A pair with its like sources; ``q`` is of the whole, ``p_alike`` and ``q_alike`` among like sources."""

    pair: Pair
    strata: Strata
    q: float | None = None
    p_alike: float | None = None
    q_alike: float | None = None

    @property
    def spoke(self) -> bool:
        """Whether it is compared how many spoke."""
        return self.pair.compared == "people"


def _test(tests: Sequence[_Test]) -> None:
    """Set q of places of one kind: of the whole, then, of what is within noise, among like sources."""
    p = [test.pair.p for test in tests]
    for test, q in zip(tests, adjusted(np.array(p, dtype=np.float64)), strict=True):
        test.q = float(q)
        if q > LEVEL:
            test.p_alike = p_like_for_like(test.pair.place, test.strata, spoke=test.spoke, seed=test.pair.seed)
    like = [1.0 if test.p_alike is None else test.p_alike for test in tests]
    for test, q in zip(tests, adjusted(np.array([*p, *like], dtype=np.float64))[len(tests) :], strict=True):
        test.q_alike = None if test.p_alike is None else float(q)


def _change(test: _Test, drawn: Array) -> Change:
    one, q = test.pair, test.q
    if one.numbers is None or one.p is None or q is None:
        return Change(one.before.name, None, None, None, one.compared, one.n_paired, None, None, one.reason)
    difference = _difference(one)
    hidden = test.q_alike is not None and test.q_alike <= LEVEL
    like = like_for_like(one.place, test.strata, drawn, spoke=test.spoke) if q <= LEVEL or hidden else None
    verdict, reason = _plain(one, q)
    if q <= LEVEL:
        verdict, reason = explained(difference, like) or (verdict, reason)
    elif hidden:
        verdict, reason = "moved", _HIDDEN
    within = like if isinstance(like, Estimate) else None
    p, q = (test.p_alike or 0.0, test.q_alike or 0.0) if hidden else (one.p, q)
    figures = (round(p, 5), round(q, 5))
    return Change(one.before.name, verdict, difference, within, one.compared, one.n_paired, *figures, reason, hidden)


def _plain(one: Pair, q: float) -> tuple[Verdict, str | None]:
    """What the test says, sources aside."""
    n = [int(np.nansum(side)) for side in (one.before.spoke(one.place), one.after.spoke(one.place))]
    if q <= LEVEL:
        return "new" if n[0] == 0 else "gone" if n[1] == 0 else "moved", None
    if min(n) == 0:
        side, other = (one.before, one.after) if n[0] == 0 else (one.after, one.before)
        few = f"nobody in {side.name} and {max(n)} of {int(other.here.sum())} in {other.name}: too few to tell"
        return "within noise", few
    return "within noise", None


def explained(difference: Estimate, like: Estimate | str | None) -> tuple[Mix, str] | None:
    """The verdict that the mix of sources explains a difference, with the reason, if it does."""
    if isinstance(like, str):
        return _MIX, f"cannot be told from it: {like}"
    way = 1 if difference.value > 0 else -1
    if like is None or way * like.value > way * difference.value / 2:
        return None
    left = "little is left of it" if abs(like.value) <= abs(difference.value) / 2 else "it goes the other way"
    return _MIX, f"among the same kinds of sources and questions {left}"


def _difference(one: Pair) -> Estimate:
    """After − before with its interval."""
    assert one.numbers is not None  # noqa: S101
    alike = together(*one.values)
    values, low, high = (np.array([getattr(number, end) for number in one.numbers]) for end in ("value", "low", "high"))
    found = combined(np.array([-1.0, 1.0]), values, low, high, np.array([[1.0, alike], [alike, 1.0]]))
    digits = 1 if one.compared == "emotion" else 4
    return Estimate(*(round(end, digits) + 0.0 for end in found))


def _scored(scores: tuple[Score | None, Score | None]) -> tuple[Estimate, Estimate] | None:
    """The two emotions, if both have an interval."""
    return _both(
        [None if one is None or one.score is None else Estimate(one.score, one.low, one.high) for one in scores]
    )


def _shared(spoke: tuple[Array, Array], least: int) -> tuple[Estimate, Estimate] | None:
    """The two shares of people, if there are enough on both sides."""
    made = [share(np.nan_to_num(one), (~np.isnan(one)).astype(np.float64), least=max(least, 2)) for one in spoke]
    return _both([None if one is None else Estimate(one.share, one.low, one.high) for one in made])


def _both(found: Sequence[Estimate | None]) -> tuple[Estimate, Estimate] | None:
    here, there = (None if one is None or one.low is None else one for one in found)
    return None if here is None or there is None else (here, there)


def _sizes(spoke: tuple[Array, Array]) -> list[int]:
    return [int((~np.isnan(side)).sum()) for side in spoke]
