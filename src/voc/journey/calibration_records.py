"""Records of how true the taggers' confidences are in a study: reliability, by quotes that people reviewed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """Tags of people's reviewed quotes that were given with a confidence in (low, high].

    ``confidence`` is their mean confidence and ``right`` the share that people agree with, in [0, 1], as the quotes
    stand for all of the study; ``right_low`` … ``right_high`` is its 95 % interval over the ``n_participants``.
    """

    low: float
    high: float
    n: int
    n_participants: int
    confidence: float
    right: float
    right_low: float
    right_high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether what is said with a confidence of 80 % is right in 80 % of the cases, for one ``kind`` of tag.

    ``by`` are the taggers measured: they gave ``n`` tags in the quotes of ``n_participants`` people that were reviewed.
    ``ece`` is the expected calibration error of the bins, in [0, 1], 0 best; where it cannot be told, ``reason`` says
    why and there are no bins.
    """

    kind: str
    by: tuple[str, ...]
    n: int
    n_participants: int
    ece: float | None
    bins: tuple[ConfidenceBin, ...]
    reason: str | None
