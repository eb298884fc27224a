"""The quotes table: any table with texts becomes one, and it survives files."""

from __future__ import annotations

import pandas as pd
import pytest

from voc import _tables, quotes
from voc.errors import TableError

TEXTS = ["One.", "Two.", "Two."]


def test_a_bare_table_of_texts_is_enough():
    made = quotes.complete(pd.DataFrame({"text": TEXTS}), where="mine.csv")
    assert tuple(made.columns) == quotes.COLUMNS
    assert {name: str(kind) for name, kind in made.dtypes.items()} == quotes.DTYPES
    assert made["text"].tolist() == TEXTS
    assert made["quote_id"].is_unique
    assert made["quote_id"].str.fullmatch("[0-9a-f]{16}").all()
    assert made["locator"].tolist() == ["row 1", "row 2", "row 3"]
    assert (made["source"] == "mine.csv").all()
    assert (made["source_kind"] == "other").all()
    assert (made["role"] == "participant").all()
    assert made["start"].tolist() == [0, 0, 0]
    assert made["end"].tolist() == [4, 4, 4]
    assert made[["participant", "question", "channel", "timestamp", "lang", "excluded"]].isna().all(axis=None)


def test_what_a_table_says_is_kept():
    given = pd.DataFrame(
        {
            "text": ["One.", "Two."],
            "quote_id": ["a", None],
            "participant": ["P1", None],
            "role": ["staff", None],
            "locator": ["page 3", None],
            "source": ["a.txt", None],
            "source_kind": ["review", None],
            "excluded": [None, "filler"],
            "extra": [1, 2],
        }
    )
    made = quotes.complete(given, where="t")
    assert made["quote_id"].iloc[0] == "a"
    assert made["role"].tolist() == ["staff", "participant"]
    assert made["locator"].tolist() == ["page 3", "row 2"]
    assert made["source"].tolist() == ["a.txt", "t"]
    assert made["source_kind"].tolist() == ["review", "other"]
    assert len(quotes.evidence(made)) == 1
    assert "extra" not in made


def test_completing_twice_changes_nothing():
    once = quotes.complete(pd.DataFrame({"text": TEXTS}), where="t")
    pd.testing.assert_frame_equal(quotes.complete(once, where="other"), once)


def test_made_up_ids_depend_on_text_and_place_alone():
    one = quotes.complete(pd.DataFrame({"text": TEXTS}), where="a")["quote_id"]
    two = quotes.complete(pd.DataFrame({"text": TEXTS}), where="b")["quote_id"]
    assert one.tolist() == two.tolist()


def test_without_texts_there_is_no_table():
    with pytest.raises(TableError, match=r"^mine: no column named 'text'; it has words, who"):
        quotes.complete(pd.DataFrame(columns=["words", "who"]), where="mine")


def test_two_rows_of_one_id_are_refused():
    with pytest.raises(TableError, match="'a' stands in two rows"):
        quotes.complete(pd.DataFrame({"text": TEXTS, "quote_id": ["a", "b", "a"]}))


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_row_without_words_is_no_evidence(blank):
    made = quotes.complete(pd.DataFrame({"text": ["One.", blank]}, dtype="str"))
    assert len(made) == 2
    assert len(quotes.evidence(made)) == 1


def test_an_id_depends_on_the_passage_and_the_place_in_it():
    plain = quotes.quote_id("ab", 0, 5)
    assert len(plain) == 16
    assert plain not in {quotes.quote_id(*other) for other in [("ac", 0, 5), ("ab", 1, 5), ("ab", 0, 6)]}
    # Signs that could run together do not.
    assert quotes.quote_id("ab", 11, 5) != quotes.quote_id("ab1", 1, 5)


@pytest.mark.parametrize("role", quotes.ROLES)
def test_participants_and_staff_give_evidence_if_not_excluded(role):
    rows = quotes.frame([{"quote_id": "a", "role": role}, {"quote_id": "b", "role": role, "excluded": "filler"}])
    assert quotes.evidence(rows)["quote_id"].tolist() == (["a"] if role in ("participant", "staff") else [])


def test_records_know_missing_as_none():
    (record,) = quotes.records(quotes.frame([{"quote_id": "a", "text": "One.", "start": 0, "end": 4}]))
    assert (record.participant, record.question) == (None, None)
    assert type(record.start) is int


HARD = {
    "all": ["NA", "007", "1e5", " padded ", "=1+1", 'a "b", c', "two\nlines", "😀", "None", "true", "-", "2026-01-05"],
    "numbers": ["007", "12"],
    "floats": ["1e5", "2.50"],
    "truths": ["true", "False"],
    "dates": ["2026-01-05"],
    "not available": ["NA", "n/a", "null"],
    "a lone carriage return": ["one\rtwo", "three"],
}


@pytest.mark.parametrize("suffix", _tables.SUFFIXES)
@pytest.mark.parametrize("texts", HARD.values(), ids=HARD)
def test_texts_and_names_come_back_from_a_file_as_they_were(tmp_path, suffix, texts):
    made = quotes.frame(
        [{"quote_id": f"{n:016d}", "text": text, "participant": f"{n:03d}"} for n, text in enumerate(texts)]
    )
    _tables.dump(made, tmp_path / f"t{suffix}")
    back = quotes.complete(_tables.load(tmp_path / f"t{suffix}"))
    assert back["text"].tolist() == texts
    for name in ("participant", "quote_id"):
        assert back[name].tolist() == made[name].tolist()


def test_a_table_with_empty_columns_is_completed(tmp_path):
    """A spreadsheet's empty column has no type of its own."""
    path = tmp_path / "t.csv"
    path.write_text("text,source,role,quote_id,locator,source_kind,start,end\nOne.,,,,,,,\n")
    (made,) = quotes.records(quotes.complete(_tables.load(path), where="t.csv"))
    assert (made.source, made.role, made.locator, made.start, made.end) == ("t.csv", "participant", "row 1", 0, 4)


def test_odd_columns_of_a_strangers_table_do_no_harm(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"timestamp,start,excluded,text\r\n03/04/2026,00:01:02,False,The lock broke.\r\n")
    (made,) = quotes.records(quotes.evidence(quotes.complete(_tables.load(path), where="t.csv")))
    assert (made.text, made.start, made.end) == ("The lock broke.", 0, 15)
    with pytest.raises(TableError, match="role 'customer'; there are: participant"):
        quotes.complete(pd.DataFrame({"text": ["One."], "role": ["customer"]}), where="t")
