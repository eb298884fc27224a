"""How old the evidence of a map is, for each stage and touchpoint: a map whose evidence has aged is due for review."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from voc.journey._material import Material
from voc.journey.portraits import EvidenceAge


def ages(material: Material) -> Iterator[EvidenceAge]:
    """The dates of the quotes of each stage that has any, and of its touchpoints."""
    said = material.customers
    for code in material.book.stages:
        rows = said[said["stage"] == code.name]
        if rows.empty:
            continue
        yield _age(code.name, None, rows)
        for touchpoint, ids in material.touchpoints_at(code.name).items():
            here = rows[rows["quote_id"].isin(ids)]
            if len(here):
                yield _age(code.name, touchpoint, here)


def _age(stage: str, touchpoint: str | None, rows: pd.DataFrame) -> EvidenceAge:
    """The middle date is one that stands there: the later of the two middle ones of an even number."""
    days = sorted(rows["timestamp"].dropna().dt.strftime("%Y-%m-%d"))
    if not days:
        return EvidenceAge(stage, touchpoint, len(rows), 0, None, None, None)
    return EvidenceAge(stage, touchpoint, len(rows), len(days), days[0], days[len(days) // 2], days[-1])
