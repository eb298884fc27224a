"""How sure a tagger has to be so that at most a stated share of what it says is wrong.

By its own probabilities, which are calibrated, or, where people reviewed enough, by what they said.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# A threshold by reviews holds its error with at least this probability.
SURE = 0.9


@dataclass(frozen=True)
class Limit:
    """From which confidence on a kind of tag is said.

    ``error`` is what was asked for and ``expected`` what is expected of what is said (``None`` if nothing is), by
    ``by``: "probabilities", or "reviews" of ``reviewed`` participants. ``note`` says why reviews were not used.
    """

    error: float
    threshold: float
    by: str
    expected: float | None
    reviewed: int = 0
    note: str = ""

    def told(self, kind: str) -> str:
        """The limit of a kind of tag in words.

        >>> Limit(0.2, 0.55, "reviews", 0.11, 40).told("stage")
        'stage: said from 0.55 on for at most 20% wrong, by reviews of 40 participants (11% of them wrong)'
        """
        more = f"; {self.note}" if self.note else ""
        if self.expected is None:
            return f"{kind}: no tag is sure enough for at most {self.error:.0%} wrong{more}"
        if self.by == "reviews":
            by = f"reviews of {self.reviewed} participants ({self.expected:.0%} of them wrong)"
        else:
            by = f"the taggers' probabilities ({self.expected:.0%} expected)"
        return f"{kind}: said from {self.threshold:.2f} on for at most {self.error:.0%} wrong, by {by}{more}"


def by_probabilities(confidence: Array, error: float) -> Limit:
    """The lowest threshold at which the mean of 1 - confidence of what is said is at most ``error``, both in [0, 1].

    The threshold is above 1 where even the surest tag is too likely wrong.
    """
    ordered = np.sort(confidence)[::-1]
    expected = np.cumsum(1 - ordered) / np.arange(1, len(ordered) + 1)
    # Of equal confidences all are said or none.
    last = np.append(ordered[1:] < ordered[:-1], True) if len(ordered) else np.zeros(0, dtype=bool)
    held = np.flatnonzero((expected <= error) & last)
    if not len(held):
        return Limit(error, 1.01, "probabilities", None)
    return Limit(error, float(ordered[held[-1]]), "probabilities", float(expected[held[-1]]))


def by_reviews(confidence: Array, right: Bools, people: Sequence[Hashable], error: float) -> Limit | None:
    """The lowest threshold at which reviews bear out that at most ``error`` of what is said is wrong; ``None`` if none.

    Learn then Test (Angelopoulos, Bates, Candès, Jordan & Lei 2021) with fixed-sequence testing: from the strictest
    threshold that leaves tags of half of the participants on downwards, the hypothesis that a participant's share of
    wrong tags is above ``error`` on average is tested with the Hoeffding-Bentkus p-value (Bates et al. 2021), until one
    cannot be rejected; the chance of a threshold that does not hold is at most 1 - :data:`SURE`. ``confidence`` (tags,)
    and ``right`` are of reviewed tags, which have to be a random part of all.
    """
    names, place = np.unique([str(one) for one in people], return_inverse=True)
    held = None
    for threshold in np.unique(np.floor(confidence * 20) / 20)[::-1]:
        said = confidence >= threshold
        tags = np.bincount(place[said], minlength=len(names))
        wrong = np.bincount(place[said & ~right], minlength=len(names))
        shares = wrong[tags > 0] / tags[tags > 0]
        if 2 * len(shares) < len(names) or (1 - error) ** len(shares) > 1 - SURE:
            continue  # too few to pass, or most likely to
        if _p_value(float(shares.mean()), len(shares), error) > 1 - SURE:
            break
        held = Limit(error, float(threshold), "reviews", float(shares.mean()), len(shares))
    return held


def _p_value(mean: float, count: int, error: float) -> float:
    """Hoeffding-Bentkus: how likely a mean this low of ``count`` losses in [0, 1] is if ``error`` is expected."""
    from scipy.stats import binom

    if mean >= error:
        return 1.0
    kept = (1 - mean) * np.log((1 - mean) / (1 - error))
    lost = mean * np.log(mean / error) if mean else 0.0
    hoeffding = np.exp(-count * (kept + lost))
    bentkus = np.e * binom.cdf(np.ceil(count * mean - 1e-9), count, error)
    return float(min(hoeffding, bentkus, 1.0))
