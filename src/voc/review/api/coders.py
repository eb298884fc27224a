"""Several coders: where they differ, what an adjudicator settles, and how far they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import pandas as pd
from pydantic import Field

from voc.journey.agree_records import Coefficient as Figure
from voc.journey.agree_records import Coefficients, KindAgreement, PanelAgreement
from voc.review import records, views
from voc.review.api.judging import Judge, conflict, seen, steps
from voc.review.desk import Desk
from voc.review.routes import Caller, Routes
from voc.review.wire import Given
from voc.store import Disagreement, Stale

ROUTES = Routes()
Coder = Annotated[str, Field(max_length=100)]
MACHINE = "machine"


class Which(Given):
    """Which disagreements: of a kind, between two coders, those not settled yet."""

    kind: Literal["stage", "touchpoint", "sentiment", "facet", "offtopic"] | None = None
    a: Coder | None = None
    b: Coder | None = None
    open: bool = False
    page: Annotated[int, Field(ge=1, le=10**6)] = 1
    size: Annotated[int, Field(ge=1, le=200)] = 50


class Pair(Given):
    """Two coders; one may be the machine."""

    a: Coder | None = None
    b: Coder | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """A quote on which coders differ; ``revision`` is to be sent with what settles it."""

    quote_id: str
    text: str
    kinds: Sequence[str]
    judgements: Sequence[records.Judgement]
    adjudicated: records.Judgement | None
    revision: int


@dataclass(frozen=True, slots=True)
class Disagreements:
    """A page of them."""

    total: int
    page: int
    size: int
    pages: int
    rows: Sequence[Differing]


@dataclass(frozen=True, slots=True)
class CodeAgreed:
    """Agreement on one code, given or not: by both, by the first only, by the second only."""

    label: str
    both: int
    only_a: int
    only_b: int
    observed: Figure
    kappa: Figure
    alpha: Figure
    ac1: Figure
    reason: str | None


@dataclass(frozen=True, slots=True)
class KindAgreed:
    """Agreement on a kind of tag: share agreed on, Cohen's κ, Krippendorff's α, Gwet's AC1, with 95 % intervals."""

    kind: str
    units: int
    observed: Figure
    kappa: Figure
    alpha: Figure
    ac1: Figure
    reason: str | None
    labels: Sequence[CodeAgreed]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement of two coders on the quotes that both judged; ``together``: of all people, where there are three."""

    a: str | None
    b: str | None
    coders: Sequence[str]
    units: int
    reason: str | None
    kinds: Sequence[KindAgreed]
    together: Sequence[PanelAgreement] = ()


@ROUTES.add("GET", "/api/disagreements", takes=Which, gives=Disagreements)
def disagreements(desk: Desk, caller: Caller, given: Which) -> Disagreements:
    """List the quotes on which coders differ."""
    kinds: dict[str, list[str]] = {}
    for one in desk.db.judgements.disagreements(given.kind):
        if _asked(one, given):
            kinds.setdefault(one.quote_id, []).append(one.kind)
    names = list(kinds)
    page = names[(given.page - 1) * given.size : given.page * given.size]
    rows = [_differing(desk, name, kinds[name], caller.name or "") for name in page]
    return Disagreements(len(names), given.page, given.size, -(-len(names) // given.size), rows)


def _asked(one: Disagreement, given: Which) -> bool:
    said = {each.coder: frozenset(answer.label for answer in each.answers) for each in one.given}
    pair = [name for name in (given.a, given.b) if name is not None]
    between = not pair or (all(name in said for name in pair) and (len(pair) < 2 or said[pair[0]] != said[pair[1]]))
    return between and not (given.open and one.settled is not None)


def _differing(desk: Desk, quote_id: str, kinds: Sequence[str], coder: str) -> Differing:
    view = desk.view(quote_id, coder)
    everybody = views.judgements([*view.mine.values(), *view.others], views.machine(view.tags))
    settled = next((one for one in everybody if one.adjudicates), None)
    people = [one for one in everybody if not one.adjudicates]
    return Differing(quote_id, view.quote.text, kinds, people, settled, view.everyone)


@ROUTES.add("PUT", "/api/quotes/{quote_id}/adjudication", takes=Judge, gives=records.Done)
def adjudicate(desk: Desk, caller: Caller, quote_id: str, given: Judge) -> records.Done:
    """Settle what coders differ on; their own judgements stay."""
    view = seen(desk, caller, quote_id, around=0)
    before = {one.kind for one in view.others if one.role == "adjudicator" and one.coder == caller.coder}
    try:
        desk.db.judgements.record(
            caller.coder, quote_id, given.decisions(before), expect=given.revision, role="adjudicator"
        )
    except Stale as error:
        raise conflict(desk, caller, quote_id, error) from error
    made = _differing(desk, quote_id, (), caller.coder)
    return records.Done(made.adjudicated, made.revision, *steps(desk, caller))


@ROUTES.add("GET", "/api/agreement", takes=Pair, gives=Agreed)
def agreement(desk: Desk, caller: Caller, given: Pair) -> Agreed:
    """Say how far two coders agree, kind by kind and code by code."""
    from voc.journey import coders

    people = desk.db.judgements.tags()
    names = [MACHINE, *desk.db.judgements.coders()]
    pair = next(iter(coders.shared(people)), (names[-1], MACHINE))
    a, b = given.a or pair[0], given.b or pair[1]
    if len(names) == 1:
        return Agreed(None, None, names, 0, "nobody has judged a quote yet", ())
    for name in (a, b):
        if name not in names:
            return Agreed(a, b, names, 0, f"nobody called {name} has judged a quote", ())
    if a == b:
        return Agreed(a, b, names, 0, "these are one coder; choose two", ())
    quotes = desk.db.quotes.frame()
    together = coders.together(people, quotes, seed=desk.seed) if len(names) > 3 else ()
    tags = pd.concat([desk.db.runs.tags(), people], ignore_index=True) if MACHINE in (a, b) else people
    found = coders.between(tags, a, b, quotes, seed=desk.seed)
    if found is None:
        told = f"{a} and {b} have judged no quote in common; code some blind a second time"
        return Agreed(a, b, names, 0, told, (), together)
    return Agreed(a, b, names, found.units, None, [_kind(kind) for kind in found.kinds], together)


def _kind(kind: KindAgreement) -> KindAgreed:
    labels = [CodeAgreed(one.label, one.both, one.only_a, one.only_b, *_figures(one.measures)) for one in kind.labels]
    return KindAgreed(kind.kind, kind.units, *_figures(kind.measures), labels)


def _figures(measures: Coefficients) -> tuple[Figure, Figure, Figure, Figure, str | None]:
    return measures.observed, measures.kappa, measures.alpha, measures.ac1, measures.reason
