"""QualCoder: its database, old and new, and what it keeps of each coding."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from made import qualcoder
from made._sqlite import database
from made.qualcoder import SCHEMA, TALK, wide

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Reading, Source, all_readers
from voc.reading.base import choose

Rows = dict[str, list[dict[str, Any]]]


def rows(**more: list[dict[str, Any]]) -> Rows:
    """One file and one code."""
    return {
        "source": [{"id": 1, "name": "talk.txt", "fulltext": TALK}],
        "code_name": [{"cid": 1, "name": "Late"}],
    } | more


def reading(folder: Path, made: Rows, schema: str = SCHEMA) -> tuple[list[Passage], Source]:
    path = folder / "study.qda"
    database(path, schema, made)
    source = Source(path, path.name)
    reader, guess = choose(source, all_readers())
    assert (reader.name, guess.score) == ("qualcoder", 0.99)
    found: list[Any] = list(reader.read(source))
    assert reader.preview(source)
    return found, source


def coded(passages: list[Passage]) -> list[str]:
    return [passage.text[coding.start : coding.end] for passage in passages for coding in passage.codings]


def one(words: str, **more: Any) -> dict[str, Any]:
    start = TALK.index(words)
    return {"cid": 1, "fid": 1, "owner": "mei", "seltext": words, "pos0": start, "pos1": start + len(words)} | more


MACHINES = "Nobody showed us the machines."


@pytest.mark.parametrize(
    "coding",
    [
        one(MACHINES),
        one(MACHINES, **wide(TALK, MACHINES)),
        one(MACHINES, seltext=None),
        one(MACHINES, seltext="Nobody showed us\u2029the machines."),
        one(MACHINES, pos0=0, pos1=5),
        one(MACHINES, pos0=str(TALK.index(MACHINES)), pos1=str(TALK.index(MACHINES) + len(MACHINES))),
    ],
    ids=["python's places", "qt's places", "no words kept", "qt's line ends", "wrong places", "places as text"],
)
def test_a_coding_is_put_where_its_words_are(tmp_path: Path, coding: dict[str, Any]) -> None:
    passages, _ = reading(tmp_path, rows(code_text=[coding]))
    assert coded(passages) == [MACHINES]


def test_windows_line_ends_count_as_the_words_say(tmp_path: Path) -> None:
    windows = TALK.replace("\n", "\r\n")
    raw = {"pos0": windows.index(MACHINES), "pos1": windows.index(MACHINES) + len(MACHINES)}
    made = rows(source=[{"id": 1, "name": "t", "fulltext": windows}], code_text=[one(MACHINES, **raw)])
    assert coded(reading(tmp_path, made)[0]) == [MACHINES]


def test_what_cannot_be_placed_is_counted(tmp_path: Path) -> None:
    codings = [one("P4", seltext="gone words"), one("P4", cid=9), one("P4", fid=7), one("P4", pos0=None)]
    _, source = reading(tmp_path, rows(code_text=codings, code_av=[{"id": 1, "cid": 1}]))
    assert source.notes[1:] == [
        "left out: 1 coding of pictures, sound or video",
        "left out: 2 codings without a place or a code",
        "left out: 1 coding of words that are not in their file",
        "left out: 1 coding in files without text",
    ]


def test_codes_have_the_path_of_their_categories_or_codes(tmp_path: Path) -> None:
    schema = SCHEMA.replace("color text, unique", "color text, supercid integer, unique")
    made = rows(
        code_cat=[{"catid": 1, "name": "Stages"}, {"catid": 2, "name": "Round", "supercatid": 2}],
        code_name=[
            {"cid": 1, "name": "Late", "supercid": 2},
            {"cid": 2, "name": "Delivery", "catid": 1},
            {"cid": 3, "name": "Lost", "catid": 2},
        ],
        code_text=[one(MACHINES), one(MACHINES, cid=3)],
    )
    passages, _ = reading(tmp_path, made, schema)
    codes = [coding.code for passage in passages for coding in passage.codings]
    assert codes[0] == "Stages / Delivery / Late"
    assert codes[1].endswith("Round / Lost")  # a category above itself is no endless way


def test_an_old_database_lacks_tables_and_columns(tmp_path: Path) -> None:
    schema = """
    CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text);
    CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer);
    CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text);
    """
    passages, _ = reading(tmp_path, rows(code_text=[one(MACHINES)]), schema)
    assert coded(passages) == [MACHINES]


def test_cases_of_whole_files_and_of_parts(tmp_path: Path) -> None:
    length = len(TALK)
    for number, (start, end) in enumerate([(0, 0), (0, length), (0, length - 1)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = rows(
            cases=[{"caseid": 1, "name": "Lena"}],
            case_text=[{"caseid": 1, "fid": 1, "pos0": start, "pos1": end}],
            attribute=[{"name": "Age", "attr_type": "case", "value": "34", "id": 1}],
        )
        passages, _ = reading(folder, made)
        assert {(p.speaker, p.attributes.get("Age")) for p in passages if p.role == "participant"} == {("Lena", "34")}


def test_memos_are_kept(tmp_path: Path) -> None:
    passages, _ = reading(
        tmp_path,
        rows(
            code_text=[one(MACHINES, memo="twice")],
            annotation=[
                {"fid": 1, "pos0": 3, "pos1": 9, "memo": "why?", "owner": "raj"},
                {"fid": 1, "pos0": 0, "pos1": 2},
            ],
        ),
    )
    found = [(coding.code, coding.memo, coding.by) for passage in passages for coding in passage.codings]
    assert found == [("annotation", "why?", "raj"), ("Late", "twice", "mei")]


NO_TEXT = {
    "no files": (rows(source=[]), "no text files in this project; its 1 codes can be had as a codebook"),
    "only media": (
        rows(source=[{"id": 1, "name": "a.jpg", "mediapath": "/images/a.jpg"}, {"id": 2, "name": "b"}]),
        "no text files in this project, only 1 picture, 1 empty file; its 1 codes",
    ),
}


@pytest.mark.parametrize(("made", "said"), NO_TEXT.values(), ids=NO_TEXT)
def test_a_project_without_text_says_so(tmp_path: Path, made: Rows, said: str) -> None:
    with pytest.raises(ReadError, match=f"^study.qda: {said}"):
        reading(tmp_path, made)


def test_a_folder_is_read_with_its_codes(tmp_path: Path, read: Callable[..., Reading]) -> None:
    qualcoder.make(tmp_path)
    made = read({"gym.qda/data.qda": (tmp_path / "gym.qda" / "data.qda").read_bytes()})
    assert [file.format for file in made.files] == ["qualcoder"]
    assert set(made.codings["by"]) == {"human:mei", "human:raj"}


def test_a_project_that_is_open_elsewhere_is_read(tmp_path: Path) -> None:
    path = tmp_path / "study.qda"
    database(path, SCHEMA, rows(code_text=[one(MACHINES)]))
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        source = Source(path, path.name)
        passages: list[Any] = list(choose(source, all_readers())[0].read(source))
    assert coded(passages) == [MACHINES]
