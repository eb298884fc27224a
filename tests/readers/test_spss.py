"""SPSS files: labels are the questions, codes become words, what was declared missing is missing."""

from __future__ import annotations

import importlib.util
import random
import struct
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from made import spss as made
from made import stata

from voc.errors import MissingExtra, ReadError
from voc.quotes import Passage
from voc.readers import Source, all_readers, read_paths, spss
from voc.reading.scales import Scale
from voc.reading.surveys import sav_process as _sav_process
from voc.reading.surveys.spss import load
from voc.reading.surveys.spss_values import is_missing, written
from voc.study import Study


def passages(path: Path) -> tuple[list[Passage], Source]:
    source = Source(path, path.name)
    return list(spss.READER.read(source)), source


def people(found: list[Passage]) -> list[dict[str, Any]]:
    """What is known of each person, once."""
    known: dict[str | None, dict[str, Any]] = {}
    for passage in found:
        known.setdefault(passage.speaker, dict(passage.attributes))
    return list(known.values())


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spss") / "survey.sav"
    path.write_bytes(made.with_set(made.write(path)))
    return path


@pytest.fixture(scope="module")
def reading(survey: Path) -> tuple[list[Passage], Source]:
    return passages(survey)


def test_the_label_is_the_question_and_the_date_the_moment(reading: tuple[list[Passage], Source]) -> None:
    found, _ = reading
    assert {passage.question for passage in found} == {"What happened on the day of the delivery?"}
    assert found[0].timestamp is not None
    assert found[0].timestamp.isoformat() == "2026-03-02T09:30:00+00:00"
    assert [passage.speaker for passage in found] == ["5001", "5002", "5003", "5004", "5005"]


def test_a_long_text_is_whole_and_padding_is_none(reading: tuple[list[Passage], Source]) -> None:
    texts = [passage.text for passage in reading[0]]
    assert texts[3] == made.LONG
    assert texts[0] == "The driver rang twice and waited."
    assert texts[2] == ""


def test_codes_become_words_in_the_order_of_the_codes(reading: tuple[list[Passage], Source]) -> None:
    found, source = reading
    assert [one.get("How was the delivery?") for one in people(found)] == ["In time", "Late", "Early", "In time", None]
    assert source.scales["How was the delivery?"].levels == ("Late", "In time", "Early")
    assert source.scales["How was the delivery?"].kind == "ordinal"
    assert [one.get("Plan") for one in people(found)] == ["Basic", "Plus", "Basic", None, "Plus"]


def test_a_scale_with_words_at_its_ends_stays_a_number_and_what_is_missing_is_missing(
    reading: tuple[list[Passage], Source],
) -> None:
    found, source = reading
    assert [one.get("NPS") for one in people(found)] == ["9", "3", None, "10", "0"]
    assert (source.scales["NPS"].low, source.scales["NPS"].high) == (0, 10)
    assert any("NPS" in note for note in source.notes)


def test_a_multiple_response_set_is_one_question(reading: tuple[list[Passage], Source]) -> None:
    found, source = reading
    asked = "Which channels did you use?"
    assert [one.get(asked) for one in people(found)] == ["App; Shop", "Phone", "App", None, None]
    assert source.scales[asked] == Scale("choices", levels=("App", "Shop", "Phone"), reason="a multiple-response set")
    assert not {"App", "Shop", "Phone"} & set(people(found)[0])


def test_a_set_of_variables_that_are_not_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    path.write_bytes(made.with_set(made.write(path), made.SET.replace(b"ch_app", b"ch_fax")))
    source = Source(path, path.name)
    assert {"ch_app", "ch_shop"} <= {variable.name for variable in load(source)}


WAYS = "Which ways did you use?"
YES_NO = {0.0: "No", 1.0: "Yes"}


@pytest.mark.parametrize(
    ("labels", "values", "question", "said"),
    [
        # Qualtrics: each option is the only label of its variable.
        ((f"{WAYS} App", f"{WAYS} Shop"), ({1.0: "App"}, {1.0: "Shop"}), None, "App; Shop"),
        ((f"{WAYS} - App", f"{WAYS} - Apple shop"), (YES_NO, YES_NO), None, "App; Apple shop"),
        # LimeSurvey writes the option first.
        ((f"[App] {WAYS}", f"[Shop] {WAYS}"), (YES_NO, YES_NO), None, "App; Shop"),
        (("Own a car", "Married"), (YES_NO, YES_NO), "Own a car", "Yes"),
        ((f"{WAYS} - App", f"{WAYS} - Shop"), ({1.0: "good", 2.0: "bad"},) * 2,
         f"{WAYS} - App", "good"),
    ],
)  # fmt: skip
def test_variables_that_are_the_options_of_one_question(
    tmp_path: Path, labels: tuple[str, str], values: tuple[Any, Any], question: str | None, said: str
) -> None:
    path = tmp_path / "a.sav"
    table = pd.DataFrame(
        {"Q3_1": [1.0, None], "Q3_2": [1.0, 1.0], "why": ["It was closed at noon.", "It rained a lot."]}
    )
    names = dict(zip(("Q3_1", "Q3_2"), labels, strict=True))
    pyreadstat.write_sav(
        table, str(path), column_labels=names, variable_value_labels=dict(zip(names, values, strict=True))
    )
    found, source = passages(path)
    assert found[0].attributes[question or WAYS] == said
    if question is None:
        assert list(source.scales) == [WAYS]
        assert found[1].attributes[WAYS] == said.split("; ")[1]


def test_a_code_without_words_below_zero_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"plan": [1.0, 2.0, -99.0], "why": ["It was closed.", "Nobody came.", "I gave up early."]}),
        str(path),
        variable_value_labels={"plan": {1.0: "Basic", 2.0: "Plus"}},
    )
    assert [passage.attributes.get("plan") for passage in passages(path)[0]] == ["Basic", "Plus", None]


@pytest.mark.parametrize("compress", [False, True])
def test_compressed_files_say_the_same(tmp_path: Path, reading: tuple[list[Passage], Source], compress: bool) -> None:
    path = tmp_path / "other.zsav"
    made.write(path, compress=compress)
    texts = [passage.text for passage in passages(path)[0]]
    assert texts == [passage.text for passage in reading[0]]


def test_western_windows(tmp_path: Path) -> None:
    path = tmp_path / "w.sav"
    path.write_bytes(made.western(made.write(path, {"why": ["Die T~r war zu.", "Ein Zettel lag dr~ben."]})))
    found, source = passages(path)
    assert [passage.text for passage in found] == ["Die Tür war zu.", "Ein Zettel lag drüben."]
    assert not source.notes


def test_a_file_that_says_windows_and_holds_utf8(tmp_path: Path) -> None:
    path = tmp_path / "w.sav"
    data = made.write(path, {"why": ["Die Tür war zu.", "Ein Zettel lag drüben."]})
    path.write_bytes(made.western(data))
    found, source = passages(path)
    assert [passage.text for passage in found] == ["Die Tür war zu.", "Ein Zettel lag drüben."]
    assert source.notes == ["encoding: says windows-1252, read as UTF-8; check the accents"]


def test_a_file_that_says_utf8_and_holds_windows(tmp_path: Path) -> None:
    path = tmp_path / "w.sav"
    data = made.write(path, {"why": ["Die T~r war zu.", "Ein Zettel lag dr~ben."]})
    path.write_bytes(data.replace(b"~", b"\xfc"))
    found, source = passages(path)
    assert [passage.text for passage in found] == ["Die Tür war zu.", "Ein Zettel lag drüben."]
    assert "WINDOWS-1252" in source.notes[0]


def test_a_date_beyond_all_calendars_is_missing_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    data = made.write(path, {"submitted": [pd.Timestamp("2026-03-02 09:30")], "why": ["Nobody rang at my door."]})
    moment = struct.pack("<d", (datetime(2026, 3, 2, 9, 30) - datetime(1582, 10, 14)).total_seconds())
    assert data.count(moment) == 1
    path.write_bytes(data.replace(moment, struct.pack("<d", 1e18)))
    found, source = passages(path)
    assert found[0].timestamp is None
    assert "1 dates that no calendar has: missing" in source.notes


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, "F8.2", ""),
        (4.0, "F8.2", "4"),
        (4.25, "F8.2", "4.25"),
        ("words   ", "A20", "words"),
        ("  words", "A20", "  words"),
        (13744944000.0, "EDATE10", "2018-05-06"),
        (36610.0, "TIME8", "10:10:10"),
        (1e300, "TIME8", ""),
        (-1e17, "DATE11", ""),
        (13631500800.0, "MOYR6", "2014-10"),
    ],
)
def test_values(value: str | float | None, form: str, text: str) -> None:
    assert written(value, form) == text


@pytest.mark.parametrize(
    ("value", "spans", "missing"),
    [
        (99.0, [[99.0, 99.0]], True),
        (98.0, [[99.0, 99.0]], False),
        (-5.0, [[-999.0, 0.0]], True),
        ("NA  ", [["NA", "NA"]], True),
        ("   ", [], True),
        ("NO", [["NA", "NA"]], False),
    ],
)
def test_missing(value: str | float, spans: list[list[str | float]], missing: bool) -> None:
    assert is_missing(value, spans) is missing


def test_a_preview_answer_of_qualtrics_is_no_evidence(tmp_path: Path) -> None:
    path = tmp_path / "q.sav"
    table = pd.DataFrame(
        {
            "ResponseId": ["R_1aaaaaaaaaaaaaa", "R_2bbbbbbbbbbbbbb"],
            "RecordedDate": [pd.Timestamp("2026-01-01 10:00"), pd.Timestamp("2026-01-02 10:00")],
            "Status": [0.0, 1.0],
            "Finished": [1.0, 1.0],
            "Q1": ["The till was closed and nobody came.", "Just trying it out, please ignore."],
        }
    )
    labels = {"Status": {0.0: "IP Address", 1.0: "Survey Preview"}, "Finished": {0.0: "False", 1.0: "True"}}
    pyreadstat.write_sav(table, str(path), variable_value_labels=labels, column_labels={"Q1": "What happened?"})
    found, _ = passages(path)
    assert [passage.excluded for passage in found] == [None, "preview answer"]
    assert found[0].speaker == "R_1aaaaaaaaaaaaaa"
    assert found[0].key == "R_1aaaaaaaaaaaaaa"


def test_without_pyreadstat_the_error_names_the_command(survey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pyreadstat" else find(name))
    with pytest.raises(MissingExtra, match=r'^survey.sav: .*pip install "voc\[spss\]"$'):
        passages(survey)


@pytest.mark.parametrize("data", [b"$FL2", b"$FL2" + b"\x00" * 400, b"$FL3@(#) IBM SPSS" + b"x" * 4000])
def test_what_is_no_spss_file_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.sav"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"^bad\.sav: not an SPSS file that can be read \(.+\); save it again") as error:
        passages(path)
    assert "\n" not in str(error.value)


def test_a_truncated_file_is_refused_and_never_less(tmp_path: Path, survey: Path) -> None:
    path = tmp_path / "cut.sav"
    path.write_bytes(survey.read_bytes()[:-200])
    with pytest.raises(ReadError, match=r"^cut\.sav: "):
        passages(path)


def test_a_crash_of_what_opens_the_file_is_one_line(
    survey: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("import os; os.abort()\n", encoding="utf-8")
    monkeypatch.setattr(Path, "with_name", lambda self, name: crash)
    with pytest.raises(ReadError, match=r"^survey\.sav: broken: .* crashed on it"):
        passages(survey)


def test_a_file_of_too_many_rows_is_refused(survey: Path) -> None:
    assert "error" in _sav_process.main(str(survey), 1000)
    assert "variables" in _sav_process.main(str(survey), 10**6)


@pytest.mark.parametrize("seed", range(6))
def test_mutated_files_read_or_fail_in_one_line(survey: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    data = bytearray(survey.read_bytes())
    for _ in range(chance.choice([1, 5, 30])):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    path = tmp_path / "mutated.sav"
    path.write_bytes(data)
    said = ""
    try:
        passages(path)
    except ReadError as error:
        said = str(error)
    assert said == "" or (said.startswith("mutated.sav: ") and "\n" not in said)


def test_the_process_that_opens_files_imports_nothing_of_voc() -> None:
    text = Path(_sav_process.__file__).read_text(encoding="utf-8")
    assert "from voc" not in text
    assert "import voc" not in text
    assert sys.version_info >= (3, 11)  # python -P


# Real files


@pytest.mark.parametrize(
    ("name", "rows", "attributes"),
    [
        ("hebrews.sav", 99, {"ותק_ב"}),
        ("sample.sav", 5, {"character", "numeric", "labeled", "ordinal"}),
        ("sample.zsav", 5, {"character", "numeric", "labeled", "ordinal"}),
        ("sample_missing.sav", 6, {"character", "numeric", "labeled", "ordinal"}),
        (
            "simple_alltypes.sav",
            6,
            {
                "Numeric variable with value labels", "Numberic variable with missing value range",
                "40 character string", "quarter", "categorical_array", "My multiple response set",
            },
        ),
    ],
)  # fmt: skip
def test_real_files(shared: Path, name: str, rows: int, attributes: set[str]) -> None:
    found, source = passages(shared / "formats" / "spss" / name)
    assert len(found) == rows
    assert {key for passage in found for key in passage.attributes} == attributes
    assert set(source.scales) == attributes
    assert all(passage.text == "" for passage in found)  # nobody says a word in them


def test_real_values(shared: Path) -> None:
    found, source = passages(shared / "formats" / "spss" / "sample_missing.sav")
    assert [one.get("ordinal") for one in people(found)] == ["low", "medium", "high", "low", "low", None]
    assert source.scales["ordinal"].levels == ("low", "medium", "high")
    found, _ = passages(shared / "formats" / "spss" / "simple_alltypes.sav")
    ticks = [one.get("My multiple response set") for one in people(found)]
    assert ticks == [
        "Response #1; Response #2",
        "Response #1",
        "Response #2",
        None,
        "Response #2",
        "Response #1; Response #2",
    ]
    codes = [one.get("Numeric variable with value labels") for one in people(found)]
    assert codes == ["red", "green", "blue", "4", None, "9"]


def test_stata_s_files_are_read_alike(tmp_path: Path) -> None:
    stata.make(tmp_path)
    reading = read_paths([tmp_path / "survey.dta"], Study(), all_readers())
    assert reading.files[0].format == "stata"
    assert reading.participants["How happy are you?"].dropna().tolist() == ["Unhappy", "Happy", "Unhappy"]
    assert not reading.errors


def test_what_is_called_dta_and_is_none_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.dta").write_bytes(b"<stata_dta><header>" + b"x" * 40)
    with pytest.raises(ReadError) as error:
        read_paths([tmp_path], Study(), all_readers())
    assert "Stata file that can be read" in str(error.value)
    assert "\n" not in str(error.value)
