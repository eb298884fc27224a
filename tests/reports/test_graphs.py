"""The map as linked data and in CJML: conforming where there are shapes, well-formed, and text where it is text."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest
from hostile import TEXTS, hostile
from lxml import etree

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.reports import cjml, ujg, webannotation
from voc.reports._basis import Basis
from voc.reports._characters import sound

# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated", "ignore::DeprecationWarning:rdflib")
HOSTILE = pytest.mark.parametrize("text", TEXTS, ids=["signs", "word", "lines"])


@pytest.fixture(scope="module")
def conforms(shared):
    """Check a graph against the shapes of the draft, with the contexts that lie beside the checkout."""
    rdflib = pytest.importorskip("rdflib")
    pyshacl = pytest.importorskip("pyshacl")
    folder = shared / "formats" / "ujg"
    shapes, ontology = rdflib.Graph(), rdflib.Graph()
    for part in ("core", "graph", "experience"):
        shapes.parse(folder / f"{part}.shape.ttl")
        ontology.parse(folder / f"{part}.ttl")

    def check(text):
        made = json.loads(text)
        assert tuple(made["@context"]) == ujg.CONTEXTS
        made["@context"] = [
            json.loads((folder / address.rsplit("/", 1)[1]).read_text(encoding="utf-8"))["@context"]
            for address in made["@context"]
        ]
        graph = rdflib.Graph().parse(data=json.dumps(made), format="json-ld")
        good, _, why = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=ontology, advanced=True)
        assert good, why
        return graph

    return check


def nodes(text):
    return json.loads(text)["nodes"]


def test_a_graph_conforms(boat_trip, conforms):
    graph = conforms(ujg.render(boat_trip))
    kinds = Counter(str(kind).rsplit("#", 1)[1] for kind in graph.objects(None, _type()))
    assert kinds == {
        "UJGDocument": 1, "Journey": 1, "State": 3, "Transition": 2, "Touchpoint": 1, "Phase": 3,
        "ExperienceStep": 3, "PainPoint": 2,
    }  # fmt: skip


def _type():
    from rdflib import RDF

    return RDF.type


def test_the_shapes_find_a_fault(boat_trip, conforms):
    made = json.loads(ujg.render(boat_trip))
    made["nodes"] = [node for node in made["nodes"] if node["@type"] != "ExperienceStep"]
    with pytest.raises(AssertionError, match="Constraint Violation"):
        conforms(json.dumps(made))


def test_a_graph_of_one_stage_leads_to_the_end(boat_trip, conforms):
    conforms(ujg.render(replace(boat_trip, stages=boat_trip.stages[1:2])))


@HOSTILE
def test_a_hostile_graph_conforms(boat_trip, conforms, text):
    made = ujg.render(hostile(boat_trip, text))
    conforms(made)
    made.encode("utf-8")
    assert {node["label"] for node in nodes(made) if "label" in node} == {" ".join(sound(text).split())}


def test_a_graph_holds_what_the_draft_has_no_word_for(boat_trip):
    (step,) = [node for node in nodes(ujg.render(boat_trip)) if node.get("label") == "The trip" and "phaseRef" in node]
    assert {"score": -16.7, "low": -50.0, "high": 20.4}.items() <= step["extensions"]["org.voc"]["emotion"].items()
    pain = next(node for node in nodes(ujg.render(boat_trip)) if node["@type"] == "PainPoint")
    assert pain["severity"] == "0.2667"
    assert pain["description"] == "2 of 3 people: “I waited on the pier for two hours and nobody came.”"


def test_every_tag_is_an_annotation():
    place = {"source": "talks/ann b.txt", "source_sha256": "ab", "source_kind": "interview", "locator": "line 3"}
    quotes = quotes_table.frame(
        [
            {**place, "quote_id": "q1", "text": "I waited.", "role": "participant", "start": 0, "end": 9},
            {**place, "quote_id": "q2", "text": "Nobody came.", "role": "participant", "start": 10, "end": 22},
        ]
    )
    tags = tags_table.frame(
        [
            {"quote_id": "q1", "kind": "stage", "label": "trip", "by": "model:x@1", "confidence": 0.5},
            {"quote_id": "q1", "kind": "stage", "label": "return", "by": "human:Ann", "start": 2, "end": 8},
            {"quote_id": "q2", "kind": "sentiment", "label": "negative", "value": -0.5, "by": "model:x@1"},
            {"quote_id": "q2", "kind": "stage", "label": None, "by": "model:x@1"},
        ]
    )
    basis = Basis.of(quotes, tags, pd.DataFrame({"participant": []}), None)
    made = _items(basis)
    assert [(one["creator"]["type"], one["creator"]["name"], _values(one)) for one in made] == [
        ("Person", "Ann", ["stage/return"]),
        ("Software", "model:x@1", ["stage/trip"]),
        ("Software", "model:x@1", ["sentiment/negative"]),
    ]
    target = made[2]["target"]
    assert target["source"] == "talks/ann%20b.txt"
    words, place = target["selector"]
    assert words == {"type": "TextQuoteSelector", "exact": "Nobody came.", "prefix": "I waited. "}
    assert place["refinedBy"] == {"type": "TextPositionSelector", "start": 10, "end": 22}
    assert made[0]["target"]["selector"][0]["suffix"] == " Nobody came."
    assert (made[0]["body"][0]["voc:start"], made[0]["body"][0]["voc:end"]) == (2, 8)


def _items(basis, journey=None):
    from types import SimpleNamespace

    return json.loads(webannotation.draw(journey or SimpleNamespace(title="x"), basis))["items"]


def _values(annotation):
    return [body["value"] for body in annotation["body"]]


@HOSTILE
def test_hostile_annotations_have_what_the_model_demands(boat_trip, text):
    """W3C Web Annotation Data Model, section 3: an id that is an IRI, a type, at least one target; selectors whole."""
    page = webannotation.REPORT.render(hostile(boat_trip, text))
    page.encode("utf-8")
    items = json.loads(page)["items"]
    assert len({one["id"] for one in items}) == len(items) > 0
    for one in items:
        assert one["id"].startswith("urn:uuid:")
        assert one["type"] == "Annotation"
        assert one["target"]["source"].isascii()
        assert not set(one["target"]["source"]) & set(' <>"{}|\\^`')
        exact, fragment = one["target"]["selector"]
        assert exact["exact"] == sound(text)
        assert fragment["value"].isascii()


@HOSTILE
def test_hostile_cjml_is_text(boat_trip, text):
    root = etree.fromstring(cjml.render(hostile(boat_trip, text)))
    assert {element.tag for element in root.iter()} == {
        element.tag for element in etree.fromstring(cjml.render(boat_trip)).iter()
    }
    assert root.findtext(".//journeyTitle") == sound(text)


def test_cjml_has_a_phase_a_stage_and_a_point_a_touchpoint(boat_trip):
    root = etree.fromstring(cjml.render(boat_trip))
    assert [one.text for one in root.iterfind(".//phaseName")] == ["Booking", "The trip", "Return"]
    (point,) = root.iterfind(".//actualCommunicationPoint")
    assert point.find("belongsTo").get("phaseIDref") == "trip"
    assert point.find("touchpointExperience") is None
