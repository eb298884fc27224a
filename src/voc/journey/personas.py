"""Personas: those the study names, or people who said alike things and are alike, if there are such groups.

A study says by an attribute who is of which persona: what its people share is then evidence for the persona or against
it. Otherwise groups come from :mod:`voc.journey.groups` over :mod:`voc.journey._likeness`; there are none, with the
reason, where the data have none. What they are told by was then also what they were grouped by, so the shares beside
each other describe and are no test: with any grouping some would differ.
A trait that fewer than the study's ``min_persona`` people of a persona share is not shown, nor a score of so few.
Method: ``method.md``, "Personas".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from voc._shown import short
from voc.errors import StudyError, did_you_mean
from voc.journey._likeness import Likeness, attributes, likeness
from voc.journey._material import Material, attributes_of, telling
from voc.journey.cuts import Cut, cut
from voc.journey.groups import Grouping, grouped
from voc.journey.model import PainPoint
from voc.journey.permute import Mask
from voc.journey.portraits import Persona, PersonaBasis, PersonaStage, PersonaTrait
from voc.journey.scores import scores
from voc.study import Study

_WANTS = {
    "goal": "tells of a goal", "need": "tells of a need", "motivation": "tells of a motivation",
    "expectation": "tells of an expectation",
}  # fmt: skip
# Words against a trait and for it that are shown.
_SHOWN = 3
_TELLING = 6
# So many letters of a question stand before the answer.
_NAME = 40
# Groups of an attribute of such a name need no name before theirs.
_PERSONA = re.compile(r"persona|archetype", re.IGNORECASE)


@dataclass(frozen=True)
class Personas:
    """The personas, what they rest on, and why there are none, if so."""

    found: tuple[Persona, ...]
    basis: PersonaBasis
    refused: str | None


@dataclass(frozen=True)
class _Feature:
    """A trait that people may have: masks over ``Material.people``, and what they say for and against it."""

    kind: str
    name: str
    label: str
    stage: str | None
    has: Mask
    known: Mask
    words: tuple[str, ...]
    against: tuple[str, ...]


def personas(material: Material, pains: Sequence[PainPoint], delights: Sequence[PainPoint] = ()) -> Personas:
    """The personas of a study, the one of most people first.

    Raises ``StudyError`` where the study names them by an attribute that nobody has.
    """
    if material.study.personas is not None:
        return _named(material, list(_features(material, pains, delights)), _columns(material.study, material.who))
    people, least = likeness(material, pains), material.study.min_persona
    made = grouped(people.table, people.variables, least=least, seed=material.study.seed)
    basis = _basis(people, made)
    if made.labels is None:
        return Personas((), basis, made.refused)
    features = list(_features(material, pains, delights))
    members = [_mask(material, people.rows[made.labels == group]) for group in range(made.groups)]
    everyone = np.logical_or.reduce(members)
    found = [_persona(material, features, mask, everyone & ~mask) for mask in members]
    return Personas(_in_order(found), basis, None)


def check_named(study: Study, participants: pd.DataFrame) -> None:
    """Raise ``StudyError`` where a study names its personas by an attribute that nobody has."""
    if study.personas is not None:
        _columns(study, attributes_of(participants))


def _columns(study: Study, who: pd.DataFrame) -> list[str]:
    """The attribute that the study means: all columns of that name, letters large or small, the very same first."""
    known, wanted = [str(name) for name in who.columns], str(study.personas).strip()
    found = [name for name in known if name.casefold() == wanted.casefold()]
    if not found:
        there = did_you_mean(wanted, known) if known else "nothing is known of people but what they said"
        raise StudyError(f"personas = {wanted!r} in study.toml: people have no such attribute; {there}")
    return sorted(found, key=lambda name: name != wanted)


def _groups(material: Material, columns: Sequence[str]) -> Cut:
    """The people by the first of the columns that says of each; what differs in large letters alone is one group."""
    kinds = [material.scale_kinds[name] for name in columns if name in material.scale_kinds]
    kind = "choices" if "choices" in kinds else next(iter(kinds), None)
    found = cut(columns[0], material.who[list(columns)].bfill(axis="columns").iloc[:, 0], kind)
    spelt: dict[str, list[str]] = {}
    for group in sorted(found.groups, key=lambda group: -found.groups[group].sum()):
        spelt.setdefault(group.casefold(), []).append(group)
    merged = {same[0]: np.logical_or.reduce([found.groups[one] for one in same]) for same in spelt.values()}
    return replace(found, groups=merged)


def _named(material: Material, features: Sequence[_Feature], columns: Sequence[str]) -> Personas:
    """The groups of an attribute, those of enough people who said something."""
    groups, name, least = _groups(material, columns), columns[0], material.study.min_persona
    spoke = material.among(material.customers["person"])
    members = {group: mask & spoke for group, mask in groups.groups.items()}
    small = tuple(f"{group} ({mask.sum()})" for group, mask in members.items() if mask.sum() < least)
    everyone = spoke & groups.known
    unknown = int((spoke & ~groups.known).sum())
    told = [one for one in features if one.kind != "attribute" or one.name not in columns]
    before = "" if _PERSONA.search(name) else f"{short(name, _NAME)}: "
    found = [
        _persona(material, told, mask, everyone & ~mask, label=f"{before}{group}")
        for group, mask in members.items()
        if mask.sum() >= least
    ]
    basis = PersonaBasis(int(everyone.sum()), unknown, tuple(columns), None, None, None, name, small)
    if found:
        several = bool((np.sum(list(members.values()), axis=0) > 1).any())
        return Personas(_in_order(found), replace(basis, sentence=_said(basis, len(found), several)), None)
    why = groups.reason or f"no group of {least} people who said something"
    return Personas((), basis, f"refused: “{name}”, by which the study names its personas: {why}")


def _in_order(found: Iterable[Persona]) -> tuple[Persona, ...]:
    return tuple(sorted(found, key=lambda one: (-one.n, one.label)))


def _basis(people: Likeness, made: Grouping) -> PersonaBasis:
    stability, reference, chance = (
        None if value is None else round(value, 3) for value in (made.stability, made.reference, made.chance)
    )
    basis = PersonaBasis(len(people.rows), people.unknown, people.compared, stability, reference, chance)
    return basis if made.labels is None else replace(basis, sentence=_said(basis, made.groups))


def _said(basis: PersonaBasis, groups: int, several: bool = False) -> str:
    """Where personas come from, in words."""
    why = "too little is known of them" if basis.attribute is None else "theirs is not known"
    out = f"; {basis.unknown:,} {'is' if basis.unknown == 1 else 'are'} left out, since {why}" if basis.unknown else ""
    if basis.attribute is None:
        return (
            f"{basis.people:,} people fall into {groups} groups by what they said and who they are{out}. "
            f"Stability {basis.stability:.2f}, where data without groups reach {basis.reference:.2f}."
        )
    more = " Who has several counts in each." if several else ""
    return (
        f"The study's own personas, by {' and '.join(f'“{name}”' for name in basis.compared)}; nothing here says that "
        f"people fall into these groups. {basis.people:,} people have a value{out}.{more} Which differences are more "
        "than chance, the segments tell."
    )


def _mask(material: Material, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Mask:
    mask = np.zeros(len(material.people), dtype=bool)
    mask[rows] = True
    return mask


def _features(material: Material, pains: Sequence[PainPoint], delights: Sequence[PainPoint]) -> Iterator[_Feature]:
    said, anyone = material.customers, np.ones(len(material.people), dtype=bool)
    bright, dark = (telling(said[side]) for side in (material.delight_mask, material.pain_mask))
    stage = dict(zip(said["quote_id"], said["stage"], strict=True))
    for kind, themes, other in (("pain", pains, bright), ("delight", delights, dark)):
        for one in themes:
            against = tuple(quote_id for quote_id in other if stage[quote_id] == one.stage)
            has = material.raised(one.quote_ids)
            yield _Feature(kind, str(one.rank), one.label, one.stage, has, anyone, one.quote_ids, against)
    mentions = {name: telling(said[said["quote_id"].isin(ids)]) for name, ids in sorted(material.channels.items())}
    for name, ids in mentions.items():
        besides = (quote_id for other, theirs in mentions.items() if other != name for quote_id in theirs)
        hers = set(ids)
        against = tuple(dict.fromkeys(quote_id for quote_id in besides if quote_id not in hers))
        yield _Feature("channel", name, name, None, material.raised(ids), anyone, ids, against)
    for facet, label in _WANTS.items():
        ids = telling(said[said["quote_id"].isin(material.facets.get(facet, set()))])
        yield _Feature(facet, facet, label, None, material.raised(ids), anyone, ids, ())
    everything = telling(said)
    for name, found in attributes(material).items():
        for group, has in found.groups.items():
            # A closed answer: what they say besides is neither for it nor against it.
            words = material.said_by(everything, has)
            yield _Feature("attribute", name, f"{short(name, _NAME)}: {group}", None, has, found.known, words, ())


def _persona(
    material: Material, features: Sequence[_Feature], members: Mask, others: Mask, label: str | None = None
) -> Persona:
    """What ``members`` share; without a ``label`` they are called by it."""
    traits = [_trait(material, one, members, others) for one in features]
    shown = sorted((one for one in traits if one.n >= material.study.min_persona), key=lambda one: -_apart(one))
    said = material.customers
    quotes = material.said_by(telling(said[said["stage"].notna()]), members)
    apart = [one for one in shown if _apart(one) > 0]
    own = next((one.quote_ids for one in apart if one.kind != "attribute"), ())
    return Persona(
        label=label or _called(apart),
        n=int(members.sum()),
        of=int((members | others).sum()),
        traits=tuple(shown),
        path=tuple(_path(material, members)),
        best_quote_id=_best(material, own + quotes),
        quote_ids=quotes,
    )


def _called(apart: Sequence[PersonaTrait]) -> str:
    """A persona by what sets it apart: traits that most of its people have, if there are any."""
    most = [one for one in apart if 2 * one.n >= one.of]
    label = " · ".join(one.label for one in (most or apart)[:2]) or "Nothing sets them apart"
    return label if most or not apart else f"More often than others: {label}"


def _apart(trait: PersonaTrait) -> float:
    """How much larger the share is than among the others."""
    return trait.n / max(trait.of, 1) - trait.others_n / max(trait.others_of, 1)


def _trait(material: Material, one: _Feature, members: Mask, others: Mask) -> PersonaTrait:
    return PersonaTrait(
        one.kind,
        one.name,
        one.label,
        one.stage,
        n=int((one.has & members).sum()),
        of=int((one.known & members).sum()),
        others_n=int((one.has & others).sum()),
        others_of=int((one.known & others).sum()),
        quote_ids=material.said_by(one.words, one.has & members)[:_SHOWN],
        counter_ids=material.said_by(one.against, members)[:_SHOWN],
    )


def _path(material: Material, members: Mask) -> Iterator[PersonaStage]:
    """The stages in the order of the codebook, since few sources say when; those of too few people are not shown."""
    means = np.where(members[:, None], material.stage_means, np.nan)
    spoke = (~np.isnan(means)).sum(axis=0)
    least, of = material.study.min_persona, int(members.sum())
    for code, n, score in zip(material.book.stages, spoke, scores(means, material.drawn, least=least), strict=True):
        if n >= least:
            yield PersonaStage(code.name, int(n), of, bool(2 * n >= of), score.score, score.low, score.high)


def _best(material: Material, ids: Sequence[str]) -> str:
    """The first quote with words enough to show."""
    texts = dict(zip(material.customers["quote_id"], material.customers["text"], strict=True))
    return next((quote_id for quote_id in ids if len(texts[quote_id].split()) >= _TELLING), ids[0])
