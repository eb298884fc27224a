"""ELAN annotation files (``.eaf``): the tiers on which speech is written, in the order of time.

A tier's speaker is its ``PARTICIPANT``, else its name (of ``tx@Anna`` what follows the ``@``). Speech is on tiers that
hang on no other: translations, glosses, gestures and whatever is chosen from a fixed vocabulary are left out, and the
account says so. Where a tier only numbers the utterances, the words are on a tier below it. The place is the
annotation with its time and tier; one that hangs on another has the other's time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from voc.errors import ReadError
from voc.reading import xml as _xml
from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.talk import words as _words
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

# What tiers beside the speech are called in ELAN's manual and in public corpora, in the languages of those.
_ASIDE = re.compile(
    r"translat|gloss|morph|lemma|phon(?!e$)|\bipa\b|note|comment|remark|gestur|gaze|posture|annotator|[üu]bersetz|komment"
    r"|traduc|coment|(^|[\W_])(pos|trans|codes?|coding)($|[\W_])",
    re.IGNORECASE,
)
# The tier below a numbered one that has the words, as Toolbox, FLEx and the manual call it.
_SPEECH = re.compile(r"(^|[\W_])(tx|txt|text|orth\w*|transcri\w*|utterances?|speech)($|[\W_\d])", re.IGNORECASE)
# "Kilivila.012", "12", "a-003": the number of an utterance.
_NUMBER = re.compile(r"\S*\d\S*")


@dataclass(slots=True)
class _Annotation:
    """What stands on a tier: ``hangs`` is the slot of time or the annotation that it hangs on."""

    id: str
    text: str
    hangs: str


@dataclass(eq=False)
class _Tier:
    name: str
    participant: str | None
    parent: str | None
    kind: str
    chosen: bool
    annotations: list[_Annotation] = field(default_factory=list)

    @property
    def speaker(self) -> str:
        return self.participant or self.name.partition("@")[2].strip() or self.name

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.annotations if one.text]

    @property
    def has_words(self) -> bool:
        worded = sum(1 for text in self.texts if not _NUMBER.fullmatch(text))
        return worded > 0.5 * len(self.texts)


def sniff(source: Source) -> Guess | None:
    """The root element says it."""
    found = _xml.local(source.xml) == "ANNOTATION_DOCUMENT"
    return Guess(1.0, ("the root is ANNOTATION_DOCUMENT",)) if found else None


def turns(source: Source) -> list[Turn]:
    """Make a turn of each annotation of the tiers with speech."""
    tiers = list(_tiers(source.xml))
    spoken = _spoken(tiers)
    if not spoken:
        raise ReadError(f"{source.name}: no tier with words among {len(tiers)}; export one with what was said")
    aside = [tier for tier in tiers if tier not in spoken and tier.annotations]
    if aside:
        count = sum(len(tier.annotations) for tier in aside)
        kinds = ", ".join(dict.fromkeys(tier.kind for tier in aside))
        source.note(f"left out {len(aside)} tiers ({count} annotations) that are no speech of their own: {kinds}")
    times = _Times(source.xml, tiers)
    said = [(times.order(one), tier, one) for tier in spoken for one in tier.annotations if one.text]
    said.sort(key=lambda item: item[0])
    return [Turn(tier.speaker, one.text, _place(times.start(one), tier, one)) for _, tier, one in said]


def _place(start: float | None, tier: _Tier, one: _Annotation) -> str:
    return f"{_words.place('annotation', one.id, start)}, tier {tier.name}"


def _spoken(tiers: Sequence[_Tier]) -> list[_Tier]:
    """The tiers with speech: those at the top, or the one below that has the words of a numbered one."""
    names = {tier.name for tier in tiers}
    tops = [tier for tier in tiers if tier.parent not in names or tier.parent == tier.name]
    found = [worded for top in tops if (worded := _worded(top, tiers)) is not None]
    return [tier for tier in found if not _ASIDE.search(tier.name)] or found


def _worded(top: _Tier, tiers: Sequence[_Tier]) -> _Tier | None:
    """A tier, or the first below it that has words; a choice from a list is none, nor is what hangs on words."""
    level, seen = [top], {top.name}
    while level:
        free = [one for one in level if one.has_words and not one.chosen and not _is_title(one, tiers)]
        if free:
            return next((one for one in free if _SPEECH.search(one.name)), free[0])
        above = {one.name for one in level if not one.chosen}
        level = [one for one in tiers if one.parent in above and one.name not in seen]
        seen |= {one.name for one in level}
    return None


def _is_title(tier: _Tier, tiers: Sequence[_Tier]) -> bool:
    """Whether a tier names the whole recording, as FLEx writes it: one annotation, other words on tiers below it."""
    below, found = set[str](), {tier.name}
    while found:
        found = {one.name for one in tiers if one.parent in found} - below - {tier.name}
        below |= found
    words = [one.texts for one in tiers if one.name in below and len(one.texts) > 1 and one.has_words]
    return len(tier.texts) == 1 and any(text not in tier.texts[0] for texts in words for text in texts[:5])


def _tiers(root: Any) -> Iterator[_Tier]:
    kinds = {str(one.get("LINGUISTIC_TYPE_ID")): one for one in _children(root, "LINGUISTIC_TYPE")}
    for number, element in enumerate(_children(root, "TIER"), 1):
        kind = str(element.get("LINGUISTIC_TYPE_REF") or "of no type")
        chosen = kind in kinds and kinds[kind].get("CONTROLLED_VOCABULARY_REF") is not None
        name = (element.get("TIER_ID") or "").strip() or f"number {number}"
        participant = (element.get("PARTICIPANT") or "").strip() or None
        parent = (element.get("PARENT_REF") or "").strip() or None
        yield _Tier(name, participant, parent, kind, chosen, list(_annotations(element)))


def _annotations(tier: Any) -> Iterator[_Annotation]:
    for number, annotation in enumerate(_children(tier, "ANNOTATION"), 1):
        for one in annotation:
            text = "".join("".join(value.itertext()) for value in _children(one, "ANNOTATION_VALUE")).strip()
            hangs = one.get("TIME_SLOT_REF1") or one.get("ANNOTATION_REF") or ""
            yield _Annotation(str(one.get("ANNOTATION_ID") or number), text, hangs)


def _children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if _xml.local(child) == name)


class _Times:
    """When an annotation begins: by its slot, or by the annotation that it hangs on. Not every slot has a time."""

    def __init__(self, root: Any, tiers: Sequence[_Tier]) -> None:
        self._hangs = {one.id: one.hangs for tier in tiers for one in tier.annotations}
        self._starts: dict[str, float | None] = {}
        self._orders: dict[str, tuple[float, int]] = {}
        last = 0.0
        slots = (slot for order in _children(root, "TIME_ORDER") for slot in _children(order, "TIME_SLOT"))
        for number, slot in enumerate(slots):
            start = _words.seconds(slot.get("TIME_VALUE"), per=1000)
            # Slots stand in the order of time: one without a time lies after the last that has one.
            last = last if start is None else start
            self._starts[str(slot.get("TIME_SLOT_ID"))] = start
            self._orders[str(slot.get("TIME_SLOT_ID"))] = (last, number)

    def _slot(self, annotation: _Annotation) -> str:
        hangs, seen = annotation.hangs, set[str]()
        while hangs not in self._starts and hangs in self._hangs and hangs not in seen:
            seen.add(hangs)
            hangs = self._hangs[hangs]
        return hangs

    def start(self, annotation: _Annotation) -> float | None:
        """The second at which it begins, where the file says so."""
        return self._starts.get(self._slot(annotation))

    def order(self, annotation: _Annotation) -> tuple[float, int]:
        """What to sort by; at the end, what has no time at all."""
        return self._orders.get(self._slot(annotation), (float("inf"), 0))


READER = transcript_reader(
    "elan",
    "ELAN annotations (.eaf)",
    (".eaf",),
    sniff,
    turns,
    grade="real file seen",
)
