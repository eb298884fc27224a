"""The project file: users, codes, variables, cases, sources and notes, in the order that the schema wants."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from lxml import etree

from voc.journey.model import Journey
from voc.reports._basis import BUILDER, Basis
from voc.reports._characters import name, sound
from voc.reports._refi import people
from voc.reports._refi.codes import Codes
from voc.reports._refi.documents import Document
from voc.reports._refi.sources import Sources, user

_SPACE = "urn:QDA-XML:project:1.0"


def _tag(local: str) -> str:
    return f"{{{_SPACE}}}{local}"


def origin(journey: Journey) -> str:
    """The program and its version, as the standard wants it named."""
    return sound(f"voc {journey.settings.get('voc', '')}".strip())


def project(journey: Journey, basis: Basis, documents: Sequence[Document]) -> bytes:
    """The project file; it is written as it is made, so that a large study needs little memory."""
    codes = Codes(journey, basis)
    sources = Sources(journey, basis, codes)
    types = people.variables(basis)
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        root = {"name": name(journey.title), "origin": origin(journey), "creatingUserGUID": user(BUILDER)}
        with file.element(_tag("Project"), root, nsmap={None: _SPACE}):
            _write(file, "Users", _users(basis))
            with file.element(_tag("CodeBook")):
                _write(file, "Codes", codes.elements())
            _write(file, "Variables", people.variable_elements(types))
            _write(file, "Cases", people.case_elements(basis, documents, types))
            _write(file, "Sources", (sources.element(document) for document in documents))
            _write(file, "Notes", sources.notes.values())
            _write_text(file, "Description", _about(journey))
    return out.getvalue()


def _users(basis: Basis) -> Iterable[Any]:
    """One for each model at its version and each person, and the builder of the map."""
    for by in dict.fromkeys([BUILDER, *sorted({tag.by for tag in basis.tags})]):
        yield etree.Element("User", guid=user(by), name=name(by.removeprefix("human:")), id=name(by))


def _write(file: Any, container: str, elements: Iterable[Any]) -> None:
    """Write a container with its elements; an empty one would be a fault."""
    waiting = iter(elements)
    first = next(waiting, None)
    if first is None:
        return
    with file.element(_tag(container)):
        for element in chain([first], waiting):
            file.write(in_space(element, _SPACE))
            file.write("\n")


def _write_text(file: Any, tag: str, text: str) -> None:
    with file.element(_tag(tag)):
        file.write(sound(text))


def in_space(element: Any, space: str) -> Any:
    """The element and all below it in a namespace of the standard, as the one that needs no prefix."""
    for one in element.iter():
        one.tag = f"{{{space}}}{one.tag}"
    made = etree.Element(element.tag, dict(element.attrib), nsmap={None: space})
    made.text = element.text
    made.extend(element)
    return made


def _about(journey: Journey) -> str:
    account = journey.account
    return (
        f"Journey map “{journey.title}”, read with the codebook {journey.codebook}: {account.kept} quotes kept of "
        f"{account.read}, {account.tagged} with a stage."
    )
