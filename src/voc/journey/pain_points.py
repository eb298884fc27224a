"""The ranked pain points and delights of the map: themes of what people say, named, with their numbers and quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from voc.journey import exemplars, pains, themes
from voc.journey._material import Material
from voc.journey._mentions import meanings, mentions_of, with_words
from voc.journey.model import PainPoint, Share
from voc.journey.naming import names
from voc.journey.told import Theme, as_told

# So many of a theme's mentions name it at most, the most typical; and of those in none.
_NAMING = 60
# Below this valence a quote hardly tells a pain or a delight by how it is felt, and by how much it then stands back.
_FAINT, _HARDLY = 0.15, 0.8


@dataclass(frozen=True, slots=True)
class Points:
    """The ranked themes of one kind, how many quotes of it there are, and how many with a stage are in no theme."""

    found: tuple[PainPoint, ...]
    quotes: int
    ungrouped: int


def points(material: Material, kind: Literal["pain", "delight"]) -> Points:
    """The ranked pains or delights. Raises ``StudyError`` where the researcher's themes do not fit."""
    mask = material.pain_mask if kind == "pain" else material.delight_mask
    rows = material.customers[mask & material.customers["stage"].notna()]
    ids = rows["quote_id"].tolist()
    texts = dict(zip(ids, rows["text"].tolist(), strict=True))
    found = _as_wanted(material, kind, rows, texts)
    side = -1 if kind == "pain" else 1
    strengths = pains.intensities(rows, [theme.quote_ids for theme in found], material.people, side=side)
    sources = dict(zip(ids, rows["source"].tolist(), strict=True))
    felt = dict(zip(ids, _felt(rows, side, material.facets.get(kind, set())), strict=True))
    ranked = pains.rank(strengths, material.drawn)
    return Points(
        tuple(
            _point(place, entry, theme, _telling_first(material, theme, texts, felt), sources, len(material.people))
            for place, entry in enumerate(ranked, 1)
            for theme in [found[entry.theme]]
        ),
        quotes=int(mask.sum()),
        ungrouped=len(rows) - sum(len(theme.quote_ids) for theme in found),
    )


def _felt(rows: pd.DataFrame, side: int, said: set[str]) -> pd.Series[float]:
    """How strongly each quote tells it, in [0, 1], 0 where unknown; below 0 where it hardly does.

    It hardly does where its valence is on the other side, or near the middle and it is not ``said`` in so many words.
    """
    strength = side * rows["valence"]
    faint = (strength <= 0) | ((strength < _FAINT) & ~rows["quote_id"].isin(said))
    return strength.clip(lower=0).fillna(0.0) - _HARDLY * faint.astype("float64")


def _as_wanted(material: Material, kind: str, rows: pd.DataFrame, texts: dict[str, str]) -> list[Theme]:
    """The themes found, named by their words, and merged and renamed as the researcher said."""
    least = material.study.min_participants
    found, lone = [], []
    for stage, mentions in mentions_of(material, rows).items():
        meaning = meanings(material, mentions, texts)
        groups = themes.group(mentions, least=least, seed=material.study.seed, meaning=meaning)
        found += [Theme(stage, tuple(mentions[member] for member in members)) for members in groups]
        inside = {member for members in groups for member in members}
        lone += [Theme(stage, (mention,)) for number, mention in enumerate(mentions) if number not in inside]
    found = _named(found, lone, texts)
    told = [entry for entry in material.told.themes if entry.kind == kind] if material.told else []
    if not told:
        return found
    alone = {theme.quote_ids[0]: theme for theme in lone}
    return as_told(found, alone, told, [code.name for code in material.book.stages], least=least)


def _named(found: Sequence[Theme], lone: Sequence[Theme], texts: dict[str, str]) -> list[Theme]:
    """Each theme with a label of its own words; where its people share none, its most typical quote."""
    groups = [theme.mentions[:_NAMING] for theme in found] + [[theme.mentions[0] for theme in lone[:_NAMING]]]
    *read, rest = with_words(groups, texts)
    return [
        replace(theme, label=name or texts[theme.quote_ids[0]].strip() or "(no words)")
        for theme, name in zip(found, names(read, rest), strict=True)
    ]


def _telling_first(
    material: Material, theme: Theme, texts: Mapping[str, str], felt: Mapping[str, float]
) -> tuple[str, ...]:
    """The quotes of a theme, those first that speak for it."""
    ids = theme.quote_ids
    said, strengths = [texts[one] for one in ids], [felt[one] for one in ids]
    return tuple(ids[one] for one in exemplars.telling(said, strengths, theme.label, material.meaning))


def _point(
    place: int, entry: pains.Ranked, theme: Theme, ids: tuple[str, ...], sources: Mapping[str, str], of: int
) -> PainPoint:
    return PainPoint(
        rank=place,
        rank_low=entry.rank_low,
        rank_high=entry.rank_high,
        p_top3=round(entry.p_top3, 3),
        tied_with=entry.tied,
        label=theme.label,
        stage=theme.stage,
        touchpoint=_main_touchpoint(theme.mentions),
        severity=round(entry.severity, 4),
        severity_low=round(entry.severity_low, 4) if of > 1 else None,
        severity_high=round(entry.severity_high, 4) if of > 1 else None,
        prevalence=Share(
            round(entry.n / of, 4),
            round(entry.share_low, 4) if of > 1 else None,
            round(entry.share_high, 4) if of > 1 else None,
            entry.n,
            of,
        ),
        intensity=round(entry.intensity, 4),
        n_sources=len({sources[quote_id] for quote_id in ids}),
        quote_ids=ids,
        best_quote_id=ids[0],
        made_of=theme.made_of,
    )


def _main_touchpoint(theme: Sequence[themes.Mention]) -> str | None:
    """The touchpoint that most people of a theme speak of, if a third of them do."""
    people = {item.person for item in theme}
    at: dict[str, set[str]] = {}
    for item in theme:
        for place in item.touchpoints:
            at.setdefault(place, set()).add(item.person)
    best = max(sorted(at), key=lambda place: len(at[place]), default=None)
    return best if best is not None and 3 * len(at[best]) >= len(people) else None
