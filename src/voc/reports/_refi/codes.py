"""The code tree of a map: a branch for each kind of tag, and below it its codes.

Codes that a person brought from another program keep their own path. Identifiers depend on the path alone, so that a
project, its codebook and the next run's name the same code alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from voc.journey.model import Journey, PainPoint
from voc.reports._basis import Basis, Judgement
from voc.reports._characters import identifier, name, sound

Path = tuple[str, ...]

_JOINT = " / "  # as in voc.quotes.Coding
# Kind of tag → the branch's name, and its colour: the palette of Okabe and Ito, which the colour-blind can tell apart.
_BRANCHES = {
    "stage": ("Stages", "#0072B2"),
    "touchpoint": ("Touchpoints", "#56B4E9"),
    "channel": ("Channels", "#999999"),
    "sentiment": ("Sentiments", "#F0E442"),
    "emotion": ("Emotions", "#CC79A7"),
    "facet": ("Facets", "#009E73"),
}
_THEMES = {"Pain themes": "#D55E00", "Delight themes": "#E69F00"}


@dataclass
class CodeNode:
    """A code in the making: what it means, its colour, and the codes below it by name."""

    path: Path
    color: str | None = None
    meaning: str | None = None
    is_codable: bool = True
    children: dict[str, CodeNode] = field(default_factory=dict)

    @cached_property
    def guid(self) -> str:
        return str(identifier("code", *self.path))

    def below(self, label: str, color: str | None = None) -> CodeNode:
        """The code of this name below this one, made where it is not there yet."""
        return self.children.setdefault(label, CodeNode((*self.path, label), color or self.color))


class Codes:
    """The code of every tag and theme of a study."""

    def __init__(self, journey: Journey, basis: Basis) -> None:
        self.root = CodeNode(())
        self._known: dict[tuple[str, str], CodeNode | None] = {}
        self._titles = _titles(journey, basis)
        for kind, labels in self._titles.items():
            for label, (title, meaning) in labels.items():
                node = self._branch(kind).below(title)
                node.meaning = node.meaning or meaning or None
                self._titles[kind][label] = (title, meaning)
        for tag in sorted(basis.tags, key=lambda tag: (tag.kind, tag.label)):
            self.of_tag(tag)
        for kind, points in themes(journey):
            for point in points:
                self.of_theme(kind, point)

    def of_tag(self, tag: Judgement) -> CodeNode | None:
        """The code that a tag stands for; none for what is no judgement of the quote itself."""
        key = (tag.kind, tag.label)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, kind: str, label: str) -> CodeNode | None:
        if kind == "code":
            node = self.root
            for part in label.split(_JOINT):
                node = node.below(name(part))
            return node
        if kind not in _BRANCHES:
            return None
        title, _ = self._titles.get(kind, {}).get(label, (label, ""))
        return self._branch(kind).below(name(title))

    def of_theme(self, kind: str, point: PainPoint) -> CodeNode:
        """The code of what hurts or delights; at two stages the same words are two themes."""
        stage, _ = self._titles["stage"].get(point.stage, (point.stage, ""))
        branch = self.root.below(kind, _THEMES[kind])
        branch.is_codable = False
        return branch.below(name(f"{point.label} ({stage})"))

    def elements(self) -> Iterator[Any]:
        """The codes at the top as elements, with all below them."""
        return (_element(node) for node in self.root.children.values())

    def _branch(self, kind: str) -> CodeNode:
        title, color = _BRANCHES[kind]
        branch = self.root.below(title, color)
        branch.is_codable = False
        return branch


def themes(journey: Journey) -> Iterator[tuple[str, Sequence[PainPoint]]]:
    """The themes of the map by kind."""
    yield "Pain themes", journey.pain_points
    yield "Delight themes", getattr(journey, "delight_points", ())


def _titles(journey: Journey, basis: Basis) -> Mapping[str, dict[str, tuple[str, str]]]:
    """What a person calls each stage and touchpoint and what it means; no title stands for two of them."""
    stages = {stage.id: (stage.label, stage.meaning) for stage in journey.stages}
    places = {cell.name: (cell.label, "") for stage in journey.stages for cell in stage.touchpoints}
    if basis.codebook is not None:
        places |= {code.name: (code.title, code.meaning) for code in basis.codebook.touchpoints}
    return {"stage": _told_apart(stages), "touchpoint": _told_apart(places)}


def _told_apart(titles: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    made: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for label, (given, meaning) in titles.items():
        title = name(given)
        title = f"{title} ({label})" if title in taken else title
        taken.add(title)
        made[label] = (title, meaning)
    return made


def _element(node: CodeNode) -> Any:
    made = etree.Element("Code", guid=node.guid, name=node.path[-1], isCodable="true" if node.is_codable else "false")
    if node.color:
        made.set("color", node.color)
    if node.meaning:
        etree.SubElement(made, "Description").text = sound(node.meaning)
    made.extend(_element(child) for child in node.children.values())
    return made
