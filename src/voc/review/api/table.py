"""All quotes as a table: filters, search, order, pages; and a change of many at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from voc.review import records, views
from voc.review.api.judging import Feeling, Label, Labels, Revision, seen, steps
from voc.review.desk import Desk
from voc.review.routes import Caller, Routes
from voc.review.wire import Given, Refused, invalid
from voc.store import Answer, Change, Filter, Row, Stale, View

ROUTES = Routes()
# fmt: off
Order = Literal[
    "place", "confidence", "source", "participant", "time", "judged", "text", "relevance",
    "-place", "-confidence", "-source", "-participant", "-time", "-judged", "-text",
]
# fmt: on
Status = Literal["judged", "unjudged", "disagreed", "starred", "off_topic", "memo", "adjudicated", "code_changed"]
Chance = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Short = Annotated[str, Field(max_length=500)]
# By the page's word, the store's kind.
_KINDS: Mapping[str, str] = {"stage": "stage", "touchpoint": "touchpoint", "sentiment": "sentiment", "facet": "facet"}
NONE = "-"


class Asked(Given):
    """Which quotes, in which order, and which page of them. "-" as a label asks for none of these."""

    q: Short | None = None
    stage: Short | None = None
    touchpoint: Short | None = None
    sentiment: Short | None = None
    facet: Short | None = None
    source: Annotated[str, Field(max_length=4000)] | None = None
    participant: Short | None = None
    coder: Short | None = None
    status: Status | None = None
    min_confidence: Chance | None = None
    max_confidence: Chance | None = None
    sort: Order = "place"
    page: Annotated[int, Field(ge=1, le=10**6)] = 1
    size: Annotated[int, Field(ge=1, le=200)] = 50

    def filter(self) -> Filter:
        """What the store goes by."""
        said = {kind: label for name, kind in _KINDS.items() if (label := getattr(self, name)) is not None}
        judged = {"judged": True, "unjudged": False}.get(self.status or "")
        return Filter(
            text=self.q,
            source=self.source,
            participant=self.participant,
            labels={kind: "" if label == NONE else label for kind, label in said.items()},
            sure=self.min_confidence,
            unsure=self.max_confidence,
            coder=self.coder,
            judged=True if judged is None and self.coder is not None else judged,
            starred=True if self.status == "starred" else None,
            offtopic=True if self.status == "off_topic" else None,
            memo=True if self.status == "memo" else None,
            disagree=True if self.status == "disagreed" else None,
            adjudicated=True if self.status == "adjudicated" else None,
        )


class Item(Given):
    """A quote and the revision of one's judgement as it was seen."""

    quote_id: Annotated[str, Field(min_length=1, max_length=100)]
    revision: Revision


class Several(Given):
    """Labels to be added and to be taken away."""

    add: Labels = ()
    remove: Labels = ()


class BulkChange(Given):
    """What is to be changed; the rest stays as one judged it, else as the machines say."""

    stage: Label | None = None
    touchpoints: Several | None = None
    sentiment: Feeling | None = None
    facets: Several | None = None
    off_topic: bool | None = None
    star: bool | None = None

    def decisions(self, view: View) -> dict[str, Sequence[Answer] | None]:
        """The decisions on one quote."""
        before = {**views.machine(view.tags), **views.answers(view.mine.values())}
        made: dict[str, Sequence[Answer] | None] = {}
        if "stage" in self.model_fields_set:
            made["stage"] = () if self.stage is None else (Answer(self.stage),)
        for kind, several in (("touchpoint", self.touchpoints), ("facet", self.facets)):
            if several is not None:
                made[kind] = _changed(before[kind], several.add, several.remove)
        if self.sentiment is not None:
            made["sentiment"] = (Answer(self.sentiment.label, self.sentiment.value),)
        for mark, on in (("offtopic", self.off_topic), ("star", self.star)):
            if on or (on is False and mark in view.mine):
                made[mark] = views.MARK if on else None
        return made


def _changed(before: Sequence[Answer], add: Sequence[str], remove: Collection[str]) -> tuple[Answer, ...]:
    kept = [answer.label for answer in before if answer.label is not None and answer.label not in remove]
    return tuple(map(Answer, dict.fromkeys([*kept, *add])))


class ChangeMany(Given):
    """One change of several quotes: of all, or of none."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=500)]
    change: BulkChange


@ROUTES.add("GET", "/api/quotes", takes=Asked, gives=records.Table)
def table(desk: Desk, caller: Caller, given: Asked) -> records.Table:
    """Give a page of the table of quotes."""
    if given.sort == "relevance" and not (given.q or "").strip():
        raise invalid("sort", "sort: relevance goes by the words of q; give some")
    asked = given.filter()
    start = (given.page - 1) * given.size
    # On a connection of its own: who judges does not wait for who searches.
    with desk.db.reader() as study:
        if given.status == "code_changed":
            asked = replace(asked, among=[one for one, *_ in study.judgements.gone(given.coder)])
        total = study.quotes.count(asked)
        found = study.quotes.ordered(asked, given.sort, coder=caller.name, start=start, limit=given.size)
    rows = [_row(row, caller.name) for row in found]
    return records.Table(total, given.page, given.size, -(-total // given.size), rows)


def _row(row: Row, coder: str | None) -> records.Row:
    said = views.machine(row.tags)
    people = views.judgements(row.given, said)
    own = next((one for one in people if one.coder == coder and not one.adjudicates), None)
    shown = views.counting(row.given, said)
    sure = next((tag.confidence for tag in row.tags if tag.kind == "stage" and tag.label is not None), None)
    it = row.quote
    return records.Row(
        quote_id=it.quote_id,
        text=it.text,
        source=it.source,
        participant=it.participant,
        timestamp=it.timestamp,
        stage=shown.stage,
        stage_confidence=sure,
        touchpoints=shown.touchpoints,
        sentiment=None if shown.sentiment is None else shown.sentiment.label,
        value=None if shown.sentiment is None else shown.sentiment.value,
        facets=shown.facets,
        judged_by=list(dict.fromkeys(one.coder for one in people if one.judged)),
        mine=own is not None and bool(own.judged),
        revision=row.revision,
        star=any(one.star for one in people),
        memo="" if own is None else own.memo,
        off_topic=any(one.off_topic for one in people),
        disagreed=views.differ(row.given),
    )


@ROUTES.add("POST", "/api/bulk", takes=ChangeMany, gives=records.Bulk)
def bulk(desk: Desk, caller: Caller, given: ChangeMany) -> records.Bulk:
    """Change several quotes at once; one undo takes it all back."""
    if not given.change.model_fields_set:
        raise invalid("change", "change: say what is to be changed")
    items = {item.quote_id: item.revision for item in given.items}
    now = {name: seen(desk, caller, name, around=0) for name in items}
    stale = {name: view for name, view in now.items() if view.revision != items[name]}
    if stale:
        raise _conflict(stale)
    changes = [Change(name, made, items[name]) for name, view in now.items() if (made := given.change.decisions(view))]
    revisions: Mapping[str, int] = {}
    if changes:
        try:
            revisions = desk.db.judgements.record_many(caller.coder, changes).revisions
        except Stale as error:
            name = error.quote_id or changes[0].quote_id
            raise _conflict({name: desk.view(name, caller.coder)}) from error
    return records.Bulk(len(changes), revisions, *steps(desk, caller))


def _conflict(stale: Mapping[str, View]) -> Refused:
    theirs = {name: views.quote(view).judgement for name, view in stale.items()}
    count = f"{len(theirs)} of these quotes" if len(theirs) > 1 else "one of these quotes"
    return Refused(409, "conflict", f"you judged {count} elsewhere meanwhile; nothing was changed", theirs=theirs)
