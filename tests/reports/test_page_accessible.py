"""The page as a screen reader gets it: Chromium's accessibility tree, walked in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from voc.journey.model import Journey

CONTROLS = {"button", "link", "checkbox", "searchbox", "textbox", "combobox", "option", "DisclosureTriangle"}
LANDMARKS = {"region", "navigation", "dialog", "table", "image", "list"}


@dataclass(frozen=True)
class Node:
    """What is announced: a role, a name, the level of a heading, how deep it stands, and its other properties."""

    role: str
    name: str
    depth: int
    facts: dict[str, Any]


def walk(page: Any) -> list[Node]:
    """Everything that is announced, in reading order."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    children = {child for node in nodes.values() for child in node.get("childIds", ())}

    def down(name: str, depth: int) -> Iterator[Node]:
        node = nodes[name]
        if not node.get("ignored"):
            facts = {fact["name"]: fact["value"].get("value") for fact in node.get("properties", ())}
            said = node.get("name", {}).get("value", "")
            yield Node(node["role"]["value"], said, depth, facts | {"says": node.get("description", {}).get("value")})
        for child in node.get("childIds", ()):
            if child in nodes:
                yield from down(child, depth + 1)

    return [node for root in nodes if root not in children for node in down(root, 0)]


@pytest.fixture
def opened(show: Callable[..., Any], told: Journey) -> Any:
    page = show(told)
    for box in page.locator("details:not(.menu) > summary").all():
        box.click()
    return page


def test_every_control_and_place_has_a_name(opened: Any) -> None:
    for menu in opened.locator("details.menu").all():
        menu.evaluate("menu => { menu.open = true }")
    nodes = walk(opened)
    assert len([node for node in nodes if node.role in CONTROLS]) > 40
    assert [node for node in nodes if node.role in CONTROLS and not node.name.strip()] == []
    places = [node for node in nodes if node.role in LANDMARKS - {"list"}]
    assert [node for node in places if not node.name.strip()] == []
    regions = [node.name for node in places if node.role == "region"]
    assert len(regions) == len(set(regions))


def test_headings_begin_with_the_title_and_skip_no_level(opened: Any) -> None:
    levels = [node.facts["level"] for node in walk(opened) if node.role == "heading"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(after - before for before, after in pairwise(levels)) <= 1


def test_the_map_is_a_table_that_is_read_lane_by_lane(opened: Any, told: Journey) -> None:
    nodes = walk(opened)
    begin = next(n for n, node in enumerate(nodes) if node.role == "table" and node.name.startswith("Stages of the"))
    end = next(n for n, node in enumerate(nodes[begin + 1 :]) if node.depth <= nodes[begin].depth)
    inside = nodes[begin + 1 : begin + 1 + end]
    heads = [node.name for node in inside if node.role == "columnheader"]
    assert [head.split(" ", 1)[1].startswith(stage.label) for head, stage in zip(heads, told.stages, strict=True)]
    rows = "".join({"row": "/", "rowheader": "h", "cell": "c", "columnheader": "s"}.get(n.role, "") for n in inside)
    lanes = [row for row in rows.split("/") if row.startswith("h")]
    # The curve is one cell, said in words; its numbers follow in a lane of their own.
    assert set(lanes) == {"hc", "h" + "c" * len(told.stages)}
    assert lanes.count("hc") == 1
    image = next(node for node in inside if node.role == "image" and node.name.startswith("Emotion by stage"))
    assert "The trip −17" in image.name


def test_the_panel_is_announced_and_gives_the_focus_back(opened: Any) -> None:
    number = opened.locator("#lane-heard .number").first
    number.focus()
    opened.keyboard.press("Enter")
    nodes = walk(opened)
    dialog = next(node for node in nodes if node.role == "dialog")
    assert (dialog.name, dialog.facts["modal"]) == ("The trip", True)
    assert "All that customers say of this stage" in dialog.facts["says"]
    # Behind the dialog nothing is announced, and the focus is on its title.
    assert [node.name for node in nodes if node.role == "heading"] == ["The trip"]
    assert [node.name for node in nodes if node.facts.get("focused") and node.role == "heading"] == ["The trip"]
    assert "Quotes" in [node.name for node in nodes if node.role == "list"]
    assert not [node for node in nodes if node.role == "banner"]
    assert opened.locator("#panel-count").get_attribute("aria-live") == "polite"
    opened.keyboard.press("Escape")
    assert number.evaluate("number => number === document.activeElement")


def test_a_filter_and_a_curve_are_announced(opened: Any) -> None:
    assert [node.role for node in walk(opened)].count("status") == 2
    opened.locator("#curves summary").click()
    opened.locator("[data-curve]").first.check()
    assert "What people expected" in opened.locator("#curve-key[role=status]").inner_text()
    assert "The trip" in opened.locator("#curve-key .hidden").text_content()
