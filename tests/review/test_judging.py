"""Judging by the API: what is confirmed stands, what was not seen is not overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import invented
import pytest

from voc import store

ONE = invented.name(1)
JUDGED = {
    "revision": 0,
    "stage": "returns",
    "touchpoints": ["website"],
    "sentiment": {"label": "negative", "value": -0.4},
    "facets": ["pain"],
}


def path(quote_id: str = ONE) -> str:
    return f"/api/quotes/{quote_id}"


def judge(call, quote_id: str = ONE, **changes: Any) -> Any:
    return call("PUT", f"{path(quote_id)}/judgement", {**JUDGED, **changes})


def test_a_quote_comes_with_its_place_and_what_the_machines_say(call):
    quote = call("GET", path())
    assert quote["source"] == "sources/talks.vtt"
    assert {tag["by"] for tag in quote["tags"]} == {"model:invented@1"}
    assert quote["proposed"]["sentiment"]["label"] in ("negative", "neutral", "positive")
    assert quote["judgement"] is None
    assert quote["revision"] == 0
    assert [turn["quote_id"] for turn in quote["before"]] == [invented.name(0)]


def test_a_judgement_is_on_the_disk_when_it_is_answered(call, folder: Path):
    done = judge(call)
    assert done["revision"] == 1
    assert done["judgement"]["stage"] == "returns"
    assert done["judgement"]["judged"] == ["stage", "touchpoint", "sentiment", "facet"]
    assert done["can_undo"]
    with store.open(folder, readonly=True) as db:
        rows = db.judgements.tags()
    assert set(rows["by"]) == {"human:ann"}
    assert set(rows["label"]) == {"returns", "website", "negative", "pain"}


def test_none_of_these_and_what_was_not_judged_are_told_apart(call):
    done = call("PUT", f"{path()}/judgement", {"revision": 0, "stage": None, "touchpoints": []})
    assert done["judgement"]["judged"] == ["stage", "touchpoint"]
    assert done["judgement"]["stage"] is None
    assert done["judgement"]["sentiment"] is not None  # the machine's, as she said nothing of it


def test_off_topic_is_none_of_everything(call):
    done = judge(call, off_topic=True)["judgement"]
    assert done["off_topic"]
    assert (done["stage"], done["touchpoints"], done["facets"]) == (None, [], [])
    again = judge(call, revision=1)["judgement"]
    assert not again["off_topic"]
    assert again["stage"] == "returns"


def test_an_old_revision_overwrites_nothing(call):
    judge(call)
    error = call("PUT", f"{path()}/judgement", {**JUDGED, "stage": "ordering"}, status=409)
    assert error["code"] == "conflict"
    assert error["theirs"]["stage"] == "returns"
    assert error["revision"] == 1
    assert call("GET", path())["judgement"]["stage"] == "returns"
    assert judge(call, revision=1, stage="ordering")["judgement"]["stage"] == "ordering"


def test_coders_judge_apart(call):
    judge(call)
    other = call("PUT", f"{path()}/judgement", {**JUDGED, "stage": "delivery"}, coder="ben")
    assert other["revision"] == 1
    seen = call("GET", path())
    assert seen["judgement"]["stage"] == "returns"
    assert [(one["coder"], one["stage"]) for one in seen["others"]] == [("ben", "delivery")]


def test_who_codes_blind_sees_no_tags_until_she_has_judged(call):
    judge(call)
    blind = call("GET", f"{path()}?blind=true", coder="ben")
    assert (blind["tags"], blind["others"], blind["proposed"]) == ([], [], None)
    call("PUT", f"{path()}/judgement", {**JUDGED, "blind": True}, coder="ben")
    assert call("GET", f"{path()}?blind=true", coder="ben")["others"]


def test_memo_and_star_leave_the_judgement_alone(call):
    judge(call)
    noted = call("PUT", f"{path()}/notes", {"revision": 1, "memo": "late again", "star": True})
    assert (noted["judgement"]["memo"], noted["judgement"]["star"]) == ("late again", True)
    assert noted["judgement"]["stage"] == "returns"
    bare = call("PUT", f"{path()}/notes", {"revision": 2, "memo": "", "star": False})
    assert (bare["judgement"]["memo"], bare["judgement"]["star"]) == ("", False)


def test_a_judgement_can_be_taken_back(call):
    judge(call, memo="why")
    gone = call("DELETE", f"{path()}/judgement", {"revision": 1})
    assert gone["judgement"]["judged"] == []
    assert gone["judgement"]["memo"] == "why"


def test_undo_and_redo_go_all_the_way(call):
    for number in range(4):
        judge(call, invented.name(number))
    for number in (3, 2, 1, 0):
        step = call("POST", "/api/undo", {})
        assert step["action"]["quote_ids"] == [invented.name(number)]
        assert step["action"]["kind"] == "judge"
        assert step["quote"]["judgement"] is None
    assert call("POST", "/api/undo", {})["action"] is None
    for number in range(4):
        assert call("POST", "/api/redo", {})["action"]["quote_ids"] == [invented.name(number)]
    last = call("POST", "/api/redo", {})
    assert (last["action"], last["can_undo"], last["can_redo"]) == (None, True, False)
    assert call("GET", path())["judgement"]["stage"] == "returns"


def test_a_quote_is_split_into_quotes_that_are_judged_apart(call):
    text = call("GET", path())["text"]
    cut = text.index(",") + 1
    made = call("POST", f"{path()}/split", {"revision": 0, "at": [cut]})
    first, second = made["parts"]
    assert text.startswith(first["text"])
    assert text.endswith(second["text"])
    assert first["split_from"] == ONE
    judge(call, first["quote_id"])
    judge(call, second["quote_id"], stage="ordering")
    error = call("PUT", f"{path()}/judgement", JUDGED, status=409)
    assert "split" in error["message"]
    kinds = [call("POST", "/api/undo", {})["action"]["kind"] for _ in range(3)]
    assert kinds == ["judge", "judge", "split"]
    assert judge(call, revision=2)["judgement"]["stage"] == "returns"


@pytest.mark.parametrize("at", [[0], [10_000], [5, 5], [7, 3], []])
def test_a_split_that_cannot_be_is_refused(call, at: list[int]):
    assert call("POST", f"{path()}/split", {"revision": 0, "at": at}, status=422)["code"] == "invalid"


@pytest.mark.parametrize(
    "changes",
    [
        {"stage": "nowhere"},
        {"touchpoints": ["nowhere"]},
        {"facets": ["nowhere"]},
        {"sentiment": {"label": "angry"}},
        {"sentiment": {"label": "negative", "value": 2}},
        {"revision": -1},
        {"revision": "1"},
        {"star": "yes"},
        {"draw": 99},
        {"more": 1},
        {"memo": "m" * 20_001},
    ],
)
def test_what_no_judgement_can_be_is_refused_in_one_line(call, changes):
    error = call("PUT", f"{path()}/judgement", {**JUDGED, **changes}, status=422)
    assert error["code"] == "invalid"
    assert "\n" not in error["message"]
    assert call("GET", path())["judgement"] is None


def test_a_quote_that_is_not_there(call):
    assert call("GET", path("nowhere"), status=404)["code"] == "not_found"
    assert call("PUT", f"{path('nowhere')}/judgement", JUDGED, status=404)["code"] == "not_found"
