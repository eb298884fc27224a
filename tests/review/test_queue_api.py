"""The next quote of a queue: drawn with what the correction needs, never lost, never asked twice."""

from __future__ import annotations

import invented
import pytest

from voc.review import drawing


def ask(call, queue: str = "random", *skip: str, coder: str = "ann"):
    return call("POST", "/api/next", {"queue": queue, "skip": list(skip)}, coder=coder)


def answer(call, found, coder: str = "ann", **more):
    given = {"revision": found["quote"]["revision"], "draw": found["draw"]["id"], "stage": "returns", **more}
    return call("PUT", f"/api/quotes/{found['quote']['quote_id']}/judgement", given, coder=coder)


@pytest.mark.parametrize("queue", ["random", "uncertain", "effect"])
def test_a_quote_comes_until_it_is_judged(call, queue: str):
    found = ask(call, queue)
    assert 0 < found["draw"]["probability"] <= 1
    assert found["draw"]["queue"] == queue
    assert ask(call, queue)["quote"]["quote_id"] == found["quote"]["quote_id"]
    following = ask(call, queue, found["quote"]["quote_id"])["quote"]["quote_id"]
    done = answer(call, found)
    assert done["judgement"]["queue"] == queue
    assert ask(call, queue)["quote"]["quote_id"] == following


def test_a_queue_holds_everything_once_and_ends_in_words(call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(drawing, "COUNT", 25)
    seen = []
    while (found := ask(call, "uncertain"))["quote"] is not None:
        answer(call, found)
        seen.append(found["quote"]["quote_id"])
    assert sorted(seen) == [invented.name(number) for number in range(60)]
    assert found["reason"] == drawing.DONE
    call("POST", "/api/undo", {})
    assert ask(call, "uncertain")["quote"]["quote_id"] == seen[-1]


def test_what_was_reviewed_has_the_probability_that_the_map_is_corrected_by(call, desk):
    for _ in range(10):
        answer(call, ask(call, "effect"))
    rows = desk.db.judgements.decided()
    assert rows["probability"].between(0, 1, inclusive="right").all()


def test_what_was_passed_over_comes_last(call):
    passed = [ask(call)["quote"]["quote_id"]]
    for _ in range(59):
        passed.append(ask(call, "random", *passed)["quote"]["quote_id"])
    assert len(set(passed)) == 60
    assert ask(call, "random", *passed)["reason"] == drawing.PASSED


def test_two_coders_share_a_queue(call):
    first = ask(call)
    answer(call, first)
    assert ask(call, coder="ben")["quote"]["quote_id"] != first["quote"]["quote_id"]


def test_second_coding_is_blind(call):
    assert ask(call, "second", coder="ben")["reason"] == drawing.NOBODY_ELSE
    found = ask(call)
    answer(call, found)
    second = ask(call, "second", coder="ben")
    assert second["draw"]["blind"]
    quote = second["quote"]
    assert quote["quote_id"] == found["quote"]["quote_id"]
    assert (quote["tags"], quote["others"], quote["proposed"], quote["confidence"]) == ([], [], None, None)
    assert answer(call, second, coder="ben", blind=True)["judgement"]["blind"]
    assert ask(call, "second", coder="ben")["quote"] is None
    assert ask(call, "second")["quote"] is None


def test_a_queue_that_there_is_not(call):
    assert call("POST", "/api/next", {"queue": "best"}, status=422)["field"] == "queue"
