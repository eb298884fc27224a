"""Put the measures together: quotes and tags in, a journey out. No file, no text on a page, no randomness but
the study's seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from voc import __version__
from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.codebook import Stage as StageCode
from voc.journey import pains as pains_measure
from voc.journey import themes
from voc.journey.model import (
    SCHEMA_VERSION,
    Account,
    Cell,
    Coverage,
    Journey,
    Lane,
    Opportunity,
    PainPoint,
    Score,
    Share,
    ShownQuote,
    Stage,
)
from voc.journey.outcomes import nps
from voc.journey.resample import Array, weights
from voc.journey.scores import by_person, scores
from voc.journey.shares import share
from voc.language import words_of
from voc.models import manifest
from voc.study import Study

_LANES = {
    "goals": ("goal", "Goals"),
    "actions": ("action", "Actions"),
    "questions": ("question", "Questions"),
    "motivations": ("motivation", "Motivations"),
    "needs": ("need", "Needs"),
    "expectations": ("expectation", "Expectations"),
    "delights": ("delight", "Delights"),
}


def build_journey(
    quotes: pd.DataFrame,
    tags: pd.DataFrame,
    codebook: Codebook,
    *,
    study: Study | None = None,
    participants: pd.DataFrame | None = None,
    blank: int = 0,
) -> Journey:
    """Build the map.

    ``quotes`` may hold excluded rows; they are only counted. ``participants`` adds those who were asked and said
    nothing to the people who could have raised a pain, and the closed answers. ``blank`` is the number of open
    questions left empty. Raises ``TableError`` if a table is not one.
    """
    tags_table.check(tags)
    material = _Material(quotes, tags_table.decided(tags), codebook, study or Study(), participants)
    stages = [_stage(material, order, code) for order, code in enumerate(codebook.stages, 1)]
    found, ungrouped = _pain_points(material)
    shown = _shown_ids(stages, found, material)
    return Journey(
        schema_version=SCHEMA_VERSION,
        title=material.study.title,
        scope=codebook.scope,
        codebook=f"{codebook.title}@{codebook.digest}",
        settings=_settings(material.study),
        account=_account(material, blank),
        stages=tuple(stages),
        pain_points=tuple(found),
        moments_of_truth=(),
        opportunities=tuple(_opportunity(pain, material) for pain in found),
        personas=(),
        segments=(),
        outcomes=()
        if participants is None
        else tuple(nps(participants, resamples=material.study.resamples, seed=material.study.seed)),
        internal=material.internal,
        coverage=_coverage(material, ungrouped),
        quotes=_shown(material, shown),
    )


@dataclass(frozen=True)
class _Material:
    """The evidence with its tags beside it, and the people, computed once and read by every measure."""

    quotes: pd.DataFrame
    tags: pd.DataFrame
    book: Codebook
    study: Study
    participants: pd.DataFrame | None

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """Kept quotes with ``person``, ``stage``, ``stage_confidence``, ``valence`` and ``sentiment``."""
        kept = quotes_table.evidence(self.quotes).reset_index(drop=True)
        stage = self._single("stage")
        sentiment = self._single("sentiment")
        ids = kept["quote_id"]
        # Nobody named: each answer or post counts as one person, since two are hardly by the same.
        anonymous = "somebody: " + kept["source"] + ", " + kept["locator"]
        return kept.assign(
            person=kept["participant"].where(kept["participant"].notna(), anonymous),
            stage=ids.map(stage["label"]),
            stage_confidence=ids.map(stage["confidence"]),
            stage_by=ids.map(stage["by"]),
            sentiment=ids.map(sentiment["label"]),
            valence=ids.map(sentiment["value"]),
        )

    def _single(self, kind: str) -> pd.DataFrame:
        return self.tags[self.tags["kind"] == kind].set_index("quote_id")

    @cached_property
    def customers(self) -> pd.DataFrame:
        """The evidence of participants."""
        return self.evidence[self.evidence["role"] == "participant"]

    @cached_property
    def staff(self) -> pd.DataFrame:
        """The evidence of staff, for the internal lane."""
        return self.evidence[self.evidence["role"] == "staff"]

    @cached_property
    def people(self) -> list[str]:
        """Everyone who could have raised something: who said anything, and who was asked and did not."""
        said = set(self.customers["person"])
        silent: set[str] = set()
        if self.participants is not None and len(self.participants):
            known = set(self.quotes["participant"].dropna())
            silent = {str(person) for person in self.participants["participant"]} - known
        return sorted(said | silent)

    @cached_property
    def drawn(self) -> Array:
        """The weights of every resample."""
        return weights(len(self.people), self.study.resamples, self.study.seed)

    def labels(self, kind: str) -> dict[str, set[str]]:
        """The ids of the quotes that carry each label of a kind."""
        rows = self.tags[(self.tags["kind"] == kind) & self.tags["label"].notna()]
        return {str(label): set(ids) for label, ids in rows.groupby("label")["quote_id"]}

    @cached_property
    def facets(self) -> dict[str, set[str]]:
        """Quote ids by facet."""
        return self.labels("facet")

    @cached_property
    def touchpoints(self) -> dict[str, set[str]]:
        """Quote ids by touchpoint."""
        return self.labels("touchpoint")

    def touchpoints_at(self, stage: str) -> dict[str, set[str]]:
        """Quote ids by the touchpoints that the codebook puts at a stage (one without stages stands at all)."""
        return {
            code.name: self.touchpoints[code.name]
            for code in self.book.touchpoints
            if code.name in self.touchpoints and (not code.stages or stage in code.stages)
        }

    @cached_property
    def channels(self) -> dict[str, set[str]]:
        """Quote ids by channel mentioned."""
        return self.labels("channel")

    @cached_property
    def asked(self) -> set[str]:
        """The stages that some question asked about."""
        return set(self.labels("asked"))

    @cached_property
    def pain_mask(self) -> pd.Series[bool]:
        """Which of the customers' quotes speak of a pain."""
        return pains_measure.hurts(self.customers, self.facets)

    @cached_property
    def internal(self) -> dict[str, Lane]:
        """What staff said, by stage."""
        by_stage = {code.name: self.staff[self.staff["stage"] == code.name] for code in self.book.stages}
        return {name: _lane("internal", "Internal", rows) for name, rows in by_stage.items() if len(rows)}


def _telling(rows: pd.DataFrame) -> tuple[str, ...]:
    """Ids with the surest quote of each person first, then everyone's second, and so on."""
    ordered = rows.sort_values(["stage_confidence", "quote_id"], ascending=[False, True], kind="stable")
    turn = ordered.groupby("person").cumcount()
    return tuple(ordered.assign(turn=turn).sort_values("turn", kind="stable")["quote_id"])


def _lane(name: str, label: str, rows: pd.DataFrame) -> Lane:
    return Lane(name, label, len(rows), int(rows["person"].nunique()), _telling(rows))


def _stage(material: _Material, order: int, code: StageCode) -> Stage:
    rows = material.customers[material.customers["stage"] == code.name]
    least = material.study.min_participants
    people = int(rows["person"].nunique())
    titles = {touch.name: touch.title for touch in material.book.touchpoints}
    at_stage = material.touchpoints_at(code.name)
    touching = {name: rows[rows["quote_id"].isin(ids)] for name, ids in at_stage.items()}
    touching = {name: said for name, said in touching.items() if len(said)}
    cells = {"": rows["quote_id"], **{name: said["quote_id"] for name, said in touching.items()}}
    scored = scores(by_person(rows, material.people, cells), material.drawn, least=least)
    emotion: Score = scored[0]
    mentioned = {
        channel: rows[rows["quote_id"].isin(ids)] for channel, ids in sorted(material.channels.items())
    }
    lanes = {
        field: _lane(facet, label, rows[rows["quote_id"].isin(material.facets.get(facet, set()))])
        for field, (facet, label) in _LANES.items()
    }
    return Stage(
        id=code.name,
        label=code.title,
        meaning=code.meaning,
        order=order,
        n_quotes=len(rows),
        n_participants=people,
        n_sources=int(rows["source"].nunique()),
        empty_reason=_empty_reason(people, least, code.name in material.asked),
        emotion=emotion,
        pained=_share(material, rows, rows[material.pain_mask.loc[rows.index]]),
        delighted=_share(
            material, rows, rows[rows["quote_id"].isin(material.facets.get("delight", set()))]
        ),
        touchpoints=tuple(
            sorted(
                (
                    Cell(
                        name,
                        titles[name],
                        len(said),
                        int(said["person"].nunique()),
                        score,
                        _telling(said),
                    )
                    for (name, said), score in zip(touching.items(), scored[1:], strict=True)
                ),
                key=lambda cell: -cell.n_participants,
            )
        ),
        channels=tuple(
            sorted(
                (_lane(channel, channel, said) for channel, said in mentioned.items() if len(said)),
                key=lambda lane: -lane.n_participants,
            )
        ),
        quote_ids=_telling(rows),
        **lanes,
    )


def _share(material: _Material, rows: pd.DataFrame, some: pd.DataFrame) -> Share | None:
    """The share of the people of ``rows`` who said ``some``."""
    could, did = set(rows["person"]), set(some["person"])
    return share(
        np.array([person in did for person in material.people], dtype=np.float64),
        np.array([person in could for person in material.people], dtype=np.float64),
        material.drawn,
        least=material.study.min_participants,
    )


def _empty_reason(people: int, least: int, asked: bool) -> str | None:
    """Tell the three kinds of empty cell apart."""
    if people >= least:
        return None
    if people:
        return "too few people to show"
    return "asked, nobody raised it" if asked else "not asked"


def _pain_points(material: _Material) -> tuple[list[PainPoint], int]:
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
    strengths = pains_measure.intensities(hurting, ids, material.people)
    ranked = pains_measure.rank(strengths, material.drawn)
    sources = hurting.set_index("quote_id")["source"]
    texts = hurting.set_index("quote_id")["text"]
    points = []
    for place, entry in enumerate(ranked, 1):
        stage, theme = grouped[entry.theme]
        members = ids[entry.theme]
        inside = set(members)
        others = [mention for mention in everything if inside.isdisjoint(mention.quote_ids)]
        points.append(
            PainPoint(
                rank=place,
                rank_low=entry.rank_low,
                rank_high=entry.rank_high,
                p_top3=round(entry.p_top3, 3),
                tied_with=entry.tied,
                label=themes.name(theme, others) or texts[members[0]],
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
                n_sources=int(sources[members].nunique()),
                quote_ids=tuple(members),
                best_quote_id=next((i for i in members if len(texts[i].split()) >= 6), members[0]),
            )
        )
    return points, len(hurting) - sum(map(len, ids))


def _mentions(material: _Material, rows: pd.DataFrame, stage: str) -> list[themes.Mention]:
    """The quotes as what themes are made of: those of one passage together, with the kept rest of it around."""
    place = ["source", "locator"]
    passages = material.customers.groupby(place)["text"].agg(" ".join)
    groups = [(key, group) for key, group in rows.groupby(place, sort=False)]
    words = list(
        words_of([*(" ".join(group["text"]) for _, group in groups), *(passages[key] for key, _ in groups)])
    )
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


def _opportunity(pain: PainPoint, material: _Material) -> Opportunity:
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


def _account(material: _Material, blank: int) -> Account:
    excluded = material.quotes["excluded"].value_counts()
    kept = material.evidence
    counted = {str(reason): int(count) for reason, count in sorted(excluded.items(), key=lambda i: (-i[1], i[0]))}
    # A table made elsewhere may hold roles that are not evidence without a stated reason.
    unnamed = len(material.quotes) - len(kept) - sum(counted.values())
    return Account(
        read=len(material.quotes),
        kept=len(kept),
        tagged=int(kept["stage"].notna().sum()),
        abstained=int(kept["stage"].isna().sum()),
        excluded=counted | ({"role is no evidence": unnamed} if unnamed else {}),
        blank=blank,
        staff=len(material.staff),
    )


def _coverage(material: _Material, ungrouped: int) -> Coverage:
    said = material.customers
    counts = {
        code.name: {
            str(kind): int(rows["person"].nunique())
            for kind, rows in said[said["stage"] == code.name].groupby("source_kind")
        }
        for code in material.book.stages
    }
    return Coverage(
        participants=counts,
        participants_by_kind={
            str(kind): int(rows["person"].nunique()) for kind, rows in said.groupby("source_kind")
        },
        pain_quotes=int(material.pain_mask.sum()),
        pain_quotes_ungrouped=ungrouped,
        pain_quotes_without_stage=int((material.pain_mask & said["stage"].isna()).sum()),
    )


def _settings(study: Study) -> dict[str, object]:
    return {
        "seed": study.seed,
        "resamples": study.resamples,
        "min_participants": study.min_participants,
        "languages": list(study.languages),
        "correction": "uncorrected: no person has reviewed a sample of the tags",
        "redaction": "none: quotes are verbatim and may name people",
        "voc": __version__,
        "models": {model.name: model.version for model in manifest().values()},
    }


def _shown_ids(stages: Iterable[Stage], pains: Iterable[PainPoint], material: _Material) -> set[str]:
    """Every quote that a number of the map rests on."""
    ids = {quote_id for stage in stages for quote_id in stage.quote_ids}
    ids |= {quote_id for pain in pains for quote_id in pain.quote_ids}
    return ids | {quote_id for lane in material.internal.values() for quote_id in lane.quote_ids}


def _shown(material: _Material, ids: set[str]) -> Mapping[str, ShownQuote]:
    rows = material.evidence[material.evidence["quote_id"].isin(ids)].astype(object)
    rows = rows.where(rows.notna(), None)
    carried = material.tags[material.tags["start"].notna() & material.tags["kind"].isin(["stage", "facet", "sentiment"])]
    words: dict[str, list[tuple[int, int]]] = {}
    for quote_id, start, end in zip(carried["quote_id"], carried["start"], carried["end"], strict=True):
        words.setdefault(quote_id, []).append((int(start), int(end)))
    touchpoints = {i: tuple(n for n, has in material.touchpoints.items() if i in has) for i in ids}
    facets = {i: tuple(n for n, has in material.facets.items() if i in has) for i in ids}
    return {
        row.quote_id: ShownQuote(
            text=row.text,
            participant=row.participant,
            role=row.role,
            source=row.source,
            source_sha256=row.source_sha256,
            source_kind=row.source_kind,
            locator=row.locator,
            start=int(row.start),
            end=int(row.end),
            question=row.question,
            stage=row.stage,
            stage_confidence=None if row.stage_confidence is None else round(row.stage_confidence, 3),
            stage_by=row.stage_by,
            touchpoints=touchpoints[row.quote_id],
            facets=facets[row.quote_id],
            valence=None if row.valence is None else round(float(row.valence), 4),
            words=tuple(dict.fromkeys(row.text[a:b] for a, b in sorted(words.get(row.quote_id, [])))),
        )
        for row in rows.itertuples()
    }
