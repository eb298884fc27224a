"""Judging by keys: what is pressed is on the disk, and nothing is lost when the server is gone."""

from __future__ import annotations

from typing import Any

import pytest


def said(site: Any, coder: str = "ann") -> Any:
    """The coder's tags that are on the disk."""
    rows = site.desk.db.judgements.tags()
    return rows[rows["by"] == f"human:{coder}"]


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def choose_stage(page: Any, number: str) -> None:
    """Each key waits for what the one before it did, so that a key that was lost is told from a judgement that was."""
    press(page, "s")
    picker = page.get_by_role("dialog")
    picker.wait_for()
    press(page, number)
    picker.wait_for(state="detached")


def text_of(page: Any) -> str:
    return page.locator("#quote-text").inner_text()


def note(page: Any, words: str) -> None:
    page.locator("#notes", has_text=words).wait_for()


def settled(page: Any, site: Any, count: int) -> None:
    """Wait until so many quotes are judged."""
    page.wait_for_function(
        "async (count) => (await (await fetch('/api/progress')).json()).judged_by_me === count", arg=count
    )


def all_sent(page: Any) -> None:
    """Wait until the server has confirmed everything: before that a page asks whether it is to be left."""
    page.wait_for_function("async () => (await import('/static/outbox.js')).size() === 0")


def test_every_kind_is_said_by_keys_and_stands_on_the_disk(page, site):
    first = text_of(page)
    press(page, "s", "2")  # delivery
    press(page, "t", "w", "e", "Enter", "Enter")  # website, and out
    press(page, "-", ",")
    press(page, "f", "p", "a", "Enter", "Enter")
    press(page, "Enter")
    page.wait_for_function("old => document.querySelector('#quote-text').innerText !== old", arg=first)
    settled(page, site, 1)
    rows = said(site)
    labels = {kind: set(some["label"]) for kind, some in rows.groupby("kind")}
    assert labels["stage"] == {"delivery"}
    assert "website" in labels["touchpoint"]
    assert labels["sentiment"] == {"negative"}
    assert "pain" in labels["facet"]
    assert rows.loc[rows["kind"] == "sentiment", "value"].item() < 0


def test_none_off_topic_undo_and_redo(page, site):
    first = text_of(page)
    press(page, "n")
    settled(page, site, 1)
    assert said(site).query("kind == 'stage'")["label"].isna().all()
    page.keyboard.press("u")
    note(page, "Undone")
    page.wait_for_function("first => document.querySelector('#quote-text').innerText === first", arg=first)
    assert said(site).empty
    press(page, "U")
    note(page, "Done again")
    assert len(said(site).query("kind == 'stage'")) == 1
    press(page, "j", "x")
    settled(page, site, 2)


def test_memo_and_star_stay_without_a_judgement(page, site):
    press(page, "m")
    page.keyboard.type("he waits <b>for")
    press(page, "Enter", "*")
    note(page, "Starred")
    press(page, "j", "k")
    assert page.locator("#memo").input_value() == "he waits <b>for"
    assert page.locator(".star").get_attribute("aria-pressed") == "true"
    all_sent(page)
    page.reload()
    page.locator("#quote-text").wait_for()
    assert page.locator("#memo").input_value() == "he waits <b>for"


def test_a_quote_is_split_by_keys_and_put_together_again(page, site):
    whole = text_of(page)
    press(page, "p", "ArrowLeft", " ", "Enter")
    note(page, "Split into 2 parts")
    page.wait_for_function("whole => document.querySelector('#quote-text').innerText !== whole", arg=whole)
    assert whole.startswith(text_of(page))
    assert len(text_of(page)) < len(whole)
    press(page, "u")
    note(page, "Undone: split")
    page.wait_for_function("whole => document.querySelector('#quote-text').innerText === whole", arg=whole)


@pytest.mark.parametrize("sent", [True, False], ids=["lost answer", "lost request"])
def test_a_server_that_is_gone_loses_nothing(page, site, sent):
    away = True

    def cut(route: Any) -> None:
        if away and route.request.method == "PUT":
            if sent:
                route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/judgement", cut)
    press(page, "Enter")
    page.locator("#lines", has_text="1 judgement is kept").wait_for()
    press(page, "Enter", "Enter")
    page.locator("#lines", has_text="3 judgements are kept").wait_for()
    away = False
    settled(page, site, 3)
    page.locator("#lines .bad").wait_for(state="detached")
    page.wrong[:] = [line for line in page.wrong if "ERR_FAILED" not in line and "409" not in line]


def test_a_server_that_was_stopped_is_started_again_and_takes_what_waits(opened, token, visit, serving):
    command = "voc review /studies/parcels --port 8420"
    desk = opened(command=command)
    with serving(desk, token) as site:
        page = visit(site)
        page.locator("#quote-text").wait_for()
        page.wait_for_load_state("networkidle")  # some quotes are there ahead
    desk.close()
    press(page, "Enter", "Enter")
    page.locator("#lines", has_text="2 judgements are kept").wait_for()
    assert f"Start it again in a terminal with: {command}" in page.locator("#lines").inner_text()
    with serving(opened(), token) as again:
        assert again.url == site.url
        page.get_by_label("Token").fill(token)
        page.keyboard.press("Enter")
        settled(page, again, 2)
        page.locator("#lines .bad").wait_for(state="detached")
        page.wrong[:] = [line for line in page.wrong if "ERR_" not in line and "401" not in line]
        page.close()
    again.desk.close()


def test_a_page_that_is_closed_while_the_server_is_away_leaves_what_waits_to_the_next(page, site):
    page.route("**/judgement", lambda route: route.abort())
    choose_stage(page, "3")
    press(page, "Enter")
    page.locator("#lines", has_text="1 judgement is kept").wait_for()
    press(page, "n")
    page.locator("#lines", has_text="2 judgements are kept").wait_for()
    page.close(run_before_unload=False)
    later = page.context.new_page()
    later.goto(site.url)
    later.locator("#notes", has_text="2 judgements from before").wait_for()
    settled(later, site, 2)
    stages = said(site).query("kind == 'stage'")["label"]
    assert sorted(stages.fillna("none")) == ["none", "returns"]
    # They are of the draw that they came from.
    assert {row.state for row in site.desk.db.draws.drawn(1)[:2]} == {"done"}
    later.reload()
    later.locator("#quote-text").wait_for()
    assert later.evaluate("() => Object.keys(localStorage)") == []
    page.wrong[:] = [line for line in page.wrong if "ERR_FAILED" not in line]


def test_two_windows_judge_one_quote_and_a_person_decides(site, visit):
    one, two = (visit(site) for _ in range(2))
    for page in (one, two):
        page.locator("#quote-text").wait_for()
    assert text_of(one) == text_of(two)
    press(one, "s", "1", "Enter")
    settled(one, site, 1)
    press(two, "s", "3", "Enter")
    box = two.get_by_role("dialog")
    box.wait_for()
    press(two, "Enter")  # of somebody who types on and has not chosen
    assert "Ordering" in box.inner_text()
    assert "Returns" in box.inner_text()
    assert set(said(site).query("kind == 'stage'")["label"]) == {"ordering"}
    box.get_by_role("button", name="Save the one from here").click()
    note_gone = "async () => (await (await fetch('/api/quotes?stage=returns&coder=ann')).json()).total === 1"
    two.wait_for_function(note_gone)
    two.wrong[:] = [line for line in two.wrong if "409" not in line]


def test_blind_second_coding_shows_nothing_of_others(site, visit, call):
    call("PUT", "/api/quotes/0000000000000001/judgement", {"revision": 0, "stage": "returns"}, coder="ben")
    page = visit(site)
    page.get_by_label("Queue").select_option("second")
    page.locator(".origin", has_text="Blind").wait_for()
    assert page.locator("#quote-text mark").count() == 0
    assert page.locator(".panel :checked").count() == 0
    press(page, "Enter")
    note(page, "Say the stage first")
    press(page, "s", "3", "Enter")
    settled(page, site, 1)
    page.get_by_text("Nothing more in this queue").wait_for()


def test_the_token_leaves_the_address_and_who_codes_is_asked(site, browser):
    page = browser.new_page()
    page.goto(f"{site.url}/#token={site.token}")
    page.get_by_label("Your name").fill("Ann B.")
    page.keyboard.press("Enter")
    page.locator("#quote-text").wait_for()
    assert site.token not in page.url
    press(page, "Enter")
    settled(page, site, 1)
    assert len(said(site, "Ann B.")) > 0
    page.context.clear_cookies()
    text = text_of(page)
    press(page, "n")
    page.get_by_label("Token").fill(f"http://127.0.0.1/#token={site.token}")
    page.keyboard.press("Enter")
    settled(page, site, 2)
    assert text_of(page) != text
    page.close()
