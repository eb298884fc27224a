"""The slides that are the map: stages as arrows, the curve below them, and the lanes as a native table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from voc.journey.model import Journey, Lane, Share, Stage
from voc.reports import _facts
from voc.reports._cells import share, signed
from voc.reports._corrected import status
from voc.reports._curve import TOP, limit, steps
from voc.reports._curve import side as side_of
from voc.reports._slides.curve import draw
from voc.reports._slides.deck import BAD, DEEP, GOOD, HEIGHT, INK, MARGIN, SOFT, WHITE, WIDTH, Box, Deck, Text
from voc.reports._slides.table import Cell, Row, head, height, side, table
from voc.reports._text import beside, one_line, short

STAGES = 8
"""Stages beside each other on a slide."""
_LANE = 1.35
"""Inches of the names of the lanes."""
_LISTED = 4
_QUOTE = 240
_SIZES = (11.0, 10.0, 9.0, 8.0)
_ARROWS, _CURVE = 0.95, 1.62
"""Where they begin, in inches."""
_LEAST, _MOST = 3.2, 4.4
"""Where the lanes may begin below the curve."""


def parts(stages: Sequence[Stage], most: int = STAGES) -> list[Sequence[Stage]]:
    """The stages in as few parts as can stand on a slide, of like size."""
    count = -(-len(stages) // most)
    bounds = [round(number * len(stages) / count) for number in range(count + 1)] if count else []
    return [stages[begin:end] for begin, end in pairwise(bounds)]


def maps(deck: Deck, journey: Journey) -> None:
    """The map, and below it what people say, for each part of the stages."""
    for some in parts(journey.stages):
        rows, widths = _lanes(some, journey), _widths(some)
        # What the lanes leave free, the curve gets.
        top = max(_LEAST, min(_MOST, HEIGHT - 0.45 - height(rows, widths, _SIZES[0])))
        begin = partial(_begin, deck, journey, some, top)
        table(deck, _title("The map", some, journey), [], rows, widths, begin=begin, sizes=_SIZES, label="Lanes")
    for some in parts(journey.stages):
        rows = list(_voices(some, journey))
        if rows:
            table(deck, _title("What they say", some, journey), _heads(some), rows, _widths(some), sizes=(11, 10, 9))


def curves(deck: Deck, journey: Journey) -> None:
    """The emotion curve on its own, large, with its numbers in a table."""
    for some in parts(journey.stages, 12):
        title = _title("Emotion", some, journey)
        rows: list[Row] = [
            [side("Mean"), *(_mean(stage) for stage in some)],
            [side("95 % interval"), *(_cell(_reach(stage)) for stage in some)],
            [side("−2 … +2"), *(_cell(_two(stage)) for stage in some)],
            [side("People"), *(_cell(_facts.number(stage.n_participants)) for stage in some)],
            [side("Reviews"), *(_cell(status(stage) or "–") for stage in some)],
        ]
        table(
            deck,
            title,
            _heads(some),
            rows,
            _widths(some),
            begin=partial(_large, deck, journey, some),
            sizes=(11, 10, 9, 8),
        )


def _title(what: str, some: Sequence[Stage], journey: Journey) -> str:
    if len(some) == len(journey.stages):
        return what
    first = journey.stages.index(some[0]) + 1
    return f"{what}: stages {first}–{first + len(some) - 1} of {len(journey.stages)}"


def _widths(some: Sequence[Stage]) -> list[float]:
    return [_LANE, *[(WIDTH - 2 * MARGIN - _LANE) / len(some)] * len(some)]


def _heads(some: Sequence[Stage]) -> list[Cell]:
    return [*head(""), *head(*(short(stage.label, 80) for stage in some))]


def _begin(deck: Deck, journey: Journey, some: Sequence[Stage], top: float, title: str) -> tuple[Any, Box]:
    """A slide with arrows and curve; the table of lanes stands below."""
    slide = deck.slide(title)
    left, width = MARGIN + _LANE, WIDTH - 2 * MARGIN - _LANE
    for place, stage in enumerate(some):
        box = Box(left + place * width / len(some), _ARROWS, width / len(some) + 0.08 * (place + 1 < len(some)), 0.58)
        arrow = deck.block(slide, box, DEEP, line=WHITE, shape="PENTAGON" if place == 0 else "CHEVRON")
        arrow.adjustments[0] = 0.22
        inside = Box(box.left, box.top, box.width - (0.3 if place == 0 else 0.5), box.height)
        deck.write(
            slide, arrow, [Text(one_line(stage.label), 13, WHITE, bold=True, align="center")], inside, middle=True
        )
    deck.text(slide, Box(MARGIN, _CURVE, 0.85, 0.3), [Text("Emotion", 11, INK, bold=True)])
    draw(deck, slide, Box(left, _CURVE, width, top - _CURVE - 0.1), journey.stages, some, axis=0.9)
    return slide, Box(MARGIN, top, WIDTH - 2 * MARGIN, HEIGHT - top - 0.35)


def _large(deck: Deck, journey: Journey, some: Sequence[Stage], title: str) -> tuple[Any, Box]:
    slide = deck.slide(title)
    left, width = MARGIN + _LANE, WIDTH - 2 * MARGIN - _LANE
    draw(deck, slide, Box(left, 1.0, width, 3.6), journey.stages, some, axis=0.9, size=14)
    end = limit([stage.emotion for stage in journey.stages])
    cut = f" The axis ends at ±{end:.0f} of a scale of −100 … +100." if end < TOP else ""
    says = (
        "Mean over people; grey: 95 % interval. Round and blue: above 0. Square and orange: below 0. "
        "White: the interval holds 0."
    )
    deck.text(slide, Box(left, 4.65, width, 0.3), [Text(says + cut, 10, SOFT)])
    return slide, Box(MARGIN, 5.0, WIDTH - 2 * MARGIN, HEIGHT - 5.35)


def _lanes(some: Sequence[Stage], journey: Journey) -> list[Row]:
    rows: list[tuple[str, list[Cell]]] = [
        ("Heard from", [_cell(_heard(stage)) for stage in some]),
        ("With a pain", [_share(stage.pained, stage, BAD) for stage in some]),
        ("With a delight", [_share(stage.delighted, stage, GOOD) for stage in some]),
        ("Touchpoints", [_or(stage, _touchpoints(stage)) for stage in some]),
        ("Pain points", [_or(stage, _pains(stage, journey)) for stage in some]),
    ]
    return [[side(name), *cells] for name, cells in rows]


def _mean(stage: Stage) -> Cell:
    if stage.emotion.score is None:
        return _cell(_facts.nothing(stage), SOFT)
    return _cell(signed(stage.emotion.score), {"good": GOOD, "bad": BAD}.get(side_of(stage.emotion), INK), bold=True)


def _cell(words: str, colour: str = INK, *, bold: bool = False) -> Cell:
    return Cell(words, colour, bold=bold)


def _or(stage: Stage, words: str) -> Cell:
    return _cell(words) if words else _cell(_facts.nothing(stage), SOFT)


def _heard(stage: Stage) -> str:
    if stage.n_participants is None:
        return _facts.nothing(stage)
    return f"{_facts.counted(stage.n_participants, 'person', 'people')}, {_facts.counted(stage.n_quotes, 'quote')}"


def _share(some: Share | None, stage: Stage, colour: str) -> Cell:
    return _cell(share(some), colour, bold=True) if some else _cell(_facts.nothing(stage), SOFT)


def _reach(stage: Stage) -> str:
    low, high = stage.emotion.low, stage.emotion.high
    return "–" if low is None else f"{signed(low)} to {signed(high)}"


def _two(stage: Stage) -> str:
    return steps(stage.emotion.score)


def _listed(lines: Sequence[str], where: str) -> str:
    more = len(lines) - _LISTED
    return "\n".join([*lines[:_LISTED], *([f"+ {more} more: {where}"] if more > 0 else [])])


def _touchpoints(stage: Stage) -> str:
    lines = [
        f"{beside(short(cell.label, 90))} ({cell.n_participants}, {signed(cell.emotion.score)})"
        for cell in stage.touchpoints
    ]
    return _listed(lines, "Touchpoints")


def _pains(stage: Stage, journey: Journey) -> str:
    lines = [
        f"#{p.rank} {beside(short(p.label, 90))} ({p.prevalence.n} of {p.prevalence.of})"
        for p in _facts.pains_at(stage, journey)
    ]
    return _listed(lines, "Pain points")


def _voices(some: Sequence[Stage], journey: Journey) -> Iterator[Row]:
    """The most telling quote of each lane that holds one."""
    named: list[tuple[str, list[Lane | None]]] = [
        (name, [_facts.lane_of(stage, key) for stage in some]) for key, name in _facts.lanes(journey)
    ]
    if journey.internal:
        named.append(("Behind the scenes", [journey.internal.get(stage.id) for stage in some]))
    for name, told in named:
        if any(lane and lane.n_quotes for lane in told):
            yield [side(name), *(_voice(lane, stage, journey) for lane, stage in zip(told, some, strict=True))]


def _voice(lane: Lane | None, stage: Stage, journey: Journey) -> Cell:
    if lane is None or not lane.quote_ids:
        return _cell(_facts.nothing(stage, lane), SOFT)
    people = _facts.counted(lane.n_participants, "person", "people")
    return _cell(f"{_facts.quoted(lane.quote_ids[0], _QUOTE, journey)} · {people}")
