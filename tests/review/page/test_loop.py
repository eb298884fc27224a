"""The whole loop: open, correct ten, undo three, teach, see the map change, close, open again: all is there."""

from __future__ import annotations

from collections import Counter
from typing import Any

NUMBERS = """() => Object.fromEntries([...document.querySelectorAll('.intervals tbody tr')].map(row =>
    [row.querySelector('th').innerText.toLowerCase(), Number(row.querySelector('[data-name=Quotes]').innerText)]))"""

MACHINES = """async () => Object.fromEntries((await (await fetch('/api/effect')).json()).stages.map(stage =>
    [stage.id, stage.before.n_quotes]))"""


def text(page: Any) -> str:
    return page.locator("#quote-text").inner_text()


def changed(page: Any, old: str) -> None:
    page.wait_for_function("old => document.querySelector('#quote-text')?.innerText !== old", arg=old)


def correct(page: Any) -> tuple[str, str]:
    """Say that the quote is of the third stage; gives its text and the machine's stage."""
    said = text(page), page.locator("[name=panel-stage]:checked").input_value()
    for key in ("s", "3", "Enter"):
        page.keyboard.press(key)
    changed(page, said[0])
    return said


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
        assert text(page) == corrected[7][0]
        page.goto(f"{site.url}/#/teach")
        page.get_by_role("button", name="Teach now").click()
        page.locator("#notes", has_text="Teaching").wait_for()
        page.goto(f"{site.url}/#/map")
        page.locator(".state", has_text="Up to date").wait_for()
        moved = Counter(stage for _, stage in corrected[:7])
        moved["returns"] -= 7
        before = page.evaluate(MACHINES)
        assert page.evaluate(NUMBERS) == {stage: count - moved[stage] for stage, count in before.items()}
        page.close()
    desk.close()

    desk = opened()
    with serving(desk, token) as site:
        page = visit(site, at="table")
        page.get_by_role("combobox", name="Judged").select_option("judged")
        page.locator(".list-head p", has_text="7 quotes").wait_for()
        assert {row.inner_text() for row in page.locator("tbody th").all()} == {words for words, _ in corrected[:7]}
    desk.close()
