"""Trees of codes, as programs for qualitative analysis have them: a name, what it means, and codes below it.

A path is the names from the root down. Programs without a tree of their own put one into the names: ATLAS.ti's
users write ``Coke::diet Coke``, Taguette's ``people.interviewers``; :func:`split` knows both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

JOINT = " / "
CodePath = tuple[str, ...]

# A dot within a name divides it; one of a number or at the end of an abbreviation does not.
_DOTS = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_])|\\")
_COLONS = re.compile(r"\s*::\s*")
# Nobody codes that deep; parents that go round in a circle do.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class CodeNode:
    """A code and the codes below it, in the order of the file."""

    name: str
    description: str | None = None
    color: str | None = None
    children: tuple[CodeNode, ...] = ()


@dataclass(frozen=True, slots=True)
class PathCode:
    """A code by its path, as it stands in a file."""

    path: CodePath
    description: str | None = None
    color: str | None = None


@dataclass
class _Growing:
    description: str | None = None
    color: str | None = None
    children: dict[str, _Growing] = field(default_factory=dict)


def split(name: str, *, dots: bool = False) -> CodePath:
    """The names in a name.

    >>> split("Coke::diet Coke"), split("8.b vs. others", dots=True), split("people.interviewers", dots=True)
    (('Coke', 'diet Coke'), ('8.b vs. others',), ('people', 'interviewers'))
    """
    parts = [part.strip() for part in (_DOTS if dots else _COLONS).split(name)]
    return tuple(parts) if all(parts) else (name.strip(),)


def joined(path: CodePath) -> str:
    """A path as one text, as tags carry it."""
    return JOINT.join(path)


def tree(codes: Iterable[PathCode]) -> tuple[CodeNode, ...]:
    """The tree of some paths; codes of one path become one, and parents that are named nowhere are made.

    >>> [node.children[0].name for node in tree([PathCode(("Coke", "diet")), PathCode(("Coke",), "a drink")])]
    ['diet']
    """
    roots: dict[str, _Growing] = {}
    for code in codes:
        level, node = roots, _Growing()
        for name in code.path[:_DEEPEST]:
            node = level.setdefault(name, _Growing())
            level = node.children
        node.description = node.description or code.description
        node.color = node.color or code.color
    return _grown(roots)


def _grown(level: Mapping[str, _Growing]) -> tuple[CodeNode, ...]:
    return tuple(
        CodeNode(name, node.description, node.color, _grown(node.children)) for name, node in level.items() if name
    )


def descendants(node: CodeNode) -> Iterator[CodeNode]:
    """All codes below a code, each before its own children."""
    for child in node.children:
        yield child
        yield from descendants(child)


def climbed(name: str, parent: str | None, known: Mapping[str, tuple[str, str | None]]) -> CodePath:
    """The path of a name by the parents of its parents; ``known`` gives a parent's name and its own parent.

    >>> climbed("late", "2", {"1": ("Stages", None), "2": ("Delivery", "1")})
    ('Stages', 'Delivery', 'late')
    """
    path = [name]
    while parent is not None and parent in known and len(path) < _DEEPEST:
        above, parent = known[parent]
        path.append(above)
    return tuple(reversed(path))
