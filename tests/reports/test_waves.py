"""The waves of a map as Markdown: a table by wave, what changed in a line, and words of strangers as words."""

from __future__ import annotations

import io
from dataclasses import replace
from html import unescape

import pytest
from hostile import TEXTS, hostile
from python_calamine import CalamineWorkbook

from voc.journey.diff_records import DiffCell, DiffNumber, DiffSide, MapDiff
from voc.journey.model import Estimate, Journey
from voc.journey.wave_records import Change, Trend, Wave, WaveCell
from voc.reports import _changes_page, html, xlsx
from voc.reports.markdown import render

MIX = "explained by a changed mix of sources"


def cell(value, change=None, *, measure="emotion", label="The trip", n=4):
    rank = 1 if measure == "pain" else None
    reason = None if value else "nobody spoke of it"
    return WaveCell(measure, "trip", None, rank, label, value, n, 8, n, reason, change, ("q1",))


def change(verdict, *, compared="emotion", reason=None):
    gap = Estimate(-20.0, -30.0, -10.0) if compared == "emotion" else Estimate(0.25, 0.1, 0.4)
    return Change("2026Q1", verdict, gap, None, compared, 0, 0.001, 0.002, reason)


def wave(name, order, *cells):
    return Wave(name, order, 9, 8, 1, {"interview": 8}, None, None, cells)


@pytest.fixture
def waved(boat_trip) -> Journey:
    up, down = Estimate(30.0, 20.0, 40.0), Estimate(10.0, 0.0, 20.0)
    first, second = Estimate(0.25, 0.1, 0.5), Estimate(0.5, 0.2, 0.8)
    pain = {"measure": "pain", "label": "nobody | came"}
    one = wave("2026Q1", 1, cell(up), cell(first, n=2, **pain))
    two = wave(
        "2026Q2", 2, cell(down, change("moved")), cell(second, change(MIX, compared="people", reason="why"), **pain)
    )
    return replace(boat_trip, waves=(one, two))


def test_a_table_by_wave_and_what_changed(waved):
    page = render(waved)
    assert "| | 2026Q1 | 2026Q2 |\n|---|---|---|\n| people who said something | 8 | 8 |" in page
    assert "| The trip | +30 \\[+20, +40\\], 4 people | +10 \\[0, +20\\], 4 people |" in page
    assert "| pain 1, nobody \\| came (The trip) | 2 of 8 (25 %) | 4 of 8 (50 %) |" in page
    assert "- The trip, 2026Q1 → 2026Q2: moved, emotion −20 \\[−30, −10\\] points, q = 0.002" in page
    assert f"- 2026Q1 → 2026Q2: {MIX} (why): pain 1, nobody \\| came (The trip)" in page


def test_nothing_changed_is_said_and_missing_is_no_number(waved):
    quiet = tuple(
        replace(one, cells=tuple(replace(c, change=None, value=None) for c in one.cells)) for one in waved.waves
    )
    page = render(replace(waved, waves=quiet))
    assert "Nothing changed from wave to wave beyond noise." in page
    assert "| The trip | – | – |" in page


@pytest.mark.parametrize(
    ("short", "row"),
    [(0, "| – | +10 \\[0, +20\\], 4 people |"), (1, "| +30 \\[+20, +40\\], 4 people | – |")],
)
def test_a_cell_that_a_shared_map_does_not_show_leaves_the_others_in_their_row(waved, short, row):
    waves = list(waved.waves)
    waves[short] = replace(waves[short], cells=waves[short].cells[1:])
    page = render(replace(waved, waves=tuple(waves)))
    assert f"| The trip {row}\n| pain 1, nobody \\| came (The trip) | 2 of 8 (25 %) | 4 of 8 (50 %) |" in page


def test_trends(waved):
    rising = Trend(
        "emotion", "trip", None, None, "The trip", (1.0, 2.0), Estimate(10.0, 5.0, 15.0), 0.01, "rising", None
    )
    page = render(replace(waved, trends=(rising, replace(rising, direction="within noise"))))
    assert page.count("The trip: rising, +10 \\[+5, +15\\] points a wave, q = 0.010") == 1
    assert "No trend over all waves beyond noise." in render(replace(waved, trends=(replace(rising, direction=None),)))


def test_a_map_without_waves_says_why(boat_trip):
    page = render(replace(boat_trip, refused={"waves": "refused: no quote is of a wave"}))
    assert "## Waves\n\nrefused: no quote is of a wave.\n" in page
    assert "## Waves" not in render(boat_trip)


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_words_stay_words(waved, text):
    made = replace(waved, waves=tuple(hostile(one, text) for one in waved.waves))
    page = render(made)
    assert "<script>" not in page
    rows = [line for line in page.split("## Waves")[1].split("\n## ")[0].splitlines() if line.startswith("|")]
    assert len(rows) == 5


def test_the_workbook_has_the_waves_and_what_changed(waved):
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(waved)))
    assert book.get_sheet_by_name("Waves").to_python()[0] == ["Where", "2026Q1", "2026Q2"]
    changed = [row[0] for row in book.get_sheet_by_name("Between waves").to_python()]
    assert "The trip, 2026Q1 → 2026Q2: moved, emotion −20 [−30, −10] points, q = 0.002" in changed


def test_no_rate_of_false_discoveries_is_0(waved):
    sure = replace(change("moved"), q=0.0)
    waves = (waved.waves[0], replace(waved.waves[1], cells=(cell(Estimate(10.0, 0.0, 20.0), sure),)))
    assert "points, q < 0.001" in render(replace(waved, waves=waves)).replace("&lt;", "<")


def test_what_the_shares_are_of_is_said(waved):
    told = (
        "of those who said something in the wave; the map's own shares are of all 3 who said something or were asked."
    )
    assert told in render(waved)
    assert told in unescape(html.render(waved))
    assert "of those who said something in the wave.\n" in render(replace(waved, pain_points=()))


def test_the_page_of_changes_says_what_shares_are_of():
    sides = [DiffSide(name, "t", "c", 9, n, 1, {}, None, None) for name, n in (("2026Q1", 8), ("2026Q2", 7))]
    numbers = [DiffNumber(Estimate(0.25, 0.1, 0.5), 2, of, 2, None, ()) for of in (8, 7)]
    pain = DiffCell("pain", "trip", None, "nobody came", *numbers, replace(change("moved"), q=0.0))
    found = MapDiff(*sides, "people", 0, 0, (pain,), {"trip": "The trip"}, {}, (), 200, 1)
    page = _changes_page.render(found)
    assert "As people who raised them, of those who said something (2026Q1: 8; 2026Q2: 7)." in page
    assert "false discovery rate &lt; 0.001" in page
    assert "of all who said something or were asked." in _changes_page.render(replace(found, basis="intervals"))
