"""One writes, all read; old versions are brought up to date, later ones and broken files refused in one line."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from store.conftest import name

from voc import quotes as quotes_table
from voc import store
from voc.errors import StudyError
from voc.store import Answer, NewerStudy, OlderStudy, Store, StudyDamaged, StudyInUse, _backup, _folders, _migrate
from voc.store._database import Database

STAGE = {"stage": (Answer("posting"),)}


def test_the_columns_are_those_of_the_quotes_table(db: Store) -> None:
    columns = [row["name"] for row in db.database.rows("PRAGMA table_info(quotes)")]
    assert set(quotes_table.COLUMNS) <= set(columns), "a new column of the quotes table needs a migration"


def test_a_second_writer_is_told_who_writes(db: Store, folder: Path) -> None:
    with pytest.raises(StudyInUse, match=r"open for writing in process \d+ on .* since .*; close it there") as error:
        store.open(folder)
    assert "\n" not in str(error.value)
    db.close()
    store.open(folder).close()


def test_another_process_reads_while_this_one_writes(db: Store, folder: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom voc import store\n"
        "with store.open(Path(sys.argv[1]), readonly=True) as db:\n    print(len(db.judgements.tags()))\n"
        "try:\n    store.open(Path(sys.argv[1]))\nexcept store.StudyInUse:\n    print('in use')"
    )
    db.judgements.record("ann", name(0), STAGE)
    with db.database.transaction():
        db.database.run("DELETE FROM standing")
        said = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True).stdout
    assert said.split("\n")[:2] == ["1", "in use"]


def test_a_study_that_one_may_not_write_to_is_read_without_a_file_beside_it(
    db: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.judgements.record("ann", name(0), STAGE)
    db.close()
    there = set(folder.iterdir())
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with store.open(folder, readonly=True) as reader:
        assert len(reader.judgements.tags()) == 1
        assert set(folder.iterdir()) == there


def test_a_reader_sees_every_commit_and_writes_nothing(db: Store, folder: Path) -> None:
    with db.reader() as reader:
        db.judgements.record("ann", name(0), STAGE)
        assert len(reader.judgements.tags()) == 1
        with pytest.raises(StudyError, match="readonly"):
            reader.judgements.record("ann", name(1), STAGE)
        db.judgements.undo("ann")
        assert reader.judgements.tags().empty
    with pytest.raises(StudyError, match=r"no study\.db yet; make it with: voc map"):
        store.open(folder / "elsewhere", readonly=True)


def test_who_waits_gets_the_lock_when_it_is_free(db: Store, folder: Path) -> None:
    threading.Timer(0.2, db.close).start()
    with store.open(folder, wait=10) as other:
        other.judgements.record("ann", name(0), STAGE)


def test_many_threads_share_one_writer(db: Store) -> None:
    def judge(coder: str) -> None:
        for number in range(15):
            db.judgements.record(coder, name(number % 5), STAGE, expect=number // 5)
            db.quotes.view(name(number % 5), coder=coder)

    threads = [threading.Thread(target=judge, args=(f"coder {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(one.quotes, one.acts) for one in db.judgements.progress()] == [(5, 15)] * 4


NEXT = {**_migrate.steps(), 2: "ALTER TABLE meta ADD COLUMN note TEXT;\nCREATE TABLE more (x);\n"}


def version(folder: Path) -> int:
    with sqlite3.connect(folder / store.FILE) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgraded(folder: Path, known: Mapping[int, str]) -> Path | None:
    database = Database(folder / store.FILE, readonly=False)
    try:
        return _migrate.migrate(database, known)
    finally:
        database.close()


def test_an_old_database_is_brought_up_to_date_after_a_backup(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.open(folder) as db:
        db.judgements.record("ann", name(0), STAGE)
    monkeypatch.setattr(_migrate, "steps", lambda: NEXT)
    with pytest.raises(OlderStudy, match="made by an earlier voc; bring it up to date with: voc map"):
        store.open(folder, readonly=True)
    with store.open(folder) as db:
        assert len(db.judgements.tags()) == 1
        assert db.database.rows("SELECT note FROM meta") != []
    assert version(folder) == 2
    (backup,) = _backup.all_of(folder)
    with sqlite3.connect(backup) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == 1
        assert old.execute("SELECT count(*) FROM judgements").fetchone()[0] == 1


def test_a_migration_that_fails_leaves_the_old_database(folder: Path) -> None:
    wrong = {**NEXT, 2: "CREATE TABLE more (x);\nINSERT INTO nowhere VALUES (1);\n"}
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        upgraded(folder, wrong)
    assert version(folder) == 1
    with store.open(folder) as db:
        assert db.database.one("SELECT 1 FROM sqlite_master WHERE name = 'more'") is None


def test_a_later_version_and_another_database_are_refused(folder: Path, tmp_path: Path) -> None:
    upgraded(folder, NEXT)
    for readonly in (False, True):
        with pytest.raises(NewerStudy, match=r"made by a later voc \(schema 2, this one knows 1\); update voc"):
            store.open(folder, readonly=readonly)
    with sqlite3.connect(tmp_path / store.FILE) as other:
        other.execute("CREATE TABLE theirs (x)")
    with pytest.raises(StudyError, match=r"study\.db: a database, but not of voc"):
        store.open(tmp_path)


@pytest.mark.parametrize("readonly", [False, True])
def test_a_damaged_file_is_one_line_that_names_the_backup(folder: Path, readonly: bool) -> None:
    with store.open(folder) as db:
        backup = db.backup()
    path = folder / store.FILE
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StudyDamaged) as error:
        store.open(folder, readonly=readonly)
    assert f"the newest backup is {backup}: copy it over study.db" in str(error.value)
    path.write_bytes(backup.read_bytes())
    store.open(folder).close()


def test_pages_overwritten_in_the_middle_are_told(folder: Path) -> None:
    path = folder / store.FILE
    data = bytearray(path.read_bytes())
    data[8192 : len(data) - 4096] = b"\xff" * (len(data) - 4096 - 8192)
    path.write_bytes(data)
    with pytest.raises(StudyDamaged, match=r"there is no backup yet; move study\.db aside"), store.open(folder) as db:
        db.quotes.frame()


def test_backups_are_made_once_a_day_and_the_last_are_kept(folder: Path) -> None:
    with store.open(folder) as db:
        db.judgements.record("ann", name(0), STAGE)
    for _ in range(2):
        store.open(folder).close()
    assert len(_backup.all_of(folder)) == 1
    with store.open(folder) as db:
        for _ in range(_backup.KEPT + 2):
            db.backup()
    assert len(_backup.all_of(folder)) == _backup.KEPT
    assert not list((folder / _backup.FOLDER).glob("*.part"))


@pytest.mark.parametrize(
    ("mounts", "place", "said"),
    [
        ("server:/x /mnt/team nfs4 rw 0 0\n/dev/sda / ext4 rw 0 0\n", "/mnt/team/study", "on a network"),
        ("server:/x /mnt/our\\040team cifs rw 0 0\n/dev/sda / ext4 rw 0 0\n", "/mnt/our team/study", "on a network"),
        ("server:/x /mnt/team nfs4 rw 0 0\n/dev/sda / ext4 rw 0 0\n", "/home/ida/study", None),
        ("/dev/sda / ext4 rw 0 0\n", "/home/ida/Dropbox (Work)/study", "copied by a cloud (Dropbox (Work))"),
        ("/dev/sda / ext4 rw 0 0\n", "/home/ida/OneDrive - Firm/study", "copied by a cloud (OneDrive - Firm)"),
    ],
)
def test_folders_without_a_log(
    mounts: str, place: str, said: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(mounts, encoding="utf-8")
    monkeypatch.setattr(_folders, "_MOUNTS", tmp_path / "mounts")
    assert _folders.trouble(Path(place)) == said


def test_there_a_rollback_journal_is_used_and_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_folders, "trouble", lambda folder: "on a network")
    with store.open(folder) as db:
        assert db.database.value("PRAGMA journal_mode") == "delete"
        assert db.note is not None
        assert "is on a network: no write-ahead log there" in db.note
        db.judgements.record("ann", name(0), STAGE)
        with db.reader() as reader:
            assert len(reader.judgements.tags()) == 1
