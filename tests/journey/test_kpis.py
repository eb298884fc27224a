"""Figures at the stages of a map over time, and what tickets tell as figures."""

from __future__ import annotations

import pandas as pd
import pytest

from voc.journey.figures import unplaced
from voc.journey.kpis import kpis


def table(*rows, **same):
    """Figures, each (period, value), with what they all have."""
    usual = {
        "source": "kpi.csv", "locator": "row 2", "step": "Courier", "metric": "On-time rate", "unit": "share",
        "segment": None, "funnel": None, "stage": "delivery",
    }  # fmt: skip
    return pd.DataFrame([usual | same | {"period": period, "value": value} for period, value in rows])


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["2026-Q2", "2026-Q1", "2025-Q4"], ["2025-Q4", "2026-Q1", "2026-Q2"]),
        (["Mar 2026", "Jan 2026"], ["Jan 2026", "Mar 2026"]),
        (["20260301", "20260201"], ["20260201", "20260301"]),
        (
            ["2026-04-01 – 2026-06-30", "2026-01-01 – 2026-03-31"],
            ["2026-01-01 – 2026-03-31", "2026-04-01 – 2026-06-30"],
        ),
        (["second wave", "2026-01"], ["second wave", "2026-01"]),
        (["12", "3"], ["12", "3"]),
        ([None, None], [None, None]),
    ],
)
def test_values_stand_oldest_first_where_the_periods_say_when(given, ordered):
    (kpi,) = kpis(table(*((period, number / 10) for number, period in enumerate(given))), {})
    assert [point.period for point in kpi.points] == ordered


@pytest.mark.parametrize(
    ("metric", "unit", "values", "targets", "change", "towards"),
    [
        ("On-time rate", "share", (0.8, 0.9), {}, 0.1, "better"),
        ("Drop-off rate", "share", (0.2, 0.5), {}, 0.3, "worse"),
        ("Drop-off rate", "share", (0.5, 0.5), {}, 0.0, None),
        ("Wobble", "share", (0.2, 0.5), {}, 0.3, None),
        ("Wobble", "share", (0.2, 0.5), {"wob*": ">= 90 %"}, 0.3, "better"),
        ("Tickets", "count", (4.0, 9.0), {}, 5.0, None),  # 25 <= 3.84 × 13
        ("Tickets", "count", (4.0, 15.0), {}, 11.0, "worse"),  # 121 > 3.84 × 19
        ("Tickets", "count", (15.0, 4.0), {}, -11.0, "better"),
        ("Tickets", "count", (3.0,), {}, None, None),
    ],
)
def test_which_way_a_figure_went(metric, unit, values, targets, change, towards):
    rows = [(f"2026-0{month}", value) for month, value in enumerate(values, 1)]
    (kpi,) = kpis(table(*rows, metric=metric, unit=unit), targets)
    assert (kpi.change, kpi.towards) == (change, towards)


def test_the_last_value_is_judged():
    (kpi,) = kpis(table(("2026-01", 0.99), ("2026-02", 0.4)), {"on-time*": ">= 80 %"})
    assert (kpi.verdict, kpi.why) == ("bad", "the study's target is at least 0.8")


def test_the_rates_of_an_open_funnel_are_not_compared():
    steps = [
        table((None, value), step=f"step {n}", metric="Completion rate") for n, value in enumerate([0.9, 0.8, 0.7, 0.1])
    ]
    closed = kpis(pd.concat(steps), {})
    assert [kpi.verdict for kpi in closed] == ["fine", "fine", "bad", "bad"]
    opened = kpis(pd.concat(steps).assign(funnel="open"), {})
    assert {kpi.verdict for kpi in opened} == {None}
    assert "people enter at any step" in opened[0].why


def test_the_first_step_of_a_funnel_says_nothing_and_a_later_one_that_loses_nobody_is_fine():
    rates = [1.0, 0.9, 1.0, 0.5, 0.8]
    steps = [table((None, rate), step=f"step {n}", metric="From previous step") for n, rate in enumerate(rates)]
    found = kpis(pd.concat(steps), {})
    assert [kpi.verdict for kpi in found] == [None, "fine", "fine", "bad", "bad"]
    assert found[0].why == "the first step loses nobody"


def ticket(number, stage, month, **more):
    where = {"locator": f"ticket {number}, description", "timestamp": f"2026-{month:02d}-03T10:00:00Z"}
    return {"person": f"P{number}", "stage": stage, "kind": "ticket", "source": "desk.json"} | where | more


def test_tickets_are_counted_by_stage_and_month_and_a_month_without_is_0(build):
    made = build(
        ticket(1, "trip", 1),
        ticket(1, "trip", 1, locator="ticket 1, comment 2"),
        ticket(2, "trip", 3),
        ticket(3, "booking", 3),
        {"person": "P9", "stage": "trip"},
    )
    found = {kpi.stage: [(point.period, point.value) for point in kpi.points] for kpi in made.kpis}
    assert found == {
        "trip": [("2026-01", 1.0), ("2026-02", 0.0), ("2026-03", 1.0)],
        "booking": [("2026-01", 0.0), ("2026-02", 0.0), ("2026-03", 1.0)],
    }
    assert made.say_do == ()
    assert made.refused["say_do"] == "refused: no figure has a target to go by; name it under [targets] in study.toml"


def test_tickets_without_a_date_are_counted_as_a_whole(build):
    made = build(*(ticket(number, "trip", 1, timestamp=None) for number in range(4)))
    assert [(point.period, point.value) for point in made.kpis[0].points] == [(None, 4.0)]


def test_a_target_makes_tickets_a_figure_to_go_by(build):
    rows = [ticket(number, "trip", 1, value=-0.6 + 0.01 * number) for number in range(6)]
    made = build(*rows, targets={"Tickets": "<= 3"})
    assert (made.kpis[0].verdict, made.say_do[0].verdict) == ("bad", "agree")


def test_satisfaction_of_those_who_wrote(build):
    rows = [ticket(number, "trip", 1) for number in range(4)]
    people = pd.DataFrame(
        {"participant": [f"P{number}" for number in range(4)], "CSAT": ["5", "4", "3", None], "role": "participant"}
    )
    made = build(*rows, participants=people)
    csat = next(kpi for kpi in made.kpis if kpi.metric == "CSAT")
    assert (csat.points[0].value, csat.unit, csat.verdict) == (0.6667, "share", None)
    assert csat.points[0].locator == "CSAT, 3 people with a ticket at this stage"


def test_steps_at_no_stage_are_named():
    figures = pd.DataFrame({"step": ["Cart", "Pay", "Pay"], "stage": ["buy", None, None]})
    told = unplaced(figures)
    assert told is not None
    assert told.startswith("2 of 3 figures stand at no stage")
    assert told.endswith("under [figures] in study.toml: 'Pay'")
    assert unplaced(figures[:1]) is None
