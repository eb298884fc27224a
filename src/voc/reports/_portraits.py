"""The summary, the personas and what else is known of people, as tables of words."""

from __future__ import annotations

from collections.abc import Iterator

from voc.journey.model import Journey
from voc.journey.portraits import Backstage, Persona, PersonaTrait, TaskSuccess
from voc.reports import _facts
from voc.reports._cells import share, signed
from voc.reports._text import beside, percent, short
from voc.reports._words import Finding, at, rows_of

_ABOUT = ("What", "Is")
_TRAITS = 12
_QUOTE = 160


def summary(journey: Journey) -> Finding:
    """The sentences that say it in short, each with its evidence."""
    rows = rows_of((one.text, _ids(one.quote_ids)) for one in journey.summary)
    return Finding("In short", "", ("What the map says", "Evidence"), (7, 3), rows)


def persona_basis(journey: Journey) -> Finding:
    """What the personas rest on, and which are of too few people to be shown."""
    basis = journey.persona_basis
    if basis is None or not journey.personas:
        return Finding("Personas", "", _ABOUT, (2, 8), ())
    told = [("Where they come from", basis.sentence)]
    told += [
        (f"Persona {number}", f"{one.label}: {one.n} of {one.of} people")
        for number, one in enumerate(journey.personas, 1)
    ]
    told += [("Of too few people to be shown", ", ".join(basis.small))] if basis.small else []
    return Finding("Personas", "", _ABOUT, (2, 8), rows_of(told))


def personas(journey: Journey) -> Iterator[Finding]:
    """A table for each persona: what its people share, against the others, with words for and against."""
    head = ("Kind", "What they share", "Of them", "Of the others", "In their words", "Against it")
    nothing = ("–", f"nothing that {journey.settings.get('min_persona', 'enough')} of them share", "", "", "", "")
    for number, persona in enumerate(journey.personas, 1):
        told = persona.traits[:_TRAITS]
        more = len(persona.traits) - len(told)
        rows = rows_of([*(_trait(one, journey) for one in told), *_path(persona, journey)]) or (nothing,)
        says = f"{persona.n} of {persona.of} people. {_facts.quoted(persona.best_quote_id, _QUOTE, journey)}"
        says += f" {more} more traits: journey.json" if more > 0 else ""
        title = f"Persona {number}: {beside(short(persona.label, 80))}"
        yield Finding(title, says, head, (1.3, 3, 1.1, 1.2, 4, 3), rows, name=f"Persona {number}")


def _trait(one: PersonaTrait, journey: Journey) -> tuple[str, ...]:
    label = f"{beside(one.label)}{f' ({at(one.stage, journey)})' if one.stage else ''}"
    # A closed answer: what they say besides is not in their words what it says.
    words = () if one.kind == "attribute" else one.quote_ids
    quotes = [_facts.quoted(ids[0], _QUOTE, journey) if ids else "–" for ids in (words, one.counter_ids)]
    return (one.kind, label, f"{one.n} of {one.of}", f"{one.others_n} of {one.others_of}", *quotes)


def _path(persona: Persona, journey: Journey) -> Iterator[tuple[str, ...]]:
    for step in persona.path:
        reach = "" if step.low is None else f" [{signed(step.low)}, {signed(step.high)}]"
        emotion = "too few people to show" if step.score is None else f"emotion {signed(step.score)}{reach}"
        yield ("on the way", at(step.stage, journey), f"{step.n} of {step.of}", "", emotion, "")


def delights(journey: Journey) -> Finding:
    """The themes of what people like, ranked as the pains are."""
    rows = rows_of(
        (
            str(one.rank),
            one.label,
            _facts.where(one.stage, one.touchpoint, journey),
            share(one.prevalence),
            _facts.quoted(one.best_quote_id, 240, journey),
        )
        for one in journey.delight_points
    )
    return Finding(
        "What delights, ranked",
        "",
        ("#", "Delight", "Where", "People", "Most telling quote"),
        (0.5, 3, 3, 1.8, 5),
        rows,
    )


def saturation(journey: Journey) -> Finding:
    """How much of what hurts has been heard."""
    rows = rows_of(
        ("all sources" if one.kind == "all" else one.kind, f"{one.people:,}", one.sentence)
        for one in journey.saturation
    )
    return Finding("How much has been heard", "", ("Sources", "People", "What is known of pains"), (2, 1, 8), rows)


def backstage(journey: Journey) -> Finding:
    """What goes on inside, by what staff say."""
    head = ("Stage", "Staff", "Who acts", "Through", "What is done", "What hurts inside")
    rows = rows_of(_inside(one, journey) for one in journey.backstage)
    return Finding("Behind the scenes", "", head, (2, 0.8, 2.4, 2, 3.5, 3.5), rows)


def _inside(one: Backstage, journey: Journey) -> tuple[str, ...]:
    actors = ", ".join(f"{beside(actor.name)} ({actor.n_quotes})" for actor in one.actors)
    channels = ", ".join(f"{name} ({len(ids)})" for name, ids in one.channels.items())
    quotes = [_facts.quoted(ids[0], _QUOTE, journey) if ids else "–" for ids in (one.process, one.pains)]
    return (at(one.stage, journey), str(one.people), actors or "–", channels or "–", *quotes)


def tasks(journey: Journey) -> Finding:
    """How many attempts at a task succeeded."""
    head = ("Stage", "Task", "Succeeded", "95 % interval", "Source")
    return Finding(
        "Task success", "", head, (2, 3, 2, 3, 4), rows_of(_task(one, journey) for one in journey.task_success)
    )


def _task(one: TaskSuccess, journey: Journey) -> tuple[str, ...]:
    tried = f"{one.n} of {one.of} ({percent(one.share)})" if one.of else percent(one.share)
    reach = (
        f"none: {one.reason}"
        if one.low is None or one.high is None
        else f"{100 * one.low:.0f} … {100 * one.high:.0f} %"
    )
    return (at(one.stage, journey), one.step, tried, reach, f"{one.source}, {one.locator}")


def _ids(ids: tuple[str, ...]) -> str:
    more = len(ids) - 3
    return " ".join(ids[:3]) + (f" + {more} more" if more > 0 else "")
