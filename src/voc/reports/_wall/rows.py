"""What stands in each row of the wall map, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voc.journey.model import Journey, PainPoint, Stage
from voc.reports._cells import estimate, share, signed
from voc.reports._facts import chances, counted, nothing, pains_at
from voc.reports._wall.shapes import Note

_SOFT = "soft"
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, what it holds, and the notes of a stage in it."""

    name: str
    about: str
    notes: Callable[[Stage, Journey], list[Note]]


def _more(all_of: int, shown: int, *, indented: bool = False) -> list[Note]:
    """What else there is, and where it stands; nothing where that is all."""
    left = all_of - shown
    return [Note(f"and {left:,} more in journey.html", 11, _SOFT, 2, indented=indented)] if left > 0 else []


def _some(names: Sequence[str], most: int) -> str:
    """The first names, and how many there are besides."""
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left:,} more" if left > 0 else "")


def _heard(stage: Stage, journey: Journey) -> list[Note]:
    if not stage.n_participants:
        return [Note(nothing(stage), look=_SOFT)]
    people = counted(stage.n_participants, "person", "people")
    said = f"{counted(stage.n_quotes, 'quote')} in {counted(stage.n_sources, 'file')}"
    return [Note(people, 15, "strong", gap=1), Note(said, 11, _SOFT)]


def _goals(stage: Stage, journey: Journey) -> list[Note]:
    first = dict.fromkeys(lane.quote_ids[0] for lane in (stage.goals, stage.questions) if lane.quote_ids)
    return [Note(f"“{journey.quotes[i].text}”", 11.5, most=4, gap=2) for i in first if i in journey.quotes]


def _touchpoints(stage: Stage, journey: Journey) -> list[Note]:
    notes = []
    for cell in sorted(stage.touchpoints, key=lambda one: -one.n_participants)[:_PLACES]:
        felt = "too few to score" if cell.emotion.score is None else f"emotion {signed(cell.emotion.score)}"
        notes.append(Note(cell.label, 12, "strong", 3, gap=0))
        notes.append(Note(f"{counted(cell.n_participants, 'person', 'people')}, {felt}", 11, _SOFT))
    notes += _more(len(stage.touchpoints), _PLACES)
    channels = _some([lane.label for lane in stage.channels], 5)
    return [*notes, *([Note(channels, 11, _SOFT, 2)] if channels else [])]


def _themes(themes: list[PainPoint], most: int, look: str, journey: Journey) -> list[Note]:
    notes = []
    for one in themes[:most]:
        notes.append(Note(one.label, 12, "ink", 4, str(one.rank), look, 0))
        notes.append(Note(f"{share(one.prevalence)}, rank {one.rank_low}–{one.rank_high}", 11, _SOFT, indented=True))
    notes += _more(len(themes), most, indented=True)
    if themes and themes[0].best_quote_id in journey.quotes:
        quote = journey.quotes[themes[0].best_quote_id]
        notes.append(Note(f"“{quote.text}” {quote.participant or 'somebody'}", 11.5, "quote", 5))
    return notes


def _pains(stage: Stage, journey: Journey) -> list[Note]:
    return _themes(pains_at(stage, journey), 3, "bad", journey)


def _delights(stage: Stage, journey: Journey) -> list[Note]:
    return _themes([one for one in journey.delight_points if one.stage == stage.id], 2, "good", journey)


def _moments(stage: Stage, journey: Journey) -> list[Note]:
    notes, here = [], [one for one in journey.moments_of_truth if one.stage == stage.id]
    for one in here[:2]:
        notes.append(Note(one.label, 12, "strong", 3, str(one.rank), "star", 0))
        told = f"{one.reach_n} of {one.reach_of} people, emotion {estimate(one.emotion)}"
        notes.append(Note(told, 11, _SOFT, 2, indented=True))
    return [*notes, *_more(len(here), 2, indented=True)]


def _opportunities(stage: Stage, journey: Journey) -> list[Note]:
    notes, here = [], [one for one in chances(journey) if one.stage == stage.id]
    for one in here[:3]:
        score = f"score {estimate(one.score, digits=1, sign='-')} of 20, " if one.score else ""
        notes.append(Note(one.problem, 12, "ink", 4, str(one.rank), "plain", 0))
        notes.append(Note(f"{score}{one.n} of {one.of} people", 11, _SOFT, 2, indented=True))
    return [*notes, *_more(len(here), 3, indented=True)]


def _inside(stage: Stage, journey: Journey) -> list[Note]:
    some = [one for one in journey.backstage if one.stage == stage.id]
    who = _some([name for one in some for name in (*(actor.name for actor in one.actors), *one.channels)], 7)
    lane = journey.internal[stage.id].quote_ids if stage.id in journey.internal else ()
    best = (*(i for one in some for i in (*one.pains, *one.process)), *lane)
    told = next((journey.quotes[i].text for i in best if i in journey.quotes), None)
    notes = [Note(who, 12, "strong", 2, gap=1)] if who else []
    return notes if told is None else [*notes, Note(f"“{told}”", 11.5, "quote", 4)]


BEFORE = (
    Row("Heard", "People, quotes and files", _heard),
    Row("Goals and questions", "In their words", _goals),
)
"""Above the curve."""
AFTER = (
    Row("Touchpoints", "Where they meet the company; channels", _touchpoints),
    Row("Pain points", "Themes with rank, people, and the interval of the rank", _pains),
    Row("Delights", "Themes of what is liked", _delights),
    Row("Moments of truth", "Touchpoints that weigh most", _moments),
    Row("Opportunities", "Pains as problems to solve", _opportunities),
    Row("Behind the scenes", "Who acts, and what staff say", _inside),
)
"""Below it."""
