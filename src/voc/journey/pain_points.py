"""The ranked pain points of the map: themes of what hurts, named, with their numbers and quotes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from voc.journey import pains, themes
from voc.journey._material import Material
from voc.journey.model import Opportunity, PainPoint, Share
from voc.language import words_of


def pain_points(material: Material) -> tuple[list[PainPoint], int]:
    """The ranked pain points, and how many pain quotes with a stage are in none."""
    hurting = material.customers[material.pain_mask & material.customers["stage"].notna()]
    everything: list[themes.Mention] = []
    grouped: list[tuple[str, list[themes.Mention]]] = []
    for code in material.book.stages:
        items = _mentions(material, hurting[hurting["stage"] == code.name], code.name)
        everything += items
        for members in themes.group(items, least=material.study.min_participants, seed=material.study.seed):
            grouped.append((code.name, [items[member] for member in members]))
    ids = [[quote_id for mention in theme for quote_id in mention.quote_ids] for _, theme in grouped]
    strengths = pains.intensities(hurting, ids, material.people)
    ranked = pains.rank(strengths, material.drawn)
    sources = hurting.set_index("quote_id")["source"]
    texts = hurting.set_index("quote_id")["text"]
    points = []
    for place, entry in enumerate(ranked, 1):
        stage, theme = grouped[entry.theme]
        quote_ids = ids[entry.theme]
        inside = set(quote_ids)
        others = [mention for mention in everything if inside.isdisjoint(mention.quote_ids)]
        points.append(
            PainPoint(
                rank=place,
                rank_low=entry.rank_low,
                rank_high=entry.rank_high,
                p_top3=round(entry.p_top3, 3),
                tied_with=entry.tied,
                label=themes.name(theme, others) or texts[quote_ids[0]],
                stage=stage,
                touchpoint=_main_touchpoint(theme),
                severity=round(entry.severity, 4),
                severity_low=round(entry.severity_low, 4),
                severity_high=round(entry.severity_high, 4),
                prevalence=Share(
                    round(entry.n / len(material.people), 4),
                    round(entry.share_low, 4),
                    round(entry.share_high, 4),
                    entry.n,
                    len(material.people),
                ),
                intensity=round(entry.intensity, 4),
                n_sources=int(sources[quote_ids].nunique()),
                quote_ids=tuple(quote_ids),
                best_quote_id=next((i for i in quote_ids if len(texts[i].split()) >= 6), quote_ids[0]),
            )
        )
    return points, len(hurting) - sum(map(len, ids))


def _mentions(material: Material, rows: pd.DataFrame, stage: str) -> list[themes.Mention]:
    """The quotes as what themes are made of: those of one passage together, with the kept rest of it around."""
    place = ["source", "locator"]
    passages = {key: " ".join(group["text"]) for key, group in material.customers.groupby(place)}
    groups = [(key, group) for key, group in rows.groupby(place, sort=False)]
    words = list(words_of([*(" ".join(group["text"]) for _, group in groups), *(passages[key] for key, _ in groups)]))
    return [
        themes.Mention(
            tuple(group["quote_id"]),
            str(group["person"].iloc[0]),
            own.lemmas,
            own.tags,
            around.lemmas,
            tuple(
                name for name, ids in material.touchpoints_at(stage).items() if not ids.isdisjoint(group["quote_id"])
            ),
        )
        for (_, group), own, around in zip(groups, words, words[len(groups) :], strict=False)
    ]


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
