"""Two people's copies of a study made one; people who are forgotten; a codebook that changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from store.conftest import BOOK, Make, name, quotes

from voc import store
from voc.errors import CodebookError, StudyError, TableError
from voc.sampling import Row
from voc.store import Answer, Filter, Stale, Store, _backup, reviews

POSTING, DELIVERY = {"stage": (Answer("posting"),)}, {"stage": (Answer("delivery"),)}


@pytest.fixture
def copies(folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A study that was judged by ann, given to ben, and worked on in both places."""
    with store.open(folder) as db:
        db.judgements.record("ann", name(0), POSTING)
        db.judgements.record("ann", name(1), POSTING)
    other = tmp_path / "of_ben"
    shutil.copytree(folder, other)
    with store.open(folder) as db:
        db.judgements.record("ann", name(2), DELIVERY)
        db.judgements.undo("ann")
        db.judgements.record("ann", name(4), DELIVERY)
    with store.open(other) as db:
        draw = db.draws.add("ben", "random", [Row(name(0), 0.5), Row(name(3), 0.5)], seed=0)
        db.judgements.record("ben", name(0), DELIVERY, draw=draw)
        db.judgements.split("ben", name(5), [14])
        db.judgements.record("ann", name(4), POSTING)
        db.judgements.undo("ann")
        db.judgements.undo("ann")
    return folder, other


def said(db: Store) -> list[tuple[object, ...]]:
    table = reviews.export(db)
    return sorted(table.astype("str").drop(columns="probability").itertuples(index=False, name=None))


def test_nothing_is_lost_and_nothing_comes_twice(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with store.open(mine) as db:
        made = db.merge(theirs)
        # Their judgements of ben's quote and split, and ann's that she undid there; with it her undoing of quote 1.
        assert (made.judgements, made.draws, made.unknown, made.conflicts) == (3, 1, 0, ())
        assert len(db.judgements.history(name(4))) == 3
        stands = db.judgements.tags()[["quote_id", "label", "by"]].values.tolist()
        assert stands == [
            [name(0), "posting", "human:ann"],
            [name(0), "delivery", "human:ben"],
            [name(4), "delivery", "human:ann"],
        ]
        assert len(db.quotes.get(name(5)).parts) == 2  # type: ignore[union-attr]
        assert [draw.done for draw in db.draws.all()] == [1]
        assert db.merge(theirs).acts == 0
        merged = said(db)
    with store.open(theirs) as other:
        other.merge(mine)
        assert said(other) == merged


def test_one_person_s_two_answers_stand_side_by_side(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with store.open(theirs) as other:
        other.judgements.record("ann", name(4), {"stage": ()})
    with store.open(mine) as db:
        (one,) = db.merge(theirs).conflicts
        assert (one.ours.answers[0].label, one.theirs.answers, one.source) == ("delivery", (), "of_ben")
        assert len(db.judgements.conflicts()) == 1
        db.judgements.record("ann", name(4), DELIVERY)
        assert db.judgements.conflicts() == ()


def test_judgements_of_quotes_that_are_not_here_are_kept(make: Make, folder: Path) -> None:
    from store.conftest import run

    mine = make("mine")
    with store.open(mine) as db:
        db.runs.add(run(table=quotes().iloc[:3]))
    with store.open(folder) as other:
        other.judgements.record("ben", name(7), POSTING)
    with store.open(mine) as db:
        assert db.merge(folder).unknown == 1
        assert db.judgements.decided()["quote_id"].tolist() == [name(7)]
        db.runs.add(run())
        assert db.quotes.count(Filter(judged=True)) == 1


def test_a_person_who_is_forgotten_leaves_no_trace(folder: Path) -> None:
    with store.open(folder) as db:
        db.judgements.record("ann", name(6), {**POSTING, "memo": (Answer("call P002"),)})
        db.judgements.record("ann", name(7), POSTING)
        db.judgements.split("ann", name(6), [26])
        db.draws.add("ann", "random", [Row(name(6), 0.5), Row(name(7), 0.5)], seed=0)
        db.backup()
        with pytest.raises(StudyError, match="no quote of a participant 'P999'"):
            db.forget("P999")
        gone = db.forget("P002")
        assert (gone.quotes, gone.judgements, gone.backups) == (3, 3, 1)
        assert db.judgements.tags()["quote_id"].tolist() == [name(7)]
        assert db.quotes.page(Filter(participant="P002")).rows == ()
        assert db.runs.journey() is None
        db.judgements.undo("ann")
    assert _backup.all_of(folder) == []
    files = [path.read_bytes() for path in folder.iterdir() if path.is_file()]
    assert not [data for data in files if b"call P002" in data or name(6).encode() in data]


RENAMED = BOOK.replace('"posting"', '"sending"')


def test_judgements_follow_a_code_that_is_renamed_and_those_of_a_dropped_one_are_told(db: Store, folder: Path) -> None:
    db.judgements.record("ann", name(0), POSTING)
    db.judgements.record("ann", name(1), {"touchpoint": (Answer("locker"),), **DELIVERY})
    first = db.codebooks.current()
    made = db.codebooks.change(
        RENAMED,
        by="ann",
        what="posting is called sending",
        expect=first.number,
        renamed={"stage": {"posting": "sending"}},
    )
    assert (folder / "codebook.toml").read_text(encoding="utf-8") == RENAMED == made.toml
    assert db.judgements.decided()["label"].tolist() == ["sending", "locker", "delivery"]
    judged = {"kind": "stage", "by": "human:ann"}
    assert [row.quote.quote_id for row in db.quotes.page(Filter(label="sending", **judged)).rows] == [name(0)]
    with pytest.raises(Stale, match=f"the codebook was changed since version {first.number}"):
        db.codebooks.change(BOOK, by="ben", what="", expect=first.number)
    with pytest.raises(TableError, match="no stage 'posting'"):
        db.judgements.record("ann", name(2), POSTING)
    bare = RENAMED[: RENAMED.index("[[touchpoint]]")]
    db.codebooks.change(bare, by="ann", what="no lockers", dropped={"touchpoint": ["locker"]})
    assert db.judgements.lost() == ((name(1), "ann", "touchpoint", "locker"),)
    assert db.judgements.decided()["label"].tolist() == ["sending", "delivery"]
    assert [one.what for one in db.codebooks.all()] == ["no lockers", "posting is called sending", "read from the file"]
    # Merged into one: both become delivery, and are said once.
    one = bare[: bare.index("[[stage]]")] + bare[bare.rindex("[[stage]]") :]
    db.codebooks.change(one, by="ann", what="one stage", renamed={"stage": {"sending": "delivery"}})
    assert db.judgements.decided()["label"].tolist() == ["delivery", "delivery"]


@pytest.mark.parametrize(
    ("toml", "moves", "said"),
    [
        ("title = 3", {}, "codebook.toml: "),
        (RENAMED, {"renamed": {"stage": {"posting": "shipping"}}}, "'shipping', which is not there"),
        (RENAMED, {"renamed": {"facet": {"pain": "sending"}}}, "renamed as a facet; only a stage or touchpoint"),
    ],
)
def test_a_codebook_that_cannot_be_is_refused(db: Store, folder: Path, toml: str, moves: dict, said: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(CodebookError, match=said):
        db.codebooks.change(toml, by="ann", what="", **moves)
    assert len(db.codebooks.all()) == 1
    assert (folder / "codebook.toml").read_text(encoding="utf-8") == BOOK
