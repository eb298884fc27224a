"""The coverage grid: how many people of each kind of source spoke of each stage."""

from __future__ import annotations

from typing import Any

from voc.charts._base import Row, altair, finished, told, unique, wrapped
from voc.charts._grid import grid
from voc.journey.model import Journey


def coverage_grid(journey: Journey) -> Any:
    """Draw stages as columns, kinds of source as lines; the number is people, a dash is nobody."""
    alt = altair()
    kinds = list(journey.coverage.participants_by_kind)
    rows = _rows(journey, kinds)
    most = max((row["value"] or 0 for row in rows), default=0)
    color = alt.Color("value:Q", scale=alt.Scale(scheme="blues", domain=[0, max(1, most)]), legend=None)
    chart = grid(
        rows,
        columns=list(dict.fromkeys(row["column"] for row in rows)),
        lines=list(dict.fromkeys(row["line"] for row in rows)),
        color=color,
        dark=f"datum.value > {most * 0.6}",
    )
    said = [f"{row['stage']}, {row['group']}: {row['said']}" for row in rows]
    return finished(
        chart,
        title=f"Who spoke of what: {journey.title}",
        under="People by stage and kind of source; beside each kind, all of its people. –: nobody",
        words=f"Grid of people by stage and kind of source. {'; '.join(said)}.",
    )


def _rows(journey: Journey, kinds: list[str]) -> list[Row]:
    columns = unique([wrapped(stage.label, 14) for stage in journey.stages])
    totals = journey.coverage.participants_by_kind
    rows: list[Row] = []
    for kind in kinds:
        for stage, column in zip(journey.stages, columns, strict=True):
            people = journey.coverage.participants.get(stage.id, {}).get(kind, 0)
            rows.append(
                {
                    "stage": told(stage.label),
                    "group": told(kind),
                    "column": column,
                    "line": f"{wrapped(kind, 20)} ({totals[kind]})",
                    "value": people or None,
                    "said": str(people) if people else "–",
                    "people": people,
                }
            )
    return rows
