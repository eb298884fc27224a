"""A chat in one cell, as help desks paste it: each turn a passage of its own, where it is clear who is the customer.

Lines like "Order: 123" are no turns. A cell is a chat where its lines begin with two or more speakers, and a label
("Agent:", "Visitor:"), the participants file or the row's own customer says who of them she is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from voc.quotes import Passage, Role
from voc.reading.tables import sender as _sender
from voc.reading.tables.mail import AUTOMATIC
from voc.reading.talk.speech import heading, like_name

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
# Salesforce writes the time since the chat began: "( 1m 3s ) ".
_SINCE = re.compile(r"^\s*\(\s*(?:\d+h )?(?:\d+m )?\d+s\s*\)\s*")
# A chat may begin with what the tool says of it ("Chat Started: …", "Chat Origin: Web").
_TOP = 5
_ABOUT = re.compile(r"^(live )?(chat|conversation|session)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who begins to speak, where her words begin, and where the line does."""

    name: str
    begin: int
    line: int


def turns(
    passage: Passage, *, customer: Collection[str] = (), given: Mapping[str, Role] | None = None
) -> list[Passage] | None:
    """The turns of a chat; ``None`` where the text is none, or where it does not say who the customer is.

    ``customer`` are the names of the row's customer, ``given`` the roles of the participants file by name.
    """
    text = passage.text
    lines = text.splitlines()
    # Of most texts a look at the colons tells that they are none.
    if len(lines) < 2 or 2 * sum(":" in line for line in lines) < sum(bool(line.strip()) for line in lines):
        return None
    found, filled = _begins(text)
    names = {turn.name for turn in found}
    if len(names) < 2 or not found or found[0].line >= _TOP or 2 * len(found) < filled:
        return None
    roles = _roles(names, {name.casefold() for name in customer if name}, given or {})
    return None if roles is None else list(_passages(passage, found, roles))


def _begins(text: str) -> tuple[list[_Turn], int]:
    """Every line that begins with a possible speaker, and how many lines are filled."""
    found: list[_Turn] = []
    at = filled = 0
    for line in _LINE.findall(text):
        since = _SINCE.match(line)
        skip = since.end() if since else len(line) - len(line.lstrip())
        head = heading(line[skip:].rstrip("\r\n"))
        if head is not None and like_name(head.name) and not _ABOUT.match(head.name):
            found.append(_Turn(head.name, at + skip + head.end, filled))
        filled += bool(line.strip())
        at += len(line)
    return found, filled


def _roles(names: Collection[str], customer: Collection[str], given: Mapping[str, Role]) -> dict[str, Role] | None:
    """Who is the customer and who the company, if anything says so; the others are on the other side."""
    told: dict[str, Role] = {}
    for name in names:
        role = given.get(name.casefold()) or _sender.role(name)
        if any(name.casefold() in (full, full.split(" ")[0]) for full in customer):
            role = "participant"
        if role is not None:
            told[name] = role
    sides = set(told.values())
    if "participant" in sides:
        return {name: told.get(name, "agent") for name in names}
    return {name: told.get(name, "participant") for name in names} if sides and len(told) == len(names) - 1 else None


def _passages(passage: Passage, found: list[_Turn], roles: Mapping[str, Role]) -> Iterator[Passage]:
    text = passage.text
    starts = [text.rfind("\n", 0, turn.begin) + 1 for turn in found]
    asked: str | None = passage.question
    top = text[: starts[0]].strip()
    if top:
        yield replace(passage, text=top, locator=f"{passage.locator}, head", excluded=passage.excluded or AUTOMATIC)
    for number, (turn, end) in enumerate(zip(found, [*starts[1:], len(text)], strict=True), 1):
        role = roles[turn.name]
        words = text[turn.begin : end].strip()
        if not words:
            continue
        speaker = passage.speaker if role == "participant" else None
        question = asked if role == "participant" else None
        yield replace(
            passage,
            text=words,
            locator=f"{passage.locator}, turn {number}",
            role=role,
            speaker=speaker,
            question=question,
        )
        if role == "agent":
            asked = words
