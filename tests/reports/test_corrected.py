"""What reviews made of the numbers, as a table of the Markdown page."""

from __future__ import annotations

from dataclasses import replace

from voc.journey.model import Correction, Journey, Portion, Score
from voc.reports._corrected import corrected
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
