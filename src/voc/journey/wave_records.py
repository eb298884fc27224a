"""Records of a study's waves: each wave's numbers, how they differ from the wave before, and where they are heading.

Like those of :mod:`voc.journey.model`: emotion on -100 … +100, shares of people in [0, 1], missing is ``None`` and a
reason in words stands beside it. Stages, touchpoints and pains are those of the whole study, so that each is the same
thing in every wave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from voc.journey.findings import Estimate

Measure = Literal["emotion", "pain"]
Mix = Literal["explained by a changed mix of sources"]
Direction = Literal["rising", "falling", "within noise"] | Mix
# Of two maps of a study alone: quotes of the earlier one are at other stages on the later one.
Restaged = Literal["explained by quotes that changed stage"]
Verdict = Literal["moved", "new", "gone", "within noise"] | Mix | Restaged


@dataclass(frozen=True, slots=True)
class Change:
    """A number against that of ``before`` (a wave, or the first of two maps): after − before, with its interval.

    ``verdict`` is missing where nothing can be told, and ``reason`` says why; else ``reason`` is what one has to know
    of the verdict. ``new`` and ``gone`` are of what nobody spoke of on one side. ``within_sources`` is the difference
    with the mix of kinds of sources held as it was, missing where both sides have one kind. ``n_paired`` people count
    on both sides. ``p`` is by permutation over people, ``q`` the false discovery rate among all of its kind (stages,
    touchpoints, pains); ``compared`` says whether it was of the emotion or of how many people spoke. With ``hidden``
    it moved among like sources, and a changed mix of sources hides that in the whole: ``p`` and ``q`` are of these.
    """

    before: str
    verdict: Verdict | None
    difference: Estimate | None
    within_sources: Estimate | None
    compared: Literal["emotion", "people"]
    n_paired: int
    p: float | None
    q: float | None
    reason: str | None
    hidden: bool = False

    @property
    def told(self) -> Estimate | None:
        """The difference that the verdict is of."""
        return self.within_sources if self.hidden else self.difference


@dataclass(frozen=True, slots=True)
class WaveCell:
    """A stage, a touchpoint at a stage, or a pain in one wave.

    ``measure`` says what ``value`` is: the ``emotion`` of the ``n`` people who spoke here, or the share that raised the
    ``pain`` (``n`` of ``of``). ``of`` are all people of the wave. ``reason`` says why there is no value, if there is
    none. ``change`` is against the wave before, missing in the first. ``quote_ids`` are up to five of the ``n_quotes``.
    """

    measure: Measure
    stage: str
    touchpoint: str | None
    pain_rank: int | None
    label: str
    value: Estimate | None
    n: int
    of: int
    n_quotes: int
    reason: str | None
    change: Change | None
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of a study. ``kinds`` counts its people by kind of source; ``first`` … ``last`` are its quotes' days."""

    name: str
    order: int
    n_quotes: int
    n_participants: int
    n_sources: int
    kinds: Mapping[str, int]
    first: str | None
    last: str | None
    cells: tuple[WaveCell, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a number is heading over three waves and more: ``slope`` is its change from wave to wave, over people.

    ``values`` are those of the waves in their order. ``direction`` is missing where nothing can be told, and ``reason``
    says why, or what one has to know of it; ``q`` is the false discovery rate among all of its kind.
    """

    measure: Measure
    stage: str
    touchpoint: str | None
    pain_rank: int | None
    label: str
    values: tuple[float | None, ...]
    slope: Estimate | None
    q: float | None
    direction: Direction | None
    reason: str | None
