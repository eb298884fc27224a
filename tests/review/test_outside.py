"""Files that change under the app, and a program that writes into its database: both are told in one line."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import invented
import pytest

from voc._files import sha256

ONE = f"/api/quotes/{invented.name(1)}/judgement"


@pytest.fixture
def other(folder: Path, desk: object) -> Iterator[sqlite3.Connection]:
    """Another program that has the database open."""
    with closing(sqlite3.connect(folder / "study.db", isolation_level=None)) as made:
        yield made


def test_what_another_program_wrote_is_told(call, other):
    call("PUT", ONE, {"revision": 0, "stage": "returns"})
    other.execute("SELECT count(*) FROM quotes").fetchall()
    assert call("GET", "/api/jobs")["database"] is None
    other.execute("INSERT INTO meta VALUES ('from', 'elsewhere')")
    told = call("GET", "/api/jobs")["database"]
    assert told.startswith("Another program wrote into study.db at ")
    call("PUT", ONE, {"revision": 1, "stage": "delivery"})
    assert call("GET", "/api/jobs")["database"] == told


def test_what_another_program_wrote_is_seen_by_the_next_judgement(call, other, desk):
    other.execute("INSERT INTO meta VALUES ('from', 'elsewhere')")
    call("PUT", ONE, {"revision": 0, "stage": "returns"})
    assert desk.db.database.outside() is not None


def test_where_another_program_is_writing_it_can_be_sent_again(call, other, desk):
    desk.db.database.run("PRAGMA busy_timeout = 20")
    other.execute("BEGIN IMMEDIATE")
    error = call("PUT", ONE, {"revision": 0, "stage": "returns"}, status=503)
    assert error["code"] == "busy"
    assert "another program is writing into it (database is locked); close it there" in error["message"]
    other.execute("ROLLBACK")
    assert call("PUT", ONE, {"revision": 0, "stage": "returns"})["revision"] == 1


def files(call, want: str | None) -> None:
    """Wait until the line on the files holds such words, or is gone; they are compared in a thread."""
    until = time.monotonic() + 30
    while (found := call("GET", "/api/jobs")["files"]) is None or want is None or want not in found:
        if found is want is None:
            return
        assert time.monotonic() < until, found
        time.sleep(0.02)


def test_files_that_changed_since_the_tags_were_made_are_told(call, folder: Path, desk):
    source = folder / "sources" / "a.csv"
    source.write_text("text\nIt came late.\n", encoding="utf-8")
    account = {"files": [{"source": "sources/a.csv", "sha256": sha256(source)}]}
    desk.db.database.run("UPDATE runs SET account = ?", json.dumps(account))
    assert call("GET", "/api/jobs")["files"] is None
    source.write_text("text\nIt never came.\n", encoding="utf-8")
    (folder / "sources" / "b.csv").write_text("text\nIt came.\n", encoding="utf-8")
    files(call, "Files changed since these tags were made: sources/a.csv (changed), sources/b.csv (new).")
    (folder / "sources" / "b.csv").unlink()
    source.write_text("text\nIt came late.\n", encoding="utf-8")
    files(call, None)


def test_a_codebook_that_was_changed_by_hand_is_told(call, folder: Path):
    assert call("GET", "/api/jobs")["files"] is None
    book = folder / "codebook.toml"
    book.write_text(invented.BOOK.replace("From the depot", "From the van"), encoding="utf-8")
    files(call, "codebook.toml (changed)")
    book.write_text(f"# A comment alone.\n{invented.BOOK}", encoding="utf-8")
    files(call, None)


def test_all_is_read_and_tagged_anew_where_one_asks(call, desk):
    job = call("POST", "/api/retag", {}, status=202)
    assert (job["kind"], call("GET", "/api/codebook")["retag"]["id"]) == ("retag", job["id"])
