"""What a person does wrong: one line that names the file and the cure, exit code 2, nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Voc = Callable[..., tuple[int, str, list[str]]]
TALK = "Interviewer: How was the delivery?\nP1: The courier never came.\nInterviewer: And then?\nP1: I called twice.\n"
BOOK = '[[stage]]\nname = "buy"\nmeaning = "Paying for the thing."\n'
TITLE = 'title = "Shop"\n'


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


BAD_FILES: dict[str, tuple[str, str | bytes, str]] = {
    "empty": ("talk.vtt", b"", "talk.vtt: the file is empty; export it again"),
    "binary": ("talk.txt", b"%PDF-1.7\n%\xe2\xe3", "talk.txt: this is a PDF, not text; export the data as text"),
    "no text": ("talk.txt", bytes(range(1, 32)) * 9, "talk.txt: binary data, not text; export it as text"),
    "office file as text": ("talk.csv", b"PK\x03\x04\x14", "talk.csv: this is a zip archive or an Office file"),
    "wrong encoding": ("talk.csv", b"\xff\xfea\x00,\x00b", "talk.csv: begins as utf-16 but is not all through; save"),
    "no words": ("visits.csv", "id,visits\n1,12\n2,14\n", "visits.csv: no column of people's own words was found"),
    "only a header": ("visits.csv", "id,comment\n", "visits.csv: a header but no rows below it; export it again"),
    "broken cue": (
        "talk.vtt",
        "WEBVTT\n\nx --> y\nHi\n",
        "talk.vtt: no cue with text; export the transcript again",
    ),
    "no speaker": (
        "talk.txt",
        "Only prose here.\n",
        "talk.txt: no structure of a known format was found: no names",
    ),
    "broken line": ("posts.jsonl", '{"text": "a"}\n{"text', "posts.jsonl, line 2: not JSON"),
    "no Word file": ("talk.docx", b"Anna: hello", "talk.docx: not a Word document that can be read; save it as .docx"),
    "no spreadsheet": ("data.xlsx", b"a,b", "data.xlsx: not a spreadsheet that can be read"),
    "unknown suffix": ("talk.mp3", b"ID3\x04", "talk.mp3: files that end in .mp3 are not read; transcribe it first"),
}


@pytest.mark.parametrize("command", ["map {} --to json --out out", "read {} --out out/quotes.csv", "sniff {}"])
@pytest.mark.parametrize(("name", "content", "fault"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file(voc: Voc, tmp_path: Path, command: str, name: str, content: str | bytes, fault: str) -> None:
    if command.startswith("sniff") and name == "posts.jsonl":
        pytest.skip("sniff looks at the first line only")
    write(tmp_path, {name: content})
    code, out, err = voc(*command.format(name).split())
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith(f"voc: {fault}")
    assert not (tmp_path / "out").exists()


def study(**files: str) -> dict[str, str]:
    """A study whose files are given by their stems."""
    return {"shop/study.toml": files.pop("study", ""), "shop/sources/talk.txt": TALK, **files}


WRONG_USE: dict[str, tuple[str, Mapping[str, str | bytes], tuple[str, ...]]] = {
    "missing file": ("map talk.txt --to json --out out", {}, ("talk.txt: no such file or folder",)),
    "missing file to sniff": ("sniff talk.txt", {}, ("talk.txt: no such file",)),
    "folder of nothing": (
        "map talks --to json --out out",
        {"talks/.keep": ""},
        ("talks: nothing to read", "give files"),
    ),
    "folder of nothing that is read": (
        "map talks --to json --out out",
        {"talks/a.png": b"\x89PNG", "talks/b.mp3": b"ID3"},
        ("talks: nothing could be read, 2 of 2 files failed", "a.png", "those that are"),
    ),
    "codebook: misspelt key": (
        "map talk.txt --codebook my.toml --to json --out out",
        {"talk.txt": TALK, "my.toml": TITLE + BOOK.replace("meaning", "meening")},
        ("my.toml: [[stage]] 1", "'meening'", "meaning"),
    ),
    "codebook: misspelt key beside a good one": (
        "map talk.txt --codebook my.toml --to json --out out",
        {"talk.txt": TALK, "my.toml": TITLE + BOOK + 'exampels = ["x"]\n'},
        ("my.toml: [[stage]] 1: no such key 'exampels'; did you mean 'examples'?",),
    ),
    "codebook: a stage named twice": (
        "map talk.txt --codebook my.toml --to json --out out",
        {"talk.txt": TALK, "my.toml": TITLE + BOOK + BOOK},
        ("my.toml: stage 'buy' is named 2 times; give each its own name",),
    ),
    "codebook: no stage": (
        "map talk.txt --codebook my.toml --to json --out out",
        {"talk.txt": TALK, "my.toml": TITLE},
        ("my.toml: [[stage]]",),
    ),
    "codebook: no TOML": (
        "map talk.txt --codebook my.toml --to json --out out",
        {"talk.txt": TALK, "my.toml": "title = Shop\n"},
        ("my.toml: not TOML in UTF-8", "line 1"),
    ),
    "codebook: unknown": (
        "map talk.txt --codebook servise --to json --out out",
        {"talk.txt": TALK},
        ("no codebook 'servise'", "did you mean 'service'?"),
    ),
    "unknown report": (
        "map talk.txt --to json,htlm --out out",
        {"talk.txt": TALK},
        ("no report 'htlm'; did you mean 'html'? there are: ",),
    ),
    "study: unknown format": (
        "map shop --to json --out out",
        study(study='[[source]]\nfiles = "*"\nformat = "otter"\n'),
        ("talk.txt: no format 'otter'", "there are: ", "text_transcript"),
    ),
    "study: misspelt key": (
        "map shop --to json --out out",
        study(study='titel = "Shop"\n'),
        ("study.toml: no such key 'titel'; did you mean 'title'?",),
    ),
    "study: misspelt key of a source": (
        "map shop --to json --out out",
        study(study='[[source]]\nfiles = "*"\nrolle = "staff"\n'),
        ("study.toml: [[source]] 1: no such key 'rolle'; did you mean 'role'?",),
    ),
    "study: bad value": ("map shop --to json --out out", study(study="min_participants = 0\n"), ("min_participants",)),
    "study: no TOML": ("map shop --to json --out out", study(study="title = \n"), ("study.toml: not TOML in UTF-8",)),
    "study: personas by nothing": (
        "map shop --to json --out out",
        study(study='personas = "Plan"\n'),
        ("personas = 'Plan' in study.toml: people have no such attribute; nothing is known of people but",),
    ),
    "study: personas by an empty name": (
        "map shop --to json --out out",
        study(study='personas = " "\n'),
        ("study.toml: personas: it names no attribute; give one, or leave the line out",),
    ),
    "study: no sources": ("map shop --to json --out out", {"shop/study.toml": ""}, ("sources: no such folder; put",)),
    "study: there already": ("init shop", {"shop/study.toml": ""}, ("shop: there is a study already",)),
    "participants: missing": (
        "read talk.txt --participants people.csv --out out/q.csv",
        {"talk.txt": TALK},
        ("people.csv: no such participants file",),
    ),
    "participants: bad role": (
        "map talk.txt --participants people.csv --to json --out out",
        {"talk.txt": TALK, "people.csv": "name,role\nP1,boss\n"},
        ("people.csv, row 2: role 'boss'; there are: participant, interviewer",),
    ),
    "participants: no name": (
        "map talk.txt --participants people.csv --to json --out out",
        {"talk.txt": TALK, "people.csv": "who\nP1\n"},
        ("people.csv: no column that names a person; call it one of speaker",),
    ),
    "out: wrong suffix": (
        "read talk.txt --out out/q.json",
        {"talk.txt": TALK},
        ("q.json: a table ends in .csv, .jsonl",),
    ),
    "out: no suffix": ("read talk.txt --out out", {"talk.txt": TALK}, ("out: a table ends in .csv, .jsonl, .parquet",)),
    "out: a file is in the way": (
        "map talk.txt --to json --out there",
        {"talk.txt": TALK, "there": "a file"},
        ("there",),
    ),
    "out: a file is in the way of the table": (
        "read talk.txt --out there/q.csv",
        {"talk.txt": TALK, "there": "a file"},
        ("there",),
    ),
    "out: a folder is in the way": ("read talk.txt --out q.csv", {"talk.txt": TALK, "q.csv/a": ""}, ("q.csv",)),
    "tag: no text column": (
        "tag quotes.csv --codebook service --out out/t.csv",
        {"quotes.csv": "quote,who\nhello,a\n"},
        ("quotes.csv: no column named 'text'; it has quote, who. Rename the column",),
    ),
    "tag: empty": (
        "tag quotes.csv --codebook service --out out/t.csv",
        {"quotes.csv": ""},
        ("quotes.csv: the file is",),
    ),
    "tag: missing": ("tag quotes.csv --codebook service --out out/t.csv", {}, ("quotes.csv: no such file",)),
    "tag: no table": (
        "tag quotes.parquet --codebook service --out out/t.csv",
        {"quotes.parquet": b"PAR0"},
        ("quotes.parquet: not a .parquet table that can be read",),
    ),
    "tag: wrong suffix": (
        "tag quotes.csv --codebook service --out out/t.xlsx",
        {"quotes.csv": "text\nhello\n"},
        ("t.xlsx: a table ends in",),
    ),
    "verify: no map": ("verify shop", {"shop/study.toml": ""}, ("shop: no journey.json there; make the map first",)),
    "verify: a shared folder": (
        "verify team",
        {"team/journey.html": "", "team/account.json": "{}"},
        ("team: no journey.json there; to check its page: voc verify team/journey.html --sources STUDY",),
    ),
    "verify: a study with a page": (
        "verify shop",
        {"shop/journey.html": "", "shop/study.toml": ""},
        ("shop: no journey.json there; make the map first",),
    ),
    "verify: no such map": ("verify team/journey.html", {}, ("team/journey.html: no such file or folder",)),
    "verify: no JSON": ("verify journey.json", {"journey.json": "{"}, ("journey.json: not a journey.json of voc",)),
    "verify: another JSON": (
        "verify journey.json",
        {"journey.json": '{"quotes": []}'},
        ("journey.json: not a journey",),
    ),
    "verify: quotes of another kind": (
        "verify journey.json",
        {"journey.json": '{"quotes": {"a": {"text": "b"}}}'},
        ("journey.json: not a journey.json of voc",),
    ),
    "verify: broken account": (
        "verify journey.json",
        {"journey.json": '{"quotes": {}}', "account.json": "{"},
        ("account.json",),
    ),
    "verify: another account": (
        "verify journey.json",
        {"journey.json": '{"quotes": {}}', "account.json": "{}"},
        ("account.json",),
    ),
    "no such command": ("mpa talk.txt", {}, ("No such command 'mpa'",)),
    "no such option": ("map talk.txt --otu x", {"talk.txt": TALK}, ("--otu",)),
    "no path": ("map --to json", {}, ("Missing argument",)),
    "no number": ("map talk.txt --seed abc --to json", {"talk.txt": TALK}, ("--seed",)),
}


@pytest.mark.parametrize(("command", "files", "words"), WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use(
    voc: Voc, tmp_path: Path, command: str, files: Mapping[str, str | bytes], words: tuple[str, ...]
) -> None:
    write(tmp_path, files)
    code, out, err = voc(*command.split())
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith("voc: ")
    assert [word for word in words if word not in err[0]] == []
    assert not (tmp_path / "out").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({name.split("/")[0] for name in files})


def test_a_place_where_one_may_not_write_is_told_by_the_name_that_was_given(
    voc: Voc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(**_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / ".q.csv.x8f2"))

    write(tmp_path, {"talk.txt": TALK})
    monkeypatch.setattr("tempfile.mkstemp", denied)
    told = "voc: q.csv: permission denied; give a place where you may write"
    assert voc("read", "talk.txt", "--out", "q.csv") == (2, "", [told])


def test_who_stops_it_is_told_that_nothing_is_half_written(
    voc: Voc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path, {"talk.txt": TALK})
    monkeypatch.setattr("tempfile.mkstemp", stopped)
    told = "voc: stopped; no file was left half-written"
    assert voc("read", "talk.txt", "--out", "q.csv") == (130, "", [told])


@pytest.mark.parametrize("command", ["map talks --to json,md,csv --out out", "read talks --out out/quotes.csv"])
def test_one_bad_file_among_good_ones_is_told_and_stops_nothing(voc: Voc, tmp_path: Path, command: str) -> None:
    write(tmp_path, {"talks/a.txt": TALK, "talks/b.vtt": "no header", "talks/c.csv": b"%PDF"})
    code, out, err = voc(*command.split())
    assert code == 2
    assert out
    assert [line.split(":")[:2] for line in err] == [["voc", " b.vtt"], ["voc", " c.csv"]]
    quotes = (tmp_path / "out" / "quotes.csv").read_text(encoding="utf-8")
    assert "The courier never came." in quotes
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]


def test_json_goes_to_stdout_and_faults_to_stderr(voc: Voc, tmp_path: Path) -> None:
    write(tmp_path, {"talks/a.txt": TALK, "talks/b.vtt": "no header"})
    code, out, err = voc("read", "talks", "--out", "out/q.csv", "--json")
    assert code == 2
    result = json.loads(out)
    assert result["errors"] == [err[0].removeprefix("voc: ")]
    assert result["read"] == result["kept"] + sum(result["excluded"].values())


def test_json_has_what_the_person_has_to_know(voc: Voc, tmp_path: Path) -> None:
    table = "id,Date,What happened?\n1,13/04/2026,It was late\n2,04/13/2026,The lock jams\n"
    write(tmp_path, {"a.csv": table})
    _, out, _ = voc("read", "a.csv", "--out", "q.csv", "--json")
    [note] = json.loads(out)["notes"]
    assert note.startswith("a.csv: column 'Date': day or month first cannot be known")


def test_what_was_there_stays_where_the_new_cannot_be_made(voc: Voc, tmp_path: Path) -> None:
    write(tmp_path, {"talk.vtt": "no header", "q.csv": "old\n"})
    code, _, _ = voc("read", "talk.vtt", "--out", "q.csv")
    assert code == 2
    assert (tmp_path / "q.csv").read_text(encoding="utf-8") == "old\n"


def test_the_installed_command_does_the_same(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_bytes(b"")
    command = [sys.executable, "-m", "voc", "read", "talk.vtt", "--out", "q.csv"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "voc: talk.vtt: the file is empty; export it again or take it out of the folder\n"
