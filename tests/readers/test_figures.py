"""Figures of the business: read as numbers at their step, never as quotes."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from voc.codebook import Codebook
from voc.errors import StudyError
from voc.journey.figures import placed
from voc.readers import Reading
from voc.reading.numbers import number

RULE = "# ----------------------------------------"
GA4 = f"""\
{RULE}
# Free form-Free form 1
# 20260723-20260922
{RULE}

Date,Page path and screen class,Device,Active users,Engagement rate,Average engagement time
,,,211078,0.36,12.5,Grand total
20260826,/,mobile,"44,963",0.31,10
20260826,/pricing,desktop,130,12.5%,20

City,Active users
Ulm,2288
"""
KPI = "Month;KPI;Value;Unit\n2026-01;CSAT;4,2;points\n2026-01;First response;00:06:12;\n2026-02;CSAT;n/a;points\n"
CLICKS = "Element,Selector,Clicks,% of clicks\nBuy now,#buy,120,60%\nFAQ,#faq,80,40%\nTotal,,200,100%\n"
BOOK = Codebook.parse(
    b'title = "T"\n[[stage]]\nname = "compare"\nlabel = "Comparing"\nmeaning = "a"\n'
    b'[[stage]]\nname = "buy"\nmeaning = "b"\n',
    where="book",
)


def found(reading: Reading) -> list[tuple[str, str, float, str | None, str | None, str | None]]:
    table = reading.figures.astype(object).where(reading.figures.notna(), None)
    columns = ("step", "metric", "value", "unit", "period", "segment")
    return [tuple(row[name] for name in columns) for row in table.to_dict("records")]


def test_every_table_of_a_ga4_file_is_read(read: Callable[..., Reading]) -> None:
    reading = read({"ga.csv": GA4})
    assert reading.files[0].format == "ga4"
    assert found(reading) == [
        ("/", "Active users", 44963.0, "count", "20260826", "Device: mobile"),
        ("/", "Engagement rate", 0.31, "share", "20260826", "Device: mobile"),
        ("/", "Average engagement time", 10.0, "seconds", "20260826", "Device: mobile"),
        ("/pricing", "Active users", 130.0, "count", "20260826", "Device: desktop"),
        ("/pricing", "Engagement rate", 0.125, "share", "20260826", "Device: desktop"),
        ("/pricing", "Average engagement time", 20.0, "seconds", "20260826", "Device: desktop"),
        ("Ulm", "Active users", 2288.0, "count", "2026-07-23 – 2026-09-22", None),
    ]
    assert "sums" in reading.files[0].note


def test_a_long_table_of_metrics_is_read(read: Callable[..., Reading]) -> None:
    reading = read({"kpi.csv": KPI})
    assert found(reading) == [
        ("CSAT", "CSAT", 4.2, None, "2026-01", None),
        ("First response", "First response", 372.0, "seconds", "2026-01", None),
    ]
    assert reading.files[0].note == "1 cells are no numbers and are left out"


def test_a_click_list_is_read_without_its_total(read: Callable[..., Reading]) -> None:
    reading = read({"clicks.csv": CLICKS})
    assert [(step, metric, value) for step, metric, value, *_ in found(reading)] == [
        ("Buy now", "Clicks", 120.0),
        ("Buy now", "% of clicks", 0.6),
        ("FAQ", "Clicks", 80.0),
        ("FAQ", "% of clicks", 0.4),
    ]
    assert found(reading)[0][-1] == "Selector: #buy"


def test_figures_are_no_quotes_and_stand_beside_them(read: Callable[..., Reading]) -> None:
    talk = "Interviewer: How was it?\nAnna: It was late.\nInterviewer: And then?\nAnna: I left.\n"
    reading = read({"a.txt": talk, "clicks.csv": CLICKS})
    assert set(reading.quotes["source"]) == {"a.txt"}
    assert (reading.files[1].figures, reading.files[1].read) == (4, 0)


def test_the_study_may_say_that_a_table_holds_figures(read: Callable[..., Reading]) -> None:
    table = "what,n\nbrowse,12\npay,3\n"
    assert "own words" in read({"t.csv": table, "clicks.csv": CLICKS}).errors[0]
    reading = read({}, source=[{"files": "t.csv", "kind": "figures"}])
    assert [(step, value) for step, _, value, *_ in found(reading)][-2:] == [("browse", 12.0), ("pay", 3.0)]


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("1,234", 1234, None), ("1,234,567.5", 1234567.5, None), ("12.5 %", 0.125, "share"), ("-3", -3, None),
        ("€ 12.50", 12.5, "€"), ("12.50 EUR", 12.5, "EUR"), ("1 234", 1234, None), ("90d", 7_776_000, "seconds"),
        ("6d 04:40", 535_200, "seconds"), ("2:26", 146, "seconds"), ("3m 20s", 200, "seconds"), (".5", 0.5, None),
        ("1'234.5", 1234.5, None), ("3.", 3, None),
    ],
)  # fmt: skip
def test_a_number_is_read(cell: str, value: float, unit: str | None) -> None:
    assert number(cell) == (pytest.approx(value), unit)


@pytest.mark.parametrize("cell", ["", "n/a", "-", "mobile", "1,2,3", "1.2.3.4", "12 apples", "#REF!", "%", "d"])
def test_what_is_no_number_is_none(cell: str) -> None:
    assert number(cell) is None


def test_figures_are_put_to_stages_by_pattern_and_by_name() -> None:
    table = pd.DataFrame({"step": ["/pricing?x=1", "Comparing", "buy", "/else"]})
    assert placed(table, {"/PRICING*": "buy"}, BOOK)["stage"].tolist()[:3] == ["buy", "compare", "buy"]
    assert pd.isna(placed(table, {}, BOOK)["stage"].iloc[3])


def test_a_stage_that_is_not_in_the_codebook_is_refused() -> None:
    with pytest.raises(StudyError, match=r"no stage 'compere' in the codebook “T”; did you mean 'compare'"):
        placed(pd.DataFrame({"step": ["a"]}), {"/pricing*": "compere"}, BOOK)


STEPS = "Step name,Users\nCart,100\nAddress,60\nPaid,{paid}\nTotal,999\n"


@pytest.mark.parametrize(
    ("paid", "told", "funnel", "note"),
    [
        (40, None, None, ""),
        (40, "closed", "closed", ""),
        (40, "open", "open", ""),
        (80, None, "open", "Users grow from 'Address' (60) to 'Paid' (80): taken for an open funnel"),
        (80, "open", "open", ""),
        (80, "closed", "open", "which no closed funnel does; taken for an open one"),
    ],
)
def test_open_and_closed_funnels(
    read: Callable[..., Reading], paid: int, told: str | None, funnel: str | None, note: str
) -> None:
    rules = [{"files": "funnel.csv", "funnel": told}] if told else []
    reading = read({"funnel.csv": STEPS.format(paid=paid)}, source=rules)
    given = reading.figures["funnel"].astype(object).where(reading.figures["funnel"].notna(), None)
    assert set(given) == {funnel}
    assert note in reading.files[0].note
