"""Taguette projects (.sqlite3): documents as HTML, highlights by UTF-8 bytes of their text, tags with paths.

A server's database may hold several projects; their documents are named with them. Who made a highlight stands in
the log of commands, where it is kept. The snippet that Taguette keeps of each highlight proves its place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from voc.errors import ReadError
from voc.quotes import Coding
from voc.reading import html_text as _html_text
from voc.reading import sqlite as _sqlite
from voc.reading.base import Guess
from voc.reading.coded import coded as _coded
from voc.reading.coded import offsets as _offsets
from voc.reading.coded.code_tree import PathCode, climbed, joined, split
from voc.reading.coded.coded import Document, coded_reader
from voc.reading.html_text import HtmlText
from voc.reading.source import Source
from voc.reading.sqlite import Database, Row, number, word

# Who coded, where the log of commands does not say.
NOBODY = "taguette"
_TABLES = {
    "documents": ("id", "name", "contents"),
    "highlights": ("id", "document_id", "start_offset", "end_offset"),
    "tags": ("id", "path"),
    "highlight_tags": ("highlight_id", "tag_id"),
}


def sniff(source: Source) -> Guess | None:
    """The tables that only Taguette has."""
    if not _sqlite.is_database(source):
        return None
    with _sqlite.opened(source.path, source.name) as database:
        if not database.has(**_TABLES):
            return None
        return Guess(0.99, ("a database with Taguette's tables documents, highlights, tags and highlight_tags",))


def codes(database: Database) -> dict[Any, PathCode]:
    """Each tag by its number, with its path: by dots or backslashes in its name, or by its parent."""
    rows = database.rows("tags", "id", "path", "description", "parent_id")
    known = {
        f"{row['id']}": (word(row["path"]) or "unnamed", None if row["parent_id"] is None else f"{row['parent_id']}")
        for row in rows
    }
    made = {}
    for row in rows:
        name, parent = known[f"{row['id']}"]
        path = climbed(name, parent, known) if parent is not None else split(name, dots=True)
        made[row["id"]] = PathCode(path, word(row["description"]))
    return made


def _documents(source: Source) -> list[Document]:
    with _sqlite.opened(source.path, source.name) as database:
        if not database.has(**_TABLES):
            raise ReadError(f"{source.name}: not a Taguette project; its tables are missing")
        made = _read(database, told := Counter[str]())
        tags = len(codes(database))
    if not made:
        cure = f"; its {tags} tags can be had as a codebook: voc init DIR --codebook FILE" if tags else ""
        raise ReadError(f"{source.name}: no documents with text in this Taguette project{cure}")
    _coded.note_codings(source, made)
    for what, count in (+told).items():
        source.note(f"{_coded.counted(highlight=count)} {what}")
    return made


def _read(database: Database, told: Counter[str]) -> list[Document]:
    paths = {identifier: joined(code.path) for identifier, code in codes(database).items()}
    tagged: dict[Any, list[str]] = {}
    for row in database.rows("highlight_tags", "highlight_id", "tag_id"):
        if row["tag_id"] in paths:
            tagged.setdefault(row["highlight_id"], []).append(paths[row["tag_id"]])
    coders = _coders(database)
    highlights: dict[Any, list[Row]] = {}
    for row in database.rows("highlights", "id", "document_id", "start_offset", "end_offset", "snippet"):
        highlights.setdefault(row["document_id"], []).append(row)
    made = []
    for name, identifier, contents in _contents(database):
        html = _html_text.parse(contents)
        document = Document(name, html.text, headings=list(html.headings))
        for row in highlights.pop(identifier, []):
            place = _place(html, row, told)
            labels = tagged.get(row["id"], [])
            told["without a tag"] += place is not None and not labels
            by = coders.get(row["id"], NOBODY)
            document.codings += [Coding(*place, label, by) for label in labels if place is not None]
        if html.text.strip():
            made.append(document)
    told["left out: their document is missing"] += sum(map(len, highlights.values()))
    return made


def _contents(database: Database) -> Iterator[tuple[str, Any, str]]:
    """The name, number and HTML of each document; with the project's name where there are several."""
    projects = {row["id"]: word(row["name"]) for row in database.rows("projects", "id", "name")}
    rows = database.rows("documents", "id", "name", "project_id", "contents")
    several = len({row["project_id"] for row in rows}) > 1
    for row in rows:
        name = word(row["name"]) or f"document {row['id']}"
        project = projects.get(row["project_id"]) or f"project {row['project_id']}"
        yield f"{project}: {name}" if several else name, row["id"], word(row["contents"]) or ""


def _coders(database: Database) -> dict[Any, str]:
    """Who last made or changed each highlight, by the log of commands."""
    made: dict[Any, str] = {}
    for row in database.rows("commands", "user_login", "payload"):
        try:
            payload = json.loads(row["payload"])
        except (TypeError, ValueError, RecursionError):
            continue
        if isinstance(payload, dict) and payload.get("type") == "highlight_add" and word(row["user_login"]):
            made[number(payload.get("highlight_id"))] = str(row["user_login"])
    return made


def _place(html: HtmlText, row: Row, told: Counter[str]) -> tuple[int, int] | None:
    """Where a highlight lies in the text: at its bytes, else at the one place where its words stand."""
    words = None if row["snippet"] is None else _html_text.parse(str(row["snippet"])).text
    start, end = number(row["start_offset"]), number(row["end_offset"])
    try:
        if start is None or end is None:
            raise ValueError("no place")
        place = html.index(start), html.index(end, end=True)
    except ValueError:
        place = 0, 0
    there = html.text[slice(*place)]
    if place[0] < place[1] and (
        not (words or "").strip() or _offsets.squashed(words or "") == _offsets.squashed(there)
    ):
        return place
    elsewhere = _offsets.elsewhere(html.text, words)
    told["left out: their words are not in their document" if elsewhere is None else "found again by their words"] += 1
    return elsewhere


READER = coded_reader(
    "taguette_project",
    "Taguette project (.sqlite3)",
    _sqlite.SUFFIXES,
    sniff,
    _documents,
    grade="layout from documentation",
)
