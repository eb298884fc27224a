"""The log: what is recorded stands, can be undone and done again; what people say comes out as a tags table."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from store.conftest import name

from voc import tags as tags_table
from voc.errors import TableError
from voc.sampling import Row
from voc.store import Answer, Change, Filter, Stale, Store

POSTING, DELIVERY, YES = (Answer("posting"),), (Answer("delivery"),), (Answer("yes"),)


def stages(db: Store, which: str = "tags") -> list[tuple[str, Any, str]]:
    """(quote, stage, by) of every stage that stands."""
    table = getattr(db.judgements, which)()
    rows = table[table["kind"] == "stage"].astype(object)
    rows = rows.where(rows.notna(), None)
    return [(one.quote_id[-2:], one.label, one.by) for one in rows.itertuples()]


def test_each_person_has_a_judgement_of_her_own_and_the_last_counts(db: Store) -> None:
    db.judgements.record("ann", name(0), {"stage": POSTING})
    db.judgements.record("ben", name(0), {"stage": ()})
    assert stages(db) == [("00", "posting", "human:ann"), ("00", None, "human:ben")]
    assert stages(db, "decided") == [("00", None, "human:ben")]
    db.judgements.record("cat", name(0), {"stage": DELIVERY}, role="adjudicator")
    db.judgements.record("ann", name(0), {"stage": ()})
    # An adjudicator's word holds, whatever is said after it.
    assert stages(db, "decided") == [("00", "delivery", "human:cat")]
    assert tags_table.check(db.judgements.tags())["by"].tolist() == ["human:ben", "human:cat", "human:ann"]


def test_who_differs_and_what_was_settled(db: Store) -> None:
    for coder, answer in (("ann", POSTING), ("ben", DELIVERY)):
        db.judgements.record(coder, name(2), {"stage": answer, "facet": (Answer("pain"),)})
    (one,) = db.judgements.disagreements()
    assert (one.quote_id, one.kind, [g.coder for g in one.given], one.settled) == (
        name(2),
        "stage",
        ["ann", "ben"],
        None,
    )
    assert db.quotes.count(Filter(disagree=True)) == 1
    db.judgements.record("cat", name(2), {"stage": POSTING}, role="adjudicator")
    assert db.judgements.disagreements("stage")[0].settled.coder == "cat"  # type: ignore[union-attr]
    assert db.quotes.count(Filter(disagree=True)) == 0


def test_undo_and_redo_go_back_and_forth_and_a_new_act_ends_redo(db: Store) -> None:
    for answer in (POSTING, DELIVERY, ()):
        db.judgements.record("ann", name(0), {"stage": answer})
    db.judgements.record("ben", name(0), {"stage": POSTING})
    db.judgements.undo("ann")
    db.judgements.undo("ann")
    assert stages(db)[0] == ("00", "posting", "human:ann")
    assert (db.judgements.can_undo("ann"), db.judgements.can_redo("ann")) == (1, 2)
    db.judgements.redo("ann")
    assert ("00", "delivery", "human:ann") in stages(db)
    db.judgements.record("ann", name(1), {"stage": POSTING})
    assert db.judgements.redo("ann") is None
    assert ("00", "posting", "human:ben") in stages(db)
    assert [event.what for event in db.judgements.history(name(0))].count("undo") == 2
    while db.judgements.undo("ann"):
        pass
    assert stages(db) == [("00", "posting", "human:ben")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["posting", "delivery", "none", "back", "undo", "redo"]), max_size=12))
def test_undo_and_redo_are_those_of_a_stack(db: Store, steps: list[str]) -> None:
    coder = f"coder {db.judgements.number()}"
    done: list[Any] = []
    undone: list[Any] = []
    for step in steps:
        if step == "undo":
            assert (db.judgements.undo(coder) is None) == (not done)
            undone += [done.pop()] if done else []
        elif step == "redo":
            assert (db.judgements.redo(coder) is None) == (not undone)
            done += [undone.pop()] if undone else []
        else:
            answers = {"none": (), "back": None}.get(step, (Answer(step),))
            db.judgements.record(coder, name(3), {"stage": answers})
            done.append(step)
            undone.clear()
    wanted = {"none": None}.get(done[-1], done[-1]) if done and done[-1] != "back" else "nothing"
    found = [label for _, label, by in stages(db) if by == f"human:{coder}"]
    assert found == ([] if wanted == "nothing" else [wanted])


def test_what_was_seen_and_how_it_was_drawn_are_kept(db: Store) -> None:
    draw = db.draws.add("ann", "random", [Row(name(0), 0.4), Row(name(1), 2.0), Row(name(3), 0.5)], seed=7)
    db.judgements.record("ann", name(0), {"stage": DELIVERY}, draw=draw)
    db.judgements.record("ben", name(0), {"stage": DELIVERY}, blind=True)
    seen = db.database.rows("SELECT seen, mode, probability, run FROM judgements ORDER BY number")
    assert '"posting"' in seen[0]["seen"]
    assert (seen[0]["mode"], seen[0]["probability"], seen[0]["run"]) == ("random", 0.4, 1)
    assert seen[1]["seen"] is None
    with pytest.raises(TableError, match=f"quote {name(9)} is not in draw 1"):
        db.judgements.record("ann", name(9), {"stage": ()}, draw=draw)


def test_two_windows_of_one_person_do_not_overwrite_each_other(db: Store) -> None:
    first = db.judgements.record("ann", name(0), {"stage": POSTING}, expect=0)
    assert first.revisions == {name(0): 1}
    # Another person is in nobody's way.
    db.judgements.record("ben", name(0), {"stage": DELIVERY}, expect=0)
    with pytest.raises(Stale, match="you have judged it since") as stale:
        db.judgements.record("ann", name(0), {"stage": DELIVERY}, expect=0)
    assert (stale.value.quote_id, stale.value.revision) == (name(0), 1)
    with pytest.raises(Stale, match="somebody has judged it since"):
        db.judgements.record("cat", name(0), {"stage": DELIVERY}, role="adjudicator", expect=1)
    assert stages(db) == [("00", "posting", "human:ann"), ("00", "delivery", "human:ben")]


def test_a_change_of_many_is_one_act(db: Store) -> None:
    changes = [Change(name(number), {"stage": POSTING}) for number in range(5)]
    made = db.judgements.record_many("ann", changes)
    assert len(made.quote_ids) == 5
    with pytest.raises(TableError, match="no quote 'gone'"):
        db.judgements.record_many("ann", [*changes, Change("gone", {"stage": ()})])
    assert db.judgements.progress()[0].quotes == 5
    db.judgements.undo("ann")
    assert stages(db) == []


def test_accepting_takes_the_machine_s_labels_as_ones_own(db: Store) -> None:
    db.judgements.accept("ann", name(1), kinds=("stage", "sentiment", "facet"))
    rows = {row.kind: row for row in db.judgements.tags().itertuples()}
    assert (rows["stage"].label, rows["sentiment"].label, rows["sentiment"].value) == ("delivery", "negative", -0.5)
    assert rows["facet"].label is None or rows["facet"].label != rows["facet"].label


def test_an_off_topic_quote_has_none_of_all(db: Store) -> None:
    db.judgements.record("ann", name(0), {"stage": POSTING, "sentiment": (Answer("negative"),)})
    db.judgements.record("ann", name(0), {"offtopic": YES})
    table = db.judgements.decided()
    bare = table[table["label"].isna()]
    assert sorted(bare["kind"]) == ["facet", "stage", "touchpoint"]
    assert set(bare["reason"]) == {"off topic"}
    assert table.loc[table["kind"] == "sentiment", "label"].tolist() == ["negative"]
    assert db.quotes.count(Filter(offtopic=True)) == 1
    db.judgements.record("ann", name(0), {"offtopic": ()})
    assert stages(db) == [("00", "posting", "human:ann")]


def test_stars_and_memos_are_no_tags(db: Store) -> None:
    db.judgements.record("ann", name(0), {"star": YES, "memo": (Answer("=1+1 <b>ask her</b>"),)})
    assert db.judgements.tags().empty
    view = db.quotes.view(name(0), coder="ann")
    assert (view.starred, view.memo) == (True, "=1+1 <b>ask her</b>")
    assert db.quotes.count(Filter(starred=True)) == db.quotes.count(Filter(memo=True)) == 1
    assert not db.quotes.view(name(0), coder="ben").starred


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "kind": ({"stages": POSTING}, "no kind 'stages'; did you mean 'stage'"),
    "stage": ({"stage": (Answer("post"),)}, "no stage 'post'"),
    "facet": ({"facet": (Answer("pains"),)}, "no facet 'pains'; did you mean 'pain'"),
    "two stages": ({"stage": (*POSTING, *DELIVERY)}, "2 answers of kind stage, which has one at most"),
    "no label": ({"stage": (Answer(None),)}, "a stage without a label; none of these is an empty list"),
    "value": ({"sentiment": (Answer("negative", -2.0),)}, "the value -2 of its sentiment is outside"),
    "words": ({"facet": (Answer("pain", None, 5, 500),)}, "signs 5 to 500 of its facet are not in a text of 37"),
    "half": ({"facet": (Answer("pain", None, 5),)}, "need a start and an end, or neither"),
    "nothing": ({}, "no decision; give at least one kind"),
    "long": ({"theme": (Answer("x" * 300),)}, "a theme of 300 signs; the most is 200"),
}


@pytest.mark.parametrize(("decisions", "said"), WRONG.values(), ids=WRONG)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_recorded(db: Store, decisions: Any, said: str) -> None:
    with pytest.raises(TableError, match=said):
        db.judgements.record("ann", name(0), decisions)
    assert db.judgements.number() == 0


@pytest.mark.parametrize("coder", ["", "  ", "x" * 61, "a\nb<script>", "human:ann"])
def test_a_name_that_cannot_be_is_refused(db: Store, coder: str) -> None:
    with pytest.raises(TableError, match="is no coder's name"):
        db.judgements.record(coder, name(0), {"stage": ()})


def test_a_split_quote_becomes_its_parts_and_undo_joins_them(db: Store) -> None:
    draw = db.draws.add("ann", "random", [Row(name(0), 0.4), Row(name(1), 0.4)], seed=7)
    made = db.judgements.split("ann", name(0), [26], expect=0)
    table = db.quotes.frame()
    whole, *parts = table[table["quote_id"].isin([name(0), *made.parts])].itertuples()
    assert whole.excluded == "split by a coder"
    assert [(part.text, part.start) for part in parts] == [("The label would not print.", 0), ("I gave up.", 27)]
    assert db.quotes.get(name(0)).parts == made.parts  # type: ignore[union-attr]
    assert db.quotes.count(Filter(text="gave up")) == 1 + 1  # the other one is of the survey
    with pytest.raises(Stale, match="was split; judge its parts"):
        db.judgements.record("ben", name(0), {"stage": POSTING})
    # Both parts are asked for in place of the whole, and have its probability.
    for part in made.parts:
        assert db.draws.next("ann").quote_id == part  # type: ignore[union-attr]
        db.judgements.record("ann", part, {"stage": POSTING}, draw=draw)
    assert db.draws.next("ann").quote_id == name(1)  # type: ignore[union-attr]
    assert len(set(db.judgements.tags()["probability"])) == 1
    for _ in range(3):
        db.judgements.undo("ann")
    assert db.quotes.frame()["text"].tolist() == table["text"].drop(parts[0].Index).drop(parts[1].Index).tolist()
    assert db.judgements.tags().empty
    assert db.draws.next("ann").quote_id == name(0)  # type: ignore[union-attr]


def test_the_parts_of_a_judged_quote_are_asked_for(db: Store) -> None:
    draw = db.draws.add("ann", "random", [Row(name(0), 0.4)], seed=7)
    db.judgements.record("ann", name(0), {"stage": POSTING}, draw=draw)
    assert db.draws.next("ann") is None
    parts = db.judgements.split("ann", name(0), [26]).parts
    assert [one.quote_id for one in db.draws.upcoming("ann")] == list(parts)
    db.judgements.undo("ann")
    assert db.draws.next("ann") is None
    assert stages(db) == [("00", "posting", "human:ann")]


@pytest.mark.parametrize("cuts", [[], [0], [37], [-1], [26, 27]])
def test_a_part_needs_words(db: Store, cuts: list[int]) -> None:
    with pytest.raises(TableError):
        db.judgements.split("ann", name(0), cuts)
    assert db.quotes.get(name(0)).parts == ()  # type: ignore[union-attr]
