"""Corrected scores and shares of a map: what a review must have, and what is said where it has not."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from voc import corrections, tags
from voc.errors import TableError
from voc.journey import _reviewed, build_journey
from voc.journey.correction import Estimate
from voc.journey.reviewed_themes import product
from voc.journey.valued import valued
from voc.study import Study

ANN = "human:ann"


def human(kind, quote_id, label, probability, value=None):
    return {"quote_id": quote_id, "kind": kind, "label": label, "by": ANN, "probability": probability, "value": value}


@pytest.fixture
def corrected(material, boats):
    """A map of forty people with one quote each, of which the tagger calls all negative and a half are not.

    ``probability`` is that of the first ``reviewed`` quotes; ``kinds`` are reviewed.
    """

    def make(probability=0.5, reviewed=20, kinds=("sentiment", "stage", "facet"), quotes=1):
        rows = [
            {"person": f"P{n:02}", "stage": "trip", "value": -0.6, "facets": ["pain"], "id": f"q{n:02}{more}"}
            for n in range(40)
            for more in range(quotes)
        ]
        said, judged = material(*rows)
        made = []
        for place, quote_id in enumerate(said["quote_id"][:reviewed]):
            bad = place % 2 == 0
            own = {
                "sentiment": human(
                    "sentiment", quote_id, "negative" if bad else "positive", probability, -0.6 if bad else 0.4
                ),
                "stage": human("stage", quote_id, "trip", probability),
                "facet": human("facet", quote_id, "pain" if bad else "delight", probability),
            }
            made += [own[kind] for kind in kinds]
        both = pd.concat([judged, tags.frame(made)], ignore_index=True) if made else judged
        return build_journey(said, both, boats, study=Study(resamples=200))

    return make


def test_the_score_the_share_and_the_portions_are_corrected(corrected):
    journey = corrected()
    trip = journey.stages[1]
    # Half at −0.6 and half at 0.4.
    assert trip.emotion.score == pytest.approx(-10.0)
    assert trip.emotion.low < -10 < trip.emotion.high
    told = trip.emotion.correction
    assert (told.status, told.reviewed, told.people) == ("corrected", 20, 20)
    # As tagged, people's word where they gave it: thirty at −0.6, ten at 0.4.
    assert told.tagged == pytest.approx(-35.0)
    assert (told.value, told.low, told.high) == (trip.emotion.score, trip.emotion.low, trip.emotion.high)
    assert len(told.quote_ids) == 10
    assert (trip.pained.n, trip.pained.of) == (30, 40)
    assert trip.pained.correction.value == pytest.approx(0.5)
    assert trip.delighted.correction.value == pytest.approx(0.5)
    assert trip.portions["pain"].share == pytest.approx(0.5)
    assert trip.portions["stage"].share == 1.0
    assert journey.settings["correction"] == (
        "corrected for the tagger's errors by 20 reviewed quotes of 20 people: 1 of 1 stage scores; what compares "
        "people or themes (ranks, segments, personas, drivers, waves) is as tagged"
    )


def test_prevalence_and_severity_of_a_theme_are_corrected(corrected):
    """Thirty of forty stand in it, but of twenty reviewed, which the tagger called pains, ten are none."""
    (pain,) = corrected().pain_points
    assert (pain.prevalence.n, pain.prevalence.of) == (30, 40)
    told = pain.prevalence.correction
    assert (told.status, told.tagged, told.reviewed, told.people) == ("corrected", 0.75, 20, 20)
    assert told.value == pytest.approx(0.5)
    assert told.low < 0.5 < told.high
    assert len(told.quote_ids) == 10
    severity = pain.severity_correction
    assert (severity.status, severity.tagged) == ("corrected", pain.severity)
    assert severity.value == pytest.approx(0.5 * 0.6)
    assert severity.low < 0.3 < severity.high


def test_a_delight_that_the_tagger_did_not_see_is_corrected_too(corrected):
    """Those in the theme were all drawn with 1/2 and stand for two each."""
    (delight,) = corrected().delight_points
    assert delight.prevalence.n == len(delight.quote_ids) <= 10
    assert delight.prevalence.correction.value == pytest.approx(len(delight.quote_ids) / 20)
    assert delight.severity_correction.value == pytest.approx(0.4 * len(delight.quote_ids) / 20)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"probability": None}, "nothing says with which probability"),
        ({"kinds": ("stage",)}, "no person has reviewed the facets of a quote"),
        ({"probability": 0.1, "reviewed": 4}, "4 of its own quotes, of 4 people, were reviewed"),
    ],
)
def test_a_theme_says_why_it_is_as_tagged(corrected, how, why):
    pain = corrected(**how).pain_points[0]
    for told in (pain.prevalence.correction, pain.severity_correction):
        assert told.status.startswith("uncorrected: ")
        assert why in told.status
        assert told.value is None
    assert pain.severity_correction.tagged == pain.severity


def test_a_denied_pain_counts_for_the_theme_that_it_is_like(material, boats):
    """Twenty speak of the oar and twenty of the ticket; people deny a half of what they see of the oar."""
    talk = {"oar": "The oar was broken.", "ticket": "The ticket office wanted cash."}
    rows = [
        {"person": f"{about}{n}", "stage": "trip", "value": -0.6, "facets": ["pain"], "id": f"{about}{n}", "text": text}
        for about, text in talk.items()
        for n in range(20)
    ]
    said, judged = material(*rows)
    made = []
    for about in talk:
        for n in range(10):
            bad = about == "ticket" or n % 2 == 0
            made.append(human("facet", f"{about}{n}", "pain" if bad else "goal", 0.5))
            made.append(human("sentiment", f"{about}{n}", "negative" if bad else "neutral", 0.5, -0.6 if bad else 0.0))
            made.append(human("stage", f"{about}{n}", "trip", 0.5))
    journey = build_journey(said, pd.concat([judged, tags.frame(made)], ignore_index=True), boats)
    shares = {point.quote_ids[0][:3]: point.prevalence.correction for point in journey.pain_points}
    assert shares["tic"].value == pytest.approx(0.5)
    assert shares["oar"].value == pytest.approx(0.25)
    assert len(shares["oar"].quote_ids) == 5
    assert shares["tic"].quote_ids == ()


def test_the_interval_of_a_product_by_hand():
    value, low, high = product(Estimate(0.5, 0.3, 0.7, None), Estimate(0.8, 0.6, 0.9, None))
    assert value == pytest.approx(0.4)
    assert low == pytest.approx(0.4 - np.hypot(0.8 * 0.2, 0.5 * 0.2))
    assert high == pytest.approx(0.4 + np.hypot(0.8 * 0.2, 0.5 * 0.1))


REASONS = [
    ("no review at all", {"reviewed": 0}, "no person has reviewed a sample of the tags"),
    (
        "no probabilities",
        {"probability": None},
        "people reviewed the sentiment of 20 quotes, but nothing says with which",
    ),
    ("another kind", {"kinds": ("stage",)}, "no person has reviewed the sentiment of a quote"),
    (
        "too few",
        {"probability": 0.2, "reviewed": 8},
        "8 of its quotes, of 8 people, were reviewed with a known probability",
    ),
    (
        "a probability of something else",
        {"probability": 1.0},
        "the 20 quotes whose sentiment was reviewed stand for 20 quotes",
    ),
]


@pytest.mark.parametrize(("how", "why"), [case[1:] for case in REASONS], ids=[case[0] for case in REASONS])
def test_a_reason_stands_where_a_number_cannot(corrected, how, why):
    journey = corrected(**how)
    said = journey.settings["correction"]
    assert said.startswith("uncorrected: ")
    assert why in said
    emotion = journey.stages[1].emotion
    assert emotion.score is not None
    if how.get("reviewed") == 0:
        assert emotion.correction is None
    else:
        assert emotion.correction.status == said
        assert emotion.correction.value is None


def test_where_people_put_nothing_into_a_cell_its_score_stays_as_tagged(material, boats):
    """Two corrected sizes near 0 have a quotient, and it may be anything."""
    rows = [
        {"person": f"P{n:02}", "stage": "trip", "value": -0.3, "places": ["pier"], "id": f"q{n:02}"} for n in range(40)
    ]
    said, judged = material(*rows)
    made = [
        human(kind, quote_id, label, 0.5, value)
        for quote_id in said["quote_id"][:20]
        for kind, label, value in (("sentiment", "negative", -0.6), ("stage", "trip", None), ("touchpoint", None, None))
    ]
    both = pd.concat([judged, tags.frame(made)], ignore_index=True)
    trip = build_journey(said, both, boats, study=Study(resamples=200)).stages[1]
    assert trip.emotion.correction.status == "corrected"
    (pier,) = trip.touchpoints
    assert pier.emotion.correction.status == (
        "uncorrected: of what tags put here, people put none of the quotes that they reviewed"
    )
    assert pier.emotion.score == pier.emotion.correction.tagged == pytest.approx(-30.0)


def test_reviews_that_were_not_left_to_chance_say_what_cures_it(corrected):
    assert "as after teaching: review some more" in corrected(probability=1.0).settings["correction"]


def test_where_people_judged_all_no_probability_is_needed(corrected):
    journey = corrected(probability=None, reviewed=40)
    assert journey.stages[1].emotion.score == pytest.approx(-10.0)
    assert journey.stages[1].emotion.correction.status == "corrected"


def test_where_people_judged_all_each_person_counts_by_what_people_say(material, boats):
    """Six people with a quote at -0.6 and one at 0.4 on the trip; of three the second is of the booking, people say."""
    rows = [
        {"person": f"P{n}", "stage": "trip", "value": value, "id": f"q{n}{value}"}
        for n in range(6)
        for value in (-0.6, 0.4)
    ]
    said, judged = material(*rows)
    moved = {"q00.4", "q10.4", "q20.4"}
    made = [human("stage", row["id"], "booking" if row["id"] in moved else "trip", None) for row in rows]
    made += [
        human("sentiment", row["id"], "negative" if row["value"] < 0 else "positive", None, row["value"])
        for row in rows
    ]
    both = pd.concat([judged, tags.frame(made)], ignore_index=True)
    journey = build_journey(said, both, boats, study=Study(resamples=200))
    assert journey.stages[1].emotion.score == pytest.approx(100 * (3 * -0.6 + 3 * -0.1) / 6)


def test_whether_anyone_said_it_is_told_by_quotes_drawn_rarely_one_by_one(corrected):
    """Of 120 quotes 14 were drawn; a half of those is no pain, and three quotes a person make that most have one."""
    trip = corrected(probability=0.1, reviewed=14, quotes=3).stages[1]
    told = trip.pained.correction
    assert told.status == "corrected"
    assert told.weight is None
    assert told.low < told.value < told.high
    assert trip.portions["pain"].correction is not None


def test_no_error_among_few_reviewed_people_is_no_certainty(corrected):
    """Five people with all they said: each does tell of a pain, as tagged; with five, 52 % of the others might not."""
    told = corrected(probability=0.1, reviewed=15, quotes=3).stages[1].pained.correction
    assert (told.status, told.value, told.people) == ("corrected", 1.0, 5)
    assert told.low == pytest.approx(0.025 ** (1 / 5), abs=1e-4)


def test_what_may_be_anything_is_not_corrected(corrected, monkeypatch):
    monkeypatch.setattr(_reviewed, "mean", lambda *told: Estimate(0.1, -4.0, 4.0, 1.0))
    emotion = corrected(probability=0.5, reviewed=20).stages[1].emotion
    assert emotion.correction.status == (
        "uncorrected: what was reviewed so far leaves the whole scale open; review more"
    )
    assert (emotion.correction.value, emotion.score) == (None, emotion.correction.tagged)


def test_a_map_without_reviews_says_so_once(build):
    rows = [{"person": f"P{n}", "stage": "trip", "value": -0.5} for n in range(5)]
    journey = build(*rows)
    assert journey.settings["correction"] == "uncorrected: no person has reviewed a sample of the tags"
    assert journey.stages[1].portions["stage"].share == 1.0
    assert '"value": NaN' not in journey.to_json()


def test_portions_by_hand(build):
    journey = build(
        {"person": "Ann", "stage": "trip", "value": -0.5},
        {"person": "Ann", "stage": "booking", "value": 0.5},
        {"person": "Ben", "stage": "trip", "value": 0.5},
        {"person": "Cem", "stage": "trip", "value": 0.5},
        {"person": "Cem", "stage": "trip", "value": -0.5},
    )
    trip = journey.stages[1].portions
    assert trip["stage"].share == pytest.approx((1 / 2 + 1 + 1) / 3, abs=1e-4)
    assert trip["pain"].share == pytest.approx((1 + 0 + 1 / 2) / 3, abs=1e-4)
    assert journey.stages[0].portions == {"stage": journey.stages[0].portions["stage"]}


def test_a_word_gets_the_taggers_figure():
    model = {"kind": "sentiment", "by": "model:m@1"}
    made = tags.frame(
        [
            model | {"quote_id": "a", "label": "negative", "value": -0.2},
            model | {"quote_id": "b", "label": "negative", "value": -0.8},
            model | {"quote_id": "c", "label": "positive", "value": 0.9},
            human("sentiment", "a", "negative", 0.5),
            human("sentiment", "c", "negative", 0.5),
            human("sentiment", "b", "neutral", 0.5),
            human("sentiment", "b", "negative", 0.5, -0.4),
        ]
    )
    found = valued(made)["value"].tolist()[3:]
    # Confirmed: the tagger's own; changed: the mean of its figures for that word; a word it never gave: missing.
    assert found[:2] == pytest.approx([-0.2, -0.5])
    assert np.isnan(found[2])
    assert found[3] == -0.4


@pytest.fixture
def reading(material):
    said, judged = material({"person": "A", "stage": "trip"}, {"person": "B", "stage": "trip"})
    return SimpleNamespace(quotes=said), judged


def test_reviews_stand_beside_the_tags_in_the_order_of_the_quotes(reading, boats):
    one, judged = reading
    reviews = tags.frame([human("stage", "q000", "return", 0.25), human("stage", "gone", "trip", 0.25)])
    both, notes = corrections.beside(judged, reviews, one.quotes, boats)
    assert both["quote_id"].is_monotonic_increasing
    assert both.loc[both["by"] == ANN, "probability"].tolist() == [0.25]
    assert notes == ["reviews.csv: 1 of 2 corrections are of quotes that this study does not have; they are left out"]


def test_what_taught_the_tagger_is_known_and_no_sample(reading, boats):
    one, judged = reading
    reviews = tags.frame([human("stage", "q000", "return", 0.25), human("stage", "q001", "trip", 0.25)])
    both, _ = corrections.beside(judged, reviews, one.quotes, boats, learned_from={"stage": ("q000",)})
    assert both.loc[both["by"] == ANN, "probability"].tolist() == [1.0, 0.25]


def test_a_review_with_a_label_that_there_is_not_is_refused(reading, boats):
    one, judged = reading
    with pytest.raises(TableError, match=r"reviews\.csv: the facet 'pains' of quote q000 .*did you mean 'pain'"):
        corrections.beside(judged, tags.frame([human("facet", "q000", "pains", 0.25)]), one.quotes, boats)
