"""The sheet that is the map: stages as columns, lanes as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from voc.journey.model import TOO_FEW, Journey, Lane, Stage
from voc.reports import _facts
from voc.reports._cells import signed
from voc.reports._corrected import status
from voc.reports._curve import side
from voc.reports._text import beside, one_line, short
from voc.reports._workbook.book import LEFT, Book

_QUOTES = 3
_QUOTE = 280
"""Letters of a quote in the grid; the whole one stands on the sheet of quotes."""
_LISTED = 12
_HEAD = 3
"""Rows above the grid: title, what it rests on, an empty one."""

Cell = object
Row = tuple[str, Sequence[tuple[Cell, str]]]
"""A lane: its name, and value and look of each stage's cell."""


def write(book: Book, journey: Journey) -> None:
    """Write the sheet."""
    sheet = book.sheet("Map")
    widths = [26.0, *(34.0 for _ in journey.stages)]
    book.banner(sheet, 0, one_line(journey.title), "title", widths)
    book.banner(sheet, 1, f"{_facts.rests_on(journey)} {_facts.draft(journey)}", "note", widths)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    heads = [(f"{order} {beside(one_line(stage.label))}", "head") for order, stage in enumerate(journey.stages, 1)]
    book.row(sheet, _HEAD, [("Stage", "head"), *heads], widths)
    for line, (name, cells) in enumerate(_rows(journey), _HEAD + 1):
        book.row(sheet, line, [(name, "side"), *((value, look + LEFT) for value, look in cells)], widths)
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.repeat_rows(_HEAD)
    sheet.repeat_columns(0)


def _rows(journey: Journey) -> Iterable[Row]:
    yield from _figures(journey)
    yield _lane(journey, "Touchpoints (people, emotion)", _touchpoints)
    yield _lane(journey, "Channels (people)", _channels)
    for key, name in _facts.lanes(journey):
        yield _lane(journey, name, partial(_lane_quoted, key, journey))
    yield _lane(journey, "Pain points (rank, n of N)", lambda stage: _pains(stage, journey))
    if journey.internal:
        yield _lane(journey, "Behind the scenes", lambda stage: _staff(stage, journey))


def _figures(journey: Journey) -> Iterable[Row]:
    """The lanes of numbers; they stay numbers, so that people can reckon on."""
    stages = journey.stages
    yield _lane(journey, "What happens", lambda stage: short(stage.meaning, 400))
    yield "Heard from (people)", [(stage.n_participants, "count") for stage in stages]
    yield "Quotes", [(stage.n_quotes, "count") for stage in stages]
    yield (
        "Emotion, −100 … +100",
        [_or_reason(stage, stage.emotion.score, _LOOK[side(stage.emotion)]) for stage in stages],
    )
    yield "95 % interval", [(_reach(stage), "text") for stage in stages]
    yield "Corrected by reviews", [(status(stage) or _facts.nothing(stage), "soft") for stage in stages]
    yield "Emotion, −2 … +2", [_or_reason(stage, _facts.two(stage.emotion.score), "two") for stage in stages]
    yield "Dramatic arc, 1 … 5", [_or_reason(stage, stage.arc, "tenth") for stage in stages]
    yield "Share of people with a pain", [(stage.pained and stage.pained.share, "share") for stage in stages]
    yield "Share of people with a delight", [(stage.delighted and stage.delighted.share, "share") for stage in stages]


_LOOK = {"good": "good", "bad": "bad", "unsure": "score"}


def _or_reason(stage: Stage, value: float | None, look: str) -> tuple[Cell, str]:
    return (_facts.nothing(stage), "soft") if value is None else (value, look)


def _lane(journey: Journey, name: str, tell: Callable[[Stage], str]) -> Row:
    cells = [(stage, tell(stage)) for stage in journey.stages]
    return name, [(text, "text") if text else (_facts.nothing(stage), "soft") for stage, text in cells]


def _reach(stage: Stage) -> str:
    low, high = stage.emotion.low, stage.emotion.high
    return "" if low is None else f"{signed(low)} to {signed(high)}"


def _listed(lines: Sequence[str], sheet: str) -> str:
    more = [f"… and {len(lines) - _LISTED} more: sheet {sheet}"] if len(lines) > _LISTED else []
    return "\n".join([*lines[:_LISTED], *more])


def _touchpoints(stage: Stage) -> str:
    return _listed(
        [
            f"{beside(short(cell.label, 120))} ({cell.n_participants}, {signed(cell.emotion.score)})"
            for cell in stage.touchpoints
        ],
        "Touchpoints",
    )


def _channels(stage: Stage) -> str:
    return _listed([f"{short(lane.label, 120)} ({lane.n_participants})" for lane in stage.channels], "Quotes")


def _lane_quoted(key: str, journey: Journey, stage: Stage) -> str:
    return _quoted(_facts.lane_of(stage, key), journey)


def _quoted(lane: Lane, journey: Journey) -> str:
    lines = [_facts.quoted(i, _QUOTE, journey) for i in lane.quote_ids[:_QUOTES]]
    if lane.n_quotes is None:
        return TOO_FEW
    more = lane.n_quotes - len(lines)
    return "\n".join([*lines, *([f"… and {more} more: sheet Quotes"] if lines and more > 0 else [])])


def _pains(stage: Stage, journey: Journey) -> str:
    return _listed(
        [
            f"#{pain.rank} {beside(short(pain.label, 160))} ({pain.prevalence.n} of {pain.prevalence.of})"
            for pain in _facts.pains_at(stage, journey)
        ],
        "Pain points",
    )


def _staff(stage: Stage, journey: Journey) -> str:
    lane = journey.internal.get(stage.id)
    return _quoted(lane, journey) if lane else ""
