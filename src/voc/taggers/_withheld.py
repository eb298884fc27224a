"""What a tagger is too unsure of for the share of wrong tags that a study accepts is not said (:mod:`voc.risk`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from voc import tags as tags_table
from voc.errors import VocError
from voc.risk import Limit, by_probabilities, by_reviews

LIMITED = ("stage", "touchpoint")


def check_error(error: float) -> float:
    """The accepted share of wrong tags, in (0, 1); raises ``VocError`` for another number."""
    if not 0 < error < 1:
        raise VocError(f"an error of {error:g} cannot be held; give the share of wrong tags between 0 and 1, like 0.2")
    return error


def withheld(
    tags: pd.DataFrame,
    quotes: pd.DataFrame,
    error: float,
    *,
    reviews: pd.DataFrame | None = None,
    learned_from: Mapping[str, Collection[str]] | None = None,
) -> tuple[pd.DataFrame, dict[str, Limit]]:
    """Tags without the stages and touchpoints that are too unsure, and the limit of each kind that the taggers gave.

    By ``reviews``, tags of people, where they bear a limit out; else by the probabilities. A kind of which people
    judged a quote that was ``learned_from`` is no review of what was learned. No limit is lower than the tagger's own.
    """
    check_error(error)
    people = {
        str(name): f"quote {name}" if pd.isna(who) else f"person {who}"
        for name, who in zip(quotes["quote_id"], quotes["participant"], strict=True)
    }
    limits: dict[str, Limit] = {}
    kept = tags
    for kind in LIMITED:
        said = kept["label"].notna() & (kept["kind"] == kind) & ~kept["by"].str.startswith("human:", na=False)
        own = kept[said & kept["confidence"].notna()]
        if own.empty:
            continue
        judged = None if reviews is None else _judged(reviews, kind, (learned_from or {}).get(kind, ()))
        limits[kind] = limit = _limit(own, judged, people, error)
        below = said & (kept["confidence"] < limit.threshold)
        if kind == "touchpoint":
            kept = kept[~below]
            continue
        unsure = kept[below]
        why = [
            tags_table.unsure(f"not sure enough for {error:.0%} wrong", label, sure)
            for label, sure in zip(unsure["label"], unsure["confidence"], strict=True)
        ]
        kept = kept.copy()
        kept.loc[below, ["label", "start", "end"]] = pd.NA
        kept.loc[below, "reason"] = why
    return kept.reset_index(drop=True), limits


def _judged(reviews: pd.DataFrame, kind: str, known: Collection[str]) -> dict[str, set[str]]:
    """The labels that people gave each quote they judged for a kind; none is an empty set."""
    own = reviews[
        (reviews["kind"] == kind) & reviews["by"].str.startswith("human:", na=False) & ~reviews["quote_id"].isin(known)
    ]
    found: dict[str, set[str]] = {name: set() for name in own["quote_id"]}
    for name, label in zip(own["quote_id"], own["label"], strict=True):
        found[name] |= {label} if isinstance(label, str) else set()
    return found


def _limit(own: pd.DataFrame, judged: dict[str, set[str]] | None, people: Mapping[str, str], error: float) -> Limit:
    plain = by_probabilities(own["confidence"].to_numpy(float), error)
    seen = own[own["quote_id"].isin(judged or {})]
    if judged is None or seen.empty:
        return plain
    named = list(zip(seen["quote_id"], seen["label"], strict=True))
    right = np.array([label in judged[name] for name, label in named], dtype=np.bool_)
    whose = [people[name] for name, _ in named]
    held = by_reviews(seen["confidence"].to_numpy(float), right, whose, error)
    if held is not None:
        return held
    note = f"reviews of {len(set(whose))} participants, {1 - right.mean():.0%} of their tags wrong, do not bear it out"
    return Limit(error, plain.threshold, plain.by, plain.expected, len(set(whose)), note)
