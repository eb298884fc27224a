"""Whose words a REFI-QDA project's documents are: its cases with their variables, and its sets of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voc.reading.coded.coded import Document, Person
from voc.reading.coded.refi import Project, children, target

# A case that holds nearly all of a text holds all of it.
_NEARLY_ALL = 0.95

# Documents by the identifier of their source, and the ranges that a selection, code or case holds.
BySource = Mapping[str, Sequence[Document]]
Held = Mapping[str, Sequence[tuple[Document, int, int]]]


def give(project: Project, by_source: BySource, held: Held) -> None:
    """Give the documents their people, and the groups that these are in."""
    for identifier, case in project.cases.items():
        attributes = project.attributes(case)
        name = str(case.get("name") or "").strip() or None
        for reference in children(case, "SourceRef"):
            for document in by_source.get(target(reference), ()):
                document.people.append(Person(name, attributes))
        references = [target(one) for kind in ("SelectionRef", "CodeRef") for one in children(case, kind)]
        parts: dict[int, tuple[Document, list[tuple[int, int]]]] = {}
        # NVivo codes a passage at the case itself.
        for one in dict.fromkeys((*references, identifier)):
            for document, start, end in held.get(one, ()):
                parts.setdefault(id(document), (document, []))[1].append((start, end))
        for document, ranges in parts.values():
            whole = any(end - start >= _NEARLY_ALL * len(document.text) for start, end in ranges)
            document.people.append(Person(name, attributes, None if whole else tuple(ranges)))
    _give_groups(project, by_source)


def _give_groups(project: Project, by_source: BySource) -> None:
    """Sets of documents are groups of people; ATLAS.ti's are often called "gender: female"."""
    for sets in children(project.root, "Sets"):
        for one in children(sets, "Set"):
            key, _, value = (part.strip() for part in str(one.get("name") or "").partition(":"))
            for member in children(one, "MemberSource"):
                for document in by_source.get(target(member), ()):
                    if key and value:
                        document.attributes.setdefault(key, value)
                    elif key:
                        groups = dict.fromkeys([*filter(None, [document.attributes.get("group")]), key])
                        document.attributes["group"] = ", ".join(groups)
