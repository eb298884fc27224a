"""Issues of GitHub: lists of its API, and what ``gh issue list --json`` writes, with the comments in each issue.

{"number", "title", "body": Markdown, "user": {"login", "type"}, "author_association", "created_at"}
{"number", "title", "body", "author": {"login", "is_bot"}, "comments": [{"body", "author", "authorAssociation"}]}

The headings of an issue's form are what is asked, the words below them the answer. Code, logs and what the form itself
says in comments of HTML are nobody's words; those who maintain the project are staff.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from voc.quotes import Passage
from voc.reading.json import get
from voc.reading.posts.post_shape import Record, Shape
from voc.reading.posts.posts import Post, has, of_machines, post_reader
from voc.reading.tables.mail import AUTOMATIC

_WHO = ("user.login", "author.login")
_ISSUE = has(("number",), ("title",), ("body",), _WHO, ("state", "labels", "html_url"))
_COMMENT = has(("body",), _WHO, ("author_association", "authorAssociation"))
_OWN = ("OWNER", "MEMBER", "COLLABORATOR")
_MAINTAINER = "a maintainer's words"
_CODE = "code or a log"
# "```npm start``` froze" is code within a line, and no fence.
_FENCE = re.compile(r"\s{0,3}(?:`{3,}[^`]*$|~{3})")
_HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s+(?P<heading>.*)|\*\*(?P<bold>[^*]+)\*\*:?\s*)$")
_HIDDEN = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_QUOTED = re.compile(r"\s{0,3}>")
_NOTHING = ("", "_No response_", "No response")


def signature(record: Record) -> tuple[str, ...] | None:
    """An issue, or a comment on one."""
    return _ISSUE(record) or _COMMENT(record)


def unpack(value: Any, aside: Counter[str]) -> Iterator[Post]:
    """The issues of a list or a search, each before its comments; requests to take code in are counted aside."""
    if not isinstance(value, Mapping):
        yield "", value
    elif isinstance(value.get("items"), list) and "body" not in value:
        for number, issue in enumerate(value["items"], 1):
            yield from _thread(issue, f"item {number}", aside)
    else:
        yield from _thread(value, "", aside)


def _thread(issue: Any, place: str, aside: Counter[str]) -> Iterator[Post]:
    if isinstance(issue, Mapping) and "pull_request" in issue:
        aside["pull requests"] += 1
        return
    yield place, issue
    comments = issue.get("comments") if isinstance(issue, Mapping) else None
    for number, comment in enumerate(comments if isinstance(comments, list) else (), 1):
        yield f"{place}, comment {number}" if place else f"comment {number}", comment


def _excluded(record: Record, _: str) -> str | None:
    who = str(get(record, "user.login") or get(record, "author.login") or "")
    bot = get(record, "user.type") == "Bot" or get(record, "author.is_bot") is True or who.endswith("[bot]")
    if bot:
        return AUTOMATIC
    own = record.get("author_association") or record.get("authorAssociation")
    return _MAINTAINER if own in _OWN else None


def split(passage: Passage) -> Iterator[Passage]:
    """The words below each heading; code, quotes of others and hidden remarks are kept apart."""
    if passage.excluded is not None:
        role = "agent" if passage.excluded == _MAINTAINER else passage.role
        yield from of_machines(replace(passage, role=role))
        return
    if passage.locator.endswith("title"):
        yield passage
        return
    asked: str | None = None
    for number, (kind, words) in enumerate(_parts(_HIDDEN.sub("", passage.text.replace("\r\n", "\n"))), 1):
        if kind == "heading":
            asked = words or None
        elif words not in _NOTHING:
            reason = {"code": _CODE, "quote": "quoted from another"}.get(kind)
            yield replace(
                passage, text=words, locator=f"{passage.locator}, part {number}", question=asked, excluded=reason
            )


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text in Markdown, in their order: headings, words, quotes and code."""
    kind, lines = "words", list[str]()
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        heading = None if kind == "code" else _HEADING.match(line)
        if fence or heading:
            yield from _filled(kind, lines)
            kind, lines = "code" if fence and kind != "code" else "words", []
            if heading:
                # Markdown lets a heading end in signs, too.
                yield "heading", (heading["bold"] or heading["heading"].rstrip("# \t")).strip()
            continue
        this = "quote" if _QUOTED.match(line) else "words"
        if kind not in ("code", this) and line.strip():
            yield from _filled(kind, lines)
            kind, lines = this, []
        lines.append(line.lstrip().removeprefix(">").strip() if kind == "quote" else line)
    yield from _filled(kind, lines)


def _filled(kind: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    if text := "\n".join(lines).strip():
        yield kind, text


SHAPE = Shape(
    platform="GitHub",
    text=("body",),
    title=("title",),
    key=("html_url", "url", "node_id", "id"),
    speaker=_WHO,
    when=("created_at", "createdAt"),
    excluded=_excluded,
    split=split,
)
READER = post_reader(
    "github_issues",
    "Issues of GitHub (JSON of its API or of gh)",
    "ticket",
    SHAPE,
    signature=signature,
    hints=('"author_association"', '"authorAssociation"', '"is_bot"', "github.com"),
    unpack=unpack,
)
