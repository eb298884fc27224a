"""Dates that cannot be mistaken, whatever the country."""

from __future__ import annotations

import pytest

from voc.reading.dates import parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-05-02 08:12:00 UTC", "2026-05-02T08:12:00"),
        ("2026-05-02 08:12 PM", "2026-05-02T20:12:00"),
        ("12/Mar/21 9:15 AM", "2021-03-12T09:15:00"),
        ("23-May-2026 09:41PM", "2026-05-23T21:41:00"),
        ("23 May 2026", "2026-05-23T00:00:00"),
        ("May 3, 2026 10:02 AM", "2026-05-03T10:02:00"),
        ("May 3rd, 2026", "2026-05-03T00:00:00"),
        ("Monday, May 4, 2026 9:00 AM", "2026-05-04T09:00:00"),
        ("Sept. 24, 2019", "2019-09-24T00:00:00"),
        ("24. Mai 2026 um 10:00", "2026-05-24T10:00:00"),
        ("5. März 2026", "2026-03-05T00:00:00"),
        ("12 de mayo de 2026", "2026-05-12T00:00:00"),
        ("1 août 2026", "2026-08-01T00:00:00"),
        ("2019/9/24", "2019-09-24T00:00:00"),
        ("2026/05/02 18:22:10", "2026-05-02T18:22:10"),
        ("2026.05.02", "2026-05-02T00:00:00"),
        ("2-Mar-25", "2025-03-02T00:00:00"),
        ("Reviewed in the United Kingdom on 3 March 2025", "2025-03-03T00:00:00"),
        ("3 May 2026 12:30 AM", "2026-05-03T00:30:00"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.isoformat() == f"{iso}+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "3 Maybe 2026", "31 April 2026", "2026/13/05", "May 2026", "2026-05-02 08:12:00 IST", "3 May 2026 13:00 PM",
        "May 3, 26", "Ma 3, 2026", "J 3, 2026", "version 3 mars", "2026/5-4", "2 Mar 25",
        "Reviewed in March 2025",
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_missing(text: str) -> None:
    assert parse_date(text) is None
