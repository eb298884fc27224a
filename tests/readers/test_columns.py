"""Which column of a survey is what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from voc.readers._columns import classify
from voc.readers._table import Table

OWN_WORDS = [
    "The courier never came to my door.", "I called twice and gave up.", "Nothing to add, it was fine.",
    "Please open on Sundays.", "The box was wet and torn.", "Your app forgot my address again.",
    "A friend had to lend me a printer.", "Cheap, but slow for me.",
]  # fmt: skip
CHOICES = ["App", "Phone", "App", "App", "Shop", "Phone", "App", "Shop"]
SEVERAL = ["App", "Phone", "Phone, Shop", "App, Shop", "App, Phone, Shop", "Shop", "App, Phone", "Phone, Shop"]
MS_FORMS = ["App;", "Phone;", "Phone;Shop;", "App;Shop;", "App;Phone;Shop;", "Shop;", "App;Phone;", "Phone;Shop;"]


def judged(header: str, cells: Sequence[str]) -> str:
    rows = tuple((cell, "x") for cell in cells)
    return classify(Table((header, "other"), rows, tuple(range(2, len(rows) + 2))))[0].role


@pytest.mark.parametrize(
    ("header", "cells", "role"),
    [
        ("What went wrong?", OWN_WORDS, "open"),
        ("Comments", [*OWN_WORDS, "", "", ""], "open"),
        (
            "Was möchten Sie uns sagen?",
            ["Es war zu teuer.", "Alles gut soweit, danke.", "Bitte früher liefern."],
            "open",
        ),
        ("Which channel?", CHOICES, "closed"),
        ("Would you come back?", ["Yes, I would", "No, never"] * 6, "closed"),
        ("Agree?", ["I agree to the terms"] * 5, "closed"),
        ("Country", ["Spain", "Italy", "Chile", "Japan"], "closed"),
        ("Which channels?", SEVERAL, "multi"),
        ("Which channels? (check all that apply)", MS_FORMS, "multi"),
        ("How likely are you to recommend us?", ["9", "10", "3", "0"], "nps"),
        ("NPS", ["9", "7", "6"], "nps"),
        ("Würden Sie uns weiterempfehlen?", ["10", "8", "1"], "nps"),
        ("Would you recommend us (1 to 5)?", ["1", "5", "3"], "scale"),
        ("Satisfaction", ["1", "2", "7"], "scale"),
        ("Spent", ["12,50", "3,00", "140"], "closed"),
        ("Age", ["23", "67", "45"], "closed"),
        ("Satisfaction", ["4"] * 9 + ["don't know"], "scale"),
        ("Respondent ID", ["118052219061", "118052219062"], "person"),
        ("E-mail", ["a@example.org", "b@example.org"], "person"),
        ("#", ["068127e3d5", "3560842b2d"], "person"),
        ("Timestamp", ["2026/01/05 3:04:05 PM GMT+1"], "time"),
        ("Zeitstempel", ["05.01.2026 15:04:05"], "time"),
        ("Submit Date (UTC)", ["2018-04-03 09:05:40"], "time"),
        ("IP Address", ["10.0.0.1"], "technical"),
        ("First Name", ["Anna", "Tom"], "technical"),
        ("What else?", [], "empty"),
    ],
)
def test_a_column_is_known_by_header_and_cells(header: str, cells: list[str], role: str) -> None:
    assert judged(header, cells or [""]) == role


@pytest.mark.parametrize(
    ("header", "cells", "roles"),
    [
        ("Submitted On", ["1/5/2026 3:04:05 PM", "1/6/2026 9:00:12 AM", "1/7/2026 8:08:09 PM"], {"time", "technical"}),
        ("Completed", ["2026-01-05 10:00:00", "2026-01-06 09:00:12", "2026-01-07 20:08:09"], {"time", "technical"}),
        ("Your e-mail", ["a@example.org", "b@example.org", "c@example.org"], {"person", "technical"}),
        ("What is your email address?", ["a@example.org", "b@example.org", "c@d.com"], {"person", "technical"}),
        ("Customer name", ["Anna Smith", "Tom Brown", "Bea Woods"], {"person", "technical"}),
    ],
)
def test_dates_addresses_and_names_are_never_anybody_s_words(header: str, cells: list[str], roles: set[str]) -> None:
    """A date kept as a quote is noise; an address kept as an attribute names a person in participants.csv."""
    assert judged(header, cells) in roles


def test_only_the_first_identifier_is_the_person() -> None:
    table = Table(("Response ID", "Email", "Why?"), (("R_1", "a@example.org", "It was late again."),), (2,))
    assert [column.role for column in classify(table)] == ["person", "technical", "open"]


def test_every_column_is_said_why() -> None:
    table = Table(("a", "b", "c"), (("1", "", "two words here"), ("2", "", "three words here")), (2, 3))
    assert all(column.reason for column in classify(table))


def test_qualtrics_three_header_rows_are_no_answers(shared: Path) -> None:
    from voc.readers import Source
    from voc.readers.survey_table import read

    path = shared / "formats" / "qualtrics" / "sample.csv"
    assert not [passage for passage in read(Source(path, path.name)) if "ImportId" in passage.text]
