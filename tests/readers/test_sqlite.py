"""Databases are read as they are, and nothing is written into them or beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from voc.errors import ReadError
from voc.reading import sqlite as _sqlite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a?b#c.sqlite3"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE Notes (id INTEGER PRIMARY KEY, Said TEXT)")
        connection.executemany("INSERT INTO Notes (Said) VALUES (?)", [("one",), (None,), (2,), (b"\xff",)])
        connection.execute(
            "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"
        )
    return file


@pytest.fixture
def beside(path: Path) -> Iterator[None]:
    """Nothing else may lie in the folder afterwards, and the file is as it was."""
    before = path.read_bytes()
    yield
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("beside")
def test_rows_in_their_order_with_what_is_missing(path: Path) -> None:
    with _sqlite.opened(path, "x") as database:
        assert database.tables == {"notes": ("id", "said")}
        assert database.has(notes=("said",))
        assert not database.has(notes=("said", "memo"))
        assert database.rows("notes", "said", "memo")[:2] == [
            {"said": "one", "memo": None},
            {"said": None, "memo": None},
        ]
        assert database.rows("endless", "x") == []
        assert database.rows("nothing", "x") == []


@pytest.mark.usefixtures("beside")
def test_a_database_that_another_program_holds_is_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with _sqlite.opened(path, "x") as database:
            assert len(database.rows("notes", "said")) == 4


def test_what_is_not_yet_in_the_file_is_read_from_beside_it(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO Notes (Said) VALUES ('new')")
        other.commit()
        names = sorted(file.name for file in path.parent.iterdir())
        assert f"{path.name}-wal" in names
        with _sqlite.opened(path, "x") as database:
            assert [row["said"] for row in database.rows("notes", "said")][-1] == "new"
        assert sorted(file.name for file in path.parent.iterdir()) == names


@pytest.mark.parametrize("cut", [100, 1000, 5000])
def test_a_broken_database_is_one_line(path: Path, cut: int) -> None:
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ReadError, match=r"^x: not a database that can be read \(.*\); open it in its program"):  # noqa: SIM117
        with _sqlite.opened(path, "x") as database:
            database.rows("notes", "said")


def test_a_virtual_table_is_not_asked(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(words)")
    with _sqlite.opened(path, "x") as database:
        assert "found" not in database.tables
