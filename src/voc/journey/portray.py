"""Who the people are and what goes on inside, each measure called once: personas, saturation, internal lanes, tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voc.journey._material import Material
from voc.journey.ages import ages
from voc.journey.heard import heard, saturation
from voc.journey.internal import backstage
from voc.journey.model import Opportunity, PainPoint
from voc.journey.opportunities import opportunities
from voc.journey.personas import personas
from voc.journey.portraits import Backstage, EvidenceAge, Heard, Persona, PersonaBasis, Saturation, TaskSuccess
from voc.journey.tasks import task_success

_NO_STAFF = 'refused: no staff speak of a stage; role = "staff" in study.toml marks who they are'
_NO_TASKS = "refused: no table gives a completion rate, or successes of attempts, of a step that is put to a task"


@dataclass(frozen=True)
class Portraits:
    """The findings, under the names of the journey's fields; ``refused`` says why one is empty."""

    personas: tuple[Persona, ...]
    persona_basis: PersonaBasis
    saturation: tuple[Saturation, ...]
    heard: tuple[Heard, ...]
    backstage: tuple[Backstage, ...]
    opportunities: tuple[Opportunity, ...]
    task_success: tuple[TaskSuccess, ...]
    evidence_age: tuple[EvidenceAge, ...]
    refused: dict[str, str]

    def quote_ids(self) -> Iterator[str]:
        """Every quote that is shown for one of them."""
        for persona in self.personas:
            yield from (persona.best_quote_id, *persona.quote_ids)
            for trait in persona.traits:
                yield from (*trait.quote_ids, *trait.counter_ids)
        yield from (quote_id for one in self.saturation for quote_id in one.quote_ids)
        for lane in self.backstage:
            yield from (*lane.process, *lane.pains)
            for ids in (*lane.channels.values(), *(actor.quote_ids for actor in lane.actors)):
                yield from ids


def portray(material: Material, pains: Sequence[PainPoint], delights: Sequence[PainPoint]) -> Portraits:
    """Make every portrait."""
    people, inside = personas(material, pains, delights), backstage(material, pains)
    tasks = task_success(material.figures) if material.book.scope == "user" else ()
    refused = {
        "personas": people.refused,
        "backstage": None if inside else _NO_STAFF,
        "task_success": None if tasks or material.book.scope != "user" else _NO_TASKS,
    }
    return Portraits(
        people.found,
        people.basis,
        saturation(material, pains),
        heard(material),
        inside,
        tuple(opportunities(material, pains, inside)),
        tasks,
        tuple(ages(material)),
        {name: reason for name, reason in refused.items() if reason is not None},
    )
