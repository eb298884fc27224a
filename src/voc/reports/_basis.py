"""What a map rests on, as plain records: all quotes and tags, the people, and the codebook.

Most reports draw the journey alone. Files for other analysis programs need more than it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from voc.codebook import Codebook
from voc.journey.model import Journey, ShownQuote
from voc.quotes import Quote, records

BUILDER = "model:voc"
"""Who judged where a map alone does not say it, and who grouped the pains."""

# Columns of the participants table that say where somebody stands in the reading, not who she is.
_OF_READING = ("participant", "source", "source_kind", "asked")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row of the tags table that has a label; missing is ``None``."""

    quote_id: str
    kind: str
    label: str
    value: float | None
    confidence: float | None
    by: str
    start: int | None
    end: int | None
    reason: str | None

    @property
    def is_human(self) -> bool:
        """Whether a person said it."""
        return self.by.startswith("human:")


@dataclass(frozen=True, slots=True)
class Basis:
    """``excluded`` are the ids of quotes that are no evidence; ``people`` what is known of each pseudonym."""

    quotes: tuple[Quote, ...]
    tags: tuple[Judgement, ...]
    excluded: frozenset[str] = frozenset()
    people: Mapping[str, Mapping[str, Any]] | None = None
    codebook: Codebook | None = None

    @classmethod
    def of(
        cls, quotes: pd.DataFrame, tags: pd.DataFrame, participants: pd.DataFrame, codebook: Codebook | None
    ) -> Basis:
        """The records of three tables, in their order; tags that abstain are left out."""
        judged = _rows(tags[tags["label"].notna()].reindex(columns=[item.name for item in fields(Judgement)]))
        # A table's numbers may come as 3.0 where a column has gaps.
        spans = ({key: None if row[key] is None else int(row[key]) for key in ("start", "end")} for row in judged)
        return cls(
            quotes=tuple(records(quotes)),
            tags=tuple(Judgement(**{**row, **span}) for row, span in zip(judged, spans, strict=True)),
            excluded=frozenset(quotes.loc[quotes["excluded"].notna(), "quote_id"]),
            people={str(row["participant"]): _known(row) for row in _rows(participants) if row.get("participant")},
            codebook=codebook,
        )

    @classmethod
    def shown(cls, journey: Journey) -> Basis:
        """What a map alone tells: the quotes it shows, with their stage, touchpoints and facets."""
        quotes = tuple(
            Quote(
                quote_id=quote_id,
                **{
                    item.name: getattr(quote, item.name)
                    for item in fields(Quote)
                    if item.name not in ("quote_id", "lang")
                },
            )
            for quote_id, quote in journey.quotes.items()
        )
        tags = (tag for quote_id, quote in journey.quotes.items() for tag in _tags(quote_id, quote))
        return cls(quotes, tuple(tags))


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    plain = table.astype(object)
    rows = plain.where(plain.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a person; that she takes part in the study is no news."""
    known = {name: value for name, value in row.items() if value is not None and name not in _OF_READING}
    if known.get("role") == "participant":
        del known["role"]
    return known


def _tags(quote_id: str, quote: ShownQuote) -> Iterator[Judgement]:
    by = quote.stage_by or BUILDER
    if quote.stage is not None:
        yield Judgement(quote_id, "stage", quote.stage, None, quote.stage_confidence, by, None, None, None)
    for kind, labels in (("touchpoint", quote.touchpoints), ("facet", quote.facets)):
        for label in labels:
            yield Judgement(quote_id, kind, label, None, None, BUILDER, None, None, None)
