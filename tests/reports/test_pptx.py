"""The slides: native shapes and tables, nothing cut without a way to see it."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Inches
from reports._odd import HOSTILE, many, odd, wild

from voc.errors import MissingExtra
from voc.reports import _base, choose
from voc.reports._slides.deck import Box, Text, fits
from voc.reports._slides.maps import parts
from voc.reports._text import one_line, shown
from voc.reports.pptx import render


def slides(journey):
    return list(Presentation(io.BytesIO(render(journey))).slides)


def titles(journey):
    return [slide.shapes.title.text_frame.text for slide in slides(journey)]


def words(slide):
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def notes(slide):
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def test_the_slides(boat_trip):
    assert titles(boat_trip) == [
        "Hiring a boat",
        "The map",
        "What they say",
        "Emotion",
        "Pain points, ranked",
        "1. pier, nobody",
        "2. boat",
        "Touchpoints",
        "Opportunities",
        "What became of everything that was read",
        "How it was made and what the numbers mean",
        "Who was heard where: people by stage and kind of source",
    ]


def test_the_map_is_arrows_a_curve_and_a_native_table(boat_trip):
    page = slides(boat_trip)[1]
    assert {"Booking", "The trip", "Return"} <= set(words(page).split("\n"))
    assert sum(shape.has_table for shape in page.shapes) == 1
    assert not [shape for shape in page.shapes if shape.shape_type == 13], "no pictures"
    told = [node.get("descr") for node in page._element.iter("{*}cNvPr") if node.get("descr")]
    assert told == ["The trip: emotion −17 [−50, +20]"]
    # The reasons for the two gaps.
    assert {"asked, nobody raised it", "not asked"} <= set(words(page).split("\n"))


def test_a_pain_has_its_quotes_word_for_word_with_their_place_and_all_ids_in_the_notes(boat_trip):
    page = slides(boat_trip)[5]
    said = words(page)
    assert "“I waited on the pier for two hours and nobody came.”" in said
    assert "P001 · interview · talks/ann.txt · line 1 [q1]" in said
    assert "2 of 3 people" in said
    assert "All 2 quotes: q1 q3" in notes(page)


def test_a_missing_extra_names_the_command_before_any_work(monkeypatch):
    monkeypatch.setattr(_base, "find_spec", lambda name: None if name == "pptx" else importlib.util.find_spec(name))
    with pytest.raises(MissingExtra, match=r'pip install "voc\[pptx\]"'):
        choose(["pptx"])


@pytest.mark.parametrize("name", ["nothing", "no pains", "one stage", "thirty stages", "two hundred touchpoints"])
def test_odd_journeys(boat_trip, name):
    journey = odd(boat_trip)[name]
    pages = slides(journey)
    told = "\n".join(map(words, pages))
    assert all(stage.label in told for stage in journey.stages)
    assert all(cell.label in told for stage in journey.stages for cell in stage.touchpoints)
    assert ("No theme of what hurts" in told) == (not journey.pain_points)


@pytest.mark.parametrize("name", ["hostile", "long labels", "right to left", "two hundred touchpoints"])
def test_nothing_stands_below_the_edge_of_its_slide(boat_trip, name):
    for page in slides(odd(boat_trip)[name]):
        for shape in page.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= Inches(13.34)
            assert shape.top + shape.height <= Inches(7.51)


def test_hostile_texts_are_texts_and_in_full_somewhere(boat_trip):
    journey = wild(boat_trip, HOSTILE)
    pages = slides(journey)
    assert "</script><script>alert(1)</script>" in words(pages[0])
    # Of the title, a label and a quote the whole stands in the notes.
    assert one_line(HOSTILE) in notes(pages[0])
    assert one_line(HOSTILE) in notes(pages[1])
    pain = next(page for page in pages if page.shapes.title.text_frame.text.startswith("1. "))
    assert shown(HOSTILE) in notes(pain)
    with zipfile.ZipFile(io.BytesIO(render(journey))) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in relations


def test_a_right_to_left_text_runs_from_the_right(boat_trip):
    title = slides(replace(boat_trip, title="שלום"))[0].shapes.title
    assert title.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"


def test_the_parts_of_many_stages_are_of_like_size(boat_trip):
    assert [len(part) for part in parts(many(boat_trip, 30, 0).stages)] == [8, 7, 7, 8]
    assert parts(()) == []


def test_fits_counts_lines():
    assert fits([Text("one two", 12)], Box(0, 0, 2, 0.25))
    assert not fits([Text("one two " * 20, 12)], Box(0, 0, 2, 0.25))


def test_same_map_same_bytes(boat_trip):
    assert render(boat_trip) == render(boat_trip)
