"""Dates as exports write them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voc import quotes
from voc.reading.dates import date_reader, parse_date
from voc.reading.source import Source
from voc.study import SourceRule


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-05-03", "2026-05-03T00:00:00+00:00"),
        ("2026-05-03 18:22:10", "2026-05-03T18:22:10+00:00"),
        (" 2026-05-03T18:22:10Z ", "2026-05-03T18:22:10+00:00"),
        ("2026-05-03T18:22:10.123+02:00", "2026-05-03T16:22:10.123000+00:00"),
        ("2026/01/05 3:04:05 PM GMT+1", "2026-01-05T14:04:05+00:00"),
        ("2026/01/05 12:04:05 AM GMT-10", "2026-01-05T10:04:05+00:00"),
        ("2026/01/05 3:04:05 PM GMT+5:30", "2026-01-05T09:34:05+00:00"),
        ("2026/01/05 3:04:05 pm GMT+1", "2026-01-05T14:04:05+00:00"),
        ("2020/01/29 3:02:25 pm CET", "2020-01-29T14:02:25+00:00"),
        ("2020/07/29 12:02:25 am CEST", "2020-07-28T22:02:25+00:00"),
        ("2026/01/05 3:04:05 PM EST", "2026-01-05T20:04:05+00:00"),
        ("2026/01/05 3:04:05 PM MEZ", "2026-01-05T14:04:05+00:00"),
        ("2026/1/5 下午3:04:05", "2026-01-05T15:04:05+00:00"),
        ("2026/1/5 午前 3:04:05", "2026-01-05T03:04:05+00:00"),
        ("1767225600", "2026-01-01T00:00:00+00:00"),
        ("1767225600000", "2026-01-01T00:00:00+00:00"),
        ("1767225600000000", "2026-01-01T00:00:00+00:00"),
        ("1767225600.0", "2026-01-01T00:00:00+00:00"),
        ("Wed, 15 Apr 2026 08:00:00 +0200", "2026-04-15T06:00:00+00:00"),
        ("Wed Apr 15 08:00:00 +0000 2026", "2026-04-15T08:00:00+00:00"),
        ("05.01.2026", "2026-01-05T00:00:00+00:00"),
        ("5.1.2026 15:04", "2026-01-05T15:04:00+00:00"),
        ("05.01.2026 15:04:05", "2026-01-05T15:04:05+00:00"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize(
    "text",
    [
        None, "", "yesterday", "03/04/2026", "1/5/2026 3:04:05 PM", "31.02.2026", "05.13.2026", "2026-13-01", "12345",
        "2026/13/05 3:04:05 PM GMT+1", "2026/01/05 3:04:05 PM IST", "2026/01/05 3:04:05 pm BST", "R_1",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_missing(text: str | None) -> None:
    assert parse_date(text) is None


@settings(deadline=None, max_examples=200, derandomize=True, database=None)
@example("9999-12-31")
@example("0001-01-01 00:00:00")
@example("0001-01-01T00:00:00+05:00")
@example("9999-12-31T23:59:59-05:00")
@example("1 Jan 99999999999 00:00:00 +0000")
@given(
    st.text("0123456789.:-/ TZGMPA+,", max_size=30)
    | st.datetimes(timezones=st.none() | st.timezones()).map(str)
    | st.text(max_size=20)
)
def test_any_cell_gives_a_date_that_the_quotes_table_can_hold(text: str) -> None:
    """Tools write 0001-01-01 and 9999-12-31 for "never"."""
    found = parse_date(text)
    table = quotes.frame([{"quote_id": "a", "text": "b", "timestamp": found}])
    assert table["timestamp"].isna().item() is (found is None)
    assert found is None or pd.Timestamp(found) == table["timestamp"].item()


@pytest.mark.parametrize(
    ("cells", "iso"),
    [
        (["25/04/2026", "03/04/2026"], ["2026-04-25", "2026-04-03"]),
        (["25/04/2026 3:04:05 p. m."], ["2026-04-25"]),
        (["04/25/2026", "03/04/2026"], ["2026-04-25", "2026-03-04"]),
        (["03/04/2026", "04/05/2026"], [None, None]),
        (["13/04/2026", "04/13/2026"], [None, None]),
        (["3-4-26", "25-4-26"], ["2026-04-03", "2026-04-25"]),
        (["03.04.2026"], ["2026-04-03"]),
        (["45000", "45000.5"], ["2023-03-15", "2023-03-15"]),
        (["2026-04-03 10:00:00", ""], ["2026-04-03", None]),
        # Sorted by day, and not by month: the rows of an export stand in order.
        (["01/02/2026", "02/02/2026", "03/02/2026", "05/02/2026", "01/03/2026"], ["2026-02-01", "2026-02-02",
         "2026-02-03", "2026-02-05", "2026-03-01"]),
        (["11/12/2026", "12/01/2026", "12/02/2026", "12/03/2026", "12/04/2026"], ["2026-11-12", "2026-12-01",
         "2026-12-02", "2026-12-03", "2026-12-04"]),
    ],
)  # fmt: skip
def test_the_whole_column_decides_which_part_is_the_month(
    tmp_path: Path, cells: list[str], iso: list[str | None]
) -> None:
    source = column(tmp_path, cells)
    read = date_reader(source, 0)
    found = [read(cell) for cell in cells]
    assert [moment and moment.date().isoformat() for moment in found] == iso
    assert bool(source.notes) == (None in iso and "" not in cells)


@pytest.mark.parametrize(("dates", "iso"), [("day first", "2026-04-03"), ("month first", "2026-03-04")])
def test_the_study_may_say_which_part_is_the_month(tmp_path: Path, dates: str, iso: str) -> None:
    source = column(tmp_path, ["03/04/2026"], dates=dates)
    found = date_reader(source, 0)("03/04/2026 2:15 PM")
    assert found is not None
    assert found.isoformat() == f"{iso}T14:15:00+00:00"
    assert not source.notes


def column(folder: Path, cells: list[str], **rule: str) -> Source:
    (folder / "a.csv").write_text("\n".join(["When,Why", *(f"{cell},because" for cell in cells)]), encoding="utf-8")
    return Source(folder / "a.csv", "a.csv", SourceRule.model_validate({"files": "*", **rule}))


def test_dates_that_cannot_be_read_are_told_once(tmp_path: Path) -> None:
    cells = ["2026/01/05 3:04:05 PM IST", "2026/01/06 3:04:05 PM IST", "", "n/a", "2026/01/06 3:04:05 PM CET"]
    source = column(tmp_path, cells)
    read = date_reader(source, 0)
    assert [read(cell) is None for cell in cells] == [True, True, True, True, False]
    assert source.notes == ["column 'When': dates like '2026/01/05 3:04:05 PM IST' cannot be read, so they are missing"]
