"""The exports of survey tools: recognised by what they are sure of, and nobody's answer lost or counted twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voc.quotes import Passage
from voc.readers import Reader, Reading, Source, all_readers
from voc.reading.base import MARGIN, choose, sniff
from voc.study import SourceRule

GOLDEN = Path(__file__).parents[1] / "golden" / "readers"
HEADERS = {
    "qualtrics": (
        'A,B,Q1\nFecha,Estado,¿Por qué?\n"{""ImportId"":""startDate""}","{""ImportId"":""status""}",'
        '"{""ImportId"":""QID1_TEXT""}"\n2026-05-03 18:22:10,0,Llegó tarde otra vez\n'
    ),
    "surveymonkey": "Respondent ID,Collector ID,Start Date,Why?\n118052219061,44,06/10/2026 07:48:07 AM,It was late\n",
    "typeform": "#,Why?,Start Date (UTC),Submit Date (UTC),Network ID\n068127e3d5,Late,2026-04-03 09:05:14,,d35\n",
    "google_forms": "Marca temporal,¿Por qué te fuiste de aquí?\n5/3/2026 18:22:10,Llegó tarde otra vez\n",
    "ms_forms": (
        "ID,Startzeit,Fertigstellungszeit,E-Mail,Name,Warum?\n1,7/27/26 19:06:23,7/27/26 19:17:10,anonymous,,Zu spät\n"
    ),
    "tally": "Submission ID,Respondent ID,Submitted at,Why?\nPgYbzQ,l0WyWk,2026-08-11 23:25:40,It was late\n",
    "alchemer": (
        "Response ID,Time Started,Date Submitted,Status,SessionID,Why?\n"
        "1,2026-01-01 10:00:00,2026-01-01 10:05:00,Complete,15_5c,It was late\n"
    ),
    "redcap": (
        "record_id,redcap_event_name,redcap_survey_identifier,trip_timestamp,why,trip_complete\n"
        "1,visit_1_arm_1,,2026-01-01 10:05:00,It was late,2\n"
    ),
    "hotjar": (
        "Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,Hotjar User ID,Why?\n"
        "1,,2026-01-01 10:05:00,Spain,https://a.example/,Mobile,Safari,iOS,a1,It was late\n"
    ),
}


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Source]:
    """Make a source of a text."""

    def make(text: str, name: str = "a.csv", **rule: str) -> Source:
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return Source(path, name, SourceRule.model_validate({"files": "*"} | rule))

    return make


def passages(source: Source) -> Iterator[Passage]:
    reader: Reader = choose(source, all_readers())[0]
    return reader.read(source)  # type: ignore[return-value]


@pytest.mark.parametrize("name", HEADERS)
def test_a_tool_is_told_from_every_other(given: Callable[..., Source], name: str) -> None:
    ranked = sniff(given(HEADERS[name]), all_readers())
    assert ranked[0][0].name == name
    assert ranked[0][1].score - ranked[1][1].score >= MARGIN if len(ranked) > 1 else True
    assert ranked[0][1].reasons


@pytest.mark.parametrize("name", HEADERS)
def test_the_open_answer_is_the_only_quote(given: Callable[..., Source], name: str) -> None:
    found = list(passages(given(HEADERS[name])))
    assert len(found) == 1
    assert found[0].text.startswith(("It was late", "Late", "Lleg", "Zu sp"))
    assert found[0].question is not None


@pytest.mark.parametrize("question", ["ご意見をお聞かせください", "よかった点は？", "¿Por qué?"])
def test_a_google_form_of_one_question(given: Callable[..., Source], question: str) -> None:
    """Japanese parts no words, and its question mark is another."""
    text = f"タイムスタンプ,{question}\n2026/01/29 15:02:25,とても使いやすいです\n"
    assert next(reader.name for reader, _ in sniff(given(text), all_readers())) == "google_forms"


@pytest.mark.parametrize(
    "text",
    [
        "Timestamp,Temperature\n2026-01-01 10:00:00,21\n2026-01-01 11:00:00,22\n",
        "Timestamp,Why did you leave us?\nMonday,It was late again\n",
        "Why did you leave us?,Timestamp\nIt was late again,2026-01-01 10:00:00\n",
    ],
    ids=["a log", "no moments", "not the first column"],
)
def test_a_column_called_timestamp_is_no_google_form(given: Callable[..., Source], text: str) -> None:
    assert "google_forms" not in [reader.name for reader, _ in sniff(given(text), all_readers())]


def test_rows_that_are_no_answers_are_kept_apart_and_counted(given: Callable[..., Source]) -> None:
    source = given((GOLDEN / "qualtrics" / "choice_text.csv").read_text(encoding="utf-8"))
    found = list(passages(source))
    reasons = Counter(passage.excluded for passage in found if passage.text)
    assert reasons == {None: 7, "preview answer": 2, "test answer": 2, "marked as spam": 3}
    assert "no evidence: 1 preview answer, 1 test answer, 1 marked as spam" in source.notes
    assert not any(passage.attributes for passage in found if passage.excluded)


def test_who_broke_off_is_kept_but_left_nothing_blank(given: Callable[..., Source]) -> None:
    source = given((GOLDEN / "qualtrics" / "choice_text.csv").read_text(encoding="utf-8"))
    found = [passage for passage in passages(source) if passage.attributes.get("finished") == "no"]
    assert [passage.text for passage in found] == ["Der Techniker kam erst beim dritten Termin."]
    assert "1 unfinished: what they did answer is kept" in source.notes


def test_what_a_tool_makes_of_answers_is_left_out(given: Callable[..., Source]) -> None:
    source = given((GOLDEN / "qualtrics" / "choice_text.csv").read_text(encoding="utf-8"))
    reader = choose(source, all_readers())[0]
    out = {name for name, what in reader.preview(source) if what.startswith("left out")}
    assert {"Q2 - Topics", "How did you reach us? - Display Order - Phone", "Q_RecaptchaScore"} <= out
    assert "How likely are you to recommend the repair service to a friend? - Group" in out
    assert "plan" not in out


def test_a_question_may_be_called_like_the_tool_s_own_columns(given: Callable[..., Source]) -> None:
    """The id decides: "SC_1", "Q_1" and "GR_x" are names that people give their questions."""
    text = (
        "ResponseId,StartDate,SC_1,Q_1_DO\nResponse ID,Start Date,Why did you leave?,What did we miss?\n"
        '"{""ImportId"":""_recordId""}","{""ImportId"":""startDate""}","{""ImportId"":""QID1_TEXT""}","{""ImportId"":""QID2_TEXT""}"\n'
        "R_1,2026-05-03 18:22:10,The price went up again,A person to talk to\n"
    )
    assert [passage.question for passage in passages(given(text))] == ["Why did you leave?", "What did we miss?"]


@pytest.mark.parametrize(
    "second",
    ["", "Start Date,Finished,Recorded Date,Response ID,Why did you leave?\n", "Fecha,Acabado,Fecha,ID,¿Por qué?\n"],
    ids=["names only", "names and questions", "in Spanish"],
)
def test_qualtrics_without_its_row_of_ids(given: Callable[..., Source], second: str) -> None:
    text = "StartDate,Finished,RecordedDate,ResponseId,Q1\n" + second
    row = "2026-05-03 18:22:10,True,2026-05-03 18:25:10,R_1,The price went up again\n"
    found = list(passages(given(text + row)))
    assert [passage.text for passage in found] == ["The price went up again"]
    assert found[0].speaker == "R_1"


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("respondent_id,collector_id,date_created,date_modified", "Open-Ended Response"),
        ("Befragten-ID,Collector-ID,Anfangsdatum,Enddatum", "Offene Antwort"),
        ("ID du répondant,ID du collecteur,Date de début,Date de fin", "Texte libre"),
    ],
)
def test_surveymonkey_under_other_names(given: Callable[..., Source], names: str, kind: str) -> None:
    text = f"{names},How did you come?,,Why?\n,,,,Boat,Bus,{kind}\n"
    source = given(text + "118052219061,44,2026-06-10 07:48:07,2026-06-10 07:58:07,Boat,,It was late\n")
    assert choose(source, all_readers())[0].name == "surveymonkey"
    found = list(passages(source))
    assert [(one.text, one.question) for one in found] == [("It was late", "Why?")]
    assert str(found[0].timestamp) == "2026-06-10 07:58:07+00:00"
    assert found[0].attributes == {"How did you come?": "Boat"}


def test_surveymonkey_s_second_row_may_hold_options_only(given: Callable[..., Source]) -> None:
    text = (
        "Respondent ID,Collector ID,Which did you use?,,,Rate these:,\n,,App,Phone,Other (please specify),Food,Room\n"
        "118052219061,44,App,,by post,5,4\n118052219062,44,,Phone,,1,1\n118052219063,44,App,Phone,,3,3\n"
    )
    source = given(text)
    found = list(passages(source))
    assert [passage.text for passage in found] == ["by post", "", ""]
    assert [passage.attributes["Which did you use?"] for passage in found] == ["App", "Phone", "App; Phone"]
    assert {"Rate these: — Food", "Rate these: — Room"} <= set(source.scales)


def test_the_rows_of_a_matrix_help_to_judge_each_other(given: Callable[..., Source]) -> None:
    """Of three people each row alone looks like own words."""
    text = (
        "Respondent ID,Collector ID,How do you view these?,,,\n"
        ",,Ada Lovelace,Alan Turing,Grace Hopper,Any comment on them\n"
        "118052219061,44,Quite fond of her,Never heard of him,Quite fond of her,They all worked alone\n"
        "118052219062,44,Never heard of her,Quite fond of him,Never heard of her,I learnt of her last year\n"
        "118052219063,44,Quite fond of her,Never heard of him,Never heard of her,\n"
    )
    text = text.replace(" of him", "").replace(" of her", "")
    found = list(passages(given(text)))
    assert {passage.question for passage in found} == {"How do you view these? — Any comment on them"}
    assert found[0].attributes["How do you view these? — Alan Turing"] == "Never heard"


def test_the_rows_of_a_matrix_have_one_scale(given: Callable[..., Source]) -> None:
    text = (
        "Respondent ID,Collector ID,Rate these:,,Why?\n,,Food,Room,Open-Ended Response\n"
        "118052219061,44,7,4,The soup was hot\n118052219062,44,6,3,I had a view\n118052219063,44,4,4,It rained\n"
    )
    source = given(text)
    list(passages(source))
    assert [(scale.low, scale.high) for scale in source.scales.values()] == [(1, 7), (1, 7)]


def test_several_boxes_of_one_question_answer_it(given: Callable[..., Source]) -> None:
    text = (
        "Response ID,Time Started,Date Submitted,Status,1:What hinders you?,2:What hinders you?\n"
        "1,2026-01-01 10:00:00,2026-01-01 10:05:00,Complete,It is hard to install,No version control\n"
    )
    assert [passage.question for passage in passages(given(text))] == ["What hinders you?"] * 2


def test_times_are_in_the_zone_that_the_tool_names(given: Callable[..., Source]) -> None:
    text = HEADERS["qualtrics"].replace('startDate""', 'startDate"",""timeZone"":""Europe/Madrid""')
    found = next(passages(given(text))).timestamp
    assert found is not None
    assert found.isoformat() == "2026-05-03T16:22:10+00:00"


@pytest.mark.parametrize(("other", "lang"), [("DE", None), ("EN", "de")])
def test_a_language_that_all_share_is_the_survey_s(given: Callable[..., Source], other: str, lang: str | None) -> None:
    """An English survey under a German account: "Hello" is no German."""
    text = (
        "ResponseId,StartDate,UserLanguage,Q1\nResponse ID,Start Date,User Language,Why?\n"
        '"{""ImportId"":""_recordId""}","{""ImportId"":""startDate""}","{""ImportId"":""userLanguage""}",'
        '"{""ImportId"":""QID1_TEXT""}"\n'
        f"R_1,2026-05-03 18:22:10,DE,Hello there\nR_2,2026-05-03 18:22:10,{other},Good bye\n"
    )
    assert next(passages(given(text))).lang == lang


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../../etc/passwd", "Z", ""])
def test_an_unknown_zone_is_taken_for_utc(given: Callable[..., Source], zone: str) -> None:
    text = HEADERS["qualtrics"].replace('startDate""', f'startDate"",""timeZone"":""{zone}""')
    found = next(passages(given(text))).timestamp
    assert found is not None
    assert found.isoformat() == "2026-05-03T18:22:10+00:00"


def test_ids_that_excel_cut_name_nobody(read: Callable[..., Reading]) -> None:
    text = (
        "Respondent ID,Collector ID,Start Date,Why?\n1.18052E+11,44,2026-06-10,It was late again\n"
        "1.18052E+11,44,2026-06-11,The box was torn and wet\n118052219063,44,2026-06-12,Nobody rang the bell\n"
    )
    reading = read({"a.csv": text})
    assert len(reading.participants) == 3
    assert "2 ids are cut" in reading.files[0].note
    assert "Export again" in reading.files[0].note


def test_the_record_s_own_id_is_kept(given: Callable[..., Source]) -> None:
    assert [passage.key for passage in passages(given(HEADERS["tally"]))] == ["PgYbzQ"]


def test_a_longer_export_adds_only_its_new_rows(read: Callable[..., Reading]) -> None:
    header, row = HEADERS["tally"].strip().split("\n")
    longer = f"{header}\n{row}\nQhZcaR,m1XzXl,2026-08-12 23:25:40,It was early\n"
    reading = read({"a.csv": HEADERS["tally"], "b.csv": longer})
    assert reading.quotes["text"].tolist() == ["It was late", "It was early"]


@pytest.mark.parametrize(
    "leak", ["example.org", "+569", "Okafor", "Ada", "Lukas", "203.0.113", "1180522", "R_1aB", "SW1"]
)
def test_nobody_is_named(leak: str) -> None:
    """In no attribute, and in no quote of these files."""
    for name in HEADERS:
        for path in sorted((GOLDEN / name).glob("*.csv")):
            for passage in passages(Source(path, path.name)):
                assert leak not in f"{passage.text} {dict(passage.attributes)} {passage.question}"


def test_one_answer_a_row(given: Callable[..., Source]) -> None:
    """The question stands in a column; what differs between a person's rows is no attribute of hers."""
    text = (
        "respondent,question,text,theme,plan\n1,What is good?,The people at the desk,people,pro\n"
        "1,What is bad?,The queue at noon,time,pro\n2,What is good?,I like the light in there,light,basic\n"
        "2,What is bad?,,,basic\n3,What is good?,The light and the plants,light,pro\n"
    )
    found = list(passages(given(text)))
    assert [passage.question for passage in found[:2]] == ["What is good?", "What is bad?"]
    assert [dict(passage.attributes) for passage in found] == [
        {"plan": plan} for plan in ("pro", "pro", "basic", "basic", "pro")
    ]


def test_what_customers_ask_is_no_survey_s_question(given: Callable[..., Source]) -> None:
    text = "id,question,text\n" + "".join(f"{n},Where is parcel {n}?,I wait since day {n}\n" for n in range(9))
    assert {passage.question for passage in passages(given(text))} != {f"Where is parcel {n}?" for n in range(9)}


def test_one_answer_a_row_may_be_open_or_closed(given: Callable[..., Source]) -> None:
    header = "Respondent ID,Question,Answer\n"
    asked = ("How likely are you to recommend us?", "Do you own a bike?", "What is your name?", "Why?")
    rows = [("9", "Yes", "Ada", "It is near my house"), ("3", "No", "Bo", "I waited an hour"), ("7", "Yes", "Cy", "")]
    lines = [
        f"{1000001 + n},{question},{said}\n"
        for n, row in enumerate(rows)
        for question, said in zip(asked, row, strict=True)
    ]
    source = given(header + "".join(lines))
    found = list(passages(source))
    assert [passage.text for passage in found if passage.text] == ["It is near my house", "I waited an hour"]
    said = [dict(passage.attributes) for passage in found if passage.attributes]
    assert said[:2] == [{"NPS": "9"}, {"Do you own a bike?": "Yes"}]
    assert source.scales["NPS"].kind == "nps"
    assert not any("Ada" in str(one) for one in said)


def test_closed_answers_alone_are_read(read: Callable[..., Reading]) -> None:
    text = "How often do you come?,Would you come again?\n" + "Weekly,Yes\nNever,No\nDaily,Yes\n" * 3
    other = "Respondent ID,Why?\n100001,It was fine there\n"
    reading = read({"a.csv": text, "b.csv": other})
    assert not reading.errors
    assert reading.participants["How often do you come?"].notna().sum() == 9


def test_choices_under_numbers_are_no_ratings(given: Callable[..., Source]) -> None:
    path = GOLDEN / "qualtrics"
    text = (path / "choice_text.csv").read_text(encoding="utf-8")
    source = given(text.replace("Very satisfied", "5").replace("Dissatisfied", "2").replace("Satisfied", "4"))
    list(passages(source))
    assert source.scales["NPS"].kind == "nps"
    assert source.scales["How did you reach us?"].kind == "choices"
    assert source.scales["How satisfied were you with — The technician"].kind in ("csat", "ordinal", "choice")


@pytest.mark.parametrize("rule", ["day first", "month first"])
def test_the_study_may_say_what_comes_first_in_a_date(given: Callable[..., Source], rule: str) -> None:
    text = "Respondent ID,Collector ID,Start Date,Why?\n118052219061,44,06/10/2026 07:48:07 AM,It was late again\n"
    found = next(passages(given(text, dates=rule))).timestamp
    assert found is not None
    assert (found.month, found.day) == ((10, 6) if rule == "day first" else (6, 10))


def test_real_exports_are_read_as_their_readmes_say(shared: Path) -> None:
    files = {
        "formats/qualtrics/sample.csv": ("qualtrics", 1, 1),
        "formats/qualtrics/sample_legacy.csv": ("qualtrics", 1, 1),
        "formats/qualtrics/default_export_demo_2025.csv": ("qualtrics", 2, 0),
        "formats/surveymonkey/jupyter2020_all_responses_single_header.csv": ("surveymonkey", 1135, 0),
        "formats/surveymonkey/jupyter2020_text_fields.csv": ("survey_table", 1135, 18),
        "formats/google_forms/r_community_survey_2019_en_first300.csv": ("google_forms", 300, 2),
        "data/jupyter_education_2016/responses_no_names.csv": ("survey_table", 125, 4),
        "data/jupyter_survey_2020/open_ended.csv": ("survey_table", 677, 18),
        "data/jupyter_ux_2015/open_ended_themes.csv": ("survey_table", 956, 8),
        "data/r_community_survey/open_ended.csv": ("survey_table", 5423, 14),
        "data/chaoss_challenges_2023/closed_questions.csv": ("survey_table", 31, 0),
        "data/transcripts_serdif_usability/pssuq_survey.csv": ("survey_table", 17, 20),
    }
    for name, (reader, people, questions) in files.items():
        path = shared / name
        source = Source(path, path.name)
        assert choose(source, all_readers())[0].name == reader, name
        found = list(passages(source))
        assert len({passage.speaker for passage in found}) == people, name
        assert len({passage.question for passage in found} - {None}) == questions, name
        assert not any("ImportId" in passage.text for passage in found), name


def test_real_closed_questions_keep_their_scale(shared: Path) -> None:
    path = shared / "formats" / "surveymonkey" / "jupyter2020_all_responses_single_header.csv"
    source = Source(path, path.name)
    list(passages(source))
    kinds = Counter(scale.kind for scale in source.scales.values())
    assert kinds == {"choices": 10, "ordinal": 44, "choice": 27, "number": 1}
    assert source.scales["10a. Data is too big to fit into memory on my machine/ server."].levels[0].startswith("(0)")


def test_an_answer_with_mark_up_is_its_words(given: Callable[..., Source]) -> None:
    text = HEADERS["typeform"].replace(",Late,", ",<p>It&nbsp;was late.<br>Twice</p>,")
    assert [one.text for one in passages(given(text))] == ["It\u00a0was late.\nTwice"]
