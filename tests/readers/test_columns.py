"""Which column of a survey is what."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.reading.surveys.columns import asks, classify, judge, plain
from voc.reading.surveys.shapes import is_own_name, judge_shapes
from voc.reading.tables.table import Table

OWN_WORDS = [
    "The courier never came to my door.", "I called twice and gave up.", "Nothing to add, it was fine.",
    "Please open on Sundays.", "The box was wet and torn.", "Your app forgot my address again.",
    "A friend had to lend me a printer.", "Cheap, but slow for me.",
]  # fmt: skip
CHOICES = ["App", "Phone", "App", "App", "Shop", "Phone", "App", "Shop"]
SEVERAL = ["App", "Phone", "Phone, Shop", "App, Shop", "App, Phone, Shop", "Shop", "App, Phone", "Phone, Shop"]
MS_FORMS = ["App;", "Phone;", "Phone;Shop;", "App;Shop;", "App;Phone;Shop;", "Shop;", "App;Phone;", "Phone;Shop;"]
LIKERT = ["Strongly agree", "Disagree", "Neutral", "Agree", "Strongly disagree", "Agree"]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    numbered = [(number, tuple(row)) for number, row in enumerate(rows, 2)]
    return Table(tuple(header), lambda: iter(numbered))


def judged(header: str, cells: Sequence[str]) -> str:
    return classify(table((header, "other"), [(cell, "x") for cell in cells]))[0].role


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
    ("header", "cells"),
    [
        ("Any other comments?", ["No"] * 30 + ["none", "N/A", "The lift was broken for a week.", "More bread please."]),
        ("Anything else?", [*OWN_WORDS[:5], "n/a", "no comment", "no comment", "asdf", "asdf", "asdf"]),
        ("What do you like least?", ["Price", "Support", "Delivery", "Speed"]),
        ("Why did you choose us?", ["Price", "Location", "A friend", "Habit"]),
        ("コメント", ["とても良かったです", "待ち時間が長い"]),
        ("请提出您的建议", ["等待时间太长了", "服务员很友好但是菜很慢"]),
        ("Text", ["Too slow", "Never again", "Loved it all", "Fine for us"]),
        ("Please specify", ["by post", "a neighbour", "at the fair"]),
        ("What should we improve?", ["queue, toilets", "price", "staff, queue times", "signs", "the app"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_open_question_is_never_lost_as_closed(header: str, cells: list[str]) -> None:
    """What most leave out ("no", "none") or say in one word is still what people wrote."""
    assert judged(header, cells) == "open"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("How do you feel about it?", LIKERT),
        ("What is your highest level of education?", ["Master's degree", "Bachelor's degree", "High school"]),
        ("What is your gender?", ["Female", "Non binary person", "Male"]),
        ("Which plan are you on?", ["Basic plan", "Family plan", "Student plan"]),
        ("In which country do you live?", ["United States", "New Zealand", "United Kingdom"]),
        ("Wie zufrieden sind Sie?", ["Sehr zufrieden", "Eher unzufrieden", "Teils/teils"]),
        (
            "10a. Data is too big to fit.",
            ["(0) Not a problem for me.", "(3) Major.", "N/A - skip", "(4) Critical."] * 3,
        ),
        ("Did it help?", ["Yes", "No", "No", "Yes"]),
        ("Options", ["/ Concert / Dinner", "/ Dinner", "/ Concert"]),
        ("What did you come for?", ["Concert;Late dinner;", "A walk by the river;", "Museum shop;Ferry;Bus;"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_closed_answer_is_nobody_s_words(header: str, cells: list[str]) -> None:
    assert judged(header, cells) in ("closed", "multi", "scale")


@pytest.mark.parametrize(
    ("header", "cells", "roles"),
    [
        ("Submitted On", ["1/5/2026 3:04:05 PM", "1/6/2026 9:00:12 AM", "1/7/2026 8:08:09 PM"], {"time", "technical"}),
        ("Completed", ["2026-01-05 10:00:00", "2026-01-06 09:00:12", "2026-01-07 20:08:09"], {"time", "technical"}),
        ("Your e-mail", ["a@example.org", "b@example.org", "c@example.org"], {"person", "technical"}),
        ("What is your email address?", ["a@example.org", "b@example.org", "c@d.com"], {"person", "technical"}),
        ("Customer name", ["Anna Smith", "Tom Brown", "Bea Woods"], {"person", "technical"}),
        ("Person name", ["Anna Smith", "Tom Brown", "Bea Woods"], {"technical"}),
        ("from_name", ["Anna Smith", "Tom Brown", "Bea Woods"], {"technical"}),
        ("Author", ["Anna Smith", "Tom", "José van Dijk"], {"technical"}),
        ("Caller", ["Anna Smith", "Tom Brown", "J. O'Neil"], {"technical"}),
        ("Enumerator name", ["Mia Roe", "Kai Lund", "Mia Roe"], {"technical"}),
        ("Interviewer", ["Mia", "Kai", "Mia"], {"technical"}),
        ("Assigned to", ["Mia Roe", "Kai Lund", "Mia Roe"], {"technical"}),
        ("surveyid", ["901", "902", "904"], {"technical"}),
        ("Nr.", [str(number) for number in range(1, 15)], {"technical"}),
        ("Datum", ["03.05.2026", "04.05.2026", "05.05.2026"], {"time"}),
        ("responsedate", ["2026-05-03", "2026-05-04"], {"time"}),
        ("Survey response ID", ["9001", "9002", "9004"], {"technical"}),
        ("Review ID", ["r-1", "r-2", "r-14"], {"technical"}),
        ("Assignee name", ["Mia", "Kai Lund", "Mia"], {"technical"}),
        ("What's your name?", ["Anna Smith", "Tom Brown", "Bea Woods"], {"technical"}),
        ("Wie ist Ihr Name?", ["Anna Smith", "Tom Brown", "Bea Woods"], {"technical"}),
        ("Contact information — Name", ["Anna Smith", "Tom Brown", "Bea Woods"], {"technical"}),
        ("Contact information — ZIP/Postal Code", ["SW1A 1AA", "LS1 4AP", "M1 1AE"], {"technical"}),
        ("Thank you! Question: what is your phone number?", ["555-555-5555", "555-555-5556"], {"technical"}),
        ("Reach me at", ["'+56954886178", "+56 9 7681 247", "+49 170 1234567"], {"technical"}),
        ("Handy", ["0170 1234567", "0171 7654321"], {"technical"}),
        ("Machine", ["203.0.113.7", "203.0.113.8", "2001:db8:0:0:0:0:0:1"], {"technical"}),
        ("Profile", ["https://example.org/ada", "https://example.org/bo"], {"technical"}),
        ("Loyalty card", ["KX8812345", "KX8812399", "KX7712345", "KX9912345", "KX1112345"], {"technical"}),
        ("Your date of birth", ["12 May 1980", "3 June 1991"], {"technical"}),
        ("Submission Date", ["Mar 3, 2025", "Mar 4, 2025", "Mar 4, 2025"], {"time"}),
        ("Date of visit", ["March 1, 2025", "March 2, 2025"], {"technical"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_names_a_person_is_neither_quote_nor_attribute(header: str, cells: list[str], roles: set[str]) -> None:
    """A date kept as a quote is noise; an address kept as an attribute names a person in participants.csv."""
    assert judged(header, cells) in roles


@pytest.mark.parametrize(
    "header",
    ["Internal notes", "AGENT_NOTES", "Interviewer's notes", "Resolution", "Action taken", "Interne Notiz",
     "Notes internes", "Notas internas", "Follow-up notes", "Notes (internal)"],
)  # fmt: skip
def test_what_staff_wrote_is_nobodys_answer(header: str) -> None:
    assert judged(header, OWN_WORDS) == "technical"
    found = judge(table((header,), [(cell,) for cell in OWN_WORDS]), 0)
    assert "staff's words" in found.reason


@pytest.mark.parametrize(
    "header", ["Notes", "Agent comments", "What did our agent note?", "Was there a resolution? Tell us more."]
)
def test_words_about_staff_are_answers(header: str) -> None:
    assert judged(header, OWN_WORDS) == "open"


@pytest.mark.parametrize(
    ("header", "cells"), [("Member", ["Yes", "No", "Yes"]), ("Guest", ["Business", "Family", "Alone"] * 10)]
)
def test_a_group_is_nobodys_name(header: str, cells: list[str]) -> None:
    assert judged(header, cells) == "closed"


def test_a_rating_of_a_thing_called_name_is_a_rating() -> None:
    assert judged("How do you like the — Name", ["1", "5", "4"]) == "scale"


def test_only_the_first_identifier_is_the_person() -> None:
    found = classify(table(("Response ID", "Email", "Why?"), [("R_1", "a@example.org", "It was late again.")]))
    assert [column.role for column in found] == ["person", "technical", "open"]


def test_every_column_is_said_why() -> None:
    found = classify(table(("a", "b", "c"), [("1", "", "two words here"), ("2", "", "three words here")]))
    assert all(column.reason for column in found)


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=30), max_size=30))
def test_every_column_gets_a_role(header: str, cells: list[str]) -> None:
    """Whatever stands in it; and a column with anything in it is never called empty."""
    column = classify(table((header,), [(cell.strip(),) for cell in cells]))[0]
    assert column.reason
    assert (column.role == "empty") == (not any(cell.strip() for cell in cells))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("<p>How <em>satisfied</em> are you?</p>", "How satisfied are you?"),
        ("one<br/>two\nthree", "one two three"),
        ("Why&nbsp;so&amp;so?", "Why so&so?"),
        ("{{field:7d95}}, what did you come for?", "…, what did you come for?"),
        ("Dear ${e://Field/Name}, why?", "Dear …, why?"),
        ("is a < b?", "is a < b?"),
    ],
)
def test_a_question_is_plain_words(header: str, words: str) -> None:
    assert plain(header) == words


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ("Why did you leave? Please write as much as you like.", "Why did you leave?"),
        ("On a scale of 1 to 5, how was it", "On a scale of 1 to 5, how was it"),
        ("", ""),
    ],
)
def test_what_a_header_asks(header: str, question: str) -> None:
    assert asks(header) == question


@pytest.mark.parametrize(
    "header",
    [
        "Your full name", "STUDENTS FULL NAME", "First and last name", "Student's name", "Name of the participant",
        "Please tell us your first name (optional)", "Wie heißen Sie?", "Vor- und Nachname", "Nombre completo",
        "Nom et prénom", "Nome completo", "Nome e cognome", "Voor- en achternaam", "What is your name?", "Full name:",
    ],
)  # fmt: skip
def test_a_question_for_her_name_is_known_in_many_forms(header: str) -> None:
    cells = ["Ann Marsh", "Bo Kim", "Cy Lund", "Di Roe", "Ed Fox", "Flo Gray"]
    assert judge_shapes(header, asks(header), header.lower(), cells) is not None
    assert is_own_name(header.lower())


@pytest.mark.parametrize(
    "header",
    [
        "What is the name of this resource?", "Name one thing you liked", "Names of the features you use",
        "Name of the product", "Which name fits best?",
    ],
)  # fmt: skip
def test_other_names_are_answers(header: str) -> None:
    cells = ["The ferry app", "The late bus", "A long queue", "The night train", "Old tram", "A rude driver"]
    assert judge_shapes(header, asks(header), header.lower(), cells) is None
    assert not is_own_name(header.lower())


@pytest.mark.parametrize("header", ["company name", "Nickname", "Child's name"])
def test_others_names_are_no_answers(header: str) -> None:
    assert judge_shapes(header, asks(header), header.lower(), ["Acme", "Bolt", "Cork", "Dune", "Eel"]) is not None
    assert not is_own_name(header.lower())
