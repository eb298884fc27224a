"""What is cut out of files of text, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from voc.forgetting.person import Person, person, scrubbed
from voc.forgetting.settings import participants_file, study_file, themes_file
from voc.forgetting.sources import Changes, changes
from voc.forgetting.traces import holds, in_name, traces
from voc.readers import all_readers, read_paths
from voc.study import Study

SRT = """\
1
00:00:01,000 --> 00:00:03,000
Jo: How was it?

2
00:00:03,000 --> 00:00:06,000
Ann Lee: The van came late, and nobody rang.

3
00:00:06,000 --> 00:00:09,000
Bo Ray: Mine came early, which Ann Lee never had.

4
00:00:09,000 --> 00:00:12,000
Ann Lee: I want my money back, all of it.
"""
OTTER = """\
Jo Park  0:02
How was it?

Ann Lee  0:06
The van came late, and nobody rang.

Bo Ray  0:12
Mine came early, and the driver was kind.

Jo Park  0:20
And then?

Ann Lee  0:25
I want my money back, all of it.
"""
LINES = "".join(
    json.dumps({"id": n, "author": who, "text": text, "platform": "x", "created_at": f"2026-01-0{n}T00:00:00Z"}) + "\n"
    for n, who, text in (
        (1, "ann_lee_9", "the van came late again and nobody rang me"),
        (2, "bo_ray_1", "@ann_lee_9 mine was fine, and the driver was kind"),
        (3, "cy_oh_22", "the app does not open on my phone any more"),
    )
)
WHISPER = json.dumps(
    {
        "segments": [
            {"id": 0, "start": 0.0, "end": 2.0, "speaker": "Jo", "text": "How was it?"},
            {"id": 1, "start": 2.0, "end": 5.0, "speaker": "Ann Lee", "text": "The van came late, and nobody rang."},
            {"id": 2, "start": 5.0, "end": 8.0, "speaker": "Bo Ray", "text": "Mine came early, and I was glad of it."},
        ]
    }
)


def looked_through(folder: Path, name: str, text: str, called: str) -> tuple[Person, Changes, Path]:
    path = folder / "sources" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8"))
    (folder / "study.toml").write_text('title = "x"\n', encoding="utf-8")
    study = Study.load(folder)
    reading = read_paths([folder], study, all_readers())
    who = person(reading, called)
    return who, changes(study, reading, who), path


@pytest.mark.parametrize(
    ("name", "text", "called"),
    [
        ("a.srt", SRT, "Ann Lee"),
        ("a.txt", OTTER, "Ann Lee"),
        ("a.jsonl", LINES, "ann_lee_9"),
        ("a.json", WHISPER, "Ann Lee"),
    ],
)
def test_a_text_is_cut(tmp_path: Path, name: str, text: str, called: str) -> None:
    _, made, path = looked_through(tmp_path, name, text, called)
    assert (made.drop, made.stuck) == ([], {})
    cut = made.write[path].decode("utf-8")
    assert [word for word in ("Ann Lee", "ann_lee_9", "came late", "money back") if word in cut] == []
    assert "driver was kind" in cut or "Mine came early" in cut


def test_a_file_that_cannot_be_read_and_names_her_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir(parents=True)
    (tmp_path / "sources" / "ann-lee.txt").write_text("Only a few words of hers.\n", encoding="utf-8")
    (tmp_path / "x").mkdir()
    path = tmp_path / "sources" / "a.srt"
    path.write_text(SRT, encoding="utf-8")
    (tmp_path / "study.toml").write_text('title = "x"\n', encoding="utf-8")
    study = Study.load(tmp_path)
    reading = read_paths([tmp_path], study, all_readers())
    made = changes(study, reading, person(reading, "Ann Lee"))
    assert made.stuck == {tmp_path / "sources" / "ann-lee.txt": "names her and cannot be read"}


def test_blocks_of_files_that_are_gone_leave_the_settings() -> None:
    text = (
        'title = "x"\n\n[[source]]\nfiles = "sources/ann*"\nrole = "staff"\n\n[[source]]\nfiles = "sources/*"\n\n'
        '[targets]\n"CSAT" = ">= 4"\n'
    )
    made = study_file(text, ["sources/ann.txt", "sources/bo.txt"], {"sources/ann.txt"}, ("Ann Lee",))
    assert made == 'title = "x"\n\n[[source]]\nfiles = "sources/*"\n\n[targets]\n"CSAT" = ">= 4"\n'
    assert study_file(text, ["sources/ann.txt"], set(), ()) == text


def test_themes_lose_her_quotes_and_those_of_nothing_else() -> None:
    text = '[[theme]]\nname = "A"\nof = ["aa", "bb"]\n\n[[theme]]\nname = "B"\nof = ["aa"]\n'
    assert themes_file(text, {"aa"}) == '[[theme]]\nname = "A"\nof = ["bb"]\n\n'


def test_her_line_leaves_the_participants_file(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        'name,role,city\n"Ann Lee",participant,Ely\nAnn Leeds,participant,Ely\nAnn,staff,Ely\n', encoding="utf-8"
    )
    assert participants_file(path, {"ann lee"}) == b"name,role,city\nAnn Leeds,participant,Ely\nAnn,staff,Ely\n"
    path.write_bytes(b"PK\x03\x04\xff")
    assert participants_file(path, {"ann lee"}) is None


def test_the_rest_of_the_participants_file_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    kept = b'\xef\xbb\xbfname;role\r\n"Ray, Bo";participant\r\n'
    path.write_bytes(kept + b'"Lee, Ann";participant\r\n')
    assert participants_file(path, {"nobody"}) == path.read_bytes()
    assert participants_file(path, {"lee, ann"}) == kept
    path.write_bytes(b'role,name\r\nparticipant,"Lee, Ann"\r\nparticipant,Cy\r\n')
    assert participants_file(path, {"lee, ann"}) == b"role,name\r\nparticipant,Cy\r\n"
    assert participants_file(path, {"cy"}) == b'role,name\r\nparticipant,"Lee, Ann"\r\n'


def test_names_are_found_in_every_writing(tmp_path: Path) -> None:
    for name, data in {
        "utf16.txt": "Noémie Fauré".encode("utf-16"),
        "escaped.json": json.dumps({"text": "Noémie Fauré"}).encode(),
        "page.html": b"<p>No&eacute;mie <b>Faur&eacute;</b></p>",
        "noémie_fauré.txt": b"",
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "other.txt").write_bytes(b"Noemie")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    pd.DataFrame({"text": ["Noémie Fauré"] * 50}).to_parquet(tmp_path / "table.parquet", compression="zstd")
    assert [path.name for path, _ in traces(tmp_path, ["Noémie Fauré"])] == sorted(
        ["utf16.txt", "escaped.json", "page.html", "noémie_fauré.txt", "table.parquet"]
    )
    assert holds(b"ANN LEE", "Ann Lee")
    assert in_name("2026_Ann-Lee.vtt", "Ann Lee")
    assert scrubbed("Ann Lee and Ann Leeds and ANN LEE", ("Ann Lee",)) == "[removed] and Ann Leeds and [removed]"


def test_a_respondent_without_a_word_is_taken_out_by_her_number(tmp_path: Path) -> None:
    table = 'Response ID,Plan,What went wrong?\n100001,Plus,"The delivery was late, twice."\n100002,Basic,\n'
    path = tmp_path / "sources" / "a.csv"
    path.parent.mkdir()
    path.write_text(table, encoding="utf-8")
    (tmp_path / "study.toml").write_text('title = "x"\n', encoding="utf-8")
    study = Study.load(tmp_path)
    reading = read_paths([tmp_path], study, all_readers())
    who = person(reading, "P002")
    assert who.quote_ids == frozenset()
    made = changes(study, reading, who)
    assert made.write[path].decode() == "".join(table.splitlines(keepends=True)[:2])


def test_what_others_say_in_the_same_words_is_no_trace_of_her(tmp_path: Path) -> None:
    table = (
        "id,What did you think?\n1,Meeting rooms are always booked.\n2,Meeting rooms are always booked.\n"
        "1,The lift was broken for a week.\n3,I liked the coffee and the people.\n"
    )
    (tmp_path / "answers.csv").write_text(table, encoding="utf-8")
    reading = read_paths([tmp_path / "answers.csv"], Study(), all_readers())
    her = person(reading, str(reading.quotes["participant"].iloc[0]))
    assert her.texts == ("The lift was broken for a week.",)
