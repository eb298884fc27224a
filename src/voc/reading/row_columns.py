"""Columns that tell of a row, and not of the person who answers in several: they are no attributes of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voc._shown import short
from voc.quotes import Passage
from voc.reading.source import Source

# A column differs between the rows of so many people, and of this part of all: then it is the row's.
_DIFFERING, _PART = 3, 0.2
# Of what people are asked again, like a rating, the first answer goes on to count.
_KINDS = ("choice", "choices", "number")


def of_people(passages: Sequence[Passage], source: Source) -> Sequence[Passage]:
    """The passages with what is known of people alone; a note says which columns differ between their rows."""
    names = _of_rows(passages, source)
    if not names:
        return passages
    for name in names:
        source.scales.pop(name)
    which = ", ".join(repr(short(name, 60)) for name in names)
    source.note(
        f"not the same in all rows of a person, so that nobody is grouped by it: {which}; "
        "if the same name is another person in other rows, give each her own"
    )
    return [
        replace(one, attributes={name: value for name, value in one.attributes.items() if name not in names})
        for one in passages
    ]


def _of_rows(passages: Sequence[Passage], source: Source) -> list[str]:
    """The names of these columns, in the order of the scales."""
    told: dict[str, dict[str, set[str]]] = {name: {} for name, scale in source.scales.items() if scale.kind in _KINDS}
    for passage in passages if told else ():
        if passage.speaker is not None:
            for name in told.keys() & passage.attributes.keys():
                told[name].setdefault(passage.speaker, set()).add(str(passage.attributes[name]))
    differ = {name: sum(len(values) > 1 for values in people.values()) for name, people in told.items()}
    return [name for name, n in differ.items() if n >= max(_DIFFERING, _PART * len(told[name]))]
