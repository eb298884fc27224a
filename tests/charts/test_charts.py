"""Charts: valid for Vega-Lite, said in words, with their numbers as a table, and text where it is text."""

from __future__ import annotations

import builtins
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hostile import TEXTS, hostile

from voc import charts
from voc.errors import MissingExtra, VocError
from voc.evaluation.model import Bin, Calibration

CALIBRATION = Calibration(
    12, 12, 0.05, 0.05, 0.2, (Bin(0.0, 0.5, 0, None, None), Bin(0.5, 0.75, 4, 0.6, 0.5), Bin(0.75, 1.0, 8, 0.9, 0.875))
)


def with_segments(journey, name="plan", group="City"):
    emotion = {stage.id: None for stage in journey.stages} | {journey.stages[1].id: -20.0}
    groups = tuple(SimpleNamespace(name=one, n=4, emotion=emotion) for one in (group, "Cargo"))
    segment = SimpleNamespace(attribute=name, groups=groups, compared=3, differences=())
    return replace(journey, segments=(segment,))


def drawn(journey, title="Stages"):
    return {
        "coverage_grid": charts.coverage_grid(journey),
        "emotion_curve": charts.emotion_curve(journey),
        "heat_map": charts.heat_map(with_segments(journey, title, title)),
        "pain_forest": charts.pain_forest(journey),
        "reliability_diagram": charts.reliability_diagram(CALIBRATION, title=title),
        "saturation_curve": charts.saturation_curve(journey),
    }


def test_every_chart_is_drawn_here(boat_trip):
    assert set(drawn(boat_trip)) == set(charts.__all__) - {"table"}


def test_every_chart_is_valid_and_said_in_words_and_numbers(boat_trip):
    for name, chart in drawn(boat_trip).items():
        made = chart.to_dict()  # Altair checks it against the schema of Vega-Lite
        assert len(made["description"]) > 40, name
        assert made["title"]["text"], name
        assert len(charts.table(chart)) > 0, name
        assert "Infinity" not in chart.to_json()


@pytest.fixture(scope="module")
def harmless(boat_trip):
    return {name: chart.to_html() for name, chart in drawn(boat_trip).items()}


@pytest.mark.parametrize("text", TEXTS, ids=["signs", "word", "lines"])
def test_a_hostile_map_stays_text(boat_trip, harmless, text):
    """The page that Altair makes holds a chart in a script: nothing may end that script, nor be a tag in it."""
    for name, chart in drawn(hostile(boat_trip, text), text).items():
        page = chart.to_html()
        page.encode("utf-8")
        # A long word must not make a picture of a mile; signs without width come on top of the 80.
        assert max(map(len, chart.to_dict()["title"]["text"])) <= 90
        assert "\x00" not in page
        for sign in ("<script", "</script", "<!--"):
            assert page.count(sign) == harmless[name].count(sign), (name, sign)


def test_the_words_of_the_curve(boat_trip):
    assert charts.emotion_curve(boat_trip).description == (
        "Line of the emotion score by stage, from −100 to +100. Booking: no score, asked, nobody raised it; "
        "The trip −17 (95 %: −50 to +20); Return: no score, not asked."
    )


def test_the_numbers_of_the_forest(boat_trip):
    table = charts.table(charts.pain_forest(boat_trip))
    assert table[["rank", "pain", "severity", "low", "high", "people", "ranks"]].iloc[0].tolist() == [
        1, "pier, nobody", 0.2667, 0.1, 0.4, "2 of 3", "1–2",
    ]  # fmt: skip
    assert "The first 1 of 2" in str(charts.pain_forest(boat_trip, most=1).to_dict()["title"]["subtitle"])


def test_the_numbers_of_the_grids(boat_trip):
    cells = charts.table(charts.coverage_grid(boat_trip))
    assert cells[["stage", "group", "said"]].to_numpy().tolist() == [
        ["Booking", "interview", "–"], ["The trip", "interview", "3"], ["Return", "interview", "–"],
    ]  # fmt: skip
    cells = charts.table(charts.heat_map(with_segments(boat_trip), "plan"))
    assert cells["said"].tolist() == ["–", "−20", "–"] * 2


def test_the_curve_of_saturation_ends_at_all_pains(boat_trip):
    table = charts.table(charts.saturation_curve(boat_trip))
    # Each of two pains was raised by 2 of 3: one person raises each with a chance of 2/3, two surely.
    assert table["themes"].tolist() == [0.0, pytest.approx(1.3333), 2.0, 2.0]


def test_stages_that_are_called_alike_are_told_apart(boat_trip):
    same = replace(boat_trip, stages=tuple(replace(stage, label="Trip") for stage in boat_trip.stages))
    assert charts.table(charts.emotion_curve(same))["place"].tolist() == ["Trip", "Trip (2)", "Trip (3)"]


def test_what_there_is_no_data_for_is_said(boat_trip):
    bare = replace(boat_trip, pain_points=(), segments=())
    with pytest.raises(VocError, match="no segments on this map"):
        charts.heat_map(bare)
    with pytest.raises(VocError, match="no attribute 'age'; there are: plan"):
        charts.heat_map(with_segments(boat_trip), "age")
    with pytest.raises(VocError, match="no pain points"):
        charts.saturation_curve(bare)
    with pytest.raises(VocError, match="no tags with a confidence"):
        charts.reliability_diagram(replace(CALIBRATION, bins=()))
    assert charts.pain_forest(bare).to_dict()["description"].startswith("Forest plot of 0 of 0")


def test_without_altair_the_error_names_the_cure(boat_trip, monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "altair":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match=r'pip install "voc\[charts\]"'):
        charts.emotion_curve(boat_trip)


def test_pictures_are_made(boat_trip):
    vl_convert = pytest.importorskip("vl_convert")
    for name, chart in drawn(boat_trip).items():
        picture = vl_convert.vegalite_to_svg(json.dumps(chart.to_dict()))
        assert picture.startswith("<svg"), name
        assert "NaN" not in picture, name
