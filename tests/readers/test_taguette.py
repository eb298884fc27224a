"""Taguette: its database, and its export of highlights."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import taguette_project
from made._sqlite import database
from made.taguette_project import SCHEMA, WHEN, place

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Reading, Source, all_readers
from voc.reading import html_text as _html_text
from voc.reading.base import choose

HTML = "<h2>Talk</h2><p>Moderator: How did it go?</p><p>I typed <b>Łódź</b> 😀 and it froze.</p><p>Twice. It froze.</p>"
TEXT = "TalkModerator: How did it go?I typed Łódź 😀 and it froze.Twice. It froze."


def rows(
    *marked: dict[str, Any], html: str = HTML, tags: tuple[str, ...] = ("Late",)
) -> dict[str, list[dict[str, Any]]]:
    """A database of one document and these highlights, each with the first tag."""
    document = {
        "name": "talk.odt", "description": "", "filename": "talk.odt", "created": WHEN, "project_id": 1,
        "text_direction": "LEFT_TO_RIGHT", "contents": html,
    }  # fmt: skip
    return {
        "documents": [document],
        "tags": [{"project_id": 1, "path": path, "description": ""} for path in tags],
        "highlights": [{"document_id": 1, "snippet": ""} | one for one in marked],
        "highlight_tags": [{"highlight_id": number, "tag_id": 1} for number in range(1, len(marked) + 1)],
    }


def at(words: str, text: str = TEXT, snippet: str | None = None) -> dict[str, Any]:
    start, end = place(text, words)
    return {"start_offset": start, "end_offset": end, "snippet": words if snippet is None else snippet}


def reading(folder: Path, given_rows: dict[str, list[dict[str, Any]]]) -> tuple[list[Passage], Source]:
    path = folder / "study.sqlite3"
    database(path, SCHEMA, given_rows)
    source = Source(path, path.name)
    reader, guess = choose(source, all_readers())
    assert (reader.name, guess.score) == ("taguette_project", 0.99)
    found: list[Any] = list(reader.read(source))
    assert reader.preview(source)
    return found, source


def coded(passages: list[Passage]) -> list[str]:
    return [passage.text[coding.start : coding.end] for passage in passages for coding in passage.codings]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("I typed Łódź 😀 and it froze.", ["I typed Łódź 😀 and it froze."]),
        ("Łódź", ["Łódź"]),
        ("😀", []),
        ("go?I typed", ["go?", "I typed"]),
        ("it froze.Twice. It", ["it froze.", "Twice. It"]),
        ("Talk", ["Talk"]),
    ],
)
def test_bytes_are_words(tmp_path: Path, words: str, parts: list[str]) -> None:
    passages, source = reading(tmp_path, rows(at(words)))
    assert coded(passages) == parts
    assert any("on no words of anybody" in note for note in source.notes) is (not parts)


def test_the_moderator_is_no_evidence_and_headings_are_none(tmp_path: Path) -> None:
    passages, _ = reading(tmp_path, rows())
    assert [(p.role, p.excluded, p.text) for p in passages] == [
        ("interviewer", "heading", "Talk"),
        ("interviewer", None, "How did it go?"),
        ("participant", None, "I typed Łódź 😀 and it froze."),
        ("participant", None, "Twice. It froze."),
    ]


def test_a_highlight_beside_its_place_is_found_by_its_snippet_or_counted(tmp_path: Path) -> None:
    wrong = {"start_offset": 0, "end_offset": 4}
    passages, source = reading(
        tmp_path,
        rows(
            wrong | {"snippet": "<p>and <i>it</i> froze.</p>"},
            wrong | {"snippet": "<p>not there</p>"},
            {"start_offset": 9, "end_offset": 9_999, "snippet": "It froze."},
            {"start_offset": "x", "end_offset": 2, "snippet": "froze"},
        ),
    )
    assert coded(passages) == ["and it froze.", "It froze."]
    assert source.notes[1:] == [
        "2 highlights found again by their words",
        "2 highlights left out: their words are not in their document",
    ]


def test_old_databases_lack_columns_and_the_log(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    schema = """
    CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, contents TEXT);
    CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER);
    CREATE TABLE tags (id INTEGER PRIMARY KEY, path TEXT);
    CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
    """
    start, end = place(TEXT, "it froze.")
    database(
        path,
        schema,
        {
            "documents": [{"name": "a", "contents": HTML}],
            "highlights": [{"document_id": 1, "start_offset": start, "end_offset": end}],
            "tags": [{"path": "Late"}],
            "highlight_tags": [{"highlight_id": 1, "tag_id": 1}, {"highlight_id": 1, "tag_id": 7}],
        },
    )
    passages: list[Any] = list(choose(Source(path, "old.db"), all_readers())[0].read(Source(path, "old.db")))
    assert [(c.code, c.by) for p in passages for c in p.codings] == [("Late", "taguette")]


def test_tags_below_a_parent_have_its_name_in_their_path(tmp_path: Path) -> None:
    path = tmp_path / "fork.sqlite3"
    schema = SCHEMA.replace("description TEXT NOT NULL, UNIQUE", "description TEXT NOT NULL, parent_id INTEGER, UNIQUE")
    made = rows(at("it froze."), tags=("Late", "Delivery"))
    made["tags"][0]["parent_id"] = 2
    database(path, schema, made)
    source = Source(path, path.name)
    passages: list[Any] = list(choose(source, all_readers())[0].read(source))
    assert [c.code for p in passages for c in p.codings] == ["Delivery / Late"]


def test_the_one_who_changed_a_highlight_last_has_coded_it(tmp_path: Path) -> None:
    log = [
        {"type": "highlight_add", "highlight_id": 1},
        {"type": "highlight_add", "highlight_id": 1},
        {"type": "tag_add"},
    ]
    commands = [
        {"date": WHEN, "user_login": name, "project_id": 1, "payload": json.dumps(one)}
        for name, one in zip(("ida", "jon", "kim"), log, strict=True)
    ]
    broken = {"date": WHEN, "user_login": "x", "project_id": 1, "payload": "{"}
    passages, _ = reading(tmp_path, rows(at("it froze.")) | {"commands": [*commands, broken]})
    assert [c.by for p in passages for c in p.codings] == ["jon"]


@pytest.mark.parametrize("html", ["", "<p> </p>", "<img src='x'/>"])
def test_a_project_without_words_says_what_it_is_good_for(tmp_path: Path, html: str) -> None:
    said = (
        "study.sqlite3: no documents with text in this Taguette project; its 1 tags can be had as a codebook: voc init "
        "DIR --codebook FILE"
    )
    with pytest.raises(ReadError, match=f"^{said}$"):
        reading(tmp_path, rows(html=html))


def test_another_database_is_nothing_known(tmp_path: Path) -> None:
    database(tmp_path / "x.db", "CREATE TABLE documents (id INTEGER);", {})
    with pytest.raises(ReadError, match="no structure of a known format"):
        choose(Source(tmp_path / "x.db", "x.db"), all_readers())


PIECES = st.lists(st.text("ab é😀Ł\n.", min_size=1, max_size=9), min_size=1, max_size=6)


@given(PIECES, st.data())
@settings(deadline=None, max_examples=60, derandomize=True, database=None)
def test_every_highlight_has_the_words_of_its_bytes(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    html = "".join(f"<p>{piece}</p>" for piece in pieces)
    made = _html_text.parse(html)
    first, last = len(text[:start].encode()), len(text[:end].encode())
    there = made.text[made.index(first) : made.index(last, end=True)]
    assert "".join(there.split()) == "".join(text[start:end].split())


Read = Callable[..., Reading]
HEADER = "id,document,tag,content\n"


def highlights(read: Read, *lines: str, name: str = "all_tags.csv") -> Reading:
    made = read({name: HEADER + "\n".join(lines)})
    assert [file.format for file in made.files] == ["taguette_highlights"]
    return made


def test_one_highlight_with_two_tags_is_one_quote(read: Read) -> None:
    made = highlights(read, "7,a.odt,Late,It broke.", "8,a.odt,Late,It broke.", "7,a.odt,Stages.Use,It broke.")
    assert list(made.quotes["locator"]) == ["row 2, highlight 7", "row 3, highlight 8"]
    assert list(made.codings["label"]) == ["Late", "Stages / Use", "Late"]
    assert made.files[0].note.startswith(
        "read 2 highlights, 1 document, 3 codings, 2 tags; the export does not say who"
    )


def test_documents_are_people(read: Read) -> None:
    made = highlights(read, "7,a.odt,Late,It broke.", "8,b.odt,Late,It broke.", "9,a.odt,,I left.")
    assert list(made.quotes["participant"]) == ["P001", "P002", "P001"]


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("It broke.", [("participant", "It broke.")]),
        ("Q: Why?", [("interviewer", "Why?")]),
        ("It broke. Q: Why? It is old.", [("participant", "It broke."), ("interviewer", "Why? It is old.")]),
        ("Q: Why? Q: Really?", [("interviewer", "Why?"), ("interviewer", "Really?")]),
        ("One thing: it broke.", [("participant", "One thing: it broke.")]),
    ],
)
def test_a_named_speaker_within_a_highlight(read: Read, content: str, parts: list[tuple[str, str]]) -> None:
    made = highlights(read, f"7,a.odt,Late,{content}", "8,a.odt,Late,Q: And then?")
    found = list(zip(made.quotes["role"], made.quotes["text"], strict=True))[:-1]
    assert found == parts
    assert len(made.codings) == len(parts) + 1


def test_a_spreadsheet_is_read_alike(read: Read, workbook: Callable[..., bytes]) -> None:
    made = read(
        {"h.xlsx": workbook({"highlights": [("id", "document", "tag", "content"), ("7", "a", "Late", "It broke.")]})}
    )
    assert (made.files[0].format, list(made.quotes["text"])) == ("taguette_highlights", ["It broke."])


@pytest.mark.parametrize("header", ["id,document,tag,content,more", "document,id,tag,content"])
def test_other_columns_are_another_table(read: Read, header: str) -> None:
    cells = ",".join(["It broke and I left."] * len(header.split(",")))
    made = read({"table.csv": f"{header}\n{cells}"})
    assert [file.format for file in made.files] != ["taguette_highlights"]


def test_the_made_database_is_of_two_projects(tmp_path: Path) -> None:
    taguette_project.make(tmp_path)
    source = Source(tmp_path / "trains.sqlite3", "trains.sqlite3")
    places = [str(one.locator) for one in choose(source, all_readers())[0].read(source)]
    assert {one.split(":")[0] for one in places} == {"Tickets", "Mails"}
