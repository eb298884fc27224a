"""How often the 95 % interval of an emotion score holds the true mean, by number of people.

Beside it what else could be had: the percentile, BCa and bootstrap-t intervals and Student's t of the same people, and
the bootstrap of quotes, which takes each quote for a person.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
from scipy.stats import norm, t

from benchmarks.statistics.people import KINDS, Array, Talk, talk, truth
from benchmarks.statistics.table import Row
from voc.journey.resample import interval, weights
from voc.journey.scores import scores

PEOPLE = (3, 8, 15, 40)
STUDIES, RESAMPLES = 8000, 2000
_PART = 500
_QUOTE_STUDIES = 200
Ends = tuple[Array, Array]

_NOTE = (
    "Bar from 15 people on. Ours is the percentile interval, widened by Student's t, with 0.4 of an unheard person at "
    "each end of the scale: it keeps the skew, stays on the scale and knows that who was not met may differ (rare "
    "opposites), where percentile, BCa and t fall short. Bootstrap-t holds as often from its width, up to half as wide "
    "again, and may leave the scale."
)


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """Coverage by population and number of people, and the speed."""
    studies = STUDIES // 10 if given.quick else STUDIES
    for people in PEOPLE:
        for kind in KINDS:
            yield coverage(kind, people, studies)
    yield speed()


def coverage(kind: str, people: int, studies: int) -> Row:
    """How often each interval holds the truth."""
    draw, true = np.random.default_rng(people), truth(kind)
    held: dict[str, list[Array]] = {}
    width: list[Array] = []
    for start in range(0, studies, _PART):
        said = talk(draw, kind, min(_PART, studies - start), people)
        means = said.means.T
        # Resamples of their own, else their chance would be that of all studies.
        drawn = weights(people, RESAMPLES, start)
        found = scores(means, drawn, least=1)
        ends = {"ours": (np.array([one.low for one in found]) / 100, np.array([one.high for one in found]) / 100)}
        ends |= others(means, drawn)
        if start < _QUOTE_STUDIES:
            ends["quotes"] = of_quotes(said, min(_QUOTE_STUDIES, studies))
        width.append(ends["ours"][1] - ends["ours"][0])
        for name, (low, high) in ends.items():
            held.setdefault(name, []).append((low <= true) & (true <= high))
    share = {name: float(np.concatenate(parts).mean()) for name, parts in held.items()}
    ours = share.pop("ours")
    beside = share | {"width": float(np.concatenate(width).mean())}
    bar = (0.93, 0.97) if people >= 15 else (None, None)
    return Row(f"{people} people, {kind}", studies, ours, bar, beside, _NOTE)


def others(values: Array, drawn: Array) -> dict[str, Ends]:
    """The other intervals of the mean of each column of ``values`` (people, studies)."""
    people = len(values)
    mean, spread = values.mean(axis=0), values.std(axis=0, ddof=1)
    error = spread / np.sqrt(people)
    replicates = drawn @ values / people
    squares = drawn @ values**2 / people
    errors = np.sqrt(np.maximum(squares - replicates**2, 1e-12) / (people - 1))
    low, high = interval((replicates - mean) / errors)
    half = t.ppf(0.975, people - 1) * error
    return {
        "percentile": interval(replicates),
        "BCa": bca(values, replicates),
        "bootstrap-t": (mean - high * error, mean - low * error),
        "t": (mean - half, mean + half),
    }


def bca(values: Array, replicates: Array) -> Ends:
    """Bias-corrected and accelerated (Efron 1987)."""
    centred = values - values.mean(axis=0)
    skew = (centred**3).sum(axis=0) / (6 * np.maximum((centred**2).sum(axis=0), 1e-12) ** 1.5)
    below = (replicates < values.mean(axis=0)).mean(axis=0)
    bias = norm.ppf(np.clip(below, 1 / len(replicates), 1 - 1 / len(replicates)))
    ordered = np.sort(replicates, axis=0)
    ends = []
    for z in norm.ppf([0.025, 0.975]):
        level = norm.cdf(bias + (bias + z) / (1 - skew * (bias + z)))
        place = np.clip((level * (len(ordered) - 1)).round().astype(int), 0, len(ordered) - 1)
        ends.append(ordered[place, np.arange(ordered.shape[1])])
    return ends[0], ends[1]


def of_quotes(said: Talk, studies: int) -> Ends:
    """The percentile interval of the mean of all quotes, quotes drawn with replacement."""
    ends = []
    for quotes, mask in zip(said.quotes[:studies], said.said[:studies], strict=True):
        pool = quotes[mask]
        low, high = interval(weights(len(pool), 300, 0) @ pool[:, None] / len(pool))
        ends.append((float(low[0]), float(high[0])))
    low, high = np.array(ends).T
    return low, high


def speed() -> Row:
    """Processor seconds of 10,000 resamples of 2,000 people over 10 stages."""
    import time

    values = np.random.default_rng(0).uniform(-1, 1, (2000, 10))
    values[np.random.default_rng(1).random(values.shape) < 0.3] = np.nan
    begin = time.process_time()
    scores(values, weights(2000, 10_000, 0), least=3)
    took = time.process_time() - begin
    note = "Processor seconds, so that what else runs does not count; set OMP_NUM_THREADS=1 for one thread."
    return Row("10,000 resamples × 2,000 people × 10 stages, s", 1, took, (None, 2.0), note=note)
