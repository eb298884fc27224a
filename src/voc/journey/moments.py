"""Moments of truth: the touchpoints that most people meet, feel most about, and that go with the outcome.

For each touchpoint at a stage, over people:

* reach = share of the people who could have spoken of it and did;
* intensity = mean over those people of the mean |valence| of their quotes there, in [0, 1];
* association = the correlation r between the outcome and what a person's quotes there say, her mean valence, 0 where
  she said nothing of it; over everyone who gave the outcome;
* change = mean outcome of all − mean outcome without the people who spoke of it, on the outcome's scale;
* weight = reach × intensity × |r|; reach × intensity where no outcome is known.

The outcome is the first of NPS, CSAT, effort, renewal and ratings that people gave. Peaks and the end are what people
remember of an episode (Fredrickson & Kahneman 1993, the peak-end rule): the touchpoints with the highest and the lowest
score, with the share of resamples in which they are, and those of the last stage. ``method.md``, "Moments of truth".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from voc.journey._answers import Answer
from voc.journey._material import Material, telling
from voc.journey.drivers import effects
from voc.journey.expanded import expanded
from voc.journey.findings import Estimate, Moment, OutcomeLink
from voc.journey.resample import Array, weighted_means
from voc.journey.scores import by_person, scores
from voc.journey.shares import wilson

_ORDER = ("nps", "csat", "ces", "renewal", "rating")
# With fewer people who gave the outcome, on either side, neither association nor change is given.
_LEAST = 5


@dataclass(frozen=True)
class Place:
    """A touchpoint at a stage and its quotes."""

    stage: str
    touchpoint: str
    label: str
    rows: pd.DataFrame


def moments(material: Material) -> list[Moment]:
    """The touchpoints that enough people spoke of, the weightiest first.

    Those whose association with the outcome is unknown stand behind those where it is known: their weights are not
    of one kind.
    """
    places = _places(material)
    if not places:
        return []
    valences = _by_place(material, places, material.customers)
    strengths = _by_place(material, places, material.customers.assign(valence=material.customers["valence"].abs()))
    outcome = min(material.answers, key=lambda one: _ORDER.index(one.kind), default=None)
    links: list[OutcomeLink | None] = [None] * len(places)
    factors, drawn_factors = np.ones(len(places)), np.ones((len(material.drawn), len(places)))
    if outcome is not None:
        ends = correlations(np.nan_to_num(valences, nan=0.0), outcome.worth, material.drawn)
        links = list(_links(material, outcome, valences, *ends))
        known = np.array([one is not None and one.association is not None for one in links])
        factors, drawn_factors = (np.where(known, np.abs(end), 1.0) for end in ends)
    weights = _weights(strengths, factors, drawn_factors, material.drawn)
    emotions = [
        Estimate(one.score, one.low, one.high)
        for one in scores(valences, material.drawn, least=material.study.min_participants)
        if one.score is not None
    ]
    peaks = _peaks(valences, material.drawn, material.study.min_participants)
    last = _last_stage(material)
    made = [
        _moment(material, place, strengths[:, at], emotions[at], links[at], weights[at], peaks.get(at), last)
        for at, place in enumerate(places)
    ]
    apart = [one.outcome is not None and one.outcome.association is None for one in made]
    order = sorted(range(len(made)), key=lambda at: (apart[at], -made[at].weight.value, at))
    return [replace(made[at], rank=rank) for rank, at in enumerate(order, 1)]


def _places(material: Material) -> list[Place]:
    titles = {code.name: code.title for code in material.book.touchpoints}
    said = material.customers
    made = []
    for code in material.book.stages:
        rows = said[said["stage"] == code.name]
        for name, ids in material.touchpoints_at(code.name).items():
            some = rows[rows["quote_id"].isin(ids) & rows["valence"].notna()]
            if some["person"].nunique() >= max(material.study.min_participants, 2):
                made.append(Place(code.name, name, titles[name], some))
    return made


def _by_place(material: Material, places: Sequence[Place], rows: pd.DataFrame) -> Array:
    cells = {f"{place.stage}/{place.touchpoint}": list(place.rows["quote_id"]) for place in places}
    return by_person(rows, material.people, cells)


def correlations(said: Array, worth: Array, drawn: Array) -> tuple[Array, Array]:
    """Correlation r of each column of ``said`` (people, columns) with ``worth`` (people,), and of each resample.

    Arrays (columns,) and (resamples, columns); NaN in ``worth`` leaves a person out; r is 0 where nothing varies.
    """
    known = ~np.isnan(worth)
    x, y = said[known], worth[known]
    x, y = x - x.mean(axis=0), y - y.mean()

    def weigh(weight: Array) -> Array:
        n = weight.sum(axis=1, keepdims=True)
        n[n == 0] = 1.0
        mean_x, mean_y = weight @ x / n, (weight @ y)[:, None] / n
        together = weight @ (x * y[:, None]) / n - mean_x * mean_y
        spread = (weight @ x**2 / n - mean_x**2) * ((weight @ y**2)[:, None] / n - mean_y**2)
        varies = spread > 1e-12
        return np.asarray(np.divide(together, np.sqrt(np.where(varies, spread, 1.0)), where=varies, out=spread * 0))

    return weigh(np.ones((1, int(known.sum()))))[0], weigh(drawn[:, known])


def _weights(strengths: Array, factors: Array, drawn_factors: Array, drawn: Array) -> list[Estimate]:
    """Reach × intensity × factor: the sum of strengths over everyone's number, as reach and intensity share a count."""
    filled = np.nan_to_num(strengths, nan=0.0)
    people = (~np.isnan(strengths)).sum(axis=0).astype(np.float64)
    values = filled.mean(axis=0) * factors
    low, high = expanded(values, drawn @ filled / len(filled) * drawn_factors, people, least=0.0, most=1.0)
    return [_estimate(*ends, digits=4) for ends in zip(values, low, high, strict=True)]


def _peaks(valences: Array, drawn: Array, least: int) -> dict[int, tuple[str, float]]:
    """The best and the worst column with the share of resamples in which it is; none of fewer than two."""
    able = np.flatnonzero((~np.isnan(valences)).sum(axis=0) >= least)
    if len(able) < 2:
        return {}
    means = np.nanmean(valences[:, able], axis=0)
    resampled = weighted_means(valences[:, able], drawn)
    high, low = int(means.argmax()), int(means.argmin())
    # A resample without anybody who spoke of a touchpoint cannot have its peak there.
    highs = np.where(np.isnan(resampled), -np.inf, resampled).argmax(axis=1) == high
    lows = np.where(np.isnan(resampled), np.inf, resampled).argmin(axis=1) == low
    return {int(able[high]): ("high", float(highs.mean())), int(able[low]): ("low", float(lows.mean()))}


def _links(material: Material, outcome: Answer, valences: Array, r: Array, resampled: Array) -> Iterator[OutcomeLink]:
    """How each touchpoint goes with the outcome."""
    found = effects(outcome.worth, ~np.isnan(valences), material.drawn, span=outcome.span)
    least = max(material.study.min_participants, _LEAST)
    low, high = expanded(r, resampled, np.minimum(found.n_raised, found.n_not), least=-1.0, most=1.0)
    varies = np.nanstd(outcome.worth) > 0
    for at, ends in enumerate(zip(r, low, high, strict=True)):
        n, rest = int(found.n_raised[at]), int(found.n_not[at])
        reason = None
        if min(n, rest) < least:
            who = f"{n} of the people who spoke of it" if n < least else f"{rest} of the others"
            reason = f"refused: {who} gave “{outcome.name}”, fewer than {least}"
        elif not varies:
            reason = f"refused: everybody gave the same “{outcome.name}”"
        association = change = None
        if reason is None:
            association = _estimate(*ends, digits=3)
            change = _estimate(*(side[at] for side in found.impact), digits=2)
        yield OutcomeLink(outcome.name, n, association, change, reason)


def _last_stage(material: Material) -> str | None:
    """The last stage that enough people spoke of."""
    counts = material.customers.groupby("stage")["person"].nunique()
    least = material.study.min_participants
    return next((code.name for code in reversed(material.book.stages) if counts.get(code.name, 0) >= least), None)


def _moment(
    material: Material,
    place: Place,
    strengths: Array,
    emotion: Estimate,
    link: OutcomeLink | None,
    weight: Estimate,
    peak: tuple[str, float] | None,
    last: str | None,
) -> Moment:
    spoke = ~np.isnan(strengths)
    low, high = (float(end) for end in wilson(np.array(float(spoke.sum())), len(spoke)))
    return Moment(
        rank=0,
        stage=place.stage,
        touchpoint=place.touchpoint,
        label=place.label,
        reach_n=int(spoke.sum()),
        reach_of=len(spoke),
        reach=_estimate(float(spoke.mean()), low, high, digits=4),
        intensity=round(float(np.nanmean(strengths)), 4),
        emotion=emotion,
        outcome=link,
        weight=weight,
        peak=peak[0] if peak else None,
        p_peak=round(peak[1], 3) if peak else None,
        end=place.stage == last,
        quote_ids=telling(place.rows),
    )


def _estimate(value: float, low: float, high: float, *, digits: int) -> Estimate:
    return Estimate(*(round(float(number), digits) + 0.0 for number in (value, low, high)))
