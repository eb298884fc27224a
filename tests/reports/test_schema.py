"""The schema of ``journey.json`` says what is in the file, and cannot fall behind."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, make_dataclass, replace

import jsonschema
import pytest
from hostile import TEXTS, hostile

from voc.journey.model import Journey
from voc.reports.schema import REPORT, schema


@pytest.fixture(scope="module")
def checker():
    made = schema()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def written(journey):
    return json.loads(journey.to_json())


def test_a_map_is_valid(boat_trip, checker):
    checker.validate(written(boat_trip))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("stages", 0, "n_quotes"), "three"),
        (("stages", 1, "emotion"), None),
        (("pain_points", 0, "quote_ids"), "q1"),
        (("account", "read"), None),
        (("quotes", "q1", "text"), 5),
    ],
)
def test_a_map_with_a_fault_is_not(boat_trip, checker, where, value):
    made = written(boat_trip)
    *path, last = where
    place = made
    for key in path:
        place = place[key]
    assert last in place
    place[last] = value
    with pytest.raises(jsonschema.ValidationError):
        checker.validate(made)


def test_a_map_that_lacks_a_field_is_not(boat_trip, checker):
    made = written(boat_trip)
    del made["account"]["staff"]
    with pytest.raises(jsonschema.ValidationError, match="'staff' is a required property"):
        checker.validate(made)


def test_every_field_of_every_record_is_told():
    made = schema()
    known = made["$defs"] | {"Journey": made}
    assert set(known["Journey"]["properties"]) == {field.name for field in dataclasses.fields(Journey)}
    for record in known.values():
        assert record["required"] == list(record["properties"])
        assert record["description"]


def test_a_field_that_is_added_is_in_the_schema(boat_trip):
    @dataclass(frozen=True)
    class Mood:
        """How it was."""

        words: tuple[str, ...]

    wider = make_dataclass("Wider", [("mood", Mood), ("waves", int, 0)], bases=(Journey,), frozen=True, kw_only=True)
    made = schema(wider)
    assert made["properties"]["mood"] == {"$ref": "#/$defs/Mood"}
    assert {"mood", "waves"} <= set(made["required"])
    with pytest.raises(jsonschema.ValidationError, match="'mood' is a required property"):
        jsonschema.validate(written(boat_trip), made)


@pytest.mark.parametrize("text", [text.replace("\ud800", "") for text in TEXTS], ids=["signs", "word", "lines"])
def test_a_hostile_map_is_valid(boat_trip, checker, text):
    checker.validate(written(hostile(boat_trip, text)))


def test_the_report_is_the_schema_whatever_the_map(boat_trip):
    assert json.loads(REPORT.render(boat_trip)) == json.loads(REPORT.render(replace(boat_trip, title="x"))) == schema()
