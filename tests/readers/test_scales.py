"""On which scale a closed question was answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.readers import Reading
from voc.reading.scales import Scale, of_figures, of_words, reduced


@pytest.mark.parametrize(
    ("question", "cells", "kind", "ends"),
    [
        ("How likely are you to recommend us?", ["0", "9", "10"], "nps", (0, 10)),
        ("How likely are you to recommend us? (0-10)", ["1", "6"], "nps", (0, 10)),
        ("NPS", ["10", "9", "11"], "nps", (0, 10)),
        ("Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?", ["9", "3"], "nps", (0, 10)),
        ("Recommanderiez-vous notre service ?", ["10", "3"], "nps", (0, 10)),
        ("¿Nos recomendaría?", ["10", "3"], "nps", (0, 10)),
        ("How likely is it that you would recommend us?", ["10 - Extremely likely", "7", "8", "3"], "nps", (0, 10)),
        ("Would you recommend us? (1-5)", ["5", "1"], "rating", (1, 5)),
        ("Would you recommend us? (1-10)", ["9", "10"], "rating", (1, 10)),
        ("How satisfied are you?", ["1", "4", "5"], "csat", (1, 5)),
        ("How satisfied are you (1 to 7)?", ["1", "4", "5"], "csat", (1, 7)),
        ("How satisfied are you? (1 = not at all, 10 = fully)", ["4", "5"], "csat", (1, 10)),
        ("Wie zufrieden sind Sie?", ["1", "6", "7"], "csat", (1, 7)),
        ("How easy was it to return it?", ["1", "7"], "ces", (1, 7)),
        ("¿Qué tan fácil fue?", ["1", "5"], "ces", (1, 5)),
        ("Please rate the soup", ["1", "3"], "rating", (1, 5)),
        ("Please rate how much you enjoy R on a scale of 1 to 5", ["1", "3"], "rating", (1, 5)),
        ("Rating", ["0", "3"], "rating", (0, 5)),
        ("How many people are you?", ["1", "3"], "number", (1, 3)),
        ("Rank these", ["1", "2", "3", "NA"], "number", (1, 3)),
        ("In what year did you start?", ["2016", "2019"], "number", (2016, 2019)),
        ("Spent", ["12,50", "3.00", "€ 1,200.00"], "number", (3, 1200)),
    ],
)
def test_figures(question: str, cells: list[str], kind: str, ends: tuple[float, float]) -> None:
    scale = of_figures(question, cells)
    assert scale is not None
    assert (scale.kind, scale.low, scale.high) == (kind, *ends)
    assert scale.reason


@pytest.mark.parametrize(("question", "cells"), [("Gender", ["1", "2"]), ("Used the app", ["0", "1", "1"])])
def test_codes_of_choices_are_no_rating(question: str, cells: list[str]) -> None:
    found = of_figures(question, cells)
    assert found is not None
    assert (found.kind, found.levels) == ("choice", tuple(sorted(set(cells))))


@pytest.mark.parametrize(
    ("cells", "levels", "reason"),
    [
        (
            ["Agree", "Strongly disagree", "Neutral", "agree ", "Strongly agree"],
            ("Strongly disagree", "Neutral", "Agree", "agree ", "Strongly agree"),
            "agreement",
        ),
        (["Very satisfied", "Neutral", "Dissatisfied"], ("Dissatisfied", "Neutral", "Very satisfied"), "satisfaction"),
        (["Oft", "Nie", "Immer"], ("Nie", "Oft", "Immer"), "frequency"),
        (["Weekly.", "Never.", "Daily."], ("Never.", "Weekly.", "Daily."), "frequency in time"),
        (["Peu probable", "Très probable"], ("Peu probable", "Très probable"), "likelihood"),
        (["Muy fácil", "Difícil"], ("Difícil", "Muy fácil"), "ease"),
        (["Good", "Poor", "Excellent", "Fair"], ("Poor", "Fair", "Good", "Excellent"), "quality"),
        (["Wichtig", "Unwichtig"], ("Unwichtig", "Wichtig"), "importance"),
        (["Très satisfaite", "Insatisfait"], ("Insatisfait", "Très satisfaite"), "satisfaction"),
        (["(3) Major.", "(0) None.", "(1) Trivial.", "N/A"], ("(0) None.", "(1) Trivial.", "(3) Major."), "0–3"),
        (["5 = sehr gut", "1 = sehr schlecht", "3"], None, ""),
    ],
)
def test_worded_levels_come_in_order(cells: list[str], levels: tuple[str, ...] | None, reason: str) -> None:
    scale = of_words(cells)
    assert (scale and scale.levels) == levels
    assert scale is None or (scale.kind == "ordinal" and reason in scale.reason)


@pytest.mark.parametrize(
    "cells", [["Yes", "No"], ["Neutral", "Neutral"], ["Red", "Never"], ["Good service", "Bad food"]]
)
def test_other_words_are_in_no_order(cells: list[str]) -> None:
    assert of_words(cells) is None


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("9", "9"),
        ("10 - Extremely likely", "10"),
        ("Not at all likely - 0", "0"),
        ("NA", ""),
        ("don't know", "don't know"),
    ],
)
def test_a_rating_is_its_figure(cell: str, figure: str) -> None:
    assert reduced(cell, Scale("nps")) == figure


def test_the_scales_are_kept_with_their_reason(read: Callable[..., Reading]) -> None:
    header = "Respondent ID,How likely are you to recommend us?,How satisfied are you?,How often do you come?,Why?\n"
    rows = "100001,9,5,Weekly,It is near my house\n100002,3,2,Never,I waited for an hour\n"
    found = read({"a.csv": header + rows}).attributes.set_index("attribute")
    assert found["kind"].to_dict() == {
        "NPS": "nps",
        "How satisfied are you?": "csat",
        "How often do you come?": "ordinal",
    }
    assert found.loc["How often do you come?", "levels"] == "Never | Weekly"
    assert found["reason"].notna().all()
