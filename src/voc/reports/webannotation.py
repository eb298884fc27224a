"""``annotations.jsonld``: every tag as a W3C Web Annotation (Recommendation of 2017), with who judged and where.

An annotation is what one judge said of one quote. Its target is the file; the words are found by what stands there
and around them, or by the place (a fragment, as a person would say it) and code points in that passage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any
from urllib.parse import quote as escaped

from voc.journey.model import Journey
from voc.quotes import Quote
from voc.reports._base import Report
from voc.reports._basis import Basis, Judgement
from voc.reports._characters import identifier, name, sound

Node = dict[str, Any]

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"voc": "urn:voc:"}]
_AROUND = 32


def draw(journey: Journey, basis: Basis) -> str:
    """Write the page of annotations."""
    items = list(_annotations(basis))
    made = {
        "@context": _CONTEXT,
        "id": identifier("annotations", journey.title).urn,
        "type": "AnnotationPage",
        "partOf": {
            "id": identifier("collection", journey.title).urn,
            "type": "AnnotationCollection",
            "label": name(journey.title),
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _annotations(basis: Basis) -> Iterator[Node]:
    quotes = {quote.quote_id: quote for quote in basis.quotes}
    beside = _neighbours(basis)
    for (quote_id, by), said in groupby(
        sorted(basis.tags, key=lambda tag: (tag.quote_id, tag.by)), key=lambda tag: (tag.quote_id, tag.by)
    ):
        if quote_id not in quotes:
            continue
        yield {
            "id": identifier("annotation", quote_id, by).urn,
            "type": "Annotation",
            "motivation": "tagging",
            "creator": _creator(by),
            "body": [_body(tag) for tag in said],
            "target": _target(quotes[quote_id], *beside[quote_id]),
        }


def _creator(by: str) -> Node:
    kind = "Person" if by.startswith("human:") else "Software"
    return {"id": identifier("user", by).urn, "type": kind, "name": name(by.removeprefix("human:"))}


def _body(tag: Judgement) -> Node:
    body: Node = {"type": "TextualBody", "purpose": "tagging", "value": f"{tag.kind}/{sound(tag.label)}"}
    known = {"voc:confidence": tag.confidence, "voc:value": tag.value, "voc:start": tag.start, "voc:end": tag.end}
    body |= {key: value for key, value in known.items() if value is not None}
    return body | ({"voc:reason": sound(tag.reason)} if tag.reason else {})


def _target(quote: Quote, prefix: str, suffix: str) -> Node:
    exact: Node = {"type": "TextQuoteSelector", "exact": sound(quote.text)}
    exact |= {key: sound(words) for key, words in (("prefix", prefix), ("suffix", suffix)) if words}
    return {
        "source": escaped(sound(quote.source)) or f"urn:sha256:{quote.source_sha256}",
        "voc:sha256": quote.source_sha256,
        "selector": [
            exact,
            {
                "type": "FragmentSelector",
                "value": escaped(sound(quote.locator)),
                "refinedBy": {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
            },
        ],
    }


def _neighbours(basis: Basis) -> Mapping[str, tuple[str, str]]:
    """The words before and after each quote in its passage, where they are known to stand right there."""
    found: dict[str, tuple[str, str]] = {}
    before: Quote | None = None
    for quote in basis.quotes:
        found[quote.quote_id] = ("", "")
        if before is not None and _adjoin(before, quote):
            gap = " " * (quote.start - before.end)
            found[quote.quote_id] = ((before.text + gap)[-_AROUND:], "")
            found[before.quote_id] = (found[before.quote_id][0], (gap + quote.text)[:_AROUND])
        before = quote
    return found


def _adjoin(one: Quote, two: Quote) -> bool:
    place = (one.source, one.locator) == (two.source, two.locator)
    return place and 0 <= two.start - one.end <= 1


REPORT = Report.on_basis("webannotation", "All tags as W3C Web Annotations", "annotations.jsonld", draw)
