"""Saturation: how much of what hurts has been heard, and what more interviews would bring.

Input is an incidence matrix: people × themes, true where she raised it. T people, U = all incidences, Q1 and Q2 =
themes raised by exactly one and two people, S = themes seen.

* Richness, Chao2 (Chao 1987): S + f0, f0 = (T−1)/T · Q1² / (2·Q2), or (T−1)/T · Q1(Q1−1)/2 where Q2 = 0; a lower
  bound of the number of themes there are. Interval: log-normal around f0 (Chao 1987, as in EstimateS).
* Sample coverage, in [0, 1] (Chao et al. 2014, eq. 4c of its appendix; Good-Turing):
  1 − Q1/U · (T−1)·Q1 / ((T−1)·Q1 + 2·Q2): the share of all raising that falls on themes already seen.
* New themes in the next m people (Chao et al. 2014): f0 · (1 − (1 − Q1 / (T·f0 + Q1))^m).
* Base, run, threshold (Guest, Namey & Chen 2020): saturated once a run of interviews brings at most ``threshold``
  times the themes of the base. The order of people is a matter of chance, so that all numbers are over random orders.

A theme that only one person raised counts here; below the study's minimum it is not shown elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc._shown import percent

Incidence = npt.NDArray[np.bool_]

BASE, RUN, THRESHOLD = 4, 2, 0.05
NEXT = 5
_ORDERS = 400
# Of an order so many people at most are looked at: a run without new themes comes long before.
_FAR = 200
# With fewer people Q1 and Q2 say nothing of the rest.
LEAST = 6
# Where more than this part of what was raised is in no theme, what few people raised is not told apart: a theme is what
# some people share, and the rest counts as one theme for each touchpoint, which hides how much is of one person.
LOOSE = 0.25


@dataclass(frozen=True, slots=True)
class Richness:
    """How many themes there are by Chao2, at least; ``low`` … ``high`` is the 95 % interval."""

    seen: int
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Run:
    """After how many people a run brings at most the threshold: the median over orders, and the middle 95 %.

    ``reached`` is the share of orders in which it is reached at all; ``at`` is missing where that is less than half.
    """

    base: int
    run: int
    threshold: float
    at: int | None
    low: int | None
    high: int | None
    reached: float


def counts(incidence: Incidence) -> tuple[int, int, int, int, int]:
    """T, S, U, Q1, Q2 of an incidence matrix (people, themes)."""
    raised = incidence.sum(axis=0)
    return (
        len(incidence),
        int((raised > 0).sum()),
        int(raised.sum()),
        int((raised == 1).sum()),
        int((raised == 2).sum()),
    )


def unseen(incidence: Incidence) -> float:
    """The estimated number of themes that nobody raised (f0 of Chao2)."""
    people, _, _, once, twice = counts(incidence)
    if people == 0:
        return 0.0
    shrink = (people - 1) / people
    return shrink * (once**2 / (2 * twice) if twice else once * (once - 1) / 2)


def richness(incidence: Incidence) -> Richness:
    """Chao2 with its interval; never below what was seen.

    >>> richness(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0], [1, 0, 0]], dtype=bool)).estimate
    3.75
    """
    people, seen, _, once, twice = counts(incidence)
    missing = unseen(incidence)
    if missing == 0:
        return Richness(seen, float(seen), float(seen), float(seen))
    spread = np.exp(1.96 * np.sqrt(np.log1p(_variance(people, once, twice, missing) / missing**2)))
    return Richness(seen, seen + missing, float(seen + missing / spread), float(seen + missing * spread))


def _variance(people: int, once: int, twice: int, missing: float) -> float:
    """The variance of Chao2 (Chao 1987; its bias-corrected form where no theme was raised by two)."""
    shrink = (people - 1) / people
    if twice:
        ratio = once / twice
        return twice * (shrink / 2 * ratio**2 + shrink**2 * ratio**3 + shrink**2 / 4 * ratio**4)
    pairs = once * (once - 1) / 2
    total = max(missing, 1.0)
    return shrink * pairs + shrink**2 * once * (2 * once - 1) ** 2 / 4 - shrink**2 * once**4 / (4 * total)


def coverage(incidence: Incidence) -> float | None:
    """Sample coverage in [0, 1]; missing where nobody raised anything.

    >>> coverage(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0], [1, 0, 0]], dtype=bool))
    0.6666666666666667
    """
    people, _, total, once, twice = counts(incidence)
    if total == 0:
        return None
    if once == 0:
        return 1.0
    rest = (people - 1) * once + 2 * twice
    return 1 - once / total * ((people - 1) * once / rest if rest else 1.0)


def expected_new(incidence: Incidence, more: int) -> float:
    """How many themes not yet seen the next ``more`` people are expected to raise.

    >>> round(expected_new(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0], [1, 0, 0]], dtype=bool), 4), 2)
    0.65
    """
    people, _, _, once, _ = counts(incidence)
    missing = unseen(incidence)
    if missing == 0:
        return 0.0
    return float(missing * (1 - (1 - once / (people * missing + once)) ** more))


def base_run(
    incidence: Incidence, *, seed: int, base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> Run | None:
    """After how many people saturation is reached; missing where base and run are more than there are people."""
    people = len(incidence)
    if people < base + run:
        return None
    orders = np.argsort(np.random.default_rng(seed).random((_ORDERS, people)), axis=1)[:, :_FAR]
    seen = _seen(incidence[:, incidence.any(axis=0)], orders)
    first = seen[:, base]
    new = seen[:, base + run :] - seen[:, base:-run]
    calm = (new <= threshold * first[:, None]) & (first[:, None] > 0)
    reached = calm.any(axis=1)
    at = np.where(reached, calm.argmax(axis=1) + base + run, people + 1)
    low, middle, high = (int(value) for value in np.percentile(at, [2.5, 50, 97.5], method="higher"))
    ends = [value if value <= people else None for value in (middle, low, high)]
    return Run(base, run, threshold, ends[0], ends[1], ends[2], round(float(reached.mean()), 3))


def _seen(incidence: Incidence, orders: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """How many themes were seen after 0, 1 … people, by order: array (orders, people + 1)."""
    after = np.logical_or.accumulate(incidence[orders], axis=1).sum(axis=2)
    return np.pad(after, ((0, 0), (1, 0)))


def sentence(incidence: Incidence, loose: float = 0.0) -> str:
    """What the numbers say in one sentence, or why they say nothing.

    ``loose`` is the part of what was raised that is in no theme, in [0, 1].
    """
    people, seen, _, once, _ = counts(incidence)
    if people < LEAST:
        return f"Refused: {people} people are too few to say what more interviews would bring; it takes {LEAST}."
    covered = coverage(incidence)
    if covered is None:
        return "Refused: nobody raised a pain, so that there are none to count."
    if loose > LOOSE:
        much = f"{percent(loose)} of the quotes on pains are in no theme"
        return f"Refused: how much is still unheard cannot be told, as {much}."
    themes = "theme of pain was" if seen == 1 else "themes of pain were"
    raised = f"{seen} {themes} raised, with those of too few people to be shown"
    heard = f"{raised}; {percent(covered)} of what people raise falls on those already heard"
    if not once:
        return f"{heard}. None was raised by one person alone: nothing points to others as broad as these."
    found, new = richness(incidence), expected_new(incidence, NEXT)
    alone = f"{once} of them {'was' if once == 1 else 'were'} raised by one person alone"
    low, high = round(found.low), round(found.high)
    between = f" (between {low} and {high})" if low < high else ""
    all_of = f"there are an estimated {found.estimate:.0f}{between}"
    more = "fewer than one new one" if new < 1 else f"about {new:.0f} new {'one' if round(new) == 1 else 'ones'}"
    return f"{heard}. {alone}, so that {all_of}, and {NEXT} more people would bring {more}."
