"""TOML files that people write, into checked settings; their faults in one line of words."""

from __future__ import annotations

import tomllib
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from voc.errors import VocError, did_you_mean

Model = TypeVar("Model", bound=BaseModel)
# What stages and touchpoints may be called.
NAME = r"^[A-Za-z0-9_\-]+$"


def parse(model: type[Model], data: bytes, *, where: str, error: type[VocError]) -> Model:
    """Read TOML bytes into a model; raises ``error`` with one line: file, place, fault, choices."""
    try:
        return model.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise error(f"{where}: not TOML in UTF-8: {fault}") from fault
    except ValidationError as fault:
        raise error(f"{where}: {_in_words(model, fault)}") from fault


def _in_words(model: type[BaseModel], error: ValidationError) -> str:
    """Say the fault that explains the others: a key that is not there before one that is missing."""
    faults = error.errors()
    fault = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
    place, keys = _place(model, fault["loc"])
    if fault["type"] == "extra_forbidden":
        key = str(fault["loc"][-1])
        before = place.rpartition(", ")[0]
        return f"{before + ': ' if before else ''}no such key {key!r}; {did_you_mean(key, keys)}"
    return f"{place}: {_said(fault)}"


def _said(fault: ErrorDetails) -> str:
    """What is wrong with a value and what cures it."""
    given, context = fault["input"], fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return "it is missing"
        case "string_pattern_mismatch" if context["pattern"] == NAME:
            return f"{given!r} has more than letters A–z, digits, - and _; say it in label, and give a plain name"
        case "tuple_type" if isinstance(given, dict):
            return "it stands in single brackets; write it in double ones"
        case "tuple_type":
            return f"{given!r} is no list; write it in brackets: [{given!r}]"
    message = fault["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _place(model: type[BaseModel], location: tuple[int | str, ...]) -> tuple[str, list[str]]:
    """The place of a fault as a person would say it, and the keys that may stand there."""
    steps: list[str] = []
    inside: type[BaseModel] | None = model
    keys = _keys(model)
    for part in location:
        if isinstance(part, int):
            steps[-1] += f" {part + 1}" if inside is not None else f", entry {part + 1}"
        elif inside is not None and part in keys:
            inside = _model_inside(inside, part)
            steps.append(f"[[{part}]]" if inside is not None else part)
            keys = _keys(inside) if inside is not None else keys
        elif part == location[-1] and inside is not None:
            steps.append(part)
    return ", ".join(steps), keys


def _keys(model: type[BaseModel]) -> list[str]:
    """The keys that a file may set; a field that is not to be set by a file is left out of its schema."""
    return [field.alias or name for name, field in model.model_fields.items() if not field.exclude]


def _model_inside(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """The model of the entries of a field that holds a list of them."""
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return next((one for one in _parts(field.annotation) if _is_model(one)), None)
    return None


def _parts(annotation: Any) -> tuple[Any, ...]:
    inner = typing.get_args(annotation)
    return (annotation, *(part for one in inner for part in _parts(one)))


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)
