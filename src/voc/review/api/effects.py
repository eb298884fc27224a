"""The effect on the map, how far the coders are, and whether more of it is worth the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from voc.review.api.study import coded
from voc.review.desk import Desk
from voc.review.effect import EffectNow
from voc.review.records import Coder
from voc.review.routes import Caller, Routes
from voc.store import Filter

ROUTES = Routes()


@dataclass(frozen=True, slots=True)
class WorthNow:
    """How much the intervals would still shrink; ``result`` is ``voc.review.worth.Worth`` as JSON."""

    state: Literal["ready", "computing", "failed"]
    message: str | None
    result: Any


@dataclass(frozen=True, slots=True)
class Progress:
    """How many quotes were judged, by whom, how fast (this caller's last minutes), and whether more are worth it."""

    quotes: int
    judged: int
    judged_by_me: int
    share: float | None
    per_minute: float | None
    by_coder: Sequence[Coder]
    worth: WorthNow


@ROUTES.add("GET", "/api/effect", gives=EffectNow)
def effect(desk: Desk, caller: Caller) -> EffectNow:
    """Give the effect of the judgements on the map; where some came since, it is computed anew in the background."""
    now = desk.effect.now(desk)
    found = now.result
    if found is None:
        return EffectNow(now.state, now.message, now.behind, None)
    return EffectNow(now.state, now.message, now.behind, now.at, found.stages, found.pains, found.correction)


@ROUTES.add("GET", "/api/progress", gives=Progress)
def progress(desk: Desk, caller: Caller) -> Progress:
    """Say how far the coders are."""
    with desk.db.reader() as study:
        quotes, judged = (study.quotes.count(asked) for asked in (Filter(), Filter(judged=True)))
    coders = coded(desk)
    mine = next((one.judged for one in coders if one.coder == caller.name), 0)
    worth = desk.worth.now(desk)
    return Progress(
        quotes,
        judged,
        mine,
        judged / quotes if quotes else None,
        None if caller.name is None else desk.pace.per_minute(caller.name),
        coders,
        WorthNow(worth.state, worth.message, worth.result),
    )
