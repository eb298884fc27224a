"""Reviews as files and back: nothing lost, nothing run by a spreadsheet, nothing overwritten without a word."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from store.conftest import BOOK, TEXTS, Make, name

from voc import store
from voc import tags as tags_table
from voc._tables import load
from voc.errors import TableError
from voc.sampling import Row
from voc.store import Answer, Store, reviews

YES = (Answer("yes"),)
FILES = ("r.csv", "r.jsonl", "r.parquet", "r.xlsx")


@pytest.fixture
def full(db: Store) -> Store:
    """A store with every kind of answer, some of them texts that a spreadsheet would run."""
    draw = db.draws.add("ann", "random", [Row(name(0), 0.4), Row(name(1), 0.5), Row(name(3), 0.5)], seed=7)
    db.judgements.record("ann", name(0), {"stage": (Answer("posting", None, 0, 9, "the label"),)}, draw=draw)
    db.judgements.record("ann", name(1), {"stage": (), "touchpoint": (Answer("locker"),)}, draw=draw)
    facets = (Answer("pain", None, 4, 11), Answer("need"))
    db.judgements.record("ben", name(1), {"facet": facets, "sentiment": (Answer("negative", -0.7),)})
    memo = '=HYPERLINK("http://x")\n"quoted", and more'
    db.judgements.record("ben", name(2), {"memo": (Answer(memo),), "star": YES, "offtopic": YES})
    db.judgements.record("ben", name(4), {"memo": (Answer("'=1+1"),), "theme": (Answer("-2 days"), Answer("@home"))})
    db.judgements.record("cat", name(0), {"stage": (Answer("delivery"),)}, role="adjudicator", blind=True)
    db.judgements.split("ann", name(5), [14])
    return db


@pytest.mark.parametrize("file", FILES)
def test_a_file_taken_back_changes_nothing(full: Store, tmp_path: Path, file: str) -> None:
    assert reviews.write(full, tmp_path / file) == 12
    before = full.judgements.number()
    taken, faults = reviews.take(full, tmp_path / file)
    assert (faults, taken.new, taken.changed, taken.withdrawn, taken.conflicts) == ((), 0, 0, 0, [])
    assert full.judgements.number() == before


@pytest.mark.parametrize("file", FILES)
def test_another_copy_takes_all_of_it(full: Store, make: Make, tmp_path: Path, file: str) -> None:
    reviews.write(full, tmp_path / file)
    with store.open(make("other")) as other:
        taken, faults = reviews.take(other, tmp_path / file)
        assert (taken.new, faults) == (12, ())
        pd.testing.assert_frame_equal(reviews.export(other), reviews.export(full))
        assert other.quotes.get(name(5)).parts == full.quotes.get(name(5)).parts  # type: ignore[union-attr]


@pytest.mark.parametrize("file", FILES)
def test_the_same_reviews_are_the_same_bytes(full: Store, tmp_path: Path, file: str) -> None:
    for copy in ("a", "b"):
        (tmp_path / copy).mkdir()
        reviews.write(full, tmp_path / copy / file)
    assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_the_table_is_a_tags_table_in_which_nothing_is_a_formula(full: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    reviews.write(full, path)
    assert len(tags_table.check(load(path))) == 15
    with path.open(newline="", encoding="utf-8") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+@" and cell]
    assert not [cell for cell in cells if cell[:1] == "-" and not cell[1:].replace(".", "").isdigit()]


def test_one_person_s_alone(full: Store, tmp_path: Path) -> None:
    reviews.write(full, tmp_path / "r.csv", coder="ann")
    assert set(load(tmp_path / "r.csv")["by"]) == {"human:ann"}
    with pytest.raises(TableError, match=r"a table ends in \.csv"):
        reviews.write(full, tmp_path / "r.txt")


def edit(path: Path, change: dict[int, dict[str, str]]) -> None:
    """Change cells of a table by the number of its row, as a spreadsheet counts."""
    table = load(path).astype(object)
    for row, cells in change.items():
        for column, value in cells.items():
            table.loc[row - 2, column] = value
    table.to_csv(path, index=False)


def test_a_table_that_a_european_excel_saved_is_read(full: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    reviews.write(full, path)
    table = load(path)
    (ann,) = table.index[(table["by"] == "human:ann") & (table["kind"] == "stage")][:1]
    table.loc[ann, "label"] = "delivery"
    table["value"] = table["value"].str.replace(".", ",")
    table.to_csv(path, index=False, sep=";", encoding="cp1252", lineterminator="\r\n")
    taken, faults = reviews.take(full, path)
    assert (taken.new, taken.changed, taken.withdrawn, faults) == (0, 1, 0, ())


def test_what_was_edited_is_a_new_judgement_and_a_newer_one_stays(full: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    reviews.write(full, path)
    table = load(path)
    ann, cat = (
        int(table.index[(table["by"] == by) & (table["kind"] == "stage")][0]) + 2 for by in ("human:ann", "human:cat")
    )
    edit(path, {ann: {"label": "delivery"}, cat: {"label": "posting"}})
    full.judgements.record("cat", name(0), {"stage": ()}, role="adjudicator")
    taken, _ = reviews.take(full, path)
    assert taken.changes == [f"row {ann}: quote {name(0)}, stage by ann: posting → delivery"]
    assert taken.conflicts == [
        f"row {cat}: quote {name(0)}, stage by cat: (none of these) → posting, but cat decided so since"
    ]
    tags = full.judgements.tags()
    own = tags[(tags["quote_id"] == name(0)) & (tags["by"] == "human:ann")].iloc[0]
    assert own["label"] == "delivery"
    # It is still the quote that was drawn.
    assert 0 < own["probability"] < 1


WRONG = {
    "label": ({"label": "postin"}, "no stage 'postin'; did you mean 'posting'"),
    "kind": ({"kind": "stages"}, "no kind 'stages'; did you mean 'stage'"),
    "value": ({"value": "much"}, "'much' under value is no number"),
    "probability": ({"probability": "0"}, "a probability of 0; what was reviewed was drawn with one above 0"),
    "role": ({"role": "boss"}, "role 'boss'; there are: adjudicator, coder"),
    "time": ({"at": "yesterday"}, "'yesterday' under at is no time like"),
    "name": ({"by": "human:"}, "'' is no coder's name"),
    "words": ({"start": "5", "end": "99"}, "signs 5 to 99 are not in the text of quote"),
    "endless": ({"start": "inf", "end": "9"}, "'inf' under start is no whole number"),
    "split": ({"kind": "split", "label": "", "start": "0", "end": "3"}, "cannot be split at []"),
}


@pytest.mark.parametrize(("change", "said"), WRONG.values(), ids=WRONG)
def test_wrong_rows_are_told_one_by_one_and_nothing_is_taken(
    full: Store, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    path = tmp_path / "r.csv"
    reviews.write(full, path)
    edit(path, {2: change, 3: {"label": "nothing there"}})
    before = full.judgements.number()
    _, faults = reviews.take(full, path)
    (fault,) = [one for one in faults if one.startswith("r.csv, row 2: ")]
    assert said in fault
    assert len(faults) == 2
    assert full.judgements.number() == before


def test_a_table_of_another_study_or_none_is_refused(full: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    pd.DataFrame({"quote_id": ["zz"], "kind": "stage", "label": "posting", "by": "human:ann"}).to_csv(path, index=False)
    with pytest.raises(TableError, match="none of its 1 answers is of a quote of this study"):
        reviews.take(full, path)
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"r\.csv: no column named 'quote_id'"):
        reviews.take(full, path)
    (tmp_path / "r.xlsx").write_text("no workbook", encoding="utf-8")
    with pytest.raises(TableError, match="not a workbook that can be read"):
        reviews.take(full, tmp_path / "r.xlsx")
    with pytest.raises(TableError, match=r"s\.xlsx: no such file$"):
        reviews.take(full, tmp_path / "s.xlsx")


def sheet(path: Path, which: str = "coding") -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(which).to_python()


def test_the_workbook_has_the_open_quotes_of_a_draw_and_takes_what_is_filled_in(full: Store, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "r.xlsx"
    reviews.write(full, path)
    head, *rows = sheet(path)
    (row,) = [row for row in rows if row[-3:] == [name(3), "ann", "coder"]]
    assert row[0] == "Café staff took it, très gentil."
    assert not any(row[4:-3])
    ann = next(row for row in rows if row[-3:-1] == [name(1), "ann"])
    assert (ann[head.index("stage")], ann[head.index("touchpoint")]) == ("none", "locker")
    assert sheet(path, "labels")[0][:2] == ["stage", "touchpoint"]
    # Ann fills in a row, corrects another and empties a cell of it.
    row[head.index("stage")], row[head.index("facet")] = "delivery", "pain|need"
    ann[head.index("stage")], ann[head.index("touchpoint")] = "posting", ""
    full_rows = sheet(path, "judgements")
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for title, cells in (("coding", [head, *rows]), ("judgements", full_rows)):
            page = book.add_worksheet(title)
            for number, line in enumerate(cells):
                page.write_row(number, 0, line)
    taken, faults = reviews.take(full, path)
    assert faults == ()
    assert (taken.new, taken.changed, taken.conflicts) == (2, 2, [])
    tags = full.judgements.tags()
    own = tags[tags["by"] == "human:ann"]
    assert own.loc[own["quote_id"] == name(3), "label"].tolist() == ["delivery", "pain", "need"]
    assert own.loc[own["quote_id"] == name(1), "label"].tolist() == ["posting"]


@pytest.mark.parametrize("file", ["r.csv", "r.xlsx"])
def test_a_file_from_before_codes_were_renamed_and_dropped_is_understood(
    full: Store, tmp_path: Path, file: str
) -> None:
    reviews.write(full, tmp_path / file)
    renamed = BOOK.replace('"posting"', '"sending"')
    bare = renamed[: renamed.index("[[touchpoint]]")]
    moves = {"renamed": {"stage": {"posting": "sending"}}, "dropped": {"touchpoint": ["locker"]}}
    full.codebooks.change(bare, by="ann", what="sending", **moves)  # type: ignore[arg-type]
    taken, faults = reviews.take(full, tmp_path / file)
    assert (faults, taken.changed, taken.conflicts, taken.unchanged) == ((), 0, [], 11)


def test_the_study_s_own_file_counts_as_it_is_now(db: Store, folder: Path) -> None:
    path = folder / "reviews.csv"
    own = pd.DataFrame(
        {"quote_id": [name(0), name(1)], "kind": "stage", "label": ["delivery", None], "by": "human:ida"}
    ).assign(value=None, confidence=None, start=None, end=None, reason=None, probability=0.25)
    own.to_csv(path, index=False)
    assert reviews.is_new(db)
    assert reviews.take_own(db).new == 2
    assert not reviews.is_new(db)
    assert db.judgements.tags()["probability"].tolist() == [0.25, 0.25]
    own.assign(probability=0.5).to_csv(path, index=False)
    assert reviews.take_own(db).changed == 2
    assert db.judgements.tags()["probability"].tolist() == [0.5, 0.5]
    # A row that is gone from the file no longer counts; one that was decided anew in the app stays.
    db.judgements.record("ida", name(0), {"stage": (Answer("posting"),)})
    own.iloc[:0].to_csv(path, index=False)
    assert reviews.take_own(db).withdrawn == 1
    assert db.judgements.tags()["label"].tolist() == ["posting"]
    path.unlink()
    assert reviews.is_new(db)
    assert reviews.take_own(db).withdrawn == 0


def test_a_table_of_labels_alone_goes_with_what_was_said_in_full(full: Store, tmp_path: Path) -> None:
    reviews.write(full, tmp_path / "r.csv")
    table = load(tmp_path / "r.csv")
    table = table[~table["kind"].isin(["split"])][["quote_id", "kind", "label", "by", "role"]]
    table.to_csv(tmp_path / "r.csv", index=False)
    taken, _ = reviews.take(full, tmp_path / "r.csv")
    assert (taken.unchanged, taken.changed, taken.conflicts) == (11, 0, [])


def test_of_two_stages_the_last_counts_and_codes_of_other_programs_are_taken(db: Store, tmp_path: Path) -> None:
    rows = [
        ("stage", "posting"),
        ("stage", "delivery"),
        ("touchpoint", None),
        ("touchpoint", "locker"),
        ("code", "Rude"),
    ]
    table = pd.DataFrame(rows, columns=["kind", "label"]).assign(quote_id=name(0), by="human:ida")
    table.to_csv(tmp_path / "r.csv", index=False)
    assert reviews.take(db, tmp_path / "r.csv")[0].new == 3
    assert sorted(db.judgements.tags()["label"]) == ["Rude", "delivery", "locker"]


def test_an_export_into_the_study_s_own_file_is_known(full: Store, folder: Path) -> None:
    path = folder / "reviews.csv"
    reviews.write(full, path)
    assert not reviews.is_new(full)
    table = load(path)
    table[table["by"] != "human:cat"].to_csv(path, index=False)
    assert reviews.take_own(full).withdrawn == 1
    assert "human:cat" not in set(full.judgements.tags()["by"])
    (folder / "reviews.csv").write_text("quote_id,kind,label,by\n" + f"{name(0)},stage,no,human:x\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"reviews\.csv, row 2: quote 0+: no stage 'no'"):
        reviews.take_own(full)


def test_rows_of_quotes_that_are_not_here_are_named(full: Store, folder: Path, tmp_path: Path) -> None:
    table = reviews.export(full)
    table.loc[table["quote_id"] == name(1), "quote_id"] = "0123456789abcdef"
    rows = [number + 2 for number in table.index[table["quote_id"] == "0123456789abcdef"]]
    table.to_csv(tmp_path / "r.csv", index=False)
    taken, faults = reviews.take(full, tmp_path / "r.csv")
    # The second facet goes with the first.
    assert (faults, taken.unknown, len(taken.strangers)) == ((), 4, 4)
    assert taken.strangers[0] == f"row {rows[0]}: this study has no quote '0123456789abcdef'"
    (folder / "reviews.csv").write_bytes((tmp_path / "r.csv").read_bytes())
    assert f"row {rows[0]}: this study has no quote '0123456789abcdef'" in reviews.take_own(full).notes[-1]


def coding(*rows: dict[str, object]) -> pd.DataFrame:
    """A table to fill in, as somebody saved it from a workbook."""
    texts = {name(number): TEXTS[number % len(TEXTS)] for number in range(12)}
    own = [{"text": texts.get(str(row["quote_id"])), "coder": "ann", "role": "coder"} | row for row in rows]
    return pd.DataFrame(own)


def test_a_table_that_was_sorted_in_part_is_refused(db: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    same = coding(
        {"quote_id": name(0), "text": "The label   would not print.\nI gave …", "stage": "posting"},
        {"quote_id": name(2), "text": None, "stage": "delivery"},
        {"quote_id": name(3), "text": "[name 1] took it, “très gentil”.", "stage": "delivery"},
        {"quote_id": "0123456789abcdef", "text": "Of another study.", "stage": "delivery"},
    )
    coding(
        {"quote_id": name(0), "text": TEXTS[2], "stage": "posting"}, {"quote_id": name(1), "stage": "posting"}
    ).to_csv(path, index=False)
    taken, faults = reviews.take(db, path)
    told = f"r.csv, row 2: the text is not that of quote {name(0)}; was only a part of the columns sorted?"
    assert (faults, taken.new) == ([told], 0)
    same.to_csv(path, index=False)
    taken, faults = reviews.take(db, path)
    assert (faults, taken.new, taken.unknown) == ((), 3, 1)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"quote_id": None, "stage": "posting"}], "row 2: no quote_id in it"),
        ([{"quote_id": name(0), "coder": None, "stage": "posting"}], "row 2: no coder in it"),
        (
            [{"quote_id": name(0), "stage": "posting"}, {"quote_id": name(0), "stage": "delivery"}],
            f"row 3: another stage of quote {name(0)} by ann than in row 2; take one of them out",
        ),
    ],
)
def test_a_row_of_nothing_and_two_rows_of_one_are_wrong(
    db: Store, tmp_path: Path, rows: list[dict[str, object]], said: str
) -> None:
    coding(*rows).to_csv(tmp_path / "r.csv", index=False)
    assert reviews.take(db, tmp_path / "r.csv")[1] == [f"r.csv, {said}"]


def test_two_rows_that_say_the_same_are_one_and_a_blank_table_is_told(db: Store, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"quote_id": name(0), "facet": facet} for facet in ("pain|need", "need | pain", None)
    ]
    coding(*rows, {"quote_id": None, "coder": None}).to_csv(tmp_path / "r.csv", index=False)
    taken, faults = reviews.take(db, tmp_path / "r.csv")
    assert (faults, taken.new, taken.notes) == ((), 1, [])
    coding({"quote_id": name(0), "stage": None}).to_csv(tmp_path / "r.csv", index=False)
    assert reviews.take(db, tmp_path / "r.csv")[0].notes == ["r.csv: nothing is filled in"]
