"""Say and do: what people say at a stage next to what the figures of the business show there.

The figures of a stage are bad if half of the judged ones (:mod:`voc.journey.kpis`, the last value of each) or more are.
People complain where the 95 % interval of the stage's emotion lies below 0 and do not where it lies above; where it
holds 0, nothing is claimed. Method: ``method.md``, "Say and do".
"""

from __future__ import annotations

from collections.abc import Sequence

from voc.journey.findings import FigureCell, Kpi, SayDo
from voc.journey.model import Stage

AGREE = "agree"
ONLY_SAID = "people complain but numbers are fine"
ONLY_DONE = "numbers are bad and nobody says so"


def say_do(stages: Sequence[Stage], kpis: Sequence[Kpi]) -> list[SayDo]:
    """Every stage that has figures, with its verdict."""
    cells: dict[str, list[FigureCell]] = {}
    for kpi in kpis:
        cells.setdefault(kpi.stage, []).append(_cell(kpi))
    return [_stage(stage, tuple(cells[stage.id])) for stage in stages if stage.id in cells]


def _cell(kpi: Kpi) -> FigureCell:
    last = kpi.points[-1]
    return FigureCell(
        metric=kpi.metric,
        step=kpi.step,
        value=last.value,
        unit=kpi.unit,
        period=last.period,
        segment=kpi.segment,
        source=kpi.source,
        locator=last.locator,
        verdict=kpi.verdict,
        why=kpi.why,
        funnel=kpi.funnel,
    )


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
