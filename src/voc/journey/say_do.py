"""Say and do: what people say at a stage next to what the figures of the business show there.

A figure is ``bad`` or ``fine`` by the study's ``[targets]`` where one fits its metric. Else, where it is a share and
its words say which way is good ("conversion rate", "drop-off rate"), it is bad if it is worse than the median of the
same metric over the steps of its file, of at least four; a cumulative share ("from first step") is not judged. The
figures of a stage are bad if half of the judged ones are or more. People complain where the 95 % interval of the
stage's emotion lies below 0 and do not where it lies above; where it holds 0, nothing is claimed.
Method: ``method.md``, "Say and do".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from statistics import median

import pandas as pd

from voc.journey.findings import FigureCell, SayDo
from voc.journey.model import Stage
from voc.targets import Target

AGREE = "agree"
ONLY_SAID = "people complain but numbers are fine"
ONLY_DONE = "numbers are bad and nobody says so"
_FEWEST_STEPS = 4
# Words of web analytics and service desks, from the tools' public manuals.
_HIGH_IS_BAD = re.compile(
    r"drop-?off|abandon|bounce|exit|error|fail|complain|ticket|contact rate|refund|return rate|cancel|churn|late\b",
    re.IGNORECASE,
)
_LOW_IS_BAD = re.compile(
    r"complet|conver|success|retention|retain|csat|satisf|from previous|next step|step rate|on.?time|passed|renew",
    re.IGNORECASE,
)
_PREVIOUS = re.compile("previous", re.IGNORECASE)
_CUMULATIVE = re.compile(r"from first|cumulative|overall|of all|total", re.IGNORECASE)


def say_do(stages: Sequence[Stage], figures: pd.DataFrame | None, told: Mapping[str, str]) -> list[SayDo]:
    """Every stage that has figures, with its verdict.

    ``figures`` as :func:`voc.journey.figures.placed` gives them, ``told`` the study's targets by pattern of metric.
    """
    if figures is None or figures.empty or "stage" not in figures:
        return []
    targets = {pattern: Target.parse(said) for pattern, said in told.items()}
    table = figures.astype(object).where(figures.notna(), None)
    rows = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    steps: dict[tuple[object, ...], list[float]] = {}
    for row in rows:
        steps.setdefault(_series(row), []).append(row["value"])
    cells: dict[str, list[FigureCell]] = {}
    for row in rows:
        if row["stage"] is not None:
            cells.setdefault(row["stage"], []).append(_cell(row, steps[_series(row)], targets))
    return [_stage(stage, tuple(cells[stage.id])) for stage in stages if stage.id in cells]


def _series(row: Mapping[str, object]) -> tuple[object, ...]:
    """What a figure may be compared with: the same metric in the same file, period and segment."""
    return row["source"], row["metric"], row["period"], row["segment"]


def _cell(row: Mapping[str, object], steps: Sequence[float], targets: Mapping[str, Target]) -> FigureCell:
    metric, value, unit = str(row["metric"]), float(str(row["value"])), row["unit"]
    verdict, why = _judged(metric, value, unit, steps, targets)
    names = ("step", "unit", "period", "segment", "source", "locator")
    return FigureCell(metric=metric, value=value, verdict=verdict, why=why, **{name: row[name] for name in names})  # type: ignore[arg-type]


def _judged(
    metric: str, value: float, unit: object, steps: Sequence[float], targets: Mapping[str, Target]
) -> tuple[str | None, str]:
    """``bad``, ``fine`` or nothing, and why."""
    told = next((one for pattern, one in targets.items() if fnmatchcase(metric.casefold(), pattern.casefold())), None)
    if told is not None:
        return ("fine" if told.met(value) else "bad"), f"the study's target is {told}"
    if unit != "share":
        return None, "no target in study.toml, and no share that could be compared from step to step"
    if _CUMULATIVE.search(metric):
        return None, "cumulative: it falls from step to step whatever happens"
    high, low = bool(_HIGH_IS_BAD.search(metric)), bool(_LOW_IS_BAD.search(metric))
    if high == low:
        return None, "no target in study.toml, and its words do not say which way is good"
    if _PREVIOUS.search(metric) and steps[0] in (0.0, 1.0):
        # A funnel's first step has none before it: it says nothing.
        if value == steps[0]:
            return None, "the first step loses nobody"
        steps = steps[1:]
    if len(steps) < _FEWEST_STEPS:
        return None, f"no target in study.toml, and {len(steps)} steps are too few to compare"
    middle = median(steps)
    worse = value > middle if high else value < middle
    median_of = f"the median of {len(steps)} steps, {100 * middle:.1f} %; no target in study.toml"
    return ("bad", f"worse than {median_of}") if worse else ("fine", f"no worse than {median_of}")


def _stage(stage: Stage, cells: tuple[FigureCell, ...]) -> SayDo:
    judged = [cell for cell in cells if cell.verdict is not None]
    bad = 2 * sum(cell.verdict == "bad" for cell in judged) >= len(judged)
    verdict, reason = _verdict(stage, bad=bad) if judged else (None, _unjudged(cells))
    lane = stage.pains.quote_ids if verdict != AGREE or bad else stage.delights.quote_ids
    return SayDo(stage.id, verdict, reason, cells, lane or stage.quote_ids[:5])


def _unjudged(cells: Sequence[FigureCell]) -> str:
    reasons = sorted({cell.why for cell in cells})
    return f"refused: no figure here can be called bad or fine: {reasons[0]}"


def _verdict(stage: Stage, *, bad: bool) -> tuple[str | None, str]:
    emotion, numbers = stage.emotion, "bad" if bad else "fine"
    if emotion.score is None:
        if bad and stage.empty_reason == "asked, nobody raised it":
            return ONLY_DONE, "numbers are bad; people were asked and nobody raised it"
        return None, f"refused: numbers are {numbers}, what people feel is unknown ({stage.empty_reason})"
    if emotion.low is None or emotion.high is None or emotion.low <= 0 <= emotion.high:
        return None, f"refused: numbers are {numbers}, but the interval of what people feel holds 0"
    complain = emotion.high < 0
    said = "people complain" if complain else "people are content"
    if complain == bad:
        return AGREE, f"{said}, and numbers are {numbers}"
    return (ONLY_SAID if complain else ONLY_DONE), f"{said}, but numbers are {numbers}"
