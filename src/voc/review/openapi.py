"""The routes as an OpenAPI 3.1 document, made of the same types that check what goes in and write what comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from voc import __version__
from voc.review.routes import Route

_REFS = "#/components/schemas/{model}"
_ERROR: Mapping[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The document; every error has the one shape ``Error``."""
    keys: list[tuple[Any, JsonSchemaMode, TypeAdapter[Any]]] = []
    for route in routes:
        keys.append((route.gives, "serialization", TypeAdapter(route.gives)))
        if route.takes is not None:
            keys.append((route.takes, "validation", TypeAdapter(route.takes)))
    found, together = TypeAdapter.json_schemas(_once(keys), ref_template=_REFS)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, found, together.get("$defs", {}))
    return {
        "openapi": "3.1.0",
        "info": {"title": "voc review", "version": __version__},
        "paths": paths,
        "security": [{"cookie": []}, {"token": []}],
        "components": {
            "schemas": {**together.get("$defs", {}), "Error": _ERROR},
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": "voc_review_PORT"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _once(keys: Sequence[tuple[Any, JsonSchemaMode, TypeAdapter[Any]]]) -> list[tuple[Any, JsonSchemaMode, Any]]:
    return list({(key, mode): (key, mode, adapter) for key, mode, adapter in keys}.values())


def _operation(route: Route, found: Mapping[Any, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    names = re.findall(r"{(\w+)}", route.path)
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    said: dict[str, Any] = {"operationId": route.name, "summary": route.about, "parameters": parameters}
    if route.takes is not None:
        schema = found[(route.takes, "validation")]
        if route.method == "GET":
            parameters += _query(_looked_up(schema, shared))
        else:
            said["requestBody"] = {"required": True, "content": _json(schema)}
    said["responses"] = {
        str(route.status): {"description": "done", "content": _content(route, found)},
        "default": {"description": "why not", "content": _json({"$ref": "#/components/schemas/Error"})},
    }
    return said


def _content(route: Route, found: Mapping[Any, Any]) -> dict[str, Any]:
    if route.gives is bytes:
        return {route.media: {"schema": {"type": "string", "format": "binary"}}}
    return _json(found[(route.gives, "serialization")])


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _looked_up(schema: Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = shared[name] if name else schema
    return found


def _query(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A record's fields as the parameters of a query: a missing one is left out, so none is null."""
    found = []
    for name, one in schema["properties"].items():
        kinds = [kind for kind in one.get("anyOf", ()) if kind.get("type") != "null"]
        found.append({"name": name, "in": "query", "required": False, "schema": kinds[0] if len(kinds) == 1 else one})
    return found
