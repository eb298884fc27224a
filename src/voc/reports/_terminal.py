"""A map in a terminal: how much was read, each stage with its score, and the first pain points."""

from __future__ import annotations

from voc._display import columns
from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._cells import score, share
from voc.reports._text import beside, short

_PAINS = 7
_LABEL, _HEAD, _QUOTE = 60, 200, 100
"""Letters of a label, of a line of the head, and of a quote."""


def terminal_view(journey: Journey) -> str:
    """The map as a few lines of text."""
    heads = [
        short(journey.title, _HEAD) or "Journey map",
        _facts.rests_on(journey),
        short(_facts.draft(journey), _HEAD),
    ]
    return "\n".join([*heads, "", *stage_lines(journey), "", *pain_lines(journey)]).rstrip()


def stage_lines(journey: Journey) -> list[str]:
    """A line a stage under a head, in columns; a stage without a score says why."""
    rows = [("stage", "emotion [95 %]", "people", "quotes")]
    for stage in journey.stages:
        emotion = stage.empty_reason or score(stage.emotion)
        rows.append((_label(stage.label), emotion, _facts.number(stage.n_participants), _facts.number(stage.n_quotes)))
    return columns(rows).split("\n")


def pain_lines(journey: Journey) -> list[str]:
    """The first pain points with the interval of their rank, and the quote that speaks for each; how many more."""
    names, lines = _facts.labels(journey), list[str]()
    for pain in journey.pain_points[:_PAINS]:
        where = _label(names.get(pain.stage, pain.stage))
        place = f"{pain.rank}. ({pain.rank_low}–{pain.rank_high})"
        lines.append(f"{place} {_label(pain.label)} · {where} · {share(pain.prevalence)}")
        quote = journey.quotes.get(pain.best_quote_id)
        lines += [] if quote is None else [f"   “{beside(short(quote.text, _QUOTE))}”"]
    more = len(journey.pain_points) - _PAINS
    return [*lines, *([f"… and {_facts.counted(more, 'more pain point')}"] if more > 0 else [])]


def _label(text: str) -> str:
    return beside(short(text, _LABEL))
