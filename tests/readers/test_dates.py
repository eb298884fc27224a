"""Dates as exports write them."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voc import quotes
from voc.readers._dates import parse_date


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
        "2026/13/05 3:04:05 PM GMT+1", "2026/01/05 3:04:05 PM EST", "2026/01/05 3:04:05 pm CET", "R_1",
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
