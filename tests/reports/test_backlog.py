"""The backlog in three forms: every row with its evidence, and nothing in it runs, mentions or links."""

from __future__ import annotations

import csv
import io
import json
import shlex

import pytest
from markdown_it import MarkdownIt
from reports._odd import FORMULAS, HOSTILE, nothing, wild

from voc.reports import backlog, github, jira
from voc.reports._text import one_line, short


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def issues(journey):
    return [json.loads(line) for line in github.render(journey).splitlines()]


@pytest.mark.parametrize("report", [backlog.REPORT, jira.REPORT, github.REPORT], ids=lambda report: report.name)
def test_snapshot(boat_trip, golden, report):
    golden(report.file, report.render(boat_trip))


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("report", [backlog, jira])
def test_no_cell_is_a_formula(boat_trip, report, text):
    head, *body = rows(report.render(wild(boat_trip, text)))
    assert all(len(row) == len(head) for row in body)
    assert not [cell for row in body for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝")]


def test_a_row_counts_people_and_names_its_quotes(boat_trip):
    head, first = rows(backlog.render(boat_trip))
    row = dict(zip(head, first, strict=True))
    assert (row["n"], row["of"], row["quote_ids"], row["internal_quote_ids"]) == ("2", "3", "q1 q3", "s1")
    head, first = rows(jira.render(boat_trip))
    assert first[head.index("Quote ids")] == "q1 q3"
    [issue] = issues(boat_trip)
    assert (issue["n"], issue["of"], issue["quote_ids"]) == (2, 3, ["q1", "q3"])


def test_hostile_texts_are_texts_in_jira(boat_trip):
    head, first = rows(jira.render(wild(boat_trip, HOSTILE)))
    told = first[head.index("Description")]
    assert "\\{\\{ 7\\*7 \\}\\}" in told
    assert "\\[x\\](javascript:y)" in told
    assert "\x00" not in told


def test_hostile_texts_are_texts_at_github(boat_trip):
    [issue] = issues(wild(boat_trip, HOSTILE))
    page = MarkdownIt("commonmark", {"linkify": False}).enable("table").render(issue["body"])
    assert "<script" not in page
    assert "<a " not in page
    assert "@ann" not in issue["body"]
    assert "@<!-- -->ann" in issue["body"]
    assert "<code>" not in page
    assert len(issue["title"]) <= 256
    assert len(issue["body"]) <= 65_536


def test_a_command_is_five_words_whatever_people_wrote(boat_trip):
    for text in ("a'b\"c $(rm) `id`\n;ls", HOSTILE):
        [issue] = issues(wild(boat_trip, text))
        assert shlex.split(issue["command"]) == [
            *("gh", "issue", "create", f"--title={issue['title']}", f"--body={issue['body']}")
        ]


def test_urls_are_not_made_links():
    assert github.plain("see https://x.example and www.y.example") == (
        "see https:<!-- -->//x.example and www<!-- -->.y.example"
    )


@pytest.mark.parametrize("report", [backlog, jira])
def test_no_opportunity_gives_a_header_alone(boat_trip, report):
    assert len(rows(report.render(nothing(boat_trip)))) == 1
    assert github.render(nothing(boat_trip)) == ""


def test_a_title_is_short(boat_trip):
    text = "x" * 1000
    [issue] = issues(wild(boat_trip, text))
    assert issue["title"] == short(issue["title"], 200) == one_line(issue["title"])
