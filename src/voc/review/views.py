"""From the store's records to what the page gets, and from the page's judgement to decisions of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voc.review import records
from voc.store import Answer, Given, Quote, Tag, View

# The kinds that the page judges, by the names it has for them.
KINDS: Mapping[str, str] = {
    "stage": "stage",
    "touchpoints": "touchpoint",
    "sentiment": "sentiment",
    "facets": "facet",
}
MARK = (Answer("yes"),)


@dataclass(frozen=True, slots=True)
class Said:
    """The four kinds of one judgement as the page has them; a kind that nobody judged is not in ``kinds``."""

    kinds: Sequence[str]
    stage: str | None
    touchpoints: Sequence[str]
    sentiment: records.Sentiment | None
    facets: Sequence[str]

    @classmethod
    def of(cls, answers: Mapping[str, Sequence[Answer]]) -> Said:
        """Of the answers by the store's kinds."""
        stages, sentiments = (_labels(answers.get(kind, ())) for kind in ("stage", "sentiment"))
        value = next((answer.value for answer in answers.get("sentiment", ())), None)
        return cls(
            [kind for kind in KINDS.values() if kind in answers],
            stages[0] if stages else None,
            _labels(answers.get("touchpoint", ())),
            records.Sentiment(sentiments[0], value) if sentiments else None,
            _labels(answers.get("facet", ())),
        )


def _labels(answers: Iterable[Answer]) -> list[str]:
    return [answer.label for answer in answers if answer.label is not None]


def machine(tags: Iterable[Tag]) -> dict[str, list[Answer]]:
    """What the machines say, as answers by kind; nothing where they abstained."""
    found: dict[str, list[Answer]] = {kind: [] for kind in KINDS.values()}
    for tag in tags:
        if tag.kind in found and tag.label is not None:
            found[tag.kind].append(Answer(tag.label, tag.value))
    return found


def answers(given: Iterable[Given]) -> dict[str, Sequence[Answer]]:
    """A person's standing decisions by kind; what is off topic is none of everything but its sentiment."""
    found: dict[str, Sequence[Answer]] = {one.kind: one.answers for one in given if one.kind in KINDS.values()}
    if any(one.kind == "offtopic" and one.answers for one in given):
        found |= dict.fromkeys(("stage", "touchpoint", "facet"), ())
    return found


def judgement(
    given: Sequence[Given], revision: int, beneath: Mapping[str, Sequence[Answer]]
) -> records.Judgement | None:
    """One person's decisions as a judgement, ``beneath`` it what the machines say; ``None`` where she said nothing."""
    standing = {one.kind: one for one in given if one.answers or one.kind in KINDS.values()}
    if not standing:
        return None
    own = answers(given)
    shown = Said.of({**beneath, **own})
    last = max(standing.values(), key=lambda one: one.at)
    drawn = next((one for one in standing.values() if one.probability is not None), last)
    return records.Judgement(
        coder=last.coder,
        revision=revision,
        at=last.at,
        judged=Said.of(own).kinds,
        stage=shown.stage,
        touchpoints=shown.touchpoints,
        sentiment=shown.sentiment,
        facets=shown.facets,
        off_topic="offtopic" in standing,
        memo="".join(_labels(standing["memo"].answers)) if "memo" in standing else "",
        star="star" in standing,
        blind=any(one.blind for one in standing.values()),
        adjudicates=last.role == "adjudicator",
        queue=drawn.mode,
        probability=drawn.probability,
    )


def by_people(given: Iterable[Given]) -> list[list[Given]]:
    """Everybody's decisions: each person's together, what she settled as an adjudicator apart."""
    groups: dict[tuple[str, str], list[Given]] = {}
    for one in given:
        groups.setdefault((one.coder, one.role), []).append(one)
    return list(groups.values())


def judgements(given: Iterable[Given], beneath: Mapping[str, Sequence[Answer]]) -> list[records.Judgement]:
    """Everybody's judgements; their revisions are their own affair."""
    made = (judgement(one, 0, beneath) for one in by_people(given))
    return [one for one in made if one is not None]


def counting(given: Iterable[Given], beneath: Mapping[str, Sequence[Answer]]) -> Said:
    """What counts of a quote: by kind the adjudicator's word, else the person's who spoke last, else the machines'."""
    last: dict[str, Given] = {}
    for one in sorted(given, key=lambda one: (one.role == "adjudicator", one.at)):
        last[one.kind] = one
    return Said.of({**beneath, **answers(last.values())})


def differ(given: Iterable[Given]) -> bool:
    """Whether coders say different things of one kind that no adjudicator has settled."""
    said: dict[str, set[frozenset[str | None]]] = {}
    settled = set()
    for one in given:
        if one.role == "adjudicator":
            settled.add(one.kind)
        elif one.kind in (*KINDS.values(), "offtopic"):
            said.setdefault(one.kind, set()).add(frozenset(answer.label for answer in one.answers))
    return any(len(ways) > 1 for kind, ways in said.items() if kind not in settled)


def quote(view: View, *, blind: bool = False) -> records.Quote:
    """All that the page shows of a quote; nothing is proposed to who is ``blind``."""
    said = machine(view.tags)
    mine = judgement(list(view.mine.values()), view.revision, said)
    others = judgements(view.others, said)
    settled = next((one for one in others if one.adjudicates), None)
    it = view.quote
    return records.Quote(
        quote_id=it.quote_id,
        text=it.text,
        lang=it.lang,
        participant=it.participant,
        role=it.role,
        channel=it.channel,
        timestamp=it.timestamp,
        source=it.source,
        source_kind=it.source_kind,
        locator=it.locator,
        question=it.question,
        before=[_turn(one) for one in view.before],
        after=[_turn(one) for one in view.after],
        split_from=it.parent,
        parts=it.parts,
        excluded=it.excluded,
        tags=[_tag(tag) for tag in view.tags],
        proposed=None if blind else _proposed(mine or settled, said),
        confidence=None if blind else _confidence(view.tags),
        judgement=mine,
        revision=view.revision,
        others=others,
    )


def _turn(one: Quote) -> records.Turn:
    return records.Turn(one.quote_id, one.text, one.role, one.participant, one.question)


def _tag(tag: Tag) -> records.Tag:
    return records.Tag(tag.kind, tag.label, tag.value, tag.confidence, tag.by, tag.start, tag.end, tag.reason)


def _proposed(by_person: records.Judgement | None, said: Mapping[str, Sequence[Answer]]) -> records.Proposed:
    it = by_person or Said.of(said)
    return records.Proposed(it.stage, it.touchpoints, it.sentiment, it.facets)


def _confidence(tags: Iterable[Tag]) -> records.Confidence:
    sure = {(tag.kind, tag.label): tag.confidence for tag in tags if tag.label is not None}
    single = {kind: next((p for (of, _), p in sure.items() if of == kind), None) for kind in ("stage", "sentiment")}
    several = {
        kind: {str(label): p for (of, label), p in sure.items() if of == kind} for kind in ("touchpoint", "facet")
    }
    return records.Confidence(single["stage"], several["touchpoint"], single["sentiment"], several["facet"])
