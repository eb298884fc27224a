"""What is found in single texts; how much in many is measured by ``benchmarks.redaction``."""

from __future__ import annotations

import importlib.util
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.redaction import KINDS, Known, Span, changed, find, settled, words_in

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "redaction" / "__main__.py"

FOUND = [
    ("I spoke to Sarah Okafor on Monday.", [("name", "Sarah Okafor")]),
    ("mail x.y+z@example.org, then ring 07700 900123", [("e-mail", "x.y+z@example.org"), ("phone", "07700 900123")]),
    ("IBAN DE89 3704 0044 0532 0130 00", [("account", "DE89 3704 0044 0532 0130 00")]),
    ("not a card: 4111 1111 1111 1112", []),
    ("card 4111 1111 1111 1111", [("account", "4111 1111 1111 1111")]),
    ("order #48213 is late", [("number", "#48213")]),
    ("at 14 Elmfield Road, Ely CB7 4LH", [("address", "14 Elmfield Road, Ely CB7 4LH")]),
    ("from 203.0.113.47, version 4.12.0.1", [("IP address", "203.0.113.47")]),
    ("@mila_rides and @tandrel and @shop_help", [("handle", "@mila_rides")]),
    ("see https://example.com/users/mila and https://example.com/help", [("link", "https://example.com/users/mila")]),
    ("Victoria Park, St. Mary's Hospital, John Lewis and Leeds", []),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:30] for text, _ in FOUND])
def test_what_tells_who_somebody_is(text: str, expected: list[tuple[str, str]]) -> None:
    (spans,) = find([text], Known(keep={"tandrel"}))
    assert [(span.kind, span.text) for span in spans] == expected
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("redaction_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_figures_of_the_readme_hold(benchmark: ModuleType) -> None:
    """On the half that nothing was tuned on."""
    tally = benchmark.measure("held_out")
    assert sum(tally.found.values()) / sum(tally.wanted.values()) >= 0.97
    assert sum(tally.right.values()) / sum(tally.taken.values()) >= 0.97
    assert tally.on_negatives <= 2


def test_the_marked_texts_are_many_and_of_every_kind(benchmark: ModuleType) -> None:
    cases = benchmark.cases
    both = [case for half in benchmark.HALVES for case in cases(half)]
    assert len(both) >= 300
    assert {span.kind for case in both for span in case.spans} == set(KINDS)
    assert not {case.text for case in cases("tuned")} & {case.text for case in cases("held_out")}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_offsets_move_with_what_is_replaced(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(a, b, "name", text[a:b]) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    change = changed(text, [(span, "[name 1]") for span in spans])
    for start in range(len(text)):
        if not any(span.start <= start < span.end for span in spans):
            first, last = change.moved(start, start + 1)
            assert change.after[first:last] == text[start]
    for span in spans:
        first, last = change.moved(span.start, span.end)
        assert change.after[first:last] == "[name 1]"


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    from voc.redaction.find import _all

    spans = settled(_all(text, [], Known({"ann b": "name"})))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert changed(text, [(span, span.text) for span in spans]).after == text


def test_known_names_are_found_whole_and_in_any_case() -> None:
    known = Known({"ann": "name", "ann lee": "name", "@ann_l": "handle"})
    assert [span.text for span in known.spans("ANN LEE, Ann, Annie, @ann_l")] == ["ANN LEE", "Ann", "@ann_l"]
    assert [span.text for span in words_in("Rose rose, Rosemary", {"Rose"})] == ["Rose"]
