"""A writer that is killed: every decision that was confirmed is there, and the database opens clean."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from store.conftest import name

from voc import store
from voc.store import _standing

# Judges, undoes, splits and joins; a line on stdout is a confirmation.
WRITER = """
import sys
from pathlib import Path
from voc import store
from voc.store import Answer

with store.open(Path(sys.argv[1])) as db:
    for number in range(10**6):
        quote = f"{number % 5 + 6:016x}"
        stage = ("posting", "delivery")[number % 2]
        made = db.judgements.record("ann", quote, {"stage": (Answer(stage),), "memo": (Answer(f"no. {number}"),)})
        print(made.act, flush=True)
        if number % 7 == 3:
            db.judgements.undo("ann")
        if number % 9 == 4 and not db.quotes.get(f"{0:016x}").parts:
            db.judgements.split("ann", f"{0:016x}", [26])
            db.judgements.undo("ann")
"""


@pytest.mark.parametrize("pause", [0.01, 0.08, 0.2])
def test_nothing_that_was_confirmed_is_lost(folder: Path, pause: float) -> None:
    confirmed: list[str] = []
    for _ in range(2):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(pause)
        writer.kill()
        # A line that was cut off confirms nothing.
        confirmed += (first + writer.stdout.read()).split("\n")[:-1]
        writer.stdout.close()
        writer.wait()
        with store.open(folder) as db:
            assert db.database.value("PRAGMA integrity_check") == "ok"
            known = {row["uid"] for row in db.database.rows("SELECT uid FROM acts")}
            assert set(confirmed) <= known
            # Whole acts or none.
            assert not db.database.rows(
                "SELECT 1 FROM acts WHERE what = 'judge' AND uid NOT IN (SELECT act FROM judgements)"
            )
            before = list(db.database.rows("SELECT * FROM standing"))
            with db.database.transaction():
                _standing.refresh(db.database, [name(number) for number in range(12)])
            assert list(db.database.rows("SELECT * FROM standing")) == before
    assert confirmed
