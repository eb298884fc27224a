"""The server as a process: it starts, is killed, stops, and says in one line why it does not start."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import invented
import pytest

from benchmarks.review.coding import Coder, Server, lost
from voc import store
from voc.errors import VocError
from voc.review.server import is_loopback, listening


@pytest.fixture
def server(folder: Path):
    made = Server.start(folder, "--coder", "ann")
    yield made
    if made.process.poll() is None:
        made.kill()


def test_two_people_code_the_same_quotes_and_nothing_confirmed_is_lost_when_the_server_is_killed(server, folder):
    end = time.monotonic() + 5

    def code(coder: Coder) -> None:
        seen: dict[str, int] = {}
        while time.monotonic() < end:
            name = invented.name(coder.rng.randrange(60))
            if not coder.judge(name, seen.get(name, 0)):
                raise AssertionError("one coder locked out the other")
            seen[name] = seen.get(name, 0) + 1

    with Coder(server, "ann") as ann, Coder(server, "ben") as ben, ThreadPoolExecutor(2) as pool:
        coders = (ann, ben)
        list(pool.map(code, coders))
    server.kill()
    assert all(coder.judgements > 20 for coder in coders)
    assert [lost(folder, coder) for coder in coders] == [[], []]


def test_it_starts_in_words_and_stops_cleanly(server, folder):
    page = httpx.get(f"{server.url}/api/openapi.json")
    assert page.json()["openapi"] == "3.1.0"
    assert httpx.get(f"{server.url}/api/study").status_code == 401
    with pytest.raises(store.StudyInUse):
        store.open(folder)
    with Coder(server, "ann") as ann:
        ann.code(3)
    assert server.stop() == (0, "")
    assert not (folder / "study.db-wal").exists()
    with store.open(folder, readonly=True) as db:
        assert [one.quotes for one in db.judgements.progress()] == [3]


def test_a_port_that_is_taken_is_said_or_another_is_found():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(VocError, match=f"port {port} is taken; give another"), listening(port=port):
            pass
    with listening() as first, listening() as second:
        assert first.port != second.port
        assert first.token != second.token
        assert first.url.startswith(f"http://127.0.0.1:{first.port}/#token=")
        assert first.exposed is None
        assert first.token not in repr(first)
        assert first.socket.proto == socket.IPPROTO_TCP  # else every answer would come 40 ms late


@pytest.mark.parametrize(
    ("host", "passphrase", "words"),
    [
        ("0.0.0.0", None, "needs a passphrase"),  # noqa: S104
        ("0.0.0.0", "short", "at least 8 signs"),  # noqa: S104
        ("203.0.113.7", "long enough words", "give an address of this machine"),
        ("no such host", "long enough words", "give an address of this machine"),
    ],
)
def test_a_host_that_cannot_be(host: str, passphrase: str | None, words: str):
    with pytest.raises(VocError, match=words) as error, listening(host, passphrase=passphrase):
        pass
    assert "\n" not in str(error.value)


def test_who_can_come_in_is_said_in_one_line():
    with listening("0.0.0.0", passphrase="long enough words") as address:  # noqa: S104, S106
        assert "whoever knows the passphrase" in address.exposed
        assert "\n" not in address.exposed
        assert address.url.startswith("http://127.0.0.1:")
        assert "long enough words" not in repr(address)


def test_loopback_is_this_machine_alone():
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "localhost.example", "")))  # noqa: S104
