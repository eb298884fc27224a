"""Records in a notebook and in a terminal: strangers' text is text in both."""

from __future__ import annotations

from types import SimpleNamespace

from lxml import html

from voc import Codebook
from voc._display import Table, columns
from voc.codebook import Stage, Touchpoint
from voc.journey.model import Account

HOSTILE = "</td><script>alert(1)</script>\x1b[31m\x9b31m\u202eevil\nתיבה " + "W" * 10_000
BOOK = Codebook(
    title="Sending a parcel",
    stage=(Stage(name="delivery", meaning="From the label to the parcel in the hand."),),
    touchpoint=(Touchpoint(name="tracking_page", meaning="Where the parcel is.", stages=("delivery",)),),
)


def test_a_codebook_in_a_terminal() -> None:
    assert str(BOOK) == (
        "Sending a parcel\n"
        "The stages of a customer journey.\n"
        "\n"
        "Stage     Name      Meaning\n"
        "Delivery  delivery  From the label to the parcel in the hand.\n"
        "\n"
        "Touchpoints\n"
        "\n"
        "Touchpoint     Name           At stages  Meaning\n"
        "Tracking page  tracking_page  Delivery   Where the parcel is."
    )


def test_a_codebook_in_a_notebook() -> None:
    first, second = html.fromstring(f"<div>{BOOK._repr_html_()}</div>").findall("table")
    assert [cell.text for cell in first.iter("td")] == [
        *("Delivery", "delivery", "From the label to the parcel in the hand."),
    ]
    assert [cell.text for cell in second.iter("th")] == ["Touchpoint", "Name", "At stages", "Meaning"]


def test_a_codebook_without_touchpoints_has_one_table() -> None:
    assert BOOK.model_copy(update={"touchpoints": ()})._repr_html_().count("<table") == 1


def test_an_account_in_both() -> None:
    account = Account(1200, 900, 700, 200, {"duplicate": 300}, failed=("a\x1b.txt",))
    assert str(account).split("\n")[3:5] == [
        "Quotes read                           1,200",
        "Kept as evidence" + " " * 22 + "900",
    ]
    assert "File that could not be read           a␛.txt" in str(account)
    assert "<td" in account._repr_html_()
    assert repr(account).startswith("Account(read=1200")


def test_a_terminal_with_ipython_shows_the_text() -> None:
    said: list[str] = []
    BOOK._repr_pretty_(SimpleNamespace(text=said.append), cycle=False)
    assert said == [str(BOOK)]


def test_words_of_strangers_are_words() -> None:
    table = Table(HOSTILE, HOSTILE, ("What",), ((HOSTILE,),))
    page = html.fromstring(f"<div>{table.to_html()}</div>")
    assert not page.xpath("//script")
    assert len(page.xpath("//td")) == 1
    text = table.to_text()
    assert not {"\x1b", "\x9b"} & set(text)
    assert text.count("\u202e") == text.count("\u202c")
    assert max(map(len, text.split("\n")[3:])) <= 62


def test_a_table_without_rows_says_so() -> None:
    assert Table("Left out", "", ("Why",), ()).to_text() == "Left out\n\n–"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert columns([("a", "b"), ("long", "c")]) == "a     b\nlong  c"
