"""Journeys that nobody plans for: hostile words everywhere, and more or less of everything than usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from voc.journey.model import Account, Cell, Coverage, Journey, Score

HOSTILE = (
    "</script><script>alert(1)</script> javascript:alert(1) {{ 7*7 }} =cmd|'/c calc'!A1 @ann #1 [x](javascript:y) "
    "`$(id)` \u202eevil\u2066 \x00\x07\ud800 שלום " + "W" * 10_000
)
FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\n=1", "＝1")
# Ids and what they are joined by; anything else may be any text.
_FIXED = {
    *("id", "stage", "name", "best_quote_id", "quote_ids", "internal_quote_ids", "role", "touchpoint", "touchpoints"),
    *("empty_reason", "counter_ids", "kind"),
}


def wild(journey: Journey, text: str) -> Journey:
    """The map with this text wherever somebody's words can stand."""
    made: Journey = _wild(replace(journey, settings={}), text)
    return replace(made, settings={"correction": text, "models": {text: text}})


def _wild(value: Any, text: str, key: str = "") -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        changed = {item.name: _wild(getattr(value, item.name), text, item.name) for item in fields(value)}
        return replace(value, **changed)
    if key in _FIXED:
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(_wild(part, text, key) for part in value)
    if isinstance(value, Mapping):
        return {name: _wild(part, text, key) for name, part in value.items()}
    return value


def nothing(journey: Journey) -> Journey:
    """No stage, no quote, no setting."""
    bare = {"stages": (), "pain_points": (), "opportunities": (), "outcomes": (), "quotes": {}, "internal": {}}
    return replace(
        journey, **bare, title="", settings={}, account=Account(0, 0, 0, 0, {}), coverage=Coverage({}, {}, 0, 0, 0)
    )


def many(journey: Journey, stages: int, touchpoints: int) -> Journey:
    """That many stages, the last with that many touchpoints."""
    one = journey.stages[1]
    some = [replace(one, id=f"s{n}", label=f"Stage {n}", order=n, touchpoints=()) for n in range(1, stages + 1)]
    cells = [Cell(f"t{n}", f"Touchpoint {n}", 1, 1, Score(None, None, None), ()) for n in range(1, touchpoints + 1)]
    some[-1] = replace(some[-1], touchpoints=tuple(cells))
    pains = tuple(replace(pain, stage="s1") for pain in journey.pain_points)
    return replace(journey, stages=tuple(some), pain_points=pains, internal={})


def odd(journey: Journey) -> dict[str, Journey]:
    """Every odd map by name."""
    return {
        "nothing": nothing(journey),
        "no pains": replace(journey, pain_points=(), opportunities=()),
        "one stage": replace(journey, stages=journey.stages[1:2]),
        "thirty stages": many(journey, 30, 3),
        "two hundred touchpoints": many(journey, 2, 200),
        "long labels": wild(journey, "A label that goes on and on. " * 11),
        "right to left": wild(journey, "הקו היה תפוס כל הבוקר (3 פעמים), ואף אחד לא ענה"),
        "hostile": wild(journey, HOSTILE),
    }
