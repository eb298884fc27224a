"""The summary: every sentence has its quotes, and says between what, ties and too few."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from voc.journey import build_journey
from voc.journey.summary import _listed, _signed, summary
from voc.reports.markdown import render
from voc.study import Study


def told(person, stage="trip", value=-0.5, **more):
    return {"person": person, "stage": stage, "value": value} | more


def by_subject(journey):
    return {one.about: one for one in journey.summary}


def test_worst_and_best_with_what_lies_between(build):
    rows = [told(f"P{n}", value=-0.6 - n / 100) for n in range(8)] + [told(f"P{n}", "booking", 0.6) for n in range(8)]
    said = by_subject(build(*rows))
    worst = said["stage trip"]
    assert re.fullmatch(
        r"People feel worst at The trip: −\d+ \(between −\d+ and −\d+\), by what 8 people say\.", worst.text
    )
    assert len(worst.quote_ids) == 8
    assert said["stage booking"].text.startswith("People feel best at Booking: +60 (between ")


def test_ties_and_too_few_are_said(build):
    rows = [told(f"P{n}", value=(-1) ** n * 0.5) for n in range(8)]
    rows += [told(f"P{n}", "booking", (-1) ** n * 0.6) for n in range(8)]
    said = by_subject(build(*rows, told("P0", "return")))
    assert said["stage trip"].text.startswith("The highest score is that of The trip: 0 (between ")
    assert said["stage trip"].text.endswith("; it cannot be told apart from any other stage's.")
    assert said["stages"].text == "Too few people spoke of Return for a score; it takes 3."
    assert len(said["stages"].quote_ids) == 1


def test_stages_whose_intervals_overlap_a_little_are_told_apart(build):
    rows = [told(f"P{n}", value=-0.5 + (-1) ** n * 0.25) for n in range(20)]
    rows += [told(f"Q{n}", "booking", -0.28 + (-1) ** n * 0.25) for n in range(20)]
    rows += [told(f"R{n}", "return", 0.6 + (-1) ** n * 0.1) for n in range(20)]
    journey = build(*rows)
    trip, booking = (next(s.emotion for s in journey.stages if s.id == name) for name in ("trip", "booking"))
    assert trip.high > booking.low
    assert "cannot be told apart" not in by_subject(journey)["stage trip"].text


def test_pains_with_their_people(build):
    journey = build(*[told(f"P{n}", facets=["pain"]) for n in range(4)], *[told(f"Q{n}", value=0.5) for n in range(4)])
    (pain,) = journey.pain_points
    sentence = by_subject(journey)["pain 1"]
    said = journey.quotes[pain.best_quote_id].text
    opening = f"The most severe pain is “{pain.label}” at The trip (“{said}”): 4 of 8 people (between "
    assert sentence.text.startswith(opening)
    assert sentence.quote_ids == pain.quote_ids


def test_best_of_bad_scores_is_least_bad(build):
    rows = [told(f"P{n}", value=-0.8 - n / 100) for n in range(8)]
    rows += [told(f"P{n}", "booking", -0.2 - n / 100) for n in range(8)]
    assert by_subject(build(*rows))["stage booking"].text.startswith("People feel least bad at Booking: ")
    rows = [one | {"value": -one["value"]} for one in rows]
    assert by_subject(build(*rows))["stage booking"].text.startswith("People feel least good at Booking: ")


def test_a_score_that_hangs_on_one_kind_of_sources_is_said(build):
    rows = [told(f"P{n}", value=-0.8, kind="ticket") for n in range(12)]
    rows += [told(f"Q{n}", value=0.4, kind="survey", source="answers.csv") for n in range(4)]
    sentence = by_subject(build(*rows))["without ticket"]
    assert sentence.text == "Without the tickets, the sign of a score would turn: The trip (+40 in place of −50)."
    assert len(sentence.quote_ids) == 16
    assert not any(about.startswith("without") for about in by_subject(build(*rows[:12])))


def test_ranks_that_cannot_be_told_apart_are_said_in_one_and_in_many(build):
    stages = ("trip", "booking", "return")
    one, two = ([told(f"P{n}", stage) for n in range(6) for stage in stages[:many]] for many in (2, 3))
    assert by_subject(build(*one))["pain 1"].text.endswith(" Its rank cannot be told apart from that of number 2.")
    assert by_subject(build(*two))["pain 1"].text.endswith("cannot be told apart from that of numbers 2 and 3.")


def test_pains_that_no_stage_has_are_told_where_they_are_many(build):
    at_trip = [told(f"P{n}") for n in range(4)]
    journey = build(*at_trip, told("Q", None, -0.3), told("Q", None, -0.6), told("R", None, -0.4), told("R", None, 0.5))
    sentence = by_subject(journey)["off the map"]
    assert sentence.text.startswith("3 of the 7 quotes on pains stand at no stage of the codebook: ")
    assert sentence.quote_ids == journey.coverage.off_map == ("q005", "q006", "q004")
    assert set(sentence.quote_ids) <= set(journey.quotes)
    assert "At no stage of the codebook\n\n3 of the 7 quotes on pains are in none of these, such as:" in render(journey)
    assert "off the map" not in by_subject(build(*at_trip, told("Q", None)))
    assert by_subject(build(told("Q", None)))["off the map"].text.startswith("The only quote on a pain stands at no")


def test_a_quote_that_would_have_to_be_cut_is_left_out(build):
    long = "The oar was broken, and " + "so was the other one, " * 12 + "and we had to row."
    journey = build(*[told(f"P{n}", facets=["pain"], text=f"{n}. {long}") for n in range(4)])
    assert "(“" not in by_subject(journey)["pain 1"].text


@pytest.mark.parametrize("rows", [[], [told("P0", None, 0.0)], [told("I", role="interviewer")]])
def test_without_quotes_there_is_no_sentence(build, rows):
    journey = build(*rows)
    assert journey.summary == ()
    assert "There is no sentence that quotes would bear." in render(journey)


def test_the_summary_stands_first_and_every_id_is_on_the_map(build):
    rows = [told(f"P{n}", facets=["pain"]) for n in range(6)] + [told(f"P{n}", "booking", 0.5) for n in range(6)]
    journey = build(*rows, told("S", role="staff", facets=["pain"]))
    assert journey.summary == summary(journey)
    assert all(one.quote_ids and set(one.quote_ids) <= set(journey.quotes) for one in journey.summary)
    page = render(journey)
    assert page.index("## Summary") < page.index("```mermaid") < page.index("## Stages")
    assert "nan" not in page.casefold().split()


def test_which_group_feels_worse_and_tells_of_a_pain_more_often(build):
    rows = [
        told(f"P{n}", value=-0.7 if n < 20 else 0.6 + n / 1000, facets=["pain"] if n < 20 else []) for n in range(40)
    ]
    people = pd.DataFrame({"participant": [f"P{n}" for n in range(40)], "plan": ["basic"] * 20 + ["plus"] * 20})
    said = [one.text for one in build(*rows, participants=people).summary if one.about == "segment plan"]
    assert any(text.startswith("At The trip, people with plan “basic” (20) feel worse than ") for text in said)
    often = re.compile(r"people with plan “basic” \(20\) tell of “.+” more often than .+: \d+ % against 0 %\.")
    assert any(often.search(text) for text in said)


def test_words():
    assert [_listed(list(names)) for names in ("a", "ab", "abc")] == ["a", "a and b", "a, b and c"]
    assert [_signed(value) for value in (-3.4, 0.2, 12.0)] == ["−3", "0", "+12"]


def test_a_map_of_one_product_speaks_of_tasks(material, boats):
    quotes, tags = material(*[told(f"P{n}", facets=["pain"]) for n in range(4)])
    figures = pd.DataFrame(
        {"step": ["Sail"] * 2, "metric": ["Successes", "Attempts"], "value": [9.0, 10.0], "unit": ["count"] * 2}
    ).assign(stage="trip", period=None, segment=None, source="test.csv", locator="row 1")
    book = boats.model_copy(update={"scope": "user"})
    page = render(build_journey(quotes, tags, book, study=Study(resamples=200), figures=figures))
    assert "## Tasks" in page
    assert "| task | emotion |" in page
    assert "Sail: 9 of 10 (90 %, between 57 % and 100 %)" in page
    without = build_journey(quotes, tags, book, study=Study(resamples=200))
    assert without.refused["task_success"].startswith("refused: no table gives a completion rate")
    customers = build_journey(quotes, tags, boats, study=Study(resamples=200), figures=figures)
    assert customers.task_success == ()
    assert "Task success" not in render(customers)
