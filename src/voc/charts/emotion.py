"""The emotion curve: the score of each stage with its interval, in the order of the journey."""

from __future__ import annotations

from typing import Any

from voc.charts._base import BLUE, GREY, INK, RED, Row, altair, data, finished, lines_of, told, unique, wrapped
from voc.journey.model import Journey, Score

_SIDES = ("good", "bad", "unsure")


def emotion_curve(journey: Journey, *, width: int = 720, height: int = 300) -> Any:
    """Draw the curve on −100 … +100; the line breaks at a stage without a score.

    A point is blue and points up where its whole interval is above 0, red and down where it is below, else grey and
    round.
    """
    alt = altair()
    rows, end = _rows(journey), _end(journey)
    x = alt.X(
        "place:N",
        sort=[row["place"] for row in rows],
        title=None,
        axis=alt.Axis(labelAngle=0, labelExpr=lines_of("datum.label"), labelPadding=8, domain=False, ticks=False),
    )

    def y_of(field: str) -> Any:
        axis = alt.Axis(tickCount=5, grid=True)
        return alt.Y(f"{field}:Q", title="Emotion, −100 … +100", scale=alt.Scale(domain=[-end, end]), axis=axis)

    y = y_of("score")
    base = alt.Chart().encode(x=x)
    keys = {"domain": list(_SIDES)}
    sides = {
        "color": alt.Color("side:N", scale=alt.Scale(**keys, range=[BLUE, RED, GREY]), legend=None),
        "shape": alt.Shape(
            "side:N", scale=alt.Scale(**keys, range=["triangle-up", "triangle-down", "circle"]), legend=None
        ),
    }
    gap = {"invalid": "break-paths-show-domains"}
    layers = (
        base.mark_area(color=BLUE, opacity=0.15, **gap).encode(y=y_of("low"), y2="high:Q"),
        alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=INK).encode(y=alt.datum(0)),
        base.mark_rule(color=GREY, strokeWidth=1.5).encode(y=y_of("low"), y2="high:Q"),
        base.mark_line(color=INK, strokeWidth=2, **gap).encode(y=y),
        base.mark_point(filled=True, size=110, opacity=1).encode(
            y=y, **sides, tooltip=["stage:N", "score:Q", "low:Q", "high:Q", "people:Q", "quotes:Q", "empty:N"]
        ),
        _numbers(base, "!datum.steep", -10).encode(y=y),
        _numbers(base, "datum.steep", 14).encode(y=y),
        base.transform_filter("datum.score === null")
        .mark_text(color=GREY, lineBreak="\n")
        .encode(y=alt.datum(-end * 0.12), text="empty:N"),
    )
    chart = alt.layer(*layers, data=data(rows)).properties(width=width, height=height)
    under = "Mean over people, with 95 % intervals. ▲ surely good, ▼ surely bad, ● could be either."
    return finished(chart, title=f"Emotion along the journey: {journey.title}", under=under, words=_words(journey))


def _numbers(base: Any, which: str, down: int) -> Any:
    """The scores beside their points; below where the line rises so steeply that it would cross them."""
    return (
        base.transform_filter(which)
        .mark_text(dx=9, dy=down, align="left", color=INK, fontWeight="bold")
        .encode(text="said:N")
    )


def _rows(journey: Journey) -> list[Row]:
    places = unique([wrapped(stage.label, 14) for stage in journey.stages])
    end, after = _end(journey), [*(stage.emotion.score for stage in journey.stages[1:]), None]
    return [
        {
            "place": place,
            "stage": told(stage.label),
            "score": stage.emotion.score,
            "low": stage.emotion.low,
            "high": stage.emotion.high,
            "side": _side(stage.emotion),
            "said": "" if stage.emotion.score is None else _signed(stage.emotion.score),
            "steep": _steep(stage.emotion.score, following, end),
            "people": stage.n_participants,
            "quotes": stage.n_quotes,
            "empty": wrapped(stage.empty_reason or "", 14, 4),
        }
        for place, stage, following in zip(places, journey.stages, after, strict=True)
    ]


def _end(journey: Journey) -> float:
    """Where the axis ends on both sides: the next ten beyond every number."""
    found = (
        value for stage in journey.stages for value in (stage.emotion.score, stage.emotion.low, stage.emotion.high)
    )
    reach = max((abs(value) for value in found if value is not None), default=0)
    return float(min(100, 10 * (int(reach // 10) + 1)))


def _steep(score: float | None, following: float | None, end: float) -> bool:
    return score is not None and following is not None and following - score > end / 6


def _side(score: Score) -> str:
    if score.low is not None and score.low > 0:
        return "good"
    return "bad" if score.high is not None and score.high < 0 else "unsure"


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−")


def _words(journey: Journey) -> str:
    """Every stage with its score, and those that have none."""
    said = []
    for stage in journey.stages:
        score, low, high = stage.emotion.score, stage.emotion.low, stage.emotion.high
        if score is None:
            said.append(f"{stage.label}: no score, {stage.empty_reason or 'too few people'}")
        else:
            reach = "" if low is None or high is None else f" (95 %: {_signed(low)} to {_signed(high)})"
            said.append(f"{stage.label} {_signed(score)}{reach}")
    return f"Line of the emotion score by stage, from −100 to +100. {'; '.join(said)}."
