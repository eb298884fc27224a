"""The map in plain sentences, made by templates of its numbers; each rests on quotes, and one without has no place.

Uncertainty is said in words: "between … and …" for an interval, "cannot be told apart" for ties, "too few" where a
number is missing. No sentence says more than the record it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import hypot

from voc._runs import spans
from voc._shown import percent
from voc.journey.findings import EVERYONE_ELSE, KIND_OF_SOURCE
from voc.journey.model import Journey, PainPoint, Score, Share
from voc.journey.portraits import Sentence

_PAINS, _SEGMENTS = 3, 2
# A longer quote has no place within a sentence.
_QUOTED = 160
# Kinds of sources in words.
_SOURCES = {
    "interview": "the interviews",
    "survey": "the survey answers",
    "social": "the posts",
    "review": "the reviews",
    "ticket": "the tickets",
    "note": "the notes",
}
# From this share of what hurts on, it is said that it is not on the map.
_MUCH = 1 / 3


def summary(journey: Journey) -> tuple[Sentence, ...]:
    """The sentences, the emotion first; what has no quotes behind it is not said."""
    makers: tuple[Callable[[Journey], Iterator[Sentence]], ...] = (
        _stages, _unscored, _mix, _pains, _off_map, _delights, _moments, _expectations, _segments, _personas, _inside,
        _saturation,
    )  # fmt: skip
    return tuple(one for make in makers for one in make(journey) if one.quote_ids)


def _labels(journey: Journey) -> dict[str, str]:
    return {stage.id: stage.label for stage in journey.stages}


def _stages(journey: Journey) -> Iterator[Sentence]:
    """The worst and the best stage, with those that may as well be it."""
    scored = [(stage, stage.emotion.score) for stage in journey.stages if stage.emotion.score is not None]
    ordered = [stage for stage, _ in sorted(scored, key=lambda pair: pair[1])]
    if len(ordered) < 2:
        return
    for stage, word, end in ((ordered[0], "worst", "lowest"), (ordered[-1], "best", "highest")):
        others = [other for other in ordered if other is not stage and _alike(stage.emotion, other.emotion)]
        those = _listed([other.label for other in others]) if others else ""
        told = f"{_points(stage.emotion)}, by what {stage.n_participants} people say"
        if len(others) == len(ordered) - 1:
            text = f"The {end} score is that of {stage.label}: {told}; it cannot be told apart from any other stage's."
        else:
            tie = f"; {those} cannot be told apart from it" if others else ""
            text = f"People feel {_turned(word, stage.emotion)} at {stage.label}: {told}{tie}."
        yield Sentence(f"stage {stage.id}", text, stage.quote_ids)


def _turned(word: str, emotion: Score) -> str:
    """Say "worst" or "best" in words that are true of the sign: who feels best at −4 does not feel good there."""
    score = round(emotion.score or 0.0)
    return "least bad" if word == "best" and score < 0 else "least good" if word == "worst" and score > 0 else word


def _alike(one: Score, other: Score) -> bool:
    """Whether the interval of the difference holds 0, made of the two scores' own (MOVER, Zou & Donner 2008).

    A score without an interval leaves it open, too.
    """
    lower, upper = sorted((one, other), key=lambda score: score.score or 0.0)
    if lower.score is None or lower.high is None or upper.score is None or upper.low is None:
        return True
    return upper.score - lower.score <= hypot(lower.high - lower.score, upper.score - upper.low)


def _unscored(journey: Journey) -> Iterator[Sentence]:
    """The stages of which too few people spoke."""
    least = journey.settings["min_participants"]
    few = [stage for stage in journey.stages if stage.emotion.score is None and stage.quote_ids]
    if few:
        ids = tuple(quote_id for stage in few for quote_id in stage.quote_ids)
        where = _listed([stage.label for stage in few])
        yield Sentence("stages", f"Too few people spoke of {where} for a score; it takes {least}.", ids)


def _mix(journey: Journey) -> Iterator[Sentence]:
    """The stages whose score has a sure sign that hangs on one kind of sources."""
    stages = {stage.id: stage for stage in journey.stages}
    turned: dict[str, list[tuple[str, str]]] = {}
    for cell in journey.source_mix:
        if cell.touchpoint is None and not cell.open_sign:
            for one in cell.without:
                if one.flips and one.kind == KIND_OF_SOURCE and one.score is not None:
                    told = f"{stages[cell.stage].label} ({_signed(one.score)} in place of {_signed(cell.score)})"
                    turned.setdefault(one.left_out, []).append((cell.stage, told))
    for kind, found in turned.items():
        ids = tuple(quote_id for stage, _ in found for quote_id in stages[stage].quote_ids)
        what = "the sign of a score" if len(found) == 1 else f"the signs of {len(found)} scores"
        text = f"Without {_SOURCES.get(kind, f'sources of kind “{kind}”')}, {what} would turn"
        yield Sentence(f"without {kind}", f"{text}: {_listed([told for _, told in found])}.", ids)


def _pains(journey: Journey) -> Iterator[Sentence]:
    for pain in journey.pain_points[:_PAINS]:
        opening = "The most severe pain is" if pain.rank == 1 else f"Pain {pain.rank} is"
        yield Sentence(f"pain {pain.rank}", f"{opening} {_theme(pain, journey)}", pain.quote_ids)


def _off_map(journey: Journey) -> Iterator[Sentence]:
    """How much of what hurts has no stage, where it is much."""
    told = journey.coverage
    if told.pain_quotes_without_stage >= _MUCH * told.pain_quotes:
        lost, all_of = told.pain_quotes_without_stage, told.pain_quotes
        stand = f"{lost:,} of the {all_of:,} quotes on pains {'stands' if lost == 1 else 'stand'}"
        stand = "The only quote on a pain stands" if all_of == 1 else stand
        text = f"{stand} at no stage of the codebook: no stage and no pain here counts {'it' if lost == 1 else 'them'}."
        yield Sentence("off the map", text, told.off_map)


def _delights(journey: Journey) -> Iterator[Sentence]:
    for one in journey.delight_points[:1]:
        yield Sentence(f"delight {one.rank}", f"What delights most is {_theme(one, journey)}", one.quote_ids)


def _theme(one: PainPoint, journey: Journey) -> str:
    tie = ""
    if one.tied_with:
        numbers = f"{'number' if len(one.tied_with) == 1 else 'numbers'} {_listed(spans(one.tied_with, ' to '))}"
        tie = f" Its rank cannot be told apart from that of {numbers}."
    about = f"“{one.label}” at {_labels(journey)[one.stage]}{_in_words(one.best_quote_id, journey)}"
    return f"{about}: {_people(one.prevalence)} speak of it.{tie}"


def _in_words(quote_id: str, journey: Journey) -> str:
    """A quote in brackets, whole or not at all: what is cut can say another thing."""
    quote = journey.quotes.get(quote_id)
    said = " ".join(quote.text.split()) if quote is not None else ""
    return f" (“{said}”)" if 0 < len(said) <= _QUOTED else ""


def _moments(journey: Journey) -> Iterator[Sentence]:
    labels = _labels(journey)
    for one in journey.moments_of_truth[:1]:
        about = f"“{one.label}” at {labels[one.stage]}"
        spoken = f"{one.reach_n} of {one.reach_of} people speak of it"
        yield Sentence("moment of truth", f"The weightiest moment of truth is {about}: {spoken}.", one.quote_ids)


def _expectations(journey: Journey) -> Iterator[Sentence]:
    """The stage where most is let down, if the interval says so."""
    labels = _labels(journey)
    known = [(one, one.gap) for one in journey.expectations if one.gap and one.gap.high is not None]
    for one, gap in sorted(known, key=lambda pair: pair[1].value)[:1]:
        if gap.high is not None and gap.high < 0:
            ids = tuple(i for pair in one.pairs for i in (pair.expectation_quote_id, pair.outcome_quote_id))
            told = _between(gap.value, gap.low, gap.high)
            text = (
                f"What came of it falls short of what people expected at {labels[one.stage]}: {told}, {one.n} people."
            )
            yield Sentence("expectations", text, ids)


def _segments(journey: Journey) -> Iterator[Sentence]:
    """The surest differences between groups."""
    labels, pains = _labels(journey), {pain.rank: pain.label for pain in journey.pain_points}
    found = [(segment.attribute, one) for segment in journey.segments for one in segment.differences]
    for attribute, one in sorted(found, key=lambda pair: pair[1].q)[:_SEGMENTS]:
        if one.pain_rank is not None:
            what = f"tell of “{pains[one.pain_rank]}” {'more' if one.inside > one.outside else 'less'} often than"
            here, there = percent(one.inside), percent(one.outside)
        else:
            what = f"feel {'better' if one.inside > one.outside else 'worse'} than"
            here, there = _signed(one.inside), _signed(one.outside)
        group = f"people with {attribute} “{one.group}” ({one.n_inside})"
        against = one.against if one.against == EVERYONE_ELSE else f"“{one.against}”"
        text = f"At {labels[one.stage]}, {group} {what} {against} ({one.n_outside}): {here} against {there}."
        yield Sentence(f"segment {attribute}", text, one.quote_ids)


def _personas(journey: Journey) -> Iterator[Sentence]:
    if journey.personas:
        told = _listed([f"“{one.label}” ({one.n} of {one.of} people)" for one in journey.personas])
        ids = tuple(one.best_quote_id for one in journey.personas)
        own = journey.persona_basis is not None and journey.persona_basis.attribute
        opening = "The study's personas:" if own else f"People fall into {len(journey.personas)} groups:"
        yield Sentence("personas", f"{opening} {told}.", ids)


def _inside(journey: Journey) -> Iterator[Sentence]:
    """The stage where what hurts inside meets the most severe pain of customers."""
    labels = _labels(journey)
    both = [lane for lane in journey.backstage if lane.pains and lane.customer_pains]
    for lane in sorted(both, key=lambda lane: lane.customer_pains[0])[:1]:
        where = f"At {labels[lane.stage]}, where customers tell of pain {lane.customer_pains[0]}"
        yield Sentence(f"inside {lane.stage}", f"{where}, staff tell of pains inside.", lane.pains)


def _saturation(journey: Journey) -> Iterator[Sentence]:
    for one in journey.saturation[:1]:
        ids = one.quote_ids or tuple(pain.best_quote_id for pain in journey.pain_points)
        yield Sentence("saturation", one.sentence, ids)


def _points(emotion: Score) -> str:
    return _between(emotion.score or 0.0, emotion.low, emotion.high)


def _between(value: float, low: float | None, high: float | None) -> str:
    """A number with its interval in words."""
    if low is None or high is None:
        return f"{_signed(value)} (too few to say between what)"
    return f"{_signed(value)} (between {_signed(low)} and {_signed(high)})"


def _signed(value: float) -> str:
    """A score with its sign and a true minus."""
    return f"{value:+.0f}".replace("-", "−") if round(value) else "0"


def _people(share: Share) -> str:
    told = f"{share.n} of {share.of} people"
    if share.low is None or share.high is None:
        return told
    return f"{told} (between {percent(share.low)} and {percent(share.high)})"


def _listed(names: Sequence[str]) -> str:
    """Names in a row: "a", "a and b", "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
