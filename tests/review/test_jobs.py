"""The work beside: done in a process of its own, told when it fails, begun anew when something changed."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import invented
import pytest

from voc.errors import VocError
from voc.review import works
from voc.review.child import Child, Stopped
from voc.review.following import Following, Pace
from voc.review.jobs import Job, Jobs

ONE = invented.name(1)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is done in this process: another would have to import everything first."""
    monkeypatch.setattr(Child, "do", lambda self, work, given, tell: getattr(works, work)(*given, progress=tell))


def until(ask, done) -> Any:
    """Ask until it is so; the first child of a run has to import everything."""
    end = time.monotonic() + 90
    while not done(found := ask()):
        assert time.monotonic() < end, found
        time.sleep(0.1)
    return found


@pytest.mark.usefixtures("here")
def test_the_effect_on_the_map_follows_the_judgements(call):
    for number in range(0, 30):
        call("PUT", f"/api/quotes/{invented.name(number)}/judgement", {"revision": 0, "stage": "returns"})
    ready = until(lambda: call("GET", "/api/effect"), lambda found: found["state"] == "ready")
    returns = next(stage for stage in ready["stages"] if stage["id"] == "returns")
    assert returns["after"]["n_quotes"] > returns["before"]["n_quotes"]
    assert ready["pains"]["before"]
    assert ready["behind"] == 0
    call("PUT", f"/api/quotes/{ONE}/judgement", {"revision": 1, "stage": "delivery"})
    again = call("GET", "/api/effect")
    assert (again["state"], again["behind"]) == ("computing", 1)
    assert again["stages"] == ready["stages"]  # the last one is shown meanwhile
    until(lambda: call("GET", "/api/effect"), lambda found: found["state"] == "ready" and found["behind"] == 0)


def test_teaching_fails_in_words(call, monkeypatch: pytest.MonkeyPatch):
    go = threading.Event()

    def taught(*_: object, **__: object) -> None:
        go.wait()
        raise VocError("no corrections of stage by people")

    monkeypatch.setattr(Child, "do", taught)
    call("PUT", f"/api/quotes/{ONE}/judgement", {"revision": 0, "stage": "returns"})
    job = call("POST", "/api/teach", {}, status=202)
    assert call("POST", "/api/teach", {}, status=503)["code"] == "busy"
    assert (told := call("GET", "/api/teach"))["job"]["id"] == job["id"]
    assert (told["current"], told["versions"]) == (0, [])
    go.set()
    ended = until(lambda: call("GET", f"/api/jobs/{job['id']}"), lambda found: found["state"] == "failed")
    assert ended["message"] == "no corrections of stage by people"
    assert call("GET", "/api/jobs")["jobs"][0]["id"] == job["id"]
    assert call("POST", "/api/teach/use", {"version": 3}, status=404)["code"] == "not_found"


def test_jobs_that_are_not_there(call):
    for name in ("0", "7", "x", "1e3", "²", "9" * 30):
        assert call("GET", f"/api/jobs/{name}", status=404)["code"] == "not_found"


class Line:
    """A child that is not there: it answers what it is told to."""

    def __init__(self, *said: Any) -> None:
        self.said = list(said)

    def send(self, what: Any) -> None:
        self.sent = what

    def recv(self) -> Any:
        if not self.said:
            raise EOFError
        return self.said.pop(0)


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ([("told", "no such study")], VocError, "no such study"),
        ([("broke", "something unforeseen: KeyError")], Stopped, "unforeseen"),
        ([], Stopped, "start it again"),
    ],
)
def test_work_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, said, error, words: str):
    monkeypatch.setattr(Child, "_started", lambda self: Line(("step", ("reading", 1, 2)), *said))
    steps = []
    with pytest.raises(error, match=words):
        Child().do("effect", (), lambda *step: steps.append(step))
    assert steps == [("reading", 1, 2)]


def test_a_child_is_a_process_that_tells_errors_and_goes_on(tmp_path: Path):
    child = Child()
    for _ in range(2):
        with pytest.raises(VocError, match="no study"):
            child.do("effect", (tmp_path,), print)
    child.stop()
    assert not child._process.is_alive()


def test_a_stopped_child_does_nothing_more():
    child = Child()
    child.stop()
    with pytest.raises(Stopped):
        child.do("effect", (Path(),), print)


class Desk:
    """What decides whether a result is out of date."""

    def __init__(self) -> None:
        self.run, self.book, self.act, self.started = 1, 1, 0, 0
        self.job: Job | None = None
        self.retagging = None
        self.folder = Path()
        self.jobs = SimpleNamespace(newest=lambda kind: self.job, now=lambda kind: self.retagging, start=self.start)
        self.db = SimpleNamespace(
            runs=SimpleNamespace(last=lambda: SimpleNamespace(number=self.run)),
            codebooks=SimpleNamespace(number=lambda: self.book),
            judgements=SimpleNamespace(number=lambda: self.act),
        )

    def start(self, kind: str, work: str, *given: Any, then: Any) -> Job:
        self.started += 1
        self.then = then
        self.job = Job(self.started, kind, "running")
        return self.job

    def end(self, result: Any) -> None:
        self.then(result)
        self.job = replace(self.job, state="done")


def test_a_result_is_made_anew_only_when_something_changed():
    desk, following = Desk(), Following("effect", every=2)
    assert following.now(desk).state == "computing"
    assert following.now(desk).state == "computing"
    assert desk.started == 1
    desk.end("first")
    assert (following.now(desk).state, following.now(desk).result) == ("ready", "first")
    desk.act = 1
    assert (following.now(desk).state, following.now(desk).behind) == ("ready", 1)
    desk.act = 2
    assert (following.now(desk).state, following.now(desk).behind, desk.started) == ("computing", 2, 2)
    desk.end("second")
    desk.book = 2
    desk.retagging = Job(9, "retag", "running")
    assert following.now(desk).state == "ready"  # the machines do not know the new codes yet
    desk.retagging = None
    assert following.now(desk).state == "computing"


def test_old_jobs_are_forgotten_and_running_ones_are_not(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Child, "do", lambda self, work, given, progress: given[0])
    jobs = Jobs()
    made = [jobs.start("retag", "retagged", number) for number in range(60)]
    last = until(lambda: jobs.get(made[-1].id), lambda job: not job.open)
    assert (last.state, last.result) == ("done", 59)
    jobs.start("retag", "retagged", 60)
    assert len(jobs.all()) <= 21
    jobs.close()


def test_the_pace_is_of_the_last_minutes(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr("voc.review.following.time.monotonic", lambda: now[0])
    pace = Pace()
    assert pace.per_minute("ann") is None
    for second in range(0, 60, 5):
        now[0] = second
        pace.count("ann")
    assert pace.per_minute("ann") == pytest.approx(12)
    now[0] = 3600
    assert pace.per_minute("ann") is None
