"""What several reports say of a map, in the same words: reference of a quote, what it rests on, account, settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from voc.journey.findings import OF_TICKETS, FigureCell, Kpi
from voc.journey.model import TOO_FEW, Journey, Lane, Opportunity, PainPoint, ShownQuote, Stage
from voc.reports._curve import TOP
from voc.reports._text import beside, one_line, short

TICKETS = "A ticket counts at each stage that it speaks of, so the stages add up to more tickets than there are."
LANES = (
    ("goals", "Goals"),
    ("actions", "Actions"),
    ("questions", "Questions"),
    ("motivations", "Motivations"),
    ("needs", "Needs"),
    ("expectations", "Expectations"),
    ("delights", "Delights"),
    ("pains", "What hurts"),
)
"""The lanes of quotes: field of a stage, name."""


def person(quote: ShownQuote) -> str:
    """Who said it; who has no name is told apart by the place, as on the whole map."""
    return quote.participant or f"{quote.source} {quote.locator}"


def said(journey: Journey) -> dict[str, ShownQuote]:
    """The quotes of customers at a stage; what people took off every stage is shown beside a correction alone."""
    return {i: one for i, one in journey.quotes.items() if one.role == "participant" and one.stage is not None}


def number(n: int | None) -> str:
    """A number, or a dash where it is not told."""
    return "–" if n is None else f"{n:,}"


def counted(n: int | None, one: str, many: str = "") -> str:
    """A number and its noun.

    >>> counted(1, "quote"), counted(1200, "person", "people")
    ('1 quote', '1,200 people')
    """
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def rests_on(journey: Journey) -> str:
    """What the map rests on, as a sentence."""
    quotes = said(journey).values()
    if not quotes:
        return "No quote of a customer stands on this map."
    people = counted(len({person(quote) for quote in quotes}), "person", "people")
    files = counted(len({quote.source for quote in quotes}), "file")
    return f"This map rests on {counted(len(quotes), 'quote')} of {people} in {files}."


def draft(journey: Journey) -> str:
    """That it is a draft, and why."""
    return one_line(f"Draft · {journey.settings.get('correction', 'uncorrected')}")


def reference(quote_id: str, journey: Journey) -> str:
    """Who said a quote and where it stands: enough to find it again."""
    quote = journey.quotes[quote_id]
    parts = (quote.participant or "somebody", quote.source_kind, quote.source, quote.locator)
    return f"{' · '.join(beside(short(part, 120)) for part in parts if part)} [{quote_id}]"


def labels(journey: Journey) -> dict[str, str]:
    """The label of each stage by its id."""
    return {stage.id: stage.label for stage in journey.stages}


def touchpoints(journey: Journey) -> dict[str, str]:
    """The label of each touchpoint by its name."""
    return {cell.name: cell.label for stage in journey.stages for cell in stage.touchpoints}


def chances(journey: Journey) -> list[Opportunity]:
    """The opportunities by their score, the highest first; those without one stand last, in the order of pains."""
    return sorted(journey.opportunities, key=lambda one: -one.score.value if one.score else 1.0)


def best_of(chance: Opportunity, journey: Journey) -> list[str]:
    """The ids of an opportunity's quotes, one a person, the most telling of its pain point first."""
    best = [
        p.best_quote_id for p in journey.pain_points if p.rank == chance.rank and p.best_quote_id in chance.quote_ids
    ]
    return telling([*best, *chance.quote_ids], chance.stage, journey, first=len(best))


def telling(ids: Sequence[str], stage: str, journey: Journey, *, first: int) -> list[str]:
    """One quote a person: the ``first`` as given, then in the order of the lane of pains, the most telling first."""
    lane = next((one.pains.quote_ids for one in journey.stages if one.id == stage), ())
    place = {quote_id: number for number, quote_id in enumerate(lane)}
    rest = sorted(ids[first:], key=lambda quote_id: place.get(quote_id, len(place)))
    by_person: dict[str, str] = {}
    for quote_id in [*ids[:first], *rest]:
        if quote_id in journey.quotes:
            by_person.setdefault(person(journey.quotes[quote_id]), quote_id)
    return list(by_person.values())


def told(chance: Opportunity, journey: Journey) -> str | None:
    """The most telling quote of an opportunity."""
    return next((journey.quotes[i].text for i in best_of(chance, journey)), None)


def quoted(quote_id: str, most: int, journey: Journey) -> str:
    """A quote on one line with its id."""
    return f"“{beside(short(journey.quotes[quote_id].text, most))}” [{quote_id}]"


def where(stage: str, touchpoint: str | None, journey: Journey) -> str:
    """The stage and the touchpoint by their labels."""
    names = (labels(journey).get(stage, stage), touchpoints(journey).get(touchpoint or "", touchpoint or ""))
    return " · ".join(beside(one_line(name)) for name in names if name)


def figure_name(one: Kpi | FigureCell, stage: str, journey: Journey) -> str:
    """A figure of the business by its step and metric; a step that is named like its stage is not said again."""
    step = "" if one.step == labels(journey).get(stage) else one.step
    name = ", ".join(filter(None, (step, one.metric)))
    return f"{name} ({one.segment})" if one.segment else name


def of_tickets(journey: Journey) -> str:
    """What has to be known of figures that count tickets, where there are any."""
    counted_so = any(point.locator == OF_TICKETS for one in journey.kpis for point in one.points)
    return TICKETS if counted_so else ""


def pains_at(stage: Stage, journey: Journey) -> list[PainPoint]:
    """The pain points of a stage, the worst first."""
    return [pain for pain in journey.pain_points if pain.stage == stage.id]


def nothing(stage: Stage, lane: Lane | None = None) -> str:
    """Why a cell of this stage, or a lane of it, is empty."""
    few = lane is not None and lane.n_quotes is None
    return stage.empty_reason or (TOO_FEW if few else "nobody raised it")


def lanes(journey: Journey) -> list[tuple[str, str]]:
    """The lanes that hold something at some stage."""
    return [(key, name) for key, name in LANES if any(lane_of(stage, key).n_quotes for stage in journey.stages)]


def lane_of(stage: Stage, key: str) -> Lane:
    """A lane of a stage by the name of its field."""
    lane: Lane = getattr(stage, key)
    return lane


def two(score: float | None) -> float | None:
    """A score of -100 … +100 on the scale of -2 … +2 that mapping tools use.

    >>> two(25.0), two(None)
    (0.5, None)
    """
    return None if score is None else round(score / TOP * 2, 2) or 0.0


def account(journey: Journey) -> list[tuple[str, int | str]]:
    """What became of everything that was read, and of the quotes on pains."""
    told = journey.coverage
    return [
        *journey.account.rows(),
        ("Quotes on pains", told.pain_quotes),
        ("… at no stage, so not on the map", told.pain_quotes_without_stage),
        ("… at a stage, but in no theme", told.pain_quotes_ungrouped),
        *(("File that could not be read", one_line(name)) for name in journey.account.failed),
    ]


def settings(journey: Journey) -> list[tuple[str, str]]:
    """How the map was made, and the closed scores."""
    rows = [("Codebook", one_line(journey.codebook)), ("Scope", journey.scope)]
    rows += [(key.replace("_", " ").capitalize(), _words(value)) for key, value in journey.settings.items()]
    for outcome in journey.outcomes:
        reach = "" if outcome.low is None else f", 95 % interval {outcome.low:+.0f} … {outcome.high:+.0f}"
        rows.append((outcome.name, f"{outcome.value:+.1f}{reach}, {counted(outcome.n, 'answer')}".replace("-", "−")))
    return rows


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {version}" for name, version in value.items()) or "none"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return one_line(str(value))


def coverage(journey: Journey) -> tuple[list[str], list[list[str | int]]]:
    """People by stage and kind of source: header and rows."""
    told = journey.coverage
    kinds = sorted({*told.participants_by_kind, *(kind for row in told.participants.values() for kind in row)})
    rows: list[list[str | int]] = [
        [one_line(stage.label), *(told.participants.get(stage.id, {}).get(kind, 0) for kind in kinds)]
        for stage in journey.stages
    ]
    rows.append(["At any stage or none", *(told.participants_by_kind.get(kind, 0) for kind in kinds)])
    return ["Stage", *kinds], rows
