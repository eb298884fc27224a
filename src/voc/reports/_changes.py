"""What changed, in words: the cells of a comparison as people read them."""

from __future__ import annotations

from voc.journey.diff_records import DiffCell, DiffNumber, MapDiff
from voc.reports import _facts
from voc.reports._cells import estimate
from voc.reports._text import beside, percent, short


def what(cell: DiffCell, found: MapDiff) -> str:
    """The name of a stage, of a touchpoint with its stage, or of a pain with its stage."""
    stage = found.labels.get(cell.stage, cell.stage)
    if cell.measure == "pain":
        return f"pain “{beside(short(cell.label, 60))}” · {stage}"
    return stage if cell.touchpoint is None else f"{stage} · {beside(short(cell.label, 60))}"


def number(one: DiffNumber, cell: DiffCell) -> str:
    """A number with its interval and its people; where there is none, the reason."""
    if cell.measure == "pain":
        rank = f", #{one.rank}" if one.rank is not None else ""
        return one.reason or "–" if one.value is None else f"{one.n} of {one.of} ({percent(one.value.value)}){rank}"
    return (
        one.reason or "–"
        if one.value is None
        else f"{estimate(one.value)}, {_facts.counted(one.n, 'person', 'people')}"
    )


def basis(found: MapDiff) -> str:
    """What the shares of pains are of."""
    if found.basis == "intervals":
        return "As people who raised them, of all who said something or were asked."
    sides = "; ".join(f"{beside(short(one.name, 60))}: {one.n_participants:,}" for one in (found.before, found.after))
    return (
        f"As people who raised them, of those who said something ({sides}). "
        "A map's own shares are of all who said something or were asked."
    )


def difference(cell: DiffCell) -> str:
    """After − before with its interval: of the emotion, or in percentage points of the people."""
    change = cell.change
    if change.difference is None:
        return "–"
    times, unit = (1, "") if change.compared == "emotion" else (100, " points")
    alike = f"; among like sources {estimate(change.told, times=times)}{unit}" if change.hidden else ""
    return f"{estimate(change.difference, times=times)}{unit}{alike}"


def verdict(cell: DiffCell) -> str:
    """What is to be made of it; ``change.reason`` says why, where that has to be said."""
    if cell.change.verdict is None:
        return "cannot be told"
    way = turn(cell) if cell.change.verdict == "moved" else None
    return f"{cell.change.verdict}, {way}" if way else cell.change.verdict


def turn(cell: DiffCell) -> str | None:
    """Whether it got better or worse: more emotion is better, a pain of more people is worse."""
    change = cell.change
    if change.told is None or not change.told.value:
        return None
    if cell.measure == "emotion" and change.compared == "people":
        return None
    return "better" if (change.told.value > 0) == (cell.measure == "emotion") else "worse"
