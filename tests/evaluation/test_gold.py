"""The gold table: what a cell says, what is refused, and which quotes it means."""

from __future__ import annotations

import pandas as pd
import pytest

from voc.errors import TableError
from voc.evaluation.gold import read_gold
from voc.evaluation.match import clusters, plain, quotes_of, spellings

CELLS = [
    ("empty is unknown", None, None),
    ("blank too", "  ", None),
    ("one", "delivery", ("delivery",)),
    ("several", "delivery | refund", ("delivery", "refund")),
    ("once is enough", "a|a||b|", ("a", "b")),
    ("none is a judgement", "none", ()),
    ("however written", " None ", ()),
    ("a word of four letters", "nonesuch", ("nonesuch",)),
    ("a number", 3, ("3",)),
]


@pytest.mark.parametrize(("cell", "expected"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_cell(cell, expected):
    gold = read_gold(pd.DataFrame({"quote_id": ["q", "r"], "touchpoint": [cell, "x"]}, dtype=object))
    assert gold.judged == {"touchpoint": (expected, ("x",))}


def test_columns_are_known_however_they_are_written():
    table = pd.DataFrame({" Quote ID": ["q"], "STAGE": ["a"], "life_event": ["b"], "Valence": ["-0.5"], "coder": ["x"]})
    gold = read_gold(table, ["life-event"])
    assert (gold.by, gold.keys, gold.valence, gold.ignored) == ("quote_id", ("q",), (-0.5,), ("coder",))
    assert gold.judged == {"stage": (("a",),), "life-event": (("b",),)}


def test_an_id_goes_before_a_text():
    assert read_gold(pd.DataFrame({"text": ["It broke."], "quote_id": ["q"], "stage": ["a"]})).by == "quote_id"


def test_the_channel_of_a_widened_quotes_table_is_no_judgement():
    table = pd.DataFrame({"quote_id": ["q"], "channel": ["chat"], "stage": ["a"], "locator": ["row 2"]})
    assert set(read_gold(table).judged) == {"stage"}
    assert set(read_gold(table.drop(columns="locator")).judged) == {"stage", "channel"}


REFUSED = [
    ("no name of a quote", {"id": ["q"], "stage": ["a"]}, "no column named 'quote_id' or 'text'; it has id, stage"),
    ("nothing judged", {"quote_id": ["q"], "stages": ["a"]}, "no column holds judgements.*did you mean 'stage'"),
    ("only names", {"text": ["q"]}, "no column holds judgements.*there are: .*touchpoint, valence"),
    ("no rows", {"quote_id": [], "stage": []}, "a header but no rows"),
    ("a column twice", {"quote_id": ["q"], "stage": ["a"], "Stage": ["b"]}, "two columns are named 'stage'"),
    ("a quote twice", {"quote_id": ["q", "q"], "stage": ["a", "b"]}, "quote_id 'q' stands in two rows"),
    ("none and some", {"quote_id": ["q"], "stage": ["none|a"]}, "quote_id 'q': stage is 'none|a'"),
    ("no label", {"quote_id": ["q"], "stage": ["|"]}, "quote_id 'q': stage is '|'; write labels"),
    ("a list", {"quote_id": ["q"], "stage": [["a"]]}, "quote_id 'q': stage is a list"),
    ("a sentiment", {"quote_id": ["q"], "sentiment": ["positiv"]}, "no sentiment 'positiv'; did you mean 'positive'"),
    ("a valence", {"quote_id": ["q"], "valence": ["bad"]}, "valence is 'bad'; write a number"),
    ("an endless valence", {"quote_id": ["q"], "valence": ["inf"]}, "valence is 'inf'; write a number"),
    ("a long text", {"text": ["x" * 99], "valence": ["?"]}, f"gold.csv, text '{'x' * 60}…': valence"),
]


@pytest.mark.parametrize(("table", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_no_gold_can_be(table, said):
    with pytest.raises(TableError, match=r"^gold.csv") as caught:
        read_gold(pd.DataFrame(table), where="gold.csv")
    assert caught.match(said.replace("|", r"\|").replace("?", r"\?"))
    assert "\n" not in str(caught.value)


def by_text(*texts):
    return read_gold(pd.DataFrame({"text": list(texts), "stage": ["a"] * len(texts)}))


PLACES = pd.DataFrame(
    [("q1", "It broke."), ("q2", "No."), ("q3", "No."), ("q4", "Cafe\u0301  was\r\nclosed ")],
    columns=["quote_id", "text"],
)
FOUND = [
    ("the same words", ["It broke."], ["q1"]),
    ("other spaces and the same letters", ["Café was closed"], ["q4"]),
    ("other case is another text", ["it broke.", "It broke."], [None, "q1"]),
    ("one of two: the one with tags", ["No."], ["q3"]),
    ("as often as there are quotes", ["No.", "No.", "No."], ["q3", "q2", None]),
    ("an empty cell", [None, "It broke."], [None, "q1"]),
]


@pytest.mark.parametrize(("texts", "expected"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_texts_meet_quotes(texts, expected):
    assert quotes_of(by_text(*texts), {"q1", "q3"}, PLACES, where="quotes") == tuple(expected)


def test_ids_meet_quotes_and_tags():
    gold = read_gold(pd.DataFrame({"quote_id": ["q1", "t1", "x"], "stage": ["a", "b", "c"]}))
    assert quotes_of(gold, {"t1"}, PLACES, where="quotes") == ("q1", "t1", None)
    assert quotes_of(gold, {"t1"}, None, where="tags") == (None, "t1", None)


def test_gold_of_other_quotes_is_refused():
    with pytest.raises(TableError, match=r"no row matches a quote by its text: it has 'Other'; .*--quotes"):
        quotes_of(by_text("Other"), {"q1"}, PLACES, where="quotes")
    gold = read_gold(pd.DataFrame({"quote_id": ["1"], "stage": ["a"]}))
    with pytest.raises(TableError, match=r"it has '1', t.csv has 'q1'"):
        quotes_of(gold, {"q1", "q2"}, None, where="t.csv")


def test_texts_without_quotes_are_refused():
    with pytest.raises(TableError, match=r"names its quotes by text, and t.csv has only quote ids; .*--quotes QUOTES"):
        quotes_of(by_text("No."), {"q1"}, None, where="t.csv")


def test_labels_are_written_as_the_tags_write_them():
    written = spellings(["Check-Out", "check_out", "Refund", "refund"], ["check_out", "Check out"])
    assert written["check_out"] == "check_out"
    assert written["Check-Out"] in ("check_out", "Check out")
    assert written["Refund"] == written["refund"]


def test_quotes_of_one_person_go_together():
    assert clusters(["q", "r", "s", "t"], {"q": "P1", "s": "P1", "t": "P2"}).tolist() == [0, 1, 0, 2]
    assert len(clusters([], {})) == 0


def test_plain():
    assert plain(" a\n\tb ") == "a b"
