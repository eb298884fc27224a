"""Two maps whose quotes are not at hand: their numbers compared by the intervals that stand on the maps.

Difference and interval: :mod:`voc.journey.combined`, taking the people of the two maps for different ones; p from that
interval, q by Benjamini & Hochberg as in :mod:`voc.journey.changes`. Pains are the same where they share a third of
their quotes, or, if no quote is on both maps, stage and label. Whether one that only one map has is new or gone, and
whether the mix of sources explains a change, cannot be told; both are said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from voc.journey._pooled import settings_of
from voc.journey.agree_maps import matched
from voc.journey.changes import FAMILIES, LEVEL, Compared
from voc.journey.combined import combined, p_of_interval
from voc.journey.diff_records import DiffCell, DiffNumber, DiffQuote, DiffSide, MapDiff
from voc.journey.findings import Estimate
from voc.journey.model import TOO_FEW, Cell, Journey, PainPoint, Score, Stage
from voc.journey.permute import adjusted
from voc.journey.wave_records import Change, Measure, Verdict

ALONE = "compared by the intervals on the maps alone: who is on both, and whether other sources explain it, is unknown"
_SHOWN = 5


@dataclass(frozen=True)
class _Row:
    family: str
    measure: Measure
    stage: str
    touchpoint: str | None
    label: str
    before: DiffNumber
    after: DiffNumber


def diff_intervals(names: Sequence[str], maps: Sequence[Journey], notes: Sequence[str] = ()) -> MapDiff:
    """Compare two maps of which only ``journey.json`` is there."""
    one, two = maps
    rows = [*_places(one, two), *_pains(one, two)]
    cells = tuple(_changed(rows, names[0]))
    ids = {quote_id for cell in cells for side in (cell.before, cell.after) for quote_id in side.quote_ids}
    quotes = {
        key: DiffQuote(quote.text, quote.participant, quote.source, quote.locator)
        for journey in maps
        for key, quote in journey.quotes.items()
        if key in ids
    }
    return MapDiff(
        before=_side(names[0], one),
        after=_side(names[1], two),
        basis="intervals",
        same_people=0,
        same_quotes=len(one.quotes.keys() & two.quotes.keys()),
        cells=cells,
        labels={stage.id: stage.label for journey in (two, one) for stage in journey.stages},
        quotes=quotes,
        notes=(ALONE, *notes),
        resamples=settings_of(one).resamples,
        seed=settings_of(one).seed,
    )


def _places(one: Journey, two: Journey) -> Iterator[_Row]:
    """The stages on both maps, each with the touchpoints on both."""
    theirs = {stage.id: stage for stage in two.stages}
    for stage in one.stages:
        if (other := theirs.get(stage.id)) is None:
            continue
        yield _Row("stage", "emotion", stage.id, None, stage.label, _place(stage, one), _place(other, two))
        cells = {cell.name: cell for cell in other.touchpoints}
        for cell in stage.touchpoints:
            if (there := cells.get(cell.name)) is not None:
                numbers = _place(cell, one), _place(there, two)
                yield _Row("touchpoint", "emotion", stage.id, cell.name, cell.label, *numbers)


def _place(cell: Stage | Cell, journey: Journey) -> DiffNumber:
    value = _estimate(cell.emotion)
    reason = None if value else getattr(cell, "empty_reason", None) or TOO_FEW
    of = sum(journey.coverage.participants_by_kind.values())
    return DiffNumber(value, cell.n_participants, of, cell.n_quotes, reason, cell.quote_ids[:_SHOWN])


def _estimate(score: Score) -> Estimate | None:
    """The emotion as tagged: what reviews corrected on one map is not so on the other."""
    told = score.correction
    if told is not None and told.value is not None and told.tagged is not None:
        return Estimate(told.tagged, told.tagged_low, told.tagged_high)
    return None if score.score is None else Estimate(score.score, score.low, score.high)


def _pains(one: Journey, two: Journey) -> Iterator[_Row]:
    """The pains on both maps, then those on one."""
    pairs = _same(one, two)
    for x, y in pairs:
        pain, other = one.pain_points[x], two.pain_points[y]
        yield _Row("pain", "pain", pain.stage, pain.touchpoint, pain.label, _pain(pain), _pain(other))
    for x, pain in enumerate(one.pain_points):
        if x not in {pair[0] for pair in pairs}:
            yield _Row("pain", "pain", pain.stage, pain.touchpoint, pain.label, _pain(pain), _absent())
    for y, pain in enumerate(two.pain_points):
        if y not in {pair[1] for pair in pairs}:
            yield _Row("pain", "pain", pain.stage, pain.touchpoint, pain.label, _absent(), _pain(pain))


def _same(one: Journey, two: Journey) -> list[tuple[int, int]]:
    """The positions of pains that are the same, each matched with one other."""
    sets = [[set(pain.quote_ids) for pain in journey.pain_points] for journey in (one, two)]
    found = [(x, y) for x, y, _ in matched(*sets)]
    if found:
        return found
    place = {(pain.stage, pain.label): y for y, pain in enumerate(two.pain_points)}
    return [(x, place[key]) for x, pain in enumerate(one.pain_points) if (key := (pain.stage, pain.label)) in place]


def _pain(pain: PainPoint) -> DiffNumber:
    told = pain.prevalence
    value = Estimate(told.share, told.low, told.high)
    ids = pain.quote_ids[:_SHOWN]
    return DiffNumber(value, told.n, told.of, len(pain.quote_ids), None, ids, pain.rank, pain.label)


def _absent() -> DiffNumber:
    return DiffNumber(None, 0, 0, 0, "no pain of this map", ())


def _changed(rows: Sequence[_Row], name: str) -> Iterator[DiffCell]:
    """The verdict on each row, all of a kind tested together."""
    gaps = [_gap(row) for row in rows]
    q: dict[int, float] = {}
    for family in FAMILIES:
        tested = {i: gap for i, gap in enumerate(gaps) if gap is not None and rows[i].family == family}
        rates = adjusted(np.array([p_of_interval(*gap) for gap in tested.values()]))
        q |= dict(zip(tested, (float(rate) for rate in rates), strict=True))
    for i, (row, gap) in enumerate(zip(rows, gaps, strict=True)):
        keys = (row.measure, row.stage, row.touchpoint, row.label, row.before, row.after)
        yield DiffCell(*keys, _change(row, gap, q.get(i), name))


def _gap(row: _Row) -> tuple[float, float, float] | None:
    """After − before with its interval, where both have one."""
    ends = [(one.value, one.low, one.high) for one in (row.before.value, row.after.value) if one is not None]
    if len(ends) < 2 or any(end is None for one in ends for end in one):
        return None
    value, low, high = np.array(ends, dtype=np.float64).T
    return combined(np.array([-1.0, 1.0]), value, low, high)


def _change(row: _Row, gap: tuple[float, float, float] | None, q: float | None, name: str) -> Change:
    compared: Compared = "people" if row.measure == "pain" else "emotion"
    if gap is None or q is None:
        reason = row.before.reason or row.after.reason or "no interval on one of the maps"
        return Change(name, None, None, None, compared, 0, None, None, reason)
    digits = 4 if row.measure == "pain" else 1
    difference = Estimate(*(round(end, digits) + 0.0 for end in gap))
    p = round(p_of_interval(*gap), 5)
    verdict: Verdict = "moved" if q <= LEVEL else "within noise"
    return Change(name, verdict, difference, None, compared, 0, p, round(q, 5), None)


def _side(name: str, journey: Journey) -> DiffSide:
    kinds = journey.coverage.participants_by_kind
    sources = {quote.source for quote in journey.quotes.values() if quote.role == "participant"}
    counts = (journey.account.kept - journey.account.staff, sum(kinds.values()), len(sources))
    return DiffSide(name, journey.title, journey.codebook, *counts, dict(kinds), None, None)
