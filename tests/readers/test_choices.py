"""Questions with several answers that a tool spreads over columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from voc.reading.surveys.choices import Boxes, find_choices, find_rows, other_question
from voc.reading.tables.table import Table


def table(header: Sequence[str], *rows: Sequence[str], ids: Sequence[str] = ()) -> Table:
    numbered = [(number, tuple(row)) for number, row in enumerate(rows, 2)]
    return Table(tuple(header), lambda: iter(numbered), ids=tuple(ids))


def spread(made: Table, **settings: object) -> dict[str, tuple[str, ...]]:
    found = find_choices(made, range(len(made.header)), **settings)  # type: ignore[arg-type]
    return {one.question: one.options for one in found}


@pytest.mark.parametrize(
    ("header", "rows", "question"),
    [
        (("Which? — App", "Which? — Shop"), [("App", ""), ("", "Shop")], "Which?"),
        (("Which? — App", "Which? — Shop"), [("1", "0"), ("0", "1")], "Which?"),
        (("Which? — App", "Which? — Shop"), [("1", ""), ("1", "2")], "Which?"),  # the option's number
        (("Which? (App)", "Which? (Shop)"), [("TRUE", "FALSE"), ("FALSE", "FALSE")], "Which?"),
        (("which/app", "which/shop"), [("1", "0"), ("", "")], "which"),
        (("Which? [App]", "Which? [Shop]"), [("x", ""), ("", "x")], "Which?"),
        (("3. App.", "3. Shop."), [("App.", ""), ("App.", "Shop.")], "3. App. / Shop."),
        (("App", "Shop"), [("App", ""), ("App", "Shop")], "App / Shop"),
    ],
)
def test_one_column_an_option(header: Sequence[str], rows: Sequence[Sequence[str]], question: str) -> None:
    assert list(spread(table(header, *rows))) == [question]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("Rate — App", "Rate — Shop"), [("5", "4"), ("1", "1")]),
        (("Rate — App", "Rate — Shop"), [("1", "4"), ("1", "1")]),
        (("Do you own — a car", "Do you own — a bike"), [("Yes", "No"), ("No", "No")]),
        (("Which? — App",), [("App",)]),
        (("App", "Why?", "Shop"), [("App", "It is near.", "Shop")]),
        (("Which? — App", "Which? — Shop"), [("", ""), ("", "")]),
    ],
    ids=["ratings", "ratings that begin with 1", "yes and no", "one column", "apart", "nobody answered"],
)
def test_other_columns_stay_apart(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    assert spread(table(header, *rows)) == {}


def test_a_layout_may_say_how_a_tool_writes_it() -> None:
    made = table(("App:Which?", "Shop:Which?"), ("App", ""), ("App", "Shop"))
    assert spread(made, header=r"(?P<option>.+?):(?P<question>.+)") == {"Which?": ("App", "Shop")}
    made = table(("M3[SQ001]", "M3[SQ002]"), ("Y", "N"), ("", "Y"))
    assert spread(made) == {}
    assert spread(made, boxes=Boxes(frozenset({"y"}))) == {"M3": ("SQ001", "SQ002")}


@pytest.mark.parametrize(
    ("cell", "words", "ticked"),
    [("1", (), True), ("0", (), False), ("", (), False), ("FALSE", (), False), ("App", (), True), ("N", ("y",), False)],
)
def test_what_a_tick_is(cell: str, words: Sequence[str], ticked: bool) -> None:
    assert Boxes(frozenset(words)).ticked(cell) is ticked


def test_qualtrics_says_itself_which_columns_are_one_question() -> None:
    ids = [f'{{"ImportId":"QID3","choiceId":"{n}"}}' for n in (1, 2)] + ['{"ImportId":"QID3_2_TEXT"}']
    made = Table(
        ("Q3_1", "Q3_2", "Q3_2_TEXT"),
        lambda: iter([(4, ("Phone", "", "")), (5, ("", "Other", "by post"))]),
        asked=("How? - Selected Choice - Phone", "How? - Selected Choice - Other", "How? - Other - Text"),
        ids=tuple(ids),
    )
    assert spread(made) == {"How?": ("Phone", "Other")}
    assert other_question(made, 2) == "How?"


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ("Where do you live? — Other (please specify)", "Where do you live?"),
        ("What tools do you use? (other)", "What tools do you use?"),
        ("Major use cases (other).", "Major use cases"),
        ("Welche Wege? [Sonstiges]", "Welche Wege?"),
        ("Which?/other", "Which?"),
        ("Other", ""),
        ("Otro (especifique)", ""),
        ("Why?", None),
        ("Other comments?", None),
    ],
)
def test_a_box_for_own_words_answers_the_question(header: str, question: str | None) -> None:
    assert other_question(table((header,), ("by post",)), 0) == question


def test_a_matrix_has_a_name_for_each_row() -> None:
    made = table(("How was it? [Food]", "How was it? [Room]", "Why? [optional]"), ("Good", "Bad", "It rained."))
    assert [(one.question, one.options) for one in find_rows(made, range(3))] == [("How was it?", ("Food", "Room"))]
