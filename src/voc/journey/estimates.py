"""A number with its interval: what every record of a map is made of.

Scores are on -100 … +100, shares in [0, 1]; missing is ``None``, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """A number corrected for the tagger's errors by quotes that people reviewed, on that number's scale.

    ``status`` is "corrected", or "uncorrected: …" with the reason, and then there is no ``value``. ``tagged`` … are
    what the tags alone give. ``weight`` says how far the tagger was relied on, from 0 (the reviewed quotes alone) to 1,
    where the method has such a weight. Of the quotes behind the number ``reviewed`` of ``people`` were reviewed;
    ``quote_ids`` are those where people and tagger differ.
    """

    status: str
    tagged: float | None
    tagged_low: float | None
    tagged_high: float | None
    value: float | None
    low: float | None
    high: float | None
    weight: float | None
    reviewed: int
    people: int
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """An emotion score, -100 … +100, with its 95 % interval; missing where too few people spoke.

    It is the corrected one where ``correction`` says so; without ``correction`` nothing on the map was reviewed.
    """

    score: float | None
    low: float | None
    high: float | None
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """``n`` of ``of`` people as a share in [0, 1] with its 95 % interval, as tagged; corrected in ``correction``."""

    share: float
    low: float | None
    high: float | None
    n: int
    of: int
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """How much of what the average of ``n`` people says is of one kind, in [0, 1], with its 95 % interval.

    It is the corrected one where ``correction`` says so.
    """

    share: float
    low: float | None
    high: float | None
    n: int
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval over people."""

    value: float
    low: float | None
    high: float | None
