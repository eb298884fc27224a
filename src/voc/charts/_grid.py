"""Grids of coloured cells with their number in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voc.charts._base import GREY, INK, LABEL, Row, altair, data, lines_of

_HIGH = 40
_WIDE = 92
_LINE = 13


def grid(rows: Sequence[Row], *, columns: Sequence[str], lines: Sequence[str], color: Any, dark: str) -> Any:
    """Cells at ``column`` and ``line``, filled by ``color``, with the text ``said``; ``dark``: where it is white.

    A cell without a value has a dashed frame and a dash: nobody was heard, which is not the same as 0.
    """
    alt = altair()
    # Vega lets labels of several lines grow downwards, into the cells.
    room = 6 + _LINE * max((column.count("\n") for column in columns), default=0)
    shared = {"labelExpr": lines_of("datum.label"), "domain": False, "ticks": False}
    top = alt.Axis(orient="top", labelAngle=0, labelPadding=room, **shared)
    left = alt.Axis(**shared)
    base = alt.Chart().encode(
        x=alt.X("column:N", sort=list(columns), title=None, axis=top),
        y=alt.Y("line:N", sort=list(lines), title=None, axis=left),
    )
    layers = (
        base.transform_filter("datum.value === null").mark_rect(
            fill="white", stroke=GREY, strokeDash=[3, 3], width={"band": 0.9}, height={"band": 0.8}
        ),
        base.transform_filter("datum.value !== null")
        .mark_rect(stroke="white", strokeWidth=2)
        .encode(color=color, tooltip=["stage:N", "group:N", "value:Q", "people:Q"]),
        base.mark_text(fontSize=LABEL + 1).encode(
            text="said:N",
            color=alt.condition(f"datum.value !== null && ({dark})", alt.value("white"), alt.value(INK)),
        ),
    )
    size = {"width": max(1, len(columns)) * _WIDE, "height": max(1, len(lines)) * _HIGH}
    return alt.layer(*layers, data=data(rows)).properties(**size)
