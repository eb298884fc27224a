"""A server in a process of its own, and people who code there as fast as they can and keep what was confirmed."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from voc import store

STAGES = (None, "ordering", "delivery", "returns")


@dataclass
class Server:
    """A running ``voc review``."""

    process: subprocess.Popen[str]
    url: str
    token: str

    @classmethod
    def start(cls, folder: Path, *words: str) -> Server:
        """Start it and wait until it listens."""
        program = [sys.executable, "-c", "from voc.cli import main; main()"]
        command = [*program, "review", str(folder), "--no-open", "--json", *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = ""
        while not said.rstrip().endswith("}"):
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise RuntimeError(process.communicate()[1])
            said += line
        url, _, token = json.loads(said)["url"].partition("/#token=")
        return cls(process, url, token)

    def kill(self) -> None:
        """As a power cut would: no time to say anything."""
        self.process.kill()
        self._over()

    def stop(self) -> tuple[int, str]:
        """Ctrl-C; gives the exit code and what it said on stderr."""
        self.process.send_signal(signal.SIGINT)
        error = self._over()
        return self.process.returncode, error

    def _over(self) -> str:
        return self.process.communicate(timeout=60)[1]


@dataclass
class Coder:
    """Somebody who judges at random. ``confirmed``: by quote what the server has confirmed last."""

    server: Server
    name: str
    seed: int = 0
    stages: tuple[str | None, ...] = STAGES
    confirmed: dict[str, str | None] = field(default_factory=dict)
    judgements: int = 0
    conflicts: int = 0

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.name} {self.seed}")
        self.client = httpx.Client(
            base_url=self.server.url,
            headers={"Authorization": f"Bearer {self.server.token}", "X-Voc-Coder": self.name},
            timeout=60,
        )
        self.pending: tuple[str, str | None] | None = None

    def __enter__(self) -> Coder:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def next(self, queue: str = "random", skip: tuple[str, ...] = ()) -> dict:
        """The next quote of a queue."""
        answer = self.client.post("/api/next", json={"queue": queue, "skip": skip})
        answer.raise_for_status()
        return answer.json()

    def judge(self, quote_id: str, revision: int, draw: int | None = None) -> bool:
        """Judge a quote at random; whether it was taken."""
        stage = self.rng.choice(self.stages)
        given = {"revision": revision, "draw": draw, "stage": stage, "touchpoints": [], "facets": ["pain"]}
        self.pending = (quote_id, stage)
        answer = self.client.put(f"/api/quotes/{quote_id}/judgement", json=given)
        if answer.status_code == 409:
            self.conflicts += 1
            return False
        answer.raise_for_status()
        self.confirmed[quote_id] = stage
        self.judgements += 1
        return True

    def code(self, quotes: int) -> None:
        """Take quotes from the queue and judge them, until the server is gone or they are done."""
        for _ in range(quotes):
            try:
                found = self.next()
                if found["quote"] is None:
                    return
                self.judge(found["quote"]["quote_id"], found["quote"]["revision"], found["draw"]["id"])
            except httpx.TransportError:
                return


def lost(folder: Path, coder: Coder) -> list[str]:
    """What was confirmed to a coder and is not there; one that was on its way may be there or not."""
    with store.open(folder) as db:
        said = db.judgements.tags()
    own = said[(said["by"] == f"human:{coder.name}") & (said["kind"] == "stage")]
    there = {row.quote_id: row.label if isinstance(row.label, str) else None for row in own.itertuples()}
    unsure = coder.pending[0] if coder.pending else None
    missing = [name for name, stage in coder.confirmed.items() if name not in there or there[name] != stage]
    return [name for name in missing if name != unsure or name not in there]
