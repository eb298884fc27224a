"""The Markdown page: what it says, and that hostile words stay words in Markdown and in Mermaid."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from voc.journey.model import Lane, Score
from voc.journey.portraits import Actor, Backstage, Sentence
from voc.reports.markdown import REPORT, cell, line, mood, plain, render

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[link](http://x)",
    "![pic](http://x)",
    "a | b || c",
    "`code` **bold** _em_ # head",
    "~~struck~~",
    "two\nlines\n\n# and a head",
    "```\nfence",
    "name: with; signs # and\nlines",
    "&lt;b&gt; & \\",
    "\u2028\u2029\x85line ends",
    "%% a comment",
    "Journey home",
    "Title page",
    "Section 8",
    "::;;##",
]
# The tokens of Mermaid's journey grammar (journey.jison, MIT), tried in this order at the start of a line.
COMMENT = re.compile(r"%%(?!\{)|[^}]%%|#", re.IGNORECASE)
KEYWORD = re.compile(r"journey|title\s|acctitle\s*:|accdescr\s*[:{]|section\s", re.IGNORECASE)
TASK = re.compile(r"[^#:\n;]+: ([1-5]): (\d+) (?:person|people)")


def diagram(page):
    """The lines of the Mermaid block, stripped."""
    inside = re.search(r"^```mermaid\n(.*?)\n```$", page, re.DOTALL | re.MULTILINE)
    return [text.strip() for text in inside[1].split("\n")]


def with_text(journey, text):
    quotes = {name: replace(quote, text=text, source=text, locator=text) for name, quote in journey.quotes.items()}
    stages = tuple(
        replace(
            stage,
            label=text,
            channels=(Lane("app", text, 1, 1, ("q1",)),),
            touchpoints=tuple(replace(touch, label=text) for touch in stage.touchpoints),
        )
        for stage in journey.stages
    )
    points = tuple(replace(pain, label=text) for pain in journey.pain_points)
    counted = replace(journey.account, excluded={text: 4})
    return replace(journey, quotes=quotes, stages=stages, pain_points=points, account=counted)


def with_names(journey, text):
    """The map with a hostile title, codebook and participant: a table made elsewhere may hold any names."""
    quotes = {name: replace(quote, participant=text) for name, quote in journey.quotes.items()}
    return replace(journey, quotes=quotes, title=text, codebook=text)


def tokens(page):
    """Every token of the page as GitHub's dialect has them, inline ones included."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page):
        yield token
        yield from token.children or ()


def test_snapshot(boat_trip, golden):
    golden(REPORT.file, render(boat_trip))


def test_what_the_page_says(boat_trip):
    page = render(boat_trip)
    assert "# Hiring a boat\n" in page
    assert "NPS −12 [−50, +25], 8 answers." in page
    assert "| The trip | −17 [−50, +20] | 3 | 2 | 1 | 3 | 1 | Pier 2 | app 1 |" in page
    assert "| Booking | asked, nobody raised it | 0 | – | – | 0 | 0 |  |  |" in page
    assert "2 of 3 (67 %), intensity 0.40, severity 0.267, rank 1–2, tied with 2" in page
    assert "> I waited on the pier for two hours and nobody came." in page
    for row in ("| read | 9 |", "| – filler | 3 |", "| kept | 5 |", "| with a stage | 4 |"):
        assert row in page


def test_the_account_adds_up_as_printed(boat_trip):
    page = render(boat_trip)
    rows = dict(re.findall(r"^\| (?:– )?(.+?) \| (\d+) \|$", page, re.MULTILINE))
    figures = {name: int(number) for name, number in rows.items()}
    assert figures["read"] == figures["kept"] + figures["filler"] + figures["no words"]
    assert figures["kept"] == figures["with a stage"] + figures["abstained: no stage is likely enough"]


def test_the_diagram_has_a_section_and_a_task_for_every_stage(boat_trip):
    lines = diagram(render(boat_trip))
    assert lines[:2] == ["journey", "title Hiring a boat"]
    assert lines[2::2] == ["section Booking", "section The trip", "section Return"]
    booking, trip, back = lines[3::2]
    assert booking.endswith("asked, nobody raised it: 3: 0 people")
    assert trip.endswith("The trip −17 [−50 to +20]: 3: 3 people")
    assert back.endswith("not asked: 3: 0 people")


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_reads_every_stage_whatever_it_is_called(boat_trip, text):
    lines = diagram(render(with_names(with_text(boat_trip, text), text)))
    assert lines[0] == "journey"
    assert len(lines) == 2 + 2 * len(boat_trip.stages)
    assert re.fullmatch(r"title [^#:;\n]+", lines[1])
    for section, task in zip(lines[2::2], lines[3::2], strict=True):
        assert re.fullmatch(r"section [^#:;\n]+", section)
        assert TASK.fullmatch(task)
        assert not COMMENT.match(task)
        assert not KEYWORD.match(task)


def still_words(before, after):
    """Whether a page has no link, picture or HTML, and the same blocks as the harmless one."""
    ours = [token.type for token in tokens(before)]
    theirs = [token.type for token in tokens(after)]
    for kind in ("html_block", "html_inline", "link_open", "image", "code_inline", "s_open", "em_open"):
        assert kind not in theirs
    for kind in ("fence", "heading_open", "table_open", "strong_open"):
        assert theirs.count(kind) == ours.count(kind)
    return ours, theirs


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(boat_trip, text):
    ours, theirs = still_words(render(boat_trip), render(with_text(boat_trip, text)))
    # One reason of exclusion instead of two; every other row has its cells.
    assert theirs.count("tr_open") == ours.count("tr_open") - 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_words(boat_trip, text):
    still_words(render(boat_trip), render(with_names(boat_trip, text)))


@given(st.text())
def test_a_quote_is_read_as_it_was_said(text):
    """Markdown gives back the very words, white space aside."""
    (token,) = MarkdownIt("commonmark").parseInline(line(text))
    said = "".join(child.content for child in token.children)
    assert said == " ".join(text.replace("\x00", "�").split())
    assert {child.type for child in token.children} <= {"text", "text_special"}


@given(st.text())
def test_a_cell_is_one_cell(text):
    page = f"| a | b |\n|---|---|\n| {cell(text)} | 1 |\n"
    parsed = MarkdownIt("commonmark").enable("table").parse(page)
    cells = [parsed[place + 1].content for place, token in enumerate(parsed) if token.type == "td_open"]
    assert len(cells) == 2
    assert cells[1] == "1"


@given(st.text())
def test_a_plain_name_has_no_sign_that_mermaid_acts_on(text):
    assert not set(plain(text)) & set(":;#\n\r")


@pytest.mark.parametrize(
    ("value", "step"), [(-100, 1), (-60.1, 1), (-60, 2), (-20, 3), (0, 3), (19.9, 3), (20, 4), (60, 5), (100, 5)]
)
def test_moods(value, step):
    assert mood(value) == step


def test_people_of_two_files_are_not_mixed_up(boat_trip):
    """Row 2 of one file and row 2 of another are two unnamed people."""
    quotes = {
        "q1": replace(boat_trip.quotes["q1"], participant=None, source="a.csv", locator="row 2"),
        "q2": replace(boat_trip.quotes["q2"], participant=None, source="b.csv", locator="row 2"),
        "q3": replace(boat_trip.quotes["q3"], participant="P1"),
        "s1": boat_trip.quotes["s1"],
    }
    assert "3 quotes of 3 people from 3 sources" in render(replace(boat_trip, quotes=quotes)).replace("\n", " ")


def test_a_map_without_pains_staff_outcomes_and_scores(boat_trip):
    bare = replace(boat_trip, pain_points=(), opportunities=(), internal={}, outcomes=(), stages=boat_trip.stages[:1])
    page = render(bare)
    assert "None that 3 people raise." in page
    assert "Behind the scenes" not in page
    assert "NPS" not in page


def test_what_staff_say_is_behind_the_scenes(boat_trip):
    lane = Backstage("trip", 1, (Actor("guide", "role", 1, ("s1",)),), {"telephone": ("s1",)}, ("s1",), ("s1",), (1,))
    page = render(replace(boat_trip, backstage=(lane,)))
    assert "- **The trip** (1 of the staff)" in page
    for told in (
        "who acts: guide 1",
        "through: telephone 1",
        "what hurts inside: We only have one key for both piers.",
    ):
        assert f"  - {told}" in page


def test_personas_that_are_refused_say_why(boat_trip):
    page = render(replace(boat_trip, refused={"personas": "refused: 3 people are too few"}))
    assert "## Personas\n\nRefused: 3 people are too few." in page
    page = render(replace(boat_trip, refused={"personas": "refused: “NPS” | <b>, by which"}))
    assert "Refused: “NPS” \\| &lt;b>, by which." in page


def test_a_persona_that_shares_nothing_has_no_empty_tables(found):
    (persona,) = found.personas
    page = render(replace(found, personas=(replace(persona, traits=(), path=()),)))
    assert "There is nothing that enough of them share.\n\nNo stage that enough of them spoke of." in page
    assert "of the others" not in page


def test_a_score_without_an_interval(boat_trip):
    alone = replace(boat_trip.stages[1], emotion=Score(50.0, None, None))
    page = render(replace(boat_trip, stages=(alone,)))
    assert "The trip +50: 4: 3 people" in page


def test_one_is_singular(boat_trip):
    quotes = {"q1": boat_trip.quotes["q1"]}
    sentence = Sentence("stage", "A boat was hired.", ("q1",))
    lone = replace(boat_trip.stages[1], n_participants=1)
    page = render(replace(boat_trip, quotes=quotes, summary=(sentence,), stages=(lone,), pain_points=()))
    assert "1 quote of 1 person from 1 source stands on this map" in page
    assert "(1 quote: q1)" in page
    assert page.count(": 1 person\n") == 1


def test_a_head_stands_below_a_blank_line(boat_trip):
    pain = boat_trip.pain_points[0]
    for delights in ((), (pain,)):
        for refused in ({}, {"waves": "refused: no quote is of a wave"}):
            lines = render(replace(boat_trip, delight_points=delights, refused=refused)).split("\n")
            assert all(not before for before, line in pairwise(lines) if line.startswith("#"))


def test_a_thousand_people_are_one_actor_of_mermaid(boat_trip):
    crowd = replace(boat_trip.stages[1], n_participants=1200)
    assert diagram(render(replace(boat_trip, stages=(crowd,))))[-1].endswith(": 1200 people")
