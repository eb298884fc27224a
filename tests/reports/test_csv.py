"""The two tables for spreadsheets: read back they say what the map says, and nothing in them runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reports._odd import HOSTILE as HOSTILE_WORDS
from reports._odd import wild

from voc.journey.model import Lane, Score
from voc.reports import all_reports, pains
from voc.reports import csv as grid
from voc.reports._cells import safe, score, share, signed, table

HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "one\rtwo",
    'a "quoted" word, and a comma',
    "two\nlines",
    "semi;colon|pipe",
    "</script><b>",
    "😀 İstanbul",
]


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def with_text(journey, text):
    """The map with a hostile text wherever a person's or a codebook's words can stand."""
    quotes = {name: replace(quote, text=text) for name, quote in journey.quotes.items()}
    told = Lane("delight", text, 1, 1, ("q2",))
    stages = tuple(
        replace(
            stage,
            label=text,
            delights=told,
            channels=(told,),
            touchpoints=tuple(replace(cell, label=text) for cell in stage.touchpoints),
        )
        for stage in journey.stages
    )
    points = tuple(replace(pain, label=text, touchpoint=None) for pain in journey.pain_points)
    return replace(journey, quotes=quotes, stages=stages, pain_points=points, title=text)


@pytest.mark.parametrize("report", [grid.REPORT, pains.REPORT], ids=lambda report: report.name)
def test_snapshot(boat_trip, golden, report):
    golden(report.file, report.render(boat_trip))


@pytest.mark.parametrize("report", [grid.REPORT, pains.REPORT], ids=lambda report: report.name)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_in_their_cell_and_run_nowhere(boat_trip, report, text):
    header, *rows = read(report.render(with_text(boat_trip, text)))
    assert len(rows) == (3 if report is grid.REPORT else 2)
    for row in rows:
        assert len(row) == len(header)
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row)
        assert all(not cell.startswith("-") or float(cell) < 0 for cell in row)
        label = row[header.index("label")]
        assert label.removeprefix("'") == text


def test_the_grid_says_what_the_map_says(boat_trip):
    header, *rows = read(grid.render(boat_trip))
    booking, trip, _ = (dict(zip(header, row, strict=True)) for row in rows)
    assert (booking["stage"], booking["empty_reason"], booking["emotion_score"]) == (
        "booking",
        "asked, nobody raised it",
        "",
    )
    assert (trip["emotion_score"], trip["emotion_low"], trip["emotion_high"]) == ("-16.7", "-50.0", "20.4")
    assert (trip["n_quotes"], trip["n_participants"], trip["n_sources"], trip["empty_reason"]) == ("3", "3", "1", "")
    assert (trip["touchpoints"], trip["channels"]) == ("Pier (2)", "app (1)")
    assert trip["delights"] == "“The boat was lovely.” [q2]"
    assert trip["pain_points"] == "#1 pier, nobody; #2 boat"


def test_a_lane_shows_its_three_most_telling_quotes(boat_trip):
    stage = boat_trip.stages[1]
    many = replace(stage, delights=Lane("delight", "Delights", 4, 4, ("q3", "q2", "q1", "s1")))
    header, row = read(grid.render(replace(boat_trip, stages=(many,))))
    assert [line.rsplit(" ", 1)[1] for line in row[header.index("delights")].split("\n")] == ["[q3]", "[q2]", "[q1]"]


def test_the_ranking_says_what_the_map_says(boat_trip):
    header, first, second = read(pains.render(boat_trip))
    one, two = dict(zip(header, first, strict=True)), dict(zip(header, second, strict=True))
    assert (one["rank"], one["rank_low"], one["rank_high"], one["tied_with"]) == ("1", "1", "2", "2")
    assert [one[name] for name in ("n", "of", "share", "share_low", "share_high")] == ["2", "3", "0.6667", "0.0", "1.0"]
    assert (one["severity"], one["intensity"], one["p_top3"]) == ("0.2667", "0.4", "0.988")
    assert (one["best_quote"], one["quote_ids"]) == ("I waited on the pier for two hours and nobody came.", "q1 q3")
    assert (two["touchpoint"], two["best_quote_id"]) == ("", "q3")


def test_a_map_without_pains_gives_a_header_alone(boat_trip):
    (header,) = read(pains.render(replace(boat_trip, pain_points=())))
    assert "severity" in header


@example([["one\rtwo", "three"]])
@given(st.lists(st.lists(st.text() | st.none() | st.integers() | st.floats(allow_nan=False), min_size=2, max_size=2)))
def test_any_table_reads_back_cell_for_cell(rows):
    header, *back = read(table(["one", "two"], rows))
    assert header == ["one", "two"]
    assert len(back) == len(rows)
    for given_row, row in zip(rows, back, strict=True):
        for given_cell, cell in zip(given_row, row, strict=True):
            wanted = "" if given_cell is None else str(given_cell)
            formula = isinstance(given_cell, str) and given_cell[:1] and given_cell[0] in "=+-@\t\r\n＝＋－＠"
            assert cell == (f"'{wanted}" if formula else wanted)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, ""), (0, 0), (-3.5, -3.5), ("", ""), ("a=b", "a=b"), ("-", "'-"), ("’=", "’="), (False, False)],
)
def test_safe(cell, expected):
    assert safe(cell) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0.0, "0"), (0.4, "0"), (-0.4, "0"), (99.9, "+100"), (-100.0, "−100"), (12.34, "+12")],
)
def test_signed(value, text):
    assert signed(value) == text


@pytest.mark.parametrize(
    ("emotion", "text"),
    [
        (Score(None, None, None), "–"),
        (Score(0.0, None, None), "0"),
        (Score(-16.7, -50.0, 20.4), "−17 [−50, +20]"),
        (Score(0.0, 0.0, 0.0), "0 [0, 0]"),
    ],
)
def test_score(emotion, text):
    assert score(emotion) == text


def test_share_in_words(boat_trip):
    assert share(boat_trip.pain_points[0].prevalence) == "2 of 3 (67 %)"


def test_the_reports_there_are():
    assert {name: report.file for name, report in all_reports().items() if name != "html"} == {
        "csv": "journey.csv",
        "json": "journey.json",
        "md": "journey.md",
        "pains": "pain_points.csv",
        "webannotation": "annotations.jsonld",
        "ujg": "journey.ujg.jsonld",
        "schema": "journey.schema.json",
        "qdpx": "journey.qdpx",
        "qdc": "journey.qdc",
        "cjml": "journey.cjml",
        "xlsx": "journey.xlsx",
        "pptx": "journey.pptx",
        "backlog": "backlog.csv",
        "jira": "jira_backlog.csv",
        "github": "github_issues.jsonl",
        "canvas": "canvas.html",
        "charts": "charts.html",
        "canvas_md": "canvas.md",
        "notes": "sticky_notes.csv",
        "parquet": "evidence.parquet",
        "pdf": "journey.pdf",
        "png": "journey.png",
        "svg": "journey.svg",
    }


def test_the_parquet_table_has_a_row_for_each_tag_and_one_for_a_quote_without(boat_trip):
    table = pd.read_parquet(io.BytesIO(all_reports()["parquet"].render(boat_trip)))
    assert set(table["quote_id"]) == set(boat_trip.quotes)
    stages = table[table["kind"] == "stage"].set_index("quote_id")["label"]
    assert stages["q1"] == "trip"
    assert {"text", "source", "locator", "start", "end", "participant", "confidence", "by", "tag_start"} <= set(table)


def test_a_hostile_map_is_a_parquet_table(boat_trip):
    table = pd.read_parquet(io.BytesIO(all_reports()["parquet"].render(wild(boat_trip, HOSTILE_WORDS))))
    assert set(table["text"].map(len)) == {len(HOSTILE_WORDS)}
    assert "</script><script>" in table["text"].iloc[0]
