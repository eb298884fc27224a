"""What a map compares, in the Markdown: the numbers with their intervals, and the reasons where there are none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from voc.journey.findings import (
    OF_TICKETS,
    Difference,
    Driver,
    Estimate,
    ExpectationGap,
    ExpectationPair,
    FigureCell,
    Group,
    Kpi,
    KpiPoint,
    Moment,
    OutcomeDrivers,
    OutcomeLink,
    SayDo,
    Segment,
    SourceMix,
    Without,
)
from voc.reports import html
from voc.reports.markdown import render

MOMENT = Moment(
    1, "trip", "pier", "Pier | a", 2, 3, Estimate(0.67, 0.2, 0.9), 0.4, Estimate(-40.0, -60.0, 0.4),
    OutcomeLink("NPS", 2, Estimate(0.25, -0.1, 0.5), Estimate(-6.25, -12.0, 1.0), None),
    Estimate(0.07, 0.0, 0.2), "low", 0.784, True, ("q1",),
)  # fmt: skip
DRIVER = Driver(
    "pier, nobody", "pain", "trip", 1, 8, 20, -100.0, 50.0, Estimate(-150.0, -180.0, -90.0),
    Estimate(-42.86, -60.0, -20.0), 0.001, True, None, ("q1",),
)  # fmt: skip
FEW = replace(DRIVER, theme="boat", difference=None, impact=None, q=None, clear=False, reason="refused: 1 gave NPS")
NPS = OutcomeDrivers(
    "NPS", "nps", -100, 100, Estimate(7.1, -20.0, 40.0), 28, 40, "no answer of 12 of 40 people", (DRIVER, FEW), None
)
DIFFERENCE = Difference(
    "guest", "member", "emotion", "trip", None, 30.0, -50.0, Estimate(80.0, 50.0, 99.0), 15, 15, 0.0001, 0.002, ("q1",)
)
SEGMENT = Segment(
    "Kind", 30, 40, (Group("odd", 1, "too small", {}), Group("guest", 15, None, {})), 6, (DIFFERENCE,), None
)
GAP = ExpectationGap(
    "trip", Estimate(-80.0, -120.0, -30.0), 3, 4, 5, 1, (ExpectationPair("P001", -80.0, "q2", "q1"),), None
)
FIGURE = FigureCell("Rate", "Booked", 0.45, "share", None, None, "f.csv", "row 2", "bad", "worse than the median")
SAY_DO = SayDo("trip", "agree", "people complain, and numbers are bad", (FIGURE,), ("q1",))
MIX = SourceMix(
    "trip", None, -17.0, 8, True, ("ticket",), (), (Without("ticket", "kind of source", 20.0, 4, True, None),)
)


@pytest.fixture(scope="module")
def page(boat_trip):
    return render(
        replace(
            boat_trip, moments_of_truth=(MOMENT,), drivers=(NPS,), segments=(SEGMENT,), expectations=(GAP,),
            say_do=(SAY_DO,), source_mix=(MIX,),
        )
    )  # fmt: skip


LINES = [
    "| 1 | Pier \\| a | The trip | 2 of 3 | 0.40 | −40 [−60, 0] | +0.25 [−0.10, +0.50] | −6.2 [−12.0, +1.0] "
    "| worst in 78 % of resamples, end |",
    "**NPS** (−100 … 100): mean +7.1 [−20.0, +40.0], 28 answers; no answer of 12 of 40 people.",
    "| pier, nobody | The trip | 8 | −100.0 | 50.0 | −150.0 [−180.0, −90.0] | −42.86 [−60.00, −20.00] | clear |",
    "1 theme is not weighed: too few of those who raised it, or who did not, gave an answer.",
    "- **Kind** (30 of 40 people): 6 comparisons, 1 beyond noise; left out: odd (1)",
    "  - guest against member, The trip: emotion +30 of 15 against −50 of 15, +80 [+50, +99], q = 0.002",
    "- **The trip**: gap −80 [−120, −30], 3 of 4 people",
    "  > The boat was lovely.",
    "  > → I waited on the pier for two hours and nobody came. (−80)",
    "- **The trip**: agree: people complain, and numbers are bad",
    "  - Booked, Rate: 45.0 %, bad: worse than the median",
    "- The trip (−17, its interval holds 0 already): the sign turns without ticket (+20)",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_each_finding_has_its_line(page, line):
    assert line in page.split("\n")


def test_what_is_refused_says_why(boat_trip):
    names = ("moments_of_truth", "drivers", "segments", "expectations", "say_do", "source_mix")
    page = render(replace(boat_trip, refused={name: f"refused: no {name}" for name in names}))
    for name in names:
        assert f"refused: no {name}." in page.split("\n")


def test_without_flips_it_is_said(boat_trip):
    page = render(replace(boat_trip, source_mix=(replace(MIX, flips=()),)))
    assert "No score turns its sign when one source is left out." in page


def test_the_change_is_told_with_its_sign_and_digits_that_show_it(boat_trip):
    """The change of a rating from 1 to 5 is small, and no "0.0 [0.0, 0.0]"."""
    rated = replace(MOMENT, outcome=OutcomeLink("rating", 9, None, Estimate(0.04, 0.01, 0.07), None))
    page = render(replace(boat_trip, moments_of_truth=(rated,)))
    assert "| +0.04 [+0.01, +0.07] |" in page
    assert "change how much higher or lower the mean of all is because of those who spoke of it. In brackets" in page


def test_of_many_groups_of_too_few_five_are_named(boat_trip):
    alone = [Group(f"an answer of one's own {number}", 1, "too small", {}) for number in range(91)]
    groups = (*alone, Group("odd", 2, "too small", {}), Group("word " * 50, 2, "too small", {}))
    page = render(replace(boat_trip, segments=(replace(SEGMENT, groups=groups),)))
    (told,) = (line for line in page.split("\n") if "left out" in line)
    assert "; left out: odd (2), word word" in told
    assert told.endswith("an answer of one's own 2 (1) and 88 more groups of too few people")
    assert len(told) < 400
    page = render(replace(boat_trip, segments=(replace(SEGMENT, groups=groups[-7:]),)))
    assert page.count(" and 2 more groups of too few people") == 1


def test_no_rate_of_false_discoveries_is_0(boat_trip):
    page = render(replace(boat_trip, segments=(replace(SEGMENT, differences=(replace(DIFFERENCE, q=0.0),)),)))
    assert "q < 0.001\n" in page
    assert "q = 0.000" not in page


def figures_of(months, step="The trip", locator=OF_TICKETS):
    points = tuple(KpiPoint(f"2025-{month:02d}", float(month), locator) for month in range(1, months + 1))
    return Kpi("trip", step, "Tickets", "count", None, "desk.json", None, points, 1.0, None, None, "no target")


def test_figures_over_time_have_up_to_twelve_periods_and_name_the_stage_once(boat_trip):
    page = render(replace(boat_trip, kpis=(figures_of(12),)))
    assert "| The trip | Tickets | 2025-01: 1, 2025-02: 2, " in page
    assert "The newest value stands last. Better" in page
    page = render(replace(boat_trip, kpis=(figures_of(13), figures_of(2, step="Pier"))))
    assert "| The trip | Tickets | 2025-02: 2, " in page
    assert "| The trip | Pier, Tickets | 2025-01: 1, 2025-02: 2 |" in page
    assert "The newest value stands last, of more than 12 the latest 12." in page


def test_what_tickets_count_is_said_of_tickets_alone(boat_trip):
    told = "A ticket counts at each stage that it speaks of"
    for locator, there in ((OF_TICKETS, True), ("row 2", False)):
        journey = replace(boat_trip, kpis=(figures_of(3, locator=locator),))
        assert [told in made(journey) for made in (render, html.render)] == [there, there]


def test_opportunities_stand_by_score_and_name_the_rank_of_the_pain(boat_trip):
    (first,) = boat_trip.opportunities
    scored = replace(first, rank=2, problem="boat", score=Estimate(4.0, 3.0, 5.0))
    best = replace(first, rank=3, problem="key", score=Estimate(9.0, 3.0, 12.0))
    journey = replace(boat_trip, opportunities=(first, scored, best))
    page = render(journey)
    assert "| pain | problem |" in page
    rows = page.split("| pain | problem |")[1].split("\n\n")[0].split("\n")[2:]
    assert [row[:5] for row in rows] == ["| 3 |", "| 2 |", "| 1 |"]
    lane = html.render(journey).split('id="lane-chances"')[1].split("</tr>")[0]
    assert re.findall(r'title="Pain (\d)"', lane) == ["3", "2", "1"]
