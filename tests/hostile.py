"""A study by somebody who means harm: every free text of a map is what no file should be upset by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from voc.journey.model import Journey

NASTY = (
    "<script>alert(1)</script> ]]> & \"'` {{7*7}} =cmd() javascript:x \u202eabc\u2066 \x00\x07\x0b\x1b\ufffe\ud800 😀é"
)
WORD = "W" * 10_000
TEXTS = (NASTY, WORD, f"{NASTY}\r\n{WORD}\u2028\n\n<!-- ]]> -->")
# What names things for programs, and what only has some values.
_NAMES = (
    *("id", "name", "stage", "touchpoint", "touchpoints", "facets", "role", "source_sha256", "source_kind", "scope"),
    *("settings", "quotes", "coverage", "stage_by", "empty_reason"),
)
# Of what staff say, these are ids of quotes; of a stage, a lane of them.
_IDS = ("pains", "process")


def hostile(record: Any, text: str = NASTY) -> Any:
    """The record with the text in place of every free text in it."""
    changes = {
        item.name: _changed(value, text)
        for item in fields(record)
        if not _is_name(item.name, value := getattr(record, item.name))
    }
    made = replace(record, **changes)
    if isinstance(made, Journey):
        return replace(made, quotes={key: hostile(quote, text) for key, quote in made.quotes.items()})
    return made


def _is_name(field: str, value: Any) -> bool:
    """Whether a field names something; the records that some of these fields hold have texts of their own."""
    holds_records = isinstance(value, tuple) and any(map(is_dataclass, value))
    if field in _IDS and isinstance(value, tuple):
        return not holds_records
    return field.endswith(("quote_id", "quote_ids", "counter_ids")) or (field in _NAMES and not holds_records)


def _changed(value: Any, text: str) -> Any:
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(_changed(one, text) for one in value)
    if isinstance(value, Mapping):
        return {key: _changed(one, text) for key, one in value.items()}
    return hostile(value, text) if is_dataclass(value) else value
