"""Quotes with their context, filters, search, pages; a study that is read again."""

from __future__ import annotations

import pandas as pd
import pytest
from store.conftest import TEXTS, name, quotes, run, tags

from voc.errors import TableError
from voc.sampling import Row
from voc.store import Answer, Filter, Store

STAGE = {"stage": (Answer("posting"),)}


def found(db: Store, **asked: object) -> list[int]:
    rows = db.quotes.page(Filter(**asked)).rows  # type: ignore[arg-type]
    assert len(rows) == db.quotes.count(Filter(**asked))  # type: ignore[arg-type]
    return [int(row.quote.quote_id, 16) for row in rows]


def test_the_tables_come_out_as_they_went_in(db: Store) -> None:
    pd.testing.assert_frame_equal(db.quotes.frame(), quotes())
    pd.testing.assert_frame_equal(db.runs.tags(), tags())


def test_a_quote_has_the_turns_around_it_or_the_person_s_other_answers(db: Store) -> None:
    view = db.quotes.view(name(2), coder="ann")
    assert [quote.text for quote in (*view.before, *view.after)] == [TEXTS[n] for n in (0, 1, 3, 4)]
    assert [(tag.kind, tag.label) for tag in view.tags] == [("stage", None), ("sentiment", "negative")]
    survey = db.quotes.view(name(7), coder="ann")
    assert (survey.before, survey.after, survey.quote.question) == ((), (), "What happened?")
    with pytest.raises(TableError, match="no quote 'gone' in this study"):
        db.quotes.view("gone", coder="ann")


def test_who_is_blind_sees_only_her_own(db: Store) -> None:
    db.judgements.record("ann", name(0), STAGE)
    db.judgements.record("ben", name(0), STAGE)
    view = db.quotes.view(name(0), coder="ann", blind=True)
    assert (view.tags, view.others, list(view.mine)) == ((), (), ["stage"])
    assert [one.coder for one in db.quotes.view(name(0), coder="ann").others] == ["ben"]


def test_filters(db: Store) -> None:
    db.judgements.record("ann", name(0), {"stage": (Answer("delivery"),)})
    db.judgements.record("ben", name(2), {"stage": ()})
    everything = list(range(11))
    assert found(db) == everything
    assert found(db, excluded=True) == [*everything, 11]
    assert found(db, source="sources/b.csv", participant="P003") == [7]
    assert found(db, question="What happened?", source_kind="survey", lang="en", role="participant") == [6, 7, 8, 9, 10]
    # The machine said posting of 0; the person's word counts.
    assert found(db, kind="stage", label="delivery") == [0, 1, 3, 7, 9]
    assert found(db, kind="stage", label="posting") == [4, 6, 10]
    assert found(db, kind="stage", label="") == [2, 5, 8]
    assert found(db, kind="stage", by="human:") == [0, 2]
    assert found(db, kind="stage", by="human:ann", label="delivery") == [0]
    assert found(db, kind="stage", by="model:", label="posting") == [0, 4, 6, 10]
    assert found(db, unsure=0.3) == [0, 1, 2, 5, 8]
    assert found(db, judged=True) == [0, 2]
    assert found(db, judged=True, coder="ben") == [2]
    assert found(db, judged=False, coder="ben") == [n for n in everything if n != 2]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("locker", [5]),
        ("LOCK", [5]),
        ("cafe tres", [3, 9]),
        ("print label", [0, 6]),
        ('"not print"', [0, 6]),
        ('"print not"', []),
        ("delivered OR", []),
        ("nobody AND rang*", [2, 8]),
        ("nobody OR locker", []),
        ('"; DROP TABLE quotes; --', []),
        ("<script>", [4, 10]),
        ("?!", []),
        ("   ", list(range(11))),
    ],
)
def test_search(db: Store, words: str, numbers: list[int]) -> None:
    assert found(db, text=words) == numbers


def test_the_values_that_filters_may_ask_for(db: Store) -> None:
    choices = db.quotes.choices()
    assert choices["source"] == ["sources/a.vtt", "sources/b.csv"]
    assert choices["participant"] == [f"P{number:03d}" for number in range(1, 8)]
    assert (choices["question"], choices["channel"]) == (["What happened?"], [])


def test_pages_go_through_all_once(db: Store) -> None:
    seen, after = [], None
    while True:
        page = db.quotes.page(after=after, limit=4)
        seen += [row.quote.quote_id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == [name(number) for number in range(11)]
    with pytest.raises(TableError, match="is no place in a table"):
        db.quotes.page(after="1; DROP")


def test_reading_again_adds_what_is_new_and_keeps_what_was_judged(db: Store) -> None:
    db.judgements.record("ann", name(2), STAGE)
    db.judgements.split("ann", name(0), [26])
    db.draws.add("ann", "random", [Row(name(3), 0.5)], seed=0)
    table = quotes()
    new = table.iloc[[4]].assign(quote_id="f" * 16, text="A new answer about lockers.")
    # Quotes 2 (judged), 3 (drawn) and 5 are gone from the sources, one has come.
    later = pd.concat([new, table.drop(index=[2, 3, 5])], ignore_index=True)
    number = db.runs.add(run(table=later))
    assert (number, db.runs.last().number) == (2, 2)  # type: ignore[union-attr]
    assert db.quotes.frame()["quote_id"].tolist()[:2] == ["f" * 16, name(0)]
    assert found(db, text="lockers") == [int("f" * 16, 16)]
    assert db.quotes.get(name(5)) is None
    assert db.quotes.get(name(2)) is not None
    assert name(2) not in set(db.quotes.frame()["quote_id"])
    assert db.draws.next("ann") is None
    db.runs.add(run())
    assert name(2) in set(db.quotes.frame()["quote_id"])
    assert db.draws.next("ann") is not None
    assert len(db.quotes.get(name(0)).parts) == 2  # type: ignore[union-attr]


def test_tags_are_kept_of_the_last_runs_and_maps_of_all(db: Store) -> None:
    for _ in range(3):
        db.runs.add(run())
    assert [len(db.runs.tags(number)) > 0 for number in (1, 2, 3, 4)] == [False, False, True, True]
    assert [db.runs.journey(number) for number in (1, 4)] == ["{}", "{}"]
    assert db.runs.counts()[("stage", "delivery")] == 4


def test_draws_are_handed_out_in_order_and_skipped(db: Store) -> None:
    rows = [Row(name(4), 1.5), Row(name(1), 0.5, "known"), Row(name(2), 0.5), Row(name(7), 0.2)]
    draw = db.draws.add("ann", "effect", rows, seed=3, settings={"count": 3})
    assert db.draws.drawn(draw) == tuple(rows)
    first = db.draws.next("ann")
    assert first is not None
    assert (first.quote_id, first.probability, first.left) == (name(4), 1.0, 3)
    assert db.draws.next("ann", mode="random") is db.draws.next("ben") is None
    db.draws.skip("ann", draw, name(4))
    # Somebody else judged the next one meanwhile.
    db.judgements.record("ben", name(2), STAGE)
    assert [one.quote_id for one in db.draws.upcoming("ann")] == [name(7)]
    db.draws.reopen("ann", draw, name(4))
    assert db.draws.next("ann").quote_id == name(4)  # type: ignore[union-attr]
    (told,) = db.draws.all("ann")
    assert (told.size, told.done, told.skipped, told.settings) == (4, 0, 0, {"count": 3})
    with pytest.raises(TableError, match="is not in draw"):
        db.draws.skip("ben", draw, name(4))
    with pytest.raises(TableError, match="no quote 'gone'"):
        db.draws.add("ann", "random", [Row("gone", 0.5)], seed=0)


def test_blind_draws_ask_what_others_judged(db: Store) -> None:
    db.judgements.record("ann", name(1), STAGE)
    db.draws.add("ben", "second", [Row(name(1), 0.5)], seed=3, blind=True)
    drawn = db.draws.next("ben")
    assert drawn is not None
    assert drawn.blind
    db.judgements.record("ben", name(1), STAGE, draw=drawn.draw, blind=True)
    assert db.draws.next("ben") is None
    # Whether it was a chance sample is for the first draw to say, of which there was none.
    assert db.draws.inclusion() == {}
