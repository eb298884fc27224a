"""What the lists of quotes can be narrowed to: kinds of source, waves, personas, and groups of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voc.journey.model import Journey
from voc.reports._facts import said

People = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice: its name, and for each option its name and the ids of its quotes."""

    name: str
    options: tuple[tuple[str, tuple[str, ...]], ...]


def filters(journey: Journey, held: Journey, people: People) -> list[Filter]:
    """Of the quotes that the page holds, ``held``; ``people`` are the attributes of each participant, where known.

    A filter of one option is no choice, but for a persona: others are of none.
    """
    found = [_of("Source", _sources(held)), _of("Wave", _waves(held)), *_personas(journey, held)]
    return [one for one in [*found, *_groups(held, people)] if len(one.options) > 1 or one.name == "Persona"]


def _of(name: str, rows: Iterable[tuple[str, str]]) -> Filter:
    """A filter of rows of an option and a quote."""
    options: dict[str, list[str]] = {}
    for option, quote_id in rows:
        options.setdefault(option, []).append(quote_id)
    return Filter(name, tuple((option, tuple(options[option])) for option in sorted(options)))


def _sources(journey: Journey) -> Iterator[tuple[str, str]]:
    return ((quote.source_kind, quote_id) for quote_id, quote in journey.quotes.items())


def _waves(journey: Journey) -> Iterator[tuple[str, str]]:
    return ((quote.wave, quote_id) for quote_id, quote in journey.quotes.items() if quote.wave is not None)


def _personas(journey: Journey, held: Journey) -> Iterator[Filter]:
    """The held quotes of the people of each persona; who they are, quotes may tell that the page does not hold."""
    options, quotes = [], said(held)
    for persona in journey.personas:
        shown = (journey.quotes.get(quote_id) for quote_id in (persona.best_quote_id, *persona.quote_ids))
        who = {quote.participant for quote in shown if quote is not None and quote.participant is not None}
        options.append((persona.label, tuple(i for i, quote in quotes.items() if quote.participant in who)))
    if options:
        yield Filter("Persona", tuple(options))


def _groups(journey: Journey, people: People) -> Iterator[Filter]:
    """Only groups that the map itself compares: those of too few people are not offered."""
    for segment in journey.segments:
        names = {group.name for group in segment.groups if group.reason is None}
        rows = (
            (str(value), quote_id)
            for quote_id, quote in said(journey).items()
            if (value := people.get(quote.participant or "", {}).get(segment.attribute)) is not None
            and str(value) in names
        )
        yield _of(segment.attribute, rows)
