"""The reliability diagram: whether what is said with a confidence of 80 % is right in 80 % of the cases."""

from __future__ import annotations

from typing import Any

from voc.charts._base import BLUE, GREY, INK, PERCENT, Row, altair, data, finished
from voc.errors import VocError
from voc.evaluation.model import Calibration
from voc.journey.model import Calibration as OfReviews


def reliability_diagram(
    calibration: Calibration | OfReviews, *, title: str = "Confidence and truth", size: int = 340
) -> Any:
    """Draw the bins of a map (``journey.calibration[0]``) or of an evaluation (``evaluation.kinds[0].calibration``).

    A dot's area is its number of tags.

    Raises ``VocError`` where no tag has a confidence.
    """
    alt = altair()
    rows = _rows(calibration)
    if not rows:
        raise VocError("no tags with a confidence: there is no calibration to draw")
    domain = alt.Scale(domain=[0, 1])
    percent = alt.Axis(labelExpr=PERCENT)
    base = alt.Chart().encode(
        x=alt.X("confidence:Q", title="Confidence", scale=domain, axis=percent),
        y=alt.Y("right:Q", title="Right", scale=domain, axis=percent),
    )
    line = alt.Chart(alt.InlineData(values=[{"at": 0}, {"at": 1}]))
    layers = (
        line.mark_line(color=GREY, strokeDash=[4, 4]).encode(x="at:Q", y="at:Q"),
        base.mark_rule(color=GREY).encode(y="right:Q", y2="confidence:Q"),
        base.mark_point(filled=True, color=BLUE, opacity=1).encode(
            size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[40, 500])),
            tooltip=["low:Q", "high:Q", "n:Q", "confidence:Q", "right:Q"],
        ),
        base.mark_text(dx=15, align="left", color=INK).encode(text="n:Q"),
    )
    chart = alt.layer(*layers, data=data(rows)).properties(width=size, height=size)
    error = "" if calibration.ece is None else f"; expected calibration error {calibration.ece:.3f}"
    said = [f"{row['n']} tags at {100 * row['confidence']:.0f} %: {100 * row['right']:.0f} % right" for row in rows]
    return finished(
        chart,
        title=title,
        under=f"{calibration.n} tags with a confidence{error}.\nBelow the dashed line: surer than right. Numbers: tags",
        words=f"Reliability diagram of {calibration.n} tags{error}. {'; '.join(said)}.",
    )


def _rows(calibration: Calibration | OfReviews) -> list[Row]:
    return [
        {"low": one.low, "high": one.high, "n": one.n, "confidence": one.confidence, "right": one.right}
        for one in calibration.bins
        if one.n and one.confidence is not None and one.right is not None
    ]
