"""The table of quotes, and changes of many at once."""

from __future__ import annotations

import invented
import pytest

NAMES = [invented.name(number) for number in range(60)]


def ids(call, query: str = "", **how) -> list[str]:
    return [row["quote_id"] for row in call("GET", f"/api/quotes?size=200&{query}", **how)["rows"]]


def test_pages_hold_every_quote_once(call):
    found = []
    for page in (1, 2, 3, 4):
        table = call("GET", f"/api/quotes?page={page}&size=20")
        assert (table["total"], table["pages"]) == (60, 3)
        found += [row["quote_id"] for row in table["rows"]]
    assert found == NAMES


def test_filters_go_together(call):
    rows = call("GET", "/api/quotes?size=200&stage=delivery&touchpoint=courier")["rows"]
    assert rows
    assert all(row["stage"] == "delivery" and "courier" in row["touchpoints"] for row in rows)
    none = call("GET", "/api/quotes?size=200&stage=-")["rows"]
    assert none
    assert all(row["stage"] is None for row in none)
    unsure = call("GET", "/api/quotes?size=200&max_confidence=0.5&min_confidence=0.4")["rows"]
    assert all(0.4 <= row["stage_confidence"] < 0.5 for row in unsure)


def test_search_and_order(call):
    rows = call("GET", "/api/quotes?q=courier nev&sort=relevance&size=200")["rows"]
    assert rows
    assert all("courier never" in row["text"] for row in rows)
    sure = [row["stage_confidence"] for row in call("GET", "/api/quotes?sort=-confidence&size=200")["rows"]]
    known = [one for one in sure if one is not None]
    assert known == sorted(known, reverse=True)
    assert sure == known + [None] * (60 - len(known))
    assert call("GET", "/api/quotes?sort=relevance", status=422)["field"] == "sort"
    assert call("GET", "/api/quotes?sort=nonsense", status=422)["field"] == "sort"
    assert ids(call, "sort=-place") == NAMES[::-1]


def test_what_people_say_shows_and_is_found(call):
    call("PUT", f"/api/quotes/{NAMES[3]}/judgement", {"revision": 0, "stage": "returns", "star": True, "memo": "good"})
    (row,) = call("GET", "/api/quotes?coder=ann")["rows"]
    assert (row["stage"], row["mine"], row["judged_by"], row["star"], row["memo"]) == (
        *("returns", True, ["ann"], True, "good"),
    )
    assert row["revision"] == 1
    assert [ids(call, f"status={one}") for one in ("judged", "starred", "memo", "off_topic", "adjudicated")] == [
        *[[NAMES[3]]] * 3,
        *[[]] * 2,
    ]
    assert len(ids(call, "status=unjudged")) == 59
    (theirs,) = call("GET", "/api/quotes?status=judged", coder="ben")["rows"]
    assert (theirs["mine"], theirs["revision"], theirs["memo"]) == (False, 0, "")
    call("PUT", f"/api/quotes/{NAMES[3]}/judgement", {"revision": 0, "stage": "ordering"}, coder="ben")
    assert ids(call, "status=disagreed") == [NAMES[3]]


def test_many_change_at_once_and_come_back_at_once(call):
    items = [{"quote_id": name, "revision": 0} for name in NAMES[:20]]
    change = {"stage": "ordering", "touchpoints": {"add": ["website"], "remove": ["courier"]}, "star": True}
    done = call("POST", "/api/bulk", {"items": items, "change": change})
    assert done["changed"] == 20
    assert set(done["revisions"].values()) == {1}
    rows = call("GET", "/api/quotes?size=20")["rows"]
    assert all(row["stage"] == "ordering" and row["touchpoints"] == ["website"] and row["star"] for row in rows)
    back = call("POST", "/api/undo", {})
    assert back["action"]["kind"] == "bulk"
    assert len(back["action"]["quote_ids"]) == 20
    assert not ids(call, "status=judged")


def test_many_change_all_or_none(call):
    call("PUT", f"/api/quotes/{NAMES[1]}/judgement", {"revision": 0, "stage": "returns"})
    items = [{"quote_id": name, "revision": 0} for name in NAMES[:3]]
    error = call("POST", "/api/bulk", {"items": items, "change": {"stage": "delivery"}}, status=409)
    assert list(error["theirs"]) == [NAMES[1]]
    assert error["theirs"][NAMES[1]]["stage"] == "returns"
    assert ids(call, "status=judged") == [NAMES[1]]


@pytest.mark.parametrize(
    ("items", "change", "status"),
    [
        ([], {"stage": "delivery"}, 422),
        ([NAMES[0]], {}, 422),
        ([NAMES[0]], {"stage": "nowhere"}, 422),
        ([NAMES[0]], {"facets": {"add": ["nowhere"]}}, 422),
        (["nowhere"], {"stage": "delivery"}, 404),
        (NAMES[:1] * 501, {"stage": "delivery"}, 422),
    ],
)
def test_changes_that_cannot_be(call, items: list[str], change, status: int):
    given = {"items": [{"quote_id": name, "revision": 0} for name in items], "change": change}
    call("POST", "/api/bulk", given, status=status)


def test_the_same_quote_twice_is_one_change(call):
    items = [{"quote_id": NAMES[0], "revision": 0}] * 2
    assert call("POST", "/api/bulk", {"items": items, "change": {"star": True}})["changed"] == 1
