"""What reviews made of the numbers, as a table of the Markdown page."""

from __future__ import annotations

import io
from dataclasses import replace

from pptx import Presentation
from python_calamine import CalamineWorkbook

from voc.journey.model import Correction, Journey, Portion, Score
from voc.reports import html, pains, pptx, xlsx
from voc.reports._corrected import corrected, of_pain
from voc.reports._facts import rests_on
from voc.reports.markdown import render

MADE = Correction("corrected", -35.0, -40.0, -30.0, -10.0, -30.0, 10.0, 0.5, 20, 18, ())
FEW = Correction("uncorrected: 4 of its quotes, …", 0.5, 0.4, 0.6, None, None, None, None, 4, 4, ())
PART = Correction("corrected", 0.4, 0.3, 0.5, 0.25, 0.1, 0.4, 1.0, 20, 18, ())


def reviewed(journey: Journey) -> Journey:
    """The first stage with a score corrected, its shares not."""
    place = next(n for n, stage in enumerate(journey.stages) if stage.emotion.score is not None)
    stage = journey.stages[place]
    assert stage.pained is not None
    changed = replace(
        stage,
        emotion=Score(-10.0, -30.0, 10.0, MADE),
        pained=replace(stage.pained, correction=FEW),
        delighted=None,
        portions={"stage": Portion(0.25, 0.1, 0.4, 18, PART), "pain": Portion(0.5, 0.4, 0.6, 18, FEW)},
    )
    return replace(journey, stages=(*journey.stages[:place], changed, *journey.stages[place + 1 :]))


def test_a_row_a_reviewed_stage_and_each_reason_once(boat_trip: Journey) -> None:
    found = corrected(reviewed(boat_trip))
    ((_, *row),) = found.rows
    assert row == [
        "−35 [−40, −30]",
        "−10 [−30, +10]",
        "20 (18)",
        "as tagged (1)",
        "–",
        "25 % [10, 40]",
        "as tagged (1)",
        "–",
    ]
    assert found.reasons == (FEW.status,)


def test_nothing_is_said_where_nothing_was_reviewed(boat_trip: Journey) -> None:
    assert corrected(boat_trip).rows == ()
    assert "Corrected for" not in render(boat_trip)


def test_the_page_has_the_table(boat_trip: Journey) -> None:
    page = render(reviewed(boat_trip))
    assert "| −35 [−40, −30] | −10 [−30, +10] | 20 (18) | as tagged (1) | – |" in page
    assert "\n1. uncorrected: 4 of its quotes" in page


def test_workbook_and_slides_show_both_numbers_and_why_one_is_as_tagged(boat_trip: Journey) -> None:
    journey = reviewed(boat_trip)
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(journey)))
    head, *rows = book.get_sheet_by_name("Corrected numbers").to_python()
    assert dict(zip(head, rows[0], strict=True))["Emotion as tagged"] == "−35 [−40, −30]"
    assert book.get_sheet_by_name("Why numbers are as tagged").to_python()[1] == ["1", FEW.status]
    stages = book.get_sheet_by_name("Stages").to_python()
    both = "corrected; as tagged −35 [−40, −30], by 20 reviewed quotes of 18 people"
    assert both in [row[-1] for row in stages]
    assert -35.0 in [row[-2] for row in stages]
    said = [shape for slide in Presentation(io.BytesIO(pptx.render(journey))).slides for shape in slide.shapes]
    words = [cell.text for shape in said if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert both in words
    assert FEW.status in words


def test_what_nobody_reviewed_is_uncorrected(boat_trip: Journey) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(boat_trip)))
    assert "uncorrected" in [row[-1] for row in book.get_sheet_by_name("Stages").to_python()]
    assert "Corrected numbers" not in book.sheet_names


def test_pains_say_everywhere_whether_they_are_corrected(boat_trip: Journey) -> None:
    first, second = boat_trip.pain_points
    severity = Correction("corrected", 0.2667, 0.1, 0.4, 0.2, 0.05, 0.35, 1.0, 20, 18, ())
    first = replace(first, prevalence=replace(first.prevalence, correction=PART), severity_correction=severity)
    journey = replace(boat_trip, pain_points=(first, replace(second, severity_correction=FEW)))
    both = "corrected: severity 0.200 [0.050, 0.350], people 25 % [10 %, 40 %]"
    assert [of_pain(pain) for pain in (*journey.pain_points, second)] == [both, FEW.status, "uncorrected"]
    assert both in render(journey).replace("\\", "")
    assert both.capitalize() in html.render(journey)
    assert both in pains.render(journey)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(journey))).get_sheet_by_name("Pain points")
    assert [row[-1] for row in sheet.to_python()] == ["Corrected", both, FEW.status]
    said = [shape for slide in Presentation(io.BytesIO(pptx.render(journey))).slides for shape in slide.shapes]
    words = [cell.text for shape in said if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert {both.removeprefix("corrected: "), "uncorrected"} <= set(words)


def test_a_quote_that_people_took_off_every_stage_is_none_of_those_that_the_map_rests_on(boat_trip):
    taken = replace(next(iter(boat_trip.quotes.values())), stage=None, participant="P999", source="talks/zoe.txt")
    more = replace(boat_trip, quotes={**boat_trip.quotes, "off": taken})
    assert rests_on(more) == rests_on(boat_trip)
    assert render(more).splitlines()[2] == render(boat_trip).splitlines()[2]
    pages = [html.render(one).partition('class="rests"')[2].partition("</p>")[0] for one in (boat_trip, more)]
    assert pages[0] == pages[1]
