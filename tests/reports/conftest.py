"""A small map made by hand: reports are tested without any reading, tagging or clustering. And its page, opened."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from voc.journey.findings import (
    Difference,
    Estimate,
    ExpectationGap,
    ExpectationPair,
    Group,
    GroupScore,
    Moment,
    OutcomeLink,
    Segment,
)
from voc.journey.model import (
    Account,
    Cell,
    Coverage,
    Journey,
    Lane,
    Opportunity,
    Outcome,
    PainPoint,
    Score,
    Share,
    ShownQuote,
    Stage,
)
from voc.journey.portraits import EvidenceAge, Persona, PersonaStage, PersonaTrait, Sentence
from voc.reports._basis import Basis
from voc.reports.html import REPORT

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
TEXTS = {
    "q1": "I waited on the pier for two hours and nobody came.",
    "q2": "The boat was lovely.",
    "q3": "Nobody at the pier, again.",
    "s1": "We only have one key for both piers.",
}


@pytest.fixture(scope="session")
def golden() -> Callable[[str, str], None]:
    """Compare a text with the snapshot of that name; a missing one is written, and fails once so that it is read."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
            pytest.fail(f"{path} was missing and is written: read it, then run again")
        assert text == path.read_bytes().decode("utf-8")

    return compare


def _quote(name: str, stage: str, **changes: object) -> ShownQuote:
    text = TEXTS[name]
    plain = ShownQuote(
        text=text,
        participant=f"P00{name[1]}",
        role="participant",
        source="talks/ann.txt",
        source_sha256="ab" * 32,
        source_kind="interview",
        locator=f"line {name[1]}",
        start=0,
        end=len(text),
        question=None,
        stage=stage,
        stage_confidence=0.9,
        stage_by="cue:boats@1",
        touchpoints=("pier",),
        facets=("pain",),
        valence=-0.5,
        words=(),
    )
    return replace(plain, **changes)


def _stage(order: int, name: str, label: str, ids: tuple[str, ...], reason: str | None = None) -> Stage:
    lanes = ("goals", "actions", "questions", "motivations", "needs", "expectations", "delights", "pains")
    empty = {lane: Lane(lane.removesuffix("s"), lane.capitalize(), 0, 0, ()) for lane in lanes}
    return Stage(
        id=name,
        label=label,
        meaning="What happens.",
        order=order,
        n_quotes=len(ids),
        n_participants=len(ids),
        n_sources=1 if ids else 0,
        empty_reason=reason,
        emotion=Score(None, None, None) if reason else Score(-16.7, -50.0, 20.4),
        pained=None if reason else Share(0.6667, 0.0, 1.0, 2, 3),
        delighted=None if reason else Share(0.3333, 0.0, 1.0, 1, 3),
        touchpoints=(),
        channels=(),
        quote_ids=ids,
        **empty,
    )


@pytest.fixture(scope="session")
def boat_trip() -> Journey:
    trip = replace(
        _stage(2, "trip", "The trip", ("q1", "q2", "q3")),
        touchpoints=(Cell("pier", "Pier", 2, 2, Score(None, None, None), ("q1", "q3")),),
        channels=(Lane("app", "app", 1, 1, ("q1",)),),
        delights=Lane("delight", "Delights", 1, 1, ("q2",)),
        pains=Lane("pain", "Pains", 2, 2, ("q1", "q3")),
        arc=5.0,
    )
    pain = PainPoint(
        rank=1, rank_low=1, rank_high=2, p_top3=0.988, tied_with=(2,), label="pier, nobody", stage="trip",
        touchpoint="pier", severity=0.2667, severity_low=0.1, severity_high=0.4,
        prevalence=Share(0.6667, 0.0, 1.0, 2, 3), intensity=0.4, n_sources=1, quote_ids=("q1", "q3"),
        best_quote_id="q1",
    )  # fmt: skip
    return Journey(
        schema_version=1,
        title="Hiring a boat",
        scope="customer",
        codebook="Boats@12345678",
        settings={
            "seed": 0,
            "resamples": 2000,
            "min_participants": 3,
            "languages": ["en"],
            "correction": "uncorrected: no person has reviewed a sample of the tags",
            "redaction": "none: quotes are verbatim and may name people",
            "voc": "0.0.0",
            "models": {},
        },
        account=Account(9, 5, 4, 1, {"filler": 3, "no words": 1}, blank=2, staff=1),
        stages=(
            _stage(1, "booking", "Booking", (), "asked, nobody raised it"),
            trip,
            _stage(3, "return", "Return", (), "not asked"),
        ),
        pain_points=(pain, replace(pain, rank=2, tied_with=(1,), label="boat", touchpoint=None, best_quote_id="q3")),
        moments_of_truth=(),
        opportunities=(
            Opportunity(1, "pier, nobody", "trip", "pier", 2, 3, 0.2667, ("s1",), ("q1", "q3")),
        ),
        personas=(),
        segments=(),
        outcomes=(Outcome("NPS", -12.5, -50.0, 25.0, 8),),
        internal={"trip": Lane("internal", "Behind the scenes", 1, 1, ("s1",))},
        coverage=Coverage({"trip": {"interview": 3}}, {"interview": 3}, 2, 0, 0),
        quotes={
            "q1": _quote("q1", "trip"),
            "q2": _quote("q2", "trip", facets=("delight",), valence=0.6),
            "q3": _quote("q3", "trip"),
            "s1": _quote("s1", "trip", role="staff"),
        },
    )  # fmt: skip


@pytest.fixture
def found(boat_trip: Journey) -> Journey:
    """The small map with one finding of each kind."""
    trait = PersonaTrait("pain", "pier", "waits at the pier", "trip", 2, 3, 0, 4, ("q1",), ("q2",))
    step = PersonaStage("trip", 3, 3, True, -20.0, None, None)
    link = OutcomeLink("NPS", 8, Estimate(-0.4, -0.8, 0.1), None, None)
    moment = Moment(
        1, "trip", "pier", "Pier", 2, 3, Estimate(0.67, 0.0, 1.0), 0.4, Estimate(-30.0, -60.0, 0.0), link,
        Estimate(0.1, 0.0, 0.3), "low", 0.9, True, ("q1",),
    )  # fmt: skip
    told = Difference(
        "families", "others", "pain", "trip", 1, 0.8, 0.2, Estimate(0.6, 0.1, 0.9), 5, 5, 0.01, 0.03, ("q1",)
    )
    pair = ExpectationPair("P001", -80.0, "q2", "q1")
    return replace(
        boat_trip,
        personas=(Persona("Those who wait", 3, 7, (trait,), (step,), "q1", ("q1", "q2")),),
        moments_of_truth=(moment,),
        segments=(Segment("household", 10, 12, (), 4, (told,), None), Segment("age", 3, 12, (), 0, (), "too few")),
        expectations=(ExpectationGap("trip", Estimate(-80.0, None, None), 1, 1, 1, 0, (pair,), None),),
        summary=(Sentence("pain", "People wait at the pier.", ("q1", "q3")),),
        refused={"drivers": "nobody gave a score"},
        evidence_age=(EvidenceAge("trip", None, 3, 2, "2026-01-09", "2026-02-11", "2026-03-01"),),
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a map's page from a file; at the end the console is silent and nothing was asked for from elsewhere."""
    said: list[str] = []
    asked: list[str] = []
    pages = []

    def opened(journey: Journey, people: dict[str, dict[str, str]] | None = None, **settings: Any) -> Any:
        path = tmp_path / "journey.html"
        basis = Basis(quotes=(), tags=(), people=people)
        drawn = REPORT.made(journey, lambda: basis)
        path.write_bytes(drawn if isinstance(drawn, bytes) else drawn.encode("utf-8", "surrogatepass"))
        page = browser.new_page(**({"viewport": {"width": 1440, "height": 900}} | settings))
        pages.append(page)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for page in pages:
        page.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.fixture
def told(found: Journey) -> Journey:
    """The small map with a finding of each kind; families and others differ, and have scores."""
    scores = {"trip": GroupScore(-40.0, -60.0, -20.0, 5)}
    groups = tuple(Group(name, 5, None, {}, scores) for name in ("families", "others"))
    return replace(found, segments=(replace(found.segments[0], groups=groups), found.segments[1]))
