"""Means and shares corrected for the tagger's errors, by a reviewed sample of quotes.

What a tagger says of all quotes is cheap and biased; what people say of a few is right and scarce. With f what the
tagger says of a quote, y what a person says of it, ξ = 1 where it was reviewed and π the probability with which it was
drawn, λ f + ξ / π (y - λ f) has the mean of y whatever the tagger's errors are, as E ξ = π: prediction-powered
inference (Angelopoulos, Duchi & Zrnic 2023, "PPI++"), for unequal probabilities as in active inference (Zrnic & Candès
2024). λ in [0, 1] is how far the tagger is relied on: 0 weighs the reviewed quotes alone (Horvitz & Thompson 1952).
Here it is the one of a grid with the least variance ("power tuning").

Quotes of one person hang together, so each person's contributions are summed first, and the variance is that of
deleting one person after the other (jackknife; Quenouille 1956, Tukey 1958), its quantile Student's t with as many
degrees of freedom as there are people who matter, (Σ z²)² / Σ z⁴ - 1: a few people with rare reviewed quotes may make
the whole variance. In simulation that covers nearest to 95 % (``tests/journey/test_correction.py``).

Quotes are drawn independently of each other, or people whole, with all their quotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from voc.journey.resample import Array

Integers = npt.NDArray[np.int64]
LAMBDAS: Array = np.linspace(0.0, 1.0, 21)
# How often the tagger's mean error is estimated anew; it settles in two or three.
_ROUNDS = 4
_NO_WIDTH = 1e-9


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


@dataclass(frozen=True, slots=True)
class Estimate:
    """A corrected mean or share, with its 95 % interval; ``weight`` is λ."""

    value: float
    low: float
    high: float
    weight: float

    def within(self, least: float, most: float, people: int, *, alike: bool) -> Estimate:
        """The same on its scale, from ``least`` to ``most``.

        Where all that was reviewed is ``alike``, by so many people, this says nothing of the others: up to
        1 - 0.025^(1/people) of them may be unlike ("rule of three", Hanley & Lippman-Hand 1983).
        """
        value, low, high = (min(max(end, least), most) for end in (self.value, self.low, self.high))
        if alike or self.high - self.low < _NO_WIDTH:
            unseen = 1 - 0.025 ** (1 / people)
            low, high = max(least, low - unseen * (value - least)), min(most, high + unseen * (most - value))
        return Estimate(value, low, high, self.weight)


def mean(said: tuple[Array, Array], true: tuple[Array, Array], drawn: Drawn) -> Estimate | None:
    """The corrected weighted mean Σ w v / Σ w.

    ``said`` and ``true`` are (w, v) of each quote by the tagger and by people, arrays (quotes,); w is 0 where the quote
    is not in the cell, v then does not count; ``true`` counts where a quote was reviewed. A w of one over the person's
    number of quotes in the cell makes it the participant-first mean. The tagger's mean error is first taken off its v:
    that changes no expectation, and its variance is then that of f about its own mean, as in PPI++. Missing where
    nothing was found to be in the cell.
    """
    estimate: Estimate | None = None
    centre: float | None = None
    shift = 0.0
    for _ in range(_ROUNDS):
        shifted = (said[0], said[1] + shift)
        noise = None if centre is None else _noise(shifted, true, centre, drawn)
        above, below = _corrected(_product(shifted), _product(true), drawn), _corrected(said[0], true[0], drawn)
        estimate = ratio(above, below, noise)
        if estimate is None or not said[0].any():
            break
        centre = estimate.value
        shift = centre - _centre(said)
    return estimate


def narrowed(
    said: tuple[Array, Array], true: tuple[Array, Array], drawn: Drawn, found: Estimate, times: float
) -> float:
    """The width of the interval, as a share of what it is, if all probabilities were so many ``times`` what they are.

    ``found`` is :func:`mean` of the same. Each reviewed quote stands for 1 / π like it, whose drawing will add
    (1 - π') / π' (y - λ f)² each; what people add to the variance stays.
    """
    place = int(np.argmin(np.abs(LAMBDAS - found.weight)))
    above, below = _corrected(_product(said), _product(true), drawn), _corrected(said[0], true[0], drawn)
    each = (above[place] - found.value * below[place]) ** 2
    said = (said[0], said[1] + found.value - _centre(said))
    drawing, later = (_noise(said, true, found.value, drawn, growth)[place] for growth in (1.0, times))
    by_people = max(each.sum() - drawing, 0.0)
    whole = by_people + drawing
    if whole <= 0 or not each.any():
        return 1.0
    now, then = (_quantile(each, growth) for growth in (1.0, times))
    return float(np.sqrt((by_people + later) / whole) * then / now)


def _centre(said: tuple[Array, Array]) -> float:
    return float(np.average(np.nan_to_num(said[1]), weights=said[0])) if said[0].any() else 0.0


def _noise(
    said: tuple[Array, Array], true: tuple[Array, Array], centre: float, drawn: Drawn, times: float = 1.0
) -> Array:
    """The variance that drawing adds, for each λ: Σ (1 - π') / (π' π) (y - λ f)² over the reviewed, of w (v - centre).

    π' is so many ``times`` π, 1 at most. The rest of the variance is that of people and does not hang on λ.
    """
    f, y = (np.nan_to_num(w * (v - centre)) for w, v in (said, true))
    pi = drawn.probability
    if drawn.whole:
        f, y, pi = (_by_person(np.where(drawn.reviewed, one, 0.0), drawn) for one in (f, y, pi))
        pi = pi / np.maximum(np.bincount(drawn.person, drawn.reviewed, drawn.people), 1)
    got = np.nan_to_num(pi) > 0
    then = np.minimum(1.0, times * pi[got])
    factor = (1 - then) / (then * pi[got])
    return np.asarray(((y[got] - LAMBDAS[:, None] * f[got]) ** 2) @ factor)


def _product(cell: tuple[Array, Array]) -> Array:
    """W v, 0 where the quote is not in the cell."""
    return np.nan_to_num(cell[0] * cell[1])


def _corrected(said: Array, true: Array, drawn: Drawn) -> Array:
    """Each person's sum of λ f + ξ / π (y - λ f): array (λ, people)."""
    level = _by_person(drawn.weight * true, drawn)
    slope = _by_person(said - drawn.weight * said, drawn)
    return np.asarray(level + LAMBDAS[:, None] * slope)


def share(
    said: tuple[Array, Array], true: tuple[Array, Array], drawn: Drawn, *, everyone: bool = False
) -> Estimate | None:
    """The corrected share of people who did among those who could: any quote counts.

    ``said`` and ``true`` are (did, could) of each quote, 0 or 1, arrays (quotes,). With ``everyone`` all people could,
    those without a quote, too.
    """
    did = anyone(said[0], true[0], drawn)
    could = np.ones_like(did) if everyone else anyone(said[1], true[1], drawn)
    return ratio(did, could)


def anyone(said: Array, true: Array, drawn: Drawn) -> Array:
    """Whether any quote of a person is 1, unbiased: array (λ, people).

    1 - Π (1 - λ f - ξ / π (y - λ f)) over her quotes: each factor has the mean 1 - y, and quotes are drawn
    independently, so the product has the mean of Π (1 - y).
    """
    if drawn.whole:
        said, true, drawn = _whole(said, true, drawn)
    counts = (said > 0) | (drawn.reviewed & (true > 0))
    order = np.flatnonzero(counts)[np.argsort(drawn.person[counts], kind="stable")]
    result = np.zeros((len(LAMBDAS), drawn.people))
    if len(order) == 0:
        return result
    f = LAMBDAS[:, None] * said[order]
    factors = 1.0 - f - drawn.weight[order] * (true[order] - f)
    person, first = np.unique(drawn.person[order], return_index=True)
    result[:, person] = 1.0 - np.multiply.reduceat(factors, first, axis=1)
    return result


def _whole(said: Array, true: Array, drawn: Drawn) -> tuple[Array, Array, Drawn]:
    """One case a person, as if all she said were one quote."""
    probability = np.full(drawn.people, np.nan)
    probability[drawn.person[drawn.reviewed]] = drawn.probability[drawn.reviewed]
    f, y = np.zeros(drawn.people), np.zeros(drawn.people)
    np.maximum.at(f, drawn.person, said)
    np.maximum.at(y, drawn.person, np.where(drawn.reviewed, true, 0.0))
    return f, y, Drawn(probability, np.arange(drawn.people), drawn.people)


def ratio(above: Array, below: Array, noise: Array | None = None) -> Estimate | None:
    """Σ above / Σ below over people, at the λ with the least ``noise``: arrays (λ, people) and (λ,).

    Where the noise is not known it is the variance over people.
    """
    total, of = above.sum(axis=1), below.sum(axis=1)
    usable = of > 1e-9
    if not usable.any():
        return None
    values = np.divide(total, of, out=np.zeros_like(total), where=usable)
    spread = ((above - values[:, None] * below) ** 2).sum(axis=1)
    variance = np.divide(spread, of**2, out=np.full_like(spread, np.inf), where=usable)
    # Among equals the tagger is relied on: it knows all quotes.
    lost = variance if noise is None else np.where(usable, noise, np.inf)
    best = len(LAMBDAS) - 1 - int(np.argmin(lost[::-1]))
    half = _half_width(above[best], below[best])
    value = float(values[best])
    return None if half is None else Estimate(value, value - half, value + half, float(LAMBDAS[best]))


def _half_width(above: Array, below: Array) -> float | None:
    """Half of the 95 % interval; missing for fewer than two people, or where it hangs on one."""
    there = (above != 0) | (below != 0)
    above, below = above[there], below[there]
    people, of = len(above), below.sum()
    if people < 2 or (of - below <= 1e-9).any():
        return None
    without = (above.sum() - above) / (of - below)
    variance = (people - 1) / people * ((without - without.mean()) ** 2).sum()
    z = (above - above.sum() / of * below) ** 2
    if variance <= 0 or not (z**2).sum():
        return 0.0
    return float(_quantile(z) * np.sqrt(variance))


def _quantile(squares: Array, times: float = 1.0) -> float:
    """Student's t for 95 %, of people's squared contributions; with so many ``times`` the people who matter."""
    from scipy.special import stdtrit

    matter = times * squares.sum() ** 2 / (squares**2).sum()
    return float(stdtrit(max(1.0, min(np.count_nonzero(squares), matter) - 1), 0.975))


def _by_person(values: Array, drawn: Drawn) -> Array:
    return np.bincount(drawn.person, values, drawn.people).astype(np.float64)
