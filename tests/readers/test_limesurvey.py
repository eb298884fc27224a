"""LimeSurvey: codes or full texts, what the structure beside the answers says of them, and the structure alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made import limesurvey_archive as made

from voc.errors import ReadError
from voc.readers import Reading, Source, all_readers, limesurvey, read_paths
from voc.reading.base import choose
from voc.reading.surveys.fields import Field
from voc.reading.surveys.limesurvey import code, parse
from voc.study import SourceRule, Study

ROWS = """\
"id","submitdate","lastpage","startlanguage","seed","CHAN[SQ001]","CHAN[SQ002]","CHAN[other]","DELIV","ROOM[SQ001]","WHY"
"1","2026-04-01 10:04:11","3","en","120255","Y","","","AO02","4","The parcel came a day early, and the driver rang."
"2","1980-01-01 00:00:00","3","en","120256","Y","Y","my neighbour's kiosk","AO01","2","Nobody told me about the fee."
"3","","1","en","120257","","Y","","-oth-","",""
"""


LSS = made.lss()


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
    reading = read({"export.zip": made.archive({"out/results.csv": ROWS, "out/survey.lss": LSS})})
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


def test_codes_and_full_texts_without_a_structure(read: Callable[..., Reading]) -> None:
    table = (
        '"id. Response ID","submitdate. Date submitted","lastpage. Last page","startlanguage. Start language",'
        '"seed. Seed","WHY. What happened?","CHAN[SQ001]. Which? [App]","CHAN[SQ002]. Which? [Shop]",'
        '"ipaddr. IP address","interviewtime. Total time","groupTime719. Group time: One"\n'
        '"7","2026-04-01 10:00:00","3","en","12","The driver was kind.","Yes","No","10.0.0.1","9.5","9.5"\n'
        '"8","","1","en","13","I waited for three hours.","No","Yes","10.0.0.2","8.5","8.5"\n'
    )
    reading = read({"results.csv": table})
    assert [file.format for file in reading.files] == ["limesurvey"]
    assert reading.quotes["question"].tolist() == ["What happened?", "What happened?"]
    assert set(reading.participants.columns) == {
        "participant",
        "source",
        "source_kind",
        "role",
        "asked",
        "Which?",
        "finished",
    }


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
    fields = _fields(tmp_path, made.lss([("1", "0", kind, name, "N", "How?")], []))
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
    text = made.lss([("1", "0", kind, "Q", other, "How?")], [("2", "1", "T", "a", "N", "the row")])
    fields = _fields(tmp_path, text)
    assert {key: one.openly for key, one in fields.items()} == expected
    assert fields[next(iter(expected))].question.startswith("How? [the row]")


@pytest.mark.parametrize(("kind", "names"), [("O", {"q", "q_comment"}), ("R", {"q_1", "q_2"})])
def test_lists(tmp_path: Path, kind: str, names: set[str]) -> None:
    fields = _fields(tmp_path, made.lss([("11", "0", kind, "Q", "N", "How?")], []))
    assert set(fields) == names
    assert fields[min(names)].levels == {"AO01": "To my home", "AO02": "To a shop"}


def test_an_array_of_texts(tmp_path: Path) -> None:
    text = made.lss(
        [("1", "0", ";", "Q", "N", "How?")], [("2", "1", "T", "a", "N", "row"), ("3", "1", "T", "x", "N", "column")]
    )
    text = text.replace("<qid><![CDATA[3]]></qid>", "<qid>3</qid><scale_id>1</scale_id>", 1)
    fields = _fields(tmp_path, text)
    assert {key: (one.question, one.openly) for key, one in fields.items()} == {"q_a_x": ("How? [row] [column]", True)}


def test_words_of_old_versions_stand_in_the_questions_themselves(tmp_path: Path) -> None:
    row = {"qid": "1", "parent_qid": "0", "type": "T", "title": "Q"}
    rows = [{**row, "question": "Wie?", "language": "de"}, {**row, "question": "How?", "language": "en"}]
    text = f"{made.SURVEY}{made.table('questions', rows)}</document>"
    assert _fields(tmp_path, text)["q"].question == "How?"


def _fields(folder: Path, text: str) -> dict[str, Field]:
    path = folder / "s.lss"
    path.write_text(text, encoding="utf-8")
    return dict(parse(Source(path, path.name)).fields)


def test_full_texts_and_codes_of_answers_with_a_structure(read: Callable[..., Reading]) -> None:
    table = (
        "Response ID,Date submitted,Last page,Start language,Which of our channels did you use? [App],"
        "Which of our channels did you use? [Shop],Where was it delivered?,What happened & why?\n"
        "1,2026-04-01 10:04:11,3,en,Y,,AO02,The driver rang twice.\n"
    )
    reading = read({"results.csv": table, "survey.lss": LSS})
    assert not reading.errors
    assert list(reading.participants["Where was it delivered?"]) == ["To a shop"]
    assert list(reading.participants["Which of our channels did you use?"]) == ["App"]


# Archives


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"survey_1.lss": made.lss()}, r"no \.lsr in this archive"),
        ({"a.lsr": made.lsr()}, r"no \.lss in this archive"),
        ({"a.lss": made.lss(), "a.lsr": made.lsr([{"id": "1", "Q10_S20": "Y"}])}, "named in a way that is not known"),
        ({"a.lss": "<document>", "a.lsr": made.lsr()}, "not XML that can be read"),
        ({"a.txt": "x"}, "no structure of a known format"),
    ],
)
def test_archives_that_cannot_be_read(read: Callable[..., Reading], files: dict[str, str], fault: str) -> None:
    with pytest.raises(ReadError, match=rf"^s\.lsa.*: .*{fault}") as error:
        read({"s.lsa": made.archive(files)})
    assert "\n" not in str(error.value)


def test_a_made_archive_says_what_its_answers_as_csv_say(read: Callable[..., Reading]) -> None:
    reading = read({"survey.lsa": made.archive({"a.lss": made.lss(), "a.lsr": made.lsr()})})
    assert list(reading.quotes["question"]) == ["What happened & why?", "Which of our channels did you use?"]
    assert list(reading.participants["Which of our channels did you use?"]) == ["App", "Shop"]
    assert list(reading.participants["finished"]) == ["yes", "no"]


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


VV = (
    "Response ID\tDate submitted\tLast page\tStart language\tHow do you travel?\tWhat would you change?",
    "id\tsubmitdate\tlastpage\tstartlanguage\tTRAVEL\tWHY",
)


@pytest.mark.parametrize("heads", [VV, VV[::-1]], ids=["as LimeSurvey writes it", "codes first"])
def test_a_vv_file_has_two_headers(read: Callable[..., Reading], heads: tuple[str, str]) -> None:
    rows = (
        "1\t2026-04-01 10:04:11\t3\ten\tAO02\tThe ferry{newline}should wait, {quote}always{quote}.",
        "2\t2026-04-13 09:00:00\t3\ten\tAO01\t{question_not_shown}",
        "3\t2026-04-14 09:00:00\t3\ten\tAO02\tMore seats on deck would help me.",
    )
    reading = read({"vvexport_1.csv": "\n".join([*heads, *rows]) + "\n"})
    assert [file.format for file in reading.files] == ["limesurvey"]
    assert reading.quotes["text"].tolist() == [
        'The ferry\nshould wait, "always".', "More seats on deck would help me.",
    ]  # fmt: skip
    assert set(reading.quotes["question"]) == {"What would you change?"}
    assert reading.quotes["timestamp"].notna().all()
    assert len(reading.participants) == 3
