"""The map for the wall: drawn without a browser, printed by what is there."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader
from reports._odd import HOSTILE, many, odd, wild

from voc.errors import MissingExtra
from voc.journey.model import Journey
from voc.reports import pdf, png, svg
from voc.reports._measure import width, wrap
from voc.reports._wall import drawing, printer
from voc.reports._wall.drawing import A3, pages, whole
from voc.reports._wall.shapes import Box, Line

NAMES = (
    *("nothing", "no pains", "one stage", "thirty stages", "two hundred touchpoints", "long labels", "right to left"),
    "hostile",
)


def words(drawing: str) -> str:
    return " ".join(etree.fromstring(drawing.encode("utf-8")).itertext())


def test_what_the_map_says_stands_on_it(found: Journey) -> None:
    said = words(svg.render(found))
    for text in ("The trip", "I waited on the pier for two hours", "Pier", "We only have one key for both"):
        assert text in said
    assert "rank 1–" in said
    assert "Emotion" in said


@pytest.mark.parametrize("name", NAMES)
def test_odd_maps_are_drawings_and_nothing_lies_outside(boat_trip: Journey, found: Journey, name: str) -> None:
    journey = odd(boat_trip if name in ("nothing", "thirty stages", "two hundred touchpoints") else found)[name]
    etree.fromstring(svg.render(journey).encode("utf-8"))
    drawing = whole(journey)
    for shape in drawing.shapes:
        if isinstance(shape, Line):
            assert 0 <= shape.x <= drawing.width
            assert 0 <= shape.y <= drawing.height
            if shape.anchor == "start" and not shape.rtl:
                assert shape.x + shape.size * width(shape.text) <= drawing.width
        elif isinstance(shape, Box):
            assert shape.x + shape.width <= drawing.width
            assert shape.y + shape.height <= drawing.height


def test_lines_of_a_column_do_not_lie_on_each_other(found: Journey) -> None:
    lines = [shape for shape in whole(odd(found)["long labels"]).shapes if isinstance(shape, Line)]
    by_column: dict[float, list[Line]] = {}
    for line in lines:
        if line.anchor == "start" and not line.rtl and line.look not in ("number", "stage"):
            by_column.setdefault(round(line.x), []).append(line)
    for column in by_column.values():
        column.sort(key=lambda one: one.y)
        for above, below in pairwise(column):
            assert below.y - above.y >= 0.7 * below.size


def test_what_is_cut_stands_in_full_at_the_foot(found: Journey) -> None:
    long = "A label that goes on and on, word after word, until nobody can read it on a wall any more. " * 4
    said = words(svg.render(wild(found, long)))
    assert "… (1)" in said
    assert " ".join(said.split()).count(" ".join(long.split())[-40:]) >= 1


def test_a_hostile_study_is_text(found: Journey) -> None:
    drawing = svg.render(wild(found, HOSTILE))
    root = etree.fromstring(drawing.encode("utf-8"))
    assert not root.xpath("//*[local-name()='script']")
    assert "&lt;script&gt;" in drawing
    assert "href" not in " ".join(str(name) for element in root.iter() for name in element.attrib)


@pytest.mark.parametrize(("name", "pages"), [("one stage", 1), ("thirty stages", 4), ("hostile", 1)])
def test_the_pdf_has_a3_pages(boat_trip: Journey, name: str, pages: int) -> None:
    try:
        printer.can_print()
    except MissingExtra as error:
        pytest.skip(str(error))
    sizes = [page.mediabox for page in PdfReader(io.BytesIO(pdf.render(odd(boat_trip)[name]))).pages]
    assert len(sizes) == pages
    assert {(round(float(size.width) / 72 * 25.4), round(float(size.height) / 72 * 25.4)) for size in sizes} == {
        (420, 297)
    }


@pytest.mark.parametrize(("smallest", "count"), [(0.6, 1), (2.0, 8)])
def test_what_could_not_be_read_on_one_page_stands_on_more(
    found: Journey, monkeypatch: pytest.MonkeyPatch, smallest: float, count: int
) -> None:
    monkeypatch.setattr(drawing, "_SMALLEST", smallest)
    made = pages(many(found, 8, 20))
    assert len(made) == count
    assert all(one.scale <= 1 for one in made)


def test_the_picture_is_twice_as_large_as_the_drawing(found: Journey) -> None:
    try:
        printer.can_draw()
    except MissingExtra as error:
        pytest.skip(str(error))
    made = png.render(found)
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    drawing = whole(found)
    size = (int.from_bytes(made[16:20], "big"), int.from_bytes(made[20:24], "big"))
    assert size == (2 * round(drawing.width), 2 * round(drawing.height))


def test_without_weasyprint_a_browser_prints(found: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    if printer._browser() is None:
        pytest.skip("no Chromium on this machine")
    monkeypatch.setattr(printer, "_weasyprint", lambda: None)
    assert len(PdfReader(io.BytesIO(pdf.render(found))).pages) == 1


def test_what_is_missing_is_told_with_the_cure(found: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "_weasyprint", lambda: None)
    monkeypatch.setattr(printer, "_browser", lambda: None)
    with pytest.raises(MissingExtra, match=r'pip install "voc\[pdf\]", or install Chromium'):
        found.save("map.pdf")
    with pytest.raises(MissingExtra, match="take --to svg or pdf"):
        found.save("map.png")
    assert not Path("map.pdf").exists()


def test_a_long_word_is_broken_and_nothing_is_lost() -> None:
    text = "W" * 50 + " and some more words to wrap"
    lines = wrap(text, 8.0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= 8.0 for line in lines)
    assert A3[0] > A3[1]


def test_what_does_not_stand_on_the_wall_is_counted(boat_trip: Journey) -> None:
    page = svg.render(many(boat_trip, 2, 9))
    assert "and 5 more in journey.html" in page
