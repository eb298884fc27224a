"""Studies by a queue to figures: widths, errors, coverage, and how many reviews a queue needs for random's widths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from benchmarks.review.researcher import TOLD, cells, corrected, plain, reviewed, study
from benchmarks.review.sets import Population
from benchmarks.statistics.table import Row

MODES = ("random", "uncertain", "effect")
STEPS = (50, 75, 100, 150, 200, 250, 300, 400)
# The widths that are to be reached: those of the random queue after so many reviews.
_TARGETS = (200, 300, 400)
_LESS = (None, 0.6)
_COVERS = (0.93, 0.97)


def measured(population: Population, people: int, studies: int) -> pd.DataFrame:
    """One row a number of a study after so many reviews of a queue; widths and errors as shares of the scale.

    A number that is not corrected yet has its whole scale for a width, and the tagger's error; it does not count in
    the coverage. The truth of coverage is the whole set's, that of errors what people said of the study's quotes.
    """
    frame = population.frame
    whole = {cell.name: cell for cell in cells(population, frame, np.arange(len(frame.ids)))}
    truth = {name: plain(cell.true, frame.person, frame.people) for name, cell in whole.items()}
    return pd.DataFrame(row for seed in range(studies) for row in _study(population, people, seed, truth))


def _study(
    population: Population, people: int, seed: int, truth: dict[str, float | None]
) -> Iterator[dict[str, object]]:
    one = study(population, people, np.random.default_rng(seed))
    own = {cell.name: plain(cell.true, one.frame.person, people) for cell in one.cells}
    tagged = {cell.name: plain(cell.said, one.frame.person, people) for cell in one.cells}
    for mode in (*MODES, TOLD):
        for step, drawn in zip(STEPS, reviewed(one, mode, STEPS, seed), strict=True):
            for cell in one.cells:
                aim, known = truth[cell.name], own[cell.name]
                if aim is None or known is None:
                    continue
                found, scale = corrected(cell, drawn), 1.0 - cell.least
                shown = tagged[cell.name] if found is None else found.value
                yield {
                    "kind": cell.name.split()[0], "number": cell.name, "mode": mode, "step": step,
                    "width": 1.0 if found is None else (found.high - found.low) / scale,
                    "error": np.nan if shown is None else abs(shown - known) / scale,
                    "holds": np.nan if found is None else float(found.low <= aim <= found.high),
                }  # fmt: skip


def curve(table: pd.DataFrame, figure: str) -> pd.DataFrame:
    """The mean of a figure by reviews (rows) and queue (columns)."""
    return table.groupby(["step", "mode"])[figure].mean().unstack()[[*MODES, TOLD]]


def needed(widths: pd.DataFrame, mode: str, target: float) -> float:
    """After how many reviews a queue's intervals are so narrow: along the curve, on logarithmic scales."""
    steps = np.log(widths.index.to_numpy(dtype=np.float64))
    narrow = -np.log(np.minimum.accumulate(widths[mode].to_numpy()))
    return float(np.exp(np.interp(-np.log(target), narrow, steps)))


def rows(name: str, table: pd.DataFrame, kinds: Sequence[str]) -> Iterator[Row]:
    """What of a set is to reach a bar."""
    some = table[table["kind"].isin(kinds)]
    widths, holds, errors = (curve(some, figure) for figure in ("width", "holds", "error"))
    told = f"{name}, {' and '.join(f'{kind}s' for kind in kinds)}"
    for at in _TARGETS:
        target = float(widths.loc[at, "random"])
        ours, doubtful, told_ = (needed(widths, mode, target) / at for mode in ("effect", "uncertain", TOLD))
        beside = {"uncertain": doubtful, "told of all errors": told_, "width": target}
        yield Row(f"{told}: reviews to random's width at {at}", len(some), ours, _LESS, beside)
    later = holds.loc[100:].mean()
    beside = {mode: float(later[mode]) for mode in MODES[:2]}
    yield Row(f"{told}: covered", len(some), float(later["effect"]), _COVERS, beside)
    at = _TARGETS[1]
    beside = {mode: float(errors.loc[at, mode]) for mode in MODES[:2]}
    yield Row(f"{told}: error of the map after {at}", len(some), float(errors.loc[at, "effect"]), (None, None), beside)
