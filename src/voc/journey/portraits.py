"""Records of who people are, how much of it is known, and what goes on inside: personas, saturation, internal lanes.

Like those of :mod:`voc.journey.model`: n of N beside every share, quote ids as evidence, missing is ``None``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voc.journey.saturation import Richness, Run


@dataclass(frozen=True, slots=True)
class PersonaTrait:
    """What ``n`` of ``of`` people of a persona share, and how many of the people of the other personas do.

    ``kind`` is pain, delight, goal, need, motivation, expectation, channel or attribute. ``of`` counts those of whom it
    is known. ``quote_ids`` are words of those who share it, ``counter_ids`` what speaks against it in the same persona.
    """

    kind: str
    name: str
    label: str
    stage: str | None
    n: int
    of: int
    others_n: int
    others_of: int
    quote_ids: tuple[str, ...]
    counter_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonaStage:
    """A stage on the way of a persona: ``n`` of ``of`` people spoke of it, with their emotion, -100 … +100.

    ``typical`` where at least half of them did. The score is missing below the study's minimum of a persona.
    """

    stage: str
    n: int
    of: int
    typical: bool
    score: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Persona:
    """People who said alike things and are alike; ``traits`` with the largest difference to the others first."""

    label: str
    n: int
    of: int
    traits: tuple[PersonaTrait, ...]
    path: tuple[PersonaStage, ...]
    best_quote_id: str
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonaBasis:
    """What the personas, or their refusal, rest on.

    ``people`` were compared, ``unknown`` left out because too little is known of them. ``stability`` is the least mean
    Jaccard of a group over resamples of people (0.75 is stable), ``reference`` what data without groups reach, and
    ``chance`` the share of these that look as much grouped. ``attribute`` is the one whose values the study calls its
    personas: then none of these is known, ``unknown`` have no value, and groups that are too ``small`` are named with
    their people. ``sentence`` says in words where the personas come from; it is empty where there are none.
    """

    people: int
    unknown: int
    compared: tuple[str, ...]
    stability: float | None
    reference: float | None
    chance: float | None
    attribute: str | None = None
    small: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Saturation:
    """How much of what hurts ``people`` have told, over all sources or of one kind of them.

    ``coverage`` in [0, 1]; ``new`` themes are expected in the ``more`` people after these. ``quote_ids`` are of themes
    that one person alone raised. ``sentence`` says it in words, or why it cannot be said.
    """

    kind: str
    people: int
    themes: int
    once: int
    coverage: float | None
    richness: Richness | None
    more: int
    new: float | None
    run: Run | None
    quote_ids: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Heard:
    """How many people of a group spoke of a stage in one kind of source."""

    stage: str
    source_kind: str
    attribute: str
    group: str
    n: int


@dataclass(frozen=True, slots=True)
class EvidenceAge:
    """When the quotes of a stage, or of a touchpoint there, were said, as ISO dates (UTC); missing where none is dated.

    Of ``n_quotes`` ``n_dated`` have a date; ``median`` is that of the middle one.
    """

    stage: str
    touchpoint: str | None
    n_quotes: int
    n_dated: int
    oldest: str | None
    median: str | None
    newest: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom or what staff name: a ``role`` ("courier", "app team"), or a ``name`` of a person, firm, system or place."""

    name: str
    kind: str
    n_quotes: int
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backstage:
    """What goes on inside at one stage, by what ``people`` of the staff say.

    ``process`` are quotes on what is done, ``pains`` on what hurts inside; ``customer_pains`` are the ranks of the
    customers' pains at the same stage.
    """

    stage: str
    people: int
    actors: tuple[Actor, ...]
    channels: Mapping[str, tuple[str, ...]]
    process: tuple[str, ...]
    pains: tuple[str, ...]
    customer_pains: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaskSuccess:
    """How many attempts at a task succeeded, by a table; share in [0, 1].

    The interval is missing, with the reason, where the table does not say how many tried.
    """

    stage: str
    step: str
    share: float
    low: float | None
    high: float | None
    n: int | None
    of: int | None
    source: str
    locator: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the summary and the quotes that it rests on, never none."""

    about: str
    text: str
    quote_ids: tuple[str, ...]
