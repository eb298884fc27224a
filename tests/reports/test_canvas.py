"""The one-page canvas and its notes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from lxml import html as parser
from markdown_it import MarkdownIt
from reports._odd import FORMULAS, HOSTILE, many, odd, wild

from voc.reports import canvas, canvas_md, notes
from voc.reports._canvas import thirds
from voc.reports._text import shown


def page(journey):
    return parser.document_fromstring(canvas.render(journey))


def rows(journey):
    return list(csv.DictReader(io.StringIO(notes.render(journey), newline="")))


@pytest.mark.parametrize("report", [canvas_md.REPORT, notes.REPORT], ids=lambda report: report.name)
def test_snapshot(boat_trip, golden, report):
    golden(report.file, report.render(boat_trip))


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, [0, 0, 0]), (1, [0, 1, 0]), (2, [1, 1, 0]), (3, [1, 1, 1]), (7, [2, 3, 2]), (30, [10, 10, 10])],
)
def test_thirds(boat_trip, count, sizes):
    stages = many(boat_trip, count, 0).stages if count else ()
    assert [len(part) for part in thirds(stages).values()] == sizes


def test_nothing_is_loaded_and_no_script_runs(boat_trip):
    made = page(wild(boat_trip, HOSTILE))
    assert not made.xpath("//script")
    assert all(target.startswith(("#", "data:,")) for target in [*made.xpath("//@href"), *made.xpath("//@src")])
    assert made.xpath("//h1")[0].text_content() == shown(HOSTILE)
    assert {q.text_content() for q in made.xpath("//q")} == {shown(HOSTILE)}
    policy = made.xpath("//meta[@http-equiv]/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_every_link_leads_to_a_quote(boat_trip):
    made = page(boat_trip)
    assert {target[1:] for target in made.xpath("//td//@href")} <= set(made.xpath("//@id"))
    assert made.xpath("//td//a")


@pytest.mark.parametrize("name", ["nothing", "no pains", "one stage", "thirty stages", "two hundred touchpoints"])
def test_odd_journeys(boat_trip, name):
    journey = odd(boat_trip)[name]
    labels = {cell.label for stage in journey.stages for cell in stage.touchpoints}
    assert labels <= {row["note"].split(" · ")[0] for row in rows(journey)}
    assert all(label in canvas.render(journey) and label in canvas_md.render(journey) for label in labels)


def test_hostile_texts_are_texts_in_markdown(boat_trip):
    told = MarkdownIt("commonmark").enable("table").render(canvas_md.render(wild(boat_trip, HOSTILE)))
    assert "<script" not in told
    assert "<a " not in told
    # Three columns and the names of the rows, whatever people wrote.
    assert {line.count("<td>") for line in told.split("<tr>")[2:]} == {4}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_note_is_a_formula(boat_trip, text):
    made = csv.reader(io.StringIO(notes.render(wild(boat_trip, text)), newline=""))
    assert not [cell for row in made for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝")]


def test_a_note_of_a_pain_counts_people(boat_trip):
    [first, *_] = [row for row in rows(boat_trip) if row["section"] == "What hurts"]
    assert (first["period"], first["stage"], first["note"], first["n"], first["of"]) == (
        *("during", "The trip", "#1 pier, nobody", "2", "3"),
    )


def test_a_long_quote_stands_in_full_below(boat_trip):
    text = "word " * 300
    long = replace(boat_trip, quotes={i: replace(quote, text=text) for i, quote in boat_trip.quotes.items()})
    assert page(long).xpath("//q")[0].text_content() == text
    assert text.strip() in canvas_md.render(long)


def test_a_problem_is_a_question_in_peoples_words_and_a_touchpoint_has_its_stage(boat_trip):
    made = rows(boat_trip)
    (problem,) = (row for row in made if row["section"] == "Problems to solve")
    said = boat_trip.quotes[problem["quote_ids"].split()[0]].text
    assert problem["note"] == f"How might we help where people say “{said.rstrip('.')}”?"
    assert f"“{said}”" in canvas_md.render(boat_trip).split("## Quotes in full")[1]
    assert [row["note"] for row in made if row["section"] == "Touchpoints"] == ["Pier · The trip"]
    silent = tuple(replace(one, quote_ids=()) for one in boat_trip.opportunities)
    assert "How might we help with pier, nobody?" in canvas_md.render(replace(boat_trip, opportunities=silent))
