"""The notes of a one-page canvas: what happens before, during and after, by section.

A map does not say where the service begins and ends. The stages are put in three by their place, a third each, and
the canvas says so: people move the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voc.journey.model import Journey, Opportunity, Stage
from voc.reports import _facts
from voc.reports._cells import score
from voc.reports._text import beside, one_line, short

PERIODS = ("before", "during", "after")
HOW = "Stages stand before, during or after by their place in the journey, a third each; move the notes as you see fit."
_QUOTES = (
    ("What they want", ("goals", "needs", "expectations")),
    ("What they do", ("actions",)),
    ("What they ask", ("questions",)),
    ("What they like", ("delights",)),
)
_PROBLEMS = "Problems to solve"
_FEW = 1
"""Quotes of a section of a stage."""
_NOTE = 180


@dataclass(frozen=True, slots=True)
class Note:
    """A sticky note; ``n`` of ``of`` people stand behind it, where they are counted."""

    period: str
    section: str
    stage: str
    text: str
    n: int | None
    of: int | None
    quote_ids: tuple[str, ...]


SECTIONS = ("Stages", "Touchpoints", *(section for section, _ in _QUOTES), "What hurts", _PROBLEMS)


def thirds(stages: Sequence[Stage]) -> dict[str, Sequence[Stage]]:
    """The stages of each period; the middle one is never the poorest."""
    first, last = (len(stages) + 1) // 3, len(stages) // 3
    middle = len(stages) - last
    return dict(zip(PERIODS, (stages[:first], stages[first:middle], stages[middle:]), strict=True))


def notes(journey: Journey, few: int | None = _FEW) -> Iterator[Note]:
    """The notes in the order of the canvas; ``few`` quotes of each section of a stage, all without it."""
    for period, stages in thirds(journey.stages).items():
        for section in SECTIONS:
            for stage in stages:
                yield from (
                    Note(period, section, one_line(stage.label), *told) for told in _told(section, stage, journey, few)
                )


_Told = tuple[str, int | None, int | None, tuple[str, ...]]


def _told(section: str, stage: Stage, journey: Journey, few: int | None) -> Iterator[_Told]:
    if section == "Stages":
        mood = _facts.nothing(stage) if stage.emotion.score is None else f"emotion {score(stage.emotion)}"
        yield f"{beside(one_line(stage.label))}: {mood}", stage.n_participants, None, stage.quote_ids
    elif section == "Touchpoints":
        for cell in stage.touchpoints:
            place = f"{beside(one_line(cell.label))} · {beside(one_line(stage.label))}"
            yield place, cell.n_participants, stage.n_participants, cell.quote_ids
    elif section == "What hurts":
        for pain in _facts.pains_at(stage, journey):
            yield f"#{pain.rank} {beside(one_line(pain.label))}", pain.prevalence.n, pain.prevalence.of, pain.quote_ids
    elif section == _PROBLEMS:
        for chance in journey.opportunities:
            if chance.stage == stage.id:
                yield _problem(chance, journey), chance.n, chance.of, _best_first(chance, journey)
    else:
        keys = next(keys for name, keys in _QUOTES if name == section)
        ids = dict.fromkeys(i for key in keys for i in _facts.lane_of(stage, key).quote_ids)
        for quote_id in list(ids)[:few]:
            yield f"“{beside(short(journey.quotes[quote_id].text, _NOTE))}”", None, None, (quote_id,)


def _problem(chance: Opportunity, journey: Journey) -> str:
    """A question to people's own words: those that name a theme make no sentence."""
    told = _facts.told(chance, journey)
    if told is None:
        return f"How might we help with {beside(one_line(chance.problem))}?"
    return f"How might we help where people say “{beside(short(told, _NOTE).rstrip(' .,;'))}”?"


def _best_first(chance: Opportunity, journey: Journey) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*_facts.best_of(chance, journey)[:1], *chance.quote_ids]))


def evidence(told: Sequence[Note], journey: Journey) -> list[tuple[str, str, str]]:
    """The quotes of the notes that hold words of people: id, the whole text, where it stands."""
    spoken = {*dict(_QUOTES), _PROBLEMS}
    ids = dict.fromkeys(i for note in told if note.section in spoken for i in note.quote_ids[:1] if i in journey.quotes)
    return [(i, journey.quotes[i].text, _facts.reference(i, journey)) for i in ids]


def count(note: Note) -> str:
    """N of N, where people are counted."""
    if note.n is None:
        return ""
    return _facts.counted(note.n, "person", "people") if note.of is None else f"{note.n} of {note.of}"
