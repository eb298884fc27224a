"""Judge a quote, note something on it, split it, take it back, undo and redo. Answered only after it is on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field

from voc.review import records, views
from voc.review.desk import Desk
from voc.review.routes import Caller, Routes
from voc.review.wire import Given, Refused, invalid, not_found
from voc.store import Answer, Recorded, Stale, View

ROUTES = Routes()
# Quotes that are shown before and after one.
_AROUND = 3
Revision = Annotated[int, Field(ge=0, lt=2**53)]
Label = Annotated[str, Field(min_length=1, max_length=200)]
Labels = Annotated[tuple[Label, ...], Field(max_length=200)]
Memo = Annotated[str, Field(max_length=20_000)]


class Feeling(Given):
    """A sentiment; without a value the label's usual one is taken."""

    label: Literal["negative", "neutral", "positive"]
    value: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)] | None = None


class Judge(Given):
    """A whole judgement: a key that is left out says that this kind was not judged."""

    revision: Revision
    draw: Annotated[int, Field(ge=1, lt=2**53)] | None = None
    stage: Label | None = None
    touchpoints: Labels = ()
    sentiment: Feeling | None = None
    facets: Labels = ()
    off_topic: bool = False
    memo: Memo = ""
    star: bool = False
    blind: bool = False

    def decisions(self, standing: Iterable[str]) -> dict[str, Sequence[Answer] | None]:
        """By the store's kinds; what stood and is not said again is taken back."""
        said: dict[str, Sequence[Answer]] = {}
        if self.off_topic:
            said["offtopic"] = views.MARK
        else:
            if "stage" in self.model_fields_set:
                said["stage"] = () if self.stage is None else (Answer(self.stage),)
            for kind, labels in (("touchpoints", self.touchpoints), ("facets", self.facets)):
                if kind in self.model_fields_set:
                    said[views.KINDS[kind]] = tuple(map(Answer, dict.fromkeys(labels)))
        if self.sentiment is not None:
            said["sentiment"] = (Answer(self.sentiment.label, self.sentiment.value),)
        said |= notes(self.memo, star=self.star)
        return {**said, **dict.fromkeys((kind for kind in standing if kind not in said), None)}


class Notes(Given):
    """A memo and a star, without a judgement."""

    revision: Revision
    memo: Memo = ""
    star: bool = False


class Seen(Given):
    """The revision that was seen."""

    revision: Revision


class Cut(Given):
    """Where to split: offsets in code points, in their order."""

    revision: Revision
    at: Annotated[tuple[Annotated[int, Field(ge=1, lt=2**31)], ...], Field(min_length=1, max_length=50)]


class Nothing(Given):
    """An empty object."""


def notes(memo: str, *, star: bool) -> dict[str, Sequence[Answer]]:
    """A memo and a star as decisions, where there are any."""
    said: dict[str, Sequence[Answer]] = {}
    if memo.strip():
        said["memo"] = (Answer(memo),)
    if star:
        said["star"] = views.MARK
    return said


def seen(desk: Desk, caller: Caller, quote_id: str, *, blind: bool = False, around: int = _AROUND) -> View:
    """A quote as its coder sees it; refused where there is none."""
    if desk.db.quotes.get(quote_id) is None:
        raise not_found("quote")
    return desk.view(quote_id, caller.coder, blind=blind, around=around)


@ROUTES.add("PUT", "/api/quotes/{quote_id}/judgement", takes=Judge, gives=records.Done)
def judge(desk: Desk, caller: Caller, quote_id: str, given: Judge) -> records.Done:
    """Judge a quote, in place of one's earlier judgement."""
    view = seen(desk, caller, quote_id)
    made = _record(desk, caller, view, given.decisions(view.mine), given.revision, draw=given.draw, blind=given.blind)
    desk.pace.count(caller.coder)
    return made


@ROUTES.add("PUT", "/api/quotes/{quote_id}/notes", takes=Notes, gives=records.Done)
def note(desk: Desk, caller: Caller, quote_id: str, given: Notes) -> records.Done:
    """Put down a memo and a star; the judgement stays what it is."""
    view = seen(desk, caller, quote_id)
    said: dict[str, Sequence[Answer] | None] = {**notes(given.memo, star=given.star)}
    gone = dict.fromkeys((kind for kind in ("memo", "star") if kind in view.mine and kind not in said), None)
    return _record(desk, caller, view, {**said, **gone}, given.revision)


@ROUTES.add("DELETE", "/api/quotes/{quote_id}/judgement", takes=Seen, gives=records.Done)
def withdraw(desk: Desk, caller: Caller, quote_id: str, given: Seen) -> records.Done:
    """Take one's judgement back; memo and star stay."""
    view = seen(desk, caller, quote_id)
    gone = dict.fromkeys((kind for kind in view.mine if kind not in ("memo", "star")), None)
    return _record(desk, caller, view, gone, given.revision)


def _record(
    desk: Desk,
    caller: Caller,
    view: View,
    decisions: Mapping[str, Sequence[Answer] | None],
    revision: int,
    **how: Any,
) -> records.Done:
    """Write decisions if the revision is still the one that was seen; nothing to write is fine, too."""
    name = view.quote.quote_id
    if decisions:
        try:
            desk.db.judgements.record(caller.coder, name, decisions, expect=revision, **how)
        except Stale as error:
            raise conflict(desk, caller, name, error) from error
        view = desk.view(name, caller.coder)
    elif revision != view.revision:
        raise _stale(views.quote(view).judgement, view.revision)
    return records.Done(views.quote(view).judgement, view.revision, *steps(desk, caller))


def steps(desk: Desk, caller: Caller) -> tuple[bool, bool]:
    """Whether something can be undone, and done again."""
    log = desk.db.judgements
    return log.can_undo(caller.coder) > 0, log.can_redo(caller.coder) > 0


def conflict(desk: Desk, caller: Caller, quote_id: str, error: Stale) -> Refused:
    """Somebody was quicker: what stands now. Nothing was written."""
    now = desk.view(quote_id, caller.coder)
    if now.quote.parts:
        return Refused(409, "conflict", str(error), theirs=None, revision=now.revision)
    return _stale(views.quote(now).judgement, now.revision)


def _stale(theirs: records.Judgement | None, revision: int) -> Refused:
    return Refused(409, "conflict", "you judged this quote elsewhere meanwhile", theirs=theirs, revision=revision)


@ROUTES.add("POST", "/api/quotes/{quote_id}/split", takes=Cut, gives=records.SplitUp)
def split(desk: Desk, caller: Caller, quote_id: str, given: Cut) -> records.SplitUp:
    """Split a quote into parts that are quotes of their own."""
    seen(desk, caller, quote_id, around=0)
    if any(one >= two for one, two in pairwise(given.at)):
        raise invalid("at", "at: give the places to split at in their order, each once")
    try:
        made = desk.db.judgements.split(caller.coder, quote_id, given.at, expect=given.revision)
    except Stale as error:
        raise conflict(desk, caller, quote_id, error) from error
    parts = [views.quote(desk.view(part, caller.coder, around=_AROUND)) for part in made.parts]
    return records.SplitUp(parts, *steps(desk, caller))


@ROUTES.add("POST", "/api/undo", takes=Nothing, gives=records.Stepped)
def undo(desk: Desk, caller: Caller, given: Nothing) -> records.Stepped:
    """Undo one's last action."""
    return _stepped(desk, caller, desk.db.judgements.undo(caller.coder))


@ROUTES.add("POST", "/api/redo", takes=Nothing, gives=records.Stepped)
def redo(desk: Desk, caller: Caller, given: Nothing) -> records.Stepped:
    """Do again what one undid last."""
    return _stepped(desk, caller, desk.db.judgements.redo(caller.coder))


def _stepped(desk: Desk, caller: Caller, made: Recorded | None) -> records.Stepped:
    if made is None:
        return records.Stepped(None, None, *steps(desk, caller))
    first = views.quote(desk.view(made.quote_ids[0], caller.coder, around=_AROUND))
    kind, said = _told(made, first.text)
    quote = first if len(made.quote_ids) == 1 else None
    return records.Stepped(records.Action(kind, made.quote_ids, said), quote, *steps(desk, caller))


def _told(made: Recorded, text: str) -> tuple[str, str]:
    """What the action was, and how a person calls it."""
    words = text if len(text) <= 40 else f"{text[:39]}…"
    if len(made.quote_ids) > 1:
        return "bulk", f"changed {len(made.quote_ids)} quotes"
    if "split" in made.kinds:
        return "split", f"split “{words}”"
    if set(made.kinds) <= {"memo", "star"}:
        return "notes", f"noted on “{words}”"
    return "judge", f"judged “{words}”"
