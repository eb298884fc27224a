"""The workbook: texts stay texts, numbers numbers, nothing is lost."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from reports._odd import FORMULAS, HOSTILE, odd, wild

from voc.reports._text import shown
from voc.reports._workbook.book import LIMIT
from voc.reports.xlsx import REPORT, render


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def elements(data: bytes, name: str) -> list[str]:
    """Every element of that name in every sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [etree.fromstring(archive.read(n)) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    return [node for page in pages for node in page.iter(f"{{*}}{name}")]


def test_the_sheets_and_their_heads(boat_trip):
    made = sheets(render(boat_trip))
    assert list(made) == ["Map", "Stages", "Touchpoints", "Pain points", "Backlog", "Quotes", "About"]
    assert made["Map"][3] == ["Stage", "1 Booking", "2 The trip", "3 Return"]
    lanes = {str(row[0]): row[1:] for row in made["Map"][4:]}
    assert lanes["Emotion, −100 … +100"] == ["asked, nobody raised it", -16.7, "not asked"]
    assert lanes["Emotion, −2 … +2"][1] == -0.33
    assert lanes["Dramatic arc, 1 … 5"][1] == 5.0
    assert lanes["Delights"][1] == "“The boat was lovely.” [q2]"
    assert lanes["Pain points (rank, n of N)"][1] == "#1 pier, nobody (2 of 3)\n#2 boat (2 of 3)"


def test_a_quote_with_its_place_and_tags(boat_trip):
    head, first, *_ = sheets(render(boat_trip))["Quotes"]
    row = dict(zip(head, first, strict=True))
    assert row["Quote"] == boat_trip.quotes["q1"].text
    assert (row["Quote id"], row["Participant"], row["Source"], row["Place"]) == (
        "q1",
        "P001",
        "talks/ann.txt",
        "line 1",
    )
    assert (row["Stage"], row["Touchpoints"], row["Facets"]) == ("The trip", "Pier", "pain")
    assert row["Ranks of its pain points"] == "1, 2"


def test_every_pain_and_backlog_row_has_its_evidence(boat_trip):
    made = sheets(render(boat_trip))
    for sheet, ids in (("Pain points", "Ids of all quotes"), ("Backlog", "Ids of quotes")):
        head, first, *_ = made[sheet]
        row = dict(zip(head, first, strict=False))
        assert (row["People"], row["of"], row[ids]) == (2, 3, "q1 q3")


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_becomes_a_formula_and_the_text_stays_as_it_is(boat_trip, text):
    data = render(wild(boat_trip, text))
    assert not elements(data, "f")
    assert not elements(data, "hyperlink")
    assert sheets(data)["Quotes"][1][1] == text


@pytest.mark.parametrize("name", ["nothing", "no pains", "one stage", "thirty stages", "two hundred touchpoints"])
def test_odd_journeys(boat_trip, name):
    journey = odd(boat_trip)[name]
    made = sheets(render(journey))
    assert len(made["Map"][3]) == len(journey.stages) + 1
    assert len(made["Touchpoints"]) == 1 + sum(len(stage.touchpoints) for stage in journey.stages)
    if name == "two hundred touchpoints":
        assert "… and 188 more: sheet Touchpoints" in str(made["Map"])


def test_hostile_texts_are_texts(boat_trip):
    quotes = sheets(render(wild(boat_trip, HOSTILE)))["Quotes"]
    assert quotes[1][1] == shown(HOSTILE)
    assert "␀␇\ufffd" in shown(HOSTILE)


def test_a_text_too_long_for_a_cell_goes_on_below(boat_trip):
    text = "🚲 word " * 9_000
    quotes = {**boat_trip.quotes, "q1": replace(boat_trip.quotes["q1"], text=text)}
    rows = [row for row in sheets(render(replace(boat_trip, quotes=quotes)))["Quotes"] if row[0] == "q1"]
    parts = [str(row[1]) for row in rows]
    assert len(parts) > 1
    assert all(len(part.encode("utf-16-le")) // 2 <= LIMIT for part in parts)
    assert "".join(part.removeprefix("… ").removesuffix("… ") for part in parts) == text


def test_heads_stay_in_sight_and_columns_are_wide(boat_trip):
    data = render(boat_trip)
    assert len([pane for pane in elements(data, "pane") if pane.get("state") == "frozen"]) == 6
    assert all(float(column.get("width")) > 5 for column in elements(data, "col"))


def test_same_map_same_bytes(boat_trip):
    assert render(boat_trip) == render(boat_trip)
    assert REPORT.file == "journey.xlsx"
