"""A browser at the page of a study that is served by this process."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from voc import store
from voc.review.app import make_app
from voc.review.desk import Desk
from voc.review.effect import Compared, Figure, Pain, StageEffect
from voc.review.following import Following, Now
from voc.review.server import listening
from voc.review.sessions import Secret, Sessions
from voc.review.worth import Step, Worth

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# Generous, for machines that do more at a time; nothing waits longer than it must.
SLOWEST = 120_000


BEFORE, AFTER = Figure(-12.0, -30.5, 4.0, 20, 9), Figure(-20.0, -34.0, -6.5, 24, 10)
EFFECT = Compared(
    [StageEffect("delivery", "Delivery", BEFORE, AFTER, -8.0), StageEffect("returns", "Returns", BEFORE, BEFORE, 0.0)],
    {
        "before": [Pain(1, "late parcels", "delivery", 0.4, 5, 12)],
        "after": [Pain(1, "lost parcels", "delivery", 0.5, 6, 12)],
    },
    "corrected by 40 reviewed quotes",
)
WORTH = Worth(40, 20.0, (Step(25, 15.0), Step(100, 9.0)), 8.0, "100 more reviews would narrow the intervals", None, ())


class Made(Following):
    """What follows the judgements, made already: the processes that make it take seconds to start."""

    def __init__(self, result: Any) -> None:
        self.result = result

    def now(self, desk: Desk) -> Now:
        return Now("ready", None, 0, "2026-11-26T20:00:00+00:00", self.result)


@pytest.fixture
def weighed() -> Following:
    """What is worth it, computed already."""
    return Made(WORTH)


@pytest.fixture
def opened(folder: Path, token: str, weighed: Following) -> Callable[..., Desk]:
    """Open the study's desk; what is worth it was computed already, and other things that ``how`` says."""

    def made(**how: Any) -> Desk:
        secrets = Sessions(Secret.of("token", token))
        return Desk(folder, store.open(folder), secrets, "cues", "Parcels", worth=weighed, **how)

    return made


@pytest.fixture
def desk(opened: Callable[..., Desk]) -> Iterator[Desk]:
    made = opened(effect=Made(EFFECT))
    yield made
    made.close()


@dataclass(frozen=True)
class Site:
    """Where the page is, and the desk behind it."""

    url: str
    token: str
    desk: Desk


@contextmanager
def _serving(desk: Desk, token: str) -> Iterator[Site]:
    """Serve a desk in a thread."""
    with listening() as address:
        server = uvicorn.Server(uvicorn.Config(make_app(desk), log_level="error", lifespan="off", ws="none"))
        address.socket.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [address.socket]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield Site(address.url.partition("/#")[0], token, desk)
        finally:
            server.should_exit = True
            thread.join(timeout=10)


@pytest.fixture
def serving() -> Callable[..., AbstractContextManager[Site]]:
    return _serving


@pytest.fixture
def site(desk: Desk, token: str) -> Iterator[Site]:
    with _serving(desk, token) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if CHROMIUM is None:
        pytest.skip("needs Chromium or Chrome")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@dataclass
class Watched:
    """What a page did that it must not: errors in the console, requests to anywhere else."""

    wrong: list[str]

    def watch(self, page: Any, home: str) -> None:
        page.on("console", lambda said: said.type == "error" and self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith((home, "data:")) or self.wrong.append(asked.url))
        page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.accept()))


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a site's page in a browser of its own, as a coder; at the end no page did what it must not."""
    seen, contexts = Watched([]), []

    def made(site: Site, coder: str = "ann", *, at: str = "code", **how: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **how})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOWEST)
        seen.watch(page, site.url)
        answer = context.request.post(
            f"{site.url}/api/session", data={"token": site.token, "coder": coder}, headers={"Origin": site.url}
        )
        assert answer.ok, answer.text()
        page.goto(f"{site.url}/#/{at}")
        page.locator("main h1").wait_for(state="attached")
        page.wrong = seen.wrong
        return page

    yield made
    for context in contexts:
        context.close()
    assert seen.wrong == []


@pytest.fixture
def page(site: Site, visit: Callable[..., Any]) -> Any:
    opened = visit(site)
    opened.locator("#quote-text").wait_for()
    return opened
