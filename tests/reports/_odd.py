"""Journeys that nobody plans for: hostile words everywhere, and more or less of everything than usual."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from hostile import hostile

from voc.journey.model import Account, Cell, Coverage, Journey, Score, Stage

HOSTILE = (
    "</script><script>alert(1)</script> javascript:alert(1) {{ 7*7 }} =cmd|'/c calc'!A1 @ann #1 [x](javascript:y) "
    "`$(id)` \u202eevil\u2066 \x00\x07\ud800 שלום " + "W" * 10_000
)
FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\n=1", "＝1")


def wild(journey: Journey, text: str) -> Journey:
    """The map with this text wherever somebody's words can stand."""
    return replace(hostile(journey, text), settings={"correction": text, "models": {text: text}})


def nothing(journey: Journey) -> Journey:
    """No stage, no quote, no setting."""
    bare = only(replace(journey, quotes={}, internal={}), ())
    return replace(
        bare,
        **{item.name: () for item in fields(bare) if isinstance(getattr(bare, item.name), tuple)},
        title="",
        settings={},
        account=Account(0, 0, 0, 0, {}),
        coverage=Coverage({}, {}, 0, 0, 0),
    )


def only(journey: Journey, stages: tuple[Stage, ...]) -> Journey:
    """These stages, and of what is found only what stands at one of them: as no map has a pain at no stage."""
    kept = {stage.id for stage in stages}
    rest = _at(replace(journey, stages=()), kept)
    inside = {name: lane for name, lane in journey.internal.items() if name in kept}
    return replace(rest, stages=stages, internal=inside)


def _at(value: Any, kept: set[str]) -> Any:
    """A record or list of them without the records that stand at another stage."""
    if isinstance(value, tuple):
        return tuple(_at(one, kept) for one in value if getattr(one, "stage", None) in {*kept, None})
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _at(getattr(value, item.name), kept) for item in fields(value)})
    return value


def many(journey: Journey, stages: int, touchpoints: int) -> Journey:
    """That many stages, the last with that many touchpoints; every pain is at the first."""
    one = journey.stages[1]
    some = [replace(one, id=f"s{n}", label=f"Stage {n}", order=n, touchpoints=()) for n in range(1, stages + 1)]
    cells = [Cell(f"t{n}", f"Touchpoint {n}", 1, 1, Score(None, None, None), ()) for n in range(1, touchpoints + 1)]
    some[-1] = replace(some[-1], touchpoints=tuple(cells))
    pains = tuple(replace(pain, stage="s1") for pain in journey.pain_points)
    return only(replace(journey, pain_points=pains), tuple(some))


def odd(journey: Journey) -> dict[str, Journey]:
    """Every odd map by name."""
    return {
        "nothing": nothing(journey),
        "no pains": replace(journey, pain_points=(), opportunities=()),
        "one stage": only(journey, journey.stages[1:2]),
        "thirty stages": many(journey, 30, 3),
        "two hundred touchpoints": many(journey, 2, 200),
        "long labels": wild(journey, "A label that goes on and on. " * 11),
        "right to left": wild(journey, "הקו היה תפוס כל הבוקר (3 פעמים), ואף אחד לא ענה"),
        "hostile": wild(journey, HOSTILE),
    }
