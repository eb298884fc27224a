"""Survey answers as JSON: Typeform's webhooks and Responses API, Delighted's API and webhooks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voc.errors import ReadError
from voc.readers import Reading, Source, all_readers, delighted, typeform_json
from voc.reading.base import choose

HERE = Path(__file__).parents[1] / "golden" / "readers"
FORM = {
    "id": "Ab12Cd",
    "title": "Leaving",
    "_links": {"display": "https://example.typeform.com/to/Ab12Cd"},
    "fields": [
        {"id": "hVONkQcnSNRj", "ref": "why_left", "type": "long_text", "title": "Why did you leave?"},
        {
            "id": "RUqkXSeXBXSd", "ref": "plan", "type": "dropdown", "title": "Which plan had you?",
            "properties": {"choices": [{"label": "Daily"}, {"label": "Monthly"}, {"label": "Yearly"}]},
        },
        {
            "id": "grp", "ref": "g", "type": "group", "title": "Group",
            "properties": {"fields": [{"id": "gFFf3xAkJKsr", "ref": "score", "type": "nps", "title": "Recommend?"}]},
        },
    ],
}  # fmt: skip
ITEMS = (HERE / "typeform_json" / "responses.json").read_text(encoding="utf-8")


def answer(kind: str, value: Any, sort: str = "short_text", name: str = "f1") -> dict[str, Any]:
    return {"type": kind, kind: value, "field": {"id": name, "ref": name, "type": sort}}


def hook(*answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    response = {"token": "t0123456789", "submitted_at": "2026-01-18T18:17:02Z", "landed_at": "2026-01-18T18:07:02Z"}
    return {"event_type": "form_response", "form_response": {**response, "answers": list(answers), **more}}


def test_a_form_beside_gives_the_words(read: Callable[..., Reading]) -> None:
    reading = read({"responses.json": ITEMS, "form.json": json.dumps(FORM)})
    assert not reading.errors
    assert list(reading.quotes["question"]) == ["Why did you leave?"]
    assert list(reading.participants["Which plan had you?"]) == ["Monthly", "Yearly"]
    scales = reading.attributes.set_index("attribute")
    assert scales.loc["Which plan had you?", "levels"] == "Daily | Monthly | Yearly"
    notes = {file.source: file.note for file in reading.files}
    assert notes["form.json"] == "the form of a Typeform survey: its words are used for responses.json"
    assert "1 opened the form and answered nothing" in notes["responses.json"]


def test_a_form_alone_is_refused_in_one_line(read: Callable[..., Reading]) -> None:
    with pytest.raises(ReadError, match=r"^form\.json: the form of a Typeform survey, no answers; export"):
        read({"form.json": json.dumps(FORM)})


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"items": [one["form_response"]]}])
def test_every_way_to_keep_responses(read: Callable[..., Reading], wrap: Callable[[Any], Any]) -> None:
    given = wrap(hook(answer("text", "The door was locked at nine.", "long_text")))
    reading = read({"a.json": json.dumps(given)})
    assert [file.format for file in reading.files] == ["typeform_json"]
    assert list(reading.quotes["text"]) == ["The door was locked at nine."]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (answer("choice", {"label": "Red"}, "multiple_choice"), "Red"),
        (answer("choices", {"labels": ["Red", "Blue"]}, "multiple_choice"), "Red; Blue"),
        (answer("boolean", False, "yes_no"), "no"),
        (answer("number", 7, "number"), "7"),
        (answer("number", 4, "rating"), "4"),
        (answer("file_url", "https://x.example/f.jpg", "file_upload"), None),
        (answer("phone_number", "+4915112345678", "phone_number"), None),
        (answer("payment", {"amount": "1"}, "payment"), None),
    ],
)
def test_types_of_answers(tmp_path: Path, given: dict[str, Any], text: str | None) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps([hook(given, answer("text", "It was dark in there.", "long_text", "f2"))]), encoding="utf-8"
    )
    found = list(typeform_json.READER.read(Source(path, path.name)))
    assert found[0].attributes.get("f1") == text


def test_a_word_under_other_is_a_quote(read: Callable[..., Reading]) -> None:
    both = answer("choices", {"labels": ["App"], "other": "the man at the gate told me"}, "multiple_choice")
    reading = read({"a.json": json.dumps([hook(both)])})
    assert list(reading.quotes["text"]) == ["the man at the gate told me"]
    assert list(reading.participants["f1"]) == ["App; Other"]


def test_an_e_mail_is_the_person_and_no_attribute(read: Callable[..., Reading]) -> None:
    reading = read(
        {
            "a.json": json.dumps(
                [hook(answer("text", "It never came.", "long_text"), answer("email", "lia@example.org", "email", "m"))]
            )
        }
    )
    assert "lia" not in reading.participants.to_csv() + reading.quotes.to_csv()


# Delighted


def response(**more: Any) -> dict[str, Any]:
    plain = {
        "id": "1",
        "person": "9",
        "survey_type": "nps",
        "score": 9,
        "comment": "The lift is broken.",
        "created_at": 1772445600,
    }
    return {**plain, "permalink": "https://app.delighted.com/r/x", **more}


def read_delighted(folder: Path, given: Any) -> tuple[list[Any], Source]:
    path = folder / "d.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    source = Source(path, path.name)
    assert choose(source, all_readers())[0].name == "delighted"
    return list(delighted.READER.read(source)), source


@pytest.mark.parametrize(
    ("kind", "score", "name", "ends"),
    [
        ("nps", 9, "NPS", (0, 10)),
        ("csat", 4, "CSAT", (1, 5)),
        ("ces", 4, "CES", (1, 5)),
        ("ces", 7, "CES", (1, 7)),
        ("stars", 4, "stars", (1, 5)),
        ("thumbs", 1, "thumbs", (0, 1)),
        ("brandnew", 4, "brandnew", (0, 10)),
    ],
)
def test_scores(tmp_path: Path, kind: str, score: int, name: str, ends: tuple[int, int]) -> None:
    found, source = read_delighted(tmp_path, [response(survey_type=kind, score=score)])
    assert found[0].attributes == {name: str(score)}
    assert (source.scales[name].low, source.scales[name].high) == ends


def test_before_there_were_types_all_was_nps(tmp_path: Path) -> None:
    old = response()
    del old["survey_type"]
    assert read_delighted(tmp_path, [old])[0][0].attributes == {"NPS": "9"}


def test_a_response_that_was_changed_counts_once(tmp_path: Path) -> None:
    events = [
        {"event_type": "survey_response.updated", "event_data": response(comment="Second.", updated_at=1772445900)},
        {"event_type": "survey_response.created", "event_data": response(comment=None, updated_at=1772445600)},
    ]
    found, _ = read_delighted(tmp_path, events)
    assert [passage.text for passage in found] == ["Second."]


def test_a_blank_comment_is_asked_and_left_blank(tmp_path: Path) -> None:
    found, _ = read_delighted(tmp_path, [response(comment=None)])
    assert [(passage.text, passage.question, passage.key) for passage in found] == [("", "comment", "1")]


def test_names_and_mails_stay_out_of_the_attributes(tmp_path: Path) -> None:
    about = {
        "Name": "Lia",
        "Owner Name": "Ben",
        "Contact": "lia@example.org",
        "Plan": "Plus",
        "Delighted Intro Message": "Hi",
    }
    found, _ = read_delighted(
        tmp_path, [response(person_properties=about, person={"id": "9", "email": "lia@example.org"})]
    )
    assert found[0].attributes == {"NPS": "9", "Plan": "Plus"}
    assert found[0].speaker == "lia@example.org"


def test_a_note_is_staff_s_and_no_evidence(tmp_path: Path) -> None:
    found, _ = read_delighted(tmp_path, [response(notes=[{"text": "Called back.", "user_email": "a@b.example"}])])
    assert (found[1].text, found[1].role, found[1].excluded) == ("Called back.", "agent", "private note")


@pytest.mark.parametrize(
    "given",
    [
        '[{"score": 3, "comment": "x"}]',
        '{"score": 1}',
        '[1, "score", "comment"]',
        '{"score": null, "comment": {}}',
        "[]",
    ],
)
def test_other_json_is_not_claimed(tmp_path: Path, given: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(given, encoding="utf-8")
    assert delighted.READER.sniff(Source(path, path.name)) is None
    assert typeform_json.READER.sniff(Source(path, path.name)) is None


@pytest.mark.parametrize(
    "given",
    [
        '[{"event_type": "form_response", "form_response": null}]',
        '{"form_response": {"answers": [{"type": "text", "field": 7, "text": ["a"]}, 3]}}',
        '{"items": [{"landed_at": 5, "answers": {"a": 1}}]}',
        '[{"id": 5, "permalink": "https://delighted.com/r/a", "score": {}, "comment": [], "notes": 3, "tags": "x"}]',
        '[{"permalink": "https://delighted.com/r/", "score": 1, "comment": "a", "additional_answers": [{"value": 1}]}]',
    ],
)
def test_broken_records_never_raise_anything_but_read_error(tmp_path: Path, given: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(given, encoding="utf-8")
    for reader in (delighted.READER, typeform_json.READER):
        source = Source(path, path.name)
        if reader.sniff(source) is not None:
            assert all(isinstance(passage.text, str) for passage in reader.read(source))
            assert isinstance(reader.preview(source), list)
