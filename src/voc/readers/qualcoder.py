"""QualCoder projects: the database ``data.qda`` in a folder whose name ends in ``.qda``.

Text files become quotes, text codings tags of their owners, cases and their attributes people. The words that
QualCoder keeps of each coding prove its place: Qt counts an emoji as two signs, Python as one. Columns that older
versions of the database lack are missing; pictures, sound and video hold no text and are counted.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from voc.errors import ReadError
from voc.quotes import Coding
from voc.reading import sqlite as _sqlite
from voc.reading.base import Guess
from voc.reading.coded import coded as _coded
from voc.reading.coded import marked as _marked
from voc.reading.coded import offsets as _offsets
from voc.reading.coded.code_tree import PathCode, climbed, joined
from voc.reading.coded.coded import ANNOTATION, Document, Person, coded_reader
from voc.reading.coded.marked import Mark
from voc.reading.source import Source
from voc.reading.sqlite import Database, number, word

_TABLES = {
    "source": ("id", "name", "fulltext"),
    "code_name": ("cid", "name"),
    "code_text": ("cid", "fid", "pos0", "pos1"),
}


def sniff(source: Source) -> Guess | None:
    """The tables that only QualCoder has."""
    if not _sqlite.is_database(source):
        return None
    with _sqlite.opened(source.path, source.name) as database:
        if not database.has(**_TABLES):
            return None
        return Guess(0.99, ("a database with QualCoder's tables source, code_name and code_text",))


def codes(database: Database) -> dict[int, PathCode]:
    """Each code by its number, with its path: categories above it, or the codes that it is a part of."""
    known: dict[str, tuple[str, str | None]] = {}
    for row in database.rows("code_cat", "catid", "name", "supercatid"):
        known[f"category {row['catid']}"] = word(row["name"]) or "unnamed", _key("category", row["supercatid"])
    rows = database.rows("code_name", "cid", "name", "memo", "catid", "color", "supercid")
    for row in rows:
        known[f"code {row['cid']}"] = word(row["name"]) or "unnamed", _above(row)
    return {
        row["cid"]: PathCode(
            climbed(word(row["name"]) or "unnamed", _above(row), known), word(row["memo"]), row["color"]
        )
        for row in rows
    }


def categories(database: Database) -> list[PathCode]:
    """The categories, which hold no codings but may say what they mean."""
    rows = database.rows("code_cat", "catid", "name", "memo", "supercatid")
    known = {
        f"category {row['catid']}": (word(row["name"]) or "unnamed", _key("category", row["supercatid"]))
        for row in rows
    }
    return [
        PathCode(climbed(word(row["name"]) or "unnamed", _key("category", row["supercatid"]), known), word(row["memo"]))
        for row in rows
    ]


def _above(row: dict[str, Any]) -> str | None:
    return _key("code", row["supercid"]) or _key("category", row["catid"])


def _key(kind: str, identifier: object) -> str | None:
    return None if identifier is None else f"{kind} {identifier}"


def _documents(source: Source) -> list[Document]:
    with _sqlite.opened(source.path, source.name) as database:
        if not database.has(**_TABLES):
            raise ReadError(f"{source.name}: not a QualCoder project; its tables are missing")
        return _read(source, database)


def _read(source: Source, database: Database) -> list[Document]:
    paths = {cid: joined(code.path) for cid, code in codes(database).items()}
    coder = next((word(row["codername"]) for row in database.rows("project", "codername")), None) or "unknown"
    documents: dict[Any, Document] = {}
    media: Counter[str] = Counter()
    told: Counter[str] = Counter()
    marks = _marks(database, paths, coder, told)
    for row in database.rows("source", "id", "name", "fulltext", "mediapath"):
        name, raw = word(row["name"]) or f"file {row['id']}", word(row["fulltext"])
        if raw is None:
            media[_kind(word(row["mediapath"]))] += 1
            continue
        documents[row["id"]] = _document(name, raw, marks.pop(row["id"], []), told)
    told["in files without text"] += sum(map(len, marks.values()))
    _give_people(database, documents)
    if not documents:
        raise ReadError(_without_text(source, media, len(paths)))
    _coded.note_codings(source, list(documents.values()))
    _note(source, database, media, told)
    return list(documents.values())


def _marks(database: Database, paths: dict[int, str], coder: str, told: Counter[str]) -> dict[Any, list[Mark]]:
    """The codings and annotations of each file, with the words that QualCoder keeps of them."""
    marks: dict[Any, list[Mark]] = {}
    for row in database.rows("code_text", "cid", "fid", "seltext", "pos0", "pos1", "owner", "memo"):
        start, end = number(row["pos0"]), number(row["pos1"])
        if start is None or end is None or row["cid"] not in paths:
            told["without a place or a code"] += 1
            continue
        coding = Coding(0, 0, paths[row["cid"]], word(row["owner"]) or coder, word(row["memo"]))
        marks.setdefault(row["fid"], []).append(Mark(start, end, word(row["seltext"]), coding))
    for row in database.rows("annotation", "fid", "pos0", "pos1", "memo", "owner"):
        start, end = number(row["pos0"]), number(row["pos1"])
        if start is not None and end is not None and word(row["memo"]):
            coding = Coding(0, 0, ANNOTATION, word(row["owner"]) or coder, word(row["memo"]))
            marks.setdefault(row["fid"], []).append(Mark(start, end, None, coding))
    return marks


def _document(name: str, raw: str, marks: list[Mark], told: Counter[str]) -> Document:
    text, usual = _offsets.plain(raw)
    placed = _marked.place(text, marks, usual)
    told["found"] += placed.found_again
    told["of words that are not in their file"] += placed.lost
    codings = [Coding(start, end, mark.what.code, mark.what.by, mark.what.memo) for start, end, mark in placed.there]
    return Document(name, text, codings)


def _give_people(database: Database, documents: dict[Any, Document]) -> None:
    """Give the documents their attributes, and the cases that they, or parts of them, belong to."""
    of_case: dict[Any, dict[str, str]] = {}
    for row in database.rows("attribute", "name", "attr_type", "value", "id"):
        name, value = word(row["name"]), word(row["value"])
        if name is None or value is None:
            continue
        if row["attr_type"] == "case":
            of_case.setdefault(row["id"], {})[name] = value
        elif row["id"] in documents:
            documents[row["id"]].attributes[name] = value
    cases = {row["caseid"]: word(row["name"]) for row in database.rows("cases", "caseid", "name")}
    parts: dict[tuple[Any, Any], list[tuple[int, int]]] = {}
    for row in database.rows("case_text", "caseid", "fid", "pos0", "pos1"):
        if row["fid"] in documents and row["caseid"] in cases:
            ends = number(row["pos0"]) or 0, number(row["pos1"]) or 0
            parts.setdefault((row["fid"], row["caseid"]), []).append(ends)
    for (fid, case), held in parts.items():
        # From 0 to 0 is how QualCoder says that a file belongs to a case as a whole.
        length = len(documents[fid].text)
        whole = any(end <= start or (start == 0 and end >= length - 1) for start, end in held)
        attributes = of_case.get(case, {})
        documents[fid].people.append(Person(cases[case], attributes, None if whole else tuple(held)))


def _kind(path: str | None) -> str:
    """What kind of file it is, by where QualCoder keeps it."""
    kinds = {"images": "picture", "audio": "sound file", "video": "video"}
    return next((kind for start, kind in kinds.items() if (path or "").lstrip("/").startswith(start)), "empty file")


def _without_text(source: Source, media: Counter[str], paths: int) -> str:
    held = _coded.counted(**media)
    cure = f"; its {paths} codes can be had as a codebook: voc init DIR --codebook FILE" if paths else ""
    return f"{source.name}: no text files in this project{f', only {held}' if held else ''}{cure}"


def _note(source: Source, database: Database, media: Counter[str], told: Counter[str]) -> None:
    if media:
        source.note(f"not read, as they hold no text: {_coded.counted(**media)}")
    aside = len(database.rows("code_image", "imid", "cid")) + len(database.rows("code_av", "avid", "cid"))
    if aside:
        source.note(f"left out: {_coded.counted(coding=aside)} of pictures, sound or video")
    again = told.pop("found", 0)
    if again:
        source.note(f"{_coded.counted(coding=again)} found again by the words that were kept: the place was wrong")
    for why, count in (+told).items():
        source.note(f"left out: {_coded.counted(coding=count)} {why}")


READER = coded_reader(
    "qualcoder",
    "QualCoder project (.qda folder)",
    (".qda", *_sqlite.SUFFIXES),
    sniff,
    _documents,
    grade="layout from documentation",
)
