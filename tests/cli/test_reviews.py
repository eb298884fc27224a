"""A study and its database: runs are kept, decisions count in map and teach, reviews go out and in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from cli.conftest import Voc

from voc import store, stored
from voc.sampling import Row
from voc.store import Answer
from voc.study import create

BOOK = """
title = "Parcels"
[[stage]]
name = "posting"
meaning = "Printing the label and handing the parcel in."
cues = ["label", "queue"]
[[stage]]
name = "delivery"
meaning = "From the depot to the door."
cues = ["courier", "door"]
"""
SAID = ("The label would not print and the queue was long", "The courier never came to my door", "It was a nice day")
MAP = ("map", "study", "--out", "map", "--tagger", "cues,vader", "--no-redact", "-q")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of twelve people who say one thing each, with its map and its database."""
    from voc import api, reports

    folder = tmp_path_factory.mktemp("template")
    (folder / "book.toml").write_text(BOOK, encoding="utf-8")
    create(folder / "study", codebook=str(folder / "book.toml"))
    said = [f"{text}, case {number}" for number, text in enumerate(SAID * 4)]
    answers = pd.DataFrame({"Respondent ID": range(12), "What happened?": said})
    answers.to_csv(folder / "study" / "sources" / "survey.csv", index=False)
    made = api.run([folder / "study"], tagger="cues,vader")
    api.save(made, folder / "map", reports.choose(["json"]))
    assert stored.kept(folder / "study", made) is None
    return folder


@pytest.fixture
def study(voc: Voc, template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return tmp_path / "study"


def tags(study: Path, by: str = "human:") -> pd.DataFrame:
    table = pd.read_csv(study.parent / "map" / "tags.csv")
    return table[table["by"].str.startswith(by)]


def ids(study: Path) -> list[str]:
    return list(pd.read_csv(study.parent / "map" / "quotes.csv")["quote_id"])


def write(study: Path, label: str, **change: object) -> None:
    """A reviews.csv by Ida: that stage for every quote."""
    rows = {"quote_id": ids(study), "kind": "stage", "label": label, "by": "human:ida"}
    empty = dict.fromkeys(("value", "confidence", "start", "end", "reason", "probability"))
    pd.DataFrame(rows | empty | change).to_csv(study / "reviews.csv", index=False)


def test_a_run_is_kept_with_all_that_made_it(voc: Voc, study: Path) -> None:
    assert voc(*MAP, "--seed", "7") == (0, "", [])
    assert sorted(path.name for path in study.glob("study.db*")) == ["study.db", "study.db.lock"]
    with store.open(study, readonly=True) as db:
        first, last = db.runs.all()
        assert (first.seed, last.seed, last.tagger, last.account["read"]) == (0, 7, "cues,vader", 12)
        assert last.models == tuple(sorted(set(tags(study, "")["by"])))
        assert db.runs.journey() == (study.parent / "map" / "journey.json").read_text(encoding="utf-8")
        assert db.quotes.frame()["text"].tolist() == pd.read_csv("map/quotes.csv")["text"].tolist()
        assert db.codebooks.current().toml == (study / "codebook.toml").read_text(encoding="utf-8")


def test_reviews_csv_goes_on_to_count(voc: Voc, study: Path) -> None:
    write(study, "delivery")
    assert voc(*MAP) == (0, "", [])
    assert set(tags(study)["label"]) == {"delivery"}
    write(study, "posting", probability=0.5)
    assert voc(*MAP) == (0, "", [])
    assert set(tags(study)["label"]) == {"posting"}
    assert set(tags(study)["probability"]) == {0.5}
    (study / "reviews.csv").unlink()
    assert voc(*MAP) == (0, "", [])
    assert tags(study).empty
    write(study, "postin")
    code, _, err = voc(*MAP)
    assert (code, len(err)) == (2, 1)
    assert err[0].startswith(
        f"voc: reviews.csv, row 2: quote {ids(study)[0]}: no stage 'postin'; did you mean 'posting'"
    )
    assert err[0].endswith("(and 11 rows more)")


def test_what_is_decided_in_the_app_counts(voc: Voc, study: Path) -> None:
    first, second, third, *_ = ids(study)
    with stored.opened(study) as db:
        db.judgements.record("ann", second, {"stage": (Answer("posting"),)})
        db.judgements.record("ben", third, {"offtopic": (Answer("yes"),)})
        made = db.judgements.split("ann", first, [25])
        db.judgements.record("ann", made.parts[1], {"stage": (Answer("delivery"),)})
        now = stored.journey(db)
    assert voc(*MAP) == (0, "", [])
    said = tags(study)
    stages = said[said["kind"] == "stage"].set_index("quote_id")["label"].fillna("").to_dict()
    assert stages == {second: "posting", third: "", made.parts[1]: "delivery"}
    table = pd.read_csv("map/quotes.csv").set_index("quote_id")
    assert table.loc[first, "excluded"] == "split by a coder"
    assert table.loc[list(made.parts), "text"].tolist() == [
        "The label would not print",
        "and the queue was long, case 0",
    ]
    # Each part is verbatim in the source.
    assert voc("verify", "map/journey.json", "-q")[0] == 0
    # The map of now is the next run's, but for the parts that no machine has tagged yet.
    journey = json.loads(Path("map/journey.json").read_text(encoding="utf-8"))
    assert now.as_dict()["settings"] == journey["settings"]
    with store.open(study) as db:
        assert stored.journey(db).to_json() == Path("map/journey.json").read_text(encoding="utf-8")


def test_teach_learns_from_the_store(voc: Voc, study: Path) -> None:
    with stored.opened(study) as db:
        for number, name in enumerate(ids(study)):
            db.judgements.record("ann", name, {"stage": (Answer(("posting", "delivery", "posting")[number % 3]),)})
    code, out, err = voc("teach", "study", "--tagger", "cues", "--json")
    assert (code, err) in ((0, []), (1, []))
    assert json.loads(out)["kinds"]["stage"]["corrections"] == {"posting": 8, "delivery": 4}


def test_a_map_is_made_although_somebody_else_writes(voc: Voc, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "PATIENCE", 0.1)
    with store.open(study):
        code, _, (line,) = voc(*MAP)
    assert code == 0
    assert line.startswith("voc: this run is not kept in study.db: study: the study is open for writing in process")
    code, _, (line,) = voc(*MAP, "--codebook", "service")
    assert code == 0
    assert line == "voc: this run is not kept in study.db: it went by another codebook than the study's"


def test_a_study_that_has_no_database_is_made_when_it_is_opened(voc: Voc, study: Path) -> None:
    (study / "study.db").unlink()
    write(study, "delivery")
    with stored.opened(study, tagger="cues,vader") as db:
        assert db.runs.last().number == 1  # type: ignore[union-attr]
        assert set(db.judgements.decided()["label"]) == {"delivery"}
        assert "human:ida" not in set(db.runs.tags()["by"])


def test_a_codebook_that_is_changed_by_hand_is_a_version(voc: Voc, study: Path) -> None:
    with stored.opened(study) as db:
        db.judgements.record("ann", ids(study)[0], {"stage": (Answer("posting"),)})
    book = study / "codebook.toml"
    book.write_text(BOOK.replace('"posting"', '"sending"'), encoding="utf-8")
    code, _, err = voc(*MAP)
    assert code == 0
    assert err == [
        "voc: study.db: 1 answers name codes that the codebook no longer has and do not count: stage 'posting'"
    ]
    with store.open(study, readonly=True) as db:
        assert [one.by for one in db.codebooks.all()] == ["file", "file"]


def test_the_database_is_no_source(voc: Voc, study: Path) -> None:
    settings = study / "study.toml"
    settings.write_text('title = "All here"\nsources = "."\ncodebook = "codebook.toml"\n', encoding="utf-8")
    with store.open(study) as db:
        db.backup()
    code, _, err = voc(*MAP)
    assert (code, err) == (0, [])


def test_reviews_go_out_and_in(voc: Voc, study: Path) -> None:
    assert voc("reviews", "study")[1] == "nobody has judged anything yet; begin with: voc review study\n"
    with stored.opened(study) as db:
        for name in ids(study)[:3]:
            db.judgements.record("ann", name, {"stage": (Answer("posting"),)})
    with store.open(study):
        # While the app is open, too.
        assert voc("reviews", "study", "--export", "r.csv") == (0, "wrote 3 judgements into r.csv\n", [])
        code, _, (line,) = voc("reviews", "study", "--import", "r.csv")
        assert (code, "open for writing in process" in line) == (2, True)
    assert (
        voc("reviews", "study", "--import", "r.csv")[1] == "judgements: 0 new, 0 changed, 0 withdrawn, 3 as they were\n"
    )
    table = pd.read_csv("r.csv", dtype="str")
    table.assign(label=["delivery", "posting", "posting"]).to_csv("r.csv", index=False)
    code, out, err = voc("reviews", "study", "--import", "r.csv")
    assert (code, err) == (0, [])
    assert out.splitlines()[0] == f"row 2: quote {ids(study)[0]}, stage by ann: posting → delivery"
    table.assign(label=["delivery", "delivry", "x"]).to_csv("r.csv", index=False)
    code, out, err = voc("reviews", "study", "--import", "r.csv")
    assert (code, out, len(err)) == (2, "", 3)
    assert err[0].startswith("voc: r.csv, row 3: ")
    assert err[2] == "voc: r.csv: 2 rows are wrong, nothing was taken; correct them and import it again"
    said = json.loads(voc("reviews", "study", "--json")[1])
    assert [(one["coder"], one["quotes"]) for one in said] == [("ann", 3)]


def test_an_import_names_file_row_and_quote_that_is_not_here(voc: Voc, study: Path) -> None:
    rows = [("0" * 16, "posting"), (ids(study)[0], "posting")]
    lines = [f"{quote},stage,{label},human:ann" for quote, label in rows]
    Path("coding.csv").write_text("\n".join(["quote_id,kind,label,by", *lines]), encoding="utf-8")
    code, out, err = voc("reviews", "study", "--import", "coding.csv")
    assert (code, out.splitlines()[-1]) == (0, "judgements: 1 new, 0 changed, 0 withdrawn, 0 as they were")
    assert err == [
        f"voc: coding.csv, row 2: this study has no quote '{'0' * 16}'; left out",
        "voc: coding.csv: 1 answer is of quotes that this study does not have",
    ]


def test_a_workbook_taken_under_another_name_says_what_changes_an_answer(voc: Voc, study: Path) -> None:
    row = {"quote_id": ids(study)[0], "coder": "ann", "role": "coder"}
    for name, stage in {"coding.csv": "posting", "coding (1).csv": "delivery"}.items():
        pd.DataFrame([row | {"stage": stage}]).to_csv(name, index=False)
        code, _, err = voc("reviews", "study", "--import", name)
    assert code == 1
    assert err[0].endswith(
        "but ann decided so since; the newer answer stays; to change it, export anew and edit that file"
    )


def test_a_file_that_cannot_be_written_is_told_by_its_own_name(voc: Voc, study: Path) -> None:
    name = "x" * 300 + ".csv"
    code, _, (line,) = voc("reviews", "study", "--export", name)
    assert (code, line.startswith(f"voc: {name}: ")) == (2, True)


def test_two_copies_are_merged(voc: Voc, study: Path, tmp_path: Path) -> None:
    shutil.copytree(study, tmp_path / "copy")
    first, second, *_ = ids(study)
    with stored.opened(study) as db:
        db.judgements.record("ann", first, {"stage": (Answer("posting"),)})
    with stored.opened(tmp_path / "copy") as db:
        db.judgements.record("ann", first, {"stage": ()})
        db.judgements.record("ben", second, {"stage": (Answer("delivery"),)})
    code, out, err = voc("reviews", "study", "--merge", "copy")
    assert (code, out) == (0, "took 2 judgements and 0 draws from copy\n")
    assert err == [
        f"voc: quote {first}, stage: ann said posting here and (none) in copy; both are kept, the later one counts"
    ]
    code, out, _ = voc("agree", "study", "study", "--by-a", "human:ben", "--by-b", "cue:", "--json")
    assert code == 0
    assert json.loads(out)["units"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("reviews nowhere", "nowhere: no study.toml; make a study with"),
        ("reviews study --export a.csv --import b.csv", "--export, --import and --merge are three different things"),
        ("reviews study --coder ann", "--coder goes with --export"),
        ("reviews study --draw 5", "--draw goes with --export FILE.xlsx and --coder NAME"),
        ("reviews study --export r.csv --draw 5 --coder ann", "--draw goes with --export FILE.xlsx and --coder NAME"),
        ("reviews study --export r.xlsx --coder ann --queue random", "--queue goes with --draw"),
        ("reviews study --export r.xlsx --coder ann --draw 5 --queue rand", "--queue: no queue 'rand'; did you mean"),
        ("reviews study --export r.doc", "r.doc: a table ends in .csv"),
        ("reviews study --import none.csv", "none.csv: no such file"),
        ("reviews study --merge nowhere", "nowhere: no study.db yet; make it with: voc map nowhere"),
    ],
)
def test_wrong_use(voc: Voc, study: Path, words: str, said: str) -> None:
    code, out, err = voc(*words.split())
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith(f"voc: {said}")


def test_a_workbook_without_a_quote_says_where_quotes_come_from(voc: Voc, study: Path) -> None:
    told = (
        "voc: coding.xlsx has no quote to code: draw some with: voc reviews study --export coding.xlsx --draw 50 "
        "--coder ann"
    )
    assert voc("reviews", "study", "--export", "coding.xlsx", "--coder", "ann")[2] == [told]
    with store.open(study) as db:
        db.draws.add("ann", "random", [Row(ids(study)[0], 0.5)], seed=0)
    assert voc("reviews", "study", "--export", "coding.xlsx", "--coder", "ann")[2] == []


def test_quotes_are_drawn_for_a_spreadsheet_as_for_the_app(voc: Voc, study: Path) -> None:
    """With the probability of each, and not the same twice while some wait."""
    draw = ("reviews", "study", "--export", "coding.xlsx", "--coder", "ann", "--queue", "random", "--draw")
    assert voc(*draw, "4") == (0, "wrote 0 judgements and 4 quotes to code into coding.xlsx\n", [])
    assert voc(*draw, "3")[::2] == (0, [])
    with store.open(study) as db:
        (drawn,) = db.draws.all("ann")
        assert (drawn.mode, drawn.size, drawn.done) == ("random", 4, 0)
        assert all(0 < one.probability < 1 for one in db.draws.upcoming("ann", 9))
        waiting = [one.quote_id for one in db.draws.upcoming("ann", 9)]
    coding = pd.read_excel("coding.xlsx", engine="calamine", dtype="str", keep_default_na=False)
    assert list(coding["quote_id"]) == waiting
    assert voc(*draw, "99")[2] == ["voc: 12 of 99 quotes to code: there are no more in this queue"]


def test_what_was_coded_in_a_spreadsheet_is_a_sample_and_corrects_the_map(voc: Voc, study: Path) -> None:
    voc("reviews", "study", "--export", "coding.xlsx", "--coder", "ann", "--queue", "random", "--draw", "12")
    coding = pd.read_excel("coding.xlsx", engine="calamine", dtype="str", keep_default_na=False)
    filled = coding.assign(stage=["delivery"] * 8 + [""] * 4, sentiment=["negative"] * 8 + [""] * 4)
    filled.to_excel("filled.xlsx", sheet_name="coding", index=False, engine="xlsxwriter")
    assert voc("reviews", "study", "--import", "filled.xlsx")[::2] == (0, [])
    with store.open(study) as db:
        (drawn,) = db.draws.all("ann")
        assert (drawn.size, drawn.done) == (12, 8)
        assert set(db.draws.inclusion()) == set(coding["quote_id"][:8])
        assert len(db.draws.upcoming("ann", 20)) == 4
    assert voc(*MAP)[0] == 0
    journey = json.loads((study.parent / "map" / "journey.json").read_text(encoding="utf-8"))
    assert "nothing says with which probability" not in json.dumps(journey)
    voc("reviews", "study", "--export", "study/reviews.csv")
    rows = pd.read_csv("study/reviews.csv")
    rows[rows["quote_id"] != coding["quote_id"][0]].to_csv("study/reviews.csv", index=False)
    assert voc("reviews", "study", "--import", "study/reviews.csv")[0] == 0
    with store.open(study) as db:
        assert len(db.draws.upcoming("ann", 20)) == 5, "what is taken out of the file waits again"


def test_a_table_of_reviews_was_asked_for_by_no_draw(voc: Voc, study: Path) -> None:
    """What somebody chose to judge is no sample, though a draw waits for the same quote."""
    voc("reviews", "study", "--export", "coding.xlsx", "--coder", "ann", "--queue", "random", "--draw", "12")
    row = f"{ids(study)[0]},stage,posting,human:ann"
    Path("chosen.csv").write_text(f"quote_id,kind,label,by\n{row}\n", encoding="utf-8")
    assert voc("reviews", "study", "--import", "chosen.csv")[0] == 0
    with store.open(study) as db:
        assert db.draws.inclusion() == {}
