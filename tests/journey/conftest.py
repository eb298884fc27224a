"""Hand-made quotes and tags, so that every number of a map can be worked out on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from voc import quotes, tags
from voc.codebook import Codebook
from voc.journey import Journey, build_journey
from voc.study import Study

BOOK = b"""
title = "Hiring a boat"
[[stage]]
name = "booking"
label = "Booking"
meaning = "Choosing a boat and paying for it."
[[stage]]
name = "trip"
label = "The trip"
meaning = "Out on the water."
[[stage]]
name = "return"
meaning = "Bringing it back."
[[touchpoint]]
name = "pier"
stages = ["trip", "return"]
meaning = "The pier."
[[touchpoint]]
name = "website"
meaning = "The website."
"""
MODEL = "model:hand@1"


@pytest.fixture(scope="session")
def boats() -> Codebook:
    return Codebook.parse(BOOK, where="boats.toml")


@pytest.fixture(scope="session")
def material() -> Callable[..., tuple[pd.DataFrame, pd.DataFrame]]:
    """Quotes and tags of compact rows: ``person, stage, value`` and, where it matters, what else is said of a quote.

    ``value=None`` makes no sentiment row, ``stage=None`` an abstention.
    """

    def make(*rows: Mapping[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
        said: list[dict[str, Any]] = []
        judged: list[dict[str, Any]] = []
        for number, row in enumerate(rows):
            name = row.get("id", f"q{number:03d}")
            text = row.get("text", f"The oar was broken, number {number}.")
            said.append(
                {
                    "quote_id": name,
                    "text": text,
                    "source": row.get("source", "talks.txt"),
                    "source_sha256": "ab" * 32,
                    "source_kind": row.get("kind", "interview"),
                    "locator": row.get("locator", f"line {number}"),
                    "start": 0,
                    "end": len(text),
                    "participant": row.get("person"),
                    "role": row.get("role", "participant"),
                    "question": row.get("question"),
                    "timestamp": row.get("timestamp"),
                    "excluded": row.get("excluded"),
                    "wave": row.get("wave"),
                }
            )
            if row.get("excluded") is not None:
                continue
            judged.append({"kind": "stage", "label": row.get("stage"), "confidence": row.get("confidence", 0.9)})
            value = row.get("value", 0.0)
            if value is not None:
                label = "negative" if value <= -0.05 else "positive" if value >= 0.05 else "neutral"
                judged.append({"kind": "sentiment", "label": label, "value": value, "confidence": 0.5})
            judged += [{"kind": "facet", "label": facet, "start": 0, "end": 3} for facet in row.get("facets", ())]
            judged += [{"kind": "touchpoint", "label": place, "confidence": 0.8} for place in row.get("places", ())]
            judged += [{"kind": "channel", "label": channel} for channel in row.get("channels", ())]
            judged += [{"kind": "asked", "label": stage, "confidence": 0.8} for stage in row.get("asked", ())]
            for tag in judged:
                tag.setdefault("quote_id", name)
                tag.setdefault("by", MODEL)
        return quotes.frame(said), tags.frame(judged)

    return make


@pytest.fixture(scope="session")
def build(material: Callable[..., tuple[pd.DataFrame, pd.DataFrame]], boats: Codebook) -> Callable[..., Journey]:
    """The map of compact rows; keywords go into the study, those named here to the builder."""

    def make(
        *rows: Mapping[str, Any],
        participants: pd.DataFrame | None = None,
        attributes: pd.DataFrame | None = None,
        figures: pd.DataFrame | None = None,
        blank: int = 0,
        **settings: Any,
    ) -> Journey:
        said, judged = material(*rows)
        study = Study(**({"resamples": 200} | settings))
        beside = {"participants": participants, "attributes": attributes, "figures": figures}
        return build_journey(said, judged, boats, study=study, blank=blank, **beside)

    return make
