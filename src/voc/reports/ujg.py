"""``journey.ujg.jsonld``: the map as a User Journey Graph, a draft of a W3C community group (report 2026.06).

Experimental, as the draft is. A stage is a phase, a state and the step that people live through there; touchpoints and
pain points hang on the steps. What the draft has no word for (emotion, n, intervals, ids of quotes) stands in
``extensions`` under ``org.voc``, which every program has to keep.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from voc.journey.model import Cell, Journey, PainPoint, Stage
from voc.reports._base import Report
from voc.reports._characters import identifier, name, sound

Node = dict[str, Any]

_SPACE = "https://ujg.specs.openuji.org/tr/2026.06/ns"
CONTEXTS = tuple(f"{_SPACE}/{part}.context.jsonld" for part in ("core", "graph", "experience"))


def render(journey: Journey) -> str:
    """Write the document."""
    made = {
        "@context": list(CONTEXTS),
        "@id": _id("document", journey.title),
        "@type": "UJGDocument",
        "nodes": [_sound(node) for node in _nodes(journey)],
    }
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _nodes(journey: Journey) -> Iterator[Node]:
    states = [(_id("state", stage.id), name(stage.label)) for stage in journey.stages]
    if len(states) <= 1:
        # A graph has to lead somewhere: from an only stage to the end.
        states.append((_id("state", "the end", ""), "End"))
    steps = [(one, two, _id("transition", one, two)) for (one, _), (two, _) in pairwise(states)]
    yield {
        "@type": "Journey",
        "@id": _id("journey", journey.title),
        "label": name(journey.title),
        "startState": states[0][0],
        "stateRefs": [state for state, _ in states],
        "transitionRefs": [transition for _, _, transition in steps],
        "extensions": _ours(codebook=journey.codebook, scope=journey.scope, account=asdict(journey.account)),
    }
    yield from ({"@type": "State", "@id": state, "label": label} for state, label in states)
    yield from ({"@type": "Transition", "@id": this, "from": one, "to": two} for one, two, this in steps)
    places = {cell.name: cell for stage in journey.stages for cell in stage.touchpoints}
    yield from (
        {"@type": "Touchpoint", "@id": _touchpoint(cell), "label": name(cell.label)} for cell in places.values()
    )
    for stage in journey.stages:
        yield from _stage(stage)
    yield from (_pain(pain, journey) for pain in journey.pain_points)


def _stage(stage: Stage) -> Iterator[Node]:
    phase: Node = {"@type": "Phase", "@id": _id("phase", stage.id), "label": name(stage.label), "order": stage.order}
    yield phase
    yield {
        "@type": "ExperienceStep",
        "@id": _id("step", stage.id),
        "label": name(stage.label),
        "stateRefs": [_id("state", stage.id)],
        "phaseRef": phase["@id"],
        **({"touchpointRefs": [_touchpoint(cell) for cell in stage.touchpoints]} if stage.touchpoints else {}),
        "extensions": _ours(
            meaning=stage.meaning,
            emotion=asdict(stage.emotion),
            n_quotes=stage.n_quotes,
            n_participants=stage.n_participants,
            n_sources=stage.n_sources,
            empty_reason=stage.empty_reason,
            touchpoints={
                cell.name: {"emotion": asdict(cell.emotion), "n": cell.n_quotes} for cell in stage.touchpoints
            },
            quote_ids=list(stage.quote_ids),
        ),
    }


def _pain(pain: PainPoint, journey: Journey) -> Node:
    best = journey.quotes[pain.best_quote_id].text
    return {
        "@type": "PainPoint",
        "@id": _id("pain", pain.stage, pain.label, pain.rank),
        "label": name(pain.label),
        # As a text: a number in JSON is no decimal to RDF, and the draft's own shapes refuse it.
        "severity": f"{min(max(pain.severity, 0.0), 1.0):.4f}",
        "experienceRefs": [_id("step", pain.stage)],
        "description": f"{pain.prevalence.n} of {pain.prevalence.of} people: “{sound(best)}”",
        "extensions": _ours(**asdict(pain)),
    }


def _touchpoint(cell: Cell) -> str:
    return _id("touchpoint", cell.name)


def _ours(**known: Any) -> Mapping[str, Mapping[str, Any]]:
    return {"org.voc": known}


def _id(*parts: object) -> str:
    return identifier("ujg", *parts).urn


def _sound(node: Any) -> Any:
    """A node with every text in it fit for any file."""
    if isinstance(node, str):
        return sound(node)
    if isinstance(node, Mapping):
        return {_sound(key): _sound(value) for key, value in node.items()}
    return [_sound(one) for one in node] if isinstance(node, list | tuple) else node


REPORT = Report("ujg", "The map as a User Journey Graph (experimental)", "journey.ujg.jsonld", render)
