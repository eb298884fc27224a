"""Questions with several answers, which SPSS keeps in several variables: put together again.

As the file declares (multiple-response sets), or where variables side by side are alike: "Q3_1", "Q3_2" …, each with
one label or with those of yes and no, and asked in the same words but for the option.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from voc.reading.surveys.fields import JOINT
from voc.reading.surveys.spss_values import Cell, Code, Variable, code, labels_of

_STEM = re.compile(r"(.*?)[_.$]?\d+[a-z]?", re.IGNORECASE)
_NO = frozenset(
    ("", "0", "0.0", "no", "n", "false", "nein", "non", "not selected", "unchecked", "not mentioned", "unselected")
)
# So many letters have to be the same before they are a question.
_SHARED = 8
# What stands between a question and its option.
_JOINTS = " -–—:.?([]"


def merged(variables: Sequence[Variable], declared: Sequence[Mapping[str, Any]]) -> list[Variable]:
    """The variables, those of one question with several answers as one, at the place of its first."""
    known = {variable.name.casefold(): variable for variable in variables}
    at: dict[str, Variable] = {}
    taken: set[str] = set()
    for one in declared:
        names = [name.casefold() for name in one["variables"]]
        if names and all(name in known for name in names):
            at.setdefault(names[0], _declared(one, [known[name] for name in names]))
            taken.update(names)
    for members in _alike([variable for name, variable in known.items() if name not in taken]):
        at[members[0].name.casefold()] = _spread(members)
        taken.update(member.name.casefold() for member in members)
    return [at.get(name, one) for name, one in known.items() if name in at or name not in taken]


def _declared(one: Mapping[str, Any], members: Sequence[Variable]) -> Variable:
    """A multiple-response set."""
    label = (one["label"] or "").strip()
    if one["ticked"]:
        options = _options(members, one["counted"])
        chosen = [
            [option if _is_tick(cell, one["counted"]) else "" for cell in member.cells]
            for option, member in zip(options, members, strict=True)
        ]
    else:
        options = list(dict.fromkeys(word for member in members for word in member.levels or member.words if word))
        chosen = [list(member.words) for member in members]
    words = [_joined(row) for row in zip(*chosen, strict=True)]
    return Variable(one["name"], label, words, tuple(options), several=True)


def _options(members: Sequence[Variable], counted: Code | None) -> list[str]:
    """What each tick means: its variable's label, else the words of the ticked code, else the variable's name."""
    worded = [labels_of(member.about).get(code(counted), "") for member in members]
    for names in ([member.label for member in members], worded):
        if all(names) and len(set(names)) == len(names):
            return names
    return [member.name for member in members]


def _is_tick(cell: Cell, counted: Code | None) -> bool:
    return cell == counted if counted is not None else cell is not None and str(cell).strip().casefold() not in _NO


def _joined(words: Sequence[str]) -> str:
    return JOINT.join(dict.fromkeys(filter(None, words)))


def _alike(variables: Sequence[Variable]) -> Iterator[list[Variable]]:
    """Variables side by side whose names differ by their number only, and whose answers are ticks."""
    for stem, run in groupby(variables, key=_stem):
        members = list(run)
        if stem and len(members) > 1 and all(map(_has_ticks, members)) and _question(members):
            yield members


def _stem(variable: Variable) -> str | None:
    found = _STEM.fullmatch(variable.name)
    return found[1].casefold() if found and found[1] else None


def _has_ticks(variable: Variable) -> bool:
    """Whether a variable says no more than that an option was chosen, or was not."""
    levels = [word.casefold() for word in variable.levels]
    return len(levels) == 1 or (len(levels) == 2 and sum(word in _NO for word in levels) == 1)


def _question(members: Sequence[Variable]) -> str:
    """What the labels of all variables begin or end with; ``""`` where they do not share a question."""
    labels = [member.label for member in members]
    first = _beginning(labels)
    # Not within a word: "… - Ph" of phone and post.
    first = first[: max(first.rfind(sign) for sign in _JOINTS) + 1]
    last = _beginning([label[::-1] for label in labels])[::-1]
    last = last[last.find("]") + 1 :] if "]" in last else ""
    shared = max(first, last, key=len)
    return shared.strip() if len(shared.strip(_JOINTS)) >= _SHARED and len(set(labels)) == len(labels) else ""


def _beginning(texts: Sequence[str]) -> str:
    """What all texts begin with."""
    low, high = min(texts), max(texts)
    return low[: next((i for i, sign in enumerate(low) if high[i : i + 1] != sign), len(low))]


def _spread(members: Sequence[Variable]) -> Variable:
    """Variables that are alike, as one question."""
    question = _question(members)
    options = [
        member.levels[0] if len(member.levels) == 1 else member.label.replace(question, "", 1).strip(_JOINTS)
        for member in members
    ]
    words = [
        _joined([option if word.casefold() not in _NO else "" for option, word in zip(options, row, strict=True)])
        for row in zip(*(member.words for member in members), strict=True)
    ]
    return Variable(_stem(members[0]) or "", question.rstrip(" -–—:[("), words, tuple(options), several=True)
