"""The page of charts: said in words, with their numbers, and text where it is text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from reports._odd import odd

from voc.journey.findings import Group, Segment
from voc.journey.model import Calibration, ConfidenceBin, Journey
from voc.reports import charts
from voc.reports import html as page_of_map
from voc.reports._charts import emotion, forest, grids, reliability, saturation
from voc.reports._charts.figure import Figure
from voc.reports._findings import findings
from voc.reports._measure import width
from voc.reports._wall.shapes import Box, Line


@pytest.fixture
def mapped(found: Journey) -> Journey:
    """A map with groups."""
    scores = {stage.id: None for stage in found.stages} | {found.stages[1].id: -20.0}
    groups = (Group("City", 4, None, scores), Group("Cargo", 3, None, dict.fromkeys(scores)))
    bins = (ConfidenceBin(0.0, 0.6, 20, 12, 0.5, 0.4, 0.2, 0.63), ConfidenceBin(0.6, 1.0, 20, 15, 0.9, 0.95, 0.7, 1.0))
    sure = (
        Calibration("stage", ("model:one@1",), 40, 20, 0.075, bins, None),
        Calibration("facet", (), 3, 2, None, (), "too few"),
    )
    return replace(found, segments=(Segment("plan", 7, 8, groups, 3, (), None),), calibration=sure)


def drawn(journey: Journey) -> list[Figure]:
    return [one for chart in (emotion, forest, saturation, reliability) for one in chart.figures(journey)] + [
        *grids.segments(journey),
        *grids.people(journey),
    ]


def test_every_chart_stands_on_the_page_with_words_and_numbers(mapped: Journey) -> None:
    page = html.fromstring(charts.render(mapped))
    titles = [head.text for head in page.xpath("//figure//h2")]
    assert titles == [
        *("Emotion along the journey", "Pain points by severity", "Emotion by plan", "Who spoke of what", "Saturation"),
        "Confidence and truth: stage",
    ]
    assert all(len(drawing.get("aria-label")) > 30 for drawing in page.xpath("//figure//svg"))
    assert all(len(table.xpath(".//tbody/tr")) > 0 for table in page.xpath("//figure//table"))
    assert not page.xpath("//script")


def test_every_chart_stands_in_the_page_of_the_map(mapped: Journey) -> None:
    page = html.fromstring(page_of_map.render(mapped))
    titles = page.xpath("//section[@id='charts']//figure//h3/text()")
    assert titles == ["Pain points by severity", "Emotion by plan", "Who spoke of what", "Saturation"]
    assert page.xpath("//section[@id='about']//figure//h4/text()") == ["Confidence and truth: stage"]
    figures = page.xpath("//figure[@class='chart']")
    assert all(len(one.xpath(".//svg[@role='img']/@aria-label")[0]) > 30 for one in figures)
    assert all(one.xpath(".//table/tbody/tr") for one in figures)
    assert "Cannot be told: too few." in page.text_content()


def test_the_numbers_of_a_reliability_diagram(mapped: Journey) -> None:
    (one,) = reliability.figures(mapped)
    assert one.rows == (
        ("0–60 %", "50 %", "40 % [20, 63]", "20", "12"),
        ("60–100 %", "90 %", "95 % [70, 100]", "20", "15"),
    )
    assert "expected calibration error 0.075" in one.says
    (table,) = [found for found in findings(mapped) if found.title == "Confidence and truth"]
    assert table.rows[1] == ("stage", *one.rows[1])
    assert table.rows[2][:2] == ("facet", "too few")


def test_the_numbers_of_a_heat_map(mapped: Journey) -> None:
    (one,) = grids.segments(mapped)
    assert one.rows == (("City (4)", "–", "−20", "–"), ("Cargo (3)", "–", "–", "–"))
    assert [shape.look for shape in one.drawing.shapes if isinstance(shape, Box)].count("cell-bad-4") == 1


@pytest.mark.parametrize(
    "name",
    [
        *("nothing", "no pains", "one stage", "thirty stages", "two hundred touchpoints", "long labels"),
        *("right to left", "hostile"),
    ],
)
def test_odd_maps_have_charts_and_nothing_lies_outside(mapped: Journey, boat_trip: Journey, name: str) -> None:
    journey = odd(boat_trip if name in ("nothing", "thirty stages", "two hundred touchpoints") else mapped)[name]
    charts.render(journey).encode("utf-8")
    for figure in drawn(journey):
        for shape in figure.drawing.shapes:
            if isinstance(shape, Box):
                assert shape.x + shape.width <= figure.drawing.width
                assert shape.y + shape.height <= figure.drawing.height
            elif isinstance(shape, Line):
                wide = shape.size * width(shape.text)
                left = {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor] if not shape.rtl else 0.0
                assert left <= shape.x + 1 <= figure.drawing.width
                assert 0 <= shape.y <= figure.drawing.height


def test_a_hostile_study_is_text(mapped: Journey) -> None:
    page = charts.render(odd(mapped)["hostile"])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\x00" not in page


def test_a_map_of_nothing_says_so(boat_trip: Journey) -> None:
    assert "There is nothing to draw" in charts.render(odd(boat_trip)["nothing"])
