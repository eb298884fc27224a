"""The page in a browser: numbers lead to quotes and their places, filters, curves, keyboard, nothing from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from reports._odd import HOSTILE, many, odd, wild

from voc.journey.model import Journey, ShownQuote
from voc.reports.html import REPORT

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def quotes(page: Any) -> list[str]:
    return page.locator("#panel-list blockquote").all_inner_texts()


def test_stages_out_of_sight_are_counted_and_a_click_away(show: Callable[..., Any], boat_trip: Journey) -> None:
    page = show(many(boat_trip, 9, 1), viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    more = page.locator("#more-stages")
    page.get_by_text("4 more stages →", exact=True).wait_for()
    more.click()
    more.get_by_text("← back").wait_for()
    more.click()
    more.get_by_text("4 more stages").wait_for()
    page.set_viewport_size({"width": 2400, "height": 900})
    more.wait_for(state="hidden")


def test_a_stage_that_is_cut_off_is_out_of_sight(show: Callable[..., Any], boat_trip: Journey) -> None:
    """There is no way back from the first stage."""
    page = show(many(boat_trip, 9, 1), viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.locator("#more-stages").wait_for()
    box = "document.querySelector('#map .scroll')"
    hidden = page.evaluate(f"{box}.scrollWidth - {box}.clientWidth")
    page.set_viewport_size({"width": 1280 + hidden - 40, "height": 900})
    page.get_by_text("1 more stage →", exact=True).wait_for()


def test_a_number_leads_to_its_quotes_and_each_quote_to_its_place(show: Callable[..., Any], told: Journey) -> None:
    page = show(told)
    page.locator("#lane-moments .number").first.click()
    assert page.locator("#panel-title").inner_text() == "Pier"
    assert quotes(page) == ["I waited on the pier for two hours and nobody came."]
    place = page.locator("#panel-list .at").first.inner_text()
    assert "talks/ann.txt" in place
    assert "line 1" in place
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()


def test_everything_can_be_reached_by_keys(show: Callable[..., Any], told: Journey) -> None:
    page = show(told)
    number = page.locator("#people .number").first
    number.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel-title").inner_text() == "Those who wait"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.querySelector('#people .number')")
    page.locator("#curves summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("#curve-key > span").count() == 1
    page.keyboard.press("Escape")
    assert not page.locator("#curves fieldset").is_visible()


def test_curves_are_laid_over_the_map_and_taken_off(show: Callable[..., Any], told: Journey) -> None:
    page = show(told)
    page.locator("#curves summary").click()
    names = page.locator("#curves label").all_inner_texts()
    assert [name.strip().split("  ")[0] for name in names] == [
        "What people expected (score − gap)",
        "families 5 people",
        "others 5 people",
        "Those who wait 3 people",
    ]
    for box in page.locator("[data-curve]").all():
        box.check()
    assert page.locator(".other:visible").count() == 4
    assert len({one.get_attribute("class") for one in page.locator(".other").all()}) == 4
    page.locator("[data-curve]").first.uncheck()
    assert page.locator(".other:visible").count() == 3


def test_filters_narrow_the_lists_and_say_that_numbers_stay(show: Callable[..., Any], told: Journey) -> None:
    people = {"P001": {"household": "families"}, "P002": {"household": "others"}, "P003": {"household": "families"}}
    page = show(told, people)
    before = page.locator("#lane-heard .number").all_inner_texts()
    page.locator("#filters summary").click()
    assert page.locator("#filters label").all_inner_texts()[-1].startswith("household")
    page.locator("#filters select").last.select_option(index=2)
    page.keyboard.press("Escape")
    banner = page.locator("#filtered")
    assert "household: others: 1 of 4 quotes. The numbers on the map are of everyone." in banner.inner_text()
    page.locator("#find").fill("the")
    page.keyboard.press("Enter")
    assert quotes(page) == ["The boat was lovely."]
    page.keyboard.press("Escape")
    assert page.locator("#lane-heard .number").all_inner_texts() == before
    banner.locator("button").click()
    assert not banner.is_visible()


def test_filters_of_one_name_are_two_filters(show: Callable[..., Any], told: Journey) -> None:
    told = replace(told, segments=(replace(told.segments[0], attribute="Source"),))
    staff = {name: replace(quote, source_kind="note") for name, quote in told.quotes.items() if quote.role == "staff"}
    people = {"P001": {"Source": "families"}, "P002": {"Source": "others"}}
    page = show(replace(told, quotes=told.quotes | staff), people)
    page.locator("#filters summary").click()
    page.locator("#filters select").first.select_option(label="note (1)")
    page.locator("#filters select").last.select_option(label="others (1)")
    assert "Source: note and Source: others: 0 of 4 quotes" in page.locator("#filtered").inner_text()


def test_lanes_are_switched_and_search_finds(show: Callable[..., Any], told: Journey) -> None:
    page = show(told)
    page.locator("#lanes summary").click()
    page.locator("[data-lane=pains]").uncheck()
    assert not page.locator("#lane-pains").is_visible()
    page.locator("#find").fill("nobody")
    page.keyboard.press("Enter")
    assert len(quotes(page)) == 2
    assert page.locator("#panel-list .hit").first.inner_text().lower() == "nobody"


def test_an_address_that_names_no_list_opens_nothing(show: Callable[..., Any], told: Journey) -> None:
    page = show(told)
    page.evaluate("location.hash = '%'")
    assert not page.locator("#panel").is_visible()
    assert "no interval" in page.locator("#lane-gap").inner_text()


def test_an_id_in_a_table_opens_its_quote(show: Callable[..., Any], told: Journey) -> None:
    ids = {name: f"{number:016x}" for number, name in enumerate(told.quotes, 1)}
    renamed = _renamed(told, ids)
    page = show(renamed)
    page.locator("#compared summary", has_text="Expectation").click()
    page.locator("#compared .ref").first.click()
    assert quotes(page) == ["The boat was lovely."]


def _renamed(record: Any, ids: dict[str, str]) -> Any:
    """The map with other ids of quotes, as long as real ones."""
    from dataclasses import fields, is_dataclass

    if isinstance(record, str):
        return ids.get(record, record)
    if isinstance(record, tuple):
        return tuple(_renamed(one, ids) for one in record)
    if isinstance(record, dict):
        return {_renamed(key, ids): _renamed(one, ids) for key, one in record.items()}
    if is_dataclass(record) and not isinstance(record, type):
        return replace(record, **{item.name: _renamed(getattr(record, item.name), ids) for item in fields(record)})
    return record


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(show: Callable[..., Any], told: Journey, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = show(told, color_scheme=theme)
    for box in page.locator(".depth summary").all():
        box.click()
    assert _violations(Axe().run(page)) == []
    page.locator("#lane-moments .number").first.click()
    assert _violations(Axe().run(page)) == []


def _violations(found: Any) -> list[tuple[str, str]]:
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]


def test_a_hostile_study_is_text_and_runs_nothing(show: Callable[..., Any], told: Journey) -> None:
    page = show(wild(told, HOSTILE))
    page.on("dialog", lambda dialog: pytest.fail("a script of the study ran"))
    page.locator("#lane-heard .number").first.click()
    assert "<script>alert(1)</script>" in quotes(page)[0]
    assert page.locator("script").count() == 2


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["nothing", "no pains", "one stage", "thirty stages", "long labels", "right to left"])
def test_odd_maps_do_not_run_out_of_the_page(
    show: Callable[..., Any], boat_trip: Journey, found: Journey, name: str, viewport: dict[str, int]
) -> None:
    journey = odd(boat_trip if name == "nothing" else found)[name]
    page = show(journey, viewport=viewport)
    page.evaluate("scrollTo(0, document.body.scrollHeight); dispatchEvent(new Event('resize'))")
    page.evaluate("new Promise(requestAnimationFrame)")
    # Wide tables scroll by themselves; the page does not.
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_it_prints_on_a3_landscape(show: Callable[..., Any], told: Journey) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    page = show(told)
    sizes = [one.mediabox for one in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert {(round(float(size.width)), round(float(size.height))) for size in sizes} == {(1191, 842)}


@pytest.mark.parametrize(("many", "size", "told"), [(2000, 2, "2,000 quotes"), (50_000, 5, "of 50,000")])
def test_a_large_map_opens_at_once(
    show: Callable[..., Any], boat_trip: Journey, many: int, size: int, told: str
) -> None:
    """Quotes of two hundred letters; of a study of a hundred thousand the page holds the most telling."""
    one = boat_trip.quotes["q1"]
    text = "We waited for the courier and nobody told us when it would come. "
    quotes: dict[str, ShownQuote] = {
        f"{number:016x}": replace(one, text=f"{number}: {text * 3}", participant=f"P{number % 700:04d}")
        for number in range(many)
    }
    first = replace(boat_trip.stages[1], quote_ids=tuple(quotes), n_quotes=many)
    stages = (boat_trip.stages[0], first, *boat_trip.stages[2:])
    journey = replace(boat_trip, quotes=boat_trip.quotes | quotes, stages=stages)
    assert len(str(REPORT.render(journey)).encode()) <= size * 1_000_000
    page = show(journey)
    begin = time.perf_counter()
    page.reload()
    page.locator("#lane-heard .number", has_text=f"{many:,}").click()
    assert page.locator("#panel-list li").count() > 10
    assert time.perf_counter() - begin < 6  # 2 s on an idle machine; tests share theirs
    assert told in page.locator("#panel-count").inner_text()
