"""The saturation curve: how many of the map's pains so many people are expected to raise.

Exact over all orders of people (rarefaction; Colwell, Mao & Chang 2004, eq. 4): S(n) = Σ over themes of
1 − C(T − f, n) / C(T, n), with T people, f of whom raised the theme. Where the curve runs flat, more people of the
same kind bring little that is new. Pains that fewer people raised than the map shows are not counted.
"""

from __future__ import annotations

from typing import Any

from voc.charts._base import BLUE, GREY, INK, Row, altair, data, finished
from voc.errors import VocError
from voc.journey.model import Journey
from voc.journey.rarefaction import curve

_NEARLY = 0.9


def saturation_curve(journey: Journey, *, width: int = 560, height: int = 280) -> Any:
    """Draw the curve; raises ``VocError`` where the map has no pains."""
    alt = altair()
    raised = [pain.prevalence.n for pain in journey.pain_points]
    if not raised:
        raise VocError("no pain points on this map: there is nothing to saturate")
    people = max(pain.prevalence.of for pain in journey.pain_points)
    rows: list[Row] = [{"people": n, "themes": themes} for n, themes in curve(raised, people)]
    nearly = next(row["people"] for row in rows if row["themes"] >= _NEARLY * len(raised))
    x = alt.X(
        "people:Q", title="People heard", scale=alt.Scale(domain=[0, people], nice=False), axis=alt.Axis(tickCount=8)
    )
    y = alt.Y("themes:Q", title="Pains raised, expected", scale=alt.Scale(domain=[0, len(raised)]))
    base = alt.Chart().encode(x=x, y=y)
    end = alt.Chart(alt.InlineData(values=[{"people": nearly, "said": f"{nearly} people: 90 %"}]))
    layers = (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_rule(color=GREY, strokeDash=[4, 4])
        .encode(y=alt.datum(len(raised))),
        base.mark_line(color=BLUE, strokeWidth=2.5).encode(tooltip=["people:Q", "themes:Q"]),
        end.mark_rule(color=GREY).encode(x="people:Q"),
        end.mark_text(align="left", dx=6, color=INK).encode(
            x="people:Q", y=alt.datum(len(raised) * 0.08), text="said:N"
        ),
    )
    chart = alt.layer(*layers, data=data(rows)).properties(width=width, height=height)
    return finished(
        chart,
        title=f"Saturation: {journey.title}",
        under=f"{len(raised)} pains of {people} people; the mean over all orders in which they could be heard",
        words=f"Rising curve of the pains raised by people heard: {nearly} of {people} people are expected to raise "
        f"90 % of the {len(raised)} pains of the map. {_said(journey)}".strip(),
    )


def _said(journey: Journey) -> str:
    """What the map says of saturation over all its sources; it knows the pains that are too rare to be shown, too."""
    known = getattr(journey, "saturation", ())
    return str(known[0].sentence) if known else ""
