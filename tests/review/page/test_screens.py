"""The other screens; strangers' words as text; and every screen for everybody: axe finds nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe
SCREENS = ("code", "table", "codebook", "map", "coders", "teach")
NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202eright to left\u202c {{7*7}}"


def ready(page: Any) -> None:
    """Wait until the screen shows what it has to show."""
    page.locator("#quote-text, .list, .codes, .effect .state, .versions, .differing h2").first.wait_for()
    page.wait_for_function("() => !document.querySelector('.loading')")


def test_many_are_changed_at_once_and_one_undo_takes_it_back(site, visit):
    page = visit(site, at="table")
    page.get_by_label("Search", exact=True).fill("cour")
    page.wait_for_function(
        "() => [...document.querySelectorAll('tbody th')].every(one => /courier/.test(one.innerText))"
    )
    page.get_by_label("Select this page").check()
    chosen = int(page.locator(".bulk b").inner_text().split()[0])
    assert chosen > 3
    page.get_by_label("Stage of the selected").select_option("returns")
    page.locator("#notes", has_text=f"{chosen} quotes: stage Returns").wait_for()
    rows = site.desk.db.judgements.tags()
    assert list(rows["label"].unique()) == ["returns"]
    assert len(rows) == chosen
    page.locator("#notes").get_by_role("button", name="Undo").click()
    page.locator("#notes", has_text="Undone: changed").wait_for()
    assert site.desk.db.judgements.tags().empty


def test_the_table_by_keys(site, visit):
    page = visit(site, at="table")
    page.locator("tbody tr").first.wait_for()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    assert page.locator(".bulk b").inner_text() == "2 selected"
    text = page.locator("tbody tr:focus th").inner_text()
    page.keyboard.press("Enter")
    page.locator("#quote-text").wait_for()
    assert page.locator("#quote-text").inner_text() == text


def test_a_stage_is_renamed_and_what_was_judged_follows(site, visit, call):
    call("PUT", "/api/quotes/0000000000000001/judgement", {"revision": 0, "stage": "returns"})
    page = visit(site, at="codebook")
    page.get_by_role("button", name="Returns").click()
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Label").fill("Sending back")
    page.get_by_label("Name in files").fill("sending_back")
    page.get_by_role("button", name="Rename").last.click()
    page.get_by_role("button", name="Sending back").wait_for()
    page.locator(".history", has_text="renamed the stage Returns to Sending back").wait_for()
    assert list(site.desk.db.judgements.tags()["label"]) == ["sending_back"]
    page.get_by_role("button", name="Sending back").click()
    page.get_by_role("link", name="Quotes").click()
    page.locator(".list-head").first.wait_for()
    assert page.get_by_role("combobox", name="Stage").input_value() == "sending_back"


def test_what_a_split_code_leaves_is_told_and_judged_again(site, visit, call):
    call("PUT", "/api/quotes/0000000000000001/judgement", {"revision": 0, "stage": "returns"})
    page = visit(site, at="codebook")
    page.get_by_role("button", name="Returns").click()
    page.get_by_role("button", name="Split…").click()
    page.get_by_text("1 answer of people names Returns and will not count any more").wait_for()
    for number, label in ((1, "Sending back"), (2, "Money back")):
        page.get_by_label("Label").nth(number - 1).fill(label)
        page.get_by_label("Meaning").nth(number - 1).fill(f"{label}, in the end.")
    page.get_by_role("button", name="Split", exact=True).click()
    page.get_by_text("1 answer names a code that is no more and does not count").wait_for()
    page.get_by_role("button", name="Judge your 1 again").click()
    page.locator("#quote-text").wait_for()
    assert page.get_by_role("combobox", name="Queue").input_value() == "again"
    page.get_by_role("radio", name="Money back").check()
    page.keyboard.press("Enter")
    page.get_by_text("no answer of yours names a code that is no more").wait_for()
    said = site.desk.db.judgements.tags()
    assert list(said.loc[said["kind"] == "stage", "label"]) == ["money_back"]


def test_all_coders_together_and_no_interval_that_claims_too_much(site, visit, call):
    for coder, stage in (("ann", "returns"), ("ben", "returns"), ("cleo", "delivery")):
        for number in (1, 2):
            given = {"revision": 0, "stage": stage if number == 1 else "ordering"}
            call("PUT", f"/api/quotes/{number:016x}/judgement", given, coder=coder)
    page = visit(site, at="coders")
    page.locator(".together").wait_for()
    quotes, coders = (page.locator(f".together td[data-name={name}]").inner_text() for name in ("Quotes", "Coders"))
    assert (quotes, coders) == ("2", "3")
    assert page.get_by_text("no interval: all quotes are of one person").count() > 0
    # Each shows what somebody else sees otherwise, also where the first two agree.
    assert page.locator(".case dd").all_inner_texts() == ["Returns", "Returns", "Delivery"]
    page.keyboard.press("3")
    page.locator("#notes", has_text="Settled as cleo said").wait_for()


def test_what_coders_disagree_on_is_settled_and_both_stay(site, visit, call):
    for coder, stage in (("ann", "returns"), ("ben", "delivery")):
        call("PUT", "/api/quotes/0000000000000001/judgement", {"revision": 0, "stage": stage}, coder=coder)
    page = visit(site, "eve", at="coders")
    page.get_by_role("button", name="Settle as ben").click()
    page.locator("#notes", has_text="Settled as ben said").wait_for()
    page.get_by_text("Nothing to settle").wait_for()
    assert {one.coder for one in site.desk.db.judgements.progress()} >= {"ann", "ben"}
    assert call("GET", "/api/disagreements")["rows"][0]["adjudicated"]["stage"] == "delivery"


def test_an_agreement_that_cannot_be_had_is_told_and_nothing_goes_on_computing(site, visit):
    page = visit(site, at="map")
    page.route("**/api/agreement*", lambda route: route.fulfill(json={}))
    page.get_by_role("link", name="Coders").click()
    page.get_by_text("This did not work").wait_for()
    assert page.locator(".loading").count() == 0


@pytest.fixture
def hostile(folder: Path, desk: Any) -> None:
    """The quotes, where they come from and who said them are by somebody who means harm."""
    with closing(sqlite3.connect(folder / "study.db")) as db, db:
        db.execute("UPDATE quotes SET text = ?1 || id, question = ?1, locator = ?1, participant = ?1", (NASTY,))


def test_strangers_words_are_text(hostile, site, visit, call):
    call("PUT", "/api/quotes/0000000000000001/notes", {"revision": 0, "memo": NASTY, "star": True})
    book = call("GET", "/api/codebook")
    new = {"name": "nasty", "label": NASTY, "meaning": NASTY, "examples": [NASTY], "cues": [NASTY]}
    call("POST", "/api/codebook", {"revision": book["revision"], "change": {"do": "add", "kind": "stage", "code": new}})
    page = visit(site)
    for screen in SCREENS:
        page.goto(f"{site.url}/#/{screen}")
        ready(page)
        assert page.locator("main img, main script").count() == 0
    page.goto(f"{site.url}/#/code/0000000000000001")
    page.locator("#quote-text", has_text="<img src=x").wait_for()
    assert page.locator("#memo").input_value().startswith("<img src=x")
    assert "<img src=x" in page.locator(".panel").inner_text()
    assert page.locator(".place bdi", has_text="<script>alert(2)").count() == 2
    assert page.locator("#quote-text").get_attribute("dir") == "auto"


@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}], ids=["desk", "dark phone"]
)
def test_everybody_can_use_every_screen(site, visit, call, look):
    for coder, stage in (("ann", "returns"), ("ben", "delivery"), ("cleo", "delivery")):
        call("PUT", "/api/quotes/0000000000000001/judgement", {"revision": 0, "stage": stage}, coder=coder)
    page = visit(site, **look)
    found = {}
    for screen in SCREENS:
        page.goto(f"{site.url}/#/{screen}")
        ready(page)
        found[screen] = problems(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{screen} is {wide} pixels too wide"
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    found["help"] = problems(page)
    assert {screen: some for screen, some in found.items() if some} == {}


def problems(page: Any) -> list[str]:
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]
