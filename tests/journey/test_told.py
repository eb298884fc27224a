"""Themes that the researcher names and merges, over maps small enough to write out."""

from __future__ import annotations

import tomllib

import pytest

from voc.errors import StudyError
from voc.journey import build_journey
from voc.study import Study
from voc.theme_file import ThemeFile

OAR = "The oar was broken and splintered"
RENT = "The deposit was charged twice on my card"
FOG = "Fog came in and nobody had told us"


def rows():
    """Four people on a broken oar, three on the deposit (both while booking), three on the fog (on the trip)."""
    said = [("booking", OAR, 4), ("booking", RENT, 3), ("trip", FOG, 3)]
    for stage, text, people in said:
        for number in range(people):
            name = f"{text.split()[1]}{number}"
            yield {"id": name, "person": name, "stage": stage, "value": -0.5, "text": f"{text}, {number}."}
    yield {"id": "lone", "person": "Zoe", "stage": "return", "value": -0.7, "text": "Gulls stole my sandwich."}


@pytest.fixture
def mapped(material, boats):
    said, judged = material(*rows())

    def make(toml: str = "", least: int = 3):
        told = ThemeFile.model_validate(tomllib.loads(toml))
        return build_journey(said, judged, boats, study=Study(resamples=200, min_participants=least), told=told)

    return make


def test_without_a_file_themes_are_as_found(mapped):
    journey = mapped()
    assert sorted(pain.prevalence.n for pain in journey.pain_points) == [3, 3, 4]
    assert {pain.made_of for pain in journey.pain_points} == {()}


def test_a_theme_is_renamed_by_its_label_or_by_any_of_its_quotes(mapped):
    oar = next(pain for pain in mapped().pain_points if pain.prevalence.n == 4)
    for handle in (oar.label, *oar.quote_ids):
        (renamed,) = [
            pain for pain in mapped(f'theme = [{{name = "Oars", of = ["{handle}"]}}]').pain_points if pain.made_of
        ]
        assert (renamed.label, renamed.made_of) == ("Oars", (oar.label,))
        assert set(renamed.quote_ids) == set(oar.quote_ids)
        assert (renamed.severity, renamed.severity_low) == (oar.severity, oar.severity_low)


def test_merged_themes_count_each_person_once_and_stand_where_most_people_speak(mapped):
    journey = mapped('theme = [{name = "Bad luck", of = ["came0", "oar1", "oar2"]}]')
    merged = next(pain for pain in journey.pain_points if pain.label == "Bad luck")
    assert (merged.prevalence.n, merged.stage, len(merged.made_of)) == (7, "booking", 2)
    assert len(journey.pain_points) == 2
    assert journey.opportunities[merged.rank - 1].problem == "Bad luck"


def test_a_quote_in_no_theme_may_be_put_into_one(mapped):
    before = mapped()
    after = mapped('theme = [{name = "Out there", of = ["came0", "lone"]}]')
    merged = next(pain for pain in after.pain_points if pain.label == "Out there")
    assert (merged.prevalence.n, "lone" in merged.quote_ids) == (4, True)
    assert merged.made_of[1] == "lone"
    assert before.coverage.pain_quotes_ungrouped == after.coverage.pain_quotes_ungrouped + 1 == 1


LEFT_OUT = [
    (
        '{name = "A", of = ["no such"]}',
        ("'A': no pain theme and no quote in one is called 'no such'", "nothing of it is on the map"),
    ),
    ('{name = "A", of = ["lone"]}', ("'A': it is raised by 1 of the 3 people",)),
    ('{name = "A", of = ["oar0"], kind = "delight"}', ("no delight theme", "nothing of it is on the map")),
]


@pytest.mark.parametrize(("toml", "messages"), LEFT_OUT)
def test_an_entry_that_does_not_fit_is_left_out_and_told(mapped, caplog, toml, messages):
    journey = mapped(f'theme = [{toml}, {{name = "Oars", of = ["oar0"]}}]')
    assert [record.name for record in caplog.records] == ["voc"] * len(messages)
    for record, message in zip(caplog.records, messages, strict=True):
        assert record.getMessage().startswith("voc: themes.toml: 'A': ")
        assert message in record.getMessage()
        assert "\n" not in record.getMessage()
    assert sorted(pain.prevalence.n for pain in journey.pain_points) == [3, 3, 4]
    assert [pain.label for pain in journey.pain_points if pain.made_of] == ["Oars"]


def test_what_is_gone_is_left_out_and_the_rest_of_the_entry_counts(mapped, caplog):
    journey = mapped('theme = [{name = "Bad luck", of = ["came0", "oar, gone", "oar1"]}]')
    merged = next(pain for pain in journey.pain_points if pain.label == "Bad luck")
    assert (merged.prevalence.n, len(merged.made_of)) == (7, 2)
    (record,) = caplog.records
    assert "is called 'oar, gone', so that it is left out; " in record.getMessage()
    # Labels hold commas: each is quoted.
    assert all(repr(pain.label) in record.getMessage() for pain in mapped().pain_points)


def test_a_theme_that_two_entries_claim_is_refused(mapped):
    with pytest.raises(StudyError, match="'A' and 'B' both claim the theme") as caught:
        mapped('theme = [{name = "A", of = ["oar0"]}, {name = "B", of = ["oar1"]}]')
    assert "\n" not in str(caught.value)


def test_one_label_at_two_stages_asks_for_a_quote(material, boats, caplog):
    said, judged = material(
        *(
            {"person": f"{stage}{n}", "stage": stage, "value": -0.5, "text": OAR}
            for stage in ("booking", "trip")
            for n in range(3)
        )
    )
    labels = {pain.label for pain in build_journey(said, judged, boats, study=Study(resamples=200)).pain_points}
    (label,) = labels
    told = ThemeFile.model_validate({"theme": [{"name": "Oars", "of": [label]}]})
    build_journey(said, judged, boats, study=Study(resamples=200), told=told)
    assert "at booking and trip, so that it is left out; give a quote's id" in caplog.text


def test_delights_are_grouped_and_ranked_like_pains(build):
    pleased = [
        {"person": f"P{n}", "stage": "trip", "value": 0.6, "text": f"The sunset over the lake was glorious, {n}."}
        for n in range(4)
    ]
    journey = build(*pleased, {"person": "P9", "stage": "trip", "value": -0.6})
    (delight,) = journey.delight_points
    assert (delight.rank, delight.prevalence.n, delight.prevalence.of, delight.intensity) == (1, 4, 5, 0.6)
    assert delight.severity == pytest.approx(0.48)
    assert journey.coverage.delight_quotes == 4
    assert journey.coverage.delight_quotes_ungrouped == 0
    assert journey.pain_points == ()


def test_themes_by_meaning_need_no_shared_word(material, boats):
    """A hand-made encoder: what it holds for alike is one theme, whatever the words."""
    texts = ["Oar broke.", "Paddle snapped.", "Rowlock gone.", "Card charged twice.", "Fee wrong.", "Deposit lost."]
    said, judged = material(
        *({"id": f"q{n}", "person": f"P{n}", "stage": "trip", "value": -0.5, "text": t} for n, t in enumerate(texts))
    )

    def meaning(given):
        return [[1.0, 0.0] if texts.index(text) < 3 else [0.0, 1.0] for text in given]

    journey = build_journey(said, judged, boats, study=Study(resamples=200), meaning=meaning)
    assert [set(pain.quote_ids) for pain in journey.pain_points] == [{"q0", "q1", "q2"}, {"q3", "q4", "q5"}]
    assert all(pain.label in texts for pain in journey.pain_points)  # its people share no word
