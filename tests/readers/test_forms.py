"""Answers to XLSForms: KoboToolbox, ODK Central, SurveyCTO; repeats, choices, and the form's words beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import kobo as made
from made._office import workbook

from voc.errors import ReadError
from voc.readers import Reading, Source, kobo, odk
from voc.reading.surveys.form_columns import short
from voc.reading.surveys.xlsform import parse

KOBO = """\
start;end;grp/why;grp/when;channels;channels/app;channels/shop;_id;_uuid;_submission_time;_validation_status;_index
2026-05-02T09:00:00.000+02:00;2026-05-02T09:06:00.000+02:00;The line was busy for an hour.;2026-05-01;app shop;1;1;1;uuid-1-aaaa;2026-05-02T07:07:00;;1
2026-05-02T10:00:00.000+02:00;2026-05-02T10:03:00.000+02:00;;2026-05-01;shop;0;1;2;uuid-2-bbbb;2026-05-02T08:04:00;;2
2026-05-02T11:00:00.000+02:00;2026-05-02T11:03:00.000+02:00;Only a test, ignore this one.;;app;1;0;3;uuid-3-cccc;2026-05-02T09:04:00;validation_status_not_approved;3
"""  # noqa: E501
ODK = """\
SubmissionDate,visit-reason,visit-channels,visit-happy,meta-instanceID,KEY,SubmitterID,SubmitterName,ReviewState,FormVersion
2026-02-03T10:15:00.000Z,The bill was higher than they told me.,app shop,4,uuid:a-1,uuid:a-1,7,Enumerator One,approved,1
2026-02-03T11:15:00.000Z,"Moving house, and nobody moved my contract.",shop,2,uuid:a-2,uuid:a-2,7,Enumerator One,,1
2026-02-03T12:15:00.000Z,asdf asdf,app,1,uuid:a-3,uuid:a-3,7,Enumerator One,rejected,1
2026-02-03T13:15:00.000Z,The lift was broken.,app shop,1,uuid:a-4,uuid:a-4,7,Enumerator One,,1
"""
CALLS = """\
topic,said,PARENT_KEY,KEY
bill,It was never corrected.,uuid:a-1,uuid:a-1/calls[1]
bill,Then the second one hung up.,uuid:a-1,uuid:a-1/calls[2]
move,The man wrote everything down.,uuid:a-2/rooms[1],uuid:a-2/rooms[1]/calls[1]
"""
SURVEY = (
    ("type", "name", "label::English (en)", "label::Deutsch (de)"),
    ("start", "start", None, None),
    ("begin_group", "visit", "Your visit", "Ihr Besuch"),
    ("text", "reason", "Why did you <b>come</b>?", "Warum sind Sie gekommen?"),
    ("select_multiple channel", "channels", "Which ways did you use?", "Welche Wege?"),
    ("integer", "happy", "How satisfied are you?", "Wie zufrieden sind Sie?"),
    ("image", "photo", "A photo", None),
    ("end_group", None, None, None),
)
CHOICES = (
    ("list_name", "name", "label::English (en)"),
    ("channel", "app", "The app"),
    ("channel", "shop", "The shop"),
    ("other", "x", "X"),
)


@pytest.fixture
def form() -> bytes:
    return workbook({"survey": SURVEY, "choices": CHOICES, "settings": [("form_title",), ("Visits",)]})


def test_kobo(read: Callable[..., Reading]) -> None:
    reading = read({"answers.csv": KOBO})
    assert [(file.format, file.kept, file.blank) for file in reading.files] == [("kobo", 1, 1)]
    assert list(reading.quotes["question"]) == ["why", "why"]
    assert list(reading.quotes["excluded"].astype(object).where(reading.quotes["excluded"].notna(), None)) == [
        None, "not approved",
    ]  # fmt: skip
    assert reading.quotes["timestamp"].iloc[0].isoformat() == "2026-05-02T07:07:00+00:00"
    assert dict(zip(reading.participants["participant"], reading.participants["channels"].fillna(""), strict=True)) == {
        "P001": "app; shop", "P002": "", "P003": "shop",
    }  # fmt: skip
    assert "1 not approved" in reading.files[0].note


def test_kobo_without_columns_for_the_options(read: Callable[..., Reading]) -> None:
    lines = [";".join([*line.split(";")[:5], *line.split(";")[7:]]) for line in KOBO.splitlines()]
    lines += [
        line.replace("uuid-1", f"uuid-{n}").replace("hour", f"{n} hours") for n in (5, 6, 7) for line in lines[1:2]
    ]
    reading = read({"answers.csv": "\n".join(lines)})
    assert set(reading.participants["channels"].dropna()) == {"app; shop", "shop"}
    scales = reading.attributes.set_index("attribute")
    assert scales.loc["channels", "kind"] == "choices"


def test_repeats_of_a_workbook_are_their_submission_s(tmp_path: Path) -> None:
    made.make(tmp_path)
    source = Source(tmp_path / "contacts.xlsx", "contacts.xlsx")
    found = list(kobo.READER.read(source))
    spoken = {passage.text.split()[0]: passage.speaker for passage in found if passage.text}
    assert spoken == {
        "The": made.FIRST, "They": made.FIRST, "Somebody": made.SECOND, "Very": made.SECOND,
    }  # fmt: skip
    assert {passage.locator.split(",")[0] for passage in found} == {
        "sheet 'Contacts 2026'", "sheet 'calls'", "sheet 'people'",
    }  # fmt: skip
    assert source.notes == [
        "sheet 'calls': 1 rows of people who have one already; of their closed answers the first is kept"
    ]


def test_a_place_and_a_picture_are_no_answers(read: Callable[..., Reading]) -> None:
    table = (
        "where,_where_latitude,_where_longitude,photo,photo_URL,why,_uuid,_submission_time,_id\n"
        "48.1 11.5 0 5,48.1,11.5,a.jpg,https://x.example/a,It rained into the hall.,uuid-1-a,2026-05-02T07:07:00,1\n"
    )
    reading = read({"answers.csv": table})
    assert list(reading.quotes["text"]) == ["It rained into the hall."]
    assert set(reading.participants.columns) == {"participant", "source", "source_kind", "role", "asked"}


def test_odk_and_its_repeats(read: Callable[..., Reading]) -> None:
    reading = read({"visits.csv": ODK, "visits-calls.csv": CALLS})
    assert not reading.errors
    assert [file.format for file in reading.files] == ["odk", "odk"]
    said = reading.quotes.set_index("text")["participant"]
    assert said["It was never corrected."] == said["The bill was higher than they told me."]
    assert said["The man wrote everything down."] == said["Moving house, and nobody moved my contract."]
    assert len(reading.participants) == 4
    assert list(reading.quotes["excluded"].dropna()) == ["rejected in review"]
    assert "Enumerator One" not in set(reading.participants.astype(str).to_numpy().ravel())
    calls = next(file for file in reading.files if "calls" in file.source)
    assert calls.note == "repeats: 1 rows of people who have one already; of their closed answers the first is kept"


def test_the_form_beside_gives_the_words(read: Callable[..., Reading], form: bytes) -> None:
    reading = read({"visits.csv": ODK, "form.xlsx": form})
    assert not reading.errors
    assert set(reading.quotes["question"]) == {"Why did you come?"}
    assert list(reading.participants["Which ways did you use?"].dropna()) == [
        "The app; The shop",
        "The shop",
        "The app; The shop",
    ]
    scales = reading.attributes.set_index("attribute")
    assert scales.loc["Which ways did you use?", "levels"] == "The app | The shop"
    assert scales.loc["How satisfied are you?", "kind"] == "csat"
    notes = {file.source: file.note for file in reading.files}
    assert notes["form.xlsx"] == "an XLSForm: questions and choices: its words are used for visits.csv"
    assert "questions' words from form.xlsx" in notes["visits.csv"]


def test_the_form_beside_kobo_s_answers(read: Callable[..., Reading], form: bytes) -> None:
    table = (
        KOBO.replace("grp/why", "visit/reason").replace("grp/when", "visit/happy").replace("channels", "visit/channels")
    )
    reading = read({"visits.csv": table, "form.xlsx": form})
    assert set(reading.quotes["question"]) == {"Why did you come?"}
    assert list(reading.participants["Which ways did you use?"].dropna()) == ["The app; The shop", "The shop"]


def test_a_form_alone_is_refused_in_one_line(read: Callable[..., Reading], form: bytes) -> None:
    with pytest.raises(ReadError) as error:
        read({"form.xlsx": form})
    assert str(error.value) == (
        "form.xlsx: an XLSForm: questions and choices, no answers; export the answers as CSV and put them beside it"
    )


def test_surveycto(read: Callable[..., Reading]) -> None:
    table = (
        "SubmissionDate,starttime,endtime,deviceid,username,reason,instanceID,formdef_version,review_status,KEY\n"
        '"May 2, 2026 9:07:00 AM","May 2, 2026 9:00:00 AM","May 2, 2026 9:06:00 AM",x,anna,The till was closed again.,'
        "uuid:c-1,2601,APPROVED,uuid:c-1\n"
    )
    reading = read({"out.csv": table})
    assert [file.format for file in reading.files] == ["odk"]
    assert list(reading.quotes["question"]) == ["reason"]
    assert reading.quotes["timestamp"].iloc[0].isoformat() == "2026-05-02T09:07:00+00:00"


def test_paths_of_a_form(tmp_path: Path, form: bytes) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(form)
    found = parse(Source(path, path.name))
    assert found is not None
    assert list(found.fields) == ["start", "visit/reason", "visit/channels", "visit/happy", "visit/photo"]
    for header in ("visit/reason", "visit-reason", "reason", "visit:reason", "Visit.Reason"):
        assert found.find(header) is found.fields["visit/reason"]
    assert found.find("reasons") is None
    assert found.fields["visit/photo"].left_out


def test_a_spreadsheet_of_answers_is_no_form(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"survey": [("When", "What?"), (1, "It broke.")]}))
    assert parse(Source(path, path.name)) is None
    assert odk.READER.sniff(Source(path, path.name)) is None


@given(st.text(alphabet="ab/- ", max_size=8), st.lists(st.text(alphabet="ab/- ", max_size=8), max_size=4))
def test_a_shortened_header_is_the_end_of_it(name: str, others: list[str]) -> None:
    assert name.endswith(short(name, [name, *others]))
