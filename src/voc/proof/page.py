"""Quotes out of ``journey.json`` and out of the page, which holds them as JSON in a script element."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voc.proof.quoted import Quoted, not_ours, of_mapping

# What a quote must say of itself, to be found again.
_NEEDED = {"text", "source", "source_sha256", "locator", "start", "end"}
_SCRIPT = re.compile(
    r"<script\b[^>]*\btype=[\"']?application/json[\"']?[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE
)
# Fields of a quote in the page's own list, in order; those that count from a table are numbers.
_LISTED = ("text", "quote_id", "participant", "source", "locator")


def from_json(journey: Mapping[str, Any], path: Path) -> list[Quoted]:
    """The quotes of ``journey.json``; raises ``VocError`` where one does not say what is needed."""
    quotes = journey.get("quotes")
    records = list(quotes.values()) if isinstance(quotes, dict) else [None]
    if not all(isinstance(quote, dict) and quote.keys() >= _NEEDED for quote in records):
        raise not_ours(path, "journey.json")
    return [of_mapping(quote_id, quote) for quote_id, quote in journey["quotes"].items()]


def from_page(path: Path) -> list[Quoted]:
    """The quotes of the page."""
    for block in _SCRIPT.findall(path.read_text(encoding="utf-8")):
        data = json.loads(block)
        quotes = data.get("quotes") if isinstance(data, dict) else None
        if isinstance(quotes, dict):
            return from_json(data, path)
        if isinstance(quotes, list) and quotes:
            return list(_listed(data))
    return []


def _listed(data: Mapping[str, Any]) -> Iterator[Quoted]:
    """Quotes as rows: [text, id, participant, source, locator, …, start, end, staff], names by their number."""
    texts, sources = data["texts"], data["sources"]
    for row in data["quotes"]:
        said = dict(zip(_LISTED, row, strict=False))
        source, _, sha256 = sources[said["source"]]
        yield Quoted(said["quote_id"], said["text"], source, sha256, texts[said["locator"]], row[-3], row[-2])
