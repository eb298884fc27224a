from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

from voc.journey.model import (
    SCHEMA_VERSION,
    Account,
    Cell,
    Coverage,
    Journey,
    Lane,
    Outcome,
    PainPoint,
    Score,
    Share,
    ShownQuote,
    Stage,
)
from voc.reports._curve import HEIGHT, PAD, curve
from voc.reports.html import REPORT, render, spans

HOSTILE = "</script><script>alert(1)</script><!-- & \"quoted\" 'single' 🚲🚲 שלום <b onclick=x>"
NONE = Score(None, None, None)
FIELDS = {
    "goals": "goal",
    "actions": "action",
    "questions": "question",
    "motivations": "motivation",
    "needs": "need",
    "expectations": "expectation",
    "delights": "delight",
    "pains": "pain",
}


def quote(text: str, stage: str = "a", **changes: Any) -> ShownQuote:
    fields: dict[str, Any] = {
        "participant": "P1",
        "role": "participant",
        "source": "sources/one.csv",
        "source_sha256": "0" * 64,
        "source_kind": "survey",
        "locator": "row 1",
        "start": 0,
        "end": len(text),
        "question": "What annoys you?",
        "stage_confidence": 0.9,
        "stage_by": "cue:test@1",
        "touchpoints": ("app",),
        "facets": ("pain",),
        "valence": -0.5,
        "words": (),
    }
    return ShownQuote(text=text, stage=stage, **{**fields, **changes})


def stage(order: int, ids: tuple[str, ...] = (), reason: str | None = None, **changes: Any) -> Stage:
    lanes = {field: Lane(facet, field.capitalize(), 0, 0, ()) for field, facet in FIELDS.items()}
    scored = reason is None
    fields: dict[str, Any] = {
        "id": "abc"[order - 1],
        "label": f"Stage {order}",
        "meaning": "What happens.",
        "order": order,
        "n_quotes": len(ids),
        "n_participants": len(ids),
        "n_sources": 1 if ids else 0,
        "empty_reason": reason,
        "emotion": Score(5.0, -1.0, 11.0) if scored else NONE,
        "pained": Share(0.5, 0.2, 0.8, 1, 2) if scored else None,
        "delighted": None,
        "touchpoints": (),
        "channels": (),
        "quote_ids": ids,
    }
    return Stage(**{**lanes, **fields, **changes})


def journey(stages: tuple[Stage, ...], quotes: dict[str, ShownQuote], **changes: Any) -> Journey:
    fields: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "title": "A journey",
        "scope": "customer",
        "codebook": "Test@1",
        "settings": {
            "seed": 0,
            "resamples": 2000,
            "min_participants": 3,
            "languages": ["en"],
            "correction": "uncorrected: no person has reviewed a sample of the tags",
            "redaction": "none: quotes are verbatim",
            "voc": "0.1.0",
            "models": {"vader": "3.3.2"},
        },
        "account": Account(10, 8, len(quotes), 8 - len(quotes), {"filler": 2}),
        "pain_points": (),
        "moments_of_truth": (),
        "opportunities": (),
        "personas": (),
        "segments": (),
        "outcomes": (),
        "internal": {},
        "coverage": Coverage({}, {"survey": 3}, 1, 0, 0),
    }
    return Journey(stages=stages, quotes=quotes, **{**fields, **changes})


@pytest.fixture
def full() -> Journey:
    """Two stages with everything in them, hostile texts, and one that was not asked about."""
    quotes = {
        "q1": quote(HOSTILE, words=("alert", "🚲"), participant=HOSTILE, locator=HOSTILE, question=HOSTILE),
        "q2": quote("W" * 300, participant=None, source_kind="interview", facets=("delight",), valence=None),
        "q3": quote("Nobody came, nobody.", "b", words=("nobody",), facets=("hearsay",)),
        "s1": quote("They always ring.", participant="S1", role="staff", stage_confidence=None, stage_by=None),
    }
    told = Lane("delight", "Delights", 1, 1, ("q2",))
    touch = Cell("app", HOSTILE, 1, 1, NONE, ("q1",))
    hurt = Lane("pain", "Pains", 1, 1, ("q1",))
    first = stage(1, ("q1", "q2"), label=HOSTILE, meaning=HOSTILE, delights=told, pains=hurt, touchpoints=(touch,))
    first = replace(first, channels=(Lane("e-mail", "e-mail", 1, 1, ("q1",)),))
    pain = PainPoint(
        1, 1, 1, 1.0, (), HOSTILE, "a", "app", 0.1, None, None, Share(0.5, None, None, 1, 2), 0.2, 1, ("q1",), "q1"
    )
    return journey(
        (first, stage(2, ("q3",)), stage(3, (), "not asked")),
        quotes,
        title=HOSTILE,
        pain_points=(pain,),
        outcomes=(Outcome("NPS", -20.6, None, None, 5),),
        internal={"a": Lane("internal", "Internal", 1, 1, ("s1",))},
        coverage=Coverage({"a": {"survey": 1, "interview": 1}}, {"survey": 2, "chat": 1}, 1, 0, 0),
    )


def evidence(page: Any) -> dict[str, Any]:
    return json.loads(page.xpath("//script[@id='evidence']")[0].text)


def test_nothing_is_loaded_from_anywhere(full: Journey) -> None:
    page = parser.document_fromstring(render(full))
    targets = [*page.xpath("//@src"), *page.xpath("//@href"), *page.xpath("//@action"), *page.xpath("//@data")]
    assert {target for target in targets if not target.startswith("#")} == {"data:,"}
    assert "url(" not in page.xpath("//style")[0].text
    assert "@import" not in page.xpath("//style")[0].text


def test_policy_names_the_hashes_of_what_stands_in_the_page(full: Journey) -> None:
    page = parser.document_fromstring(render(full))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]

    def sha(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    [style], [script] = page.xpath("//style"), page.xpath("//script[not(@type)]")
    assert policy.startswith("default-src 'none';")
    assert f"style-src {sha(style.text)};" in policy
    assert f"script-src {sha(script.text)};" in policy
    assert "unsafe" not in policy


def test_hostile_texts_stay_texts(full: Journey) -> None:
    page = parser.document_fromstring(render(full))
    assert len(page.xpath("//script")) == 2
    assert not page.xpath("//@style")
    assert not [name for node in page.iter() if isinstance(node.tag, str) for name in node.keys() if name[:2] == "on"]  # noqa: SIM118
    assert page.xpath("//h1")[0].text_content() == HOSTILE
    assert page.xpath("//*[@class='what']//blockquote")[0].text_content() == HOSTILE
    assert evidence(page)["quotes"][0][0] == HOSTILE


def test_every_button_opens_quotes_that_are_there(full: Journey) -> None:
    page = parser.document_fromstring(render(full))
    data = evidence(page)
    opened = set(page.xpath("//@data-e"))
    assert {"all", "customers", "stage-1", "stage-1-pained", "stage-1-touchpoint-1", "pain-1"} <= opened
    assert opened <= set(data["lists"])
    assert all(len(numbers) == total > 0 for _, _, numbers, total in data["lists"].values())
    assert max(n for _, _, numbers, _ in data["lists"].values() for n in numbers) < len(data["quotes"])
    for button in page.xpath("//*[@data-q]"):
        assert int(button.get("data-q")) in data["lists"][button.get("data-e")][2]


def test_places_of_words_are_in_utf16_units(full: Journey) -> None:
    quotes = evidence(parser.document_fromstring(render(full)))["quotes"]
    units = quotes[0][12]
    text = HOSTILE.encode("utf-16-le")
    words = [text[2 * a : 2 * b].decode("utf-16-le") for a, b in zip(units[::2], units[1::2], strict=True)]
    assert words == ["alert", "🚲🚲"]
    # Not the capital one at the start, which carried nothing.
    assert quotes[2][12] == [13, 19]


def test_the_three_empty_cells_look_and_read_differently() -> None:
    reasons = ("not asked", "asked, nobody raised it", "too few people to show")
    page = parser.document_fromstring(
        render(journey(tuple(stage(n, (), reason) for n, reason in enumerate(reasons, 1)), {}))
    )
    cells = page.xpath("//tr[@id='lane-heard']//span[contains(@class, 'none')]")
    assert [cell.text for cell in cells] == list(reasons)
    assert len({cell.get("class") for cell in cells}) == 3
    patterns = set(page.xpath("//*[@class='gap']/@fill"))
    assert len(patterns) == 3
    assert patterns <= {f"url(#{name})" for name in page.xpath("//pattern/@id")}


def test_a_stage_people_spoke_of_does_not_claim_a_question() -> None:
    page = parser.document_fromstring(render(journey((stage(1, ("q",)), stage(2, ())), {"q": quote("Slow.")})))
    assert page.xpath("//tr[@id='lane-goals']/td[1]//span/text()") == ["nobody raised it"]


def test_empty_lanes_are_hidden_and_said(full: Journey) -> None:
    page = parser.document_fromstring(render(full))
    assert page.xpath("//tr[@id='lane-goals']/@hidden")
    assert not page.xpath("//tr[@id='lane-delights']/@hidden")
    assert "Goals" in page.xpath("//p[@class='note' and contains(., 'Hidden')]")[0].text_content()
    assert page.xpath("//input[@data-lane='delights']/@checked")
    assert not page.xpath("//input[@data-lane='goals']/@checked")


def test_badge_says_that_nothing_is_corrected(full: Journey) -> None:
    badge = parser.document_fromstring(render(full)).xpath("//*[@class='badge']")[0].text_content()
    assert " ".join(badge.split()) == "Draft · uncorrected: no person has reviewed a sample of the tags"


def test_same_journey_same_bytes(full: Journey) -> None:
    assert render(full) == render(full)


def test_headings_and_ids_are_in_order(full: Journey) -> None:
    page = parser.document_fromstring(render(full))
    levels = [int(node.tag[1]) for node in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.get("lang") == "en"


@pytest.mark.parametrize("count", [1, 3, 12])
def test_any_number_of_stages(count: int) -> None:
    stages = tuple(replace(stage(1, ("q",)), id=f"s{n}", label=f"S{n}") for n in range(count))
    page = parser.document_fromstring(render(journey(stages, {"q": quote("Slow.", "s0")})))
    assert len(page.xpath("//tr[@class='stages']/th")) == count
    assert len(page.xpath("//*[@class='point']")) == count


def test_nothing_at_all_still_renders() -> None:
    page = parser.document_fromstring(render(journey((), {}, settings={}, account=Account(0, 0, 0, 0, {}))))
    assert "No quote of a customer" in page.text_content()
    assert not page.xpath("//@data-e")


def test_curve_breaks_where_there_is_no_score() -> None:
    drawn = curve([Score(0.0, -10.0, 10.0), Score(20.0, 10.0, 20.0), NONE, Score(-5.0, None, None)])
    assert drawn.limit == 20.0
    assert drawn.lines == (f"M12.5 {HEIGHT / 2:g}L37.5 {PAD:g}",)
    assert len(drawn.bands) == 1
    assert [point.side for point in drawn.points] == ["unsure", "good", "unsure", "unsure"]
    assert drawn.points[2].y is None


def test_axis_says_when_it_is_cut_short() -> None:
    def words(score: Score) -> str:
        page = parser.document_fromstring(render(journey((stage(1, ("q",), emotion=score),), {"q": quote("Slow.")})))
        return str(page.xpath("//tr[@data-follows='emotion']/th")[0].text_content())

    assert "The axis ends at ±50" in words(Score(-30.0, -45.0, -20.0))
    assert "The axis ends" not in words(Score(-80.0, -90.0, -70.0))


@pytest.mark.parametrize(("numbers", "words"), [([], ""), ([3], "3"), ([1, 2], "1 and 2"), ([4, 2, 3], "2–4")])
def test_spans(numbers: list[int], words: str) -> None:
    assert spans(numbers) == words


def test_report_names_its_file() -> None:
    assert (REPORT.name, REPORT.file) == ("html", "journey.html")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_loads_in_a_browser_without_an_error(full: Journey, tmp_path: Path) -> None:
    page = tmp_path / "journey.html"
    page.write_text(render(full), encoding="utf-8")
    flags = "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking"
    ran = subprocess.run(
        [
            "chromium",
            *(f"--{flag}" for flag in flags.split()),
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=2000",
            "--enable-logging=stderr",
            "--dump-dom",
            f"{page.as_uri()}#pain-1",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not re.findall(r".*CONSOLE.*", ran.stderr)
    # The script ran, and the address opened the panel with the quote in it, as text.
    shown = parser.document_fromstring(ran.stdout)
    assert shown.get("data-script") == "on"
    assert shown.xpath("//dialog/@open") == [""]
    assert [block.text_content() for block in shown.xpath("//ol[@id='panel-list']//blockquote")] == [HOSTILE]


def test_no_cell_of_a_lane_is_empty_without_a_word(found: Journey) -> None:
    lanes = parser.fromstring(render(found)).xpath("//tr[contains(@class, 'lane') and not(@hidden)]")
    cells = [cell.text_content().strip() for lane in lanes for cell in lane.xpath("td")]
    assert len(cells) > 20
    assert all(cells)
