"""What drives an outcome (NPS, CSAT …): its mean with and without the people who raised each theme.

Over the people who gave the outcome, y their answers (NPS: +100, 0, -100, so that a mean is the score):

* difference = mean y of those who raised the theme − mean y of those who did not;
* impact = mean y of all − mean y of those who did not raise it: what the overall score would be better (impact < 0) or
  worse by without the theme's people; it equals share raised × difference.

Intervals by bootstrap over people (:mod:`voc.journey.expanded`); p of a difference by permutation over people, q by
Benjamini & Hochberg over all themes and outcomes. Whoever raised a theme may differ in more than that: an association,
not a proof of cause. Source: key-driver impact as reported for NPS (Reichheld 2003; Sauro & Lewis 2016, ch. 10).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from voc.journey._answers import Answer
from voc.journey._material import Material
from voc.journey.expanded import expanded
from voc.journey.findings import Driver, Estimate, OutcomeDrivers
from voc.journey.permute import Mask, adjusted, p_of_means
from voc.journey.resample import Array, mean_interval, weighted_means

_LEVEL = 0.05
# With fewer people on a side an interval says next to nothing.
_LEAST = 5


@dataclass(frozen=True)
class Theme:
    """What people raised: its name, whether it is a pain or a delight, where it stands, its quotes."""

    label: str
    kind: str
    stage: str
    rank: int
    quote_ids: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """Arrays (themes,) of means and counts on both sides, and of difference and impact with their intervals."""

    n_raised: Array
    n_not: Array
    raised: Array
    not_raised: Array
    difference: tuple[Array, Array, Array]
    impact: tuple[Array, Array, Array]


def effects(worth: Array, raised: Mask, drawn: Array, *, span: float) -> Effect:
    """Weigh every theme: ``worth`` (people,) with NaN for no answer, ``raised`` (people, themes), ``drawn`` as usual.

    ``span`` is the most that two answers can differ by. A theme that everybody or nobody with an answer raised has NaN.
    """
    known = ~np.isnan(worth)
    values = np.broadcast_to(worth[:, None], raised.shape)
    inside, outside = np.where(raised, values, np.nan), np.where(raised, np.nan, values)
    one = np.ones((1, len(worth)))
    total, within, without = (weighted_means(sides, one) for sides in (values[:, :1], inside, outside))
    totals, withins, withouts = (weighted_means(sides, drawn) for sides in (values[:, :1], inside, outside))
    n, rest = ((side & known[:, None]).sum(axis=0).astype(np.float64) for side in (raised, ~raised))
    smaller = np.minimum(n, rest)
    difference, impact = (within - without)[0], (total - without)[0]
    return Effect(
        n,
        rest,
        within[0],
        without[0],
        (difference, *expanded(difference, withins - withouts, smaller, least=-span, most=span)),
        (impact, *expanded(impact, totals - withouts, smaller, least=-span, most=span)),
    )


def drivers(material: Material, themes: Sequence[Theme]) -> list[OutcomeDrivers]:
    """Every outcome that the participants gave, by theme: the theme that costs most first."""
    if not themes:
        raised = np.zeros((len(material.people), 0), dtype=bool)
    else:
        raised = np.stack([material.raised(theme.quote_ids) for theme in themes], axis=1)
    made = [_outcome(material, answer, themes, raised) for answer in material.answers]
    # So far the q of a theme is its p.
    rates = iter(adjusted(np.array([driver.q for one in made for driver in one.themes if driver.q is not None])))
    return [replace(one, themes=_ordered([_rated(driver, rates) for driver in one.themes])) for one in made]


def _rated(driver: Driver, rates: Iterator[float]) -> Driver:
    """The driver with its false discovery rate, the next one, in place of its p."""
    if driver.q is None:
        return driver
    rate = float(next(rates))
    return replace(driver, q=round(rate, 5), clear=rate <= _LEVEL)


def _ordered(themes: Sequence[Driver]) -> tuple[Driver, ...]:
    """The theme that costs the outcome most first; those that cannot be weighed last."""
    return tuple(sorted(themes, key=lambda one: (one.impact is None, one.impact.value if one.impact else 0, one.rank)))


def _outcome(material: Material, answer: Answer, themes: Sequence[Theme], raised: Mask) -> OutcomeDrivers:
    """One outcome; the ``q`` of its themes are still their p."""
    least = max(material.study.min_participants, _LEAST)
    mean, reason = None, None
    if answer.n < least:
        reason = f"refused: {answer.n} people gave “{answer.name}”, fewer than {least}"
    else:
        ends = mean_interval(answer.worth[:, None], material.drawn, least=answer.low, most=answer.high)
        mean = _estimate(float(np.nanmean(answer.worth)), *(float(end[0]) for end in ends))
        reason = None if themes else f"refused: no theme to set “{answer.name}” against"
    found = effects(answer.worth, raised, material.drawn, span=answer.span) if mean is not None and themes else None
    return OutcomeDrivers(
        outcome=answer.name,
        kind=answer.kind,
        low=answer.low,
        high=answer.high,
        mean=mean,
        n=answer.n,
        of=len(answer.worth),
        missing=answer.missing(),
        themes=tuple(
            _driver(material, answer, theme, raised[:, place], found, place) for place, theme in enumerate(themes)
        )
        if found
        else (),
        reason=reason,
    )


def _driver(material: Material, answer: Answer, theme: Theme, raised: Mask, found: Effect, place: int) -> Driver:
    least = max(material.study.min_participants, _LEAST)
    n, rest = int(found.n_raised[place]), int(found.n_not[place])
    few = min(n, rest) < least
    known = ~np.isnan(answer.worth)
    return Driver(
        theme=theme.label,
        kind=theme.kind,
        stage=theme.stage,
        rank=theme.rank,
        n_raised=n,
        n_not=rest,
        raised=None if few else _round(found.raised[place]),
        not_raised=None if few else _round(found.not_raised[place]),
        difference=None if few else _estimate(*(side[place] for side in found.difference)),
        impact=None if few else _estimate(*(side[place] for side in found.impact)),
        q=None if few else p_of_means(answer.worth, raised, seed=material.study.seed),
        clear=False,
        reason=_few(answer.name, n, rest, least) if few else None,
        quote_ids=material.said_by(theme.quote_ids, known),
    )


def _few(name: str, n: int, rest: int, least: int) -> str:
    who = f"{n} of those who raised it" if n < least else f"{rest} of those who did not raise it"
    return f"refused: {who} gave “{name}”, fewer than {least}"


def _estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(_round(value), _round(low), _round(high))


def _round(value: float) -> float:
    return round(float(value), 2) + 0.0
