"""``journey.schema.json``: a JSON Schema of ``journey.json``, made of the records themselves, so it cannot fall behind.

The docstring of a record is its description; every field of a record is required, as missing is ``null``. More fields
may come without a new ``schema_version``: a program should read past those it does not know.
"""

from __future__ import annotations

import json
from typing import Any

from voc.journey.model import SCHEMA_VERSION, Journey
from voc.reports._base import Report


def schema(record: type = Journey) -> dict[str, Any]:
    """The schema of a record as it stands in a file, by JSON Schema's draft 2020-12."""
    from pydantic import TypeAdapter

    made = TypeAdapter(record).json_schema(mode="serialization")
    for one in (made, *made.get("$defs", {}).values()):
        _finish(one)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:voc:{record.__name__.lower()}:{SCHEMA_VERSION}",
        **made,
    }


def _finish(record: dict[str, Any]) -> None:
    """Ask for every field of a record, as each is written, and leave out titles that only say its name again."""
    fields = record.get("properties", {})
    if fields:
        record["required"] = list(fields)
    record["description"] = " ".join(str(record.get("description", "")).replace("``", "`").split())
    for field in fields.values():
        field.pop("title", None)
        field.pop("default", None)


def render(journey: Journey) -> str:
    """Write the schema; it is the same for every map of this version."""
    return json.dumps(schema(type(journey)), ensure_ascii=False, indent=1) + "\n"


REPORT = Report("schema", "The JSON Schema of journey.json", "journey.schema.json", render)
