"""The opportunities as issues for a tracker: a title, why, what people say, and the ids of all the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voc.journey.model import Journey, Opportunity
from voc.reports import _facts
from voc.reports._text import beside, one_line, percent, short

_TITLE = 200
_QUOTES = 5
_QUOTE = 1500
_IDS = 400
"""Trackers take texts of 32,000 letters; an id has 16."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem to solve. ``quotes`` and ``staff`` are texts with where each stands; ``ids`` those of all quotes."""

    rank: int
    title: str
    why: str
    quotes: tuple[tuple[str, str], ...]
    staff: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    staff_ids: tuple[str, ...]
    opportunity: Opportunity

    @property
    def evidence(self) -> str:
        """The ids of the quotes, as many as a tracker takes."""
        more = len(self.ids) - _IDS
        return " ".join(self.ids[:_IDS]) + (f" and {more} more: backlog.csv" if more > 0 else "")


def issues(journey: Journey) -> Iterator[Issue]:
    """One issue for each opportunity, in their order."""
    for chance in journey.opportunities:
        place = _facts.where(chance.stage, chance.touchpoint, journey)
        yield Issue(
            rank=chance.rank,
            title=short(f"{short(place, 90)}: {beside(one_line(chance.problem))}", _TITLE),
            why=_why(chance, journey),
            quotes=_told(_facts.best_of(chance, journey), journey),
            staff=_told([i for i in chance.internal_quote_ids if i in journey.quotes], journey),
            ids=chance.quote_ids,
            staff_ids=chance.internal_quote_ids,
            opportunity=chance,
        )


def _told(ids: list[str], journey: Journey) -> tuple[tuple[str, str], ...]:
    return tuple((short(journey.quotes[i].text, _QUOTE), _facts.reference(i, journey)) for i in ids[:_QUOTES])


def _why(chance: Opportunity, journey: Journey) -> str:
    share = f" ({percent(chance.n / chance.of)})" if chance.of else ""
    ranks = [f", rank {p.rank} ({p.rank_low}–{p.rank_high})" for p in journey.pain_points if p.rank == chance.rank]
    score = f"; opportunity {chance.score.value:.1f} of 20" if chance.score else ""
    told = f"{chance.n} of {chance.of} people{share} raise it; severity {chance.severity:.3f}"
    return f"{told}{''.join(ranks[:1])}{score}."
