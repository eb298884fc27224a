"""LimeSurvey: codes or full texts, what the structure beside the answers says of them, and the structure alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from voc.errors import ReadError
from voc.readers import Reading, Source, all_readers, limesurvey, read_paths
from voc.readers._base import choose
from voc.readers._limesurvey import code, parse
from voc.study import SourceRule, Study

ROWS = """\
"id","submitdate","lastpage","startlanguage","seed","CHAN[SQ001]","CHAN[SQ002]","CHAN[other]","DELIV","ROOM[SQ001]","WHY"
"1","2026-04-01 10:04:11","3","en","120255","Y","","","AO02","4","The parcel came a day early, and the driver rang."
"2","1980-01-01 00:00:00","3","en","120256","Y","Y","my neighbour's kiosk","AO01","2","Nobody told me about the fee."
"3","","1","en","120257","","Y","","-oth-","",""
"""


def words(table: str, own: str, rows: list[tuple[str, str]], tongue: str = "en") -> str:
    name = {"qid": "question", "aid": "answer"}[own]
    cells = "".join(
        f"<row><{own}>{i}</{own}><{name}><![CDATA[{said}]]></{name}><language>{tongue}</language></row>"
        for i, said in rows
    )
    return f"<{table}><rows>{cells}</rows></{table}>"


def questions(rows: list[tuple[str, str, str, str, str]], table: str = "questions") -> str:
    cells = "".join(
        f"<row><qid>{qid}</qid><parent_qid>{parent}</parent_qid><type>{kind}</type><title>{title}</title>"
        f"<other>{other}</other><question_order>{order}</question_order><scale_id>0</scale_id></row>"
        for order, (qid, parent, kind, title, other) in enumerate(rows)
    )
    return f"<{table}><rows>{cells}</rows></{table}>"


ANSWERS = (
    "<answers><rows>"
    "<row><aid>1</aid><qid>11</qid><code>AO02</code><sortorder>2</sortorder><scale_id>0</scale_id></row>"
    "<row><aid>2</aid><qid>11</qid><code>AO01</code><sortorder>1</sortorder><scale_id>0</scale_id></row>"
    "</rows></answers>"
)
LSS = (
    '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
    "<languages><language>en</language><language>de</language></languages>"
    + ANSWERS
    + words("answer_l10ns", "aid", [("1", "To a <b>shop</b>"), ("2", "To my home")])
    + questions(
        [
            ("10", "0", "M", "CHAN", "Y"),
            ("11", "0", "L", "DELIV", "Y"),
            ("12", "0", "A", "ROOM", "N"),
            ("13", "0", "T", "WHY", "N"),
            ("14", "0", "X", "INTRO", "N"),
        ]
    )
    + questions(
        [("20", "10", "T", "SQ001", "N"), ("21", "10", "T", "SQ002", "N"), ("22", "12", "T", "SQ001", "N")],
        "subquestions",
    )
    + words(
        "question_l10ns",
        "qid",
        [
            ("10", "<p>Which of our <strong>channels</strong> did you use?</p><script>var a = '<b>';</script>"),
            ("11", "Where was it delivered?"),
            ("12", "Please rate"),
            ("13", "<p>What happened &amp; why?</p>"),
            ("20", "App"),
            ("21", "Shop"),
            ("22", "the driver"),
        ],
    )
    + "</document>"
)


def test_codes_alone(read: Callable[..., Reading]) -> None:
    reading = read({"results-survey1.csv": "\ufeff" + ROWS.replace("\n", "\r\n")})
    assert [file.format for file in reading.files] == ["limesurvey"]
    assert list(reading.quotes["question"]) == ["WHY", "CHAN", "WHY"]
    assert list(reading.participants["CHAN"]) == ["SQ001", "SQ001; SQ002", "SQ002"]
    assert list(reading.participants["finished"]) == ["yes", "yes", "no"]


def test_who_broke_off_left_nothing_blank(read: Callable[..., Reading]) -> None:
    reading = read({"a.csv": ROWS})
    assert "1 unfinished" in reading.files[0].note
    # The first left the box for other channels blank; the third was never asked why.
    assert reading.files[0].blank == 2


def test_the_moment_of_surveys_that_keep_none_is_missing(read: Callable[..., Reading]) -> None:
    assert [moment is not None for moment in read({"a.csv": ROWS}).quotes["timestamp"].astype(object)] == [True] * 3
    assert list(read({"a.csv": ROWS}).quotes["timestamp"].isna()) == [False, True, True]


def test_a_structure_beside_gives_the_words(read: Callable[..., Reading]) -> None:
    reading = read({"results.csv": ROWS, "survey.lss": LSS})
    assert not reading.errors
    asked = "Which of our channels did you use?"
    assert list(reading.quotes["question"]) == ["What happened & why?", asked, "What happened & why?"]
    assert list(reading.participants[asked]) == ["App", "App; Shop", "Shop"]
    assert list(reading.participants["Where was it delivered?"]) == ["To a shop", "To my home", "Other"]
    assert reading.quotes["locator"].iloc[0] == "row 2, column 'WHY'"
    scales = reading.attributes.set_index("attribute")
    assert scales.loc["Where was it delivered?", "levels"] == "To my home | To a shop | Other"
    assert scales.loc["Please rate [the driver]", "high"] == 5
    notes = {file.source: file.note for file in reading.files}
    assert notes["survey.lss"] == "the structure of a LimeSurvey survey: its words are used for results.csv"
    assert "questions' words from survey.lss" in notes["results.csv"]


def test_a_structure_in_an_archive_with_its_answers(read: Callable[..., Reading]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("out/results.csv", ROWS)
        archive.writestr("out/survey.lss", LSS)
    reading = read({"export.zip": buffer.getvalue()})
    assert not reading.errors
    assert "What happened & why?" in set(reading.quotes["question"])


def test_a_structure_that_the_study_names(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "form.lss").write_text(LSS, encoding="utf-8")
    rule = SourceRule(files="*.csv", mapping="form.lss")
    study = Study.model_validate({"source": [rule.model_dump()], "root": tmp_path})
    reading = read_paths([], study, all_readers())
    assert "What happened & why?" in set(reading.quotes["question"])


def test_a_structure_that_the_study_names_and_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(ROWS, encoding="utf-8")
    source = Source(path, "a.csv", SourceRule(files="*", mapping=str(tmp_path / "gone.lss")))
    with pytest.raises(ReadError, match=r"^a\.csv: mapping = 'gone\.lss' in study\.toml names no file"):
        list(limesurvey.READER.read(source))


def test_another_survey_s_structure_is_not_used(read: Callable[..., Reading]) -> None:
    other = LSS.replace("CHAN", "X1").replace("DELIV", "X2").replace("ROOM", "X3").replace("WHY", "X4")
    reading = read({"results.csv": ROWS, "other.lss": other})
    assert set(reading.quotes["question"]) == {"WHY", "CHAN"}
    assert reading.errors == [
        "other.lss: the structure of a LimeSurvey survey, no answers; export the answers as CSV (Responses, Export, "
        "headings as codes) and put them beside it"
    ]


def test_answers_without_limesurvey_s_columns_are_known_by_their_codes(read: Callable[..., Reading]) -> None:
    table = "CHAN[SQ001];CHAN[SQ002];DELIV;ROOM[SQ001];WHY\nY;;AO01;4;The app lost my basket twice.\n"
    reading = read({"results.csv": table, "survey.lss": LSS})
    assert [file.format for file in reading.files] == ["limesurvey", "limesurvey"]
    assert reading.files[0].why == "its codes are those of survey.lss"


FULL = """\
Antwort ID,Datum Abgeschickt,Letzte Seite,Start-Sprache,Zufallsstartwert,Welche Wege? [App],Welche Wege? [Laden],Welche Wege? [Sonstiges],Warst du zufrieden?,Was war?,Gesamtzeit,Gruppenzeit: Eins
7,2026-04-01 10:00:00,3,de,1,Ja,Nein,,Ja,"Der Bote war freundlich, aber zu spät.",100.5,100.5
8,2026-04-02 10:00:00,3,de,2,N/A,Ja,Kiosk,Nein,Ich habe drei Stunden gewartet.,90.1,90.1
"""  # noqa: E501


def test_full_texts_in_german(read: Callable[..., Reading]) -> None:
    reading = read({"results.csv": FULL}, languages=["de"])
    assert [file.format for file in reading.files] == ["limesurvey"]
    assert list(reading.participants["Welche Wege?"]) == ["App", "Laden"]
    assert "Gesamtzeit" not in reading.participants
    assert set(reading.quotes["question"]) == {"Was war?", "Welche Wege?"}


@pytest.mark.parametrize(
    "header",
    [
        ("X.U.FEFF.id", "CHAN.SQ001.", "CHAN.SQ002.", "CHAN.other.", "DELIV", "ROOM.SQ001.", "WHY"),
        ("id", "CHAN_SQ001", "CHAN_SQ002", "CHAN_other", "DELIV", "ROOM_SQ001", "WHY"),
        (
            "id. Response ID", "CHAN[SQ001]. Which? [App]", "CHAN[SQ002]. Which? [Shop]", "CHAN[other]. Which? [Other]",
            "DELIV. Where?", "ROOM[SQ001]. Rate [the driver]", "WHY. Why?",
        ),
    ],
)  # fmt: skip
def test_every_way_to_write_a_code(read: Callable[..., Reading], header: tuple[str, ...]) -> None:
    first, *rest = header
    names = [first, "submitdate", "lastpage", "startlanguage", "seed", *rest]
    table = "\n".join([",".join(f'"{name}"' for name in names), *ROWS.splitlines()[1:]])
    reading = read({"results.csv": table, "survey.lss": LSS})
    assert list(reading.participants["Which of our channels did you use?"]) == ["App", "App; Shop", "Shop"]


def test_codes() -> None:
    assert code("Q1[SQ001][1]") == "q1_sq001_1"
    assert code("WHY") == "why"


TYPES = [
    ("5", "Q", {"q": (False, 5)}),
    ("S", "Q", {"q": (True, None)}),
    ("U", "Q", {"q": (True, None)}),
    ("N", "Q", {"q": (False, None)}),
    ("Y", "Q", {"q": (False, None)}),
    ("X", "Q", {}),
]


@pytest.mark.parametrize(("kind", "name", "expected"), TYPES)
def test_question_types(tmp_path: Path, kind: str, name: str, expected: dict[str, tuple[bool, int | None]]) -> None:
    fields = _fields(
        tmp_path, questions([("1", "0", kind, name, "N")]) + words("question_l10ns", "qid", [("1", "How?")])
    )
    assert {key: (one.openly, one.scale.high if one.scale else None) for key, one in fields.items()} == expected


@pytest.mark.parametrize(
    ("kind", "other", "expected"),
    [
        ("M", "Y", {"q_a": False, "q_other": True}),
        ("P", "Y", {"q_a": False, "q_acomment": True, "q_other": True, "q_othercomment": True}),
        ("Q", "N", {"q_a": True}),
        ("F", "N", {"q_a": False}),
        ("1", "N", {"q_a_1": False, "q_a_2": False}),
    ],
)
def test_question_types_with_rows(tmp_path: Path, kind: str, other: str, expected: dict[str, bool]) -> None:
    body = questions([("1", "0", kind, "Q", other)]) + questions([("2", "1", "T", "a", "N")], "subquestions")
    fields = _fields(tmp_path, body + words("question_l10ns", "qid", [("1", "How?"), ("2", "the row")]))
    assert {key: one.openly for key, one in fields.items()} == expected
    assert fields[next(iter(expected))].question.startswith("How? [the row]")


def test_a_list_with_a_comment_and_a_ranking(tmp_path: Path) -> None:
    answers = ANSWERS.replace("<qid>11</qid>", "<qid>1</qid>") + words(
        "answer_l10ns", "aid", [("1", "Two"), ("2", "One")]
    )
    fields = _fields(tmp_path, questions([("1", "0", "O", "Q", "N")]) + answers)
    assert fields["q_comment"].openly
    assert fields["q"].levels == {"AO01": "One", "AO02": "Two"}
    fields = _fields(tmp_path, questions([("1", "0", "R", "Q", "N")]) + answers)
    assert set(fields) == {"q_1", "q_2"}


def test_an_array_of_texts(tmp_path: Path) -> None:
    rows = questions([("2", "1", "T", "a", "N"), ("3", "1", "T", "x", "N")], "subquestions")
    rows = rows[::-1].replace("<scale_id>0"[::-1], "<scale_id>1"[::-1], 1)[::-1]
    body = questions([("1", "0", ";", "Q", "N")]) + rows
    fields = _fields(tmp_path, body + words("question_l10ns", "qid", [("1", "How?"), ("2", "row"), ("3", "column")]))
    assert {key: (one.question, one.openly) for key, one in fields.items()} == {"q_a_x": ("How? [row] [column]", True)}


def test_words_of_old_versions_stand_in_the_questions_themselves(tmp_path: Path) -> None:
    row = (
        "<row><qid>1</qid><parent_qid>0</parent_qid><type>T</type><title>Q</title><question>{}</question>"
        "<language>{}</language></row>"
    )
    body = f"<questions><rows>{row.format('Wie?', 'de')}{row.format('How?', 'en')}</rows></questions>"
    assert _fields(tmp_path, body)["q"].question == "How?"


def _fields(folder: Path, body: str) -> dict[str, limesurvey.Field]:
    path = folder / "s.lss"
    languages = "<languages><language>en</language></languages>"
    head = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType>"
    path.write_text(f"{head}{languages}{body}</document>", encoding="utf-8")
    return dict(parse(Source(path, path.name)).fields)


@pytest.mark.parametrize(
    "data",
    ["", "<document>", "<document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>", "<a/>",
     '<!DOCTYPE d [<!ENTITY a "b">]><document><LimeSurveyDocType>&a;</LimeSurveyDocType></document>'],
)  # fmt: skip
def test_what_is_no_structure_is_refused_in_one_line(read: Callable[..., Reading], data: str) -> None:
    with pytest.raises(ReadError, match=r"^.*bad\.lss: ") as error:
        read({"bad.lss": data})
    assert "\n" not in str(error.value)


# Real files


def test_real_structures(shared: Path) -> None:
    folder = shared / "formats" / "limesurvey"
    found = {path.name: parse(Source(path, path.name)) for path in sorted(folder.glob("*.ls?"))}
    assert {name: len(one.fields) for name, one in found.items()} == {
        "answers.lss": 8, "group.lsg": 2, "limesurvey_survey_432535.lss": 2,
    }  # fmt: skip
    assert found["answers.lss"].fields["q02_sq003"].question == "This is the second question [Creaminess]"
    assert list(found["answers.lss"].fields["q02_sq003"].levels.values()) == [
        "Too much", "More than I like", "Just Right", "Less than I like", "Too little",
    ]  # fmt: skip
    assert found["limesurvey_survey_432535.lss"].fields["g01q02"].question == "Text for question 2"
    assert found["group.lsg"].fields["g01q01"].openly


def test_real_structures_are_recognised_and_refused_without_answers(shared: Path) -> None:
    for path in sorted((shared / "formats" / "limesurvey").glob("*.ls?")):
        source = Source(path, path.name)
        reader, _ = choose(source, all_readers())
        assert reader.name == "limesurvey"
        with pytest.raises(ReadError, match=r"the structure of a LimeSurvey survey, no answers; export"):
            list(reader.read(source))
        assert len(reader.preview(source)) >= 2
