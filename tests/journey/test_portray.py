"""Internal lanes, opportunities, task success, and who was heard: small tables worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from voc.journey._material import Material
from voc.journey.heard import heard, saturation
from voc.journey.internal import backstage
from voc.journey.opportunities import ulwick
from voc.journey.tasks import adjusted_wald, task_success
from voc.study import Study


@pytest.fixture
def study(material, boats):
    def make(*rows, participants=None):
        quotes, tags = material(*rows)
        return Material(quotes, tags, boats, Study(resamples=200), participants)

    return make


def staff(text, person="S1", stage="trip", **more):
    return {"person": person, "stage": stage, "role": "staff", "text": text, "value": 0.0} | more


def test_who_acts_what_is_done_and_what_hurts_inside(study, build):
    made = study(
        staff("I export the list and send it to the courier.", id="s1", channels=["e-mail"]),
        staff("Then we tell Kestrel, and the dock team waits.", "S2", id="s2", channels=["telephone"]),
        staff("On Monday nobody at Kestrel answers.", id="s3", facets=["pain"], value=-0.5),
        staff("The support is nice.", stage="booking", id="s4"),
    )
    booking, trip = backstage(made, [])
    assert (booking.stage, booking.people, booking.pains) == ("booking", 1, ())
    assert trip.people == 2
    named = {(one.kind, one.name): one.quote_ids for one in trip.actors}
    assert named["role", "courier"] == ("s1",)
    assert set(named["name", "Kestrel"]) == {"s2", "s3"}
    assert ("role", "dock team") in named
    assert not any("Monday" in name for _, name in named)
    assert trip.channels == {"e-mail": ("s1",), "telephone": ("s2",)}
    assert set(trip.process) == {"s1", "s2"}
    assert trip.pains == ("s3",)


def test_inside_stands_beside_the_customers_pain(build):
    rows = [{"person": f"P{n}", "stage": "trip", "value": -0.5, "facets": ["pain"]} for n in range(4)]
    journey = build(*rows, staff("We know that the oars are broken."))
    (lane,) = journey.backstage
    assert lane.customer_pains == (1,)


def test_no_staff_says_why(build):
    journey = build({"person": "P1", "stage": "trip"})
    assert journey.backstage == ()
    assert journey.refused["backstage"].startswith("refused: no staff")


def test_ulwicks_score_by_hand():
    """Of five people at the stage, three raised it (6), one is content (2): 6 + (6 − 2) = 10."""
    rows = np.array([[10.0, 0], [10, 0], [10, 0], [0, 10], [0, 0], [np.nan, np.nan]])
    ((importance, satisfaction, score),) = ulwick(rows[:, None])
    assert (importance.value, satisfaction.value, score.value) == (6.0, 2.0, 10.0)
    assert 0 <= score.low <= score.value <= score.high <= 20
    # More content than pained: the importance alone.
    assert ulwick(np.array([[[10.0, 10]], [[0, 10]]]))[0][2].value == 5.0


def test_what_all_of_six_people_raise_may_not_be_what_everybody_does():
    """Wilson 1927: 6 of 6 is 61 % to 100 %, so that the importance is 6.1 to 10."""
    rows = np.array([[10.0, 0]] * 4 + [[10.0, 10.0]] * 2)
    ((importance, satisfaction, score),) = ulwick(rows[:, None])
    assert (importance.low, importance.high) == (pytest.approx(6.1, abs=0.01), 10.0)
    assert (satisfaction.low, satisfaction.high) == pytest.approx((0.97, 7.0), abs=0.01)
    assert score.value == pytest.approx(16.67)
    assert importance.low <= score.low < score.value < score.high <= 20


def test_an_opportunity_shows_both_inputs(build):
    rows = [{"person": f"P{n}", "stage": "trip", "value": -0.5, "facets": ["pain"]} for n in range(3)]
    rows += [{"person": "Q", "stage": "trip", "value": 0.5}]
    (row,) = build(*rows).opportunities
    assert (row.importance.value, row.satisfaction.value, row.score.value, row.of_stage) == (7.5, 2.5, 12.5, 4)
    assert (row.owner, row.effort) == (None, None)


def figures(*rows):
    names = ("step", "metric", "value", "unit")
    told = [dict(zip(names, row, strict=True)) for row in rows]
    return pd.DataFrame(told).assign(stage="trip", period=None, segment=None, source="test.csv", locator="row 1")


WORKED = [
    # rows, share, n, of
    ([("row", "Successes", 9.0, "count"), ("row", "Attempts", 10.0, "count")], 0.9, 9, 10),
    ([("row", "Completion rate", 0.8, "share"), ("row", "Participants", 5.0, "count")], 0.8, 4, 5),
    ([("row", "Task success", 0.75, "share")], 0.75, None, None),
]


@pytest.mark.parametrize(("rows", "share", "n", "of"), WORKED)
def test_task_success_by_hand(rows, share, n, of):
    (one,) = task_success(figures(*rows))
    assert (one.share, one.n, one.of) == (share, n, of)
    if of is None:
        assert (one.low, one.high, one.reason) == (None, None, "the table does not say how many tried")
    else:
        assert (one.low, one.high) == pytest.approx(adjusted_wald(n, of), abs=1e-4)


@pytest.mark.parametrize(
    "rows", [[("row", "Users", 9.0, "count")], [("row", "Successes", 9.0, "count"), ("row", "Attempts", 0.0, "count")]]
)
def test_what_is_no_success_is_none(rows):
    assert task_success(figures(*rows)) == ()
    assert task_success(None) == ()


def test_the_adjusted_wald_interval_is_sauros():
    """Sauro & Lewis 2005: 9 of 10 by 95 % is 57 % to 100 % (0.5736, 1.0038 before it is cut)."""
    assert adjusted_wald(9, 10) == pytest.approx((0.574, 1.0), abs=0.01)


def test_who_was_heard(study):
    rows = [{"person": f"P{n}", "stage": "trip", "kind": "survey" if n % 2 else "interview"} for n in range(6)]
    table = pd.DataFrame({"participant": [f"P{n}" for n in range(6)], "Boat": ["A", "A", "A", "B", "B", "B"]})
    cells = {(one.source_kind, one.group): one.n for one in heard(study(*rows, participants=table))}
    assert cells == {("survey", "A"): 1, ("interview", "A"): 2, ("survey", "B"): 2, ("interview", "B"): 1}


def test_a_pain_of_one_person_counts_for_saturation(study, build):
    rows = [
        {"person": f"P{n}", "stage": "trip", "value": -0.5, "facets": ["pain"], "places": ["pier"]} for n in range(8)
    ]
    rows += [{"person": "P0", "stage": "booking", "value": -0.5, "facets": ["pain"], "id": "alone"}]
    (one,) = saturation(study(*rows), build(*rows).pain_points)
    assert (one.kind, one.people, one.themes, one.once, one.quote_ids) == ("all", 8, 2, 1, ("alone",))
    # C = 1 − Q1/U · (T−1)Q1 / ((T−1)Q1 + 2·Q2) = 1 − 1/9
    assert one.coverage == pytest.approx(8 / 9, abs=1e-4)
    assert one.run is not None


def test_where_much_is_in_no_theme_nothing_is_said_of_what_is_unheard(study, build):
    at_trip = [{"person": f"P{n}", "stage": "trip", "facets": ["pain"], "value": -0.5} for n in range(6)]
    rest = [{"person": f"P{n}", "stage": "return", "facets": ["pain"], "value": -0.5} for n in (0, 1)]
    pains = build(*at_trip, *rest).pain_points
    (told,) = saturation(study(*at_trip, *rest), pains)
    assert (told.coverage is None, len(pains)) == (False, 1)
    more = [one | {"stage": "booking"} for one in rest]
    (told,) = saturation(study(*at_trip, *rest, *more), pains)
    assert (told.coverage, told.new, told.richness, told.run) == (None, None, None, None)
    assert told.sentence == (
        "Refused: how much is still unheard cannot be told, as 40 % of the quotes on pains are in no theme."
    )


def test_one_person_gives_no_saturation_but_a_reason(study):
    (one,) = saturation(study({"person": "P", "stage": "trip", "facets": ["pain"]}), [])
    assert (one.coverage, one.richness, one.new, one.run) == (None, None, None, None)
    assert one.sentence.startswith("Refused: 1 people are too few")
