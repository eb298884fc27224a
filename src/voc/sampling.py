"""With which probability a quote was drawn for review, wherever people stopped.

Each quote has one permanent random number u, evenly spread in (0, 1), and a draw gives it a size s > 0: how much its
review is worth. It is asked for in the order of u / s (sequential Poisson sampling, Ohlsson 1998). If people stop
anywhere, and τ is u / s of the first quote that they did not reach, each quote was reached with the probability
min(1, τ s): sums weighted by its inverse are unbiased for any number of quotes reached (priority sampling; Duffield,
Lund & Thorup 2007). So nobody has to finish a batch, and going on never makes an earlier review worthless.

The number of a quote hangs on nothing but its id and the study's seed ("permanent random numbers", Ohlsson 1995). Of
several draws, with other sizes, by other people or in another copy of the study, a quote is then in at least one if
u < max τ s: the probability of all of them together is the largest, and they share the quotes reviewed before.

What taggers have learned from is no sample of their errors any more. After teaching, draws therefore have a seed of
their own (:func:`seed_after`), and all that was judged before is taken for certain, with a rate that makes its
probability 1: the rest has a sample of its own.

A quote that was reached and is not answered (passed over, taken back, on somebody's screen) is taken as missing at
random: all probabilities are multiplied by the share answered (one weighting class; Särndal, Swensson & Wretman 1992,
chapter 15). A quote judged by free choice has no probability, until a draw reaches it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

# Of a hash, so many bits: with half a step added, still exact as a float, never 0 or 1.
_BITS = 52
_SEED_BITS = 32
_WORKED = ("done", "skipped")
# The rate of a quote that is taken for certain.
CERTAIN = 1e9


@dataclass(frozen=True, slots=True)
class Row:
    """A quote in a draw.

    ``rate`` is its size times the τ at which the whole draw is reached, above 0; from 1 on the whole draw has it for
    sure. ``state`` is "open", "done", "skipped", or "known" where somebody had judged it before the draw.
    """

    quote_id: str
    rate: float
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Draw:
    """The rows of a draw, in the order in which they are asked for."""

    seed: int
    rows: Sequence[Row]


def numbers(ids: Sequence[str], seed: int) -> Array:
    """The permanent random number of each quote, in (0, 1)."""
    import numpy as np

    own = blake2b(str(seed).encode(), digest_size=8)
    drawn = np.empty(len(ids))
    for place, quote_id in enumerate(ids):
        one = own.copy()
        one.update(b"\n" + quote_id.encode())
        drawn[place] = ((int.from_bytes(one.digest(), "big") >> (64 - _BITS)) + 0.5) / 2**_BITS
    return drawn


def seed_after(seed: int, learned: int | None) -> int:
    """The seed of draws by what a learned version of the taggers says; the study's own where they learned nothing."""
    return int(numbers([f"learned version {learned}"], seed)[0] * 2**_SEED_BITS) if learned else seed


def inclusion(draws: Iterable[Draw], judged: Collection[str]) -> dict[str, float]:
    """The probability, in (0, 1], of each judged quote that a draw reached; of the others nothing is known.

    ``draws`` are all draws of a study from all its quotes in the order they were made, ``judged`` the quotes that
    somebody judged. Those with the seed of the last draw count.
    """
    among = judged if isinstance(judged, set | frozenset) else set(judged)
    made = list(draws)
    largest: dict[str, float] = {}
    for draw in made:
        if draw.seed != made[-1].seed:
            continue
        for quote_id, probability in _reached(draw):
            largest[quote_id] = max(probability, largest.get(quote_id, 0.0))
    answered = {quote_id: probability for quote_id, probability in largest.items() if quote_id in among}
    return {quote_id: probability * len(answered) / len(largest) for quote_id, probability in answered.items()}


def _reached(draw: Draw) -> Iterable[tuple[str, float]]:
    """The quotes that were reached, each with its probability."""
    import numpy as np

    last = max((place for place, row in enumerate(draw.rows) if row.state in _WORKED), default=None)
    if last is None:
        return []
    rate = np.array([row.rate for row in draw.rows])
    turn = numbers([row.quote_id for row in draw.rows], draw.seed) / rate
    beyond = next((place for place in range(last + 1, len(draw.rows)) if draw.rows[place].state == "open"), None)
    until = 1.0 if beyond is None else float(turn[beyond])
    probability = np.minimum(1.0, until * rate)
    stop = len(draw.rows) if beyond is None else beyond
    return [(row.quote_id, float(p)) for row, p in zip(draw.rows[:stop], probability[:stop], strict=True)]
