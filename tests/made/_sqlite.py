"""Databases from the statements that make their tables, and rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any


def database(path: Path, schema: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write a database; rows are given as the columns that they fill."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(schema)
        for table, filled in rows.items():
            for row in filled:
                names, signs = ", ".join(row), ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({signs})", tuple(row.values()))  # noqa: S608
