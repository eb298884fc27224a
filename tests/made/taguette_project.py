"""A Taguette database of two projects, with its tables as version 1.5.2 makes them."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from made._sqlite import database

SCHEMA = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL, hashed_password VARCHAR(192));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
  text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  PRIMARY KEY (highlight_id, tag_id));
"""
WHEN = "2026-03-01 09:00:00.000000"
# HTML as Taguette keeps it, and its text nodes one after another.
TALK = (
    "<h1>Talk 3</h1>\n<p>MODERATOR: Please buy a ticket to Łódź.</p>"
    "<p>Okay … I tap <b>Łódź</b>,\nand it asks me to log in again. 😤</p><p>That is annoying &amp; slow.</p>\n"
    "<p>MODERATOR: Anything you liked?</p><ul><li>The seat map is lovely.</li><li>Paying took one tap.</li></ul>"
)
TALK_TEXT = (
    "Talk 3\nMODERATOR: Please buy a ticket to Łódź.Okay … I tap Łódź,\nand it asks me to log in again. 😤"
    "That is annoying & slow.\nMODERATOR: Anything you liked?The seat map is lovely.Paying took one tap."
)
MAIL = "<p>The train app sends me three mails for each trip.<br>I only want one.</p>"
MAIL_TEXT = "The train app sends me three mails for each trip.I only want one."


def place(text: str, words: str) -> tuple[int, int]:
    """The bytes of words in a text, as Taguette counts them."""
    start = len(text[: text.index(words)].encode())
    return start, start + len(words.encode())


def make(folder: Path) -> None:
    database(folder / "trains.sqlite3", SCHEMA, rows())


def rows() -> dict[str, list[dict[str, Any]]]:
    projects = [{"name": name, "description": "", "created": WHEN} for name in ("Tickets", "Mails")]
    documents = [
        _document("talk3.odt", 1, TALK),
        _document("mail.txt", 2, MAIL),
    ]
    tags = [
        {"project_id": 1, "path": "Stages.Booking", "description": "Until the ticket is paid."},
        {"project_id": 1, "path": "pain points", "description": ""},
        {"project_id": 2, "path": "mails\\too many", "description": "More than one for a trip."},
    ]
    marked = [
        (1, *place(TALK_TEXT, "it asks me to log in again. 😤That is annoying & slow."), [1, 2]),
        (1, *place(TALK_TEXT, "Paying took one tap."), [1]),
        (1, *place(TALK_TEXT, "Please buy a ticket"), [1]),
        (2, *place(MAIL_TEXT, "three mails for each trip.I only"), [3]),
    ]
    texts = {1: TALK_TEXT, 2: MAIL_TEXT}
    highlights, joined, commands = [], [], []
    for number, (document, start, end, tagged) in enumerate(marked, 1):
        words = texts[document].encode()[start:end].decode()
        highlights.append(
            {"document_id": document, "start_offset": start, "end_offset": end, "snippet": f"<p>{escape(words)}</p>"}
        )
        joined += [{"highlight_id": number, "tag_id": tag} for tag in tagged]
        payload = {"type": "highlight_add", "highlight_id": number, "tags": tagged}
        commands.append(
            {
                "date": WHEN,
                "user_login": "noor",
                "project_id": 1,
                "document_id": document,
                "payload": json.dumps(payload),
            }
        )
    return {
        "users": [{"login": "noor", "created": WHEN}],
        "projects": projects,
        "documents": documents,
        "tags": tags,
        "highlights": highlights,
        "highlight_tags": joined,
        "commands": commands,
    }


def _document(name: str, project: int, contents: str) -> dict[str, Any]:
    about = {"description": "", "filename": name, "created": WHEN, "text_direction": "LEFT_TO_RIGHT"}
    return about | {"name": name, "project_id": project, "contents": contents}
