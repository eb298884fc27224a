"""The forest plot of pains: how severe each is, with its interval, and how sure its rank."""

from __future__ import annotations

from typing import Any

from voc.charts._base import GREY, INK, RED, Row, altair, data, finished, lines_of, told, unique, wrapped
from voc.journey.model import Journey, PainPoint

_HIGH = 34


def pain_forest(journey: Journey, *, most: int = 15, width: int = 420) -> Any:
    """Draw the first ``most`` pain points in rank order; severity is the share of people × the intensity."""
    alt = altair()
    rows = _rows(journey, most)
    y = alt.Y(
        "place:N",
        sort=[row["place"] for row in rows],
        title=None,
        axis=alt.Axis(labelExpr=lines_of("datum.label"), labelLineHeight=13, domain=False, ticks=False, grid=True),
    )
    x = alt.X("severity:Q", title="Severity = share of people × intensity", scale=alt.Scale(zero=True, nice=True))
    base = alt.Chart().encode(y=y)
    tooltip = ["pain:N", "stage:N", "severity:Q", "low:Q", "high:Q", "people:N", "ranks:N", "quote:N"]
    layers = (
        base.mark_rule(color=GREY, strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q"),
        base.mark_point(filled=True, size=90, opacity=1, shape="square", color=RED).encode(x=x, tooltip=tooltip),
        base.mark_text(align="left", dx=8, color=INK).encode(x=alt.value(width), text="note:N"),
    )
    chart = alt.layer(*layers, data=data(rows)).properties(width=width, height=max(1, len(rows)) * _HIGH)
    shown = f"The first {len(rows)} of {len(journey.pain_points)}. " if len(rows) < len(journey.pain_points) else ""
    under = (
        f"{shown}Square: severity; line: 95 % interval.\nAt the right: people who raised it, and the ranks it may have."
    )
    return finished(chart, title=f"Pain points: {journey.title}", under=under, words=_words(rows, journey))


def _rows(journey: Journey, most: int) -> list[Row]:
    shown = journey.pain_points[:most]
    stages = {stage.id: stage.label for stage in journey.stages}
    places = unique(
        [wrapped(f"{pain.rank}. {pain.label} · {stages.get(pain.stage, pain.stage)}", 40, 2) for pain in shown]
    )
    return [
        {
            "place": place,
            "rank": pain.rank,
            "pain": told(pain.label),
            "stage": told(stages.get(pain.stage, pain.stage)),
            "severity": pain.severity,
            "low": pain.severity_low,
            "high": pain.severity_high,
            "people": f"{pain.prevalence.n} of {pain.prevalence.of}",
            "ranks": _ranks(pain),
            "note": f"{pain.prevalence.n} of {pain.prevalence.of} · rank {_ranks(pain)}",
            "quote": told(journey.quotes[pain.best_quote_id].text[:300]),
        }
        for place, pain in zip(places, shown, strict=True)
    ]


def _ranks(pain: PainPoint) -> str:
    return str(pain.rank) if pain.rank_low == pain.rank_high else f"{pain.rank_low}–{pain.rank_high}"


def _words(rows: list[Row], journey: Journey) -> str:
    said = [f"{row['rank']}. {row['pain']} ({row['stage']}): {row['severity']:.2f}, {row['people']}" for row in rows]
    total = len(journey.pain_points)
    return f"Forest plot of {len(rows)} of {total} pain points by severity. {'; '.join(said)}."
