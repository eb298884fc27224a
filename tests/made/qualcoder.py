"""A QualCoder project, with its tables as version 3 of the program makes them (database v11)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from made._sqlite import database

SCHEMA = """
CREATE TABLE project (databaseversion text, date text, memo text, about text, bookmarkfile integer,
  bookmarkpos integer, codername text, recently_used_codes text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text, av_text_id integer, risid integer, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer,
  cid integer, memo text, date text, owner text, important integer, pdf_page integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text,
  date text, owner text, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
  date text, unique(fid, pos0, pos1, owner));
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text,
  owner text, unique(name, attr_type, id));
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text,
  date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text,
  constraint ucm unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer,
  unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text, avid integer, important integer, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
  color text, unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text, unique(name));
"""
TALK = (
    "I: How did you hear of the gym?\n"
    "P4: A friend 💪 told me. We signed up on the same evening.\n\n"
    "I: And the first visit?\n"
    "P4: Nobody showed us the machines. I felt lost, and I went home early.\n"
)
GROUP = (
    "[id1] The changing rooms are cold.\n"
    "[id2] I like the sauna a lot.\n"
    "[id1] It was dirty, though.\n"
    "[id2] (laughs)\n"
    "[id2] Not on Mondays.\n"
)
LONG_AGO = "We signed up on the same evening."


def wide(text: str, words: str) -> dict[str, Any]:
    """Where words lie as Qt counts: signs beyond U+FFFF are two."""
    start, end = text.index(words), text.index(words) + len(words)
    places = [sum(1 + (ord(sign) > 0xFFFF) for sign in text[:place]) for place in (start, end)]
    return {"pos0": places[0], "pos1": places[1], "seltext": words}


def of_case(case: int, start: str, end: str) -> dict[str, int]:
    """A part of the group's text that belongs to a case: from some words to the end of others."""
    return {"caseid": case, "fid": 2, "pos0": GROUP.index(start), "pos1": GROUP.index(end) + len(end)}


def make(folder: Path) -> None:
    (folder / "gym.qda").mkdir()
    database(folder / "gym.qda" / "data.qda", SCHEMA, rows())


def rows() -> dict[str, list[dict[str, Any]]]:
    return {
        "project": [{"databaseversion": "v11", "about": "QualCoder 3.6", "codername": "mei"}],
        "source": [
            {"id": 1, "name": "talk4.docx", "fulltext": TALK, "mediapath": "/docs/talk4.docx", "owner": "mei"},
            {"id": 2, "name": "group.txt", "fulltext": GROUP, "owner": "mei"},
            {"id": 3, "name": "door.jpg", "mediapath": "/images/door.jpg", "owner": "mei"},
        ],
        "code_cat": [
            {"catid": 1, "name": "Stages"},
            {"catid": 2, "name": "First weeks", "supercatid": 1, "memo": "Until it is a habit."},
        ],
        "code_name": [
            {"cid": 1, "name": "Sign-up", "catid": 1, "memo": "Joining and paying.", "color": "#CC0000"},
            {"cid": 2, "name": "Induction", "catid": 2, "color": "#00CC00"},
            {"cid": 3, "name": "changing rooms", "color": "#0000CC"},
        ],
        "code_text": [
            {"cid": 1, "fid": 1, "owner": "mei", "memo": "both of them", **wide(TALK, LONG_AGO)},
            {"cid": 2, "fid": 1, "owner": "raj", **wide(TALK, "Nobody showed us the machines.")},
            {"cid": 2, "fid": 1, "owner": "mei", **wide(TALK, "showed us")},
            {"cid": 3, "fid": 2, "owner": "mei", **wide(GROUP, "The changing rooms are cold.")},
        ],
        "annotation": [{"fid": 2, "pos0": 41, "pos1": 64, "memo": "check the photos", "owner": "raj"}],
        "code_image": [{"imid": 1, "id": 3, "cid": 3}],
        "cases": [{"caseid": 1, "name": "Lena"}, {"caseid": 2, "name": "Omar"}, {"caseid": 3, "name": "Pia"}],
        "case_text": [
            {"caseid": 1, "fid": 1, "pos0": 0, "pos1": 0},
            of_case(2, "[id1] The", "cold."),
            of_case(3, "[id2] I", "lot."),
            of_case(2, "[id1] It", "though."),
            of_case(3, "[id2] (", "Mondays."),
        ],
        "attribute": [
            {"name": "Age", "attr_type": "case", "value": "34", "id": 1},
            {"name": "Age", "attr_type": "case", "value": "", "id": 2},
            {"name": "Age", "attr_type": "case", "value": "51", "id": 3},
            {"name": "Place", "attr_type": "file", "value": "Hull", "id": 1},
        ],
    }
