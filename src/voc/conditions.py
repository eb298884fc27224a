"""Conditions on a map, for a scheduled check: ``stage.delivery.emotion.high < 0``.

A condition is a path into ``journey.json``, a comparison and a value. Words of the path are parted by dots; one with a
dot or a space of its own stands in quotes. An item of a list goes by its ``id``, ``rank``, ``name``, ``label``,
``stage``, ``attribute``, ``outcome`` or ``metric``; a list may be called by one of its items (``stage``, ``pain``).
"""

from __future__ import annotations

import json
import math
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from voc.errors import VocError, did_you_mean

COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
# A list's name where it is not that of an item with an s.
LISTS = {
    "pain": "pain_points",
    "delight": "delight_points",
    "moment": "moments_of_truth",
    "opportunity": "opportunities",
}
# What an item goes by.
NAMES = ("id", "rank", "name", "label", "stage", "attribute", "outcome", "metric")
# Where a record says why something in it is missing.
REASONS = ("empty_reason", "reason", "why")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^.\s"<>=!]+)')
_WHOLE = re.compile(rf"\s*((?:{_WORD.pattern})(?:\.(?:{_WORD.pattern}))*)\s*(<=|>=|==|!=|<|>)\s*(\S.*?)\s*")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a condition holds on a map. Where that is not known, ``holds`` is missing and ``why`` says why not."""

    condition: str
    value: Any
    holds: bool | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as written, and its parts."""

    text: str
    path: tuple[str, ...]
    comparison: str
    value: Any

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a condition; raises ``VocError`` in one line for what is none."""
        found = _WHOLE.fullmatch(text)
        if found is None:
            raise VocError(
                f"condition {text!r}: write PATH COMPARISON VALUE, like 'stage.delivery.emotion.high < 0'; the "
                f"comparisons are {' '.join(COMPARISONS)}"
            )
        path, comparison, value = found.group(1), *found.groups()[-2:]
        words = [re.sub(r"\\(.)", r"\1", quoted) or plain for quoted, plain in _WORD.findall(path)]
        return cls(text.strip(), tuple(words), comparison, _value(value, text))

    def ask(self, journey: Mapping[str, Any]) -> Answer:
        """Hold it against the plain mapping of ``journey.json``; raises ``VocError`` for a path that leads nowhere."""
        found, why = _follow(journey, self)
        if found is None:
            return Answer(self.text, None, None, why)
        if isinstance(found, bool) or not isinstance(found, int | float | str):
            choices = _choices(found)
            raise VocError(f"condition {self.text!r}: its path ends before a value; {did_you_mean('', choices)}")
        if isinstance(found, str) != isinstance(self.value, str):
            raise VocError(
                f"condition {self.text!r}: compares {found!r} with {self.value!r}; both must be numbers or words"
            )
        return Answer(self.text, found, bool(COMPARISONS[self.comparison](found, self.value)))


def _value(text: str, condition: str) -> float | str:
    """A number, or a word with or without quotes."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    endless = isinstance(value, float) and not math.isfinite(value)
    if endless or isinstance(value, bool) or not isinstance(value, int | float | str):
        raise VocError(f"condition {condition!r}: compare with a number or a word, not {text}")
    return value


def _follow(journey: Mapping[str, Any], condition: Condition) -> tuple[Any, str]:
    """What the path leads to, and, where that is missing, the reason nearest to it."""
    here: Any = journey
    why = "it is not known"
    for number, word in enumerate(condition.path):
        choices = _choices(here)
        name = word if number else _list_name(word, journey)
        if here in (None, []):
            return None, _refused(journey, condition.path[0]) or why
        if name not in choices:
            before = ".".join(condition.path[:number]) or "the map"
            raise VocError(f"condition {condition.text!r}: {before} has no {word!r}; {did_you_mean(word, choices)}")
        here = choices[name]
        if isinstance(here, Mapping):
            why = next((here[name] for name in REASONS if isinstance(here.get(name), str)), why)
    return here, why


def _refused(journey: Mapping[str, Any], word: str) -> str | None:
    """Why a whole measure is empty."""
    refused = journey.get("refused")
    return refused.get(_list_name(word, journey)) if isinstance(refused, Mapping) else None


def _list_name(word: str, choices: Mapping[str, Any]) -> str:
    return word if word in choices else LISTS.get(word, f"{word}s")


def _choices(here: Any) -> Mapping[str, Any]:
    """What a path can go on to: the fields of a record, or the items of a list by the names they go by."""
    if isinstance(here, Mapping):
        return here
    found: dict[str, Any] = {}
    for key in NAMES:
        for item in here if isinstance(here, list | tuple) else ():
            if isinstance(item, Mapping) and item.get(key) is not None:
                found.setdefault(str(item[key]), item)
    return found
