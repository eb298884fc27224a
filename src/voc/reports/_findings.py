"""What a map holds beside its stages and pains, as tables of words: personas, moments of truth, segments and the like.

A table that would be empty is not there; why a measure is empty stands in ``journey.refused``.
"""

from __future__ import annotations

from collections.abc import Iterator

from voc.journey.findings import Driver, Estimate, Moment, Segment
from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._cells import estimate, figure, rate, signed
from voc.reports._charts.reliability import HEAD as CONFIDENCE
from voc.reports._charts.reliability import numbers
from voc.reports._corrected import corrections
from voc.reports._portraits import backstage, delights, persona_basis, personas, saturation, summary, tasks
from voc.reports._text import beside, one_line, percent, short
from voc.reports._waves import waves
from voc.reports._words import Finding, at, rows_of


def findings(journey: Journey) -> list[Finding]:
    """Every table there is something for."""
    made = [
        summary(journey),
        persona_basis(journey),
        *personas(journey),
        *(table(journey) for table in (_moments, _drivers, _segments, _expectations, delights)),
        *corrections(journey),
        _reliability(journey),
        *waves(journey),
        *(table(journey) for table in (_kpis, _say_do, _source_mix, tasks, backstage, saturation)),
    ]
    return [one for one in made if one.rows]


def refused(journey: Journey) -> list[tuple[str, str]]:
    """Why a measure is empty, by its name."""
    return [(f"No {name.replace('_', ' ')}", one_line(reason)) for name, reason in journey.refused.items()]


def _moments(journey: Journey) -> Finding:
    head = ("#", "Moment of truth", "Stage", "People", "Emotion", "Weight", "Goes with", "Peak or end")
    says = "Weight = reach × intensity (× how it goes with an outcome, where that is known)."
    rows = rows_of(_moment(one, journey) for one in journey.moments_of_truth)
    return Finding("Moments of truth", says, head, (0.5, 3, 2.4, 1.4, 1.6, 2, 2.6, 2), rows)


def _moment(one: Moment, journey: Journey) -> tuple[str, ...]:
    peak = {"high": "the best", "low": "the worst"}.get(one.peak or "")
    chance = f" in {percent(one.p_peak)} of the draws" if one.p_peak is not None else ""
    marks = [mark for mark in (f"{peak}{chance}" if peak else "", "at the end" if one.end else "") if mark]
    link = one.outcome
    known = link is not None and link.association is not None
    goes = f"{link.outcome}: r {estimate(link.association, digits=2)}" if link and known else "–"
    people = f"{one.reach_n} of {one.reach_of}"
    weight = _plain(one.weight, 3)
    return (
        str(one.rank),
        one.label,
        at(one.stage, journey),
        people,
        estimate(one.emotion),
        weight,
        goes,
        ", ".join(marks),
    )


def _plain(found: Estimate | None, digits: int) -> str:
    """A number that is never below 0, with its interval."""
    return estimate(found, digits=digits, sign="-")


def _drivers(journey: Journey) -> Finding:
    head = ("Outcome", "Theme", "Stage", "Raised it", "Mean of those", "Of the others", "Difference", "Clear?")
    rows = rows_of(
        _driver(outcome.outcome, one, journey)
        for outcome in journey.drivers
        for one in outcome.themes
        if one.reason is None
    )
    says = "An outcome with and without a theme; what goes together need not be cause and effect."
    return Finding("Drivers", says, head, (1.6, 3, 2.4, 1.1, 1.2, 1.2, 2, 1.4), rows)


def _driver(outcome: str, one: Driver, journey: Journey) -> tuple[str, ...]:
    means = ["–" if mean is None else f"{mean:.1f}" for mean in (one.raised, one.not_raised)]
    clear = "clear" if one.clear else "within noise"
    theme, stage = short(one.theme, 160), at(one.stage, journey)
    return (outcome, theme, stage, str(one.n_raised), *means, estimate(one.difference, digits=1), clear)


def _segments(journey: Journey) -> Finding:
    head = ("Attribute", "Group", "Measure", "Here", "Others", "Difference", "False discovery rate")
    says = "Only what can be told from noise counts as a difference."
    rows = rows_of(row for one in journey.segments for row in _segment(one, journey))
    return Finding("Segments", says, head, (2, 3.4, 2.6, 1, 1, 1.8, 1.2), rows)


def _segment(one: Segment, journey: Journey) -> Iterator[tuple[str, ...]]:
    for told in one.differences:
        is_pain = told.measure == "pain"
        figures = [percent(value) if is_pain else signed(value) for value in (told.inside, told.outside)]
        what = f"pain #{told.pain_rank}" if is_pain else told.measure
        group = f"{beside(told.group)} ({told.n_inside}) against {beside(told.against)} ({told.n_outside})"
        difference = estimate(told.difference, times=100 if is_pain else 1)
        yield (one.attribute, group, f"{what}, {at(told.stage, journey)}", *figures, difference, rate(told.q))
    if not one.differences:
        reason = one.reason or f"no difference in {_facts.counted(one.compared, 'comparison')}"
        yield (one.attribute, f"{one.n} of {one.of} people", reason, "", "", "", "")


def _reliability(journey: Journey) -> Finding:
    says = "How often taggers were right at each confidence, by the quotes that people reviewed in this study."
    rows = [(one.kind, *row) for one in journey.calibration for row in numbers(one)]
    rows += [(one.kind, one.reason, "", "", "", "") for one in journey.calibration if one.reason]
    return Finding("Confidence and truth", says, ("Tag", *CONFIDENCE), (1.6, 4, 2, 2.6, 1, 1), rows_of(rows))


def _expectations(journey: Journey) -> Finding:
    head = ("Stage", "Gap", "People", "Expected", "And then")
    says = "Gap = 100 × (what came of it − what was expected), over people; below 0 a let-down."
    rows = []
    for one in journey.expectations:
        pair = one.typical
        ids = (pair.expectation_quote_id, pair.outcome_quote_id) if pair else ()
        quotes = [_facts.quoted(i, 240, journey) if i in journey.quotes else "" for i in ids]
        gap = estimate(one.gap) if one.gap else one.reason or "–"
        rows.append((at(one.stage, journey), gap, f"{one.n} of {one.of}", *(quotes or ["", ""])))
    return Finding("Expectation and reality", says, head, (2, 2.2, 1, 4, 4), rows_of(rows))


def _say_do(journey: Journey) -> Finding:
    head = ("Stage", "What people say against what figures do", "Figures")
    rows = [
        (
            at(one.stage, journey),
            f"{one.verdict}: {one.reason}" if one.verdict else one.reason,
            "; ".join(f"{_facts.figure_name(f, one.stage, journey)}: {figure(f.value, f.unit)}" for f in one.figures),
        )
        for one in journey.say_do
    ]
    return Finding("Say and do", "", head, (2, 5, 5), rows_of(rows))


def _kpis(journey: Journey) -> Finding:
    head = ("Stage", "Figure", "Last", "Change", "Judged")
    says = (
        f"The last value of each figure, and how it differs from the one before. {_facts.of_tickets(journey)}".strip()
    )
    rows = []
    for one in journey.kpis:
        last = one.points[-1]
        name = _facts.figure_name(one, one.stage, journey)
        change = "–" if one.change is None else f"{figure(one.change, one.unit, sign='+')}" + _bracketed(one.towards)
        judged = f"{one.verdict}: {one.why}" if one.verdict else one.why
        value = figure(last.value, one.unit) + _bracketed(last.period)
        rows.append((at(one.stage, journey), name, value, change, judged))
    return Finding("Figures of the business", says, head, (2, 4, 2, 2, 5), rows_of(rows))


def _bracketed(word: str | None) -> str:
    return f" ({word})" if word else ""


def _source_mix(journey: Journey) -> Finding:
    head = ("Where", "Score", "People", "Turns its sign without")
    places = _facts.touchpoints(journey)
    rows = [
        (
            " · ".join(filter(None, (at(one.stage, journey), places.get(one.touchpoint or "", one.touchpoint or "")))),
            signed(one.score),
            str(one.n),
            ", ".join(f"{w.left_out} ({signed(w.score)})" for w in one.without if w.flips),
        )
        for one in journey.source_mix
        if one.flips
    ]
    return Finding("Scores that hang on one source", "", head, (4, 1, 1, 6), rows_of(rows))
