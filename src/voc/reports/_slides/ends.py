"""The cover, the opportunities, the findings beside them, and how the map was made."""

from __future__ import annotations

from functools import partial
from typing import Any

from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._cells import estimate, signed
from voc.reports._findings import findings, refused
from voc.reports._portraits import summary
from voc.reports._slides.deck import BAD, BAD_TINT, DEEP, HEIGHT, INK, MARGIN, SOFT, WIDTH, Box, Deck, Text, height
from voc.reports._slides.table import BODY, Cell, Row, head, side, table
from voc.reports._text import beside, one_line, short
from voc.reports._words import Finding


def cover(deck: Deck, journey: Journey) -> None:
    """Title, what the map rests on, and that it is a draft."""
    title = one_line(journey.title) or "Journey map"
    high = min(2.4, height([Text(title, 44)], WIDTH - 1.8))
    slide = deck.slide(title, size=44, box=Box(0.9, 1.75, WIDTH - 1.8, high))
    back = deck.block(slide, Box(0, 0, WIDTH, 0.35), DEEP)
    # Behind the title, so that readers of the slide meet the title first.
    slide.shapes._spTree.insert(2, back._element)
    deck.text(slide, Box(0.9, 1.25, 11, 0.4), [Text(f"{journey.scope} journey map".upper(), 14, SOFT)])
    lines = [Text(_facts.rests_on(journey), 18, INK, after=8)]
    lines += [Text(f"{name} {value}", 16, SOFT, after=4) for name, value in _outcomes(journey)]
    deck.text(slide, Box(0.9, 2.1 + high, WIDTH - 1.8, 1.6), lines)
    badge = deck.block(slide, Box(0.9, 6.0, 8.5, 0.5), BAD_TINT, line=BAD)
    deck.write(slide, badge, [Text(one_line(_facts.draft(journey)), 13, INK)], Box(0, 0, 8.5, 0.5), middle=True)


def _outcomes(journey: Journey) -> list[tuple[str, str]]:
    return [
        (one.name, f"{signed(one.value)}, {_facts.counted(one.n, 'answer')} to a closed question")
        for one in journey.outcomes
    ]


def touchpoints(deck: Deck, journey: Journey) -> None:
    """Each touchpoint at each stage."""
    rows: list[Row] = [
        [
            Cell(one_line(stage.label)),
            Cell(one_line(cell.label), bold=True),
            Cell(f"{cell.n_participants:,}"),
            Cell(f"{cell.n_quotes:,}"),
            Cell(signed(cell.emotion.score), bold=True),
            Cell("–" if cell.emotion.low is None else f"{signed(cell.emotion.low)} to {signed(cell.emotion.high)}"),
        ]
        for stage in journey.stages
        for cell in stage.touchpoints
    ]
    if rows:
        names = ("Stage", "Touchpoint", "People", "Quotes", "Emotion", "95 % interval")
        table(deck, "Touchpoints", head(*names), rows, (3, 4, 1, 1, 1.2, 1.6))


def in_short(deck: Deck, journey: Journey) -> None:
    """The summary, if there is one."""
    _table(deck, summary(journey))


def found(deck: Deck, journey: Journey) -> None:
    """Personas, moments of truth, segments: what the map holds of them."""
    for one in findings(journey):
        if one.title != summary(journey).title:
            _table(deck, one)


def _table(deck: Deck, one: Finding) -> None:
    if one.rows:
        rows: list[Row] = [[Cell(words) for words in row] for row in one.rows]
        table(deck, one.title, head(*one.head), rows, one.widths, begin=partial(_said, deck, one.says))


def _said(deck: Deck, says: str, title: str) -> tuple[Any, Box]:
    """A slide with a line on what the table says."""
    slide = deck.slide(title)
    if not says:
        return slide, BODY
    deck.text(slide, Box(MARGIN, 0.9, WIDTH - 2 * MARGIN, 0.3), [Text(says, 12, SOFT)])
    return slide, Box(BODY.left, 1.3, BODY.width, HEIGHT - 1.3 - 0.4)


def opportunities(deck: Deck, journey: Journey) -> None:
    """The backlog: problems to solve with their evidence."""
    if not journey.opportunities:
        return
    names = (
        "Pain",
        "Problem to solve",
        "Where",
        "People",
        "Severity",
        "Opportunity, 0 … 20",
        "Most telling quote",
        "Evidence",
    )
    rows: list[Row] = []
    for chance in _facts.chances(journey):
        told = _facts.told(chance, journey)
        rows.append(
            [
                Cell(str(chance.rank), BAD, bold=True),
                Cell(one_line(chance.problem), bold=True),
                Cell(_facts.where(chance.stage, chance.touchpoint, journey)),
                Cell(f"{chance.n:,} of {chance.of:,}"),
                Cell(f"{chance.severity:.3f}"),
                Cell(estimate(chance.score, digits=1, sign="-"), bold=True),
                Cell(f"“{beside(short(told, 200))}”" if told else "–"),
                Cell(_evidence(chance)),
            ]
        )
    begin = partial(_with_ids, deck, journey)
    table(
        deck,
        "Opportunities",
        head(*names),
        rows,
        (0.55, 2.3, 2.0, 1.1, 0.85, 1.4, 4.2, 1.3),
        sizes=(12, 11, 10, 9),
        begin=begin,
    )


def _evidence(chance: Any) -> str:
    staff = f", {len(chance.internal_quote_ids)} of staff" if chance.internal_quote_ids else ""
    return f"{_facts.counted(len(chance.quote_ids), 'quote')}{staff}"


def _with_ids(deck: Deck, journey: Journey, title: str) -> tuple[Any, Box]:
    """A slide with the ids of all evidence in its notes."""
    slide = deck.slide(title)
    for chance in journey.opportunities:
        deck.note(slide, f"{chance.rank}: {' '.join(chance.quote_ids)}; staff: {' '.join(chance.internal_quote_ids)}")
    return slide, BODY


def method(deck: Deck, journey: Journey) -> None:
    """What became of everything that was read, how the map was made, who was heard where."""
    account: list[Row] = [[side(name), Cell(_number(value), align="right")] for name, value in _facts.account(journey)]
    table(
        deck,
        "What became of everything that was read",
        [*head("What"), *head("Number", align="right")],
        account,
        (4, 1),
        begin=lambda title: _narrow(deck, title),
    )
    told: list[Row] = [
        [side(name), Cell(value)] for name, value in [*_facts.settings(journey), *refused(journey), *MEANINGS]
    ]
    table(deck, "How it was made and what the numbers mean", head("What", "Is"), told, (1, 4))
    names, rows = _facts.coverage(journey)
    cells: list[Row] = [[side(str(row[0])), *(Cell(_number(n), align="right") for n in row[1:])] for row in rows]
    title = "Who was heard where: people by stage and kind of source"
    table(deck, title, [*head(names[0]), *head(*names[1:], align="right")], cells, [2.5, *[1.0] * (len(names) - 1)])


def _narrow(deck: Deck, title: str) -> tuple[Any, Box]:
    return deck.slide(title), Box(MARGIN, 1.05, 8.0, HEIGHT - 1.45)


def _number(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value


MEANINGS = (
    (
        "Emotion",
        "Mean over people of what their words are worth, −100 … +100; "
        "mapping tools write it as −2 … +2. It measures words, not feelings, and misses irony.",
    ),
    (
        "95 % interval",
        "Where the number falls in 95 % of the draws of the people: chance in who was heard, not the taggers' errors.",
    ),
    ("Severity", "Share of the people who raise a pain × how strongly they put it."),
    ("[ids]", "The quote with this id stands, with its file and place, in journey.xlsx, quotes.csv and journey.html."),
)
