"""The ranked pain points of the map: themes of what hurts, named, with their numbers and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from voc.journey import pains, themes
from voc.journey._material import Material
from voc.journey.model import Opportunity, PainPoint, Share
from voc.language import words_of

# A quote shown for a pain has at least so many words, if there is one.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class Theme:
    """Mentions at one stage that go together, and the ids of their quotes, the most typical first."""

    stage: str
    mentions: tuple[themes.Mention, ...]

    @property
    def quote_ids(self) -> tuple[str, ...]:
        """The quotes of all mentions."""
        return tuple(quote_id for mention in self.mentions for quote_id in mention.quote_ids)


def pain_points(material: Material) -> tuple[list[PainPoint], int]:
    """The ranked pain points, and how many pain quotes with a stage are in none."""
    hurting = material.customers[material.pain_mask & material.customers["stage"].notna()]
    by_stage = _mentions(material, hurting)
    found = [
        Theme(stage, tuple(mentions[member] for member in members))
        for stage, mentions in by_stage.items()
        for members in themes.group(mentions, least=material.study.min_participants, seed=material.study.seed)
    ]
    strengths = pains.intensities(hurting, [theme.quote_ids for theme in found], material.people)
    everything = [mention for mentions in by_stage.values() for mention in mentions]
    known = hurting.set_index("quote_id")
    points = [
        _point(place, entry, found[entry.theme], everything, known, len(material.people))
        for place, entry in enumerate(pains.rank(strengths, material.drawn), 1)
    ]
    return points, len(hurting) - sum(len(theme.quote_ids) for theme in found)


def _point(
    place: int, entry: pains.Ranked, theme: Theme, everything: Sequence[themes.Mention], known: pd.DataFrame, of: int
) -> PainPoint:
    ids = list(theme.quote_ids)
    inside = set(theme.mentions)
    texts = known["text"]
    return PainPoint(
        rank=place,
        rank_low=entry.rank_low,
        rank_high=entry.rank_high,
        p_top3=round(entry.p_top3, 3),
        tied_with=entry.tied,
        label=themes.name(theme.mentions, [other for other in everything if other not in inside])
        or texts[ids[0]].strip()
        or "(no words)",
        stage=theme.stage,
        touchpoint=_main_touchpoint(theme.mentions),
        severity=round(entry.severity, 4),
        severity_low=round(entry.severity_low, 4) if of > 1 else None,
        severity_high=round(entry.severity_high, 4) if of > 1 else None,
        prevalence=Share(round(entry.n / of, 4), round(entry.share_low, 4), round(entry.share_high, 4), entry.n, of),
        intensity=round(entry.intensity, 4),
        n_sources=int(known["source"][ids].nunique()),
        quote_ids=theme.quote_ids,
        best_quote_id=next((i for i in ids if len(texts[i].split()) >= _TELLING), ids[0]),
    )


def _mentions(material: Material, hurting: pd.DataFrame) -> dict[str, list[themes.Mention]]:
    """The pain quotes as what themes are made of, by stage: those of one passage together, its kept rest around."""
    passage = ["source", "locator"]
    places = pd.MultiIndex.from_frame(hurting[passage].drop_duplicates())
    around = material.customers[pd.MultiIndex.from_frame(material.customers[passage]).isin(places)]
    words = dict(zip(around["quote_id"], words_of(around["text"]), strict=True))
    context = {
        key: tuple(lemma for quote_id in group["quote_id"] for lemma in words[quote_id].lemmas)
        for key, group in around.groupby(passage)
    }
    found: dict[str, list[themes.Mention]] = {}
    for code in material.book.stages:
        touchpoints = material.touchpoints_at(code.name)
        found[code.name] = [
            themes.Mention(
                tuple(group["quote_id"]),
                str(group["person"].iloc[0]),
                tuple(lemma for quote_id in group["quote_id"] for lemma in words[quote_id].lemmas),
                tuple(tag for quote_id in group["quote_id"] for tag in words[quote_id].tags),
                context[key],
                tuple(name for name, ids in touchpoints.items() if not ids.isdisjoint(group["quote_id"])),
            )
            for key, group in hurting[hurting["stage"] == code.name].groupby(passage, sort=False)
        ]
    return found


def _main_touchpoint(theme: Sequence[themes.Mention]) -> str | None:
    """The touchpoint that most people of a theme speak of, if a third of them do."""
    people = {item.person for item in theme}
    at: dict[str, set[str]] = {}
    for item in theme:
        for place in item.touchpoints:
            at.setdefault(place, set()).add(item.person)
    best = max(sorted(at), key=lambda place: len(at[place]), default=None)
    return best if best is not None and 3 * len(at[best]) >= len(people) else None


def opportunity(pain: PainPoint, material: Material) -> Opportunity:
    """Turn a pain into a backlog row, with what staff say at the same stage."""
    lane = material.internal.get(pain.stage)
    return Opportunity(
        rank=pain.rank,
        problem=pain.label,
        stage=pain.stage,
        touchpoint=pain.touchpoint,
        n=pain.prevalence.n,
        of=pain.prevalence.of,
        severity=pain.severity,
        internal_quote_ids=lane.quote_ids[:5] if lane else (),
        quote_ids=pain.quote_ids,
    )
