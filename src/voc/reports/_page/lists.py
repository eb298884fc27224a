"""Every list of quotes that a number of the page opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from voc.journey.model import Journey, Share, ShownQuote, Stage
from voc.reports._cells import estimate, score, share
from voc.reports._facts import LANES as FACT_LANES
from voc.reports._facts import person, said

Lists = dict[str, tuple[str, str, Sequence[str]]]
"""The quotes behind each number: key → (title, what the number says, ids)."""

LANES = tuple((key, name) for key, name in FACT_LANES if key != "pains")
"""The lanes of quotes: field of a stage, name. What hurts stands with its share, and by theme."""

ABOUT = {
    "goals": "What they want to get done",
    "actions": "What they do",
    "questions": "What they ask",
    "motivations": "Why they do it",
    "needs": "What they cannot do without",
    "expectations": "What they thought would happen",
    "delights": "What they liked",
}
"""What each lane holds."""

_Named = tuple[str, str, str, Sequence[str]]


def lists_of(journey: Journey) -> Lists:
    """All of them by key; none is empty, and none holds a quote that is not on the map."""
    of_kinds = _by_kind(journey)
    named = [
        *_whole(journey, of_kinds),
        *_stages(journey, of_kinds),
        *_themes(journey),
        *_findings(journey),
        *_personas(journey),
    ]
    shown = ((key, title, says, [i for i in ids if i in journey.quotes]) for key, title, says, ids in named)
    return {key: (title, says, ids) for key, title, says, ids in shown if ids}


def people(quotes: Iterable[ShownQuote]) -> int:
    """How many people said them."""
    return len({person(quote) for quote in quotes})


def kinds(journey: Journey) -> list[tuple[str, int, int, int]]:
    """Each kind of source of customers' quotes: name, quotes, people, files; kinds without a quote come last."""
    of = {kind: [journey.quotes[i] for i in ids] for kind, ids in _by_kind(journey).items()}
    return [(kind, len(some), people(some), len({quote.source for quote in some})) for kind, some in of.items()]


def _by_kind(journey: Journey) -> dict[str, list[str]]:
    """The ids of customers' quotes from each kind of source, in the order in which the page has the kinds."""
    found: dict[str, list[str]] = {kind: [] for kind in journey.coverage.participants_by_kind}
    for quote_id, quote in said(journey).items():
        found.setdefault(quote.source_kind, []).append(quote_id)
    return {kind: found[kind] for kind in sorted(found, key=lambda kind: (not found[kind], kind))}


def _whole(journey: Journey, of_kinds: Mapping[str, Sequence[str]]) -> Iterator[_Named]:
    yield "all", "Every quote on the map", "Of customers and of staff.", list(journey.quotes)
    yield "customers", "What customers say", "Every quote of a customer on the map.", list(said(journey))
    for number, one in enumerate(journey.summary, 1):
        yield f"summary-{number}", "In short", one.text, one.quote_ids
    for place, (kind, ids) in enumerate(of_kinds.items(), 1):
        yield f"kind-{place}", f"Source: {kind}", "Every quote of a customer from this kind of source.", ids


def _stages(journey: Journey, of_kinds: Iterable[str]) -> Iterator[_Named]:
    for order, stage in enumerate(journey.stages, 1):
        for key, label, says, found in _of_stage(stage, journey):
            yield f"stage-{order}{key}", stage.label + label, says, found
        for place, kind in enumerate(of_kinds, 1):
            here = [i for i in stage.quote_ids if journey.quotes[i].source_kind == kind]
            yield f"stage-{order}-kind-{place}", f"{stage.label}: {kind}", "From this kind of source.", here


def _of_stage(stage: Stage, journey: Journey) -> Iterator[_Named]:
    """The lists of one stage: end of the key, end of the title, what the number says, ids."""
    emotion = f" Emotion {score(stage.emotion)}." if stage.emotion.score is not None else ""
    yield "", "", f"All that customers say of this stage.{emotion}", stage.quote_ids
    yield "-pained", ": a pain", _of(stage.pained, "speak of a pain"), stage.pains.quote_ids
    yield "-delighted", ": a delight", _of(stage.delighted, "speak of a delight"), stage.delights.quote_ids
    for place, cell in enumerate(stage.touchpoints, 1):
        yield f"-touchpoint-{place}", f": {cell.label}", f"Touchpoint, emotion {score(cell.emotion)}.", cell.quote_ids
    for place, lane in enumerate(stage.channels, 1):
        yield f"-channel-{place}", f": {lane.label}", "This channel is named.", lane.quote_ids
    for name, label in LANES:
        yield f"-{name}", f": {label.lower()}", f"{ABOUT[name]}.", getattr(stage, name).quote_ids
    if stage.id in journey.internal:
        ids = journey.internal[stage.id].quote_ids
        yield "-staff", ": behind the scenes", "What staff say of this stage.", ids
    for inside in journey.backstage:
        if inside.stage == stage.id:
            for place, actor in enumerate(inside.actors, 1):
                yield f"-actor-{place}", f": {actor.name}", "Staff name this actor here.", actor.quote_ids
            for place, (channel, ids) in enumerate(inside.channels.items(), 1):
                yield f"-inside-channel-{place}", f": {channel}", "Staff name this channel here.", ids
            yield "-process", ": what is done inside", "What staff say is done.", inside.process
            yield "-inside-pains", ": what hurts inside", "What staff say hurts.", inside.pains


def _themes(journey: Journey) -> Iterator[_Named]:
    for kind, themes in (("pain", journey.pain_points), ("delight", journey.delight_points)):
        for one in themes:
            says = f"{kind.capitalize()} {one.rank}: {share(one.prevalence)} raised it."
            yield f"{kind}-{one.rank}", one.label, says, one.quote_ids
    for chance in journey.opportunities:
        says = f"Opportunity {chance.rank}: {chance.n} of {chance.of} people."
        yield f"opportunity-{chance.rank}", chance.problem, says, chance.quote_ids


def _findings(journey: Journey) -> Iterator[_Named]:
    for one in journey.moments_of_truth:
        says = f"Moment of truth {one.rank}: {one.reach_n} of {one.reach_of} people, emotion {estimate(one.emotion)}."
        yield f"moment-{one.rank}", one.label, says, one.quote_ids
    orders = {stage.id: order for order, stage in enumerate(journey.stages, 1)}
    labels = {stage.id: stage.label for stage in journey.stages}
    for gap in (one for one in journey.expectations if one.stage in orders):
        ids = [i for pair in gap.pairs for i in (pair.expectation_quote_id, pair.outcome_quote_id)]
        says = f"{gap.n} of {gap.of} people: what they expected, and what came of it."
        yield f"stage-{orders[gap.stage]}-gap", f"{labels[gap.stage]}: expectation and reality", says, ids
    for done in (one for one in journey.say_do if one.stage in orders):
        yield f"stage-{orders[done.stage]}-do", f"{labels[done.stage]}: say and do", done.reason, done.quote_ids


def _personas(journey: Journey) -> Iterator[_Named]:
    for number, persona in enumerate(journey.personas, 1):
        says = f"{persona.n} of {persona.of} people."
        yield f"persona-{number}", persona.label, says, (persona.best_quote_id, *persona.quote_ids)
        for place, trait in enumerate(persona.traits, 1):
            of = f"{trait.n} of {trait.of} of them, {trait.others_n} of {trait.others_of} of the others."
            yield f"persona-{number}-trait-{place}", f"{persona.label}: {trait.label}", of, trait.quote_ids
            yield f"persona-{number}-counter-{place}", f"{persona.label}: against {trait.label}", of, trait.counter_ids


def _of(some: Share | None, what: str) -> str:
    return f"{share(some)} {what}." if some else ""
