"""How fast the page is: a scripted browser codes by keys alone and never waits to think."""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.review import invented
from benchmarks.review.coding import Server

# What a person does to a quote, as keys: most are accepted, some get another stage, a sentiment, or none of these.
WAYS: dict[str, tuple[str, ...]] = {
    "accept": ("Enter",),
    "another stage": ("s", "2", "Enter"),
    "stage and sentiment": ("s", "1", "-", ",", "Enter"),
    "touchpoint by letters": ("t", "a", "Enter", "Enter", "Enter"),
    "none of these": ("n",),
}
SHARES = (*("accept",) * 4, "another stage", "stage and sentiment", "none of these", "touchpoint by letters")
TARGET = 20
# Another quote, on the screen: its text is drawn and the browser has painted it.
SHOWN = """async (old) => {
    while (document.querySelector('#quote-text')?.textContent === old) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
}"""


@dataclass(frozen=True)
class Step:
    """One quote: what was done, and the seconds from the first key to the next quote on the screen."""

    way: str
    seconds: float


def code(page: Any, quotes: int) -> Iterator[Step]:
    """Judge so many quotes, in all ways in turn."""
    for number in range(quotes):
        way = SHARES[number % len(SHARES)]
        old = page.locator("#quote-text").text_content()
        start = time.perf_counter()
        for key in WAYS[way]:
            page.keyboard.press(key)
        page.evaluate(SHOWN, old)
        yield Step(way, time.perf_counter() - start)


def first_page(browser: Any, server: Server) -> tuple[Any, float, float]:
    """The page with a first quote on it, and the seconds until all but the quote was there, and until it was, too."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    start = time.perf_counter()
    page.goto(f"{server.url}/#token={server.token}")
    page.locator("#progress").wait_for()
    drawn = time.perf_counter() - start
    page.locator("#quote-text").wait_for()
    return page, drawn, time.perf_counter() - start


def confirmed(page: Any) -> int:
    """How many quotes the server has as judged, when all that was sent is confirmed."""
    page.goto(f"{page.url.partition('#')[0]}#/table")
    page.locator(".list-head").first.wait_for()
    return int(page.evaluate("async () => (await (await fetch('/api/progress')).json()).judged_by_me"))


def report(steps: list[Step], drawn: float, opening: float, judged: int) -> str:
    """A table: each way, then all of them."""
    lines = ["| what | times | median ms | slowest ms |", "|---|---:|---:|---:|"]
    for way in dict.fromkeys(step.way for step in steps):
        lines.append(_row(way, [step.seconds for step in steps if step.way == way]))
    lines.append(_row("all", [step.seconds for step in steps]))
    minute = 60 * len(steps) / sum(step.seconds for step in steps)
    slowest = max(steps, key=lambda step: step.seconds)
    said = "the app is never the limit" if 60 / slowest.seconds >= TARGET else "the app is the limit at times"
    page = f"First page: {1000 * drawn:.0f} ms, with its first quote {1000 * opening:.0f} ms."
    speed = f"{minute:.0f} quotes a minute; slowest step: {slowest.way}, {1000 * slowest.seconds:.0f} ms"
    rest = f"({said}: {TARGET} a minute leave {60_000 // TARGET} ms each). On the disk: {judged} of {len(steps)}."
    return "\n".join((*lines, "", page, speed, rest))


def _row(what: str, seconds: list[float]) -> str:
    return f"| {what} | {len(seconds)} | {1000 * statistics.median(seconds):.0f} | {1000 * max(seconds):.0f} |"


def main() -> int:
    """Make a study, serve it, code it."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m benchmarks.review.speed_by_keys", description=__doc__)
    parser.add_argument("--quotes", type=int, default=10_000, help="of the study")
    parser.add_argument("--code", type=int, default=200, help="quotes that are coded")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="voc-") as place, sync_playwright() as started:
        folder = Path(place) / "study"
        invented.study(folder, given.quotes, given.seed)
        server = Server.start(folder, "--coder", "ann", "--seed", str(given.seed))
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            page, drawn, opening = first_page(browser, server)
            steps = list(code(page, given.code))
            judged = confirmed(page)
        finally:
            browser.close()
            server.stop()
    print(report(steps, drawn, opening, judged))
    return 0


if __name__ == "__main__":
    sys.exit(main())
