"""Which quotes people reviewed, and with which probability each was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from voc.journey.resample import Array

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Drawn:
    """Which quotes were reviewed: ``probability`` of each quote in (0, 1], NaN where it was not.

    ``person`` is the number of who said it, ``people`` how many there are, 0 … people - 1; some may have no quote.
    """

    probability: Array
    person: Integers
    people: int

    @cached_property
    def weight(self) -> Array:
        """ξ / π of each quote: for how many it stands, 0 if it was not reviewed."""
        return np.nan_to_num(1.0 / self.probability, nan=0.0)

    @cached_property
    def reviewed(self) -> npt.NDArray[np.bool_]:
        """Which quotes were reviewed."""
        return ~np.isnan(self.probability)

    @cached_property
    def whole(self) -> bool:
        """Whether people were drawn with all their quotes, and somebody has more than one."""
        count = np.bincount(self.person, minlength=self.people)
        got = np.bincount(self.person, self.reviewed, self.people)
        high = np.zeros(self.people)
        np.maximum.at(high, self.person, np.nan_to_num(self.probability))
        same = np.abs(np.nan_to_num(self.probability) - high[self.person])[self.reviewed]
        return bool((got[got > 0] == count[got > 0]).all() and (count[got > 0] > 1).any() and (same < 1e-9).all())

    def stands_for(self) -> tuple[float, float]:
        """For how many quotes the reviewed stand (Σ ξ / π), and the standard error of that."""
        pi = self.probability[self.reviewed]
        return float((1 / pi).sum()), float(np.sqrt(((1 - pi) / pi**2).sum()))
