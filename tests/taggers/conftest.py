"""Small quotes tables, codebooks made up for these tests, and one tagger's rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from voc import quotes
from voc.codebook import Codebook
from voc.taggers import Tag, Texts, all_taggers

Row = Mapping[str, Any]

HOTEL = b"""
title = "A night in a hotel"
[[stage]]
name = "booking"
meaning = "Choosing and reserving a room: searching for dates, comparing prices, paying the deposit."
[[stage]]
name = "arrival"
meaning = "Getting to the hotel and checking in at the front desk: parking, luggage, the key card."
[[stage]]
name = "stay"
meaning = "Sleeping and living in the room: bed, noise, shower, cleaning, breakfast."
[[stage]]
name = "departure"
meaning = "Checking out and paying the bill: minibar, invoice, taxi to the airport."
[[touchpoint]]
name = "buffet"
stages = ["stay"]
meaning = "The buffet in the morning: coffee, eggs, bread."
[[touchpoint]]
name = "front_desk"
meaning = "The front desk and the people who stand behind it."
"""

PARCEL = b"""
title = "Sending a parcel"
[[stage]]
name = "posting"
meaning = "Printing the label and handing the parcel in at the counter or the locker."
[[stage]]
name = "delivery"
meaning = "From the label being printed to the parcel in the hand: the courier, tracking, the door."
[[stage]]
name = "claim"
meaning = "Something was damaged or lost: filing a claim, compensation, talking to customer service."
"""

CUED = b"""
title = "Parcel with cues"
[[stage]]
name = "delivery"
meaning = "Getting the parcel."
cues = ["courier", "out for delivery"]
[[stage]]
name = "claim"
meaning = "Asking for money."
cues = ["compensation", "ticket"]
[[touchpoint]]
name = "van"
meaning = "The van and its driver."
cues = ["van"]
[[touchpoint]]
name = "letter_box"
meaning = "The letter box."
cues = ["letter box", "letterbox"]
"""


@pytest.fixture(scope="session")
def hotel() -> Codebook:
    return Codebook.parse(HOTEL, where="hotel.toml")


@pytest.fixture(scope="session")
def parcel() -> Codebook:
    return Codebook.parse(PARCEL, where="parcel.toml")


@pytest.fixture(scope="session")
def cued() -> Codebook:
    return Codebook.parse(CUED, where="cued.toml")


@pytest.fixture(scope="session")
def quotes_of() -> Callable[..., pd.DataFrame]:
    """A quotes table of rows or bare texts; what a row does not say is that of a lone note by a person of its own."""

    def make(*rows: Row | str) -> pd.DataFrame:
        full = []
        for number, given in enumerate(rows):
            row = {"text": given} if isinstance(given, str) else dict(given)
            plain = {
                "quote_id": f"q{number:02d}",
                "source": "notes.txt",
                "source_sha256": "ab" * 32,
                "source_kind": "note",
                "locator": f"line {number + 1}",
                "start": 0,
                "end": len(row["text"]),
                "participant": f"P{number:03d}",
                "role": "participant",
            }
            full.append(plain | row)
        return quotes.frame(full)

    return make


@pytest.fixture(scope="session")
def run_tagger(quotes_of: Callable[..., pd.DataFrame], cued: Codebook) -> Callable[..., list[Tag]]:
    """The rows that one tagger gives for these rows or bare texts."""

    def run(name: str, *rows: Row | str, book: Codebook | None = None) -> list[Tag]:
        return list(all_taggers()[name].tag(Texts.of(quotes_of(*rows)), book or cued))

    return run
