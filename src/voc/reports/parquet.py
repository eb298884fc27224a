"""``evidence.parquet``: every tag with its quote and its place, one row a tag, for pandas, DuckDB or R."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

import pandas as pd

from voc import _tables
from voc.journey.model import Journey
from voc.quotes import Quote
from voc.reports._base import Report
from voc.reports._basis import Basis, Judgement
from voc.reports._characters import sound

# Start and end are those of the words that made the judgement, in the text of the quote.
_OF_TAG = {"quote_id": "quote_id", "kind": "kind", "label": "label", "value": "value", "confidence": "confidence"}
_OF_TAG |= {"by": "by", "start": "tag_start", "end": "tag_end"}


def render(journey: Journey, basis: Basis) -> bytes:
    """Quotes without a tag have a row, too: what was left out is there with the rest."""
    quotes = pd.DataFrame(_rows(basis.quotes), columns=[item.name for item in fields(Quote)])
    tags = pd.DataFrame(_rows(basis.tags), columns=list(_OF_TAG)).rename(columns=_OF_TAG)
    return _tables.render(quotes.merge(tags, how="left", on="quote_id"), ".parquet")


def _rows(records: Iterable[Quote | Judgement]) -> list[dict[str, Any]]:
    """The records with texts that a file can hold; places in them stay."""
    return [
        {name: sound(value) if isinstance(value, str) else value for name, value in asdict(one).items()}
        for one in records
    ]


REPORT = Report.on_basis("parquet", "Every tag with its quote, as one table", "evidence.parquet", render)
