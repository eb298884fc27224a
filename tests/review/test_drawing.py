"""Draws of a study's quotes: what they learn from, what is passed over, and what teaching makes of them."""

from __future__ import annotations

import pytest

from voc.review import drawing
from voc.sampling import seed_after


def judge(call, skip=()):
    found = call("POST", "/api/next", {"queue": "effect", "skip": list(skip)})
    quote_id = found["quote"]["quote_id"]
    own = {"revision": found["quote"]["revision"], "draw": found["draw"]["id"], "stage": None, "facets": []}
    call("PUT", f"/api/quotes/{quote_id}/judgement", own)
    return quote_id


def test_what_was_judged_before_teaching_is_certain_and_the_rest_is_drawn_anew(call, desk, monkeypatch):
    before = {judge(call) for _ in range(5)}
    taught = seed_after(desk.seed, 1)
    monkeypatch.setattr(drawing, "_seed", lambda desk: taught)
    after = [judge(call) for _ in range(4)]
    assert {draw.seed for draw in desk.db.draws.all()} == {desk.seed, taught}
    found = desk.db.draws.inclusion()
    assert {found[quote_id] for quote_id in before} == {1.0}
    assert set(found) == before | set(after)
    assert sum(1 / found[quote_id] for quote_id in after) > 4
    # What is judged after that is a sample, also in the next draw of this seed.
    monkeypatch.setattr(drawing, "COUNT", 1)
    after += [judge(call) for _ in range(6)]
    found = desk.db.draws.inclusion()
    assert {quote_id for quote_id, one in found.items() if one == 1} >= before
    assert min(found[quote_id] for quote_id in after) < 1


def test_where_a_whole_draw_was_passed_over_another_one_comes(call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(drawing, "COUNT", 3)
    passed: list[str] = []
    for _ in range(8):
        found = call("POST", "/api/next", {"queue": "random", "skip": passed})
        passed.append(found["quote"]["quote_id"])
    assert len(set(passed)) == 8
