"""The schema and its versions: numbered files in ``migrations/``, each one transaction, a backup before the first.

``PRAGMA user_version`` is the number of the last file that was run, 0 in a new database. To change the schema, add the
next file; nothing else is edited, and files that are there stay as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from voc.errors import StudyError, to_run
from voc.store import _backup
from voc.store._database import Database
from voc.store.errors import NewerStudy, OlderStudy

# "vocs": by it other programs, and we, tell the file from another database.
APPLICATION = 0x766F6373


@cache
def steps() -> Mapping[int, str]:
    """The SQL of each version."""
    folder = Path(str(resources.files("voc.store") / "migrations"))
    return {int(path.stem): path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}


def check(database: Database, known: Mapping[int, str] | None = None) -> int:
    """The version of a database; raises ``StudyError`` for another program's, ``NewerStudy`` for a later voc's."""
    path = database.path
    version = int(database.value("PRAGMA user_version"))
    ours = int(database.value("PRAGMA application_id"))
    if ours != APPLICATION and (version or database.value("SELECT count(*) FROM sqlite_master")):
        raise StudyError(f"{path}: a database, but not of voc; give the study another folder")
    newest = max(known or steps())
    if version > newest:
        raise NewerStudy(f"{path}: made by a later voc (schema {version}, this one knows {newest}); update voc")
    return version


def check_current(database: Database) -> None:
    """Raise ``OlderStudy`` for a database that has to be brought up to date before it is read."""
    if check(database) < max(steps()):
        raise OlderStudy(
            f"{database.path}: made by an earlier voc; bring it up to date with: {to_run('map', database.path.parent)}"
        )


def migrate(database: Database, known: Mapping[int, str] | None = None) -> Path | None:
    """Bring a database up to date; gives the backup that was made before, where there was something to lose."""
    known = known or steps()
    version = check(database, known)
    if version == max(known):
        return None
    backup = _backup.make(database.path.parent, database.backup) if version else None
    for number in sorted(number for number in known if number > version):
        with database.transaction():
            for statement in statements(known[number]):
                database.run(statement)
            database.run(f"PRAGMA user_version = {number}")
            database.run(f"PRAGMA application_id = {APPLICATION}")
    return backup


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: sqlite3's own ``executescript`` commits before it begins."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun.strip()
            begun = ""
    if begun.strip():
        yield begun.strip()
