"""From a valence to a label, and how sure that is: what word lists share, each with constants of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

# As VADER's authors set it.
POLE = 0.05


def label(value: float) -> str:
    """``negative``, ``neutral`` or ``positive``."""
    return "negative" if value <= -POLE else "positive" if value >= POLE else "neutral"


@dataclass(frozen=True, slots=True)
class Sureness:
    """How often a label was right on rated texts: logistic in the strength at the poles, one share between them."""

    at_zero: float
    slope: float
    neutral: float

    def __call__(self, value: float) -> float:
        """The probability that the label of this valence is right."""
        if abs(value) < POLE:
            return self.neutral
        return 1 / (1 + math.exp(-(self.at_zero + self.slope * abs(value))))
