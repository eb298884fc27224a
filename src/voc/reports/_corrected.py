"""What reviews made of the numbers of a map, as the rows of a table and the reasons under it."""

from __future__ import annotations

from dataclasses import dataclass

from voc.journey.model import Correction, Journey, PainPoint, Portion, Score, Share, Stage
from voc.reports._cells import score
from voc.reports._text import one_line
from voc.reports._words import Finding, rows_of

_HEAD = (
    *("Stage", "Emotion as tagged", "Emotion corrected", "Reviewed quotes (people)", "People with a pain"),
    *("People with a delight", "Share of all that is said", "… of it on pains", "… of it on delights"),
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """One row a stage with a score; a cell that is not corrected has the number of its reason, from 1."""

    rows: tuple[tuple[str, ...], ...]
    reasons: tuple[str, ...]


def corrected(journey: Journey) -> Corrected:
    """The scores, shares of people and portions of each stage; no row where nothing was reviewed."""
    reasons: dict[str, int] = {}
    rows = tuple(row for stage in journey.stages if (row := _row(stage, reasons)))
    return Corrected(rows, tuple(reasons))


def corrections(journey: Journey) -> list[Finding]:
    """The rows as a table, and the reasons as another."""
    told = corrected(journey)
    says = "What the taggers' errors made of the numbers, by the quotes that people reviewed; 95 % intervals."
    why = tuple((str(number), one_line(reason)) for number, reason in enumerate(told.reasons, 1))
    return [
        Finding("Corrected numbers", says, _HEAD, (2, 2, 2, 1.6, 2, 2, 2, 2, 2), rows_of(told.rows)),
        Finding("Why numbers are as tagged", "", ("Number", "Reason"), (1, 10), why),
    ]


def status(stage: Stage) -> str:
    """Whether the score of a stage is corrected; then also what it was before."""
    told = stage.emotion.correction
    if told is None:
        return "" if stage.emotion.score is None else "uncorrected"
    if told.status != "corrected":
        return one_line(told.status)
    was = score(Score(told.tagged, told.tagged_low, told.tagged_high))
    return f"corrected; as tagged {was}, by {told.reviewed:,} reviewed quotes of {told.people:,} people"


def of_pain(pain: PainPoint) -> str:
    """Whether severity and share of people are corrected: the numbers, or why they are as tagged."""
    severity, people = pain.severity_correction, pain.prevalence.correction
    numbers = [_reach("severity", severity, ".3f"), _reach("people", people, ".0%")]
    reasons = (one_line(told.status) for told in (severity, people) if told is not None)
    known = ", ".join(filter(None, numbers))
    return f"corrected: {known}" if known else next(reasons, "uncorrected")


def _reach(name: str, told: Correction | None, digits: str) -> str:
    """A corrected number with its interval; nothing where there is none."""
    if told is None or told.value is None or told.low is None or told.high is None:
        return ""
    return f"{name} {told.value:{digits}} [{told.low:{digits}}, {told.high:{digits}}]".replace("%", " %")


def _row(stage: Stage, reasons: dict[str, int]) -> tuple[str, ...] | None:
    told = stage.emotion.correction
    if told is None:
        return None
    known = told.status == "corrected"
    shares = (_per_cent(shown, reasons) for shown in (stage.pained, stage.delighted))
    portions = (_per_cent(stage.portions.get(name), reasons) for name in ("stage", "pain", "delight"))
    return (
        stage.label,
        score(Score(told.tagged, told.tagged_low, told.tagged_high)),
        score(stage.emotion) if known else _number(told, reasons),
        f"{told.reviewed} ({told.people})",
        *shares,
        *portions,
    )


def _per_cent(shown: Share | Portion | None, reasons: dict[str, int]) -> str:
    told = None if shown is None else shown.correction
    if told is None:
        return "–"
    if told.value is None or told.low is None or told.high is None:
        return _number(told, reasons)
    return f"{100 * told.value:.0f} % [{100 * told.low:.0f}, {100 * told.high:.0f}]"


def _number(told: Correction, reasons: dict[str, int]) -> str:
    return f"as tagged ({reasons.setdefault(told.status, len(reasons) + 1)})"
