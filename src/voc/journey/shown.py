"""The quotes that a map shows: every one that a number rests on, with its place and what was judged of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from voc.journey._material import Material
from voc.journey.model import PainPoint, ShownQuote, Stage
from voc.quotes import records


def shown_ids(stages: Iterable[Stage], pains: Iterable[PainPoint], material: Material) -> set[str]:
    """Every quote that a number of the map rests on."""
    ids = {quote_id for stage in stages for quote_id in stage.quote_ids}
    ids |= {quote_id for stage in stages for quote_id in _differing(stage)}
    ids |= {quote_id for pain in pains for quote_id in pain.quote_ids}
    return ids | {quote_id for lane in material.internal.values() for quote_id in lane.quote_ids}


def _differing(stage: Stage) -> Iterator[str]:
    """The reviewed quotes on which people and tagger differ."""
    numbers = [stage.emotion, *(cell.emotion for cell in stage.touchpoints), stage.pained, stage.delighted]
    for number in (*numbers, *stage.portions.values()):
        if number is not None and number.correction is not None:
            yield from number.correction.quote_ids


def shown(material: Material, ids: set[str]) -> Mapping[str, ShownQuote]:
    """The quotes with these ids, in the order of the quotes table."""
    rows = material.evidence[material.evidence["quote_id"].isin(ids)]
    judged = rows.set_index("quote_id")[["stage", "stage_confidence", "stage_by", "valence"]].astype(object)
    of_quote = judged.where(judged.notna(), None).to_dict("index")
    touchpoints = _labels_by_quote(material.touchpoints)
    facets = _labels_by_quote(material.facets)
    spans = _carrying_spans(material)
    return {
        quote.quote_id: ShownQuote(
            text=quote.text,
            participant=quote.participant,
            role=quote.role,
            source=quote.source,
            source_sha256=quote.source_sha256,
            source_kind=quote.source_kind,
            locator=quote.locator,
            start=quote.start,
            end=quote.end,
            question=quote.question,
            stage=of_quote[quote.quote_id]["stage"],
            stage_confidence=_rounded(of_quote[quote.quote_id]["stage_confidence"], 3),
            stage_by=of_quote[quote.quote_id]["stage_by"],
            touchpoints=tuple(touchpoints.get(quote.quote_id, ())),
            facets=tuple(facets.get(quote.quote_id, ())),
            valence=_rounded(of_quote[quote.quote_id]["valence"], 4),
            words=tuple(dict.fromkeys(quote.text[start:end] for start, end in sorted(spans.get(quote.quote_id, [])))),
            wave=quote.wave,
        )
        for quote in records(rows)
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(float(value), digits)


def _labels_by_quote(labels: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Turn "label: its quotes" round to "quote: its labels"."""
    by_quote: dict[str, list[str]] = {}
    for label, ids in sorted(labels.items()):
        for quote_id in ids:
            by_quote.setdefault(quote_id, []).append(label)
    return by_quote


def _carrying_spans(material: Material) -> dict[str, list[tuple[int, int]]]:
    """The offsets of the words that carried a stage, facet or sentiment, by quote."""
    kinds = material.tags["kind"].isin(["stage", "facet", "sentiment"])
    carried = material.tags[kinds & material.tags["start"].notna()]
    spans: dict[str, list[tuple[int, int]]] = {}
    for quote_id, start, end in zip(carried["quote_id"], carried["start"], carried["end"], strict=True):
        spans.setdefault(quote_id, []).append((int(start), int(end)))
    return spans
