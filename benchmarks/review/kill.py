"""Kill -9 at random moments: is everything there that was confirmed, and does the database open clean?

    python -m benchmarks.review.kill [--runs 200] [--server] [--seed 0]

A writer judges quotes of an invented study, undoes and splits, and is killed with SIGKILL; so again and again, on one
and the same database. With ``--server`` the writer is ``voc review`` and what counts as confirmed is an answer of its
HTTP API with status 200. The table goes to stdout, progress to stderr. Exit 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.review import invented
from benchmarks.statistics.table import Row, markdown
from voc import store

QUOTES = 400
# Seconds after the first confirmation in which the writer is killed; a server has more to do for each.
SPAN = {False: 0.4, True: 1.2}
WRITER = """
import sys
from pathlib import Path
from voc import store
from voc.store import Answer

with store.open(Path(sys.argv[1])) as db:
    ids = db.quotes.frame()["quote_id"].tolist()
    begin = db.judgements.number()
    for number in range(begin, begin + 10**6):
        quote = ids[1 + number % (len(ids) - 1)]
        db.judgements.record("ann", quote, {"stage": (), "memo": (Answer(f"no. {number}"),)})
        print(f"no. {number}", flush=True)
        if number % 7 == 3:
            db.judgements.undo("ann")
        if number % 9 == 4 and not db.quotes.get(ids[0]).parts:
            db.judgements.split("ann", ids[0], [len(db.quotes.get(ids[0]).text.split()[0])])
            db.judgements.undo("ann")
"""


def by_store(folder: Path, pause: float) -> list[str]:
    """Run the writer in a process of its own and kill it; gives what it confirmed."""
    words = [sys.executable, "-c", WRITER, folder]
    writer = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(pause)
    writer.kill()
    said = first + writer.stdout.read()
    writer.wait()
    # A line that was cut off was not confirmed.
    return said.split("\n")[:-1]


def by_server(folder: Path, pause: float, ids: list[str], begin: int) -> list[str]:
    """Judge over HTTP and kill the server; gives what was answered with 200."""
    words = [sys.executable, "-c", "from voc.cli import main; main()", "review", str(folder), "--no-open", "--json"]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stdout is not None
    told = ""
    while not told.rstrip().endswith("}"):
        line = server.stdout.readline()
        if not line:
            assert server.stderr is not None
            raise SystemExit(server.stderr.read())
        told += line
    confirmed: list[str] = []
    client = threading.Thread(target=lambda: _keep(judging(json.loads(told)["url"], ids, begin), confirmed))
    client.start()
    while not confirmed and client.is_alive():
        time.sleep(0.01)
    time.sleep(pause)
    server.kill()
    server.wait()
    client.join()
    return confirmed


def _keep(said: Iterator[str], confirmed: list[str]) -> None:
    for one in said:
        confirmed.append(one)


def judging(url: str, ids: list[str], begin: int) -> Iterator[str]:
    """Judge one quote after the other until the server is gone."""
    parts = urlsplit(url)
    head = {"Authorization": f"Bearer {parts.fragment.removeprefix('token=')}", "X-Voc-Coder": "ann"}
    head["Content-Type"] = "application/json"
    base = f"{parts.scheme}://{parts.netloc}/api"
    number = begin
    while True:
        quote = ids[number % len(ids)]
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{base}/quotes/{quote}", headers=head)) as answer:  # noqa: S310
                revision = json.load(answer)["revision"]
            body = {"revision": revision, "draw": None, "stage": None, "touchpoints": [], "sentiment": None}
            body |= {"facets": [], "off_topic": False, "memo": f"no. {number}", "star": False}
            asked = urllib.request.Request(  # noqa: S310
                f"{base}/quotes/{quote}/judgement", json.dumps(body).encode(), head, method="PUT"
            )
            with urllib.request.urlopen(asked) as answer:  # noqa: S310
                answer.read()
        except urllib.error.HTTPError as error:
            raise SystemExit(error.read().decode()) from error
        except OSError:
            if number > begin:
                return
            # The server says where it will be before it listens.
            time.sleep(0.02)
            continue
        yield f"no. {number}"
        number += 1


def lost(folder: Path, confirmed: list[str]) -> tuple[int, bool]:
    """How many confirmed judgements are not in the log, and whether the database opens clean."""
    with store.open(folder) as db:
        clean = db.database.value("PRAGMA integrity_check") == "ok"
        there = {row["label"] for row in db.database.rows("SELECT label FROM answers WHERE label LIKE 'no. %'")}
    return len(set(confirmed) - there), clean


def main() -> int:
    """Kill and count."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review.kill", description="Kill -9 the writer.")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--server", action="store_true", help="kill voc review, judging over HTTP")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    draw, confirmed, missing, unclean = random.Random(given.seed), list[str](), 0, 0
    with TemporaryDirectory(prefix="voc-") as place:
        folder = invented.study(Path(place) / "study", QUOTES, given.seed)
        with store.open(folder, readonly=True) as db:
            ids = db.quotes.frame()["quote_id"].tolist()
        for number in range(given.runs):
            pause = draw.uniform(0, SPAN[given.server])
            begin = 10**6 * number
            confirmed += by_server(folder, pause, ids, begin) if given.server else by_store(folder, pause)
            missing, clean = lost(folder, confirmed)
            unclean += not clean
            print(f"{number + 1} kills, {len(confirmed)} confirmed, {missing} lost", file=sys.stderr)
            if missing:
                break
    what = "voc review" if given.server else "the writer"
    rows = [
        Row(f"confirmed judgements lost by kill -9 of {what}", len(confirmed), missing, (None, 0)),
        Row("databases that did not open clean", given.runs, unclean, (None, 0)),
    ]
    print(markdown(rows))
    return 1 if missing or unclean else 0


if __name__ == "__main__":
    sys.exit(main())
