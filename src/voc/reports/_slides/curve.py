"""The emotion curve as native shapes that people can move and colour: band, line, points, numbers, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from voc.journey.model import Stage
from voc.reports._cells import score, signed
from voc.reports._curve import HEIGHT, Curve, Point, curve, steps
from voc.reports._facts import nothing
from voc.reports._slides.deck import (
    BAD,
    BAD_TINT,
    GOOD,
    GOOD_TINT,
    INK,
    RULE,
    RULE_STRONG,
    SOFT,
    WHITE,
    Box,
    Deck,
    Text,
    _emu,
    _painted,
    _rgb,
)
from voc.reports._text import short

_PATTERNS = {"not asked": "WIDE_UPWARD_DIAGONAL", "too few people to show": "DASHED_HORIZONTAL"}
_DOT = 0.15
"""Inches."""
_BAND = "D9DCE6"


def draw(
    deck: Deck, slide: Any, box: Box, every: Sequence[Stage], stages: Sequence[Stage], *, axis: float, size: float = 11
) -> None:
    """Draw some of the stages into the box, with an axis of so many inches to its left, the same for ``every`` stage.

    Where a stage has no score stands the reason, on a pattern of its own.
    """
    made = curve([stage.emotion for stage in every])
    first = every.index(stages[0])
    width = 100 / len(stages)
    points = [
        replace(point, x=(place + 0.5) * width) for place, point in enumerate(made.points[first : first + len(stages)])
    ]
    _ground(deck, slide, box, made, axis)
    for place, (stage, point) in enumerate(zip(stages, points, strict=True)):
        if point.y is None:
            part = box.width / len(stages)
            _gap(deck, slide, Box(box.left + place * part, box.top, part, box.height), stage, size)
    for run in _runs(points, "low"):
        corners = [_at(box, p.x, p.high) for p in run] + [_at(box, p.x, p.low) for p in reversed(run)]
        _named(_free(slide, corners, fill=_BAND), "95 % interval")
    for run in _runs(points, "y"):
        _named(_free(slide, [_at(box, p.x, p.y) for p in run], line=INK), "Emotion curve")
    for stage, point in zip(stages, points, strict=True):
        if point.y is not None:
            _point(deck, slide, box, stage, point, size)


def _gap(deck: Deck, slide: Any, box: Box, stage: Stage, size: float) -> None:
    """A stage without a score: the three reasons look and read differently."""
    from pptx.enum.dml import MSO_PATTERN

    reason = nothing(stage)
    pattern = _PATTERNS.get(reason, "DOTTED_GRID")
    shape = deck.block(slide, box, WHITE)
    shape.fill.patterned()
    shape.fill.pattern = getattr(MSO_PATTERN, pattern)
    shape.fill.fore_color.rgb, shape.fill.back_color.rgb = _rgb(RULE_STRONG), _rgb(WHITE)
    label = deck.block(slide, Box(box.left + 0.05, box.top + box.height / 2 - 0.25, box.width - 0.1, 0.5), WHITE)
    place = Box(0, 0, box.width - 0.1, 0.5)
    deck.write(slide, label, [Text(reason, size - 1, SOFT, align="center")], place, middle=True)


def _ground(deck: Deck, slide: Any, box: Box, made: Curve, axis: float) -> None:
    """What lies below the curve: two tints, the lines of the axis and their numbers."""
    half = box.height / 2
    deck.block(slide, Box(box.left, box.top, box.width, half), GOOD_TINT)
    deck.block(slide, Box(box.left, box.top + half, box.width, half), BAD_TINT)
    for tick in made.ticks:
        y = box.top + tick.y / HEIGHT * box.height
        line = deck.block(slide, Box(box.left, y, box.width, 0.0), "", line=SOFT if tick.value == 0 else RULE)
        line.name = f"Axis {signed(tick.value)}"
        words = [Text(f"{signed(tick.value)}  ({steps(tick.value)})", 9, SOFT, align="right")]
        deck.text(slide, Box(box.left - axis, y - 0.09, axis, 0.18), words, middle=True)


def _point(deck: Deck, slide: Any, box: Box, stage: Stage, point: Point, size: float) -> None:
    """A stage's point with its whiskers and its number; shape and colour say which side of 0 its interval lies on."""
    x, y = _at(box, point.x, point.y)
    if point.low is not None:
        top, bottom = _at(box, point.x, point.high)[1], _at(box, point.x, point.low)[1]
        for left, above, width, high in (
            (x, top, 0, bottom - top),
            (x - 0.05, top, 0.1, 0),
            (x - 0.05, bottom, 0.1, 0),
        ):
            deck.block(slide, Box(left, above, width, high), "", line=RULE_STRONG)
    shape = "RECTANGLE" if point.side == "bad" else "OVAL"
    fill = {"good": GOOD, "bad": BAD}.get(point.side, WHITE)
    line = INK if point.side == "unsure" else WHITE
    dot = deck.block(slide, Box(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT), fill, line=line, shape=shape)
    described(dot, f"{short(stage.label, 80)}: emotion {score(stage.emotion)}")
    above = y + 0.06 if point.below else y - 0.06 - size / 55
    words = [Text(signed(stage.emotion.score), size, INK, bold=True)]
    deck.text(slide, Box(x + 0.07, above, 0.6, size / 55), words, middle=True)


def described(shape: Any, words: str) -> None:
    """Give a shape the text that screen readers say."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def _named(shape: Any, name: str) -> Any:
    shape.name = name
    return shape


def _runs(points: Sequence[Point], need: str) -> list[list[Point]]:
    """The runs of two or more neighbours that have it."""
    runs = groupby(points, key=lambda point: getattr(point, need) is not None)
    found = [list(run) for there, run in runs if there]
    return [run for run in found if len(run) > 1]


def _at(box: Box, x: float, y: float | None) -> tuple[float, float]:
    return box.left + x / 100 * box.width, box.top + (y or 0.0) / HEIGHT * box.height


def _free(slide: Any, corners: Sequence[tuple[float, float]], *, fill: str = "", line: str = "") -> Any:
    """A free form: closed and filled, or a line."""
    places = [_emu(Box(x, y, 0, 0))[:2] for x, y in corners]
    builder = slide.shapes.build_freeform(*places[0], scale=1.0)
    builder.add_line_segments(places[1:], close=bool(fill))
    return _painted(builder.convert_to_shape(), fill, line, 2.25)
