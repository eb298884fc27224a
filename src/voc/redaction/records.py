"""Frozen records with other texts in them, whatever their fields are called."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Record = TypeVar("Record")


def with_texts(record: Record, change: Callable[[str], str], leave: Collection[str] = frozenset()) -> Record:
    """A record with every string in it changed, but those of the fields to ``leave`` and the keys of mappings."""
    assert is_dataclass(record)  # noqa: S101 - of a caller, never of data
    values = {one.name: getattr(record, one.name) for one in fields(record) if one.name not in leave}
    changes = {name: value for name, old in values.items() if (value := _changed(old, change, leave)) is not old}
    return replace(record, **changes) if changes else record  # type: ignore[type-var]


def _changed(value: Any, change: Callable[[str], str], leave: Collection[str]) -> Any:
    if isinstance(value, str):
        said = change(value)
        return value if said == value else said
    if isinstance(value, tuple):
        made = tuple(_changed(one, change, leave) for one in value)
        return value if all(one is old for one, old in zip(made, value, strict=True)) else made
    if isinstance(value, Mapping):
        return {key: _changed(one, change, leave) for key, one in value.items()}
    return with_texts(value, change, leave) if is_dataclass(value) else value
