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

Quotes are drawn independently of each other, or people whole, with all their quotes. Whether a person said it at all
hangs on quotes of hers that nobody reviewed, too: :mod:`voc.journey.anyone`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voc.journey import anyone
from voc.journey.drawn import Drawn as Drawn
from voc.journey.resample import Array

LAMBDAS: Array = np.linspace(0.0, 1.0, 21)
# How often the tagger's mean error is estimated anew; it settles in two or three.
_ROUNDS = 4
_NO_WIDTH = 1e-9


@dataclass(frozen=True, slots=True)
class Estimate:
    """A corrected mean or share, with its 95 % interval; ``weight`` is λ, missing where none was used."""

    value: float
    low: float
    high: float
    weight: float | None

    def within(self, least: float, most: float, people: int, *, alike: bool) -> Estimate:
        """The same on its scale, from ``least`` to ``most``.

        An interval as long to both sides (λ was used) leans away from an end that is near: it is laid out on arcsin √
        of the scale, where the spread of a rare thing hangs little on how rare it is (Anscombe 1948). Of few pains,
        intervals that were only cut off held the truth 92 % of the time, these 94 to 96 %.

        Where all that was reviewed is ``alike``, by so many people, this says nothing of the others: up to
        1 - 0.025^(1/people) of them may be unlike ("rule of three", Hanley & Lippman-Hand 1983).
        """
        value, low, high = (min(max(end, least), most) for end in (self.value, self.low, self.high))
        if self.weight is not None:
            size = most - least
            ends = _leaning((value - least) / size, (self.high - self.low) / 2 / size)
            low, high = (least + size * end for end in ends)
        if alike or self.high - self.low < _NO_WIDTH:
            unseen = 1 - 0.025 ** (1 / people)
            low, high = max(least, low - unseen * (value - least)), min(most, high + unseen * (most - value))
        return Estimate(value, low, high, self.weight)


def _leaning(share: float, half: float) -> tuple[float, float]:
    """The ends of ``share`` ± ``half`` laid out on arcsin √, in [0, 1]; of a share of 0 or 1 still as long."""
    half = min(half, 2.0)
    near = min(max(share, half / 4), 1 - half / 4)
    # A half that the machine cannot tell from none beside a share of 0 or 1 is none.
    angle, step = np.arcsin(np.sqrt(share)), half / (2 * np.sqrt(near * (1 - near))) if 0 < near < 1 else 0.0
    low, high = max(angle - step, 0.0), min(angle + step, np.pi / 2)
    return float(np.sin(low) ** 2), float(np.sin(high) ** 2)


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
    place = int(np.argmin(np.abs(LAMBDAS - (found.weight or 0.0))))
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
    those without a quote, too. Where people were drawn with all their quotes, or have one, each is one case of PPI;
    else see :mod:`voc.journey.anyone`. Missing where nobody could or nothing was reviewed.
    """
    as_tagged = not (drawn.reviewed & (said[1] != true[1])).any()
    if as_tagged:
        # What could not, did not.
        here = said[1] > 0
        said, true = (said[0][here], said[1][here]), (true[0][here], true[1][here])
        drawn = Drawn(drawn.probability[here], drawn.person[here], drawn.people)
    if drawn.whole or not (np.bincount(drawn.person, minlength=1) > 1).any():
        did, could = (_case(f, y, drawn) for f, y in zip(said, true, strict=True))
        return ratio(did, np.ones_like(did) if everyone else could)
    if drawn.people < 2 or not drawn.reviewed.any():
        return None
    if everyone:
        could = anyone.groups(drawn.people).sum(axis=1)
    elif as_tagged:
        could = anyone.known(said[1], drawn)
    else:
        could = anyone.estimated(said[1].astype(np.int64), true[1], drawn)
    did = anyone.estimated((said[0] + said[1]).astype(np.int64), true[0], drawn)
    return _of(did, could)


def _of(did: Array, could: Array) -> Estimate | None:
    """The share of people of counts of them, all and without each group."""
    if (could <= _NO_WIDTH).any():
        return None
    shares = np.minimum(did / could, 1.0)
    value = float(shares[0])
    low, high = anyone.interval(shares) if np.ptp(shares) > _NO_WIDTH else (value, value)
    return Estimate(value, min(low, value), max(high, value), None)


def _case(said: Array, true: Array, drawn: Drawn) -> Array:
    """Whether each person did, λ f + ξ / π (y - λ f) of her as one case: array (λ, people)."""
    probability = np.full(drawn.people, np.nan)
    probability[drawn.person[drawn.reviewed]] = drawn.probability[drawn.reviewed]
    f, y = np.zeros(drawn.people), np.zeros(drawn.people)
    np.maximum.at(f, drawn.person, said)
    np.maximum.at(y, drawn.person, np.where(drawn.reviewed, true, 0.0))
    return _corrected(f, y, Drawn(probability, np.arange(drawn.people), drawn.people))


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
