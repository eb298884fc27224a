"""The heat map of stage × segment: the emotion score of each group of people at each stage."""

from __future__ import annotations

from typing import Any

from voc.charts._base import Row, altair, finished, told, unique, wrapped
from voc.charts._grid import grid
from voc.errors import VocError, did_you_mean
from voc.journey.model import Journey


def heat_map(journey: Journey, attribute: str | None = None) -> Any:
    """Draw stages as columns, the groups of an attribute as lines; without a name, the map's first attribute.

    Raises ``VocError`` where the map has no segments or none of this name.
    """
    alt = altair()
    segment = _segment(journey, attribute)
    rows = _rows(journey, segment)
    end = max((abs(row["value"]) for row in rows if row["value"] is not None), default=0) or 1
    color = alt.Color(
        "value:Q",
        scale=alt.Scale(scheme="blueorange", reverse=True, domain=[-end, 0, end]),
        legend=alt.Legend(title="Emotion", orient="right"),
    )
    chart = grid(
        rows,
        columns=list(dict.fromkeys(row["column"] for row in rows)),
        lines=list(dict.fromkeys(row["line"] for row in rows)),
        color=color,
        dark=f"abs(datum.value) > {end * 0.7}",
    )
    said = [f"{row['stage']}, {row['group']}: {row['said']}" for row in rows]
    told_apart = len(segment.differences)
    under = (
        f"Emotion score, −100 … +100; in brackets the people of the group. –: too few people\n"
        f"Told apart from the others at a false discovery rate of 5 %: {told_apart} of {segment.compared} comparisons"
    )
    return finished(
        chart,
        title=f"Emotion by {segment.attribute}: {journey.title}",
        under=under,
        words=f"Heat map of the emotion score by stage and {segment.attribute}. {'; '.join(said)}.",
    )


def _segment(journey: Journey, attribute: str | None) -> Any:
    known = {segment.attribute: segment for segment in journey.segments}
    if not known:
        cure = "give attributes of the people (voc map … --participants FILE)"
        raise VocError(f"no segments on this map: {journey.refused.get('segments') or cure}")
    if attribute is not None and attribute not in known:
        raise VocError(f"no attribute {attribute!r}; {did_you_mean(attribute, known)}")
    return known[attribute] if attribute is not None else next(iter(known.values()))


def _rows(journey: Journey, segment: Any) -> list[Row]:
    columns = unique([wrapped(stage.label, 14) for stage in journey.stages])
    lines = unique([f"{wrapped(str(group.name), 24, 2)} ({group.n})" for group in segment.groups])
    rows: list[Row] = []
    for group, line in zip(segment.groups, lines, strict=True):
        for stage, column in zip(journey.stages, columns, strict=True):
            value = group.emotion.get(stage.id)
            rows.append(
                {
                    "stage": told(stage.label),
                    "group": told(str(group.name)),
                    "column": column,
                    "line": line,
                    "value": value,
                    "said": "–" if value is None else f"{value:+.0f}".replace("-", "−"),
                    "people": group.n,
                }
            )
    return rows
