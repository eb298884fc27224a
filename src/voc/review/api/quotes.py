"""One quote, and the next one of a queue."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from voc.review import records, views
from voc.review.api.judging import seen
from voc.review.desk import Desk
from voc.review.drawing import PASSED
from voc.review.routes import Caller, Routes
from voc.review.wire import Given
from voc.store import Drawn

ROUTES = Routes()
NOTHING_GONE = "no answer of yours names a code that is no more"


class Look(Given):
    """How to look at a quote; ``blind``: without the tags of anybody."""

    blind: bool = False


class Ask(Given):
    """Which queue, and which quotes not now."""

    queue: Literal["random", "uncertain", "effect", "second", "again"]
    skip: Annotated[tuple[Annotated[str, Field(max_length=100)], ...], Field(max_length=1000)] = ()


@ROUTES.add("GET", "/api/quotes/{quote_id}", takes=Look, gives=records.Quote)
def quote(desk: Desk, caller: Caller, quote_id: str, given: Look) -> records.Quote:
    """Give a quote with what stands around it and all that was said of it."""
    view = seen(desk, caller, quote_id)
    blind = given.blind and not any(kind in view.mine for kind in views.KINDS.values())
    return views.quote(seen(desk, caller, quote_id, blind=True), blind=True) if blind else views.quote(view)


@ROUTES.add("POST", "/api/next", takes=Ask, gives=records.Next)
def next_quote(desk: Desk, caller: Caller, given: Ask) -> records.Next:
    """Give the next quote of a queue; it comes again until it is judged or skipped."""
    if given.queue == "again":
        return _again(desk, caller, given.skip)
    found = desk.drawing.next(desk, caller.coder, given.queue, frozenset(given.skip))
    if not isinstance(found, Drawn):
        return records.Next(None, None, 0, found)
    view = seen(desk, caller, found.quote_id, blind=found.blind)
    draw = records.Draw(found.draw, found.mode, found.probability, found.blind)
    return records.Next(views.quote(view, blind=found.blind), draw, found.left, None)


def _again(desk: Desk, caller: Caller, skip: Collection[str]) -> records.Next:
    """A quote that the coder judged as a code that was split or deleted since: drawn before, so of no new draw."""
    ids = dict.fromkeys(one for one, *_ in desk.db.judgements.gone(caller.coder))
    left = [one for one in ids if one not in set(skip)]
    if not left:
        return records.Next(None, None, 0, PASSED if ids else NOTHING_GONE)
    return records.Next(views.quote(seen(desk, caller, left[0])), None, len(ids), None)
