"""Quotes that were split, in a table as it was read, and the codings that lay on them."""

from __future__ import annotations

from store.conftest import name, quotes

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.store import splits

ONCE = quotes_table.quote_id(name(0), 0, 26), quotes_table.quote_id(name(0), 27, 37)
TWICE = quotes_table.quote_id(ONCE[1], 0, 1), quotes_table.quote_id(ONCE[1], 2, 10)
SPLIT = {name(0): ((0, 26), (27, 37)), ONCE[1]: ((0, 1), (2, 10)), "of another study": ((0, 1), (1, 2))}


def test_parts_stand_behind_their_whole_at_their_place() -> None:
    table = splits.applied(quotes(), SPLIT)
    assert table["quote_id"].tolist()[:6] == [name(0), ONCE[0], ONCE[1], *TWICE, name(1)]
    assert table["text"].tolist()[1:5] == ["The label would not print.", "I gave up.", "I", "gave up."]
    assert table["start"].tolist()[1:5] == [0, 27, 27, 29]
    assert (table["end"] - table["start"]).tolist()[:5] == [len(text) for text in table["text"].tolist()[:5]]
    assert table["excluded"].fillna("").tolist()[:5] == [splits.WHY, "", splits.WHY, "", ""]
    assert quotes_table.check(table)["quote_id"].tolist() == table["quote_id"].tolist()
    assert splits.applied(quotes(), {}) is not None


def test_codings_go_to_the_parts_that_they_lie_on() -> None:
    coded = [
        {"quote_id": name(0), "start": 4, "end": 9, "label": "label"},
        {"quote_id": name(0), "start": 20, "end": 30, "label": "both"},
        {"quote_id": name(0), "label": "all of it"},
        {"quote_id": name(1), "start": 0, "end": 5, "label": "another"},
    ]
    moved = splits.moved(tags_table.frame(one | {"kind": "code", "by": "human:ann"} for one in coded), SPLIT)
    found = [(row.quote_id, row.label, row.start, row.end) for row in moved.astype(object).fillna(-1).itertuples()]
    assert found == [
        (name(1), "another", 0, 5),
        (ONCE[0], "label", 4, 9),
        (ONCE[0], "both", 20, 26),
        (TWICE[0], "both", 0, 1),
        (TWICE[1], "both", 0, 1),
        (ONCE[0], "all of it", -1, -1),
        (TWICE[0], "all of it", -1, -1),
        (TWICE[1], "all of it", -1, -1),
    ]
