"""The whole loop: open, correct ten, undo three, teach, see the map change, go back, open again: all is there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from voc import stored
from voc.review.desk import Desk
from voc.review.sessions import Secret, Sessions

BOOK = """\
# The journey of a parcel.
title = "Parcels"

[[stage]]
name = "posting"
meaning = "Printing the label and handing the parcel in."

[[stage]]
name = "delivery"
meaning = "From the depot to the door."
cues = ["parcel"]  # which everybody says, so that the machine takes all for delivery
"""
SAID = {"posting": ("stamp", "queue", "tape", "scales"), "delivery": ("van", "bell", "porch", "neighbour")}
TAUGHT = 40

NUMBERS = """() => Object.fromEntries([...document.querySelectorAll('.intervals tbody tr')].map(row =>
    [row.querySelector('th').innerText.toLowerCase(), Number(row.querySelector('[data-name=Quotes]').innerText)]))"""

MACHINES = """async () => Object.fromEntries((await (await fetch('/api/effect')).json()).stages.map(stage =>
    [stage.id, stage.before.n_quotes]))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of sixty people, half of whom speak of each stage."""
    made = tmp_path_factory.mktemp("loop") / "study"
    (made / "sources").mkdir(parents=True)
    (made / "study.toml").write_text('title = "Parcels"\ncodebook = "codebook.toml"\nresamples = 200\n', "utf-8")
    (made / "codebook.toml").write_text(BOOK, "utf-8")
    pairs = [[(one, two) for one in words for two in words if one != two] for words in SAID.values()]
    answers = [
        f"What I remember of my parcel is the {one} and the {two}, and that it was day {number}."
        for number in range(60)
        for one, two in [pairs[number % 2][number // 2 % 12]]
    ]
    table = pd.DataFrame({"Respondent ID": range(60), "What happened?": answers})
    table.to_csv(made / "sources" / "survey.csv", index=False)
    return made


def right(text: str) -> str:
    return "posting" if any(word in text for word in SAID["posting"]) else "delivery"


def text(page: Any) -> str:
    return page.locator("#quote-text").inner_text()


def changed(page: Any, old: str) -> None:
    page.wait_for_function("old => document.querySelector('#quote-text')?.innerText !== old", arg=old)


def correct(page: Any) -> str:
    """Say by keys what is right of the quote on the desk; gives its text."""
    said = text(page)
    for key in ("s", "1" if right(said) == "posting" else "2", "Enter"):
        page.keyboard.press(key)
    changed(page, said)
    return said


def tagged_anew(page: Any, desk: Desk, *, taught: bool) -> None:
    """The machines have tagged all quotes by what they learned, or without it."""
    until = time.monotonic() + 120
    while {maker.endswith("+taught1") for maker in makers(desk)} != {taught}:
        assert time.monotonic() < until
        page.wait_for_timeout(50)


def mapped(page: Any, site: Any, machines: dict[str, int], people: dict[str, int]) -> None:
    """The map comes to stand on so many quotes a stage, by the machines alone and with people's judgements."""
    page.goto(f"{site.url}/#/map")
    page.wait_for_function(f"want => ({NUMBERS})().posting === want", arg=people["posting"])
    page.locator(".state", has_text="Up to date").wait_for()
    assert page.evaluate(NUMBERS) == people
    assert page.evaluate(MACHINES) == machines


def makers(desk: Desk) -> set[str]:
    tags = desk.db.runs.tags()
    return set(tags.loc[tags["kind"] == "stage", "by"])


@pytest.fixture
def opened(folder: Path, token: str, weighed: Any) -> Iterator[Any]:
    """Open the study as ``voc review`` does."""
    desks = []

    def made() -> Desk:
        db = stored.opened(folder, tagger="fast")
        desks.append(Desk(folder, db, Sessions(Secret.of("token", token)), "fast", "Parcels", worth=weighed))
        return desks[-1]

    yield made
    for desk in desks:
        desk.close()


def test_the_whole_loop(opened, token, visit, serving):
    desk = opened()
    with serving(desk, token) as site:
        page = visit(site)
        page.evaluate("() => fetch('/api/effect')")  # whose process starts meanwhile
        page.locator("#quote-text").wait_for()
        corrected = [correct(page) for _ in range(10)]
        for _ in range(3):
            now = text(page)
            page.keyboard.press("u")
            changed(page, now)
        assert text(page) == corrected[7]
        judged = {row.quote.text for row in desk.db.quotes.page(limit=100).rows if row.given}
        assert judged == set(corrected[:7])
        rest(page, site, desk, judged)

        people = [right(row.quote.text) for row in desk.db.quotes.page(limit=100).rows if row.given]
        posting = people.count("posting")

        page.goto(f"{site.url}/#/teach")
        page.get_by_role("button", name="Teach now").click()
        page.locator(".result h3", has_text="Version 1").wait_for()
        row = page.get_by_role("row", name="Stage").first.inner_text()
        assert "100 %" in row
        assert f"{posting} fixed, 0 broken" in row
        tagged_anew(page, desk, taught=True)
        page.locator(".versions li.current", has_text="Version 1").wait_for()
        mapped(page, site, {"posting": 30, "delivery": 30}, {"posting": 30, "delivery": 30})

        page.goto(f"{site.url}/#/teach")
        page.get_by_role("button", name="Use: As shipped").click()
        tagged_anew(page, desk, taught=False)
        mapped(page, site, {"posting": 0, "delivery": 60}, {"posting": posting, "delivery": 60 - posting})
        page.close()
    desk.close()

    with serving(opened(), token) as site:
        page = visit(site, at="teach")
        page.locator(".versions li", has_text="Version 1").get_by_role("button", name="Use").wait_for()
        assert "in use" in page.locator(".versions li", has_text="As shipped").inner_text()
        page.goto(f"{site.url}/#/table")
        page.get_by_role("combobox", name="Judged").select_option("judged")
        page.locator(".list-head p", has_text=f"{TAUGHT} quotes").wait_for()
        assert set(corrected[:7]) <= {row.inner_text() for row in page.locator("tbody th").all()}


def rest(page: Any, site: Any, desk: Desk, judged: set[str]) -> None:
    """Judge as a program would, until there is enough to learn from."""
    others = [row.quote for row in desk.db.quotes.page(limit=100).rows if row.quote.text not in judged]
    for quote in others[: TAUGHT - len(judged)]:
        answer = page.request.put(
            f"{site.url}/api/quotes/{quote.quote_id}/judgement",
            data={"revision": desk.view(quote.quote_id, "ann").revision, "stage": right(quote.text)},
            headers={"Origin": site.url},
        )
        assert answer.ok, answer.text()
