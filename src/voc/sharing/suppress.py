"""k-suppression: nothing on a shared map rests on fewer than k people.

A stage of too few people stays as a column that says so; its counts are taken out with everything else.
Any other number of too few is left out, and with it what would give it away: the quotes of such a stage or of such a
kind of sources, and labels of such a lane or touchpoint on the quotes that stay; so that of the quotes that are shown,
too, none are of a cell of fewer people. Differences between two published numbers are not looked at (primary
suppression alone; Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from voc.journey.findings import (
    Difference,
    Moment,
    SourceMix,
)
from voc.journey.model import (
    TOO_FEW,
    Cell,
    Coverage,
    Journey,
    Lane,
    Opportunity,
    PainPoint,
    Score,
    Share,
    ShownQuote,
    Stage,
)
from voc.journey.portraits import Backstage, EvidenceAge, PersonaBasis, Saturation
from voc.journey.summary import summary
from voc.journey.wave_records import Trend, Wave, WaveCell
from voc.sharing.counts import COUNTS

_LANES = ("goals", "actions", "questions", "motivations", "needs", "expectations", "delights", "pains")
# Which label on a quote a lane of a stage stands for.
_FACETS = {name: name.removesuffix("s") for name in _LANES}


@dataclass
class Suppressed:
    """The map that is left, how many records of each kind were taken out, and which (quote, label) pairs with them."""

    journey: Journey
    taken: Counter[str]
    labels: frozenset[tuple[str, str]]


def suppressed(journey: Journey, least: int) -> Suppressed:
    """The map without anything that rests on fewer than ``least`` people."""
    work = _Work(journey, least)
    rest = {one.name: work.value(getattr(journey, one.name)) for one in fields(journey) if one.name not in _KEPT}
    made = replace(journey, **rest)
    shown = set(_ids(replace(made, quotes={}, summary=()), journey.quotes))
    quotes = {name: work.without_labels(name, quote) for name, quote in journey.quotes.items() if name in shown}
    made = replace(made, quotes=quotes)
    return Suppressed(replace(made, summary=summary(made)), +work.taken, frozenset(work.labels))


_KEPT = ("quotes", "settings", "summary", "account", "schema_version")


@dataclass
class _Work:
    """One walk over a map."""

    journey: Journey
    least: int
    taken: Counter[str] = field(default_factory=Counter)
    labels: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.hidden = {stage.id for stage in self.journey.stages if self.is_small(stage)}
        inside = {name for name, lane in self.journey.internal.items() if self.is_small(lane)}
        self.banned = {
            quote_id
            for quote_id, quote in self.journey.quotes.items()
            if quote.stage in (inside if quote.role == "staff" else self.hidden)
        }
        while more := self._of_few():
            self.banned |= more
        self.cells = {
            (stage.id, cell.name) for stage in self.journey.stages for cell in stage.touchpoints if self.is_small(cell)
        }
        self.ranks = {pain.rank for pain in self.journey.pain_points if not self.is_small(pain)}
        for stage in self.journey.stages:
            self._labels_of(stage)
        self.labels |= self._labels_of_few()

    def is_small(self, record: Any) -> bool:
        """Whether some people stand behind a record, but too few."""
        names, _ = COUNTS.get(type(record), ((), ""))
        counts = (getattr(record, name) for name in names)
        return any(0 < ((one.n if isinstance(one, Share) else one) or 0) < self.least for one in counts)

    def _is_small_lane(self, record: Any) -> bool:
        """Whether a record is one lane of several that come and go, as channels do, and too small."""
        small = isinstance(record, Lane) and self.is_small(record)
        self.taken["lanes"] += small
        return small

    def _shown(self) -> Iterator[tuple[str, ShownQuote]]:
        """The quotes of participants that are not banned yet."""
        given = self.journey.quotes.items()
        return ((i, quote) for i, quote in given if quote.role == "participant" and i not in self.banned)

    def _of_few(self) -> set[str]:
        """The quotes of a stage or a kind of sources in which, of the quotes that are left, too few people speak."""
        cells = [(i, quote, cell) for i, quote in self._shown() for cell in (("kind", quote.source_kind), quote.stage)]
        few = self._few((quote, cell) for _, quote, cell in cells) - {None}
        return {i for i, _, cell in cells if cell in few}

    def _labels_of_few(self) -> set[tuple[str, str]]:
        """The labels of a stage that, on the quotes that are left, too few people have."""
        pairs = [(i, quote, name) for i, quote in self._shown() for name in (*quote.facets, *quote.touchpoints)]
        few = self._few((quote, (quote.stage, name)) for _, quote, name in pairs)
        return {(i, name) for i, quote, name in pairs if (quote.stage, name) in few}

    def _few(self, cells: Iterable[tuple[ShownQuote, Any]]) -> set[Any]:
        """The cells of too few people."""
        people: dict[Any, set[str | None]] = {}
        for quote, cell in cells:
            people.setdefault(cell, set()).add(quote.participant)
        return {cell for cell, who in people.items() if len(who) < self.least}

    def _labels_of(self, stage: Stage) -> None:
        """The labels that would let one count what a lane or a touchpoint no longer says."""
        for name in _LANES:
            if self.is_small(lane := getattr(stage, name)):
                self.labels |= {(quote_id, _FACETS[name]) for quote_id in lane.quote_ids}
        cells: tuple[Cell | Lane, ...] = (*stage.touchpoints, *stage.channels)
        for cell in filter(self.is_small, cells):
            self.labels |= {(quote_id, cell.name) for quote_id in cell.quote_ids}

    def without_labels(self, quote_id: str, quote: ShownQuote) -> ShownQuote:
        """A quote without such labels."""
        return replace(
            quote,
            facets=tuple(name for name in quote.facets if (quote_id, name) not in self.labels),
            touchpoints=tuple(name for name in quote.touchpoints if (quote_id, name) not in self.labels),
        )

    def value(self, value: Any) -> Any:
        """A value without what is too small in it; ``None`` in place of a record that is."""
        if isinstance(value, str):
            return None if value in self.banned else value
        if isinstance(value, tuple):
            made = (None if self._is_small_lane(one) else self.value(one) for one in value)
            return tuple(new for new, old in zip(made, value, strict=True) if new is not None or old is None)
        if isinstance(value, Mapping):
            kept = {name: self.value(one) for name, one in value.items()}
            return {name: one for name, one in kept.items() if one is not None or value[name] is None}
        return self._record(value) if is_dataclass(value) else value

    def _record(self, record: Any) -> Any:
        if isinstance(record, Coverage):
            return self._coverage(record)
        if self.is_small(record) or self._hangs_on_one(record):
            self.taken[COUNTS[type(record)][1]] += 1
            return self._emptied(record)
        values = {one.name: self.value(getattr(record, one.name)) for one in fields(record)}
        if isinstance(record, Saturation):
            # These are of themes that one person alone raised.
            values["quote_ids"] = ()
        if isinstance(record, PainPoint | Opportunity) and (record.stage, record.touchpoint) in self.cells:
            # "lost" below is what was a text and is none: this one may be missing.
            record = replace(record, touchpoint=None)
            values["touchpoint"] = None
        if isinstance(record, PainPoint):
            values["tied_with"] = tuple(rank for rank in record.tied_with if rank in self.ranks)
            values["best_quote_id"] = values["best_quote_id"] or next(iter(values["quote_ids"]), None)
        if isinstance(record, Backstage):
            values["customer_pains"] = tuple(rank for rank in record.customer_pains if rank in self.ranks)
            values["actors"] = tuple(one for one in values["actors"] if one.kind != "name")
        if isinstance(record, PersonaBasis):
            # Personas of too few people, with how many they are.
            values["small"] = ()
        if isinstance(record, Wave):
            values["kinds"] = self._counts(record.kinds)
        lost = any(new is None and isinstance(getattr(record, name), str) for name, new in values.items())
        return None if lost else replace(record, **values)

    def _hangs_on_one(self, record: Any) -> bool:
        """Whether a record is of a stage or a pain that is not shown."""
        if isinstance(record, Difference | WaveCell | Trend):
            cell = (record.stage, getattr(record, "touchpoint", None))
            return record.stage in self.hidden or cell in self.cells or record.pain_rank not in {None, *self.ranks}
        if isinstance(record, EvidenceAge | SourceMix | Moment):
            return record.stage in self.hidden or (record.stage, record.touchpoint) in self.cells
        return False

    def _emptied(self, record: Any) -> Any:
        """What stays of a small record: a stage and a lane have their place on the map, any other has none."""
        if isinstance(record, Lane):
            return replace(record, n_quotes=None, n_participants=None, quote_ids=())
        if not isinstance(record, Stage):
            return None
        gone: dict[str, Any] = {name: self._emptied(getattr(record, name)) for name in _LANES}
        gone |= dict.fromkeys(("n_quotes", "n_participants", "n_sources"))
        gone |= dict.fromkeys(("touchpoints", "channels", "quote_ids"), ())
        gone |= {"pained": None, "delighted": None, "portions": {}}
        return replace(record, empty_reason=TOO_FEW, emotion=Score(None, None, None), **gone)

    def _coverage(self, coverage: Coverage) -> Coverage:
        kinds = {stage: self._counts(counts) for stage, counts in coverage.participants.items()}
        left = tuple(quote_id for quote_id in coverage.off_map if quote_id not in self.banned)
        few = len({self.journey.quotes[quote_id].participant for quote_id in left}) < self.least
        by_kind = self._counts(coverage.participants_by_kind)
        return replace(coverage, participants=kinds, participants_by_kind=by_kind, off_map=() if few else left)

    def _counts(self, counts: Mapping[str, int]) -> dict[str, int]:
        return {name: count for name, count in counts.items() if count >= self.least}


def _ids(value: Any, known: Mapping[str, Any]) -> Iterator[str]:
    """The ids of quotes anywhere in a value."""
    if isinstance(value, str):
        if value in known:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _ids(one, known)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _ids(one, known)
    elif is_dataclass(value):
        for name in fields(value):
            yield from _ids(getattr(value, name.name), known)
