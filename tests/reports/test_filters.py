"""What the lists of quotes can be narrowed to."""

from __future__ import annotations

from dataclasses import replace

from voc.journey.model import Journey
from voc.reports._page.filters import Filter, filters


def test_a_page_that_holds_some_quotes_knows_the_people_of_a_persona_by_all(found: Journey) -> None:
    quotes = found.quotes | {"q3": replace(found.quotes["q3"], participant="P001")}
    whole = replace(found, quotes=quotes)
    held = replace(whole, quotes={"q3": quotes["q3"], "s1": quotes["s1"]})
    assert Filter("Persona", (("Those who wait", ("q3",)),)) in filters(whole, held, {})


def test_a_filter_of_one_option_is_none(found: Journey) -> None:
    assert [one.name for one in filters(found, found, {"P001": {"household": "families"}})] == ["Persona"]
