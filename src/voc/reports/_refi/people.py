"""Participants as cases, and what is known of them as variables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from lxml import etree

from voc.reports._basis import Basis
from voc.reports._characters import identifier, name, sound
from voc.reports._refi.documents import Document
from voc.reports._refi.sources import selection

Values = Mapping[str, Any]


def variables(basis: Basis) -> dict[str, str]:
    """The names of the attributes of people and the type that holds all values of each."""
    found: dict[str, list[Any]] = defaultdict(list)
    for known in (basis.people or {}).values():
        for key, value in known.items():
            found[key].append(value)
    return {key: _type(values) for key, values in found.items()}


def variable_elements(types: Mapping[str, str]) -> Iterator[Any]:
    """The declarations of variables."""
    for key, kind in types.items():
        yield etree.Element("Variable", guid=_guid(key), name=name(key), typeOfVariable=kind)


def case_elements(basis: Basis, documents: Sequence[Document], types: Mapping[str, str]) -> Iterator[Any]:
    """A case for each person: her values, the sources that are all hers, and her words in the others."""
    whole: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        said = [quote for quote in document.quotes if quote.participant is not None]
        if len({quote.participant for quote in document.quotes}) == 1 and said:
            whole[str(said[0].participant)].append(document.guid)
            continue
        for quote in said:
            if quote.role not in ("interviewer", "agent"):
                parts[str(quote.participant)].append(selection(document, quote))
    people = basis.people or {}
    for person in dict.fromkeys([*people, *whole, *parts]):
        made = etree.Element("Case", guid=str(identifier("case", person)), name=name(person))
        _values(made, people.get(person, {}), types)
        for kind, guids in (("SourceRef", whole[person]), ("SelectionRef", parts[person])):
            for guid in guids:
                etree.SubElement(made, kind, targetGUID=guid)
        yield made


def _values(case: Any, known: Values, types: Mapping[str, str]) -> None:
    for key, value in known.items():
        made = etree.SubElement(case, "VariableValue")
        etree.SubElement(made, "VariableRef", targetGUID=_guid(key))
        etree.SubElement(made, f"{types[key]}Value").text = _said(value, types[key])


def _guid(key: str) -> str:
    return str(identifier("variable", key))


def _type(values: Iterable[Any]) -> str:
    """The narrowest type of the standard that holds all values."""
    given = list(values)
    if all(isinstance(value, bool) for value in given):
        return "Boolean"
    if any(isinstance(value, bool) or not isinstance(value, Real) for value in given):
        return "Text"
    if any(not -1e15 < float(value) < 1e15 for value in given):
        return "Text"
    return "Integer" if all(isinstance(value, Integral) or float(value).is_integer() for value in given) else "Float"


def _said(value: Any, kind: str) -> str:
    if kind == "Boolean":
        return str(value).lower()
    if kind == "Integer":
        return str(int(value))
    # A decimal of XML has no exponent.
    return f"{Decimal(str(float(value))):f}" if kind == "Float" else sound(str(value))
